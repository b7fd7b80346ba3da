import { type AsyncEngine, createAsyncEngine, createEngine, type Engine } from "athanor";
import type { DatabaseName } from "../protocol.ts";
import { createTables, dropTables } from "./tables.ts";
import { dialects, engineUrls } from "./urls.ts";

export interface AthanorSqlite {
  readonly engine: Engine;
  readonly exec: (sql: string) => void;
  /** The first column of the first row. */
  readonly scalar: (sql: string) => unknown;
  readonly close: () => void;
}

export interface AthanorServer {
  readonly dialect: "postgresql" | "mysql";
  readonly engine: AsyncEngine;
  readonly exec: (sql: string) => Promise<void>;
  readonly scalar: (sql: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

export function openSqlite(database: DatabaseName, fill: Iterable<string>): AthanorSqlite {
  const engine = createEngine(engineUrls[database]);
  const exec = (sql: string): void => {
    using connection = engine.connect();
    connection.execDriverSql(sql);
    connection.commit();
  };
  for (const sql of createTables("sqlite")) exec(sql);
  for (const sql of fill) exec(sql);
  return {
    engine,
    exec,
    scalar(sql) {
      using connection = engine.connect();
      return connection.execDriverSql(sql).scalar();
    },
    close: () => engine.dispose(),
  };
}

export async function openServer(database: DatabaseName, fill: Iterable<string>): Promise<AthanorServer> {
  const engine = createAsyncEngine(engineUrls[database]);
  const dialect = dialects[database] as "postgresql" | "mysql";
  const exec = async (sql: string): Promise<void> => {
    await using connection = await engine.connect();
    await connection.execDriverSql(sql);
    await connection.commit();
  };
  for (const sql of [...dropTables(dialect), ...createTables(dialect)]) await exec(sql);
  for (const sql of fill) await exec(sql);
  return {
    dialect,
    engine,
    exec,
    async scalar(sql) {
      await using connection = await engine.connect();
      return (await connection.execDriverSql(sql)).scalar();
    },
    async close() {
      for (const sql of dropTables(dialect)) await exec(sql);
      await engine.dispose();
    },
  };
}
