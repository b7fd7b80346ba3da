import { CompileError } from "../errors/compile.ts";
import type { ColumnNode } from "../sql/nodes/column.ts";
import type { Assignment, DmlFields, ExtensionNode, InsertNode } from "../sql/nodes/dml.ts";
import type { ExprNode, FromNode, QueryNode } from "../sql/nodes/unions.ts";
import type { ConflictTarget, OnConflictNode, OnDuplicateKeyNode, UpsertNode } from "../sql/nodes/upsert.ts";
import { GROUP } from "../sql/operator.ts";
import { isProposedRow, proposedRow } from "../sql/proposed-row.ts";
import { DmlValues } from "./dml-values.ts";
import type { Place } from "./expression-compiler.ts";

const bare: Place = { bare: true };

/** Writes what an INSERT does about a row that is there already, and the other clauses that not every database has. */
export abstract class UpsertCompiler extends DmlValues {
  /** How columns of the row that was to be inserted are written; undefined: as columns of an alias named "excluded". */
  private proposedColumn: ((name: string) => string) | undefined;

  /** Columns are written without their table (RETURNING on SQLite). */
  protected withoutTables = false;

  /** The clauses between the values (or WHERE) and RETURNING. `given`: the columns that an INSERT has values for, defaults aside. */
  protected extensions(node: DmlFields, given: readonly ColumnNode[] = []): string {
    let text = "";
    for (const e of node.extensions) text += ` ${this.extension(e, node, given)}`;
    return text;
  }

  private extension(e: ExtensionNode, node: DmlFields, given: readonly ColumnNode[]): string {
    const f = this.target.sqlFeatures;
    switch (e.kind) {
      case "onConflict":
        if (!f.onConflict) throw this.lacks("ON CONFLICT", "Use orUpdate() or orIgnore(), which every database has.");
        return this.onConflict(e, node);
      case "onDuplicateKey":
        if (!f.onDuplicateKey) throw this.lacks("ON DUPLICATE KEY UPDATE", "Use orUpdate(), which every database has.");
        return this.onDuplicateKey(e, node as InsertNode);
      case "upsert":
        return this.upsert(e, node as InsertNode, given);
      case "dmlLimit":
        if (!f.dmlLimit) throw this.lacks("LIMIT in UPDATE and DELETE", "Use a subquery in where().");
        return `LIMIT ${this.writtenOut(() => this.expr(e.count))}`;
    }
  }
  private lacks(clause: string, hint: string): CompileError {
    return new CompileError(`${this.target.name} has no ${clause}. ${hint}`);
  }

  // --- ON CONFLICT ------------------------------------------------------------------------------------------------

  private onConflict(e: OnConflictNode, node: DmlFields): string {
    const target = this.conflictTarget(e.target);
    if (e.set === undefined) return `ON CONFLICT${target} DO NOTHING`;
    let text = `ON CONFLICT${target} DO UPDATE SET ${this.conflictSet(node.table, e.set)}`;
    if (e.where !== undefined) text += ` WHERE ${this.unqualified(() => this.expr(e.where!))}`;
    return text;
  }

  private conflictTarget(target: ConflictTarget): string {
    if (target.constraint !== undefined) return ` ${this.onConstraint(target.constraint)}`;
    if (target.elements.length === 0) return "";
    const items = target.elements.map((x) => this.expr(x, bare)).join(", ");
    return ` (${items})${target.where === undefined ? "" : ` WHERE ${this.conflictWhere(target.where)}`}`;
  }
  /** Hook: a constraint named in ON CONFLICT. */
  protected onConstraint(name: string): string {
    return `ON CONSTRAINT ${this.target.quote(name)}`;
  }
  /** Hook: the condition of the partial index that is meant. */
  protected conflictWhere(where: ExprNode): string {
    return this.expr(where, bare);
  }

  private conflictSet(table: FromNode, set: readonly Assignment[]): string {
    return this.assignments(
      table,
      set.map((a) => a.column),
      set.map((a) => a.value),
      false,
      (c, v) => `${this.target.quote(c.name)} = ${this.unqualified(() => this.otherValue(v))}`,
    );
  }

  /** A new value that is not one of VALUES: its bind is called param_1. */
  protected otherValue(value: ExprNode): string {
    if (value.kind !== "bind") return this.operand(value, GROUP);
    const text = this.bind(value);
    this.attachDefault(value);
    return text;
  }

  // --- ON DUPLICATE KEY UPDATE ------------------------------------------------------------------------------------

