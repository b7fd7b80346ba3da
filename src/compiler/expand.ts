import { ArgumentError } from "../errors/argument.ts";
import { callDefault } from "../schema/default-context.ts";
import type { BindNode } from "../sql/node.ts";
import { describeValue } from "../util/describe.ts";
import type { SqlType } from "../types/sql-type.ts";
import type { BindPart, Compiled, CompiledBind } from "./compiled.ts";
import { shownBindName } from "./bind-name.ts";

/** A statement as the driver gets it. */
export interface Expanded {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/**
 * The values of a statement's placeholders, in order, before the types' conversion; a list where the placeholder expands.
 * `extraction` are the binds of the statement at hand, which may have other values than the one that was compiled.
 */
export function bindValues(
  compiled: Compiled,
  extraction: readonly BindNode[],
  params?: Readonly<Record<string, unknown>>,
): unknown[] {
  const out = new Array<unknown>(compiled.binds.length);
  let called: number[] | undefined;
  for (let i = 0; i < out.length; i++) {
    const bind = compiled.binds[i]!;
    const node = bind.slot >= 0 ? extraction[bind.slot]! : bind.node;
    let value: unknown;
    // A bindparam() that was given as a value goes by its own name.
    const name =
      bind.slot >= 0 && !node.unique ? node.name : (bind.column?.propKey ?? (node.unique ? undefined : node.name));
    if (params !== undefined && name !== undefined && Object.hasOwn(params, name)) value = params[name];
    if (value === undefined) value = node.value;
    if (value === undefined && node.callable !== undefined) value = node.callable();
    if (value === undefined && bind.default !== undefined) {
      if (bind.default.kind === "callable") {
        (called ??= []).push(i);
        continue;
      }
      value = bind.default.value;
    }
    if (value === undefined) {
      throw new ArgumentError(
        `The bind parameter ${JSON.stringify(name ?? bind.name)} has no value. Give it with the execution, or with .params(); null is SQL NULL.`,
      );
    }
    out[i] = value;
  }
  // Functions come last: they may ask for the other values of their row.
  if (called !== undefined) for (const i of called) out[i] = calledDefault(compiled, out, i);
  return out;
}

function calledDefault(compiled: Compiled, values: readonly unknown[], at: number): unknown {
  const bind = compiled.binds[at]!;
  const value = callDefault(bind.default!.fn!, () => {
    const row: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    compiled.binds.forEach((other, i) => {
      if (other.column !== undefined && other.row === bind.row && values[i] !== undefined)
        row[other.column.propKey] = values[i];
    });
    return row;
  });
  if (value === undefined)
    throw new ArgumentError(
      `The function that is the default of ${JSON.stringify(bind.column?.propKey ?? bind.name)} gave undefined. It has to give a value; null is SQL NULL.`,
    );
  return value;
}

/** Runs the types' conversion over values, in place. */
export function processValues(compiled: Compiled, values: unknown[]): unknown[] {
  for (let i = 0; i < values.length; i++) {
    const { process } = compiled.binds[i]!;
    if (process !== undefined && (values[i] !== null || process.takesNull === true)) values[i] = process(values[i]);
  }
  return values;
}

const NO_FRAME = ["", ""] as const;

/** Writes lists out, one placeholder an element, and converts the values. Lists that would pass the database's limit become literals. */
export function expand(compiled: Compiled, values: readonly unknown[]): Expanded {
  const { binds, segments, placeholders, target } = compiled;
  if (segments === undefined) return { sql: compiled.sql, params: processValues(compiled, [...values]) };
  const { paramStyle, maxBinds } = target.sqlFeatures;
  const params: unknown[] = [];
  let total = 0;
  for (let i = 0; i < binds.length; i++) {
    const bind = binds[i]!;
    total += bind.expanding ? sizeOf(bind, listOf(bind, values[i])) : 1;
  }
  const literal = total > maxBinds;
  const written = new Array<string | undefined>(binds.length);
  const write = (i: number): string => {
    const bind = binds[i]!;
    const known = written[i];
    if (known !== undefined && paramStyle !== "qmark") return known;
    const one = (value: unknown, part: BindPart, suffix: string): string => {
      const { process } = part;
      params.push(process === undefined || (value === null && process.takesNull !== true) ? value : process(value));
      return paramStyle === "qmark"
        ? "?"
        : paramStyle === "named"
          ? `:${shownBindName(bind.name)}${suffix}`
          : `$${params.length}${part.cast}`;
    };
    const element = (value: unknown, part: BindPart, suffix: string): string =>
      literal || bind.literal ? asLiteral(compiled, bind, part.type, value) : one(value, part, suffix);
    let text: string;
    if (!bind.expanding)
      text = bind.literal ? asLiteral(compiled, bind, bind.type, values[i]) : one(values[i], bind, "");
    else {
      const list = listOf(bind, values[i]);
      const parts = partsOf(bind, list);
      if (list.length === 0) text = bind.empty;
      else if (parts !== undefined) {
        const rows = list.map((row, n) => {
          const given = tupleOf(bind, parts.length, row, n);
          return `(${parts.map((part, k) => element(given[k], part, `_${n + 1}_${k + 1}`)).join(", ")})`;
        });
        text = (target.sqlFeatures.tupleInValues ? "VALUES " : "") + rows.join(", ");
      } else {
        const [before, after] = bind.frame ?? NO_FRAME;
        text = list.map((v, n) => before + element(v, bind, `_${n + 1}`) + after).join(", ");
      }
    }
    written[i] = text;
    return text;
  };
  // Numbers go by the order of `binds`, not by that of the text.
  if (paramStyle !== "qmark") for (let i = 0; i < binds.length; i++) write(i);
  let sql = segments[0]!;
  for (let i = 0; i < placeholders.length; i++) sql += write(placeholders[i]!) + segments[i + 1]!;
  return { sql, params };
}

function listOf(bind: CompiledBind, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) {
    if (bind.notIn && value.includes(null)) {
      throw new ArgumentError(
        `The bind parameter ${JSON.stringify(bind.name)} got null at position ${value.indexOf(null)} of its list: NOT IN with NULL is never true in SQL. Leave null out, and add .isNot(null) where it is meant.`,
      );
    }
    return value as unknown[];
  }
  throw new ArgumentError(
    `The bind parameter ${JSON.stringify(bind.name)} takes an array of values, not ${describeValue(value)}.`,
  );
}

