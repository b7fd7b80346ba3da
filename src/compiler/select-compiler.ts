import { ArgumentError } from "../errors/argument.ts";
import { CompileError } from "../errors/compile.ts";
import { InvalidRequestError } from "../errors/state.ts";
import { wrapped, wraps } from "./type-expression.ts";
import type { Node } from "../sql/node.ts";
import type { CompoundNode } from "../sql/nodes/compound.ts";
import type { LabelRefNode } from "../sql/nodes/label.ts";
import type { Affix, SelectNode } from "../sql/nodes/select.ts";
import type { CteNode } from "../sql/nodes/subquery.ts";
import type { ExprNode, FromNode, QueryNode } from "../sql/nodes/unions.ts";
import * as O from "../sql/operator.ts";
import { anonLabel, ownName, type PlannedColumn, planColumns } from "../sql/selected-columns.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import type { ResultColumn } from "./compiled.ts";
import { ExpressionCompiler, type Place } from "./expression-compiler.ts";
import { fromList, leaves } from "./from-list.ts";

/** The select being written, for what is nested in it. */
interface Scope {
  readonly columns: readonly PlannedColumn[];
  /** From-clauses of this select. */
  readonly froms: Set<FromNode>;
  /** Those, and of all selects around it. */
  readonly allFroms: Set<FromNode>;
}

const labels: Place = { labels: true };

/** Writes SELECT, its parts and its combinations. */
export abstract class SelectCompiler extends ExpressionCompiler {
  protected scope: Scope | undefined;
  /** CTEs in the order in which they must be written. */
  private readonly ctes = new Map<string, { readonly node: CteNode; readonly text: string }>();
  private readonly ctesInProgress = new Set<CteNode>();
  private recursive = false;

  /** A whole query, with the columns that it returns where it is the statement itself. */
  query(node: QueryNode, result: ResultColumn[] | undefined, asFrom = false, lateral = false): string {
    if (node.kind === "select") return this.select(node, result, asFrom, lateral);
    if (node.kind === "compound") return this.compound(node, result, asFrom);
    return this.text(node, {});
  }

  protected subquery(query: QueryNode): string {
    return this.query(query, undefined);
  }

  protected select(node: SelectNode, result: ResultColumn[] | undefined, asFrom: boolean, lateral: boolean): string {
    const outer = this.scope;
    const froms = this.correlated(node, fromList(node), outer, asFrom, lateral);
    this.lint("SELECT", froms, node.where);
    const own = new Set<FromNode>();
    for (const f of froms) leaves(f, own);
    const planned = planColumns(node.columns, node.labelStyle);
    this.scope = {
      columns: planned,
      froms: own,
      allFroms: outer === undefined ? own : new Set([...outer.allFroms, ...own]),
    };
    for (const c of node.ctes) this.cte(c.cte);

    let text = `SELECT ${this.prefixes(node)}${this.affixes(node.prefixes)}${this.distinct(node)}`;
    const columns = planned.map((c) => this.selectColumn(c, result, asFrom));
    text += columns.join(", ");
    if (columns.length === 0) text = text.trimEnd();
    if (froms.length > 0) text += ` \nFROM ${froms.map((f) => this.from(f)).join(", ")}`;
    else text += this.defaultFrom(node);
    if (node.where.length > 0) text += ` \nWHERE ${this.conditions(node.where)}`;
    if (node.groupBy.length > 0) text += ` GROUP BY ${node.groupBy.map((g) => this.expr(g)).join(", ")}`;
    if (node.having.length > 0) text += ` \nHAVING ${this.conditions(node.having)}`;
    if (node.orderBy.length > 0)
      text += ` ORDER BY ${node.orderBy.map((o) => this.operand(o, O.COMMA, labels)).join(", ")}`;
    text += this.limitClause(node);
    if (node.forUpdate !== undefined) text += this.forUpdate(node);
    if (node.suffixes.length > 0) text += ` ${this.affixes(node.suffixes).trimEnd()}`;
    this.scope = outer;
    return text;
  }

  /** Conditions joined by AND. */
  protected conditions(items: readonly ExprNode[]): string {
    const kept = items.filter((i) => !(i.kind === "const" && i.value === true));
    if (kept.length === 0) return this.constantCondition(true);
    if (kept.length === 1) {
      const only = kept[0]!;
      if (only.kind === "const" && only.value !== null) return this.constantCondition(only.value);
      return only.kind === "binary" ? this.operand(only, O.AND) : this.expr(only);
    }
    if (kept.some((i) => i.kind === "const" && i.value === false)) return this.constantCondition(false);
    return kept.map((i) => this.operand(i, O.AND)).join(" AND ");
  }
  /** Hook: true or false where a condition stands. */
  protected constantCondition(value: boolean): string {
    return this.target.sqlFeatures.nativeBoolean ? String(value) : value ? "1 = 1" : "0 = 1";
  }

