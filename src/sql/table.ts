import { ArgumentError } from "../errors/argument.ts";
import { checkName, exprOf, record, refuse } from "./coerce.ts";
import type { NamedElement } from "./column-element.ts";
import { FromClause, selectFrom } from "./from-clause.ts";
import type { Select } from "./select.ts";
import { columnNode } from "./nodes/column.ts";
import { type TableNode, tableNode } from "./nodes/table.ts";

type NamedColumns<C extends readonly NamedElement<string, unknown>[]> = { readonly [E in C[number] as E["key"]]: E };

interface TableClauseOptions {
  readonly schema?: string;
}

/** A table in name only, for statements about tables that have no MetaData. */
export class TableClause<C> extends FromClause<C> {
  readonly node: TableNode;
  constructor(node: TableNode) {
    super();
    this.node = node;
  }
  get name(): string {
    return this.node.name;
  }
  /** `SELECT` of all its columns. */
  select(): Select<[this]> {
    return selectFrom(this.node) as Select<[this]>;
  }
}

/** `table("t", column("id", integer()))`: a table in name only; `{ schema: "s" }` comes last. */
export function table<C extends readonly NamedElement<string, unknown>[]>(
  name: string,
  ...columns: C
): TableClause<NamedColumns<C>>;
export function table<C extends readonly NamedElement<string, unknown>[]>(
  name: string,
  ...items: readonly [...C, TableClauseOptions]
): TableClause<NamedColumns<C>>;
export function table(name: string, ...items: readonly unknown[]): unknown {
  const last = items.at(-1);
  const options = items.length > 0 && exprOf(last) === undefined ? record(last, "table()") : {};
  const unknown = Object.keys(options).find((key) => key !== "schema");
  if (unknown !== undefined)
    throw new ArgumentError(
      `table() has no option ${JSON.stringify(unknown)}; it takes columns, and { schema } at last.`,
    );
  const { schema } = options as TableClauseOptions;
  const node = tableNode(
    checkName(name, "table(): a name"),
    schema === undefined ? undefined : checkName(schema, "table(): schema: a name"),
    { anon: true },
  );
  (last !== undefined && exprOf(last) === undefined ? items.slice(0, -1) : items).forEach((c, i) => {
    const own = exprOf(c);
    if (own?.kind !== "column") return refuse("table(): a column(…)", c);
    const key = `${node.key}.${i}:${own.name.length}:${own.name}|${own.type.cacheKey}`;
    node.columns.push(columnNode(key, true, own.name, own.propKey, own.type, node));
  });
  return new TableClause(node);
}
