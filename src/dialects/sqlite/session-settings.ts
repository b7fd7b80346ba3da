import { alwaysQuote } from "../../compiler/identifier.ts";
import type { ConnectOptions, Queryable } from "../../dialect/driver.ts";
import type { DialectOptions } from "../../dialect/registry.ts";
import { ArgumentError } from "../../errors/argument.ts";
import { OperationalError } from "../../errors/database.ts";
import { type Flow, wait } from "../../flow/flow.ts";
import { isMemory, oneOf, switchOption } from "./drivers/location.ts";

const JOURNAL_MODES = ["delete", "truncate", "persist", "memory", "wal", "off"];

/** What createEngine's options for SQLite say about every connection. */
export interface SessionSettings {
  readonly foreignKeys: boolean | undefined;
  readonly journalMode: string | undefined;
  /** Further database files, by the schema name that they get. */
  readonly attach: readonly (readonly [schema: string, path: string])[];
}

/** Reads `sqliteForeignKeys`, `sqliteJournalMode` and `sqliteAttach`. */
export function sessionSettings(options: DialectOptions): SessionSettings {
  const { sqliteForeignKeys: foreignKeys, sqliteJournalMode: journalMode, sqliteAttach: attach } = options;
  if (foreignKeys !== undefined && typeof foreignKeys !== "boolean")
    throw new ArgumentError(`The option sqliteForeignKeys is ${JSON.stringify(foreignKeys)}; expected true or false.`);
  const mode = typeof journalMode === "string" ? journalMode.toLowerCase() : undefined;
  if (journalMode !== undefined && (mode === undefined || !JOURNAL_MODES.includes(mode)))
    throw new ArgumentError(
      `The option sqliteJournalMode is ${JSON.stringify(journalMode)}; expected one of ${JOURNAL_MODES.join(", ")}.`,
    );
  return { foreignKeys, journalMode: mode, attach: attached(attach) };
}

function attached(given: unknown): [string, string][] {
  if (given === undefined) return [];
  if (given === null || typeof given !== "object" || Array.isArray(given))
    throw new ArgumentError(
      'The option sqliteAttach is an object of schema names and files: { archive: "archive.db" }.',
    );
  return Object.entries(given).map(([schema, path]) => {
    if (["main", "temp", ""].includes(schema.toLowerCase()) || schema.includes("\0"))
      throw new ArgumentError(
        `The option sqliteAttach has the schema name ${JSON.stringify(schema)}, which is not free.`,
      );
    if (typeof path !== "string" || path === "" || path.startsWith("file:"))
      throw new ArgumentError(
        `The option sqliteAttach has ${JSON.stringify(path)} as the file of ${schema}; expected a path, or ":memory:".`,
      );
    return [schema, path];
  });
}

/** Prepares a connection that was just opened. Foreign keys are enforced unless somebody says otherwise. */
export function* applySettings(connection: Queryable, settings: SessionSettings, options: ConnectOptions): Flow<void> {
  const foreignKeys = once("foreign_keys", switchOption(options, "foreign_keys"), settings.foreignKeys) ?? true;
  yield* wait(connection.query(`PRAGMA foreign_keys = ${foreignKeys ? "ON" : "OFF"}`, []));
  const mode = once("journal_mode", oneOf(options, "journal_mode", JOURNAL_MODES), settings.journalMode);
  if (mode !== undefined) {
    const answer = yield* wait(connection.query(`PRAGMA journal_mode = ${mode}`, []));
    const [[actual] = [undefined]] = answer.rows;
    if (actual !== mode)
      throw new OperationalError(
        `The journal mode ${mode} was asked for, and SQLite goes on with ${String(actual)}: a memory database keeps no other journal, and a read-only one cannot be changed.`,
        {},
      );
  }
  for (const [schema, path] of settings.attach) {
    if (path === ":memory:" && !isMemory(options))
      throw new ArgumentError(
        `The option sqliteAttach has ":memory:" as the file of ${schema}, but the main database is a file, with several connections: each would have a ${schema} of its own. Attach a file.`,
      );
    yield* wait(connection.query(`ATTACH DATABASE ? AS ${alwaysQuote(schema, '"')}`, [path]));
  }
}

function once<T>(name: string, inUrl: T | undefined, inOptions: T | undefined): T | undefined {
  if (inUrl !== undefined && inOptions !== undefined && inUrl !== inOptions)
    throw new ArgumentError(
      `The SQLite option ${name} is ${String(inUrl)} in the URL and ${String(inOptions)} among createEngine's options; say it once.`,
    );
  return inUrl ?? inOptions;
}
