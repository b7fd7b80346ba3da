import { ArgumentError } from "../errors/argument.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import {
  asCondition,
  checkName,
  columnExpr,
  condition,
  conditions,
  fromClause,
  record,
  rowCount,
  selectItem,
} from "./coerce.ts";
import { ColumnElement, type Condition } from "./column-element.ts";
import { affix } from "./cte.ts";
import { $join, type EntityNode, entityOf, hasJoin } from "./entity.ts";
import { brandOf } from "../util/brand.ts";
import type { FromClause } from "./from-clause.ts";
import { explicitFroms, fromList, fromsOfColumns } from "./from-list.ts";
import { late } from "./late.ts";
import type { CompoundNode } from "./nodes/compound.ts";
import {
  type Draft,
  draftSelect,
  type LabelStyle,
  type SelectFields,
  type SelectItem,
  type SelectJoin,
  type SelectNode,
} from "./nodes/select.ts";
import type { ExprNode, FromNode, QueryNode } from "./nodes/unions.ts";
import { compare, conjunction } from "./operations.ts";
import { AND, EQ } from "./operator.ts";
import {
  type AnyQueries,
  type CompoundOf,
  except,
  exceptAll,
  intersect,
  intersectAll,
  union,
  unionAll,
  orderItems,
  Query,
  type RowCount,
} from "./query.ts";
import { INTEGER } from "../types/literal-type.ts";
import type { NullAll, NullEntity } from "./row-of.ts";
import { type ColumnDescription, columnFroms, describeColumns, fromElements, reducedColumns } from "./select-info.ts";
import type { ExtensionElements, SelectExtension, SelectExtensionPoint } from "./select-extension.ts";
import { columnsOf } from "./selected-columns.ts";
import { checkSqlText } from "./sql-text.ts";
import { describeValue } from "../util/describe.ts";

export interface JoinOptions {
  readonly isouter?: boolean;
  readonly full?: boolean;
}
export interface OuterJoinOptions {
  readonly full?: boolean;
}
/** What is joined: a relationship to C, or C itself, a mapped class, alias or from-clause. */
export type JoinTarget<C> = { readonly _c: C } | C;
/** The items of a row after a join of C. */
export type Joined<I extends readonly unknown[], C, O> = O extends { readonly full: true }
  ? NullAll<I>
  : O extends { readonly isouter: true }
    ? NullEntity<I, C>
    : I;

/** What filterBy() takes for an entity or table: values by attribute; where that is not known, anything. */
export type FilterOf<E> = E extends { readonly _filter: infer V } ? V : Readonly<Record<string, unknown>>;

export const LABEL_STYLE_NONE: LabelStyle = "none";
export const LABEL_STYLE_TABLENAME_PLUS_COL: LabelStyle = "tablenamePlusCol";
export const LABEL_STYLE_DISAMBIGUATE_ONLY: LabelStyle = "disambiguateOnly";
export const LABEL_STYLE_DEFAULT: LabelStyle = "disambiguateOnly";

/**
 * A change that a method asks for. It is carried out when the node is first asked for, on one copy for the whole chain
 * of methods: `select(…).join(…).where(…).limit(…)` makes one node, not four.
 */
type Step = (draft: Draft<SelectFields>, value: never) => void;

function append<N>(old: readonly N[], more: readonly N[]): readonly N[] {
  return old.length === 0 ? more : old.concat(more);
}
const addWhere = (d: Draft<SelectFields>, items: readonly ExprNode[]): void => {
  d.where = append(d.where, items);
};
const addJoins = (d: Draft<SelectFields>, joins: readonly SelectJoin[]): void => {
  d.joins = append(d.joins, joins);
};
const addGroupBy = (d: Draft<SelectFields>, items: readonly ExprNode[]): void => {
  d.groupBy = append(d.groupBy, items);
};
const addOrderBy = (d: Draft<SelectFields>, items: readonly ExprNode[]): void => {
  d.orderBy = append(d.orderBy, items);
};
const setLimit = (d: Draft<SelectFields>, count: ExprNode | undefined): void => {
  d.limit = count;
  d.fetch = undefined;
};
const setOffset = (d: Draft<SelectFields>, count: ExprNode | undefined): void => {
  d.offset = count;
};
const replaceFields = (d: Draft<SelectFields>, fields: Partial<SelectFields>): void => {
  Object.assign(d, fields);
};

