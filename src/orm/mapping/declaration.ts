import { Table } from "../../schema/table.ts";
import type { FromClause } from "../../sql/from-clause.ts";
import type { EntityClass } from "../contract/mapper.ts";

/** What `Base.table` or `Base.map` was told, kept until the class is first used. */
export interface Declaration {
  /** What the class is read from: a table, a join, a subquery. */
  readonly from: FromClause | Table;
  readonly shape: object;
  /** The class made by `Base.table`, whose prototype holds the accessors. */
  readonly model: EntityClass;
  /** Keys of the shape that are no columns, in order: relationships and other attributes. */
  readonly otherKeys: readonly string[];
  options: { readonly polymorphic?: object | undefined; readonly mapper?: unknown };
  /** The class that was mapped: the first one in use below the model. */
  mapped: EntityClass | undefined;
}

const declarations = new WeakMap<object, Declaration>();

const byTable = new WeakMap<Table, Declaration>();

export function declare(model: EntityClass, declaration: Declaration): void {
  declarations.set(model, declaration);
  if (declaration.from instanceof Table) byTable.set(declaration.from, declaration);
}

/** The declaration that maps a table, whether or not its class is in use. */
export function declarationOfTable(table: Table): Declaration | undefined {
  return byTable.get(table);
}

/** The declaration of a class: its own or the nearest one that it extends. */
export function declarationOf(cls: object): Declaration | undefined {
  let at: object | null = cls;
  while (at !== null) {
    const found = declarations.get(at);
    if (found !== undefined) return found;
    at = Object.getPrototypeOf(at) as object | null;
  }
  return undefined;
}
