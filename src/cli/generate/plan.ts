import type { Dialect } from "../../dialect/dialect.ts";
import type { Catalog } from "../../dialect/catalog.ts";
import type { ReflectedSequence } from "../../schema/reflected.ts";
import type { TableFacts } from "../../reflection/table-facts.ts";
import { CORE_NAMES } from "./imports.ts";
import { attributeName, camelCase, GLOBALS, isReserved, pascalCase, unique } from "./names.ts";
import { planRelationships } from "./plan-relationships.ts";
import { type Plan, referredTable, type TablePlan } from "./table-plan.ts";

export interface PlanOptions {
  /** Whether relationships are planned. */
  readonly relationships: boolean;
  /** All tables as Core tables. */
  readonly core: boolean;
}

/** Decides what each table becomes and how everything is called. */
export function planModels(
  facts: readonly TableFacts[],
  sequences: ReadonlyMap<string, ReflectedSequence>,
  dialect: Dialect,
  catalog: Catalog,
  options: PlanOptions,
): Plan {
  const taken = new Set<string>([...GLOBALS, ...CORE_NAMES]);
  const links = new Set(facts.filter((table) => isPureLink(table, facts)));
  const tables = facts.map((table): TablePlan => {
    const isLink = links.has(table) && !options.core && options.relationships;
    const isModel = !options.core && !isLink && hasKey(table);
    const attributes = new Set<string>();
    return {
      facts: table,
      name: unique(moduleName(table.name, isModel, taken), taken),
      isModel,
      columns: table.columns.map((column) => ({
        facts: column,
        attribute: unique(attributeName(column.name), attributes),
      })),
      relationships: [],
      taken: attributes,
      isLink,
    };
  });
  if (options.relationships && !options.core) planRelationships(tables);
  return { dialect, catalog, tables, sequences, taken };
}

function moduleName(table: string, isModel: boolean, taken: ReadonlySet<string>): string {
  const name = isModel ? pascalCase(table) : camelCase(table);
  return taken.has(name) || isReserved(name) ? `${name}${isModel ? "Model" : "Table"}` : name;
}

/** A partition has the key of the whole, and is none that rows are written to. */
function hasKey({ primaryKeys, views, tableOptions }: TableFacts): boolean {
  return (
    views === null && primaryKeys.constrainedColumns.length > 0 && tableOptions.postgresqlPartitionOf === undefined
  );
}

/** A table whose columns are those of two foreign keys, which nothing refers to. */
function isPureLink(table: TableFacts, all: readonly TableFacts[]): boolean {
  const [first, second, third] = table.foreignKeys;
  if (first === undefined || second === undefined || third !== undefined || table.views !== null) return false;
  const columns = [...first.constrainedColumns, ...second.constrainedColumns];
  const isWhole = new Set(columns).size === columns.length && columns.length === table.columns.length;
  const referred = all.some((other) => other.foreignKeys.some((key) => referredTable(key, all) === table));
  return (
    isWhole &&
    !referred &&
    [first, second].every((key) => {
      const target = referredTable(key, all);
      return target !== undefined && target !== table && hasKey(target);
    })
  );
}
