import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AnyModel, AsyncSession, inspect, Session, type SessionOptions } from "athanor/orm";
import {
  type AsyncEngine,
  createAsyncEngine,
  createEngine,
  type Engine,
  listen,
  type MetaData,
  remove,
  select,
  Table,
} from "athanor";
import { afterAll, describe, it, onTestFinished } from "vitest";
import {
  type AsyncDatabase,
  asyncDatabases,
  isStandIn,
  type Opened,
  type SyncDatabase,
  sqliteDriver,
  syncDatabases,
} from "./databases.ts";
import type { SentStatement } from "./statements.ts";

type Options = Omit<SessionOptions<never>, "binds">;

/** What a scenario works with. Everything that may wait is awaited, so that one body does for both kinds of session. */
export interface Scenario {
  readonly dialect: "sqlite" | "postgresql" | "mysql";
  /** Whether the session is a synchronous one, whose lazy loads need no await. */
  readonly kind: "sync" | "async";
  /** A sync engine in a scenario of the sync kind: nothing but awaited calls may be made. */
  readonly engine: AsyncEngine;
  readonly session: AsyncSession;
  /** Another session on the same database, closed after the scenario; it keeps attributes at a commit unless told otherwise. */
  readonly makeSession: (options?: Options) => AsyncSession;
  readonly sent: Sent;
  /** What a table holds in the transaction of the session (or of another one), in the order of its primary key; beside the objects and without a flush. */
  readonly rows: (of: Table | AnyModel, seenBy?: AsyncSession) => Promise<unknown[][]>;
}

/** What went to the database since the scenario began or `clear()`. */
export class Sent {
  readonly statements: SentStatement[];

  constructor(statements: SentStatement[]) {
    this.statements = statements;
  }

  clear(): void {
    this.statements.length = 0;
  }

  get length(): number {
    return this.statements.length;
  }

