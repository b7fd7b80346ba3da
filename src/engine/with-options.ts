import { ArgumentError } from "../errors/argument.ts";
import type { Flow } from "../flow/flow.ts";
import type { ConnectionCore } from "./connection-core.ts";
import { checkExecutionOptions, type ExecutionOptions } from "./execution-options.ts";
import { transactionOptionNames } from "./transaction-options.ts";

/** Options of one execution stand over the connection's while its statement is looked up and sent. */
export function* withOptions<T>(core: ConnectionCore, options: ExecutionOptions, body: () => Flow<T>): Flow<T> {
  checkExecutionOptions(options);
  for (const name of transactionOptionNames) {
    if (options[name] === undefined) continue;
    throw new ArgumentError(
      `${name} cannot be set for one statement; use connection.executionOptions(), engine.executionOptions() or the options of begin().`,
    );
  }
  const before = core.options;
  core.options = { ...before, ...options };
  try {
    return yield* body();
  } finally {
    core.options = before;
  }
}
