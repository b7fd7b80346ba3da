import { ArgumentError } from "../errors/argument.ts";
import { callListener, emit } from "../event/emit.ts";
import { isPromiseLike, type Flow } from "../flow/flow.ts";
import type { ConnectionCore } from "./connection-core.ts";
import type { CursorResult } from "./cursor-result.ts";
import type { Executable } from "./executable.ts";
import type { ExecutionOptions } from "./execution-options.ts";
import { type ParameterSet, readParameterSets } from "./parameters.ts";

/** Whether somebody wants to know of what is executed, before it is SQL. */
export function hasExecuteListeners(core: ConnectionCore): boolean {
  const { dispatch } = core;
  return dispatch.active && (dispatch.hears("beforeExecute") || dispatch.hears("afterExecute"));
}

const none: ParameterSet = Object.freeze({});

/** Executes a statement with `beforeExecute` in front and `afterExecute` behind. */
export function* executeWithEvents(
  core: ConnectionCore,
  given: unknown,
  parameters: unknown,
  options: ExecutionOptions | undefined,
  execute: (statement: unknown, parameters: unknown) => Flow<CursorResult>,
): Flow<CursorResult> {
  let statement = given as Executable;
  let { multiparams, params } = split(parameters);
  const own = (given as { readonly node?: { readonly execOptions?: ExecutionOptions } } | null)?.node?.execOptions;
  const all: ExecutionOptions = { ...core.options, ...own, ...options };
  for (const listener of core.dispatch.listeners("beforeExecute") ?? []) {
    const args = [core.eventConnection, statement, multiparams, params, all];
    let back = callListener(core.dispatch, "beforeExecute", listener, args);
    if (isPromiseLike(back)) back = yield back;
    if (listener.options.retval !== true) continue;
    if (!Array.isArray(back) || !Array.isArray(back[1]))
      throw new ArgumentError(
        "A beforeExecute listener with { retval: true } must return [statement, multiparams, params].",
      );
    [statement, multiparams, params = none] = back as [Executable, readonly ParameterSet[], ParameterSet?];
  }
  const single = Object.keys(params).length > 0 ? params : undefined;
  const result = yield* execute(statement, multiparams.length > 0 ? multiparams : single);
  yield* emit(core.dispatch, "afterExecute", [core.eventConnection, statement, multiparams, params, all, result]);
  return result;
}

function split(parameters: unknown): { multiparams: readonly ParameterSet[]; params: ParameterSet } {
  const { sets, many } = readParameterSets(parameters);
  return many ? { multiparams: sets, params: none } : { multiparams: [], params: sets[0] ?? none };
}