  /** Hook: what a SELECT without FROM ends with. */
  protected defaultFrom(_node: SelectNode): string {
    return "";
  }
  /** Hook: words right after SELECT. */
  protected prefixes(_node: SelectNode): string {
    return "";
  }

  protected distinct(node: SelectNode): string {
    if (!node.distinct) return "";
    if (node.distinctOn.length > 0) return this.distinctOn(node);
    return "DISTINCT ";
  }
  /** Hook: DISTINCT ON. */
  protected distinctOn(_node: SelectNode): string {
    throw new CompileError(`${this.target.name} has no DISTINCT ON. Use distinct() without columns, or groupBy().`);
  }

  private affixes(list: readonly Affix[]): string {
    let out = "";
    for (const a of list)
      if (a.dialect === undefined || a.dialect === "*" || a.dialect === this.target.name)
        out += `${this.expr(a.node)} `;
    return out;
  }

  private correlated(
    node: SelectNode,
    froms: FromNode[],
    outer: Scope | undefined,
    asFrom: boolean,
    lateral: boolean,
  ): FromNode[] {
    if (outer === undefined) return froms;
    const explicit = node.correlate;
    const reachable =
      asFrom && !lateral ? new Set([...outer.allFroms].filter((f) => !outer.froms.has(f))) : outer.allFroms;
    if (explicit !== undefined) {
      const named = new Set<FromNode>(explicit.froms);
      return froms.filter((f) => !(reachable.has(f) && (explicit.except ? !named.has(f) : named.has(f))));
    }
    // A single from-clause stays, although the statement around has it too.
    if ((asFrom && !lateral) || froms.length < 2) return froms;
    const left = froms.filter((f) => !outer.froms.has(f));
    if (left.length === 0) {
      throw new InvalidRequestError(
        "A subquery has no FROM of its own: all that it selects from belongs to the statement around it. Say .correlate(…) or .correlate(null) for what is meant.",
      );
    }
    return left;
  }
  // --- the select list --------------------------------------------------------------------------------------------

  protected selectColumn(c: PlannedColumn, result: ResultColumn[] | undefined, asFrom: boolean): string {
    const node = c.node;
    let text: string;
    let name: string;
    const around = result !== undefined && wraps(node.type, "columnExpression", this.target.name);
    // Names before text: numbers go to this column's label first, then to what is inside it.
    if (node.kind === "label") {
      name = this.label(c.required ?? node.name);
      text = `${around ? this.item(this.aroundColumn(node.element)) : this.operand(node.element, O.COMMA)} AS ${this.target.quote(name)}`;
    } else if (c.required !== undefined) {
      name = this.label(c.required);
      text = `${this.item(around ? this.aroundColumn(node) : node)} AS ${this.target.quote(name)}`;
    } else if (around) {
      name = this.label(ownName(node) ?? c.fallback ?? anonLabel(node));
      text = `${this.item(this.aroundColumn(node))} AS ${this.target.quote(name)}`;
    } else {
      const labelled =
        node.kind === "text"
          ? false
          : node.kind === "column"
            ? asFrom && node.table !== undefined
            : node.kind === "literalColumn"
              ? asFrom
              : node.kind === "unary"
                ? asFrom || !wrapsName(node)
                : ownName(node) === undefined;
      if (labelled) {
        name = this.label(c.fallback ?? anonLabel(node));
        text = `${this.item(node)} AS ${this.target.quote(name)}`;
      } else {
        const own =
          node.kind === "literalColumn"
            ? node.text
            : (ownName(node) ?? (node.kind === "unary" ? ownName(innermost(node)) : undefined) ?? "");
        name = this.label(own);
        text = this.item(node);
      }
    }
    if (result !== undefined) {
      const made = c.key.charCodeAt(0) <= 3 && c.key !== "";
      const key = node.kind === "text" || (made && node.kind === "unary") ? name : made ? this.label(c.key) : c.key;
      result.push({ name, key, type: node.type, item: c.item, node });
    }
    return text;
  }
  private aroundColumn(node: ExprNode): ExprNode {
    return wrapped(node, node.type, "columnExpression", this.target.name);
  }
  /** What stands in a select list: commas inside it are put in parentheses, operators are not. */
  private item(node: ExprNode): string {
    return node.kind === "binary" ? this.expr(node) : this.operand(node, O.COMMA);
  }

  protected isSelected(node: ExprNode): boolean {
    return this.scope?.columns.some((c) => c.node === node) === true;
  }

