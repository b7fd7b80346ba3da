import { chmodSync, copyFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { createAsyncEngine, createEngine } from "athanor";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ConnectOptions } from "../../src/dialect/driver.ts";
import { noPostgresql } from "../support/databases.ts";
import { makeCertificates } from "../support/certificates.ts";
import { noOwnPostgresql, type OwnPostgresql, startPostgresql } from "../support/own-postgresql.ts";
import { open, options, postgresqlServer } from "./helpers.ts";

const drivers = ["pg", "postgres"];

async function rowsOf(driver: string, given: ConnectOptions, sql: string): Promise<unknown[][]> {
  const db = await open(`postgresql+${driver}`, false, given);
  try {
    return (await db.connection.query(sql, [])).rows;
  } finally {
    await db.dispose();
  }
}

describe.each(drivers)("options of a URL of postgresql+%s", (driver) => {
  const session = (
    query: ConnectOptions["query"],
    sql: string,
    more: Partial<ConnectOptions> = {},
  ): Promise<unknown[][]> => rowsOf(driver, { ...postgresqlServer, ...more, query }, sql);

  it.each<[ConnectOptions["query"], RegExp]>([
    [{ sslmod: "require" }, /Unknown option "sslmod".*expected one of application_name, channel_binding/],
    [{ connect_timeout: "soon" }, /connect_timeout is "soon"; expected a whole number/],
    [{ connect_timeout: ["1", "2"] }, /given 2 times/],
    [{ read_timeout: "0" }, /expected a whole number of at least 1/],
    [
      { sslmode: "maybe" },
      /sslmode is "maybe"; expected one of disable, allow, prefer, require, verify-ca, verify-full/,
    ],
    [{ sslrootcert: "/nowhere/ca.pem" }, /sslrootcert names the file "\/nowhere\/ca.pem", which cannot be read/],
    [{ sslcert: "package.json" }, /belong together/],
    [{ sslmode: "require", sslrootcert: "system" }, /Write sslmode=verify-full/],
    [{ sslmode: "prefer", sslnegotiation: "direct" }, /Write sslmode=require/],
    [{ statement_timeout: "5s" }, /whole number of milliseconds/],
    [{ target_session_attrs: "fast" }, /expected one of any, read-write/],
    [{ channel_binding: "yes" }, /expected one of disable, prefer, require/],
  ])("%j is refused", async (query, message) => {
    await expect(session(query, "SELECT 1")).rejects.toMatchObject({
      name: "ArgumentError",
      message: expect.stringMatching(message),
    });
  });

  it("a second database in connectArgs is refused", async () => {
    const connectArgs = { connectionString: "postgresql://elsewhere" };
    await expect(session({}, "SELECT 1", { connectArgs })).rejects.toThrow(/would name a second database/);
    await expect(session({}, "SELECT 1", { connectArgs: { ssl: "require" } })).rejects.toThrow(/\?sslmode=require/);
  });

  it.skipIf(noPostgresql !== undefined)("set the session", async () => {
    const query = {
      application_name: "athanor's test",
      options: "-c geqo=off -c TimeZone=Asia/Tokyo",
      statement_timeout: "12345",
      lock_timeout: "2345",
      idle_in_transaction_session_timeout: "34567",
      connect_timeout: "5",
      sslmode: "disable",
    };
    const names = [
      "application_name",
      "geqo",
      "TimeZone",
      "statement_timeout",
      "lock_timeout",
      "idle_in_transaction_session_timeout",
      "client_encoding",
    ];
    const sql = `SELECT ${names.map((name) => `current_setting('${name}')`).join(", ")}`;
    expect(await session(query, sql)).toEqual([
      ["athanor's test", "off", "Asia/Tokyo", "12345ms", "2345ms", "34567ms", "UTF8"],
    ]);
    expect(await session({}, sql)).toEqual([["", "on", "UTC", "0", "0", "0", "UTF8"]]);
    const connectArgs = { application_name: "args", statement_timeout: 77 };
    expect((await session({}, sql, { connectArgs }))[0]?.slice(0, 4)).toEqual(["args", "on", "UTC", "77ms"]);
  });

  it.skipIf(noPostgresql !== undefined)("statement_timeout stops statements in the database", async () => {
    await expect(session({ statement_timeout: "50" }, "SELECT pg_sleep(20)")).rejects.toMatchObject({ code: "57014" });
  });

  describe("the environment", () => {
    const before = { ...process.env };
    afterEach(() => {
      process.env = { ...before };
    });

    it.skipIf(noPostgresql !== undefined)("says what the URL leaves out, as for libpq", async () => {
      const { host, port, username, database } = postgresqlServer;
      Object.assign(process.env, {
        PGHOST: host,
        PGPORT: String(port),
        PGUSER: username,
        PGDATABASE: database,
        PGAPPNAME: "from the environment",
        PGOPTIONS: "-c geqo=off",
        PGSSLMODE: "disable",
        PGTARGETSESSIONATTRS: "read-write",
        PGCONNECT_TIMEOUT: "7",
      });
      const sql = "SELECT current_setting('application_name'), current_setting('geqo'), current_database()";
      expect(await rowsOf(driver, options(), sql)).toEqual([["from the environment", "off", database]]);
      const query = { application_name: "from the URL" };
      expect(await rowsOf(driver, options({ query }), sql)).toEqual([["from the URL", "off", database]]);
      process.env["PGSSLMODE"] = "maybe";
      await expect(rowsOf(driver, options(), sql)).rejects.toThrow(/sslmode is "maybe"/);
    });
  });

  describe("servers that do not let anybody in", () => {
    const listeners: Server[] = [];
    afterEach(() => {
      for (const each of listeners.splice(0)) each.close();
    });
    async function listen(answer: (byte: (bytes: Buffer | string) => void) => void): Promise<number> {
      const listener = createServer((socket) => {
        socket.on("error", () => undefined);
        socket.once("data", () =>
          answer((bytes) => (typeof bytes === "string" && bytes === "" ? socket.end() : socket.write(bytes))),
        );
      });
      listeners.push(listener);
      await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
      return (listener.address() as { port: number }).port;
    }
    const connectTo = (port: number, query: ConnectOptions["query"] = {}): Promise<unknown> =>
      rowsOf(driver, options({ host: "127.0.0.1", port, username: "u", database: "d", query }), "SELECT 1");

    it("are given up after connect_timeout", async () => {
      const port = await listen(() => undefined);
      const message = /did not let us in within 1 seconds \(connect_timeout\)/;
      await expect(connectTo(port, { connect_timeout: "1" })).rejects.toThrow(message);
      await expect(connectTo(port, { connect_timeout: "1", sslmode: "require" })).rejects.toThrow(message);
      const engine = createAsyncEngine(`postgresql+${driver}://u@127.0.0.1:${port}/d?connect_timeout=1`);
      await expect(engine.connect()).rejects.toMatchObject({
        name: "OperationalError",
        connectionInvalidated: true,
        driverCode: "ETIMEDOUT",
      });
      await engine.dispose();
    });

    it("or close the connection at once, are unreachable", async () => {
      const port = await listen((send) => send(""));
      await expect(connectTo(port)).rejects.toMatchObject({ name: "ConnectionFailure", code: "ECONNRESET" });
      await expect(connectTo(port, { sslmode: "require" })).rejects.toMatchObject({ name: "ConnectionFailure" });
    });

    it("or slip in a text before the encryption, are not believed", async () => {
      const port = await listen((send) => send(Buffer.from("SR\0\0\0\x08\0\0\0\0")));
      await expect(connectTo(port, { sslmode: "require" })).rejects.toThrow(/does not speak as PostgreSQL does/);
      const odd = await listen((send) => send("HTTP/1.1 400 Bad Request\r\n"));
      await expect(connectTo(odd, { sslmode: "require" })).rejects.toThrow(/does not speak as PostgreSQL does/);
    });
  });
});

