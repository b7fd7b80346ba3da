import { literalSource, memberSources, stringSource } from "../../dialect/type-source.ts";
import type { ReflectedIndex } from "../../schema/reflected.ts";
import type { Inline } from "./inline.ts";
import { callSource } from "./layout.ts";
import type { Module } from "./module.ts";
import type { TablePlan } from "./table-plan.ts";
import { sqlSource } from "./sql-source.ts";

/** Constraints and indexes that stand by themselves, each as a call. */
export function constraintSources(module: Module, table: TablePlan, inline: Inline): string[] {
  const { imports, plan } = module;
  const { facts } = table;
  const attributes = new Map(table.columns.map((column) => [column.facts.name, column.attribute]));
  const columns = (names: readonly string[]): string[] => names.map((name) => `c.${attributes.get(name)!}`);
  const options = (
    kind: "primaryKey" | "unique" | "check" | "exclude",
    names: readonly string[],
    found: Named,
    more: Readonly<Record<string, unknown>> = {},
  ): string[] => {
    const { name, deferrable, initially, comment, dialectOptions } = found;
    const isUsual = name === null || plan.catalog.isUsualName(kind, name, facts.name, names);
    const own = withAttributes(dialectOptions, attributes);
    return memberSources({ name: isUsual ? undefined : name, ...more, deferrable, initially, comment, ...own });
  };
  const calls: string[] = [];

  const key = facts.primaryKeys;
  const inOrder = facts.columns.map((column) => column.name).filter((name) => key.constrainedColumns.includes(name));
  const keyOptions = options("primaryKey", key.constrainedColumns, key);
  const isOrdered = inOrder.every((name, i) => name === key.constrainedColumns[i]);
  if (key.inherited !== true && key.constrainedColumns.length > 0 && (keyOptions.length > 0 || !isOrdered))
    calls.push(call(imports.use("primaryKeyConstraint"), columns(key.constrainedColumns), keyOptions));
  for (const foreign of inline.compositeKeys) {
    const pairs = [columns(foreign.constrainedColumns), module.targets(foreign)].map((list) => `[${list.join(", ")}]`);
    calls.push(call(imports.use("foreignKeyConstraint"), pairs, module.foreignKeyOptions(table, foreign)));
  }
  for (const found of inline.uniqueConstraints)
    calls.push(
      call(imports.use("uniqueConstraint"), columns(found.columnNames), options("unique", found.columnNames, found)),
    );
  for (const found of facts.checkConstraints) {
    if (found.inherited === true || found.column !== undefined) continue;
    calls.push(call(imports.use("checkConstraint"), [sqlSource(found.sqltext, imports)], options("check", [], found)));
  }
  for (const found of facts.excludeConstraints) {
    if (found.inherited === true) continue;
    const pairs = found.elements.map(([sql, operator]) => `[${sqlSource(sql, imports)}, ${stringSource(operator)}]`);
    const own = options("exclude", [], found, { using: found.using });
    if (found.where !== undefined) own.push(`where: ${sqlSource(found.where, imports)}`);
    calls.push(call(imports.use("excludeConstraint"), pairs, own));
  }
  for (const found of inline.indexes) calls.push(indexSource(module, found, attributes));
  return calls;
}

interface Named {
  readonly name: string | null;
  readonly deferrable?: boolean | undefined;
  readonly initially?: string | undefined;
  readonly comment?: string | undefined;
  readonly dialectOptions?: Readonly<Record<string, unknown>> | undefined;
}

function call(name: string, args: readonly string[], members: readonly string[]): string {
  return callSource(name, args, members, INDENT);
}

/** How far constraints are from the margin, at most. */
const INDENT = 6;

const SORT = { desc: ".desc()", nulls_first: ".nullsFirst()", nulls_last: ".nullsLast()" } as const;

function indexSource({ imports }: Module, found: ReflectedIndex, attributes: ReadonlyMap<string, string>): string {
  const items = found.columnNames.map((name, i) => {
    if (name === null) return sqlSource(found.expressions![i]!, imports);
    const sorting = found.columnSorting?.get(name) ?? [];
    return `c.${attributes.get(name)!}${sorting.map((word) => SORT[word]).join("")}`;
  });
  const own = withAttributes(found.dialectOptions, attributes);
  const members = Object.entries<unknown>({
    unique: found.unique || undefined,
    postgresqlInclude: found.includeColumns?.map((name) => attributes.get(name) ?? name),
    ...own,
  })
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        `${name}: ${name.endsWith("Where") ? sqlSource(value as string, imports) : literalSource(value)}`,
    );
  return call(imports.use("index"), [stringSource(found.name), ...items], members);
}

/** Options that name columns, with their attributes. */
function withAttributes(
  options: Readonly<Record<string, unknown>> | undefined,
  attributes: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const changed: Record<string, unknown> = { ...options };
  const nameOf = (name: string): string => attributes.get(name) ?? name;
  const include = changed["postgresqlInclude"];
  if (Array.isArray(include)) changed["postgresqlInclude"] = include.map((name: string) => nameOf(name));
  for (const name of ["postgresqlOps", "mysqlLength"]) {
    const value = changed[name];
    if (typeof value === "object" && value !== null)
      changed[name] = Object.fromEntries(Object.entries(value).map(([key, each]) => [nameOf(key), each as unknown]));
  }
  return changed;
}
