import { checkName } from "./coerce.ts";
import type { NamedElement } from "./column-element.ts";
import { FromClause, selectFrom } from "./from-clause.ts";
import type { Select } from "./select.ts";
import { columnNode } from "./nodes/column.ts";
import { type TableNode, tableNode } from "./nodes/table.ts";
import type { ExprNode } from "./nodes/unions.ts";

type NamedColumns<C extends readonly NamedElement<string, unknown>[]> = { readonly [E in C[number] as E["key"]]: E };

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

/** `table("t", column("id", integer()))`: a table in name only. */
export function table<C extends readonly NamedElement<string, unknown>[]>(
  name: string,
  ...columns: C
): TableClause<NamedColumns<C>> {
  const node = tableNode(checkName(name, "table(): a name"), undefined, { anon: true });
  columns.forEach((c, i) => {
    const own = c.node as Extract<ExprNode, { kind: "column" }>;
    const key = `${node.key}.${i}:${own.name.length}:${own.name}|${own.type.cacheKey}`;
    (node.columns as unknown[]).push(columnNode(key, true, own.name, own.propKey, own.type, node));
  });
  return new TableClause(node);
}
