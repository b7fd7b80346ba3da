import { ArgumentError } from "../errors/argument.ts";
import { CompileError } from "../errors/compile.ts";
import { InvalidRequestError } from "../errors/state.ts";
import { wrapped, wraps } from "./type-expression.ts";
import type { CompoundKeyword, CompoundNode } from "../sql/nodes/compound.ts";
import type { LabelRefNode } from "../sql/nodes/label.ts";
import type { SelectNode } from "../sql/nodes/select.ts";
import type { ExprNode, FromNode, QueryNode } from "../sql/nodes/unions.ts";
import * as O from "../sql/operator.ts";
import { anonLabel, literalName, ownName, type PlannedColumn, planColumns } from "../sql/selected-columns.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import type { ResultColumn } from "./compiled.ts";
import { CteCompiler } from "./cte-compiler.ts";
import type { Place } from "./expression-compiler.ts";
import type { Scope } from "./from-compiler.ts";
import { fromList, leaves } from "../sql/from-list.ts";

/** The from-clauses around a select that it may refer to: one in FROM does not see what stands beside it, unless it is LATERAL. */
function reachable(outer: Scope, asFrom: boolean, lateral: boolean): ReadonlySet<FromNode> {
  return asFrom && !lateral ? new Set([...outer.allFroms].filter((f) => !outer.froms.has(f))) : outer.allFroms;
}

const labels: Place = { labels: true };
const groupLabels: Place = {};

/** Writes SELECT, its parts and its combinations. */
export abstract class SelectCompiler extends CteCompiler {
  /** The next query is a part of a statement that writes its WITH clause: a part of a UNION, the select of an INSERT. */
  private embedded = false;

  query(given: QueryNode, result: ResultColumn[] | undefined, asFrom = false, lateral = false): string {
    const node = (this.options.substitutes?.get(given) as QueryNode | undefined) ?? given;
    if (node.kind === "select") return this.select(node, result, asFrom, lateral);
    if (node.kind === "compound") return this.compound(node, result, asFrom, lateral);
    return this.text(node, {});
  }

  protected subquery(query: QueryNode): string {
    return this.query(query, undefined);
  }

  /** The query of an INSERT, whose CTEs the INSERT writes. */
  protected embeddedQuery(query: QueryNode): string {
    this.embedded = true;
    const text = this.query(query, undefined);
    this.embedded = false;
    return this.target.sqlFeatures.cteFollowsInsert ? this.withClause(true) + text : text;
  }

  protected select(node: SelectNode, result: ResultColumn[] | undefined, asFrom: boolean, lateral: boolean): string {
    const embedded = this.embedded;
    this.embedded = false;
    this.depth++;
    const outer = this.scope;
    const outerHints = this.fromHints;
    const outerRenamed = this.renamed;
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
    this.renamed = this.tellApart(own, outer && reachable(outer, asFrom, lateral));
    const after = node.suffixes;
    const hints = node.hints;
    this.fromHints = hints.length === 0 ? undefined : this.hintsOf(hints);
    let text = "SELECT ";
    if (after.length > 0) text += this.affixes(after, "postSelect");
    if (node.ctes.length > 0) this.ownCtes(node.ctes);
    text += `${this.prefixes(node)}${this.affixes(node.prefixes)}${this.distinct(node)}`;
    if (after.length > 0) text += this.affixes(after, "preColumns");
    const columns = planned.map((c) => this.selectColumn(c, result, asFrom));
    text += columns.join(", ");
    if (columns.length === 0) text = text.trimEnd();
    if (froms.length > 0) text += ` \nFROM ${froms.map((f) => this.from(f)).join(", ")}`;
    else text += this.defaultFrom(node);
    if (node.where.length > 0) text += ` \nWHERE ${this.conditions(node.where)}`;
    if (node.groupBy.length > 0)
      text += ` GROUP BY ${node.groupBy.map((g) => this.operand(g, O.COMMA, groupLabels)).join(", ")}`;
    if (node.having.length > 0) text += ` \nHAVING ${this.conditions(node.having)}`;
    if (after.length > 0) text += spaced(" \n", this.affixes(after, "postCriteria"));
    if (node.orderBy.length > 0)
      text += ` ORDER BY ${node.orderBy.map((o) => this.operand(o, O.COMMA, labels)).join(", ")}`;
    text += this.limitClause(node);
    if (node.forUpdate !== undefined) text += this.forUpdate(node);
    if (after.length > 0) text += spaced(" ", this.affixes(after, "postBody"));
    for (const hint of hints) if (hint.from === undefined && this.isMeant(hint.dialect)) text += ` ${hint.text}`;
    if (!embedded || this.depth === 1) text = this.withClause() + text;
    if (after.length > 0) text += spaced(" ", this.affixes(after));
    this.fromHints = outerHints;
    this.renamed = outerRenamed;
    this.scope = outer;
    this.depth--;
    return text;
  }

