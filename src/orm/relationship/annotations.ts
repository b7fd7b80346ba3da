import { ArgumentError } from "../../errors/argument.ts";
import { columnOfNode } from "../../schema/column-registry.ts";
import type { Column } from "../../schema/column.ts";
import { ColumnElement, NamedElement } from "../../sql/column-element.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import type { ExprNode } from "../../sql/nodes/unions.ts";
import { replace } from "../../sql/traverse.ts";
import { describeValue } from "../../util/describe.ts";

interface Marks {
  readonly original: ColumnNode;
  readonly foreign: boolean;
  readonly remote: boolean;
}

/** Marked occurrences of columns: copies of their nodes, so that one column may stand in a condition marked and unmarked. */
const marked = new WeakMap<object, Marks>();

/**
 * Marks a column in `primaryjoin` as the foreign key: the one that gets the other's value.
 *
 * ```ts
 * get host() {
 *   return manyToOne(() => Host, { primaryjoin: () => foreign(Request.c.ip).eq(Host.c.ip) });
 * }
 * ```
 */
export function foreign<E extends ColumnElement<unknown>>(column: E): E {
  return mark(column, "foreign");
}

/**
 * Marks a column in `primaryjoin` as one of the other side; needed where both sides are the same table and columns other
 * than the foreign key, or the same column, stand for both.
 *
 * ```ts
 * get descendants() {
 *   return oneToMany(() => Entry, {
 *     viewonly: true,
 *     primaryjoin: () => remote(foreign(Entry.c.path)).like(Entry.c.path.concat("/%")),
 *   });
 * }
 * ```
 */
export function remote<E extends ColumnElement<unknown>>(column: E): E {
  return mark(column, "remote");
}

function mark<E extends ColumnElement<unknown>>(column: E, what: "foreign" | "remote"): E {
  const { node } = column as ColumnElement<unknown>;
  let found = false;
  const made = replace(node, (child) => {
    if (child.kind !== "column" || (child as ColumnNode).table === undefined) return undefined;
    found = true;
    return markNode(child as ColumnNode, what);
  });
  if (!found) {
    throw new ArgumentError(
      `${what}() marks a column of a mapped class, such as ${what}(Task.c.userId); given was ${describeValue(column)}.`,
      "join-condition",
    );
  }
  const key = (column as { readonly key?: unknown }).key;
  return (typeof key === "string" ? new NamedElement(made, key) : new ColumnElement(made)) as unknown as E;
}

function markNode(node: ColumnNode, what: "foreign" | "remote"): ColumnNode {
  const before = marked.get(node);
  const copy: ColumnNode = { ...node };
  marked.set(copy, {
    original: before?.original ?? node,
    foreign: what === "foreign" || before?.foreign === true,
    remote: what === "remote" || before?.remote === true,
  });
  return copy;
}

export function isForeign(node: ColumnNode): boolean {
  return marked.get(node)?.foreign === true;
}

export function isRemote(node: ColumnNode): boolean {
  return marked.get(node)?.remote === true;
}

/** The column itself, without marks. */
export function unmarked(node: ColumnNode): ColumnNode {
  return marked.get(node)?.original ?? node;
}

/** A condition as it is sent. */
export function withoutMarks(node: ExprNode): ExprNode {
  return replace(node, (child) => (child.kind === "column" ? marked.get(child)?.original : undefined));
}

/** The column of a table that a node of a condition is, marked or not; undefined for columns of aliases and subqueries. */
export function tableColumn(node: ColumnNode): Column<string, unknown> | undefined {
  return columnOfNode(unmarked(node));
}
