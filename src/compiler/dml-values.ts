import { CompileError } from "../errors/compile.ts";
import type { Table } from "../schema/table.ts";
import type { BindNode, Node } from "../sql/node.ts";
import { namedBindNode } from "../sql/nodes/bind.ts";
import type { ColumnNode } from "../sql/nodes/column.ts";
import type { InsertNode, ReturningItem, UpdateNode } from "../sql/nodes/dml.ts";
import type { Affix } from "../sql/nodes/select.ts";
import type { ExprNode, FromNode, StatementNode } from "../sql/nodes/unions.ts";
import { GROUP } from "../sql/operator.ts";
import { planColumns } from "../sql/selected-columns.ts";
import type { ResultColumn } from "./compiled.ts";
import type { UsedBind } from "./name-compiler.ts";
import { SelectCompiler } from "./select-compiler.ts";

/** What INSERT, UPDATE, DELETE and MERGE share: new values with their defaults, prefixes, RETURNING. */
export abstract class DmlValues extends SelectCompiler {
  /** Hook: a clause of a dialect's own insert(). */
  protected extension(clause: string, _node: Node, _statement: StatementNode): string {
    throw new CompileError(`${this.target.name} has no ${clause}.`);
  }

  protected dmlPrefixes(list: readonly Affix[]): string {
    return list
      .map((a) =>
        a.dialect === undefined || a.dialect === "*" || a.dialect === this.target.name ? `${this.expr(a.node)} ` : "",
      )
      .join("");
  }

  protected parameter(column: ColumnNode): BindNode {
    return namedBindNode({
      name: column.propKey,
      value: undefined,
      type: column.type,
      unique: false,
      expanding: false,
      required: true,
      literalExecute: false,
    });
  }

  private readonly defaultBinds = new Map<BindNode, UsedBind["default"]>();

  /** Client-side defaults of columns that no value was given for. */
  protected addDefaults(
    table: Table | undefined,
    columns: ColumnNode[],
    rows: ExprNode[][],
    which: "default" | "onupdate",
  ): void {
    for (const column of table?.columns ?? []) {
      const def = column[which];
      const node = column.node as ColumnNode;
      if (def === undefined || columns.includes(node)) continue;
      columns.push(node);
      for (const row of rows) {
        if (def.kind === "sql") row.push(def.element.node as ExprNode);
        else {
          const bind = namedBindNode({
            name: column.key,
            value: undefined,
            type: column.type,
            unique: false,
            expanding: false,
            required: false,
            literalExecute: false,
          });
          this.defaultBinds.set(
            bind,
            def.kind === "value" ? { kind: "value", value: def.value } : { kind: "callable", fn: def.fn },
          );
          row.push(bind);
        }
      }
    }
  }

  /** A new value. Binds are called as their column; in several rows with _m0, _m1 … behind. */
  protected assigned(value: ExprNode, column: ColumnNode, row: number): string {
    if (value.kind !== "bind") return this.operand(value, GROUP);
    const bind = value;
    if (this.options.literalBinds === true) return this.bind(bind);
    const index = this.use(bind, row < 0 || bind.unique ? undefined : `${bind.name}_m${row}`);
    const used = this.used[index]!;
    used.column ??= column;
    used.default ??= this.defaultBinds.get(bind);
    return `\u0001${index}\u0002`;
  }

  protected returning(
    items: readonly ReturningItem[],
    result: ResultColumn[] | undefined,
    verb: "INSERT" | "UPDATE" | "DELETE",
  ): string {
    const f = this.target.sqlFeatures;
    if (!(verb === "INSERT" ? f.insertReturning : verb === "UPDATE" ? f.updateReturning : f.deleteReturning)) {
      throw new CompileError(`${this.target.name} has no ${verb} … RETURNING.`);
    }
    return ` RETURNING ${planColumns(items, "disambiguateOnly")
      .map((c) => this.returningColumn(c, result))
      .join(", ")}`;
  }
  /** Hook: one item of RETURNING. */
  protected returningColumn(
    c: Parameters<SelectCompiler["selectColumn"]>[0],
    result: ResultColumn[] | undefined,
  ): string {
    return this.selectColumn(c, result, false);
  }

  protected schemaTable(from: FromNode): Table | undefined {
    return from.kind === "table" ? (from.table as Table | undefined) : undefined;
  }
}

/** The column that a name of values() or of the parameters means. */
export function findColumn(node: InsertNode | UpdateNode, key: string): ColumnNode | undefined {
  const table = node.table;
  const attr = node.entity?.attrs(key)?.node;
  if (attr?.kind === "column") return attr;
  if (table.kind === "join" || table.kind === "text") return undefined;
  return table.columns.find((c) => c.propKey === key);
}

/** Columns in the order of the table, their values with them. */
export function sortByPosition(table: FromNode, columns: ColumnNode[], rows: ExprNode[][]): void {
  if (table.kind !== "table") return;
  const order = columns
    .map((_, i) => i)
    .sort((a, b) => table.columns.indexOf(columns[a]!) - table.columns.indexOf(columns[b]!));
  if (order.every((x, i) => x === i)) return;
  const old = [...columns];
  order.forEach((from, to) => (columns[to] = old[from]!));
  for (const row of rows) {
    const values = [...row];
    order.forEach((from, to) => (row[to] = values[from]!));
  }
}
