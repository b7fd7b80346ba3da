import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";

/** What a condition is told besides the element, its target and the connection. */
export interface DDLConditionContext {
  readonly dialect: { readonly name: string };
  /** What was given as `state`. */
  readonly state: unknown;
  /** The tables that `createAll` or `dropAll` is about; undefined for a single object. */
  readonly tables: readonly unknown[] | undefined;
  readonly checkfirst: boolean;
}

/** Decides whether a DDL element is executed, or a constraint or index is part of its table. */
export type DDLConditionFunction = (
  ddl: unknown,
  target: unknown,
  connection: unknown,
  context: DDLConditionContext,
) => boolean;

/** When a DDL element counts: on these dialects only, and when the function says so. */
export interface DDLCondition {
  readonly dialect?: string | readonly string[] | undefined;
  readonly callable?: DDLConditionFunction | undefined;
  readonly state?: unknown;
}

/** The condition, checked. `where` names the method in errors. */
export function checkCondition(where: string, condition: DDLCondition): DDLCondition {
  const { dialect, callable } = condition ?? {};
  if (dialect !== undefined && typeof dialect !== "string" && !Array.isArray(dialect)) {
    throw new ArgumentError(`${where}: dialect takes a name or a list of names, not ${describeValue(dialect)}.`);
  }
  if (callable !== undefined && typeof callable !== "function")
    throw new ArgumentError(`${where}: callable takes a function, not ${describeValue(callable)}.`);
  return condition;
}

/** Whether a condition holds; none always does. */
export function conditionHolds(
  condition: DDLCondition | undefined,
  ddl: unknown,
  target: unknown,
  connection: unknown,
  context: Omit<DDLConditionContext, "state">,
): boolean {
  if (condition === undefined) return true;
  const { dialect, callable, state } = condition;
  const { name } = context.dialect;
  if (typeof dialect === "string" ? dialect !== name : dialect !== undefined && !dialect.includes(name)) return false;
  return callable === undefined || callable(ddl, target, connection, { ...context, state });
}