type AnySelect = Select<readonly unknown[], unknown>;

/** A SELECT statement of the items I; each method gives a new one. E is what filterBy() means: what was joined, or selected, last. */
export class Select<I extends readonly unknown[], E = I[0]> extends Query<I> {
  declare private made: SelectNode | undefined;
  declare private before: AnySelect | undefined;
  declare private readonly step: Step | undefined;
  declare private readonly value: unknown;
  /** The entity that was joined last: what filterBy() means. */
  declare private readonly lastEntity: EntityNode | undefined;

  constructor(node: SelectNode);
  /** A select that comes from another by one step. */
  constructor(node: undefined, before: AnySelect, step: Step, value: unknown, lastEntity: EntityNode | undefined);
  constructor(node: SelectNode | undefined, before?: AnySelect, step?: Step, value?: unknown, lastEntity?: EntityNode) {
    super();
    this.made = node;
    this.before = before;
    this.step = step;
    this.value = value;
    this.lastEntity = lastEntity;
  }

  get node(): SelectNode {
    return this.made ?? this.#make();
  }
  #make(): SelectNode {
    let from = this as unknown as AnySelect;
    let count = 0;
    for (; from.made === undefined; from = from.before!) count++;
    const steps = new Array<AnySelect>(count);
    let step = this as unknown as AnySelect;
    for (let i = 0; i < count; i++, step = step.before!) steps[i] = step;
    const draft = draftSelect(from.made);
    for (let i = count - 1; i >= 0; i--) steps[i]!.step!(draft, steps[i]!.value as never);
    this.before = undefined;
    return (this.made = draft as SelectNode);
  }
  #then(step: Step, value: unknown): this {
    return new Select(undefined, this as unknown as AnySelect, step, value, this.lastEntity) as unknown as this;
  }

  protected remade(node: QueryNode): this {
    return new Select(node as SelectNode) as unknown as this;
  }
  protected derive(fields: Partial<CompoundNode> | Partial<SelectFields>): this {
    return this.#then(replaceFields, fields);
  }
  override orderBy(...items: (ColumnElement<unknown> | string | null)[]): this {
    if (items.length === 1 && items[0] === null) return super.orderBy(null);
    return this.#then(addOrderBy, orderItems(items, "orderBy(): a column expression or the name of a label"));
  }
  override groupBy(...items: (ColumnElement<unknown> | string | null)[]): this {
    if (items.length === 1 && items[0] === null) return super.groupBy(null);
    return this.#then(addGroupBy, orderItems(items, "groupBy(): a column expression or the name of a label"));
  }
  override limit(count: RowCount): this {
    return this.#then(setLimit, rowCount(count, "limit()", INTEGER));
  }
  override offset(count: RowCount): this {
    return this.#then(setOffset, rowCount(count, "offset()", INTEGER));
  }

  /** Rows for which all these conditions hold; added to those before. */
  where(...items: Condition[]): this {
    if (items.length === 0)
      throw new ArgumentError("where() needs at least one condition. Say trueValue() when every row is meant.");
    return this.#then(addWhere, conditions(items, "where(): a condition"));
  }
  /** The same as where(). */
  filter(...items: Condition[]): this {
    return this.where(...items);
  }
  /** Rows whose attributes have these values, of the entity or table that was joined, or selected, last. */
  filterBy(values: FilterOf<E>): this {
    const given = record(values, "filterBy()");
    const names = Object.keys(given);
    if (names.length === 0) throw new ArgumentError("filterBy() needs at least one attribute.");
    const lookup = this.#filterTarget();
    const list: ExprNode[] = [];
    for (const name of names) list.push(lookup(name, given[name]));
    return this.#then(addWhere, list);
  }
  #filterTarget(): (name: string, value: unknown) => ExprNode {
    const n = this.node;
    const entities = n.columns.filter((c) => c.kind === "entity");
    const from = n.joins.length > 0 ? n.joins[n.joins.length - 1]!.right : (n.froms[0] ?? firstFrom(n.columns));
    const entity =
      this.lastEntity ?? entities.find((e) => e.from === from) ?? (n.joins.length === 0 ? entities[0] : undefined);
    return (name, value) => {
      const attr =
        entity?.attrs(name)?.node ??
        (entity === undefined && from !== undefined ? columnsOf(from).find((c) => c.propKey === name) : undefined);
      if (attr !== undefined) return compare(EQ, attr, value);
      const criterion = entity?.criterion?.(name, value);
      if (criterion !== undefined) return criterion;
      const what =
        entity?.label ??
        (from !== undefined && "name" in from && from.name !== undefined ? `"${from.name}"` : "the statement");
      const known = from === undefined ? [] : columnsOf(from).map((c) => c.propKey);
      throw new ArgumentError(
        `filterBy(): ${what} has no attribute ${JSON.stringify(name)}.${didYouMean(name, known)}`,
      );
    };
  }

  /** Groups for which all these conditions hold. */
  having(...items: Condition[]): this {
    if (items.length === 0) throw new ArgumentError("having() needs at least one condition.");
    return this.derive({ having: [...this.node.having, ...conditions(items, "having(): a condition")] });
  }

  /** What to select from, where the columns do not say it, or say it in another order. */
  selectFrom(...froms: unknown[]): this {
    return this.derive({
      froms: [...this.node.froms, ...froms.map((f) => fromClause(f, "selectFrom(): a table or mapped class"))],
    });
  }

  /** `JOIN target ON …`: a relationship, a mapped class, a table; without `on`, by the foreign keys. */
  join<C, O extends JoinOptions = {}>(target: JoinTarget<C>, on?: unknown, options?: O): Select<Joined<I, C, O>, C> {
    return this.#join(undefined, target, on, options?.isouter === true, options?.full === true);
  }
  /** `LEFT OUTER JOIN target ON …`; where the target is an entity of the row, it may then be null. */
  outerjoin<C, O extends OuterJoinOptions = {}>(
    target: JoinTarget<C>,
    on?: unknown,
    options?: O,
  ): Select<Joined<I, C, O & { readonly isouter: true }>, C> {
    return this.#join(undefined, target, on, true, options?.full === true);
  }
  /** join() with the left side said. */
  joinFrom<C, O extends JoinOptions = {}>(
    left: unknown,
    target: JoinTarget<C>,
    on?: unknown,
    options?: O,
  ): Select<Joined<I, C, O>, C> {
    return this.#join(
      fromClause(left, "joinFrom(): the left side"),
      target,
      on,
      options?.isouter === true,
      options?.full === true,
    );
  }
  /** outerjoin() with the left side said. */
  outerjoinFrom<C, O extends OuterJoinOptions = {}>(
    left: unknown,
    target: JoinTarget<C>,
    on?: unknown,
    options?: O,
  ): Select<Joined<I, C, O & { readonly isouter: true }>, C> {
    return this.#join(fromClause(left, "outerjoinFrom(): the left side"), target, on, true, options?.full === true);
  }
  /** The caller's type says what the join makes of the items. */
  #join<J extends readonly unknown[], C>(
    left: FromNode | undefined,
    target: unknown,
    on: unknown,
    outer: boolean,
    full: boolean,
  ): Select<J, C> {
    let joins: SelectJoin[];
    let entity: EntityNode | undefined;
    if (brandOf(target) === "from" && (on === undefined || brandOf(on) === "expr")) {
      const cond = on === undefined ? undefined : asCondition((on as ColumnElement<unknown>).node);
      joins = [{ left, right: (target as { node: FromNode }).node, on: cond, outer, full }];
    } else if (hasJoin(target)) {
      joins = target[$join](left).map((spec, i, { length }): SelectJoin => {
        const cond = on !== undefined && i === length - 1 ? condition(on, "join(): an ON condition") : spec.on;
        return { left: spec.left ?? left, right: spec.target, on: cond, outer, full };
      });
    } else if (on !== undefined && hasJoin(on)) {
      const right = fromClause(target, "join(): a target");
      joins = on[$join](left).map((spec, i, { length }): SelectJoin => {
        const to = i === length - 1 ? right : spec.target;
        return { left: spec.left ?? left, right: to, on: spec.on, outer, full };
      });
    } else {
      const right = fromClause(target, "join(): a relationship, table or mapped class");
      entity = entityOf(target);
      const cond = on === undefined ? undefined : condition(on, "join(): an ON condition");
      joins = [{ left, right, on: cond, outer, full }];
    }
    return new Select<J, C>(undefined, this as unknown as AnySelect, addJoins, joins, entity);
  }

  /** `SELECT DISTINCT`; with columns, DISTINCT ON on PostgreSQL. */
  distinct(...on: ColumnElement<unknown>[]): this {
    const distinctOn = on.map((c) => columnExpr(c, "distinct(): a column expression"));
    return this.derive({ distinct: true, distinctOn: [...this.node.distinctOn, ...distinctOn] });
  }
  /** More items in the select list. */
  addColumns<J extends readonly unknown[]>(...items: J): Select<[...I, ...J], E> {
    const columns = [...this.node.columns, ...items.map((i) => selectItem(i))];
    return this.derive({ columns }) as unknown as Select<[...I, ...J], E>;
  }
  /**
   * Another select list, with FROM and WHERE as they are. What the former columns alone brought into FROM goes with them,
   * unless the last argument is `{ maintainColumnFroms: true }`.
   */
  withOnlyColumns<J extends readonly unknown[]>(
    ...items: readonly [...J, { readonly maintainColumnFroms: boolean }]
  ): Select<J, E>;
  withOnlyColumns<J extends readonly unknown[]>(...items: J): Select<J, E>;
  withOnlyColumns(...items: readonly unknown[]): unknown {
    const { node } = this;
    const last = items.at(-1);
    const maintain =
      last !== null && typeof last === "object" && Object.hasOwn(last, "maintainColumnFroms")
        ? (last as { readonly maintainColumnFroms: boolean }).maintainColumnFroms
        : undefined;
    const list = maintain === undefined ? items : items.slice(0, -1);
    const fields: { columns: SelectItem[]; froms?: readonly FromNode[]; joins?: readonly SelectJoin[] } = {
      columns: list.map((i) => selectItem(i)),
    };
    // The left side of a join was found among the former columns.
    if (node.joins.length > 0) {
      fields.froms = explicitFroms(node);
      fields.joins = [];
    }
    if (maintain === true) fields.froms = [...new Set([...(fields.froms ?? node.froms), ...fromsOfColumns(node)])];
    return this.derive(fields);
  }
  /** Without columns that repeat, by a foreign key or an equation in where() or a join, one that stays. */
  reduceColumns(): this {
    return this.derive({ columns: reducedColumns(this.node) });
  }
  /** A hint for a from-clause, for one dialect or (`"*"`) all: `.withHint(t, "USE INDEX (ix)", "mysql")`; `%(name)s` is the name of it. */
  withHint(from: unknown, text: string, dialect = "*"): this {
    const node = fromClause(from, "withHint(): a from-clause");
    const hint = {
      from: node,
      text: checkSqlText(text, "withHint(): SQL text"),
      dialect: checkName(dialect, "withHint(): a dialect"),
    };
    return this.derive({ hints: [...this.node.hints, hint] });
  }
  /** A hint at the end of the statement: `.withStatementHint("OPTION (RECOMPILE)", "mssql")`. */
  withStatementHint(text: string, dialect = "*"): this {
    const hint = {
      from: undefined,
      text: checkSqlText(text, "withStatementHint(): SQL text"),
      dialect: checkName(dialect, "withStatementHint(): a dialect"),
    };
    return this.derive({ hints: [...this.node.hints, hint] });
  }
  /** A clause that SELECT does not have by itself, such as `distinctOn(…)` of "athanor/postgresql". */
  ext(extension: SelectExtension): this {
    if (typeof (extension as Partial<SelectExtension> | null)?.applyToSelect !== "function")
      throw new ArgumentError(`ext(): an extension with applyToSelect() expected, got ${describeValue(extension)}.`);
    return extension.applyToSelect(this) as this;
  }
  /** Puts elements at a place of the statement; `elements` gets those that are there. For extensions. */
  applySyntaxExtensionPoint(elements: ExtensionElements, point: SelectExtensionPoint): this {
    const { suffixes } = this.node;
    const there = suffixes.filter((s) => s.point === point).map((s) => new ColumnElement(s.node));
    const now = elements(there).map((e) => ({
      node: columnExpr(e, "applySyntaxExtensionPoint(): an expression"),
      dialect: undefined,
      point,
    }));
    return this.derive({ suffixes: [...suffixes.filter((s) => s.point !== point), ...now] });
  }

  /** What each item of the select list is. */
  get columnDescriptions(): readonly ColumnDescription[] {
    return describeColumns(this.node);
  }
  /** The from-clauses that the select list brings. */
  get columnsClauseFroms(): readonly FromClause[] {
    return fromElements(columnFroms(this.node));
  }
  /** The condition of where(), or undefined. */
  get whereclause(): ColumnElement<boolean> | undefined {
    const { where } = this.node;
    return where.length === 0 ? undefined : new ColumnElement(where.length === 1 ? where[0]! : conjunction(AND, where));
  }
  /** The from-clauses that will be in FROM, joins made, before correlation. */
  getFinalFroms(): readonly FromClause[] {
    return fromElements(fromList(this.node));
  }
  /** How columns of equal names are labelled. */
  setLabelStyle(style: LabelStyle): this {
    return this.derive({ labelStyle: style });
  }
  /** As a subquery: these from-clauses are the outer statement's; null: none is. */
  correlate(...froms: unknown[]): this {
    const list =
      froms.length === 1 && froms[0] === null ? [] : froms.map((f) => fromClause(f, "correlate(): a from-clause"));
    return this.derive({ correlate: { froms: list, except: false } });
  }
  /** As a subquery: all from-clauses but these may be the outer statement's. */
  correlateExcept(...froms: unknown[]): this {
    const list =
      froms.length === 1 && froms[0] === null
        ? []
        : froms.map((f) => fromClause(f, "correlateExcept(): a from-clause"));
    return this.derive({ correlate: { froms: list, except: true } });
  }
  /** SQL text after SELECT, such as a hint. */
  prefixWith(text: string | ColumnElement<unknown>, options: { readonly dialect?: string } = {}): this {
    return this.derive({ prefixes: [...this.node.prefixes, { node: affix(text), dialect: options.dialect }] });
  }
  /** SQL text at the end. */
  suffixWith(text: string | ColumnElement<unknown>, options: { readonly dialect?: string } = {}): this {
    return this.derive({ suffixes: [...this.node.suffixes, { node: affix(text), dialect: options.dialect }] });
  }

  /** `this UNION others …` */
  union<Q extends AnyQueries>(...others: Q): CompoundOf<[this, ...Q]> {
    return union<[this, ...Q]>(this, ...others);
  }
  unionAll<Q extends AnyQueries>(...others: Q): CompoundOf<[this, ...Q]> {
    return unionAll<[this, ...Q]>(this, ...others);
  }
  intersect<Q extends AnyQueries>(...others: Q): CompoundOf<[this, ...Q]> {
    return intersect<[this, ...Q]>(this, ...others);
  }
  intersectAll<Q extends AnyQueries>(...others: Q): CompoundOf<[this, ...Q]> {
    return intersectAll<[this, ...Q]>(this, ...others);
  }
  except<Q extends AnyQueries>(...others: Q): CompoundOf<[this, ...Q]> {
    return except<[this, ...Q]>(this, ...others);
  }
  exceptAll<Q extends AnyQueries>(...others: Q): CompoundOf<[this, ...Q]> {
    return exceptAll<[this, ...Q]>(this, ...others);
  }
}

function firstFrom(items: readonly SelectItem[]): FromNode | undefined {
  const first = items[0];
  if (first === undefined) return undefined;
  if (first.kind === "entity") return first.from;
  if (first.kind === "column") return first.table;
  return "ref" in first ? first : undefined;
}

/** `SELECT …` of columns, expressions, tables and mapped classes. FROM is made from what they belong to. */
export function select<I extends readonly unknown[]>(...items: I): Select<I> {
  const columns = new Array<SelectItem>(items.length);
  for (let i = 0; i < items.length; i++) columns[i] = selectItem(items[i]);
  return new Select<I>(undefined, root, setColumns, columns, undefined);
}
const setColumns = (d: Draft<SelectFields>, columns: readonly SelectItem[]): void => {
  d.columns = columns;
};
const root: AnySelect = new Select(draftSelect() as SelectNode);

late.select = (query) => new Select(query as SelectNode);
