import type { ColumnNode } from "../sql/nodes/column.ts";
import type { InsertNode, ReturningItem } from "../sql/nodes/dml.ts";
import type { ExprNode } from "../sql/nodes/unions.ts";
import type { InsertInfo, ResultColumn } from "./compiled.ts";
import { DmlValues, findColumn, sortByPosition } from "./dml-values.ts";

/** Writes INSERT. */
export abstract class InsertCompiler extends DmlValues {
  protected insertInfo: InsertInfo | undefined;

  protected insert(node: InsertNode, result: ResultColumn[] | undefined): string {
    const table = this.schemaTable(node.table);
    const columns: ColumnNode[] = [...(node.columns ?? [])];
    const rows: ExprNode[][] = node.rows.map((r) => [...r]);
    const defaults: { column: ColumnNode; slot: number }[] = [];
    const keys = this.options.columnKeys;
    if (node.select === undefined) {
      if (keys !== undefined) {
        if (rows.length === 0) rows.push([]);
        for (const key of keys) {
          const column = findColumn(node, key);
          if (column === undefined || columns.includes(column)) continue;
          columns.push(column);
          for (const row of rows) row.push(this.parameter(column));
        }
      } else if (node.columns === undefined) {
        // Without values and without parameters: a parameter for every column, as str(insert(t)) shows.
        rows.push([]);
        for (const c of node.table.kind === "table" ? node.table.columns : []) {
          columns.push(c);
          rows[0]!.push(this.parameter(c));
        }
      }
      if (rows.length === 0) rows.push([]);
      this.addDefaults(table, columns, rows, "default");
      sortByPosition(node.table, columns, rows);
    }
    let text = `INSERT ${this.insertPrefix(node)}${this.dmlPrefixes(node.prefixes)}INTO ${this.fromName(node.table)}`;
    if (node.select !== undefined) {
      const query = this.query(node.select, undefined);
      text += ` (${columns.map((c) => this.target.quote(c.name)).join(", ")}) `;
      text += this.target.sqlFeatures.cteFollowsInsert ? this.takeWithClause() + query : query;
    } else if (columns.length === 0) {
      if (!this.target.sqlFeatures.defaultValues) text += " () VALUES ()";
      else text += " DEFAULT VALUES";
    } else {
      text += ` (${columns.map((c) => this.target.quote(c.name)).join(", ")})`;
      text += ` VALUES ${rows.map((row, r) => `(${row.map((v, i) => this.assigned(v, columns[i]!, rows.length > 1 ? r : -1)).join(", ")})`).join(", ")}`;
      this.used.forEach((u, slot) => {
        if (u.default !== undefined && u.column !== undefined) defaults.push({ column: u.column, slot });
      });
    }
    for (const e of node.extensions) text += ` ${this.extension(e.clause, e, node)}`;
    let implicit: ColumnNode[] | undefined;
    let returning: readonly ReturningItem[] = node.returning;
    if (returning.length === 0 && this.options.implicitReturning === true && table !== undefined) {
      implicit = table.primaryKey.map((c) => c.node as ColumnNode);
      returning = implicit;
    }
    if (returning.length > 0) text += this.returning(returning, result, "INSERT");
    this.insertInfo = { table: node.table, columns, rowCount: rows.length, defaults, implicitReturning: implicit };
    return text;
  }

  /** Hook: INSERT OR IGNORE and the like. */
  protected insertPrefix(_node: InsertNode): string {
    return "";
  }
}
