import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createAsyncEngine, integer, insert, literal, makeUrl, MetaData, select, string } from "athanor";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ConnectOptions } from "../../src/dialect/driver.ts";
import { mysqlUrl, noMysql } from "../support/databases.ts";
import { noOwnMariadb, type OwnMariadb, startMariadb } from "../support/own-mariadb.ts";
import { open, options } from "./helpers.ts";

const server = options({ ...makeUrl(mysqlUrl).translateConnectArgs() });
const drivers = ["mysql2", "mariadb"];

async function rowsOf(driver: string, given: ConnectOptions, sql: string): Promise<unknown[][]> {
  const db = await open(`mysql+${driver}`, false, given);
  try {
    return (await db.connection.query(sql, [], { returnsRows: true })).rows;
  } finally {
    await db.dispose();
  }
}

describe.each(drivers)("options of a URL of mysql+%s", (driver) => {
  const session = (query: ConnectOptions["query"], sql: string): Promise<unknown[][]> =>
    rowsOf(driver, options({ ...server, query }), sql);

  it.each<[ConnectOptions["query"], RegExp]>([
    [{ charst: "utf8" }, /Unknown option "charst".*expected one of charset/],
    [{ charset: "latin1" }, /charset is "latin1"; expected utf8mb4/],
    [{ connect_timeout: "soon" }, /connect_timeout is "soon"; expected a whole number/],
    [{ connect_timeout: ["1", "2"] }, /given 2 times/],
    [{ prepared_statement_cache_size: "0" }, /expected a whole number of at least 1/],
    [{ ssl_mode: "MAYBE" }, /ssl_mode is "MAYBE"; expected one of DISABLED, REQUIRED/],
    [{ ssl_mode: "PREFERRED" }, /cannot do.*ssl_mode=REQUIRED or ssl_mode=DISABLED/],
    [{ ssl_ca: "/nowhere/ca.pem" }, /ssl_ca names the file "\/nowhere\/ca.pem", which cannot be read/],
    [{ ssl_mode: "REQUIRED", ssl_ca: "package.json" }, /asks for none. Write ssl_mode=VERIFY_CA/],
    [{ ssl_cert: "package.json" }, /belong together/],
    [{ ssl_mode: "DISABLED", ssl_cert: "package.json", ssl_key: "package.json" }, /encrypts nothing/],
  ])("%j is refused", async (query, message) => {
    await expect(session(query, "SELECT 1")).rejects.toMatchObject({
      name: "ArgumentError",
      message: expect.stringMatching(message),
    });
  });

  it.skipIf(noMysql !== undefined)("what cannot be a setting is refused", async () => {
    for (const query of [{ time_zone: "x', sql_mode = '" }, { sql_mode: "\\" }, { collation: 'utf8"' }])
      await expect(session(query, "SELECT 1")).rejects.toThrow(/expected letters, digits and the signs/);
  });

  it.skipIf(noMysql !== undefined)("set the session", async () => {
    const query = {
      time_zone: "+02:00",
      charset: "utf8",
      collation: "utf8mb4_bin",
      sql_mode: "ANSI_QUOTES,STRICT_ALL_TABLES",
      connect_timeout: "5",
      ssl_mode: "DISABLED",
    };
    const sql = "SELECT @@time_zone, @@collation_connection, @@sql_mode, @@autocommit";
    expect(await session(query, sql)).toEqual([
      ["+02:00", "utf8mb4_bin", "ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_ALL_TABLES", 0],
    ]);
    expect(await session({}, "SELECT @@time_zone, @@character_set_client, @@character_set_results")).toEqual([
      ["+00:00", "utf8mb4", "utf8mb4"],
    ]);
  });

  it.skipIf(noMysql !== undefined)("a socket of the machine", async () => {
    const [[socket]] = (await session({}, "SELECT @@socket")) as [[string]];
    if (!existsSync(socket)) return expect(server.host).not.toBe("127.0.0.1");
    const local = options({ username: server.username, database: server.database, query: { unix_socket: socket } });
    expect(
      await rowsOf(
        driver,
        local,
        "SELECT SUBSTRING_INDEX(host, ':', 1) FROM information_schema.processlist WHERE id = CONNECTION_ID()",
      ),
    ).toEqual([["localhost"]]);
  });

  it.skipIf(noMysql !== undefined)("as many prepared statements as it says", async () => {
    const query = { prepared_statement_cache_size: "3" };
    const db = await open(`mysql+${driver}`, false, options({ ...server, query }));
    const status = async (name: string): Promise<number> =>
      Number((await db.connection.query(`SHOW SESSION STATUS LIKE '${name}'`, [])).rows[0]![1]);
    const before = await status("Com_stmt_close");
    for (let i = 0; i < 10; i++) await db.connection.query(`SELECT ? + ${i}`, [1]);
    expect((await status("Com_stmt_close")) - before).toBeGreaterThanOrEqual(6);
    expect((await db.connection.query("SELECT ? + 9", [1])).rows).toEqual([[10]]);
    await db.dispose();
  });

  it("a server that does not answer in time", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    const { port } = silent.address() as { port: number };
    const given = options({ host: "127.0.0.1", port, username: "x", query: { connect_timeout: "1" } });
    const engine = createAsyncEngine(`mysql+${driver}://x@127.0.0.1:${port}/?connect_timeout=1`);
    await expect(rowsOf(driver, given, "SELECT 1")).rejects.toThrow(/timeout|ETIMEDOUT/i);
    await expect(engine.connect()).rejects.toMatchObject({ name: "OperationalError", connectionInvalidated: true });
    await engine.dispose();
    silent.close();
  });

  it.skipIf(noMysql !== undefined)("no file of this machine goes to the server", async () => {
    for (const connectArgs of [{}, { flags: ["CONNECT_ATTRS"] }]) {
      const db = await open(`mysql+${driver}`, false, options({ ...server, connectArgs }));
      await db.connection.query("CREATE TEMPORARY TABLE files (line TEXT)", []);
      await expect(
        db.connection.query(`LOAD DATA LOCAL INFILE '${join(process.cwd(), "package.json")}' INTO TABLE files`, []),
      ).rejects.toThrow(/local|LOCAL|not allowed/);
      expect((await db.connection.query("SELECT * FROM files", [])).rows).toEqual([]);
      await db.dispose();
    }
  });

  it.skipIf(noMysql !== undefined)("rows that were found count, whatever connectArgs say", async () => {
    const connectArgs = { flags: ["-FOUND_ROWS_OF_OTHERS"], rowsAsArray: false, dateStrings: false };
    const db = await open(`mysql+${driver}`, false, options({ ...server, connectArgs }));
    await db.connection.query("CREATE TEMPORARY TABLE found (a INTEGER, d DATE)", []);
    await db.connection.query("INSERT INTO found VALUES (1, '2020-01-02')", []);
    expect((await db.connection.query("UPDATE found SET a = 1", [])).rowcount).toBe(1);
    expect((await db.connection.query("SELECT * FROM found", [])).rows).toEqual([[1, "2020-01-02"]]);
    await db.dispose();
  });
});

