import { ObjectKind } from "../dialect/catalog.ts";
import type { Inspector, MultiOptions } from "../reflection/inspector.ts";
import type { SqlType } from "../types/sql-type.ts";
import { ok } from "./assert.ts";
import type { CheckContext } from "./context.ts";
import { database, type Requirement } from "./requirement.ts";

/** What a check of the catalog requires. */
export const reflection: Requirement = database("reflection");

/** A type as the database would write it. */
export function typeText(c: CheckContext, type: SqlType): string {
  return type.kind === "null" ? "(no type)" : c.dialect.typeSql(type);
}

/** All that the catalog tells of tables and views of these names. */
export async function factsOf(
  c: CheckContext,
  filterNames: readonly string[],
  schema?: string,
): Promise<Record<string, unknown>> {
  const inspector = await c.inspector();
  const options = { filterNames, kind: ObjectKind.ANY, schema };
  const columns = await inspector.getMultiColumns(options);
  return {
    columns: new Map(
      [...columns].map(([table, list]) => [
        table,
        list.map((column) => ({ ...column, type: typeText(c, column.type) })),
      ]),
    ),
    primaryKeys: await inspector.getMultiPkConstraint(options),
    foreignKeys: await inspector.getMultiForeignKeys(options),
    uniqueConstraints: await inspector.getMultiUniqueConstraints(options),
    checkConstraints: await inspector.getMultiCheckConstraints(options),
    excludeConstraints: await inspector.getMultiExcludeConstraints(options),
    indexes: await inspector.getMultiIndexes(options),
    comments: await inspector.getMultiTableComment(options),
    options: await inspector.getMultiTableOptions(options),
  };
}

/** Methods of an inspector that take the name of a table, with those that answer for many. */
export const methods: readonly (readonly [one: string, many: string])[] = [
  ["getColumns", "getMultiColumns"],
  ["getPkConstraint", "getMultiPkConstraint"],
  ["getForeignKeys", "getMultiForeignKeys"],
  ["getIndexes", "getMultiIndexes"],
  ["getUniqueConstraints", "getMultiUniqueConstraints"],
  ["getCheckConstraints", "getMultiCheckConstraints"],
  ["getExcludeConstraints", "getMultiExcludeConstraints"],
  ["getTableComment", "getMultiTableComment"],
  ["getTableOptions", "getMultiTableOptions"],
] satisfies readonly (readonly [keyof Inspector, keyof Inspector])[];

/** Asks an inspector by a method of that name. */
export async function ask(inspector: Inspector<"async">, method: string, ...given: unknown[]): Promise<unknown> {
  return await (inspector as unknown as Record<string, (...all: unknown[]) => unknown>)[method]!(...given);
}
/** The same for many tables: what is said of each, by its name. */
export async function askMany(
  inspector: Inspector<"async">,
  method: string,
  options?: MultiOptions,
): Promise<ReadonlyMap<string, unknown>> {
  return (await ask(inspector, method, options)) as ReadonlyMap<string, unknown>;
}

/** The names among others that the check has made. */
export function among(found: readonly string[], wanted: readonly string[]): readonly string[] {
  return found.filter((name) => wanted.includes(name));
}

/** The one of that name; a failure without it. */
export function named<T extends { readonly name: string | null }>(found: readonly T[], name: string): T {
  const one = found.find((each) => each.name === name);
  ok(one !== undefined, `${name} is not among ${found.map((each) => each.name).join(", ") || "none"}`);
  return one;
}