  protected labelReference(node: LabelRefNode, place: Place): string {
    for (const c of this.scope?.columns ?? []) {
      if (c.node.kind === "label" && c.node.name === node.name) return this.target.quote(node.name);
    }
    for (const c of this.scope?.columns ?? []) {
      if (c.key === node.name || ownName(c.node) === node.name) return this.expr(c.node, place);
    }
    for (const from of this.scope?.froms ?? []) {
      if (from.kind === "join" || from.kind === "text") continue;
      const column = from.columns.find((c) => c.propKey === node.name);
      if (column !== undefined) return this.expr(column, place);
    }
    const known = (this.scope?.columns ?? []).map((c) => c.key).filter((k) => k.charCodeAt(0) > 3);
    throw new CompileError(
      `${JSON.stringify(node.name)} in orderBy() or groupBy() is no label or column of the select list.${didYouMean(node.name, known)} Use text(…) for SQL text.`,
    );
  }

  // --- FROM -------------------------------------------------------------------------------------------------------

  from(node: FromNode): string {
    switch (node.kind) {
      case "table":
        return this.fromName(node);
      case "alias": {
        const sample =
          node.sample === undefined
            ? ""
            : ` TABLESAMPLE ${this.expr(node.sample as ExprNode)}${node.seed === undefined ? "" : ` REPEATABLE (${this.expr(node.seed as ExprNode)})`}`;
        return `${this.from(node.element)}${this.aliasSql(this.fromName(node))}${sample}`;
      }
      case "subquery":
        if (node.lateral && !this.target.sqlFeatures.lateral)
          throw new CompileError(`${this.target.name} has no LATERAL.`);
        return `${node.lateral ? "LATERAL " : ""}(${this.query(node.query, undefined, true, node.lateral)})${this.aliasSql(this.fromName(node))}`;
      case "cte":
        this.cte(node);
        return node.aliasOf === undefined
          ? this.fromName(node)
          : `${this.fromName(node.aliasOf)}${this.aliasSql(this.fromName(node))}`;
      case "join":
        return this.join(node);
      case "text":
        return this.text(node, {});
      case "values": {
        const rows = node.rows
          .map(
            (r) =>
              `(${r.map((v) => (node.literalBinds && v.kind === "bind" ? this.literal(v) : this.expr(v))).join(", ")})`,
          )
          .join(", ");
        const body = `VALUES ${rows}`;
        if (node.name === undefined) return `${node.lateral ? "LATERAL " : ""}(${body})`;
        return `${node.lateral ? "LATERAL " : ""}(${body}) AS ${this.fromName(node)} (${node.columns.map((c) => this.target.quote(c.name)).join(", ")})`;
      }
      case "tableValued": {
        let text = `${node.lateral ? "LATERAL " : ""}${this.expr(node.element)}${node.withOrdinality ? " WITH ORDINALITY" : ""}`;
        text += this.aliasSql(this.fromName(node));
        if (node.derived !== "none")
          text += `(${node.columns.map((c) => this.target.quote(c.name) + (node.derived === "types" ? ` ${this.target.typeSql(c.type)}` : "")).join(", ")})`;
        return text;
      }
    }
  }

