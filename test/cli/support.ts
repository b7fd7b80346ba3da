import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createAsyncEngine, makeUrl } from "athanor";
import { describe, onTestFinished } from "vitest";
import { mysqlUrl, noMysql, noPostgresql, postgresqlUrl } from "../support/databases.ts";

const root = resolve(import.meta.dirname, "../..");

export interface CliDatabase {
  readonly dialect: "sqlite" | "postgresql" | "mysql";
  /** The URL of a fresh database, which is taken away when the test has finished. */
  url(): Promise<string>;
}

const databases: readonly (CliDatabase & { readonly unavailable: string | undefined })[] = [
  {
    dialect: "sqlite",
    unavailable: undefined,
    url: async () => {
      const folder = mkdtempSync(join(tmpdir(), "athanor-cli-"));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      return `sqlite:///${join(folder, "app.db")}`;
    },
  },
  {
    dialect: "postgresql",
    unavailable: noPostgresql,
    url: async () => {
      const schema = `athanor_cli_${randomUUID().slice(0, 8)}`;
      await onServer(postgresqlUrl, `CREATE SCHEMA ${schema}`);
      onTestFinished(() => onServer(postgresqlUrl, `DROP SCHEMA ${schema} CASCADE`));
      return makeUrl(postgresqlUrl)
        .updateQueryDict({ options: `-csearch_path=${schema}` })
        .renderAsString({ hidePassword: false });
    },
  },
  {
    dialect: "mysql",
    unavailable: noMysql,
    url: async () => {
      const database = `athanor_cli_${randomUUID().slice(0, 8)}`;
      await onServer(mysqlUrl, `CREATE DATABASE ${database}`);
      onTestFinished(() => onServer(mysqlUrl, `DROP DATABASE ${database}`));
      return makeUrl(mysqlUrl).set({ database }).renderAsString({ hidePassword: false });
    },
  },
];

/** The same tests on every database that the command can be pointed at. */
export function describeCli(title: string, tests: (database: CliDatabase) => void): void {
  for (const database of databases) {
    if (database.unavailable !== undefined)
      console.warn(`skipped: ${title} on ${database.dialect}: ${database.unavailable}`);
    describe.skipIf(database.unavailable !== undefined)(`${title} on ${database.dialect}`, () => tests(database));
  }
}

/** Executes statements on a database. */
export async function onServer(url: string, ...statements: readonly string[]): Promise<void> {
  const engine = createAsyncEngine(url);
  await engine.begin(async (connection) => {
    for (const statement of statements) await connection.execDriverSql(statement);
  });
  await engine.dispose();
}

export interface Finished {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

function finished(file: string, args: readonly string[], cwd: string): Promise<Finished> {
  return new Promise((done) => {
    execFile(file, args, { cwd, maxBuffer: 1 << 26 }, (error, out, err) => {
      done({ code: error === null ? 0 : typeof error.code === "number" ? error.code : -1, out, error: err });
    });
  });
}

/** Runs the built command: `npm run build` comes first. */
export function athanor(...args: readonly string[]): Promise<Finished> {
  return finished(process.execPath, [join(root, "dist/cli/main.js"), ...args], root);
}

/** A folder inside the project, where a module finds "athanor". */
export function folderOfModules(): string {
  mkdirSync(join(root, "build"), { recursive: true });
  const folder = mkdtempSync(join(root, "build/generated-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What the compiler says of the modules in a folder, as strict as it can be; nothing when it is content. */
export async function typeErrors(folder: string): Promise<string> {
  const compilerOptions = {
    target: "es2023",
    lib: ["es2023", "esnext.disposable"],
    module: "nodenext",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noImplicitOverride: true,
    noImplicitReturns: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    skipLibCheck: true,
    noEmit: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
    paths: { athanor: [join(root, "dist/index.d.ts")], "athanor/*": [join(root, "dist/*.d.ts")] },
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  const { out, error } = await finished(
    process.execPath,
    [join(root, "node_modules/typescript/bin/tsc"), "-p", "."],
    folder,
  );
  return out + error;
}
