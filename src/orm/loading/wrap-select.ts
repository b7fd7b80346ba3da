import { ColumnElement } from "../../sql/column-element.ts";
import type { EntityNode } from "../../sql/entity.ts";
import type { Node } from "../../sql/node.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import { type SelectItem, selectNode, type SelectNode } from "../../sql/nodes/select.ts";
import type { ExprNode } from "../../sql/nodes/unions.ts";
import { Select } from "../../sql/select.ts";
import { iterate, replace } from "../../sql/traverse.ts";
import { CompositeAttribute, compositeOf } from "../mapping/composite.ts";
import { EntityRef, entityRefOf, slotsOf } from "../mapping/entity-ref.ts";

/** A select around a subquery that holds the original one. */
export interface WrappedSelect {
  readonly node: SelectNode;
  /** The entities of its items, as they stand outside. */
  readonly refs: readonly (EntityRef | undefined)[];
}

/** Puts a select with its limit into a subquery, and selects the same items from it in the same order. */
export function wrapInSubquery(node: SelectNode, items: readonly SelectItem[]): WrappedSelect {
  const extra = orderColumns(node, items);
  const inner = selectNode({ columns: [...items, ...extra], options: [], execOptions: undefined }, node);
  const subquery = new Select(inner).subquery();
  const proxies = subquery.node.columns;
  let at = 0;
  const refs: (EntityRef | undefined)[] = [];
  const outside: SelectItem[] = items.map((item) => {
    const ref = entityRefOf(item);
    if (ref === undefined) {
      refs.push(undefined);
      const composite = compositeOf(item);
      if (composite === undefined) return proxies[at++] as ColumnNode;
      const own = (item as EntityNode).columns.map(() => new ColumnElement<unknown>(proxies[at++] as ColumnNode));
      return CompositeAttribute.over(composite, own, subquery.node);
    }
    const columns: ColumnElement<unknown>[] = [];
    const slots = slotsOf(item as EntityNode);
    for (const slot of slots) columns[slot] = new ColumnElement(proxies[at++] as ColumnNode);
    const outer = new EntityRef(ref.mapper, subquery, true, columns);
    refs.push(outer);
    return outer.nodeOf(slots);
  });
  const orderBy = node.orderBy.map(
    (order) =>
      replace(order as Node, (child) =>
        child.kind === "column" ? proxies.find((proxy) => proxy.base === child) : undefined,
      ) as ExprNode,
  );
  return {
    node: selectNode({ columns: outside, orderBy, labelStyle: node.labelStyle, execOptions: node.execOptions }),
    refs,
  };
}

/** Columns that only ORDER BY names: the subquery must give them too. */
function orderColumns(node: SelectNode, items: readonly SelectItem[]): ColumnNode[] {
  const have = new Set<unknown>(
    items.flatMap((item) => (item.kind === "entity" ? [...item.columns] : [item as unknown])),
  );
  const out: ColumnNode[] = [];
  for (const order of node.orderBy) {
    for (const child of iterate(order)) {
      if (child.kind !== "column" || have.has(child)) continue;
      have.add(child);
      out.push(child as ColumnNode);
    }
  }
  return out;
}
