import { ArgumentError } from "../errors/argument.ts";
import { CompileError } from "../errors/compile.ts";
import type { ColumnNode } from "../sql/nodes/column.ts";
import type { DeleteNode, UpdateNode } from "../sql/nodes/dml.ts";
import type { ExprNode, FromNode } from "../sql/nodes/unions.ts";
import { describeFrom } from "../sql/join-condition.ts";
import type { ResultColumn } from "./compiled.ts";
import { findColumn, sortByPosition } from "./dml-values.ts";
import { collectFroms } from "./from-list.ts";
import { InsertCompiler } from "./insert-compiler.ts";

/** Writes UPDATE and DELETE. */
export abstract class UpdateCompiler extends InsertCompiler {
  protected update(node: UpdateNode, result: ResultColumn[] | undefined): string {
    const table = this.schemaTable(node.table);
    const columns = node.assignments.map((a) => a.column);
    const values = node.assignments.map((a) => a.value);
    const whereNames = new Set<string>();
    for (const key of this.options.columnKeys ?? []) {
      const column = findColumn(node, key);
      if (column === undefined || columns.includes(column) || whereNames.has(key)) continue;
      columns.push(column);
      values.push(this.parameter(column));
    }
    if (columns.length === 0 && this.options.columnKeys === undefined) {
      for (const c of node.table.kind === "table" ? node.table.columns : []) {
        columns.push(c);
        values.push(this.parameter(c));
      }
    } else this.addDefaults(table, columns, [values], "onupdate");
    if (!node.ordered) sortByPosition(node.table, columns, [values]);
    this.checkWhere(node, "update");
    const froms = this.extraFroms(node, [...values, ...node.where]);
    this.scope = { columns: [], froms: new Set([node.table, ...froms]), allFroms: new Set([node.table, ...froms]) };
    let text = `UPDATE ${this.dmlPrefixes(node.prefixes)}${this.updateTarget(node, froms)} SET `;
    text += columns.map((c, i) => `${this.setColumn(c, froms)}=${this.assigned(values[i]!, c, -1)}`).join(", ");
    if (froms.length > 0) text += this.updateFrom(froms);
    if (node.where.length > 0) text += ` WHERE ${this.conditions(node.where)}`;
    for (const e of node.extensions) text += ` ${this.extension(e.clause, e, node)}`;
    if (node.returning.length > 0) text += this.returning(node.returning, result, "UPDATE");
    return text;
  }
  protected updateTarget(node: UpdateNode, _froms: readonly FromNode[]): string {
    return this.from(node.table);
  }
  protected setColumn(column: ColumnNode, _froms: readonly FromNode[]): string {
    return this.target.quote(column.name);
  }
  protected updateFrom(froms: readonly FromNode[]): string {
    if (!this.target.sqlFeatures.updateFrom)
      throw new CompileError(`${this.target.name} has no UPDATE … FROM. Use a subquery in where().`);
    return ` FROM ${froms.map((f) => this.from(f)).join(", ")}`;
  }

  protected delete(node: DeleteNode, result: ResultColumn[] | undefined): string {
    this.checkWhere(node, "deleteFrom");
    const froms = [...new Set([...node.using, ...this.extraFroms(node, node.where)])];
    this.scope = { columns: [], froms: new Set([node.table, ...froms]), allFroms: new Set([node.table, ...froms]) };
    let text = `DELETE ${this.dmlPrefixes(node.prefixes)}FROM ${this.from(node.table)}`;
    if (froms.length > 0) {
      if (!this.target.sqlFeatures.deleteUsing)
        throw new CompileError(`${this.target.name} has no DELETE … USING. Use a subquery in where().`);
      text += ` USING ${froms.map((f) => this.from(f)).join(", ")}`;
    }
    if (node.where.length > 0) text += ` WHERE ${this.conditions(node.where)}`;
    for (const e of node.extensions) text += ` ${this.extension(e.clause, e, node)}`;
    if (node.returning.length > 0) text += this.returning(node.returning, result, "DELETE");
    return text;
  }

  private checkWhere(node: UpdateNode | DeleteNode, call: string): void {
    if (node.where.length > 0 || node.allRows || this.options.allowAllRows === true) return;
    throw new ArgumentError(
      `${call}() of ${describeFrom(node.table)} has no where(), and would change every row. Add where(…), or say .allRows() when every row is meant.`,
    );
  }

  private extraFroms(node: UpdateNode | DeleteNode, expressions: readonly ExprNode[]): FromNode[] {
    const found = new Set<FromNode>();
    for (const e of expressions) collectFroms(e, found);
    found.delete(node.table);
    return [...found];
  }
}
