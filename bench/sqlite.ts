// Hand-written code's SQLite, and Athanor's.
import Database from "better-sqlite3";
import { createEngine, type Engine } from "athanor";
import { sessionmaker } from "athanor/orm";
import { formatDate, itemData, prefix } from "./data.ts";
import { Base } from "./models.ts";

export const tables = [
  `CREATE TABLE ${prefix}items (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR NOT NULL, done BOOLEAN NOT NULL, created DATETIME NOT NULL, score INTEGER NOT NULL)`,
  `CREATE TABLE ${prefix}parents (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL)`,
  `CREATE TABLE ${prefix}children (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, position INTEGER NOT NULL, "parentId" INTEGER NOT NULL REFERENCES ${prefix}parents (id))`,
  `CREATE INDEX ix_${prefix}children_parent ON ${prefix}children ("parentId")`,
];

/** Runs one statement with parameters, whosever connection it is. */
export type Run = (sql: string, params: readonly (string | number)[]) => void;

export function fillItems(run: Run, count: number): void {
  for (let n = 1; n <= count; n++) {
    const { title, done, created, score } = itemData(n);
    run(`INSERT INTO ${prefix}items VALUES (?, ?, ?, ?, ?)`, [n, title, done ? 1 : 0, formatDate(created), score]);
  }
}

export function fillParents(run: Run, count: number, children: number): void {
  for (let n = 1; n <= count; n++) {
    run(`INSERT INTO ${prefix}parents VALUES (?, ?)`, [n, `Parent ${n}`]);
    for (let i = 0; i < children; i++) {
      const id = (n - 1) * children + i + 1;
      run(`INSERT INTO ${prefix}children VALUES (?, ?, ?, ?)`, [id, `Child ${id}`, i, n]);
    }
  }
}

export interface HandSqlite {
  readonly database: Database.Database;
  readonly run: Run;
}

export function openByHand(): HandSqlite {
  const database = new Database(":memory:");
  database.pragma("foreign_keys = ON");
  for (const table of tables) database.exec(table);
  const prepared = new Map<string, Database.Statement>();
  const run: Run = (sql, params) => {
    let statement = prepared.get(sql);
    if (statement === undefined) prepared.set(sql, (statement = database.prepare(sql)));
    statement.run(...params);
  };
  return { database, run };
}

export interface AthanorSqlite {
  readonly engine: Engine;
  readonly Session: ReturnType<typeof sessionmaker>;
  readonly run: Run;
  /** The first column of the first row. */
  readonly scalar: (sql: string) => unknown;
}

export function openAthanor(fill: (run: Run) => void): AthanorSqlite {
  const engine = createEngine("sqlite+better-sqlite3://");
  Base.metadata.createAll(engine);
  {
    using connection = engine.connect();
    fill((sql, params) => {
      connection.execDriverSql(sql, params);
    });
    connection.commit();
  }
  const run: Run = (sql, params) => {
    using connection = engine.connect();
    connection.execDriverSql(sql, params);
    connection.commit();
  };
  const scalar = (sql: string): unknown => {
    using connection = engine.connect();
    return connection.execDriverSql(sql).scalar();
  };
  return { engine, Session: sessionmaker(engine), run, scalar };
}
