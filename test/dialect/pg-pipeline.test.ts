// What is sent past the package pg, beside what the package is asked for itself.
import type { Socket } from "node:net";
import { Client, DatabaseError } from "pg";
import { afterEach, describe, expect, it } from "vitest";
import type { DriverConnection, DriverResult } from "../../src/dialect/driver.ts";
import { pgDriver } from "../../src/dialects/postgresql/drivers/pg.ts";
import { noPostgresql, postgresqlUrl } from "../support/databases.ts";
import { usedMemory } from "../support/memory.ts";
import { open, options, postgresqlServer } from "./helpers.ts";

interface Opened {
  readonly connection: DriverConnection;
  readonly client: Client;
}

const ways: Readonly<Record<string, () => Promise<Opened>>> = {
  async opened() {
    const { connection } = await open("postgresql+pg", false, postgresqlServer);
    return { connection, client: connection.raw as Client };
  },
  async adopted() {
    const client = new Client({ connectionString: postgresqlUrl });
    await client.connect();
    const connection = await pgDriver().adopt!(client, options());
    await connection.query("SET bytea_output = 'hex'", []);
    return { connection, client };
  },
};

if (noPostgresql !== undefined) console.warn(`skipped: statements past the package pg: ${noPostgresql}`);
describe.skipIf(noPostgresql !== undefined).each(Object.keys(ways))("a connection of pg, %s", (way) => {
  const closing: DriverConnection[] = [];
  const connect = async (): Promise<Opened> => {
    const opened = await ways[way]!();
    closing.push(opened.connection);
    return opened;
  };
  afterEach(async () => {
    for (const each of closing.splice(0)) await each.close();
  });
  const query = async ({ connection }: Opened, sql: string, params: readonly unknown[] = []): Promise<DriverResult> =>
    await connection.query(sql, params);

  it("is shared with queries of the client, whoever asks first", async () => {
    const both = await connect();
    const answers = await Promise.all([
      both.client.query("SELECT 1 AS n"),
      query(both, "SELECT $1::int", [2]),
      both.client.query("SELECT 3 AS n, pg_sleep(0.02)"),
      query(both, "SELECT 4"),
      both.client.query({ name: "mine", text: "SELECT $1::int AS n", values: [5] }),
    ]);
    expect(answers.map(({ rows }) => (rows[0] as any).n ?? (rows[0] as any)[0])).toEqual([1, 2, 3, 4, 5]);
    await expect(
      Promise.all([both.client.query("SELECT 1/0"), query(both, "SELECT 1").then(({ rows }) => rows)]),
    ).rejects.toMatchObject({ code: "22012" });
    expect((await query(both, "SELECT $1::int", [6])).rows).toEqual([[6]]);
  });

  it("leaves notifications, notices and settings to the client", async () => {
    const both = await connect();
    const heard: unknown[] = [];
    both.client.on("notification", ({ channel, payload }) => heard.push([channel, payload]));
    both.client.on("notice", ({ message }) => heard.push(message));
    await both.client.query("LISTEN athanor_pipeline");
    await query(both, "SELECT pg_notify($1, $2)", ["athanor_pipeline", "hé"]);
    await query(both, "DO $$ BEGIN RAISE NOTICE 'beside'; END $$");
    expect(heard).toEqual([["athanor_pipeline", "hé"], "beside"]);
  });

  it("rejects a statement with the package's own error, all fields told", async () => {
    const both = await connect();
    const error = await query(both, "SELECT $1::int / 0", [1]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error).toMatchObject({ severity: "ERROR", code: "22012", message: "division by zero", routine: "int4div" });
    expect(await query(both, "SELECT nothing, 1").catch((reason: unknown) => reason)).toMatchObject({
      code: "42703",
      position: "8",
    });
  });

  it("gives every value as it was, however long, of whatever letters, over packets", async () => {
    const both = await connect();
    const texts = [
      "",
      "a",
      "twelve chars",
      "thirteen char",
      "é",
      "ähnlich lang",
      "日本語",
      "a😀b",
      "x".repeat(200_000),
    ];
    const columns = texts.map((_, i) => `$${i + 1}::text`).join(", ");
    for (let again = 0; again < 3; again++) {
      expect((await query(both, `SELECT ${columns}`, texts)).rows).toEqual([texts]);
    }
    const numbers = await query(
      both,
      `SELECT -5::int4, (-32768)::int2, 0::int4, 4294967295::oid, 999999999999999::int8, (-999999999999999)::int8,
        9007199254740991::int8, (-9007199254740993)::int8, 'NaN'::float8, '-Infinity'::float8, 1e-7::float4, $1::bool, $2::bool`,
      [false, null],
    );
    expect(numbers.rows).toEqual([
      [-5, -32768, 0, 4294967295, 999999999999999, -999999999999999, Number.MAX_SAFE_INTEGER, -9007199254740993n]
        .concat([NaN, -Infinity, 1e-7] as never)
        .concat([false, null] as never),
    ]);
    const bytes = new Uint8Array(300_000).map((_, i) => i);
    const [[given, length] = []] = (await query(both, "SELECT $1::bytea, length($1), $2::text", [bytes, null])).rows;
    expect(Buffer.compare(Buffer.from(given as Uint8Array), bytes)).toBe(0);
    expect(length).toBe(300_000);
    const many = await query(
      both,
      "SELECT n, 'é' || n, repeat('ü', n % 50) FROM generate_series(1, $1::int) g(n)",
      [20_000],
    );
    expect(many.rows.every((row, i) => row[0] === i + 1 && row[1] === `é${i + 1}`)).toBe(true);
    expect(many.rows.reduce((sum, row) => sum + (row[2] as string).length, 0)).toBe(400 * 1225);
  });

  it("has the columns of a prepared statement told once, and anew when they have changed", async () => {
    const both = await connect();
    await query(both, "CREATE TEMPORARY TABLE changing (a int)");
    await query(both, "INSERT INTO changing VALUES (1)");
    const select = "SELECT * FROM changing WHERE a > $1";
    for (let times = 0; times < 4; times++)
      expect(await query(both, select, [0])).toMatchObject({ columns: ["a"], rows: [[1]] });
    await query(both, "ALTER TABLE changing ADD b text DEFAULT 'two'");
    for (let times = 0; times < 4; times++)
      expect(await query(both, select, [0])).toMatchObject({ columns: ["a", "b"], rows: [[1, "two"]] });
    await query(both, "ALTER TABLE changing RENAME b TO c");
    expect(await query(both, select, [0])).toMatchObject({ columns: ["a", "c"], rows: [[1, "two"]] });
    for (let times = 0; times < 3; times++)
      expect(await query(both, "UPDATE changing SET a = $1", [2])).toEqual({
        columns: undefined,
        rows: [],
        rowcount: 1,
      });
  });

  it("sends of a statement that is known its name and values in one piece, and gets no columns back", async () => {
    const both = await connect();
    const { stream } = (both.client as unknown as { connection: { stream: Socket } }).connection;
    const traffic = async (): Promise<number[]> => {
      const before = [stream.bytesWritten, stream.bytesRead];
      expect((await query(both, "SELECT $1::int AS a_name_that_is_long", [7])).rows).toEqual([[7]]);
      return [stream.bytesWritten - before[0]!, stream.bytesRead - before[1]!];
    };
    const times = [await traffic(), await traffic(), await traffic(), await traffic()];
    // Bind with a name such as athanor_1 (no portal, no formats, one value of a byte), Execute, Sync.
    const sent = 5 + 1 + "athanor_1".length + 1 + 2 + 2 + 4 + 1 + 2 + (5 + 1 + 4) + 5;
    // BindComplete, DataRow, CommandComplete ("SELECT 1"), ReadyForQuery.
    const received = 5 + (5 + 2 + 4 + 1) + (5 + "SELECT 1".length + 1) + 6;
    expect(times.slice(2)).toEqual([
      [sent, received],
      [sent, received],
    ]);
    expect(times[1]![0]).toBeGreaterThan(sent);
  });

  it("gives one result for each statement of a text, and none of what has no columns", async () => {
    const both = await connect();
    const results = await both.connection.queryAll!("SELECT 1 AS a; CREATE TEMPORARY TABLE t5 (x int); ; SELECT", []);
    expect(results).toEqual([
      { columns: ["a"], rows: [[1]], rowcount: 1 },
      { columns: undefined, rows: [], rowcount: -1 },
      { columns: undefined, rows: [[]], rowcount: 1 },
    ]);
    expect(await query(both, "")).toEqual({ columns: undefined, rows: [], rowcount: -1 });
    expect(await query(both, "INSERT INTO t5 VALUES (1), (2)")).toMatchObject({ rowcount: 2 });
  });

  it("refuses to copy into the server, and goes on", async () => {
    const both = await connect();
    await query(both, "CREATE TEMPORARY TABLE copied (x int)");
    await expect(query(both, "COPY copied FROM STDIN")).rejects.toMatchObject({ code: "57014" });
    expect(await query(both, "COPY (SELECT 1) TO STDOUT")).toMatchObject({ rows: [], rowcount: 1 });
    expect((await query(both, "SELECT count(*) FROM copied")).rows).toEqual([[0]]);
  });

  it("keeps nothing of the statements that were sent", async () => {
    const both = await connect();
    const rounds = async (): Promise<void> => {
      for (let i = 0; i < 10_000; i++) await query(both, "SELECT $1::int", [i]);
    };
    await rounds();
    const before = usedMemory();
    await rounds();
    // 10,000 commands that were remembered took over 500 kB.
    expect(usedMemory() - before).toBeLessThan(250_000);
  });
});
