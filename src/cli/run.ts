import { readFileSync, writeFileSync } from "node:fs";
import { registerMysql } from "../dialects/mysql/register.ts";
import { registerPostgresql } from "../dialects/postgresql/register.ts";
import { registerSqlite } from "../dialects/sqlite/register.ts";
import { createEngine, type Engine } from "../engine/engine.ts";
import { installCompiler } from "../engine/install.ts";
import { ArgumentError } from "../errors/argument.ts";
import { DBAPIError } from "../errors/database.ts";
import { type Arguments, HELP, readArguments, UsageError } from "./arguments.ts";
import { generateModels } from "./generate/generate.ts";
import { withoutPasswords } from "./passwords.ts";

/** Where a command writes. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
}

/** Runs a command line and gives the exit code: 0 done, 1 the database or a file refused, 2 not understood. */
export function run(argv: readonly string[], terminal: Terminal): number {
  const fail = (message: string, code: number): number => {
    terminal.error(`athanor: ${withoutPasswords(message, argv)}\n`);
    return code;
  };
  try {
    const given = readArguments(argv);
    switch (given.command) {
      case "help":
        terminal.out(HELP);
        return 0;
      case "version":
        terminal.out(`${version()}\n`);
        return 0;
      case "generate":
        return generate(given, terminal);
    }
  } catch (error) {
    if (error instanceof UsageError) return fail(`${error.message}\nathanor --help tells more.`, 2);
    return fail(error instanceof Error ? error.message : String(error), 1);
  }
}

function version(): string {
  const file = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(file) as { readonly version: string }).version;
}

function generate(given: Extract<Arguments, { command: "generate" }>, terminal: Terminal): number {
  installCompiler();
  registerSqlite();
  registerPostgresql();
  registerMysql();
  const engine = engineOf(given.url);
  try {
    const { source, count } = generateModels(engine, given);
    if (given.out === undefined) terminal.out(source);
    else {
      writeFileSync(given.out, source);
      terminal.error(`athanor: ${count} ${count === 1 ? "table" : "tables"} written to ${given.out}\n`);
    }
    return 0;
  } catch (error) {
    // The database's own words do not say which database it was.
    if (!(error instanceof DBAPIError)) throw error;
    throw new Error(`${engine.url.renderAsString()}: ${error.message}`, { cause: error });
  } finally {
    engine.dispose();
  }
}

/** An engine that makes no database. A URL that means nothing was typed wrong. */
function engineOf(typed: string): Engine {
  try {
    const { dialect, url } = createEngine(typed);
    return createEngine(url.updateQueryDict(dialect.lookOnlyQuery(url)));
  } catch (error) {
    throw error instanceof ArgumentError ? new UsageError(error.message) : error;
  }
}
