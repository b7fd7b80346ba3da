import { CompileError } from "../errors/compile.ts";
import type { ColumnDefault } from "../schema/column-options.ts";
import type { Table } from "../schema/table.ts";
import type { BindNode } from "../sql/node.ts";
import { namedBindNode } from "../sql/nodes/bind.ts";
import type { ColumnNode } from "../sql/nodes/column.ts";
import type { DmlFields, ReturningItem } from "../sql/nodes/dml.ts";
import type { Affix, Hint } from "../sql/nodes/select.ts";
import type { ExprNode, FromNode } from "../sql/nodes/unions.ts";
import { GROUP } from "../sql/operator.ts";
import { planColumns } from "../sql/selected-columns.ts";
import type { ResultColumn } from "./compiled.ts";
import { leavesOut } from "./left-out-default.ts";
import type { UsedBind } from "./name-compiler.ts";
import { SelectCompiler } from "./select-compiler.ts";

/** The word before RETURNING, for errors. */
export type DmlVerb = "INSERT" | "UPDATE" | "DELETE";

/** What INSERT, UPDATE, DELETE and MERGE share: new values with their defaults, prefixes, RETURNING. */
export abstract class DmlValues extends SelectCompiler {
  /** The statement being written stands inside another one (in WITH). */
  protected nested = false;
  private readonly defaultBinds = new Map<BindNode, UsedBind["default"]>();

  protected dmlPrefixes(list: readonly Affix[]): string {
    return list
      .map((a) =>
        a.dialect === undefined || a.dialect === "*" || a.dialect === this.target.name ? `${this.expr(a.node)} ` : "",
      )
      .join("");
  }

  /** CTEs that were added by addCte(). */
  protected writeCtes(ctes: DmlFields["ctes"]): void {
    const { scope } = this;
    this.ownCtes(ctes);
    this.scope = scope;
  }

  /** The table's text with the hints that are for this dialect. */
  protected hinted(table: string, hints: readonly Hint[]): string {
    let text = table;
    for (const h of hints) {
      if (h.dialect === undefined || h.dialect === "*" || h.dialect === this.target.name)
        text = this.fromHint(text, h.text);
    }
    return text;
  }

  /** A value that must come with the execution. */
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

  /** What a column without a value gets by itself: an SQL expression, or a bind that is filled when the statement is executed. */
  protected defaultValue(column: Table["columns"][number], which: "default" | "onupdate"): ExprNode | undefined {
    const def = column[which];
    if (def === undefined) return undefined;
    if (def.kind === "sql") return def.element.node as ExprNode;
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
    return bind;
  }

  /** Client-side defaults of columns that no value was given for. */
  protected addDefaults(
    table: Table | undefined,
    columns: ColumnNode[],
    rows: ExprNode[][],
    which: "default" | "onupdate",
  ): void {
    for (const column of table?.columns ?? []) {
      const node = column.node as ColumnNode;
      const def = column[which];
      if (def === undefined || columns.includes(node) || this.isLeftOut(def)) continue;
      columns.push(node);
      for (const row of rows) row.push(this.defaultValue(column, which)!);
    }
  }

  /** Hook: defaults that this database does without. */
  protected isLeftOut(def: ColumnDefault): boolean {
    return leavesOut(this.target, def);
  }

  /** Columns that the database computes take no values. */
  protected refuseComputed(table: Table | undefined, given: readonly ColumnNode[]): void {
    for (const column of table?.columns ?? []) {
      if (column.computed === undefined || !given.includes(column.node as ColumnNode)) continue;
      throw new CompileError(
        `The column ${JSON.stringify(column.key)} of ${JSON.stringify(column.table.fullname)} takes no value: the database computes it.`,
      );
    }
  }

  /** A new value. Binds are called as their column; in several rows with _m0, _m1 … behind; inside another statement param_1. */
  protected assigned(value: ExprNode, column: ColumnNode, row: number, name: string = column.propKey): string {
    if (value.kind !== "bind") return this.operand(value, GROUP);
    if (this.options.literalBinds === true) return this.bind(value);
    const own = !value.unique && value.name === column.propKey;
    let index: number;
    if (own && this.nested) index = this.use(value, undefined, true);
    else if (own)
      index = this.use(
        value,
        row < 0 || (row === 0 && this.defaultBinds.has(value)) ? name : `${name}_m${row}`,
        false,
        true,
      );
    else index = this.use(value);
    const used = this.used[index]!;
    used.column ??= column;
    used.row ??= row;
    used.default ??= this.defaultBinds.get(value);
    return this.wrapBind(value, `\u0001${index}\u0002`);
  }

  /** Tells binds of defaults that were written as part of an expression (a SELECT's column) where their values come from. */
  protected attachDefaults(columns: ReadonlyMap<BindNode, ColumnNode>): void {
    for (const used of this.used) {
      const column = columns.get(used.node);
      if (column === undefined) continue;
      used.column ??= column;
      used.default ??= this.defaultBinds.get(used.node);
    }
  }

  /** The same for a bind that is no parameter of the execution, though it is for a column: its value is not the new row's. */
  protected attachDefault(value: BindNode): void {
    for (const used of this.used) if (used.node === value) used.default ??= this.defaultBinds.get(value);
  }

  /** Columns and values in the order of the table. */
  protected assignments(
    table: FromNode,
    columns: ColumnNode[],
    values: ExprNode[],
    ordered: boolean,
    write: (column: ColumnNode, value: ExprNode) => string,
  ): string {
    if (!ordered) sortByPosition(table, columns, [values]);
    return columns.map((c, i) => write(c, values[i]!)).join(", ");
  }

  protected returning(
    items: readonly ReturningItem[],
    result: ResultColumn[] | undefined,
    verb: DmlVerb | "MERGE",
  ): string {
    const f = this.target.sqlFeatures;
    if (
      verb === "MERGE" ||
      !(verb === "INSERT" ? f.insertReturning : verb === "UPDATE" ? f.updateReturning : f.deleteReturning)
    ) {
      throw new CompileError(
        `${this.target.name} has no ${verb} … RETURNING. Execute the statement, then select the rows in the same transaction.`,
      );
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
export function findColumn(node: Pick<DmlFields, "table" | "entity">, key: string): ColumnNode | undefined {
  const table = node.table;
  const attr = node.entity?.attrs(key)?.node;
  if (attr?.kind === "column") return attr;
  if (table.kind === "join" || table.kind === "text") return undefined;
  return table.columns.find((c) => c.propKey === key);
}

/** Columns in the order of the table, their values with them; what is not of the table stays behind. */
export function sortByPosition(table: FromNode, columns: ColumnNode[], rows: ExprNode[][]): void {
  if (table.kind !== "table" && table.kind !== "alias") return;
  const place = (c: ColumnNode): number => {
    const at = table.columns.indexOf(c);
    return at < 0 ? table.columns.length : at;
  };
  const order = columns.map((_, i) => i).sort((a, b) => place(columns[a]!) - place(columns[b]!));
  if (order.every((x, i) => x === i)) return;
  const old = [...columns];
  order.forEach((from, to) => (columns[to] = old[from]!));
  for (const row of rows) {
    const values = [...row];
    order.forEach((from, to) => (row[to] = values[from]!));
  }
}