  /** The texts as all databases have them: without quotes, with ? for every parameter, and keys in a list where PostgreSQL takes an array. */
  get texts(): string[] {
    return this.statements.map(({ sql, params }) =>
      sql
        .replaceAll(/ = ANY \(\$(\d+)::[A-Z ]+\[\]\)/g, (_all, position: string) => {
          // as the driver sends it: {1,2,3}
          const keys = String(params[Number(position) - 1]).split(",");
          return ` IN (${keys.map(() => "?").join(", ")})`;
        })
        .replaceAll(/["`]/g, "")
        .replaceAll(
          /\$\d+(::[A-Z]+( (WITHOUT TIME ZONE|WITH TIME ZONE|VARYING|PRECISION))?(\([\d, ]+\))?(\[\])*)?/g,
          "?",
        )
        .replaceAll(/\s+/g, " "),
    );
  }

  /** What was done to which table, such as `INSERT users`; equal ones in a row are one, as databases write rows in batches of their own. */
  get steps(): string[] {
    const steps = this.texts.map((text) => {
      const [, update, verb = update, name] =
        /^(?:(UPDATE)|(INSERT|DELETE|SELECT)\b.*?\b(?:INTO|FROM))\s+([\w.]+)/s.exec(text) ?? [];
      return name === undefined ? text : `${verb} ${name}`;
    });
    return steps.filter((step, index) => step !== steps[index - 1]);
  }
}

type Body = (scenario: Scenario) => Promise<void>;
interface Define {
  (title: string, body: Body): void;
  /** On these databases alone; why is said by the title or a comment. */
  on(dialects: readonly Scenario["dialect"][], title: string, body: Body): void;
}

/**
 * The same scenarios on every database, with `Session` and with `AsyncSession`.
 *
 * The tables are made once for a file and emptied before each scenario. Generated keys may go on from one scenario to the next: a
 * scenario takes them from its objects.
 */
export function describeScenarios(title: string, metadata: MetaData, scenarios: (scenario: Define) => void): void {
  for (const database of [...syncDatabases, ...asyncDatabases]) {
    const { name, dialect, unavailable } = database;
    if (unavailable === undefined ? isStandIn(name) : warn(`skipped: ${title} on ${name}: ${unavailable}`)) continue;
    const kind = kindOf(database);
    describe(`${title} on ${name}`, () => {
      let tables: Tables | undefined;
      afterAll(() => tables?.end());
      const define = (what: string, body: Body): void => {
        it(what, async () => {
          tables ??= await openTables(database, metadata);
          await tables.empty();
          await body(createScenario(tables.engine, dialect, kind));
        });
      };
      const on: Define["on"] = (dialects, what, body) => {
        if (dialects.includes(dialect)) define(what, body);
      };
      scenarios(Object.assign(define, { on }));
    });
  }
}

function warn(text: string): true {
  console.warn(text);
  return true;
}

interface Tables {
  readonly engine: AsyncEngine;
  empty(): Promise<void>;
  end(): void | Promise<void>;
}

async function openTables(database: SyncDatabase | AsyncDatabase, metadata: MetaData): Promise<Tables> {
  const opened = database.dialect === "sqlite" ? openFile(database) : ((await database.open()) as Opened<AsyncEngine>);
  const { engine } = opened;
  await metadata.createAll(engine);
  const names = metadata.sortedTables.map((table) => table.name);
  return { engine, empty: () => emptyTables(engine, database.dialect, names.toReversed()), end: () => opened.end() };
}

/** A file, so that sessions have connections of their own; it need not survive a power cut. */
function openFile(database: SyncDatabase | AsyncDatabase): Opened<AsyncEngine> {
  const folder = mkdtempSync(join(tmpdir(), "athanor-scenarios-"));
  const url = `${sqliteDriver}:///${join(folder, "scenarios.db")}?journal_mode=memory`;
  const engine = kindOf(database) === "sync" ? createEngine(url) : createAsyncEngine(url);
  listen(engine, "connect", (raw) => {
    (raw as { exec(sql: string): void }).exec("PRAGMA synchronous=OFF");
  });
  return {
    engine: engine as AsyncEngine,
    async end() {
      await engine.dispose();
      rmSync(folder, { recursive: true });
    },
  };
}

function kindOf(database: SyncDatabase | AsyncDatabase): Scenario["kind"] {
  return (syncDatabases as readonly unknown[]).includes(database) ? "sync" : "async";
}

async function emptyTables(engine: AsyncEngine, dialect: Scenario["dialect"], names: readonly string[]): Promise<void> {
  const connection = await engine.connect();
  const run = (sql: string): Promise<unknown> => connection.execDriverSql(sql);
  const quote = dialect === "mysql" ? "`" : '"';
  const quoted = names.map((name) => quote + name + quote);
  if (dialect === "postgresql") await run(`TRUNCATE ${quoted.join(", ")} RESTART IDENTITY CASCADE`);
  else {
    const checks = dialect === "mysql" ? "SET foreign_key_checks =" : "PRAGMA defer_foreign_keys =";
    await run(`${checks} ${dialect === "mysql" ? 0 : 1}`);
    for (const name of quoted) await run(`DELETE FROM ${name}`);
    if (dialect === "mysql") await run(`${checks} 1`);
  }
  await connection.commit();
  await connection.close();
}

function createScenario(engine: AsyncEngine, dialect: Scenario["dialect"], kind: Scenario["kind"]): Scenario {
  const makeSession = (given?: Options): AsyncSession => {
    const options = { expireOnCommit: false, ...given };
    const session =
      kind === "async"
        ? new AsyncSession(engine, options)
        : (new Session(engine as unknown as Engine, options) as unknown as AsyncSession);
    onTestFinished(async () => {
      await session.close();
    });
    return session;
  };
  const session = makeSession();
  const statements: SentStatement[] = [];
  const watch = (_connection: unknown, _cursor: unknown, sql: string, params: readonly unknown[]): void => {
    statements.push({ sql, params });
  };
  listen(engine, "beforeCursorExecute", watch);
  onTestFinished(() => remove(engine, "beforeCursorExecute", watch));
  return {
    dialect,
    kind,
    engine,
    session,
    makeSession,
    sent: new Sent(statements),
    async rows(of, seenBy = session) {
      const table = of instanceof Table ? of : inspect(of).localTable;
      const connection = await seenBy.connection();
      const rows = (await connection.execute(select(table).orderBy(...table.primaryKey))).all();
      return rows.map((row) => [...row]);
    },
  };
}
