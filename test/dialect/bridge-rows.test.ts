import * as fc from "fast-check";
import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { packRows, packValues, unpackRows } from "../../src/dialect/bridge/portable-rows.ts";
import { noMysql, noPostgresql } from "../support/databases.ts";
import { mysqlServer, open, postgresqlServer } from "./helpers.ts";

/** Through a channel between threads, and back. */
function throughAChannel(rows: readonly (readonly unknown[])[]): unknown[][] {
  const { port1, port2 } = new MessageChannel();
  const transfer: ArrayBuffer[] = [];
  port1.postMessage(packRows(rows, transfer), transfer);
  const received = receiveMessageOnPort(port2) as { message: ReturnType<typeof packRows> };
  port1.close();
  return unpackRows(received.message);
}

describe("rows between threads", () => {
  const value = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.double(),
    fc.bigInt(),
    fc.string({ unit: "binary" }),
    fc.uint8Array(),
  );
  const column = fc.oneof(
    fc.constant([null]),
    fc.array(fc.option(fc.double(), { nil: null }), { minLength: 1 }),
    fc.array(fc.option(fc.string({ unit: "binary" }), { nil: null }), { minLength: 1 }),
    fc.array(value, { minLength: 1 }),
  );

  it("come as they were, few or many, of one type or of several", () => {
    fc.assert(
      fc.property(fc.array(column, { maxLength: 5 }), fc.integer({ min: 0, max: 1500 }), (columns, count) => {
        const rows = Array.from({ length: count }, (_, i) => columns.map((values) => values[i % values.length]));
        expect(throughAChannel(rows)).toStrictEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  it("keep what is easily lost", () => {
    const odd = [-0, Number.NaN, Infinity, 2 ** 53, "", "\0", "\ud800", "\u{1f511}", 0n, -(2n ** 70n), true, null];
    const rows = Array.from({ length: 600 }, (_, i) => [...odd.slice(i % 12), ...odd.slice(0, i % 12)]);
    expect(throughAChannel(rows)).toStrictEqual(rows);
    const sorted = Array.from({ length: 600 }, () => odd);
    expect(throughAChannel(sorted)).toStrictEqual(sorted);
  });

  it("may hold long texts and many bytes", () => {
    const rows = Array.from({ length: 300 }, (_, i) => ["x".repeat(i * 10), new Uint8Array(i).fill(i), i]);
    expect(throughAChannel(rows)).toStrictEqual(rows);
  });

  it("carry of bytes only those that are meant, not the memory around them", () => {
    const around = new Uint8Array(1_000_000);
    const [part] = packValues([around.subarray(10, 13)]) as [Uint8Array];
    expect(part).toEqual(new Uint8Array(3));
    expect(part.buffer.byteLength).toBe(3);
    const [[few]] = unpackRows(packRows([[around.subarray(0, 2)]], [])) as [[Uint8Array]];
    expect(few.buffer.byteLength).toBe(2);
    const many = unpackRows(
      packRows(
        Array.from({ length: 500 }, () => [around.subarray(0, 4)]),
        [],
      ),
    );
    expect(((many[400] as unknown[])[0] as Uint8Array).buffer.byteLength).toBe(4);
    const whole = [new Uint8Array(4), "text"];
    expect(packValues(whole)).toBe(whole);
  });
});

const servers = [
  [
    "postgresql+pg",
    postgresqlServer,
    noPostgresql,
    "$1::int",
    "$2::bytea",
    "generate_series(1, 3000) AS g(n)",
    "NULLIF(n % 3, 0)::float8 / 4",
    "'text ' || n",
  ],
  [
    "postgresql+postgres",
    postgresqlServer,
    noPostgresql,
    "$1::int",
    "$2::bytea",
    "generate_series(1, 3000) AS g(n)",
    "NULLIF(n % 3, 0)::float8 / 4",
    "'text ' || n",
  ],
  [
    "mysql+mysql2",
    mysqlServer,
    noMysql,
    "?",
    "?",
    "(SELECT seq AS n FROM seq_1_to_3000) AS g",
    "(NULLIF(n % 3, 0) + 0e0) / 4",
    "CONCAT('text ', n)",
  ],
  [
    "mysql+mariadb",
    mysqlServer,
    noMysql,
    "?",
    "?",
    "(SELECT seq AS n FROM seq_1_to_3000) AS g",
    "(NULLIF(n % 3, 0) + 0e0) / 4",
    "CONCAT('text ', n)",
  ],
] as const;

describe.each(servers)("rows of %s", (drivername, server, unavailable, number, bytes, from, float, text) => {
  it.skipIf(unavailable !== undefined)("are the same with and without a thread between", async () => {
    const sql = `SELECT n, ${number} AS p, ${bytes} AS b, ${float} AS f, ${text} AS t, NULL AS nothing FROM ${from} ORDER BY n`;
    const params = [7, new Uint8Array([1, 2, 3]).subarray(1)];
    const results = [];
    for (const sync of [false, true]) {
      const db = await open(drivername, sync, server);
      const result = await db.connection.query(sql, params, { returnsRows: true });
      results.push({
        columns: result.columns,
        rowcount: result.rowcount,
        rows: result.rows.map((row) => row.map(plain)),
      });
      await db.dispose();
    }
    expect(results[0]?.rows).toHaveLength(3000);
    expect(results[0]?.rows[1]).toEqual([2, 7, "2,3", 0.5, "text 2", null]);
    expect(results[1]).toStrictEqual(results[0]);
  });

  it.skipIf(unavailable !== undefined)("go there in great numbers too", async () => {
    const db = await open(drivername, true, server);
    await db.connection.query("CREATE TEMPORARY TABLE many_sets (a INTEGER, b VARCHAR(40))", []);
    const marks = number === "?" ? "?, ?" : "$1, $2";
    const sets = Array.from({ length: 1000 }, (_, i) => [i, i % 7 === 0 ? null : `name ${i}`]);
    await db.connection.query("BEGIN", []);
    await db.connection.executeMany(`INSERT INTO many_sets VALUES (${marks})`, sets);
    await db.connection.query("COMMIT", []);
    const { rows } = await db.connection.query("SELECT a, b FROM many_sets ORDER BY a", [], { returnsRows: true });
    expect(rows).toStrictEqual(sets);
    await db.dispose();
  });
});

/** Drivers may give bytes of any of JavaScript's classes for them. */
function plain(value: unknown): unknown {
  return value instanceof Uint8Array ? [...value].join(",") : value;
}
