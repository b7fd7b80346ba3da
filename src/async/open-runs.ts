import { AsyncLocalStorage } from "node:async_hooks";
import type { EngineCore } from "../engine/engine-core.ts";
import { insideAnother } from "../engine/open-bodies.ts";
import { retries, type RunOptions } from "../engine/retry.ts";

/** A `run()` that is under way, and those around it. */
interface OpenRun {
  readonly engine: EngineCore;
  readonly outer: OpenRun | undefined;
  /** What its function has started and not waited for may outlive it. */
  over: boolean;
}

let current: AsyncLocalStorage<OpenRun> | undefined;

/** Runs a transaction again and again; throws inside another that is run again, of the same engine. */
export async function inAsyncRun<T>(
  engine: EngineCore | undefined,
  options: RunOptions,
  run: () => Promise<T>,
): Promise<T> {
  if (engine === undefined) return await run();
  const storage = (current ??= new AsyncLocalStorage());
  const outer = storage.getStore();
  for (let each = outer; each !== undefined; each = each.outer)
    if (!each.over && each.engine.pool === engine.pool && retries(options)) throw insideAnother();
  const mine: OpenRun = { engine, outer, over: false };
  try {
    return await storage.run(mine, run);
  } finally {
    mine.over = true;
  }
}