  protected aliasSql(name: string): string {
    return ` AS ${name}`;
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

  // --- WITH -------------------------------------------------------------------------------------------------------

  /** Writes a CTE for the WITH clause, once. */
  protected cte(node: CteNode): void {
    if (node.aliasOf !== undefined) {
      this.cte(node.aliasOf);
      return;
    }
    if (this.ctesInProgress.has(node)) return;
    for (const open of this.ctesInProgress) if (open.restates === node || restatesOf(open).has(node)) return;
    const name = this.fromName(node);
    const known = this.ctes.get(name);
    if (known !== undefined) {
      if (known.node === node || restatesOf(known.node).has(node)) return;
      if (!restatesOf(node).has(known.node))
        throw new CompileError(`Two different CTEs are named ${name}. Give one of them another name.`);
    }
    if (node.options.recursive) this.recursive = true;
    this.ctesInProgress.add(node);
    const scope = this.scope;
    this.scope = undefined;
    const body = this.cteBody(node);
    this.scope = scope;
    this.ctesInProgress.delete(node);
    const m = node.options.materialized;
    const columns = node.options.recursive
      ? `(${node.columns.map((c) => this.target.quote(this.label(c.name))).join(", ")})`
      : "";
    this.ctes.delete(name);
    this.ctes.set(name, {
      node,
      text: `${name}${columns} AS ${m === undefined ? "" : m ? "MATERIALIZED " : "NOT MATERIALIZED "}\n(${body})`,
    });
  }

  private cteBody(node: CteNode): string {
    const q = node.query;
    if (q.kind === "insert" || q.kind === "update" || q.kind === "delete") return this.dml(q);
    return this.query(q, undefined, true);
  }
  protected abstract dml(node: Node): string;

  /** The WITH clause, which is then not written in front of the statement. */
  protected takeWithClause(): string {
    const text = this.withClause();
    this.ctes.clear();
    return text;
  }
  /** WITH …, or nothing. */
  protected withClause(): string {
    if (this.ctes.size === 0) return "";
    return `WITH ${this.recursive ? "RECURSIVE " : ""}${[...this.ctes.values()].map((c) => c.text).join(", \n")}\n `;
  }

  // --- combinations and ends --------------------------------------------------------------------------------------

  protected compound(node: CompoundNode, result: ResultColumn[] | undefined, asFrom: boolean): string {
    if (node.queries.length === 0) throw new ArgumentError("A UNION needs at least one query.");
    const outer = this.scope;
    for (const c of node.ctes) this.cte(c.cte);
    const parts = node.queries.map((q, i) => {
      this.scope = outer;
      const text = this.query(q, i === 0 || result === undefined ? result : [], asFrom);
      return this.needsCompoundParens(q) ? `(${text})` : text;
    });
    let text = parts.join(` ${node.keyword} `);
    const first = node.queries[0]!;
    this.scope = {
      columns: first.kind === "select" ? planColumns(first.columns, first.labelStyle) : [],
      froms: new Set(),
      allFroms: outer?.allFroms ?? new Set(),
    };
    if (node.groupBy.length > 0) text += ` GROUP BY ${node.groupBy.map((g) => this.expr(g)).join(", ")}`;
    if (node.orderBy.length > 0) text += ` ORDER BY ${node.orderBy.map((o) => this.compoundOrder(o)).join(", ")}`;
    text += this.limitClause(node);
    if (node.forUpdate !== undefined) text += this.forUpdate(node);
    this.scope = outer;
    return text;
  }

  /** ORDER BY of a UNION names its columns, which belong to no table. */
  private compoundOrder(node: ExprNode): string {
    return this.expr(node, { labels: true, bare: true });
  }

  private needsCompoundParens(q: QueryNode): boolean {
    if (q.kind === "text") return false;
    const grouped =
      q.kind === "compound" ||
      q.limit !== undefined ||
      q.offset !== undefined ||
      q.fetch !== undefined ||
      q.orderBy.length > 0 ||
      q.forUpdate !== undefined;
    if (!grouped) return false;
    if (this.target.sqlFeatures.compoundParens) return true;
    if (q.kind === "compound" && q.limit === undefined && q.offset === undefined && q.orderBy.length === 0)
      return false;
    throw new CompileError(
      `${this.target.name} has no ORDER BY or LIMIT inside a part of a UNION. Make that part select(sub) of a subquery().`,
    );
  }

  /** Hook: LIMIT and OFFSET. */
  protected limitClause(node: SelectNode | CompoundNode): string {
    let text = "";
    if (node.fetch !== undefined) return this.fetchClause(node);
    if (node.limit !== undefined) text += `${this.limitWord()}${this.expr(node.limit)}`;
    if (node.offset !== undefined) {
      if (node.limit === undefined) text += this.noLimit();
      text += ` OFFSET ${this.expr(node.offset)}`;
    }
    return text;
  }
  /** Hook: the line break before LIMIT, which SQLAlchemy's dialects write differently. */
  protected limitWord(): string {
    return "\n LIMIT ";
  }
  /** Hook: what stands before OFFSET without LIMIT. */
  protected noLimit(): string {
    return "\n LIMIT -1";
  }
  protected fetchClause(node: SelectNode | CompoundNode): string {
    const fetch = node.fetch!;
    if (!this.target.sqlFeatures.fetch) throw new CompileError(`${this.target.name} has no FETCH FIRST. Use limit().`);
    const offset = node.offset === undefined ? "" : `\n OFFSET ${this.expr(node.offset)} ROWS`;
    return `${offset}\n FETCH FIRST ${this.expr(fetch.count)}${fetch.percent ? " PERCENT" : ""} ROWS ${fetch.withTies ? "WITH TIES" : "ONLY"}`;
  }
  /** Hook: FOR UPDATE. */
  protected forUpdate(_node: SelectNode | CompoundNode): string {
    return " FOR UPDATE";
  }
}

/** Whether a NOT x, -x, DISTINCT x has a named column right inside. */
function wrapsName(node: Extract<ExprNode, { kind: "unary" }>): boolean {
  const inner = innermost(node);
  return inner.kind === "column" || inner.kind === "label";
}
function innermost(node: ExprNode): ExprNode {
  let n = node;
  while (n.kind === "unary") n = n.element;
  return n;
}

function restatesOf(node: CteNode): Set<CteNode> {
  const out = new Set<CteNode>();
  let n = node.restates;
  while (n !== undefined) {
    out.add(n);
    n = n.restates;
  }
  return out;
}
