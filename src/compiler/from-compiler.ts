import { CompileError } from "../errors/compile.ts";
import { anonName } from "../sql/anon-name.ts";
import type { AliasNode } from "../sql/nodes/alias.ts";
import type { Hint } from "../sql/nodes/select.ts";
import type { CteNode } from "../sql/nodes/subquery.ts";
import type { TableNode } from "../sql/nodes/table.ts";
import type { TableValuedNode } from "../sql/nodes/table-valued.ts";
import type { FromNode, QueryNode } from "../sql/nodes/unions.ts";
import type { ScalarValuesNode, ValuesNode } from "../sql/nodes/values.ts";
import type { ExprNode } from "../sql/nodes/unions.ts";
import type { PlannedColumn } from "../sql/selected-columns.ts";
import type { ResultColumn } from "./compiled.ts";
import { FunctionCompiler } from "./function-compiler.ts";

/** The select being written, for what is nested in it. */
export interface Scope {
  readonly columns: readonly PlannedColumn[];
  /** From-clauses of this select. */
  readonly froms: Set<FromNode>;
  /** Those, and of all selects around it. */
  readonly allFroms: Set<FromNode>;
}

/** Writes what stands in FROM. */
export abstract class FromCompiler extends FunctionCompiler {
  protected scope: Scope | undefined;
  /** Hints of the select that is being written, by from-clause. */
  protected fromHints: ReadonlyMap<FromNode, string> | undefined;

  /** A whole query, with the columns that it returns where it is the statement itself. */
  abstract query(node: QueryNode, result: ResultColumn[] | undefined, asFrom?: boolean, lateral?: boolean): string;
  /** Puts a CTE into the WITH clause. */
  protected abstract cte(node: CteNode): void;
  /** Conditions joined by AND. */
  protected abstract conditions(items: readonly ExprNode[]): string;

  from(node: FromNode): string {
    switch (node.kind) {
      case "table":
        return this.withFromHint(node, this.tableInFrom(node));
      case "alias":
        return this.alias(node);
      case "subquery": {
        const query = this.unnamed(node);
        return this.withFromHint(node, `${query}${this.aliasSql(this.fromName(node))}`);
      }
      case "cte":
        this.cte(node);
        return node.aliasOf === undefined
          ? this.fromName(node)
          : `${this.fromName(node.aliasOf)}${this.aliasSql(this.fromName(node))}`;
      case "join":
        return this.join(node);
      case "text":
        return this.text(node, {});
      case "values":
        return this.values(node);
      case "tableValued":
        return this.tableValued(node);
    }
  }

  private tableInFrom(node: TableNode): string {
    const alias = this.renamed?.get(node);
    return alias === undefined ? this.tableName(node) : `${this.tableName(node)}${this.aliasSql(alias)}`;
  }

  /**
   * `t` and `far.t` in one FROM: columns `t.x` would mean either, so that `t` gets an alias. Where `t` is of the select around this one, `far.t` gets
   * it, since `t.x` would mean the nearer.
   */
  protected tellApart(
    own: ReadonlySet<FromNode>,
    around: ReadonlySet<FromNode> | undefined,
  ): ReadonlyMap<FromNode, string> | undefined {
    let far: TableNode[] | undefined;
    for (const from of own) if (from.kind === "table" && from.schema !== undefined) (far ??= []).push(from);
    if (far === undefined) return this.renamed;
    const renamed = new Map(this.renamed);
    const rename = (table: TableNode): unknown =>
      renamed.set(table, this.target.quote(this.label(anonName(table, table.name))));
    const isNear = (from: FromNode, name: string): from is TableNode =>
      from.kind === "table" && from.schema === undefined && from.name === name && !renamed.has(from);
    for (const table of far) {
      for (const from of own) if (isNear(from, table.name)) rename(from);
      for (const from of around ?? []) if (isNear(from, table.name) && !own.has(from)) rename(table);
    }
    return renamed;
  }

  protected aliasSql(name: string): string {
    return ` AS ${name}`;
  }

  private lateral(wanted: boolean): string {
    if (!wanted) return "";
    if (!this.target.sqlFeatures.lateral) throw new CompileError(`${this.target.name} has no LATERAL.`);
    return "LATERAL ";
  }

  private alias(node: AliasNode): string {
    const name = this.fromName(node);
    const text = this.withFromHint(node, `${this.unnamed(node.element)}${this.aliasSql(name)}`);
    const sample = node.sample;
    if (sample === undefined) return text;
    if (!this.target.sqlFeatures.tablesample) throw new CompileError(`${this.target.name} has no TABLESAMPLE.`);
    const sampled = `${text} TABLESAMPLE ${this.expr(sample.method)}`;
    return sample.seed === undefined ? sampled : `${sampled} REPEATABLE (${this.expr(sample.seed)})`;
  }