if (noOwnPostgresql !== undefined) console.warn(`skipped: ways to a PostgreSQL server: ${noOwnPostgresql}`);
describe.skipIf(noOwnPostgresql !== undefined)("a server of its own", () => {
  let server: OwnPostgresql;
  const file = (name: string): string => join(server.folder, name);

  beforeAll(async () => {
    const files = ["ssl_ca_file=../ca.pem", "ssl_cert_file=../server-cert.pem", "ssl_key_file=../server-key.pem"];
    server = await startPostgresql(["ssl=on", "listen_addresses=localhost", ...files], (folder) => {
      makeCertificates(folder, "proven");
      chmodSync(join(folder, "server-key.pem"), 0o600);
      return [
        "hostssl all proven all cert",
        "hostssl all encrypted all trust",
        "hostnossl all open all trust",
        "host all encrypted,open,proven all reject",
        "host all secret all scram-sha-256",
        "host all older all md5",
        "host all plain all password",
      ];
    });
    const admin = await open(
      "postgresql+pg",
      false,
      options({ host: "127.0.0.1", port: server.port, username: "root", database: "postgres" }),
    );
    await admin.connection.query(
      `CREATE ROLE proven LOGIN; CREATE ROLE encrypted LOGIN; CREATE ROLE open LOGIN; CREATE ROLE secret LOGIN PASSWORD 'it''s \\\\ : 🔑';
      SET password_encryption = 'md5'; CREATE ROLE older LOGIN PASSWORD 'old'; CREATE ROLE plain LOGIN PASSWORD 'clear'`,
      [],
    );
    await admin.dispose();
    // The folder may be read by its owner alone.
    copyFileSync(file("client-key.pem"), file("own-key.pem"));
  }, 60_000);
  afterAll(() => server.stop());

  describe.each(drivers)("through postgresql+%s", (driver) => {
    const at = (given: Partial<ConnectOptions> = {}): ConnectOptions =>
      options({ host: "localhost", port: server.port, username: "root", database: "postgres", ...given });
    const isEncrypted = async (query: ConnectOptions["query"], given: Partial<ConnectOptions> = {}): Promise<unknown> =>
      (
        await rowsOf(driver, at({ ...given, query }), "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
      )[0]?.[0];

    it("encrypts when it is told to", async () => {
      expect(await isEncrypted({})).toBe(false);
      expect(await isEncrypted({ sslmode: "disable" })).toBe(false);
      expect(await isEncrypted({ sslmode: "allow" })).toBe(false);
      expect(await isEncrypted({ sslmode: "prefer" })).toBe(true);
      expect(await isEncrypted({ sslmode: "require" })).toBe(true);
      expect(await isEncrypted({}, { connectArgs: { ssl: { rejectUnauthorized: false } } })).toBe(true);
      expect(await isEncrypted({ sslmode: "require" }, { connectArgs: { ssl: false } })).toBe(false);
    });

    it("tries the other way where it may", async () => {
      expect(await isEncrypted({ sslmode: "allow" }, { username: "encrypted" })).toBe(true);
      expect(await isEncrypted({ sslmode: "prefer" }, { username: "open" })).toBe(false);
      await expect(isEncrypted({ sslmode: "disable" }, { username: "encrypted" })).rejects.toMatchObject({
        code: "28000",
      });
      await expect(isEncrypted({ sslmode: "require" }, { username: "open" })).rejects.toMatchObject({ code: "28000" });
    });

    it("trusts whom it is told to trust", async () => {
      expect(await isEncrypted({ sslmode: "verify-ca", sslrootcert: file("ca.pem") })).toBe(true);
      expect(await isEncrypted({ sslrootcert: file("ca.pem") }, { host: "127.0.0.1" })).toBe(true);
      const refused = { name: "ConnectionFailure", message: expect.stringMatching(/certificate/) };
      await expect(isEncrypted({ sslrootcert: file("other-ca.pem") })).rejects.toMatchObject(refused);
      await expect(isEncrypted({ sslmode: "verify-ca" })).rejects.toMatchObject(refused);
      await expect(isEncrypted({ sslmode: "verify-full", sslrootcert: "system" })).rejects.toMatchObject(refused);
      await expect(isEncrypted({}, { connectArgs: { ssl: true } })).rejects.toMatchObject(refused);
    });

    it("asks for the host's name when it is told to", async () => {
      const query = { sslmode: "verify-full", sslrootcert: file("ca.pem") };
      expect(await isEncrypted(query)).toBe(true);
      await expect(isEncrypted(query, { host: "127.0.0.1" })).rejects.toThrow(/does not match|altnames/);
    });

    it("shows a certificate", async () => {
      const own = { sslcert: file("client-cert.pem"), sslkey: file("own-key.pem") };
      expect(await isEncrypted({ ...own, sslrootcert: file("ca.pem") }, { username: "proven" })).toBe(true);
      expect(await isEncrypted(own, { username: "proven" })).toBe(true);
      await expect(isEncrypted({ sslmode: "require" }, { username: "proven" })).rejects.toMatchObject({
        code: "28000",
      });
    });

    it("cancels over an encrypted connection", async () => {
      const query = { sslmode: "verify-full", sslrootcert: file("ca.pem") };
      const db = await open(`postgresql+${driver}`, false, at({ query }));
      const outcome = (db.connection.query("SELECT pg_sleep(60)", []) as Promise<unknown>).catch(
        (error: unknown) => error,
      );
      await new Promise((resolve) => setTimeout(resolve, 30));
      await db.connection.cancel?.();
      expect(await outcome).toMatchObject({ code: "57014" });
      await db.dispose();
    });

    it("sends a password in each way that servers ask for it", async () => {
      const user = (username: string, password: unknown): Promise<unknown[][]> =>
        rowsOf(
          driver,
          at({ username, ...(typeof password === "string" ? { password } : { connectArgs: { password } }) }),
          "SELECT current_user",
        );
      expect(await user("secret", "it's \\\\ : 🔑")).toEqual([["secret"]]);
      expect(await user("older", "old")).toEqual([["older"]]);
      expect(await user("plain", "clear")).toEqual([["plain"]]);
      expect(await user("plain", () => "clear")).toEqual([["plain"]]);
      const wrong = { category: "operational", driverCode: "28P01", isDisconnect: false };
      for (const name of ["secret", "older", "plain"])
        expect(await user(name, "wrong").catch(await describing(driver)), name).toMatchObject(wrong);
      expect(await user("secret", undefined).catch(await describing(driver))).toMatchObject({
        category: "operational",
      });
    });

    it("finds passwords in a file, as libpq does", async () => {
      const path = file(`passwords-${driver}`);
      const lines = [
        "# others",
        `elsewhere:${server.port}:*:secret:no`,
        `localhost:*:other:secret:no`,
        `localhost:${server.port}:postgres:secret:it's \\\\\\\\ \\: 🔑`,
        `*:*:*:*:old`,
      ];
      writeFileSync(path, `${lines.join("\n")}\n`, { mode: 0o600 });
      const user = (username: string): Promise<unknown[][]> =>
        rowsOf(driver, at({ username, query: { passfile: path } }), "SELECT current_user");
      expect(await user("secret")).toEqual([["secret"]]);
      expect(await user("older")).toEqual([["older"]]);
      chmodSync(path, 0o644);
      await expect(user("older")).rejects.toThrow();
    });

    it("goes by a socket of this machine", async () => {
      const local = "SELECT inet_server_port()";
      const given = at({ host: server.folder });
      expect(await rowsOf(driver, given, local)).toEqual([[null]]);
      expect(await rowsOf(driver, { ...given, query: { sslmode: "require" } }, local)).toEqual([[null]]);
      const db = await open(`postgresql+${driver}`, false, given);
      const outcome = (db.connection.query("SELECT pg_sleep(60)", []) as Promise<unknown>).catch(
        (error: unknown) => error,
      );
      await new Promise((resolve) => setTimeout(resolve, 30));
      await db.connection.cancel?.();
      expect(await outcome).toMatchObject({ code: "57014" });
      await db.dispose();
      const engine = createAsyncEngine(
        `postgresql+${driver}://root@/postgres?host=${encodeURIComponent(server.folder)}&port=${server.port}`,
      );
      await using connection = await engine.connect();
      expect((await connection.execDriverSql(local)).scalar()).toBe(null);
      await connection.close();
      await engine.dispose();
    });

    it("goes to an IPv6 address", async ({ skip }) => {
      const engine = createAsyncEngine(`postgresql+${driver}://root@[::1]:${server.port}/postgres`);
      try {
        await using connection = await engine.connect();
        expect((await connection.execDriverSql("SELECT host(inet_server_addr())")).scalar()).toBe("::1");
      } catch (error) {
        if (/EADDRNOTAVAIL|EAFNOSUPPORT|ENETUNREACH|ECONNREFUSED/.test(String(error))) skip("no IPv6 here");
        throw error;
      } finally {
        await engine.dispose();
      }
    });

    it("tries several servers in their order", async () => {
      const url = (servers: string, more = ""): string => `postgresql+${driver}://root@/postgres?${servers}${more}`;
      const portOf = async (address: string): Promise<unknown> => {
        const engine = createAsyncEngine(address);
        try {
          await using connection = await engine.connect();
          return (await connection.execDriverSql("SELECT inet_server_port()")).scalar();
        } finally {
          await engine.dispose();
        }
      };
      const here = `localhost:${server.port}`;
      expect(await portOf(url(`host=127.0.0.1:1&host=${here}`))).toBe(server.port);
      expect(await portOf(url(`host=no-such-host.invalid:1&host=127.0.0.1:2&host=${here}`))).toBe(server.port);
      await expect(portOf(url("host=127.0.0.1:1&host=127.0.0.1:2"))).rejects.toMatchObject({
        name: "OperationalError",
        connectionInvalidated: true,
        message: expect.stringMatching(/None of the 2 servers will do: .*127\.0\.0\.1:1.*; .*127\.0\.0\.1:2/),
      });
      // A server that refuses the user is not passed over.
      await expect(
        portOf(`postgresql+${driver}://proven@/postgres?host=${here}&host=127.0.0.1:1`),
      ).rejects.toMatchObject({ driverCode: "28000" });
      expect(await portOf(url(`host=${here}`, "&target_session_attrs=read-write"))).toBe(server.port);
      expect(await portOf(url(`host=127.0.0.1:1&host=${here}`, "&target_session_attrs=primary"))).toBe(server.port);
      expect(await portOf(url(`host=${here}`, "&target_session_attrs=prefer-standby"))).toBe(server.port);
      await expect(portOf(url(`host=${here}`, "&target_session_attrs=standby"))).rejects.toThrow(/is not standby/);
      const readOnly = `&target_session_attrs=read-only&options=${encodeURIComponent("-c default_transaction_read_only=on")}`;
      expect(await portOf(url(`host=${here}`, readOnly))).toBe(server.port);
      await expect(portOf(url(`host=${here}`, readOnly.replace("read-only", "read-write")))).rejects.toThrow(
        /is not read-write/,
      );
    });

    it("speaks UTF-8 with a database that does not", async () => {
      const name = `latin_${driver}`;
      const admin = await open(`postgresql+${driver}`, false, at());
      await admin.connection.query(`CREATE DATABASE ${name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`, []);
      await admin.dispose();
      const db = await open(`postgresql+${driver}`, false, at({ database: name }));
      expect((await db.connection.query("SELECT 'äß', $1::text, length($1::text)", ["çé"])).rows).toEqual([
        ["äß", "çé", 2],
      ]);
      await expect((async () => await db.connection.query("SELECT $1::text", ["€"]))()).rejects.toMatchObject({
        code: "22P05",
      });
      await db.dispose();
    });

    it("is reached by synchronous engines in the same ways", async () => {
      const engine = createEngine(
        `postgresql+${driver}://secret@/postgres?host=127.0.0.1:1&host=localhost:${server.port}&sslmode=verify-full&sslrootcert=${file("ca.pem")}`,
        { connectArgs: { password: "it's \\\\ : 🔑" } },
      );
      const ssl = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
      expect(engine.begin((connection) => connection.execDriverSql(ssl).scalar())).toBe(true);
      engine.dispose();
    });
  });

  it("pg binds the password to the encryption where it must", async () => {
    const given = (query: ConnectOptions["query"]): ConnectOptions =>
      options({
        host: "localhost",
        port: server.port,
        username: "secret",
        password: "it's \\\\ : 🔑",
        database: "postgres",
        query,
      });
    expect(await rowsOf("pg", given({ sslmode: "require", channel_binding: "require" }), "SELECT 1")).toEqual([[1]]);
    await expect(rowsOf("pg", given({ channel_binding: "require" }), "SELECT 1")).rejects.toThrow(/no channel binding/);
    await expect(
      rowsOf("postgres", given({ sslmode: "require", channel_binding: "require" }), "SELECT 1"),
    ).rejects.toThrow(/Use postgresql\+pg/);
  });
});

async function describing(driver: string): Promise<(error: unknown) => unknown> {
  const { PostgreSQLDialect } = await import("../../src/dialects/postgresql/dialect.ts");
  const dialect = new PostgreSQLDialect();
  return (error) => dialect.describeError(error) ?? `${driver}: ${String(error)}`;
}
