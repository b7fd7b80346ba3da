import { ArgumentError } from "../errors/argument.ts";
import { CompileError } from "../errors/compile.ts";
import type { ColumnNode } from "../sql/nodes/column.ts";
import type { DeleteNode, UpdateNode } from "../sql/nodes/dml.ts";
import type { ExprNode, FromNode } from "../sql/nodes/unions.ts";
import { describeFrom } from "../sql/join-condition.ts";
import type { ResultColumn } from "./compiled.ts";
import { findColumn, sortByPosition } from "./dml-values.ts";
import { collectFroms, leaves } from "../sql/from-list.ts";
import { InsertCompiler } from "./insert-compiler.ts";

/** Writes UPDATE and DELETE. */
export abstract class UpdateCompiler extends InsertCompiler {
  protected update(node: UpdateNode, result: ResultColumn[] | undefined): string {
    const table = this.schemaTable(node.table);
    const columns = node.assignments.map((a) => a.column);
    const values = node.assignments.map((a) => a.value);
    const keys = this.nested ? undefined : this.options.columnKeys;
    for (const key of keys ?? []) {
      const column = findColumn(node, key);
      if (column === undefined || columns.includes(column)) continue;
      columns.push(column);
      values.push(this.parameter(column));
    }
    if (columns.length === 0 && keys === undefined) {
      for (const c of node.table.kind === "table" ? node.table.columns : []) {
        columns.push(c);
        values.push(this.parameter(c));
      }
    } else {
      this.refuseComputed(table, columns);
      this.addDefaults(table, columns, [values], "onupdate");
    }
    if (!node.ordered) sortByPosition(node.table, columns, [values]);
    foreignFirst(node.table, columns, values);
    this.checkWhere(node, "update");
    const froms = this.extraFroms(node, [...node.where, ...values], columns);
    this.lint("UPDATE", [node.table, ...froms], node.where);
    this.enter(node.table, froms);
    let text = `UPDATE ${this.dmlPrefixes(node.prefixes)}${this.hinted(this.updateTarget(node, froms), node.hints)} SET `;
    text += columns.map((c, i) => this.assignment(node, c, values[i]!, froms)).join(", ");
    this.writeCtes(node.ctes);
    if (froms.length > 0) text += this.updateFrom(froms);
    if (node.where.length > 0) text += ` WHERE ${this.conditions(node.where)}`;
    text += this.extensions(node);
    if (node.returning.length > 0) text += this.returning(node.returning, result, "UPDATE");
    return text;
  }

  private assignment(node: UpdateNode, column: ColumnNode, value: ExprNode, froms: readonly FromNode[]): string {
    const other = column.table !== node.table && froms.includes(column.table!) ? column.table : undefined;
    if (other !== undefined && this.target.sqlFeatures.updateFrom) {
      throw new CompileError(
        `${this.target.name} does not support additional tables in the SET clause: ${JSON.stringify(column.propKey)} is a column of ${describeFrom(other)}. Update each table by itself.`,
      );
    }
    const name =
      other !== undefined && "name" in other && other.name !== undefined
        ? `${other.name}_${column.propKey}`
        : column.propKey;
    return `${this.setColumn(column, froms)}=${this.assigned(value, column, -1, name)}`;
  }

  /** Hook: what stands between UPDATE and SET. */
  protected updateTarget(node: UpdateNode, _froms: readonly FromNode[]): string {
    return this.from(node.table);
  }
  /** Hook: a column on the left side of SET. */
  protected setColumn(column: ColumnNode, _froms: readonly FromNode[]): string {
    return this.target.quote(column.name);
  }
  /** Hook: the other tables, behind SET. */
  protected updateFrom(froms: readonly FromNode[]): string {
    if (!this.target.sqlFeatures.updateFrom)
      throw new CompileError(`${this.target.name} has no UPDATE … FROM. Use a subquery in where().`);
    return ` FROM ${froms.map((f) => this.from(f)).join(", ")}`;
  }

  protected delete(node: DeleteNode, result: ResultColumn[] | undefined): string {
    this.checkWhere(node, "deleteFrom");
    this.writeCtes(node.ctes);
    const froms = this.extraFroms(node, node.where, [], node.using);
    this.lint("DELETE", [node.table, ...froms], node.where);
    this.enter(node.table, froms);
    let text = `DELETE ${this.dmlPrefixes(node.prefixes)}FROM ${this.hinted(this.deleteTarget(node, froms), node.hints)}`;
    if (froms.length > 0) {
      if (!this.target.sqlFeatures.deleteUsing)
        throw new CompileError(`${this.target.name} has no DELETE … USING. Use a subquery in where().`);
      text += ` ${this.deleteUsing(node, froms)}`;
    }
    if (node.where.length > 0) text += ` WHERE ${this.conditions(node.where)}`;
    text += this.extensions(node);
    if (node.returning.length > 0) text += this.returning(node.returning, result, "DELETE");
    return text;
  }
  /** Hook: what stands behind DELETE FROM. */
  protected deleteTarget(node: DeleteNode, _froms: readonly FromNode[]): string {
    return this.from(node.table);
  }
  /** Hook: the other tables. The default dialect shows them without saying how a database writes them. */
  protected deleteUsing(_node: DeleteNode, froms: readonly FromNode[]): string {
    return `, ${froms.map((f) => this.from(f)).join(", ")}`;
  }

  /** From here on, subqueries may refer to these tables. */
  protected enter(table: FromNode, froms: readonly FromNode[]): void {
    const all = new Set<FromNode>();
    for (const f of [table, ...froms]) leaves(f, all);
    this.scope = { columns: [], froms: all, allFroms: all };
  }

  private checkWhere(node: UpdateNode | DeleteNode, call: string): void {
    if (node.where.length > 0 || node.allRows || this.options.allowAllRows === true) return;
    throw new ArgumentError(
      `${call}() of ${describeFrom(node.table)} has no where(), and would change every row. Add where(…), or say .allRows() when every row is meant.`,
    );
  }

  /** The tables that the statement names besides its own, in order of appearance; joins stand for their parts. */
  private extraFroms(
    node: UpdateNode | DeleteNode,
    expressions: readonly ExprNode[],
    columns: readonly ColumnNode[],
    explicit: readonly FromNode[] = [],
  ): FromNode[] {
    const found = new Set<FromNode>(explicit);
    for (const e of expressions) collectFroms(e, found);
    for (const c of columns) if (c.table !== undefined && c.table !== node.table) found.add(c.table);
    const hidden = new Set<FromNode>();
    leaves(node.table, hidden);
    for (const f of found) {
      if (f.kind !== "join") continue;
      leaves(f.left, hidden);
      leaves(f.right, hidden);
    }
    return [...found].filter((f) => !hidden.has(f));
  }
}

/** Columns of other tables are written before those of the table itself. */
function foreignFirst(table: FromNode, columns: ColumnNode[], values: ExprNode[]): void {
  if (columns.every((c) => c.table === table || c.table === undefined)) return;
  const order = columns.map((_, i) => i);
  const isOwn = (i: number): number => (columns[i]!.table === table ? 1 : 0);
  order.sort((a, b) => isOwn(a) - isOwn(b));
  const sortedColumns = order.map((i) => columns[i]!);
  const sortedValues = order.map((i) => values[i]!);
  columns.splice(0, columns.length, ...sortedColumns);
  values.splice(0, values.length, ...sortedValues);
}
