import {
  type AsyncConnection,
  CompileError,
  CreateIndex,
  CreateTable,
  type DDLElement,
  DropIndex,
  DropTable,
  type MetaData,
} from "athanor";
import { describe, expect, test } from "vitest";
import { type AsyncDatabase, describeAsync } from "../support/databases.ts";

/** The text of a DDL element without line breaks and the spaces around it; "refused: …" where the dialect cannot say it. */
export function ddl(element: DDLElement, dialect?: string): string {
  try {
    return element
      .compile(dialect === undefined ? {} : { dialect })
      .sql.replaceAll(/[\n\t]/g, "")
      .replaceAll(/ {2,}/g, " ")
      .trim();
  } catch (error) {
    if (error instanceof CompileError) return `refused: ${error.message}`;
    throw error;
  }
}

/** A DDL element and its text: one for all dialects, or by dialect with "default" for those not named. A pattern: it is refused with such a message. */
export interface DDLCase {
  readonly name: string;
  readonly build: () => DDLElement;
  readonly sql: string | { readonly [dialect: string]: string | RegExp };
}

const DIALECTS = ["default", "sqlite", "postgresql", "mysql", "mariadb"] as const;

/** The text of each case on each dialect. Where a case tells MySQL's text alone, MariaDB's is the same. */
export function ddlCases(title: string, cases: readonly DDLCase[]): void {
  describe(title, () => {
    test.each(cases.map((c) => [c.name, c] as const))("%s", (_name, c) => {
      for (const dialect of DIALECTS) {
        const found = ddl(c.build(), dialect === "default" ? undefined : dialect);
        const told =
          typeof c.sql === "string"
            ? c.sql
            : (c.sql[dialect] ?? (dialect === "mariadb" ? c.sql["mysql"] : undefined) ?? c.sql["default"]);
        if (told instanceof RegExp) {
          expect.soft(found, dialect).toMatch(/^refused: /);
          expect.soft(found, dialect).toMatch(told);
        } else expect.soft(found, dialect).toBe(told);
      }
    });
  });
}

/** A story on every database, on one connection: what is created can be used, and is gone when it was dropped. */
export function onDatabases(
  title: string,
  stories: { readonly [name: string]: (connection: AsyncConnection, database: AsyncDatabase) => Promise<void> },
  only?: readonly string[],
): void {
  describeAsync(title, (database) => {
    const applies = only === undefined || only.includes(database.dialect);
    // One test for all of them: to start a database takes longer than any story does.
    test.skipIf(!applies)(Object.keys(stories).join("; "), async () => {
      const engine = await database.engine();
      for (const [name, story] of Object.entries(stories)) {
        await using connection = await engine.connect();
        try {
          await story(connection, database);
        } catch (error) {
          throw new Error(`${name}: ${String(error)}`, { cause: error });
        }
        await connection.rollback();
      }
    });
  });
}

/**
 * Executes each of the cases' CREATE TABLE and CREATE INDEX where its dialect can say it, and drops what it made.
 * `before` holds the tables that they refer to. A case named in `not` is left out on that dialect.
 */
export function executed(
  title: string,
  cases: readonly DDLCase[],
  before: MetaData | undefined,
  not: { readonly [dialect: string]: readonly string[] } = {},
): void {
  onDatabases(title, {
    "is executed": async (connection, { dialect }) => {
      if (before !== undefined) await before.createAll(connection);
      for (const c of cases) {
        if (not[dialect]?.includes(c.name) === true) continue;
        const element = c.build();
        if (ddl(element, dialect === "mysql" ? "mariadb" : dialect).startsWith("refused")) continue;
        const failed = await failure(() => run(connection, element));
        expect.soft(failed, `${c.name}: ${ddl(element, dialect)}`).toBeUndefined();
      }
      if (before !== undefined) await before.dropAll(connection);
    },
  });
}

async function run(connection: AsyncConnection, element: DDLElement): Promise<void> {
  if (element instanceof CreateIndex) {
    const own = element.element.table!;
    await connection.execute(new CreateTable(own));
    await connection.execute(element);
    await connection.execute(new DropIndex(element.element));
    await connection.execute(new DropTable(own));
  } else {
    await connection.execute(element);
    if (element instanceof CreateTable) await connection.execute(new DropTable(element.element));
  }
}

async function failure(act: () => Promise<void>): Promise<string | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return String(error);
  }
}