describe.skipIf(noMysql !== undefined).each(drivers)("modes of the server, through mysql+%s", (driver) => {
  it.each(["", "ANSI_QUOTES", "NO_BACKSLASH_ESCAPES", "ANSI_QUOTES,NO_BACKSLASH_ESCAPES", "PIPES_AS_CONCAT"])(
    "sql_mode=%s changes no value and no name",
    async (mode) => {
      const metadata = new MetaData();
      const name = `modes_${randomUUID().slice(0, 8)}`;
      const table = metadata.table(name, { id: integer().primaryKey(), 'a"b`c': string(50) });
      const url = makeUrl(mysqlUrl).set({ drivername: `mysql+${driver}` });
      const engine = createAsyncEngine(url.updateQueryDict({ sql_mode: mode }));
      const odd = `it's "odd" \\ \\' %s ; -- \n\\0`;
      await metadata.createAll(engine);
      try {
        await using connection = await engine.connect();
        await connection.execute(insert(table).values({ id: 1, 'a"b`c': odd }));
        const column = table.c['a"b`c'];
        expect((await connection.execute(select(column))).scalarOne()).toBe(odd);
        const { sql } = select(literal(odd).label("v")).compile({ dialect: engine.dialect, literalBinds: true });
        expect((await connection.execDriverSql(sql)).scalar()).toBe(odd);
        const found = select(table.c.id).where(column.like("it's%\\\\%"));
        expect((await connection.execute(found)).scalarOne()).toBe(1);
      } finally {
        await metadata.dropAll(engine);
        await engine.dispose();
      }
    },
  );
});

