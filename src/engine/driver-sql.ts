import { ArgumentError } from "../errors/argument.ts";
import type { Flow } from "../flow/flow.ts";
import { describeValue } from "../util/describe.ts";
import type { ConnectionCore } from "./connection-core.ts";
import { send } from "./cursor.ts";
import type { CursorResult } from "./cursor-result.ts";
import type { DriverParams } from "./executable.ts";
import { streamDriverSql } from "./execute-stream.ts";
import { executeForAll, isCall, untypedCursorResult } from "./execute-for-all.ts";
import type { ExecutionOptions } from "./execution-options.ts";
import { unknownQuery } from "./query-options.ts";
import { withOptions } from "./with-options.ts";

/** SQL text as the driver takes it. */
export function executeDriverSql(
  core: ConnectionCore,
  sql: string,
  params: DriverParams = [],
  options?: ExecutionOptions,
): Flow<CursorResult> {
  if (typeof sql !== "string")
    throw new ArgumentError(`execDriverSql() takes SQL text; got ${describeValue(sql)}. Statements go to execute().`);
  if (!Array.isArray(params))
    throw new ArgumentError(
      `execDriverSql() takes its parameters as a list, in placeholder order; got ${describeValue(params)}.`,
    );
  const many = params.length > 0 && params.every((set) => Array.isArray(set));
  const values = many ? (params as readonly unknown[][]).map((set) => set.map(checkValue)) : params.map(checkValue);
  return options === undefined
    ? run(core, sql, values, many)
    : withOptions(core, options, () => run(core, sql, values, many));
}

function* run(core: ConnectionCore, sql: string, values: readonly unknown[], many: boolean): Flow<CursorResult> {
  if (!many) {
    if (core.sending?.stream !== undefined) {
      const streamed = yield* streamDriverSql(core, sql, values);
      if (streamed !== undefined) return streamed;
    }
    if (core.sending?.severalResults === true || isCall(sql)) {
      const several = yield* executeForAll(core, sql, values, unknownQuery, "raw sql");
      if (several !== undefined) return several;
    }
  }
  return untypedCursorResult(core, yield* send(core, sql, values, many, unknownQuery, "raw sql"));
}

/** Drivers turn what they do not know into NULL or text without a word. */
function checkValue(value: unknown): unknown {
  switch (typeof value) {
    case "string":
    case "boolean":
    case "bigint":
      return value;
    case "number":
      if (!Number.isNaN(value)) return value;
      break;
    case "object":
      if (value === null || value instanceof Uint8Array) return value;
      break;
    default:
  }
  throw new ArgumentError(
    `execDriverSql() hands its parameters to the driver as they are: null, strings, numbers, bigints, booleans and Uint8Array; got ${describeValue(value)}. text("…").bindparams(…) knows types.`,
  );
}
