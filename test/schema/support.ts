import { type AsyncConnection, CompileError, type DDLElement } from "athanor";
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
    for (const [name, story] of Object.entries(stories)) {
      test.skipIf(!applies)(name, async () => {
        const engine = await database.engine();
        await using connection = await engine.connect();
        await story(connection, database);
        await connection.rollback();
      });
    }
  });
}
