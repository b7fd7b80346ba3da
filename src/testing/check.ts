import type { CheckContext } from "./context.ts";
import type { Requirement } from "./requirement.ts";

/** One thing that a dialect and its driver must get right. `run` fails by throwing. */
export interface Check {
  readonly name: string;
  /** What the database must have; without all of it the check does not apply. */
  readonly requires: readonly Requirement[];
  readonly run: (context: CheckContext) => Promise<void>;
}

/** Checks of one subject. */
export interface Chapter {
  readonly name: string;
  readonly checks: readonly Check[];
}

type Run = Check["run"];

/** `check("limit", run)`, or `check("fetch", [sql("fetch")], run)` for what not every database has. */
export function check(name: string, run: Run): Check;
export function check(name: string, requires: readonly Requirement[], run: Run): Check;
export function check(name: string, second: Run | readonly Requirement[], third?: Run): Check {
  return typeof second === "function"
    ? { name, requires: [], run: second }
    : { name, requires: second, run: third as Run };
}

/** Checks under one name, which must differ from each other. */
export function chapter(name: string, ...checks: readonly Check[]): Chapter {
  const seen = new Set<string>();
  for (const one of checks) {
    if (seen.has(one.name)) throw new Error(`The chapter ${name} has two checks named ${JSON.stringify(one.name)}.`);
    seen.add(one.name);
  }
  return { name, checks };
}
