import { CompileError } from "../errors/compile.ts";
import type { Table } from "../schema/table.ts";
import type { BindNode } from "../sql/node.ts";
import type { ColumnNode } from "../sql/nodes/column.ts";
import type { InsertNode, ReturningItem } from "../sql/nodes/dml.ts";
import { labelNode } from "../sql/nodes/label.ts";
import { selectNode } from "../sql/nodes/select.ts";
import type { ExprNode, QueryNode } from "../sql/nodes/unions.ts";
import type { InsertInfo, ResultColumn } from "./compiled.ts";
import { findColumn, sortByPosition } from "./dml-values.ts";
import { unknownKeys } from "./implicit-returning.ts";
import { ROW_END, ROW_START } from "./split-insert.ts";
import { UpsertCompiler } from "./upsert-compiler.ts";

/** Writes INSERT. */
export abstract class InsertCompiler extends UpsertCompiler {
  protected insertInfo: InsertInfo | undefined;

  protected insert(node: InsertNode, result: ResultColumn[] | undefined): string {
    const table = this.schemaTable(node.table);
    const columns: ColumnNode[] = [...(node.columns ?? [])];
    const rows: ExprNode[][] = node.rows.map((r) => [...r]);
    const several = node.several || rows.length > 1;
    if (node.select === undefined) this.addParameters(node, columns, rows);
    const given = [...columns];
    if (node.columns !== undefined || this.options.columnKeys !== undefined) this.refuseComputed(table, given);
    if (node.select === undefined) {
      this.addDefaults(table, columns, rows, "default");
      sortByPosition(node.table, columns, rows);
    }
    if (node.select !== undefined) this.writeCtes(node.ctes);
    let text = `INSERT ${this.dmlPrefixes(node.prefixes)}INTO ${this.hinted(this.fromName(node.table), node.hints)}`;
    if (node.select !== undefined) {
      const query = this.selectOf(node, table, columns);
      text += ` (${this.columnNames(columns)}) `;
      text += query;
    } else if (columns.length === 0) {
      if (rows.length > 1) throw new CompileError("Several rows of one INSERT need at least one column.");
      text += this.target.sqlFeatures.defaultValues ? " DEFAULT VALUES" : " () VALUES ()";
    } else {
      if (several && !this.target.sqlFeatures.multiValues)
        throw new CompileError(`${this.target.name} has no INSERT of several rows. Execute it with a list of them.`);
      text += ` (${this.columnNames(columns)})`;
      const lists = rows.map((row, r) => row.map((v, i) => this.assigned(v, columns[i]!, several ? r : -1)).join(", "));
      const repeatable = !this.nested && lists.length === 1;
      text += ` VALUES (${repeatable ? `${ROW_START}${lists[0]}${ROW_END}` : lists.join("), (")})`;
    }
    if (node.select === undefined) this.writeCtes(node.ctes);
    text += this.extensions(node, given);
    let implicit: ColumnNode[] | undefined;
    let returning: readonly ReturningItem[] = node.returning;
    if (!this.nested && returning.length === 0 && this.options.implicitReturning === true && table !== undefined) {
      const unknown = unknownKeys(
        table,
        node,
        this.options.columnKeys ?? (node.columns === undefined ? given.map((c) => c.propKey) : undefined),
      );
      if (unknown.length > 0) returning = implicit = unknown;
    }
    const sentinels = this.nested || returning.length === 0 ? [] : (this.options.sentinels ?? []);
    returning = [...returning, ...sentinels.map((c) => labelNode(`${c.name}__1`, c, c.type))];
    if (returning.length > 0) {
      if (several && node.sortByParameterOrder) {
        throw new CompileError(
          "The rows of RETURNING cannot be sorted by parameters when values() gives several rows. Give the rows to execute() instead.",
        );
      }
      text += this.returning(returning, result, "INSERT");
    }
    if (!this.nested) {
      const defaults: { column: ColumnNode; slot: number }[] = [];
      this.used.forEach((u, slot) => {
        if (u.default !== undefined && u.column !== undefined) defaults.push({ column: u.column, slot });
      });
      this.insertInfo = {
        table: node.table,
        columns,
        rowCount: rows.length,
        defaults,
        implicitReturning: implicit,
        sentinels: sentinels.length,
        parts: undefined,
      };
    }
    return text;
  }

  private columnNames(columns: readonly ColumnNode[]): string {
    return columns.map((c) => this.target.quote(c.name)).join(", ");
  }

  /** Columns that the parameters of the execution name; without values and parameters every column, as str(insert(t)) shows. */
  private addParameters(node: InsertNode, columns: ColumnNode[], rows: ExprNode[][]): void {
    const keys = this.options.columnKeys;
    if (keys === undefined && node.columns === undefined) {
      rows.push([]);
      for (const c of node.table.kind === "table" ? node.table.columns : []) {
        columns.push(c);
        rows[0]!.push(this.parameter(c));
      }
    }
    if (rows.length === 0) rows.push([]);
    for (const key of keys ?? []) {
      const column = findColumn(node, key);
      if (column === undefined || columns.includes(column)) continue;
      columns.push(column);
      for (const row of rows) row.push(this.parameter(column));
    }
  }

  /** The query of INSERT … SELECT, with a column for each default that it does not give itself. */
  private selectOf(node: InsertNode, table: Table | undefined, columns: ColumnNode[]): string {
    const added: ExprNode[] = [];
    const binds = new Map<BindNode, ColumnNode>();
    for (const column of node.selectDefaults ? (table?.columns ?? []) : []) {
      const target = column.node as ColumnNode;
      if (column.default === undefined || columns.includes(target) || this.isLeftOut(column.default)) continue;
      const value = this.defaultValue(column, "default")!;
      if (value.kind === "bind") binds.set(value, target);
      columns.push(target);
      added.push(value);
    }
    let query: QueryNode = node.select!;
    if (added.length > 0) {
      if (query.kind !== "select") {
        throw new CompileError(
          `INSERT … SELECT cannot add the columns with defaults (${columns
            .slice(-added.length)
            .map((c) => c.propKey)
            .join(
              ", ",
            )}) to what is no plain select(). Make it a subquery, or say fromSelect(…, { includeDefaults: false }).`,
        );
      }
      query = selectNode({ columns: [...query.columns, ...added] }, query);
    }
    const text = this.embeddedQuery(this.insertQuery(query, node));
    this.attachDefaults(binds);
    return text;
  }
  /** Hook: the query of an INSERT, where a clause behind it asks for more. */
  protected insertQuery(query: QueryNode, _node: InsertNode): QueryNode {
    return query;
  }
}
