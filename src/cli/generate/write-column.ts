import { literalSource, stringSource } from "../../dialect/type-source.ts";
import { typeSource } from "../../reflection/type-source.ts";
import type { ReflectedForeignKeyConstraint, ReflectedIdentity } from "../../schema/reflected.ts";
import type { NativeType } from "../../types/native-type.ts";
import type { SqlType } from "../../types/sql-type.ts";
import { given } from "../../util/given.ts";
import type { Module } from "./module.ts";
import type { ColumnPlan, TablePlan } from "./table-plan.ts";
import { defaultSource, sqlSource } from "./sql-source.ts";
import type { Inline } from "./inline.ts";

/** The builder of a column with its chain. */
export function columnSource(module: Module, table: TablePlan, column: ColumnPlan, inline: Inline): string {
  const { imports } = module;
  const { facts, attribute } = column;
  const { primaryKeys } = table.facts;
  const isKey = primaryKeys.constrainedColumns.includes(facts.name);
  let text = typeText(module, facts.type, facts.typeText);
  const add = (method: string, ...args: readonly string[]): void => {
    text += `.${method}(${args.join(", ")})`;
  };
  if (isKey) add("primaryKey");
  if (attribute !== facts.name) add("named", stringSource(facts.name));
  if (facts.nullable && !isKey) add("nullable");
  const counting = countingOf(module, table, column);
  if (counting !== undefined) add("autoincrement", ...(counting ? [] : ["false"]));
  if (inline.unique.has(facts.name)) add("unique");
  if (inline.indexed.has(facts.name)) add("index");
  for (const key of inline.foreignKeys.get(facts.name) ?? []) add("references", ...referenceSource(module, table, key));
  if (facts.identity !== undefined) add("identity", ...identityArgs(facts.identity, facts.type));
  if (facts.computed !== undefined)
    add("computed", sqlSource(facts.computed.sqltext, imports), `{ persisted: ${facts.computed.persisted} }`);
  const fallback = serverDefault(module, table, column);
  if (fallback !== undefined) add("serverDefault", fallback);
  if (facts.default !== null && / ON UPDATE current_timestamp(?:\(\d*\))?$/i.test(facts.default))
    add("serverOnupdate", `new ${imports.use("FetchedValue")}()`);
  if (facts.dialectOptions !== undefined) add("dialectOptions", literalSource(facts.dialectOptions));
  for (const check of inline.checks.get(facts.name) ?? []) add("check", sqlSource(check, imports));
  if (facts.comment !== null) add("comment", stringSource(facts.comment));
  return text;
}

/** A type: what makes it, a constant of the module, or its bare SQL name. */
function typeText(module: Module, type: SqlType, unknown: string | undefined): string {
  const { imports, plan } = module;
  const named = module.namedType(type);
  if (named !== undefined) return named;
  if (type.kind === "array") {
    const { item, dimensions } = type as SqlType & { readonly item: SqlType; readonly dimensions: number | undefined };
    const inner = typeText(module, item, undefined);
    return `${imports.use("array")}(${inner}${dimensions === undefined ? "" : `, { dimensions: ${dimensions} }`})`;
  }
  const source = typeSource(type, plan.dialect);
  if (source !== undefined) return imports.type(source);
  const sql = unknown ?? (type as NativeType).options.sql;
  return module.bareType(sql, type.family === "string" || type.family === "numeric" ? "string" : "unknown");
}

/** Whether it has to be said that the database numbers a key, or that it does not; undefined where that goes without saying. */
function countingOf({ plan }: Module, table: TablePlan, { facts }: ColumnPlan): boolean | undefined {
  const { primaryKeys, foreignKeys } = table.facts;
  const [only, second] = primaryKeys.constrainedColumns;
  if (!primaryKeys.constrainedColumns.includes(facts.name) || facts.type.family !== "integer") return undefined;
  if (facts.identity !== undefined || isDrawn(plan, table, facts)) return undefined;
  const isForeign = foreignKeys.some((key) => key.constrainedColumns.includes(facts.name));
  const usual =
    second === undefined &&
    only === facts.name &&
    !isForeign &&
    facts.computed === undefined &&
    (facts.default === null || facts.autoincrement);
  return usual === facts.autoincrement ? undefined : facts.autoincrement;
}

/** Whether a column's default draws from a sequence that has to be declared: any but that of a SERIAL key. */
export function isDrawn(_plan: unknown, table: TablePlan, { name, sequence }: ColumnPlan["facts"]): boolean {
  if (sequence === undefined) return false;
  const isKey = table.facts.primaryKeys.constrainedColumns.includes(name);
  return !(isKey && sequence.owned && sequence.name === `${table.facts.name}_${name}_seq`);
}

function serverDefault(module: Module, table: TablePlan, { facts }: ColumnPlan): string | undefined {
  if (facts.default === null) return undefined;
  if (facts.sequence === undefined) return defaultSource(facts.default, module.imports);
  if (!isDrawn(module.plan, table, facts)) return undefined;
  return `${module.sequence(facts.sequence)}.nextValue()`;
}

const SIZES: Readonly<Record<string, number | bigint>> = {
  smallInteger: 2 ** 15 - 1,
  integer: 2 ** 31 - 1,
  bigInteger: 2n ** 63n - 1n,
};

/** How an identity counts, as far as it is not the usual. */
function identityArgs(
  { always, start, increment, minvalue, maxvalue, cycle, cache }: ReflectedIdentity,
  type: SqlType,
): string[] {
  const options = given({
    always: always || undefined,
    start: start === minvalue && start === 1 ? undefined : start,
    increment: increment === 1 ? undefined : increment,
    minvalue: minvalue === 1 ? undefined : minvalue,
    maxvalue: maxvalue === SIZES[type.kind] ? undefined : maxvalue,
    cycle: cycle || undefined,
    cache: cache === 1 ? undefined : cache,
  });
  return Object.keys(options).length === 0 ? [] : [literalSource(options)];
}

/** What references() is given. */
function referenceSource(module: Module, table: TablePlan, key: ReflectedForeignKeyConstraint): string[] {
  const [target] = module.targets(key);
  const options = module.foreignKeyOptions(table, key);
  return options.length === 0 ? [target!] : [target!, `{ ${options.join(", ")} }`];
}