/** How many values a list has, those of its tuples counted one by one. */
function sizeOf(bind: CompiledBind, list: readonly unknown[]): number {
  return list.length * (partsOf(bind, list)?.length ?? 1);
}

/** How the values of a list of tuples travel; of a list without a type, such as one in text(), the first of them tells whether it is one. */
function partsOf(bind: CompiledBind, list: readonly unknown[]): readonly BindPart[] | undefined {
  if (bind.parts !== undefined || bind.type.kind !== "null") return bind.parts;
  const first: unknown = list[0];
  if (!Array.isArray(first) || first.length === 0) return undefined;
  return first.map((): BindPart => ({ type: bind.type, process: bind.process, cast: "" }));
}

function tupleOf(bind: CompiledBind, width: number, row: unknown, at: number): readonly unknown[] {
  if (!Array.isArray(row) || row.length !== width || row.includes(undefined)) {
    throw new ArgumentError(
      `The bind parameter ${JSON.stringify(bind.name)} takes a list of tuples of ${width} values, not ${describeValue(row)} at position ${at}.`,
    );
  }
  if (bind.notIn && row.includes(null)) {
    throw new ArgumentError(
      `The bind parameter ${JSON.stringify(bind.name)} got null in the tuple at position ${at}: NOT IN with NULL is never true in SQL.`,
    );
  }
  return row as unknown[];
}

function asLiteral(compiled: Compiled, bind: CompiledBind, type: SqlType, value: unknown): string {
  if (value === null) return "NULL";
  const processor = compiled.target.typeImpl(type).literalProcessor(compiled.target);
  if (processor === undefined) {
    throw new ArgumentError(
      `The list for ${JSON.stringify(bind.name)} is longer than the ${compiled.target.sqlFeatures.maxBinds} parameters that ${compiled.target.name} takes, and values of type ${type.kind} cannot be written as literals. Split it.`,
    );
  }
  return processor(value);
}
