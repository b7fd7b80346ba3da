import { type $kind, setBrand } from "../util/brand.ts";
import { fastRecord } from "../util/fast-record.ts";
import { checkName, condition, fromClause } from "./coerce.ts";
import { type ColumnElement, type Condition, NamedElement } from "./column-element.ts";
import { joinCondition } from "./join-condition.ts";
import { type CompileRequest, type CompileResult, compileNode } from "./late.ts";
import { aliasNode } from "./nodes/alias.ts";
import type { ColumnNode } from "./nodes/column.ts";
import { joinNode } from "./nodes/join.ts";
import { cteNode, subqueryNode } from "./nodes/subquery.ts";
import type { FromNode } from "./nodes/unions.ts";
import { columnsOf } from "./selected-columns.ts";
import { anonBase, isAnonName } from "./anon-name.ts";
import { ArgumentError } from "../errors/argument.ts";

export type ColumnMap = Readonly<Record<string, ColumnElement<unknown>>>;

/** Something that rows are selected from: a table, an alias, a subquery, a CTE, a join. Its columns are under `c`. */
export abstract class FromClause<C = ColumnMap> {
  abstract readonly node: FromNode;
  #c: C | undefined;

  /** The columns by attribute name. */
  get c(): C {
    return (this.#c ??= this.makeColumns());
  }

  protected makeColumns(): C {
    const out = new Map<string, NamedElement<string, unknown>>();
    for (const node of columnsOf(this.node)) {
      let key = isAnonName(node.propKey) ? anonBase(node.propKey) : node.propKey;
      if (out.has(key)) {
        if (this.node.kind !== "join" && key === node.propKey) continue;
        if (this.node.kind === "join") key = `${ownerName(node)}_${key}`;
      }
      out.set(key, new NamedElement(node, key));
    }
    return fastRecord(out) as C;
  }

  /** Another name for the same rows, to select from them twice. */
  alias(name?: string): Alias<C> {
    if (name !== undefined) checkName(name, "alias(): a name");
    const node = this.node;
    if (node.kind === "join" || node.kind === "text")
      throw new ArgumentError(`alias(): a ${node.kind} has no alias; make it a subquery with select(…).subquery().`);
    if (node.kind === "cte")
      return new Alias(
        cteNode(
          node.query,
          node.columns.map((c) => ({ key: c.propKey, name: c.name, node: c })),
          name,
          node.options,
          undefined,
          node,
        ),
      );
    if (node.kind === "subquery")
      return new Alias(
        subqueryNode(
          node.query,
          node.columns.map((c) => ({ key: c.propKey, name: c.name, node: c })),
          name,
          node.lateral,
        ),
      );
    return new Alias(aliasNode(node, name));
  }

  /** `this JOIN right ON …`; without `on`, by the foreign keys between the two. */
  join(
    right: FromClause<unknown>,
    on?: Condition,
    options: { readonly isouter?: boolean; readonly full?: boolean } = {},
  ): Join {
    const target = fromClause(right, "join(): a table or other from-clause");
    const cond = on === undefined ? joinCondition(this.node, target) : condition(on, "join(): an ON condition");
    return new Join(joinNode(this.node, target, cond, options.isouter === true, options.full === true));
  }

  /** `this LEFT OUTER JOIN right ON …` */
  outerjoin(right: FromClause<unknown>, on?: Condition, options: { readonly full?: boolean } = {}): Join {
    return this.join(right, on, { ...options, isouter: true });
  }

  compile(request?: CompileRequest): CompileResult {
    return compileNode(this.node, request);
  }
  toString(): string {
    return compileNode(this.node).sql;
  }
}
// oxlint-disable-next-line no-unused-vars -- merged with the class, whose type parameters it has to repeat
export interface FromClause<C = ColumnMap> {
  readonly [$kind]: "from";
}
setBrand(FromClause.prototype, "from");

function ownerName(node: ColumnNode): string {
  const t = node.table;
  return t !== undefined && "name" in t && t.name !== undefined ? t.name : "anon";
}

/** An alias of a table or of a subquery. */
export class Alias<C = ColumnMap> extends FromClause<C> {
  readonly node: FromNode;
  constructor(node: FromNode) {
    super();
    this.node = node;
  }
}

/** Two from-clauses joined. */
export class Join extends FromClause {
  readonly node: FromNode;
  constructor(node: FromNode) {
    super();
    this.node = node;
  }
}
