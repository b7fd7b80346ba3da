import { targetOf } from "../compiler/compile-request.ts";
import type { CompileTarget } from "../compiler/target.ts";
import { ArgumentError } from "../errors/argument.ts";
import type { Flow } from "../flow/flow.ts";
import { runSync } from "../flow/run.ts";
import type { DDLElement } from "../schema/ddl-element.ts";
import { $runDDL, type DDLConnection, type DDLFeatures, type DDLRunner } from "../schema/ddl-runner.ts";
import type { MetaData } from "../schema/metadata.ts";
import { brandOf } from "../util/brand.ts";
import { describeValue } from "../util/describe.ts";
import { makeUrl } from "./parse-url.ts";

/** What gets the statements of a mock engine: DDL elements, and whatever a listener executed. */
export type MockExecutor = (statement: DDLElement, params: unknown) => unknown;

/** An engine without a database; see `createMockEngine`. */
export class MockEngine {
  readonly dialect: CompileTarget;
  readonly #executor: MockExecutor;

  constructor(dialect: CompileTarget, executor: MockExecutor) {
    this.dialect = dialect;
    this.#executor = executor;
  }

  /** Hands a statement to the executor. */
  execute(statement: unknown, params?: unknown): unknown {
    if (brandOf(statement) === undefined)
      throw new ArgumentError(`A mock engine executes statements and DDL elements, not ${describeValue(statement)}.`);
    return this.#executor(statement as DDLElement, params);
  }

  /** For `metadata.createAll(…)`. */
  runPlan(plan: (connection: DDLConnection) => Flow<void>): void {
    const { dialect } = this;
    const send = (element: DDLElement): unknown => this.#executor(element, undefined);
    const { ddlFeatures } = dialect as { readonly ddlFeatures?: DDLFeatures };
    // oxlint-disable-next-line require-yield -- there is nothing to wait for
    const nothing = function* (): Flow<boolean> {
      return false;
    };
    runSync(
      plan({
        dialect: { name: dialect.name, sqlFeatures: dialect.sqlFeatures, ddlFeatures },
        blind: true,
        hasTable: nothing,
        hasIndex: nothing,
        hasSequence: nothing,
        // oxlint-disable-next-line require-yield -- there is nothing to wait for
        executeDDL: function* (this: void, element) {
          return send(element);
        },
        eventConnection: { dialect, execute: (statement, params) => this.execute(statement, params) },
      }),
    );
  }
}

/** Where `metadata.createAll` finds what it needs. */
export interface MockEngine extends DDLRunner {
  [$runDDL](plan: (connection: DDLConnection) => Flow<void>): void;
}
Object.defineProperty(MockEngine.prototype, $runDDL, {
  value(this: MockEngine, plan: (connection: DDLConnection) => Flow<void>) {
    return this.runPlan(plan);
  },
});

/**
 * An engine that connects to nothing and hands each statement to a function, to see or to keep the DDL of a MetaData.
 * Nothing is asked for first: everything is created, or dropped.
 *
 * ```ts
 * const engine = createMockEngine("postgresql://", (ddl) => console.log(`${ddl.compile({ dialect: engine.dialect }).sql};`));
 * metadata.createAll(engine);
 * ```
 */
export function createMockEngine(url: string, executor: MockExecutor): MockEngine {
  if (typeof executor !== "function") {
    throw new ArgumentError(
      `createMockEngine() takes a URL and a function that gets each statement, not ${describeValue(executor)}.`,
    );
  }
  const name = makeUrl(url).drivername.split("+")[0]!;
  return new MockEngine(targetOf(name), executor);
}

export interface DumpOptions {
  /** The DROP statements instead. */
  readonly drop?: boolean | undefined;
  readonly schemaTranslateMap?: ReadonlyMap<string | null, string | null> | undefined;
}

/**
 * The DDL of a MetaData as a script: `writeFileSync("schema.sql", dumpDDL(metadata, "postgresql"))`.
 * Each statement ends with a semicolon and an empty line; `{ drop: true }` gives the script that drops it all.
 */
export function dumpDDL(metadata: MetaData, dialect: string | object, options: DumpOptions = {}): string {
  const target = targetOf(dialect);
  const { schemaTranslateMap } = options;
  let script = "";
  const engine = new MockEngine(target, (element) => {
    const text = element.compile({
      dialect: target,
      ...(schemaTranslateMap === undefined ? {} : { schemaTranslateMap }),
    });
    script += `${text.sql.trim()};\n\n`;
  });
  if (options.drop === true) metadata.dropAll(engine);
  else metadata.createAll(engine);
  return script;
}
