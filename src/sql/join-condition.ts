import { AmbiguousForeignKeysError, NoForeignKeysError } from "../errors/foreign-keys.ts";
import { BOOLEAN } from "../types/literal-type.ts";
import { binaryNode } from "./nodes/binary.ts";
import { boolListNode } from "./nodes/bool-list.ts";
import type { ColumnNode } from "./nodes/column.ts";
import type { TableNode } from "./nodes/table.ts";
import type { ExprNode, FromNode } from "./nodes/unions.ts";
import { AND, EQ } from "./operator.ts";
import { columnsOf } from "./selected-columns.ts";

/** How errors call a from-clause. */
export function describeFrom(from: FromNode): string {
  switch (from.kind) {
    case "table":
      return `"${from.name}"`;
    case "join":
      return `the join of ${describeFrom(from.left)} and ${describeFrom(from.right)}`;
    case "text":
      return "a text";
    default:
      return from.name === undefined ? `an unnamed ${from.kind}` : `"${from.name}"`;
  }
}

/** The table column that a column stands for, through aliases and subqueries. */
function rootColumn(column: ColumnNode): ColumnNode {
  let c = column;
  while (c.base !== undefined) {
    const base = c.base as ExprNode;
    if (base.kind === "column") c = base;
    else if (base.kind === "label" && base.element.kind === "column") c = base.element;
    else break;
  }
  return c;
}

function tablesOf(from: FromNode, out: Set<TableNode>): Set<TableNode> {
  for (const c of columnsOf(from)) {
    const t = rootColumn(c).table;
    if (t?.kind === "table") out.add(t);
  }
  return out;
}

function pairsBetween(a: FromNode, b: FromNode): (readonly (readonly [ColumnNode, ColumnNode])[])[] {
  const found: (readonly (readonly [ColumnNode, ColumnNode])[])[] = [];
  const aColumns = columnsOf(a);
  const bColumns = columnsOf(b);
  const locate = (list: readonly ColumnNode[], c: ColumnNode): ColumnNode | undefined =>
    list.find((x) => rootColumn(x) === c);
  const search = (owner: readonly ColumnNode[], other: readonly ColumnNode[], tables: Set<TableNode>): void => {
    for (const table of tables) {
      for (const fk of table.foreignKeys()) {
        const parents = fk.parent.map((c) => locate(owner, c));
        const referred = fk.referred.map((c) => locate(other, c));
        if (parents.every((c) => c !== undefined) && referred.every((c) => c !== undefined)) {
          found.push(parents.map((p, i) => [referred[i]!, p] as const));
        }
      }
    }
  };
  search(bColumns, aColumns, tablesOf(b, new Set()));
  if (a !== b) search(aColumns, bColumns, tablesOf(a, new Set()));
  return found;
}

/** Whether a foreign key leads from one to the other, either way. */
export function canJoin(a: FromNode, b: FromNode): boolean {
  return pairsBetween(a, b).length > 0;
}

/** The ON condition that the foreign keys between two from-clauses say. */
export function joinCondition(a: FromNode, b: FromNode): ExprNode {
  let found = pairsBetween(a, b);
  // With a join on the left, SQLAlchemy looks at its right-most part first.
  if (found.length > 1 && a.kind === "join") {
    const narrowed = pairsBetween(a.right, b);
    if (narrowed.length === 1) found = narrowed;
  }
  if (found.length === 0) {
    throw new NoForeignKeysError(
      `No foreign key leads from ${describeFrom(a)} to ${describeFrom(b)} or back. Give the ON condition: join(target, on).`,
    );
  }
  if (found.length > 1) {
    throw new AmbiguousForeignKeysError(
      `${found.length} foreign keys lead from ${describeFrom(a)} to ${describeFrom(b)}. Give the ON condition: join(target, on).`,
    );
  }
  const terms = found[0]!.map(([l, r]) => binaryNode(EQ, l, r, BOOLEAN));
  return terms.length === 1 ? terms[0]! : boolListNode(AND, terms, BOOLEAN);
}