  /** Conditions joined by AND. */
  protected conditions(items: readonly ExprNode[]): string {
    const kept = items.filter((i) => !(i.kind === "const" && i.value === true));
    if (kept.length === 0) return this.constantCondition(true);
    if (kept.length === 1) {
      const only = kept[0]!;
      if (only.kind === "const" && only.value !== null) return this.constantCondition(only.value);
      return only.kind === "binary" && only.op.name !== "custom" ? this.operand(only, O.AND) : this.expr(only);
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

  private correlated(
    node: SelectNode,
    froms: FromNode[],
    outer: Scope | undefined,
    asFrom: boolean,
    lateral: boolean,
  ): FromNode[] {
    if (outer === undefined) return froms;
    const explicit = node.correlate;
    const around = reachable(outer, asFrom, lateral);
    if (explicit !== undefined) {
      const named = new Set<FromNode>(explicit.froms);
      return froms.filter((f) => !(around.has(f) && (explicit.except ? !named.has(f) : named.has(f))));
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
      // A label's name is kept, although another column may have it too; inside FROM both must be told apart.
      name = this.label(asFrom ? (c.required ?? node.name) : node.name);
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
              ? asFrom && literalName(node) === undefined
              : node.kind === "unary"
                ? asFrom || !wrapsName(node) || this.comparesBoolean(node)
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
  /** Whether a boolean is written as a comparison: `x = 1`. */
  private comparesBoolean(node: Extract<ExprNode, { kind: "unary" }>): boolean {
    return (node.op === O.IS_TRUE || node.op === O.IS_FALSE) && !this.target.sqlFeatures.nativeBoolean;
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

  // --- combinations and ends --------------------------------------------------------------------------------------

  protected compound(
    node: CompoundNode,
    result: ResultColumn[] | undefined,
    asFrom: boolean,
    lateral: boolean,
  ): string {
    if (node.queries.length === 0) throw new ArgumentError("A UNION needs at least one query.");
    this.embedded = false;
    this.depth++;
    const outer = this.scope;
    if (node.ctes.length > 0) this.ownCtes(node.ctes);
    const parts = node.queries.map((q, i) => {
      this.scope = outer;
      const parens = this.needsCompoundParens(q, node.keyword, i);
      this.embedded = !parens;
      const text = this.query(q, i === 0 || result === undefined ? result : [], asFrom, lateral);
      this.embedded = false;
      return parens ? `(${text})` : text;
    });
    this.checkWidths(node);
    let text = parts.join(` ${node.keyword} `);
    const first = firstSelect(node);
    this.scope = {
      columns: first === undefined ? [] : planColumns(first.columns, first.labelStyle),
      froms: new Set(),
      allFroms: outer?.allFroms ?? new Set(),
    };
    if (node.groupBy.length > 0)
      text += ` GROUP BY ${node.groupBy.map((g) => this.expr(g, { bare: true })).join(", ")}`;
    if (node.orderBy.length > 0) text += ` ORDER BY ${node.orderBy.map((o) => this.compoundOrder(o)).join(", ")}`;
    text += this.limitClause(node);
    if (node.forUpdate !== undefined)
      throw new CompileError("FOR UPDATE cannot stand at a UNION: say withForUpdate() of its parts.");
    text = this.withClause(true) + text;
    this.scope = outer;
    this.depth--;
    return text;
  }

  private checkWidths(node: CompoundNode): void {
    let width: number | undefined;
    node.queries.forEach((q, i) => {
      const select = firstSelect(q);
      if (select === undefined || select.columns.some((c) => c.kind === "text" || c.kind === "literalColumn")) return;
      const own = planColumns(select.columns, select.labelStyle).length;
      width ??= own;
      if (own !== width)
        throw new CompileError(
          `The queries of a ${node.keyword} must have equally many columns: the first has ${width}, query ${i + 1} has ${own}.`,
        );
    });
  }

  /** ORDER BY of a UNION names its columns, which belong to no table. */
  private compoundOrder(node: ExprNode): string {
    return this.expr(node, { labels: true, bare: true });
  }

  private needsCompoundParens(q: QueryNode, keyword: CompoundKeyword, at: number): boolean {
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
    const bare = q.limit === undefined && q.offset === undefined && q.fetch === undefined && q.orderBy.length === 0;
    if (q.kind === "compound" && bare) {
      // Without parentheses the parts are joined from left to right.
      if (at === 0 || (q.keyword === keyword && !keyword.startsWith("EXCEPT"))) return false;
      throw new CompileError(
        `${this.target.name} has no parentheses around a ${q.keyword} inside of ${keyword}. Make that part select(sub) of a subquery().`,
      );
    }
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
    const offset = node.offset === undefined ? "" : `\n OFFSET ${this.fetchCount(node.offset)} ROWS`;
    return `${offset}\n FETCH FIRST ${this.fetchCount(fetch.count)}${fetch.percent ? " PERCENT" : ""} ROWS ${fetch.withTies ? "WITH TIES" : "ONLY"}`;
  }
  /** Hook: a number of rows in FETCH. */
  protected fetchCount(count: ExprNode): string {
    return this.expr(count);
  }
  /** Hook: FOR UPDATE. */
  protected forUpdate(_node: SelectNode | CompoundNode): string {
    return " FOR UPDATE";
  }
}

/** The query that names the columns of a compound. */
function firstSelect(query: QueryNode): SelectNode | undefined {
  if (query.kind === "compound") return firstSelect(query.queries[0]!);
  return query.kind === "select" ? query : undefined;
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

/** A text that ends with a space, behind another. */
function spaced(before: string, text: string): string {
  return text === "" ? "" : before + text.slice(0, -1);
}