if (noOwnMariadb !== undefined) console.warn(`skipped: TLS of MySQL drivers: ${noOwnMariadb}`);
describe.skipIf(noOwnMariadb !== undefined)("TLS", () => {
  let tls: OwnMariadb;
  beforeAll(async () => {
    tls = await startMariadb((folder) => {
      const file = (name: string): string => join(folder, name);
      const openssl = (...args: string[]): unknown => execFileSync("openssl", args, { stdio: "ignore", cwd: folder });
      const request = (name: string, subject: string): unknown =>
        openssl(
          "req",
          "-newkey",
          "rsa:2048",
          "-nodes",
          "-keyout",
          `${name}-key.pem`,
          "-out",
          `${name}.csr`,
          "-subj",
          subject,
        );
      openssl(
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-keyout",
        "ca-key.pem",
        "-out",
        "ca.pem",
        "-subj",
        "/CN=Test CA",
      );
      openssl(
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-keyout",
        "x-key.pem",
        "-out",
        "other-ca.pem",
        "-subj",
        "/CN=Other CA",
      );
      for (const [name, subject] of [
        ["server", "/CN=db.example"],
        ["client", "/CN=client"],
      ] as const) {
        request(name, subject);
        openssl(
          "x509",
          "-req",
          "-in",
          `${name}.csr`,
          "-days",
          "2",
          "-CA",
          "ca.pem",
          "-CAkey",
          "ca-key.pem",
          "-CAcreateserial",
          "-out",
          `${name}-cert.pem`,
        );
      }
      return [
        `--ssl-ca=${file("ca.pem")}`,
        `--ssl-cert=${file("server-cert.pem")}`,
        `--ssl-key=${file("server-key.pem")}`,
      ];
    });
  }, 60_000);
  afterAll(() => tls.stop());

  describe.each(drivers)("of mysql+%s", (driver) => {
    const cipher = async (query: ConnectOptions["query"], username = "root"): Promise<string> => {
      const given = options({ host: "127.0.0.1", port: tls.port, username, query });
      const [[, value]] = (await rowsOf(driver, given, "SHOW SESSION STATUS LIKE 'Ssl_cipher'")) as [[string, string]];
      return value;
    };
    const file = (name: string): string => join(tls.folder, name);

    it("encrypts when it is told to", async () => {
      expect(await cipher({})).toBe("");
      expect(await cipher({ ssl_mode: "DISABLED" })).toBe("");
      expect(await cipher({ ssl_mode: "REQUIRED" })).toMatch(/TLS|AES|CHACHA/);
    });

    it("trusts whom it is told to trust", async () => {
      expect(await cipher({ ssl_ca: file("ca.pem") })).not.toBe("");
      expect(await cipher({ ssl_mode: "verify_ca", ssl_ca: file("ca.pem") })).not.toBe("");
      await expect(cipher({ ssl_ca: file("other-ca.pem") })).rejects.toThrow(/certificate/);
      await expect(cipher({ ssl_mode: "VERIFY_CA" })).rejects.toThrow(/certificate/);
    });

    it("asks for the host's name when it is told to", async () => {
      await expect(cipher({ ssl_mode: "VERIFY_IDENTITY", ssl_ca: file("ca.pem") })).rejects.toThrow(
        /altnames|does not match/,
      );
    });

    it("shows a certificate", async () => {
      const admin = await open("mysql", false, options({ host: "127.0.0.1", port: tls.port, username: "root" }));
      await admin.connection.query("CREATE OR REPLACE USER proven@localhost REQUIRE SUBJECT '/CN=client'", []);
      await admin.connection.query("CREATE OR REPLACE USER proven@127.0.0.1 REQUIRE SUBJECT '/CN=client'", []);
      await admin.dispose();
      const own = { ssl_cert: file("client-cert.pem"), ssl_key: file("client-key.pem") };
      expect(await cipher({ ...own, ssl_ca: file("ca.pem") }, "proven")).not.toBe("");
      expect(await cipher(own, "proven")).not.toBe("");
      await expect(cipher({ ssl_ca: file("ca.pem") }, "proven")).rejects.toThrow(/denied/);
    });

    it("cancels over an encrypted connection", async () => {
      const query = { ssl_ca: file("ca.pem") };
      const given = options({ host: "127.0.0.1", port: tls.port, username: "root", query });
      const db = await open(`mysql+${driver}`, false, given);
      const sleeping = db.connection.query("SELECT SLEEP(20)", []);
      const outcome = Promise.resolve(sleeping).then(
        () => undefined,
        (error: unknown) => db.dialect.describeError(error)?.driverCode,
      );
      await new Promise((resolve) => setTimeout(resolve, 50));
      await db.connection.cancel!();
      expect(await outcome).toBe("ER_QUERY_INTERRUPTED");
      await db.dispose();
    });
  });
});
