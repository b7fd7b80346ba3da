import type { Flow } from "../flow/flow.ts";
import type { ConnectionCore } from "./connection-core.ts";
import { Execution } from "./observed-call.ts";
import { failSpan, startSpan } from "./tracing.ts";

const none: readonly unknown[] = Object.freeze([]);

/** SQL, as against the name of what a dialect asks the catalog for. */
export function isCommand(sql: string): boolean {
  return /^[A-Z]/.test(sql);
}

/** BEGIN, COMMIT and the like, while a tracer or the log wants to know how long they take. */
export function* observedCommand<T>(core: ConnectionCore, sql: string, flow: Flow<T>): Flow<T> {
  const { tracer, echo } = core.engine;
  const execution = new Execution(core, sql, none, false, "transaction");
  const span = tracer === undefined ? undefined : startSpan(tracer, execution);
  const start = performance.now();
  try {
    const value = yield* flow;
    span?.end();
    return value;
  } catch (error) {
    if (span !== undefined) failSpan(span, execution, error);
    throw error;
  } finally {
    execution.duration = performance.now() - start;
    echo.warnIfSlow(execution);
  }
}
