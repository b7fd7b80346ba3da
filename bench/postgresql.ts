// Hand-written code's PostgreSQL (server or PGlite), and Athanor's.
import type { PGlite } from "@electric-sql/pglite";
import { type AsyncEngine, createAsyncEngine } from "athanor";
import { itemData, parseDate, prefix } from "./data.ts";
import { Base } from "./models.ts";

export const serverUrl = process.env["ATHANOR_POSTGRESQL_URL"] ?? "postgresql://root@127.0.0.1:5432/test";

const tables = [
  `DROP TABLE IF EXISTS ${prefix}children, ${prefix}parents, ${prefix}items`,
  `CREATE TABLE ${prefix}items (id SERIAL PRIMARY KEY, title VARCHAR NOT NULL, done BOOLEAN NOT NULL, created TIMESTAMP NOT NULL, score INTEGER NOT NULL)`,
  `CREATE TABLE ${prefix}parents (id SERIAL PRIMARY KEY, name VARCHAR NOT NULL)`,
  `CREATE TABLE ${prefix}children (id SERIAL PRIMARY KEY, name VARCHAR NOT NULL, position INTEGER NOT NULL, "parentId" INTEGER NOT NULL REFERENCES ${prefix}parents (id))`,
  `CREATE INDEX ix_${prefix}children_parent ON ${prefix}children ("parentId")`,
];

/** Array rows of a prepared statement; timestamps as Date, booleans and integers as such. */
export interface HandServer {
  query(name: string, sql: string, params?: unknown[]): Promise<unknown[][]>;
  close(): Promise<void>;
}

const BOOL = 16;
const INT4 = 23;
const INT8 = 20;
const TIMESTAMP = 1114;

function parserOf(oid: number): (text: string) => unknown {
  if (oid === INT4 || oid === INT8) return Number;
  if (oid === BOOL) return (text) => text === "t";
  if (oid === TIMESTAMP) return parseDate;
  return (text) => text;
}

async function connect(): Promise<HandServer> {
  if (process.env["BENCH_DATABASE"] === "pglite") {
    const { PGlite: Server } = await import("@electric-sql/pglite");
    const server: PGlite = await Server.create({ parsers: { [TIMESTAMP]: parseDate, [INT8]: Number } });
    return {
      query: async (_name, sql, params = []) => (await server.query<unknown[]>(sql, params, { rowMode: "array" })).rows,
      close: () => server.close(),
    };
  }
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  const types = { getTypeParser: (oid: number) => parserOf(oid) };
  return {
    query: async (name, text, values = []) =>
      (await client.query<unknown[]>({ name, text, values, rowMode: "array", types } as never)).rows,
    close: () => client.end(),
  };
}

export async function openByHand(): Promise<HandServer> {
  const server = await connect();
  for (const table of tables) await server.query("", table);
  await server.query("", "SET TIME ZONE 'UTC'");
  return server;
}

export async function fillItemsByHand(server: HandServer, count: number): Promise<void> {
  await server.query("", fillItems(count));
}

/** One statement that makes the items with the keys 1 to `count`. */
export function fillItems(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const { title, done, created, score } = itemData(index + 1);
    return `(${index + 1}, '${title}', ${done}, '${created.toISOString().slice(0, 23)}', ${score})`;
  });
  return `INSERT INTO ${prefix}items VALUES ${rows.join(", ")}`;
}

export function fillParents(count: number, children: number): string[] {
  const parents = Array.from({ length: count }, (_, index) => `(${index + 1}, 'Parent ${index + 1}')`);
  const rows = Array.from(
    { length: count * children },
    (_, index) => `(${index + 1}, 'Child ${index + 1}', ${index % children}, ${Math.floor(index / children) + 1})`,
  );
  return [
    `INSERT INTO ${prefix}parents VALUES ${parents.join(", ")}`,
    `INSERT INTO ${prefix}children VALUES ${rows.join(", ")}`,
  ];
}

export interface AthanorServer {
  readonly engine: AsyncEngine;
  run(sql: string): Promise<void>;
  /** The first column of the first row. */
  scalar(sql: string): Promise<unknown>;
}

export async function openAthanor(fill: readonly string[]): Promise<AthanorServer> {
  const engine = createAsyncEngine(
    process.env["BENCH_DATABASE"] === "pglite"
      ? "postgresql+pglite://"
      : serverUrl.replace(/^postgres(ql)?:/, "postgresql:"),
  );
  await Base.metadata.dropAll(engine);
  await Base.metadata.createAll(engine);
  const run = async (sql: string): Promise<void> => {
    await using connection = await engine.connect();
    await connection.execDriverSql(sql);
    await connection.commit();
  };
  for (const sql of fill) await run(sql);
  const scalar = async (sql: string): Promise<unknown> => {
    await using connection = await engine.connect();
    return (await connection.execDriverSql(sql)).scalar();
  };
  return { engine, run, scalar };
}

export async function closeAthanor({ engine }: AthanorServer): Promise<void> {
  await Base.metadata.dropAll(engine);
  await engine.dispose();
}

export async function closeByHand(server: HandServer): Promise<void> {
  await server.query("", tables[0]!);
  await server.close();
}
