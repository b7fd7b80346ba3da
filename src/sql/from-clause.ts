import { type $kind, setBrand } from "../util/brand.ts";
import { fastRecord } from "../util/fast-record.ts";
import { checkName, columnExpr, condition, fromClause } from "./coerce.ts";
import { type ColumnElement, type Condition, NamedElement } from "./column-element.ts";
import { joinCondition } from "./join-condition.ts";
import { type CompileRequest, type CompileResult, compileNode, late } from "./late.ts";
import { correspondingColumn, isDerivedFrom } from "./derived.ts";
import { lateralNode } from "./lateral-node.ts";
import { tablesampleNode } from "./tablesample.ts";
import { selectNode } from "./nodes/select.ts";
import type { Select } from "./select.ts";
import { aliasNode } from "./nodes/alias.ts";
import { columnNode, type ColumnNode } from "./nodes/column.ts";
import { joinNode } from "./nodes/join.ts";
import { cteNode } from "./nodes/subquery.ts";
import type { FromNode } from "./nodes/unions.ts";
import { anonFromBase, columnsOf } from "./selected-columns.ts";
import { NULL_TYPE } from "../types/literal-type.ts";
import type { SqlType } from "../types/sql-type.ts";
import { anonBase, anonName, isAnonName } from "./anon-name.ts";
import { ArgumentError } from "../errors/argument.ts";

/** Options of a join. */
export interface JoinArguments {
  readonly isouter?: boolean;
  readonly full?: boolean;
}

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
    const ofJoin = this.node.kind === "join";
    for (const node of columnsOf(this.node)) {
      const key = isAnonName(node.propKey) ? freeKey(out, anonBase(node.propKey)) : node.propKey;
      if (!out.has(key)) out.set(key, new NamedElement(node, key));
      if (!ofJoin) continue;
      // The columns of a join are known with the names of their tables in front too.
      const full = `${ownerName(node)}_${key}`;
      out.set(full, new NamedElement(node, full));
    }
    return fastRecord(out) as C;
  }

  /**
   * A whole row as one value, named as the from-clause is: `func.row_to_json(users.tableValued())` is `row_to_json(users)` (PostgreSQL).
   */
  tableValued(): NamedElement<string, unknown> {
    const { node } = this;
    if (node.kind === "join" || node.kind === "text")
      throw new ArgumentError(`tableValued(): a ${node.kind} has no name to stand for its rows.`);
    return wholeRow(node, NULL_TYPE);
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
    return new Alias(aliasNode(node, name));
  }

  /**
   * A random part of the table, such as `users.tablesample(func.bernoulli(10))`; a number is a percentage.
   *
   * ```sql
   * users AS users_1 TABLESAMPLE bernoulli(10)
   * ```
   */
  tablesample(
    sampling: number | ColumnElement<unknown>,
    options: { readonly name?: string; readonly seed?: number | ColumnElement<unknown> } = {},
  ): Alias<C> {
    return new Alias(tablesampleNode(this.node, sampling, options));
  }

  /** The column that stands for `column`, a column of the table or query that this one was made from; undefined if none does. */
  correspondingColumn(column: ColumnElement<unknown>): ColumnElement<unknown> | undefined {
    const wanted = columnExpr(column, "correspondingColumn(): a column");
    const found = correspondingColumn(this.node, wanted);
    return found === undefined ? undefined : new NamedElement(found, found.propKey);
  }

  /** Whether this is `from`, or an alias or query of it. */
  isDerivedFrom(from: FromClause<unknown>): boolean {
    return isDerivedFrom(this.node, fromClause(from, "isDerivedFrom(): a from-clause"));
  }

  /** `this JOIN right ON …`; without `on`, by the foreign keys between the two. */
  join(right: unknown, on?: Condition, options: JoinArguments = {}): Join {
    const target = fromClause(right, "join(): a table or other from-clause");
    const cond = on === undefined ? joinCondition(this.node, target) : condition(on, "join(): an ON condition");
    return new Join(joinNode(this.node, target, cond, options.isouter === true, options.full === true));
  }

  /** `this LEFT OUTER JOIN right ON …` */
  outerjoin(right: unknown, on?: Condition, options: { readonly full?: boolean } = {}): Join {
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

/** `SELECT` of all columns of a from-clause. */
export function selectFrom(node: FromNode): unknown {
  return late.select!(selectNode({ columns: [node] }));
}

/** The name of a column that has none of its own, or not to itself: id_1, id_2. */
function freeKey(taken: ReadonlyMap<string, unknown>, base: string): string {
  let n = 1;
  while (taken.has(`${base}_${n}`)) n++;
  return `${base}_${n}`;
}

function ownerName(node: ColumnNode): string {
  const t = node.table;
  return t !== undefined && "name" in t && t.name !== undefined ? t.name : "anon";
}

/** An alias of a table, or a function in FROM. */
export class Alias<C = ColumnMap> extends FromClause<C> {
  readonly node: FromNode;
  constructor(node: FromNode) {
    super();
    this.node = node;
  }
  /** A function in FROM as `LATERAL f(…)`, whose arguments may name what stands before it. */
  lateral(name?: string): Alias<C> {
    return new Alias(lateralNode(this.node, name === undefined ? undefined : checkName(name, "lateral(): a name")));
  }
}

/** Two from-clauses joined. */
export class Join extends FromClause {
  readonly node: FromNode;
  constructor(node: FromNode) {
    super();
    this.node = node;
  }
  /** `SELECT` of all columns of both sides. */
  select(): Select<[Join]> {
    return selectFrom(this.node) as Select<[Join]>;
  }
}

/** A from-clause by its name alone, as an expression. */
export function wholeRow(
  node: Exclude<FromNode, { kind: "join" | "text" }>,
  type: SqlType,
): NamedElement<string, unknown> {
  const name = node.name ?? anonName(node, anonFromBase(node));
  return new NamedElement(columnNode(`${node.ref}.*`, true, name, name, type, node), name);
}
