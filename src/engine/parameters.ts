import type { Compiled, CompiledBind } from "../compiler/compiled.ts";
import { ArgumentError } from "../errors/argument.ts";
import { StatementError } from "../errors/database.ts";
import { describeValue } from "../util/describe.ts";
import { didYouMean } from "../util/did-you-mean.ts";

/** One set of values by name, given to an execution. */
export type ParameterSet = Readonly<Record<string, unknown>>;

/** What an execution calls the placeholder: the attribute of a column that is written, or the name given to bindparam(). */
function parameterName(bind: CompiledBind): string | undefined {
  const { column, node } = bind;
  if (bind.slot >= 0 && !node.unique) return node.name;
  return column !== undefined ? column.propKey : node.unique ? undefined : node.name;
}

const namesOf = new WeakMap<Compiled, ReadonlySet<string>>();

/** The names that executions may give; made once. */
function parameterNames(compiled: Compiled): ReadonlySet<string> {
  let names = namesOf.get(compiled);
  if (names === undefined) {
    names = new Set(compiled.binds.map(parameterName).filter((name) => name !== undefined));
    namesOf.set(compiled, names);
  }
  return names;
}

/** Checks that all names of a set are known to the statement, and that none means "undefined". */
export function checkParameterNames(compiled: Compiled, set: ParameterSet): void {
  const names = parameterNames(compiled);
  for (const name of Object.keys(set))
    if (!names.has(name))
      throw new ArgumentError(`The statement has no parameter ${JSON.stringify(name)}.${didYouMean(name, names)}`);
}

/** The sets of an execution: none, one, or the list that makes it an executemany. */
export function readParameterSets(params: unknown): { readonly sets: readonly ParameterSet[]; readonly many: boolean } {
  if (params === undefined) return { sets: [], many: false };
  if (Array.isArray(params)) {
    if (params.length === 0) {
      throw new ArgumentError(
        "execute() got an empty list of parameter sets. Leave it out to execute the statement once, or do not execute it at all.",
      );
    }
    return { sets: params.map((set, index) => readSet(set, index)), many: true };
  }
  return { sets: [readSet(params, undefined)], many: false };
}

/** One set, for a statement that is sent before anybody can change it: itself, where all of it was given. */
export function readParameterSet(set: unknown): ParameterSet {
  checkSet(set, undefined);
  return isWhole(set as ParameterSet) ? (set as ParameterSet) : given(set as ParameterSet);
}

function readSet(set: unknown, index: number | undefined): ParameterSet {
  checkSet(set, index);
  return given(set as ParameterSet);
}

/** A copy without what was not given (undefined). */
function given(set: ParameterSet): ParameterSet {
  // As nearly always: a copy that V8 makes in one go.
  if (isWhole(set)) return { ...set };
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of Object.entries(set)) if (value !== undefined) copy[name] = value;
  return copy;
}

function isWhole(set: ParameterSet): boolean {
  for (const name of Object.keys(set)) if (set[name] === undefined) return false;
  return true;
}

function checkSet(set: unknown, index: number | undefined): void {
  const prototype: unknown = typeof set === "object" && set !== null ? Object.getPrototypeOf(set) : undefined;
  if (
    prototype !== null &&
    prototype !== Object.prototype &&
    !(typeof set === "object" && set !== null && prototype !== undefined && !Array.isArray(set) && isPlainRealm(set))
  ) {
    throw new ArgumentError(
      `execute() takes parameters as an object by name, or a list of such objects; got ${describeValue(set)}${index === undefined ? "" : ` at position ${index} of the list`}. Positional parameters go to execDriverSql().`,
    );
  }
}

/** Plain objects of another realm (vitest, vm) have a prototype of their own. */
function isPlainRealm(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return (
    prototype !== null &&
    Object.getPrototypeOf(prototype) === null &&
    Object.prototype.toString.call(value) === "[object Object]" &&
    Object.hasOwn(prototype, "hasOwnProperty")
  );
}

/** All sets of an executemany name the same parameters. */
export function checkEqualKeys(sets: readonly ParameterSet[]): void {
  const first = sets[0] as ParameterSet;
  const keys = Object.keys(first);
  for (let i = 1; i < sets.length; i++) {
    const set = sets[i] as ParameterSet;
    if (areEqual(Object.keys(set), keys)) continue;
    const missing = keys.find((key) => !Object.hasOwn(set, key));
    if (missing !== undefined) {
      throw new StatementError(
        `A value is required for bind parameter '${missing}', in parameter group ${i}: all sets of one execution give the same names as the first.`,
      );
    }
    if (Object.keys(set).length !== keys.length) {
      const extra = Object.keys(set).find((key) => !Object.hasOwn(first, key)) as string;
      throw new ArgumentError(
        `The parameter set at position ${i} gives ${JSON.stringify(extra)}, which the first does not: all sets of one execution give the same names.`,
      );
    }
  }
}

function areEqual(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
