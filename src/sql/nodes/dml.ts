import type { EntityNode } from "../entity.ts";
import type { Node } from "../node.ts";
import type { ColumnNode } from "./column.ts";
import { type Affix, heavyFroms, type Hint, KeyBuilder, type StatementOption } from "./select.ts";
import type { CteNode } from "./subquery.ts";
import type { ExprNode, FromNode, QueryNode } from "./unions.ts";
import type { DmlLimitNode, OnConflictNode, OnDuplicateKeyNode, UpsertNode } from "./upsert.ts";

export type DmlTarget = FromNode;
export type ReturningItem = ExprNode | EntityNode | FromNode;

/** One column and its new value. */
export interface Assignment {
  readonly column: ColumnNode;
  readonly value: ExprNode;
}

/** A clause that only some databases have, at the end of a statement. */
export type ExtensionNode = OnConflictNode | OnDuplicateKeyNode | UpsertNode | DmlLimitNode;

/** What the DML statements have in common. */
export interface DmlFields {
  readonly table: DmlTarget;
  /** The entity, where the target was one. */
  readonly entity: EntityNode | undefined;
  readonly returning: readonly ReturningItem[];
  readonly ctes: readonly { readonly cte: CteNode; readonly nestHere: boolean }[];
  readonly prefixes: readonly Affix[];
  readonly options: readonly StatementOption[];
  readonly execOptions: Readonly<Record<string, unknown>> | undefined;
  readonly extensions: readonly ExtensionNode[];
  /** Hints for the table, by dialect. */
  readonly hints: readonly Hint[];
}

export interface InsertNode extends Node, DmlFields {
  readonly kind: "insert";
  /** Columns that values were given for, in the order of the table. undefined: none were given. */
  readonly columns: readonly ColumnNode[] | undefined;
  /** One list for each row, in the order of `columns`. */
  readonly rows: readonly (readonly ExprNode[])[];
  /** values() was given a list, even if of one row. */
  readonly several: boolean;
  readonly select: QueryNode | undefined;
  /** INSERT … SELECT gives columns that it does not name their client-side defaults. */
  readonly selectDefaults: boolean;
  readonly sortByParameterOrder: boolean;
}

export interface UpdateNode extends Node, DmlFields {
  readonly kind: "update";
  readonly assignments: readonly Assignment[];
  readonly ordered: boolean;
  readonly where: readonly ExprNode[];
  readonly allRows: boolean;
}

export interface DeleteNode extends Node, DmlFields {
  readonly kind: "delete";
  readonly using: readonly FromNode[];
  readonly where: readonly ExprNode[];
  readonly allRows: boolean;
}

const none: readonly never[] = Object.freeze([]);
/** DML fields of which nothing was said yet. */
export const emptyDmlFields: Omit<DmlFields, "table"> = {
  entity: undefined,
  returning: none,
  ctes: none,
  prefixes: none,
  options: none,
  execOptions: undefined,
  extensions: none,
  hints: none,
};

/** Adds what all DML statements have to a key. */
export function commonKey(k: KeyBuilder, f: DmlFields): void {
  for (const e of f.extensions) k.node(e);
  if (f.returning.length > 0) {
    k.text("R");
    k.list(f.returning);
  }
  for (const c of f.ctes) {
    k.text(c.nestHere ? "Wn" : "Wc");
    k.node(c.cte);
  }
  for (const p of f.prefixes) {
    k.text(`P${p.dialect ?? ""}:`);
    k.node(p.node);
  }
  for (const h of f.hints) k.text(`H${h.dialect ?? ""}:${h.text.length}:${h.text}`);
  for (const o of f.options) k.option(o);
}

export function insertNode(fields: Partial<InsertNode> & Pick<InsertNode, "table">): InsertNode {
  const f = {
    columns: undefined,
    rows: none as InsertNode["rows"],
    several: false,
    select: undefined,
    selectDefaults: true,
    sortByParameterOrder: false,
    ...emptyDmlFields,
    ...fields,
  };
  const k = new KeyBuilder("I");
  k.node(f.table);
  if (f.columns !== undefined) k.list(f.columns);
  else k.text("?");
  if (f.several) k.text("*");
  for (const row of f.rows) k.list(row);
  if (f.select !== undefined) {
    if (!f.selectDefaults) k.text("-");
    k.node(f.select);
  }
  if (f.sortByParameterOrder) k.text("s");
  commonKey(k, f);
  return { ...f, kind: "insert", key: k.key, binds: k.binds, anon: k.anon };
}

export function updateNode(fields: Partial<UpdateNode> & Pick<UpdateNode, "table">): UpdateNode {
  const f = {
    assignments: none as readonly Assignment[],
    ordered: false,
    where: none as readonly ExprNode[],
    allRows: false,
    ...emptyDmlFields,
    ...fields,
  };
  const k = new KeyBuilder(`U${f.allRows ? "a" : ""}${f.ordered ? "o" : ""}`);
  k.node(f.table);
  for (const a of f.assignments) {
    k.node(a.column);
    k.text("=");
    k.node(a.value);
  }
  k.text("W");
  k.list(f.where);
  commonKey(k, f);
  if (k.anon)
    for (const from of heavyFroms(
      f.assignments.map((a) => a.value),
      f.where,
    ))
      k.node(from);
  return { ...f, kind: "update", key: k.key, binds: k.binds, anon: k.anon };
}

export function deleteNode(fields: Partial<DeleteNode> & Pick<DeleteNode, "table">): DeleteNode {
  const f = {
    using: none as readonly FromNode[],
    where: none as readonly ExprNode[],
    allRows: false,
    ...emptyDmlFields,
    ...fields,
  };
  const k = new KeyBuilder(f.allRows ? "Da" : "D");
  k.node(f.table);
  k.list(f.using);
  k.text("W");
  k.list(f.where);
  commonKey(k, f);
  if (k.anon) for (const from of heavyFroms(f.where)) k.node(from);
  return { ...f, kind: "delete", key: k.key, binds: k.binds, anon: k.anon };
}
