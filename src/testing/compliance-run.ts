import { randomBytes } from "node:crypto";
import type { EngineOptions } from "../engine/engine-options.ts";
import type { URL } from "../engine/url.ts";
import { MetaData } from "../schema/metadata.ts";
import type { Check } from "./check.ts";
import { openEngine } from "./connection.ts";
import { CheckContext, type CheckRun } from "./context.ts";

/** Which database the checks run on, by which driver. */
export interface ComplianceTarget {
  /** The database must exist, and its user may create tables in it. Tables are named `athanor_…`, and dropped in the end. */
  readonly url: string | URL;
  /** `createEngine` in place of `createAsyncEngine`. */
  readonly sync?: boolean | undefined;
  /** Options of the engine. */
  readonly options?: EngineOptions | undefined;
}

/**
 * One run of checks against a database: for adapters to a test framework. `runCompliance` does it all at once.
 *
 * ```ts
 * const run = await ComplianceRun.open({ url: "postgresql://localhost/test" });
 * for (const check of chapters[0].checks) if (run.missing(check).length === 0) await run.check(check);
 * await run.close();
 * ```
 */
export class ComplianceRun {
  readonly #run: CheckRun;
  private constructor(run: CheckRun) {
    this.#run = run;
  }

  /** Connects once, so that the dialect knows its server. */
  static async open({ url, sync = false, options = {} }: ComplianceTarget): Promise<ComplianceRun> {
    const open = (more: EngineOptions) => openEngine(url, sync, { ...options, ...more });
    const engine = open({});
    const prefix = `athanor_${randomBytes(3).toString("hex")}`;
    const run = new ComplianceRun({ engine, sync, prefix, open, fixtures: new Map(), shared: new MetaData() });
    await (await engine.connect()).close();
    return run;
  }

  /** `postgresql+pg`, as the URL's beginning would say it. */
  get name(): string {
    const { dialect, driver } = this.#run.engine;
    return `${dialect.name}+${driver.name}`;
  }
  /** The names of what the check requires and this database or driver has not; empty for a check that applies. */
  missing(check: Check): string[] {
    const { sync, engine } = this.#run;
    const { dialect, pool } = engine;
    return check.requires
      .filter((requirement) => !requirement.met({ dialect, pool, sync }))
      .map((requirement) => requirement.name);
  }
  /** Runs one check; throws what it throws. */
  async check(check: Check): Promise<void> {
    const context = new CheckContext(this.#run);
    try {
      await check.run(context);
    } catch (error) {
      // What a check leaves behind when it failed may fail in turn; its own error says more.
      await context.end().catch(() => undefined);
      throw error;
    }
    await context.end();
  }
  /** Drops what checks have shared, and disposes of the engine. */
  async close(): Promise<void> {
    const { engine, shared } = this.#run;
    try {
      const context = new CheckContext(this.#run, shared);
      await context.end();
    } finally {
      await engine.dispose();
    }
  }
}
