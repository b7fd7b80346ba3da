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
  /** Nobody wants the keys and values of the rows afterwards. */
  readonly inBulk: boolean;
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

/** A node while it is made. */
type Made<N> = { -readonly [K in keyof N]: N[K] };

export function insertNode(fields: Partial<InsertNode> & Pick<InsertNode, "table">): InsertNode {
  return changedInsert(emptyDmlFields, fields);
}

/**
 * A node with other fields; what is not given stays. The fields are written out, here and below, because spreading objects of this size
 * costs several times the rest.
 */
export function changedInsert(base: Partial<InsertNode>, f: Partial<InsertNode>): InsertNode {
  const made: Made<InsertNode> = {
    kind: "insert",
    key: "",
    binds: undefined,
    anon: false,
    table: (f.table ?? base.table) as DmlTarget,
    entity: f.entity ?? base.entity,
    columns: f.columns ?? base.columns,
    rows: f.rows ?? base.rows ?? none,
    several: f.several ?? base.several ?? false,
    select: f.select ?? base.select,
    selectDefaults: f.selectDefaults ?? base.selectDefaults ?? true,
    sortByParameterOrder: f.sortByParameterOrder ?? base.sortByParameterOrder ?? false,
    inBulk: f.inBulk ?? base.inBulk ?? false,
    returning: f.returning ?? base.returning ?? none,
    ctes: f.ctes ?? base.ctes ?? none,
    prefixes: f.prefixes ?? base.prefixes ?? none,
    options: f.options ?? base.options ?? none,
    execOptions: f.execOptions ?? base.execOptions,
    extensions: f.extensions ?? base.extensions ?? none,
    hints: f.hints ?? base.hints ?? none,
  };
  const k = new KeyBuilder("I");
  k.node(made.table);
  if (made.columns !== undefined) k.list(made.columns);
  else k.text("?");
  if (made.several) k.text("*");
  for (const row of made.rows) k.list(row);
  if (made.select !== undefined) {
    if (!made.selectDefaults) k.text("-");
    k.node(made.select);
  }
  if (made.sortByParameterOrder) k.text("s");
  if (made.inBulk) k.text("b");
  commonKey(k, made);
  return finished(made, k);
}

function finished<N extends Node>(made: Made<N>, k: KeyBuilder): N {
  made.key = k.key;
  made.binds = k.binds;
  made.anon = k.anon;
  return made;
}

export function updateNode(fields: Partial<UpdateNode> & Pick<UpdateNode, "table">): UpdateNode {
  return changedUpdate(emptyDmlFields, fields);
}

export function changedUpdate(base: Partial<UpdateNode>, f: Partial<UpdateNode>): UpdateNode {
  const made: Made<UpdateNode> = {
    kind: "update",
    key: "",
    binds: undefined,
    anon: false,
    table: (f.table ?? base.table) as DmlTarget,
    entity: f.entity ?? base.entity,
    assignments: f.assignments ?? base.assignments ?? none,
    ordered: f.ordered ?? base.ordered ?? false,
    where: f.where ?? base.where ?? none,
    allRows: f.allRows ?? base.allRows ?? false,
    returning: f.returning ?? base.returning ?? none,
    ctes: f.ctes ?? base.ctes ?? none,
    prefixes: f.prefixes ?? base.prefixes ?? none,
    options: f.options ?? base.options ?? none,
    execOptions: f.execOptions ?? base.execOptions,
    extensions: f.extensions ?? base.extensions ?? none,
    hints: f.hints ?? base.hints ?? none,
  };
  const k = new KeyBuilder(`U${made.allRows ? "a" : ""}${made.ordered ? "o" : ""}`);
  k.node(made.table);
  for (const a of made.assignments) {
    k.node(a.column);
    k.text("=");
    k.node(a.value);
  }
  k.text("W");
  k.list(made.where);
  commonKey(k, made);
  if (k.anon)
    for (const from of heavyFroms(
      made.assignments.map((a) => a.value),
      made.where,
    ))
      k.node(from);
  return finished(made, k);
}

export function deleteNode(fields: Partial<DeleteNode> & Pick<DeleteNode, "table">): DeleteNode {
  return changedDelete(emptyDmlFields, fields);
}

export function changedDelete(base: Partial<DeleteNode>, f: Partial<DeleteNode>): DeleteNode {
  const made: Made<DeleteNode> = {
    kind: "delete",
    key: "",
    binds: undefined,
    anon: false,
    table: (f.table ?? base.table) as DmlTarget,
    entity: f.entity ?? base.entity,
    using: f.using ?? base.using ?? none,
    where: f.where ?? base.where ?? none,
    allRows: f.allRows ?? base.allRows ?? false,
    returning: f.returning ?? base.returning ?? none,
    ctes: f.ctes ?? base.ctes ?? none,
    prefixes: f.prefixes ?? base.prefixes ?? none,
    options: f.options ?? base.options ?? none,
    execOptions: f.execOptions ?? base.execOptions,
    extensions: f.extensions ?? base.extensions ?? none,
    hints: f.hints ?? base.hints ?? none,
  };
  const k = new KeyBuilder(made.allRows ? "Da" : "D");
  k.node(made.table);
  k.list(made.using);
  k.text("W");
  k.list(made.where);
  commonKey(k, made);
  if (k.anon) for (const from of heavyFroms(made.where)) k.node(from);
  return finished(made, k);
}
