import type { Column } from "../../schema/column.ts";
import type { ColumnElement } from "../../sql/column-element.ts";
import type { BinaryNode } from "../../sql/nodes/binary.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import type { ExprNode, FromNode } from "../../sql/nodes/unions.ts";
import { AND, EQ } from "../../sql/operator.ts";
import { iterate } from "../../sql/traverse.ts";
import { isForeign, isRemote, tableColumn } from "./annotations.ts";

/** To which side a column of a join condition belongs: this object, its association row, or the other. */
export type Side = "local" | "secondary" | "target";

/** An equality of a condition that a flush can carry out: the foreign key gets the value of the other column. */
export interface Equated {
  readonly referred: ColumnNode;
  readonly foreign: ColumnNode;
}

/** A join condition as it was written, read. */
export interface WrittenJoin {
  readonly condition: ColumnElement<boolean>;
  readonly sides: ReadonlyMap<ColumnNode, Side>;
  readonly equated: readonly Equated[];
  /** Equalities whose foreign key is on the side that the kind of relationship has no foreign key on. */
  readonly reversed: readonly Equated[];
  /** It says nothing but the equalities. */
  readonly simple: boolean;
}

/** What a condition joins. */
export interface JoinSides {
  /** From-clauses of the side that is referred to, and of the side with the foreign key. */
  readonly referred: { readonly side: Side; readonly has: (from: FromNode) => boolean };
  readonly foreign: { readonly side: Side; readonly has: (from: FromNode) => boolean };
  /** What `foreignKeys` says. */
  readonly only: readonly Column<string, unknown>[] | undefined;
}

/** Reads a condition: which column belongs to which side, and which are kept equal. */
export function readJoin(condition: ColumnElement<boolean>, given: JoinSides): WrittenJoin {
  const { node } = condition;
  const columns = [...iterate(node)].filter(
    (child): child is ColumnNode => child.kind === "column" && (child as ColumnNode).table !== undefined,
  );
  const hasForeignMarks = columns.some(isForeign);
  const sides = new Map<ColumnNode, Side>();
  const hasRemoteMarks = columns.some(isRemote);
  const other: Side = given.referred.side === "local" ? given.foreign.side : given.referred.side;
  const both = (from: FromNode): boolean => given.referred.has(from) && given.foreign.has(from);
  for (const column of columns) {
    const from = column.table as FromNode;
    if (isRemote(column)) sides.set(column, other);
    else if (both(from)) sides.set(column, given.foreign.side === "secondary" ? given.referred.side : "local");
    else if (given.referred.has(from)) sides.set(column, given.referred.side);
    else if (given.foreign.has(from)) sides.set(column, given.foreign.side);
  }
  const equalities = [...iterate(node)].filter(
    (child): child is BinaryNode =>
      child.kind === "binary" &&
      (child as BinaryNode).op === EQ &&
      (child as BinaryNode).left.kind === "column" &&
      (child as BinaryNode).right.kind === "column",
  );
  const refers = (foreign: ColumnNode, referred: ColumnNode): boolean => {
    const column = tableColumn(foreign);
    const target = tableColumn(referred);
    if (hasForeignMarks) return isForeign(foreign);
    if (column === undefined || target === undefined) return false;
    if (given.only !== undefined) return given.only.includes(column);
    return column.foreignKeys.some((key) => key.column === target);
  };
  if (!hasRemoteMarks) {
    // Both sides are one table: the foreign key tells which column is whose.
    for (const { left, right } of equalities as { left: ColumnNode; right: ColumnNode }[]) {
      if (sides.get(left) !== "local" || sides.get(right) !== "local") continue;
      if (!both(left.table as FromNode) || !both(right.table as FromNode)) continue;
      const foreign = refers(left, right) ? left : refers(right, left) ? right : undefined;
      if (foreign === undefined) continue;
      sides.set(foreign, given.foreign.side);
      sides.set(foreign === left ? right : left, given.referred.side);
    }
  }
  const between = (equalities as { left: ColumnNode; right: ColumnNode }[]).flatMap(({ left, right }) => {
    const a = sides.get(left);
    const b = sides.get(right);
    if (a === given.foreign.side && b === given.referred.side) return [{ foreign: left, referred: right }];
    if (b === given.foreign.side && a === given.referred.side) return [{ foreign: right, referred: left }];
    return [];
  });
  let equated = between.filter((pair) => refers(pair.foreign, pair.referred));
  const reversed = between
    .filter((pair) => !equated.includes(pair) && refers(pair.referred, pair.foreign))
    .map((pair) => ({ foreign: pair.referred, referred: pair.foreign }));
  // Where nothing is declared, the kind of the relationship says on which side the foreign key is.
  if (equated.length === 0 && reversed.length === 0 && !hasForeignMarks && given.only === undefined) equated = between;
  const simple = conjuncts(node).length === equated.length && equated.length > 0 && reversed.length === 0;
  return { condition, sides, equated, reversed, simple };
}

function conjuncts(node: ExprNode): readonly ExprNode[] {
  return node.kind === "boolList" && node.op === AND ? node.items.flatMap(conjuncts) : [node];
}