  private onDuplicateKey(e: OnDuplicateKeyNode, node: InsertNode): string {
    return this.duplicateKey(
      node,
      e.set.map((a) => a.column),
      e.set.map((a) => a.value),
      e.ordered,
    );
  }

  private duplicateKey(node: InsertNode, columns: ColumnNode[], values: ExprNode[], ordered: boolean): string {
    const alias = node.select === undefined ? this.newRowAlias(node) : undefined;
    this.proposedColumn = (name) =>
      alias === undefined ? `VALUES(${this.target.quote(name)})` : `${alias}.${this.target.quote(name)}`;
    const set = this.assignments(node.table, columns, values, ordered, (c, v) => {
      return `${this.target.quote(c.name)} = ${this.unqualified(() => this.otherValue(v))}`;
    });
    this.proposedColumn = undefined;
    return `${alias === undefined ? "" : `AS ${alias} `}ON DUPLICATE KEY UPDATE ${set}`;
  }
  /** Hook: the name that the new row is given, where VALUES(column) is not how its values are read. */
  protected newRowAlias(_node: InsertNode): string | undefined {
    return undefined;
  }

  protected override column(node: ColumnNode, place: Place): string {
    if (this.proposedColumn !== undefined && isProposedRow(node.table)) return this.proposedColumn(node.name);
    return super.column(node, this.withoutTables ? bare : place);
  }
  protected override subquery(query: QueryNode): string {
    const before = this.withoutTables;
    this.withoutTables = false;
    const text = super.subquery(query);
    this.withoutTables = before;
    return text;
  }

  // --- the portable upsert ----------------------------------------------------------------------------------------

  private upsert(e: UpsertNode, node: InsertNode, given: readonly ColumnNode[]): string {
    const set = e.set === undefined ? [] : this.upsertSet(e, node, given);
    if (this.target.sqlFeatures.onConflict) {
      const target = e.on.length === 0 ? "" : ` (${e.on.map((c) => this.expr(c, bare)).join(", ")})`;
      if (set.length === 0) return `ON CONFLICT${target} DO NOTHING`;
      return `ON CONFLICT${target} DO UPDATE SET ${this.conflictSet(node.table, set)}`;
    }
    if (!this.target.sqlFeatures.onDuplicateKey) throw this.lacks("upsert", "Select the row first.");
    // INSERT IGNORE would ignore other errors too; setting a key to what it is changes nothing.
    const kept = e.on[0] ?? this.anyKey(node);
    const written = set.length === 0 ? [{ column: kept, value: kept }] : set;
    return this.duplicateKey(
      node,
      written.map((a) => a.column),
      written.map((a) => a.value),
      false,
    );
  }

  /** What orUpdate() writes: what was given, or the new row's own values; `onupdate` of columns besides, as in an UPDATE. */
  private upsertSet(e: UpsertNode, node: InsertNode, given: readonly ColumnNode[]): Assignment[] {
    const table = this.schemaTable(node.table);
    const keys = new Set<ColumnNode>(e.on);
    for (const c of table?.primaryKey ?? []) keys.add(c.node as ColumnNode);
    const row = proposedRow(node.table).node;
    const source = row.kind === "alias" ? row.columns : [];
    const own = node.table.kind === "table" ? node.table.columns : [];
    const set: Assignment[] =
      e.set === "all"
        ? given.filter((c) => !keys.has(c)).map((column) => ({ column, value: source[own.indexOf(column)]! }))
        : [...(e.set ?? [])];
    if (set.length === 0) return set;
    for (const column of table?.columns ?? []) {
      const target = column.node as ColumnNode;
      if (column.onupdate === undefined || set.some((a) => a.column === target)) continue;
      const value = this.defaultValue(column, "onupdate")!;
      set.push({ column: target, value });
    }
    return set;
  }

  private anyKey(node: InsertNode): ColumnNode {
    const key = this.schemaTable(node.table)?.primaryKey[0]?.node as ColumnNode | undefined;
    const first = key ?? (node.table.kind === "table" ? node.table.columns[0] : undefined);
    if (first !== undefined) return first;
    throw new CompileError(`orIgnore() on ${this.target.name} needs \`on\`, as the table says nothing of its columns.`);
  }

  /** Tables in these clauses are named without their schema. */
  private unqualified(write: () => string): string {
    const before = this.withoutSchema;
    this.withoutSchema = true;
    const text = write();
    this.withoutSchema = before;
    return text;
  }
}