  /** What an alias stands on, without a name of its own: an alias of an alias is one of what that stands on. */
  private unnamed(node: FromNode): string {
    if (node.kind === "alias" && node.sample === undefined) return this.unnamed(node.element);
    if (node.kind === "subquery")
      return `${this.lateral(node.lateral)}(${this.query(node.query, undefined, true, node.lateral)})`;
    if (node.kind === "tableValued") return this.functionInFrom(node);
    return this.from(node);
  }

  /** Hook: VALUES (…), (…) */
  protected valuesRows(rows: readonly (readonly ExprNode[])[], literalBinds: boolean): string {
    const one = (v: ExprNode): string => (literalBinds && v.kind === "bind" ? this.literal(v) : this.expr(v));
    return `VALUES ${rows.map((row) => `(${row.map(one).join(", ")})`).join(", ")}`;
  }

  protected scalarValues(node: ScalarValuesNode): string {
    return `(${this.valuesRows(node.rows, node.literalBinds)})`;
  }
  protected values(node: ValuesNode): string {
    const body = `${this.lateral(node.lateral)}(${this.valuesRows(node.rows, node.literalBinds)})`;
    if (!node.named) return body;
    if (!this.target.sqlFeatures.aliasColumns)
      throw new CompileError(
        `${this.target.name} has no names for the columns of VALUES in FROM. Use values(…).data(…).cte(), or select(literal(…)) with unionAll().`,
      );
    return `${body}${this.aliasSql(this.fromName(node))} (${node.columns.map((c) => this.target.quote(c.name)).join(", ")})`;
  }

  private functionInFrom(node: TableValuedNode): string {
    if (node.withOrdinality && !this.target.sqlFeatures.aliasColumns)
      throw new CompileError(`${this.target.name} has no WITH ORDINALITY. Use func.row_number().over(…).`);
    return `${this.lateral(node.lateral)}${this.expr(node.element)}${node.withOrdinality ? " WITH ORDINALITY" : ""}`;
  }
  private tableValued(node: TableValuedNode): string {
    let text = this.functionInFrom(node) + this.aliasSql(this.fromName(node));
    if (node.derived !== "none" && !this.target.sqlFeatures.aliasColumns)
      throw new CompileError(`${this.target.name} has no names for the columns of a function in FROM.`);
    if (node.derived !== "none")
      text += `(${node.columns.map((c) => this.target.quote(c.name) + (node.derived === "types" ? ` ${this.target.typeSql(c.type)}` : "")).join(", ")})`;
    return text;
  }

  protected join(node: Extract<FromNode, { kind: "join" }>): string {
    if (node.full && !this.target.sqlFeatures.fullJoin)
      throw new CompileError(`${this.target.name} has no FULL OUTER JOIN.`);
    const word = node.full ? " FULL OUTER JOIN " : node.outer ? " LEFT OUTER JOIN " : this.innerJoin();
    const right = node.right.kind === "join" ? `(${this.from(node.right)})` : this.from(node.right);
    const on = node.on === undefined ? "" : ` ON ${this.conditions([node.on])}`;
    return `${this.from(node.left)}${word}${right}${on}`;
  }

  /** Hook: the word between the sides of an inner join. */
  protected innerJoin(): string {
    return " JOIN ";
  }

  // --- hints ------------------------------------------------------------------------------------------------------

  private withFromHint(node: FromNode, text: string): string {
    const hint = this.fromHints?.get(node);
    return hint === undefined ? text : this.fromHint(text, hint);
  }
  /** Hook: a from-clause with the hint that withHint() gave it; databases without such hints leave it out. */
  protected fromHint(text: string, _hint: string): string {
    return text;
  }
  /** The hints that are meant for this dialect; `%(name)s` in one is the name of its from-clause. */
  protected hintsOf(hints: readonly Hint[]): Map<FromNode, string> | undefined {
    let out: Map<FromNode, string> | undefined;
    for (const hint of hints) {
      if (hint.from === undefined || !this.isMeant(hint.dialect)) continue;
      out ??= new Map();
      out.set(
        hint.from,
        hint.text.replaceAll("%(name)s", () => this.fromName(hint.from!)),
      );
    }
    return out;
  }
  /** Whether what was said for one dialect, or for all, is said for this one. */
  protected isMeant(dialect: string | undefined): boolean {
    return dialect === undefined || dialect === "*" || dialect === this.target.name;
  }
}
