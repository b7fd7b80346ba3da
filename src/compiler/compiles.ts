import { ArgumentError } from "../errors/argument.ts";
import { UnsupportedCompilationError } from "../errors/compile.ts";
import { describeValue } from "../util/describe.ts";

/** What a function given to `compiles()` may ask for. */
export interface ElementCompiler {
  /** The dialect that is written for. */
  readonly dialect: { readonly name: string };
  /** The SQL of an expression, query, table or type. Values that it binds travel with the statement. */
  process(element: unknown): string;
  /** What the element would be without `compiles()`: for built-in elements and subclasses. */
  visit(): string;
  /** An identifier, in quotes where it needs them. */
  quote(name: string): string;
  /** A string as an SQL literal. */
  literal(text: string): string;
}

/** Writes an element: a custom object, a node of a built-in kind, a DDL element or a type. */
// oxlint-disable-next-line typescript/no-explicit-any -- the class decides what the element is; writing it out in each function is left to its author
export type CompileFunction<E = any> = (element: E, compiler: ElementCompiler) => string;

/** A class of elements, types or DDL; or the kind of a built-in node. */
export type Compilable<E> = (abstract new (...args: never[]) => E) | BuiltinKind;

const BUILTIN_KINDS = [
  "alias",
  "bind",
  "binary",
  "boolList",
  "case",
  "cast",
  "collate",
  "column",
  "compound",
  "const",
  "cte",
  "delete",
  "exists",
  "extract",
  "filter",
  "function",
  "insert",
  "join",
  "label",
  "list",
  "literalColumn",
  "merge",
  "over",
  "scalarSubquery",
  "select",
  "subquery",
  "table",
  "tableValued",
  "text",
  "unary",
  "update",
  "values",
  "withinGroup",
] as const;
/** Kinds of built-in nodes that can be written otherwise. */
export type BuiltinKind = (typeof BUILTIN_KINDS)[number];

interface Registered {
  fallback: CompileFunction | undefined;
  readonly byDialect: Map<string, CompileFunction>;
}

const classes = new Map<object, Registered>();
const kinds = new Map<string, Registered>();

/** Whether anything built in is written otherwise: asked before each node. */
export const overrides = { kinds: false, classes: false };

/**
 * Says how elements of a class are written, on all dialects or on one (or several): `compiles(Utcnow, "postgresql", () => "…")`.
 * Subclasses inherit it. A string is the kind of a built-in node: `compiles("bind", (node, compiler) => …)`, where
 * `compiler.visit()` gives what it would be otherwise. Register before the first use: statements that were compiled before are kept.
 */
export function compiles<E>(target: Compilable<E>, fn: CompileFunction<E>): void;
export function compiles<E>(target: Compilable<E>, dialects: string | readonly string[], fn: CompileFunction<E>): void;
export function compiles(target: unknown, second: unknown, third?: unknown): void {
  const fn = third ?? second;
  if (typeof fn !== "function")
    throw new ArgumentError(`compiles() needs a function that gives the SQL, not ${describeValue(fn)}.`);
  const dialects = third === undefined ? [] : typeof second === "string" ? [second] : (second as readonly unknown[]);
  if (!Array.isArray(dialects) || dialects.some((d) => typeof d !== "string" || d === ""))
    throw new ArgumentError(
      `compiles() takes the name of a dialect, or a list of names, not ${describeValue(second)}.`,
    );
  const known = registered(target);
  if (dialects.length === 0) known.fallback = fn as CompileFunction;
  else for (const name of dialects as string[]) known.byDialect.set(name, fn as CompileFunction);
  overrides.kinds = kinds.size > 0;
  overrides.classes = classes.size > 0;
}

/** Forgets what `compiles()` said of a class or kind. */
export function deregister(target: Compilable<unknown>): void {
  registered(target);
  if (typeof target === "string") kinds.delete(target);
  else classes.delete(target);
  overrides.kinds = kinds.size > 0;
  overrides.classes = classes.size > 0;
}

function registered(target: unknown): Registered {
  const isKind = typeof target === "string";
  if (isKind ? !(BUILTIN_KINDS as readonly string[]).includes(target) : typeof target !== "function") {
    throw new ArgumentError(
      `compiles() takes a class, or the kind of a built-in node (${BUILTIN_KINDS.join(", ")}), not ${describeValue(target)}.`,
    );
  }
  const map: Map<unknown, Registered> = isKind ? kinds : classes;
  let known = map.get(target);
  if (known === undefined) map.set(target, (known = { fallback: undefined, byDialect: new Map() }));
  return known;
}

/** What writes a built-in kind on a dialect. */
export function writerOfKind(kind: string, dialect: string): CompileFunction | undefined {
  const known = kinds.get(kind);
  return known?.byDialect.get(dialect) ?? known?.fallback;
}

/** What writes an object on a dialect, by its class and the classes that it extends. */
export function writerOf(element: object, dialect: string): CompileFunction | undefined {
  for (let prototype = Object.getPrototypeOf(element) as object | null; prototype !== null;) {
    const known = classes.get(prototype.constructor);
    const fn = known?.byDialect.get(dialect) ?? known?.fallback;
    if (fn !== undefined) return fn;
    prototype = Object.getPrototypeOf(prototype) as object | null;
  }
  return undefined;
}

/** The error for an element that nobody said how to write. */
export function unwritten(element: object, dialect: string): UnsupportedCompilationError {
  const { name } = element.constructor;
  return new UnsupportedCompilationError(
    `Nothing says how ${name === "" ? "this class of elements" : name} is written on ${dialect}. Say it with compiles(${name}, ${JSON.stringify(dialect)}, …), or for all dialects with compiles(${name}, …).`,
  );
}
