import { NoInspectionAvailable } from "../errors/orm.ts";
import type { DDLRunner, RunResult } from "../schema/ddl-runner.ts";
import type { Table } from "../schema/table.ts";
import { brandOf } from "../util/brand.ts";
import { describeValue } from "../util/describe.ts";
import { type Inspectable, Inspector, isInspectable } from "./inspector.ts";

/** The inspector of an engine or connection: of an async one, its methods give promises. */
export type InspectorOf<B extends DDLRunner> = Inspector<RunResult<B> extends Promise<void> ? "async" : "sync">;

/**
 * Looks into the database behind an engine or connection: `inspect(engine).getTableNames()`, `await inspect(asyncEngine).getColumns("users")`.
 * A table is its own inspection. Mapped classes and objects are inspected by `inspect` of "athanor/orm", which takes all of these.
 */
export function inspect<T extends Table>(table: T): T;
export function inspect<B extends Inspectable>(bind: B): InspectorOf<B>;
export function inspect(target: unknown): unknown {
  const found = inspectionOf(target);
  if (found !== undefined) return found;
  throw new NoInspectionAvailable(
    `inspect() takes an engine, a connection or a table; a mapped class or an object of one goes to inspect() of "athanor/orm". Given was ${describeValue(target)}.`,
  );
}

/** The inspection of what Core knows; undefined for anything else. */
export function inspectionOf(target: unknown): unknown {
  if (isInspectable(target)) return new Inspector(target);
  return brandOf(target) === "from" && "metadata" in (target as object) ? target : undefined;
}
