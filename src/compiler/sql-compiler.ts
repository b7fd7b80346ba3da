import { ArgumentError } from "../errors/argument.ts";
import { CompileError } from "../errors/compile.ts";
import type { Table } from "../schema/table.ts";
import type { BindNode, Node } from "../sql/node.ts";
import { namedBindNode } from "../sql/nodes/bind.ts";
import type { ColumnNode } from "../sql/nodes/column.ts";
import type { DeleteNode, InsertNode, ReturningItem, UpdateNode } from "../sql/nodes/dml.ts";
import type { Affix } from "../sql/nodes/select.ts";
import type { ExprNode, FromNode, StatementNode } from "../sql/nodes/unions.ts";
import { GROUP } from "../sql/operator.ts";
import { planColumns } from "../sql/selected-columns.ts";
import { describeFrom } from "../sql/join-condition.ts";
import type { Compiled, CompiledBind, InsertInfo, ResultColumn, StatementCompiler } from "./compiled.ts";
import type { UsedBind } from "./name-compiler.ts";
import { collectFroms } from "./from-list.ts";
import { SelectCompiler } from "./select-compiler.ts";

/** Writes statements; the base is the default dialect, and dialects override its hooks. */
export class SQLCompiler extends SelectCompiler implements StatementCompiler {
  private insertInfo: InsertInfo | undefined;

  compile(node: StatementNode | ExprNode | FromNode): Compiled {
    let result: ResultColumn[] | undefined = [];
    let text: string;
    let kind: Compiled["kind"] = "text";
    switch (node.kind) {
      case "select":
      case "compound":
        kind = node.kind;
        text = this.query(node, result);
        break;
      case "insert":
      case "update":
      case "delete":
        kind = node.kind;
        text = this.dml(node, result);
        if (node.returning.length === 0 && result.length === 0) result = undefined;
        break;
      case "text":
        text = this.text(node, {});
        if (node.columns === undefined) result = undefined;
        else
          for (const c of node.columns)
            result.push({ name: c.name, key: c.propKey, type: c.type, item: result.length, node: c });
        break;
      case "table":
      case "alias":
      case "subquery":
      case "cte":
      case "join":
      case "values":
      case "tableValued":
        text = this.from(node);
        result = undefined;
        break;
      default:
        text = this.expr(node);
        result = undefined;
    }
    return this.finish(kind, this.withClause() + text, result, node as StatementNode | ExprNode);
  }

  // --- INSERT, UPDATE, DELETE -------------------------------------------------------------------------------------

  protected dml(node: Node, result?: ResultColumn[]): string {
    const dml = node as InsertNode | UpdateNode | DeleteNode;
    for (const c of dml.ctes) this.cte(c.cte);
    const outer = this.scope;
    this.scope = undefined;
    const text =
      dml.kind === "insert"
        ? this.insert(dml, result)
        : dml.kind === "update"
          ? this.update(dml, result)
          : this.delete(dml, result);
    this.scope = outer;
    return text;
  }

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
      text += ` (${columns.map((c) => this.target.quote(c.name)).join(", ")}) ${this.query(node.select, undefined)}`;
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
  /** Hook: a clause of a dialect's own insert(). */
  protected extension(clause: string, _node: Node, _statement: StatementNode): string {
    throw new CompileError(`${this.target.name} has no ${clause}.`);
  }

  private dmlPrefixes(list: readonly Affix[]): string {
    return list
      .map((a) =>
        a.dialect === undefined || a.dialect === "*" || a.dialect === this.target.name ? `${this.expr(a.node)} ` : "",
      )
      .join("");
  }

  private parameter(column: ColumnNode): BindNode {
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
  private addDefaults(
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
  private assigned(value: ExprNode, column: ColumnNode, row: number): string {
    if (value.kind !== "bind") return this.operand(value, GROUP);
    const bind = value;
    if (this.options.literalBinds === true) return this.bind(bind);
    const index = this.use(bind, row < 0 || bind.unique ? undefined : `${bind.name}_m${row}`);
    const used = this.used[index]!;
    used.column ??= column;
    used.default ??= this.defaultBinds.get(bind);
    return `\u0001${index}\u0002`;
  }

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

  private schemaTable(from: FromNode): Table | undefined {
    return from.kind === "table" ? (from.table as Table | undefined) : undefined;
  }

  // --- the end ----------------------------------------------------------------------------------------------------

  /** Puts placeholders in for the marks, in the order of the text. */
  private finish(
    kind: Compiled["kind"],
    marked: string,
    columns: ResultColumn[] | undefined,
    node: StatementNode | ExprNode,
  ): Compiled {
    const style = this.target.sqlFeatures.paramStyle;
    const segments: string[] = [];
    const order: number[] = [];
    let from = 0;
    for (let at = marked.indexOf("\u0001"); at >= 0; at = marked.indexOf("\u0001", from)) {
      const end = marked.indexOf("\u0002", at);
      segments.push(marked.slice(from, at));
      order.push(Number(marked.slice(at + 1, end)));
      from = end + 1;
    }
    segments.push(marked.slice(from));
    const extraction = this.options.extraction ?? [];
    const slots = new Map<BindNode, number>();
    extraction.forEach((b, i) => {
      if (!slots.has(b)) slots.set(b, i);
    });
    const make = (u: UsedBind): CompiledBind => ({
      name: u.name,
      slot: slots.get(u.node) ?? -1,
      node: u.node,
      type: u.node.type,
      process: this.target.bindProcessor(u.node.type),
      expanding: u.node.expanding,
      default: u.default,
      column: u.column,
      cast: u.cast,
      literal: u.node.literalExecute,
      empty: u.empty,
      notIn: u.notIn === true,
    });
    let binds: CompiledBind[];
    let placeholders: number[];
    if (style === "qmark") {
      binds = order.map((i) => make(this.used[i]!));
      placeholders = binds.map((_, i) => i);
    } else {
      // One placeholder a bind: lists come last, as their length is known last.
      const distinct = [...new Set(order)];
      const isList = (i: number): boolean => this.used[i]!.node.expanding || this.used[i]!.node.literalExecute;
      const sorted = [...distinct.filter((i) => !isList(i)), ...distinct.filter(isList)];
      const place = new Map(sorted.map((u, i) => [u, i]));
      binds = sorted.map((i) => make(this.used[i]!));
      placeholders = order.map((i) => place.get(i)!);
    }
    const open = binds.some((b) => b.expanding || b.literal);
    let sql = segments[0]!;
    for (let i = 0; i < placeholders.length; i++) {
      const b = binds[placeholders[i]!]!;
      sql +=
        b.expanding || b.literal
          ? `__[POSTCOMPILE_${b.name}]`
          : style === "qmark"
            ? "?"
            : style === "named"
              ? `:${b.name}`
              : `$${placeholders[i]! + 1}${b.cast}`;
      sql += segments[i + 1]!;
    }
    return {
      kind,
      sql,
      binds,
      segments: open ? segments : undefined,
      placeholders,
      columns,
      returnsRows: columns !== undefined,
      insert: this.insertInfo,
      target: this.target,
      node,
      extraction,
    };
  }
}

function findColumn(node: InsertNode | UpdateNode, key: string): ColumnNode | undefined {
  const table = node.table;
  const attr = node.entity?.attrs(key)?.node;
  if (attr?.kind === "column") return attr;
  if (table.kind === "join" || table.kind === "text") return undefined;
  return table.columns.find((c) => c.propKey === key);
}

/** Columns in the order of the table, their values with them. */
function sortByPosition(table: FromNode, columns: ColumnNode[], rows: ExprNode[][]): void {
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
