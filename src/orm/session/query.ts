import { runSync } from "../../flow/run.ts";
import { InvalidRequestError, MultipleResultsFound, NoResultFound } from "../../errors/state.ts";
import { ColumnElement, type Condition } from "../../sql/column-element.ts";
import { func } from "../../sql/func.ts";
import type { RowCount } from "../../sql/query.ts";
import type { ItemVal, NullEntity, RowOf } from "../../sql/row-of.ts";
import type { FilterOf, JoinTarget, Select } from "../../sql/select.ts";
import { LABEL_STYLE_TABLENAME_PLUS_COL, select } from "../../sql/select.ts";
import { deleteFrom } from "../../sql/delete.ts";
import type { UpdateOf } from "../../sql/dml.ts";
import { update } from "../../sql/update.ts";
import { loadSelect } from "../loading/execute-select.ts";
import { entityRefOf } from "../mapping/entity-ref.ts";
import type { AnyModel, KeyOf } from "../mapping/model-class.ts";
import type { InstanceOf } from "../mapping/instance-of.ts";
import { requireOption, type LoaderOption } from "../query/loader-option.ts";
import { entitiesOf, executeStatement, resultOf, type SessionExecuteOptions } from "./execute.ts";
import { getByKey } from "./get.ts";
import type { SessionCore } from "./session-core.ts";
import type { $kind } from "../../util/brand.ts";

/** What `session.query()` takes: mapped classes, aliases and columns. */
export type QueryItem = Pick<AnyModel, "prototype" | "c"> | ColumnElement<unknown> | { readonly _v: unknown };

/** How the objects in the session follow `query.update()` and `query.delete()`. */
export type QueryWriteOptions = Pick<SessionExecuteOptions, "synchronizeSession">;

/** What one result of a query is: the object of a single entity, else a row. */
export type QueryResult<I extends readonly unknown[]> = I extends readonly [infer Only]
  ? Only extends { readonly [$kind]: "expr" }
    ? RowOf<I>
    : ItemVal<Only>
  : RowOf<I>;

/**
 * A query as SQLAlchemy 1.x writes it; each method gives a new one, and the last one asks the database.
 *
 * ```ts
 * session.query(Task).filterBy({ completed: false }).orderBy(Task.c.id).all();
 * ```
 */
export class Query<I extends readonly unknown[], E = I[0]> implements Iterable<QueryResult<I>> {
  readonly #session: SessionCore;
  readonly #statement: Select<I, E>;

  constructor(session: SessionCore, statement: Select<I, E>) {
    this.#session = session;
    this.#statement = statement;
  }

  static of<I extends readonly unknown[]>(session: SessionCore, items: I): Query<I> {
    return new Query<I>(
      session,
      select(...items).setLabelStyle(LABEL_STYLE_TABLENAME_PLUS_COL) as unknown as Select<I>,
    );
  }

  /** The SELECT that this query executes. */
  get statement(): Select<I, E> {
    return this.#statement;
  }

  #with(statement: unknown): this {
    return new Query(this.#session, statement as Select<I, E>) as this;
  }

  filter(...conditions: Condition[]): this {
    return this.#with(this.#statement.where(...conditions));
  }
  where(...conditions: Condition[]): this {
    return this.filter(...conditions);
  }
  filterBy(values: FilterOf<E>): this {
    return this.#with(this.#statement.filterBy(values));
  }
  join<C>(target: JoinTarget<C>, on?: unknown): Query<I, C> {
    return new Query(this.#session, this.#statement.join(target, on));
  }
  outerjoin<C>(target: JoinTarget<C>, on?: unknown): Query<NullEntity<I, C>, C> {
    return new Query(this.#session, this.#statement.outerjoin(target, on));
  }
  orderBy(...items: (ColumnElement<unknown> | string | null)[]): this {
    return this.#with(this.#statement.orderBy(...items));
  }
  groupBy(...items: (ColumnElement<unknown> | string | null)[]): this {
    return this.#with(this.#statement.groupBy(...items));
  }
  having(...conditions: Condition[]): this {
    return this.#with(this.#statement.having(...conditions));
  }
  distinct(): this {
    return this.#with(this.#statement.distinct());
  }
  limit(count: RowCount): this {
    return this.#with(this.#statement.limit(count));
  }
  offset(count: RowCount): this {
    return this.#with(this.#statement.offset(count));
  }
  slice(start: number, stop: number): this {
    return this.#with(this.#statement.slice(start, stop));
  }
  options(...options: LoaderOption[]): this {
    for (const option of options) requireOption(option);
    return this.#with(this.#statement.options(...options));
  }
  withEntities<J extends readonly [QueryItem, ...QueryItem[]]>(...items: J): Query<J> {
    return new Query<J>(this.#session, this.#statement.withOnlyColumns(...items) as unknown as Select<J>);
  }

  /** All results; an entity that a joined collection repeats comes once. */
  all(): QueryResult<I>[] {
    return this.#load() as QueryResult<I>[];
  }
  /** The first result, or null: LIMIT 1. */
  first(): QueryResult<I> | null {
    return this.limit(1).all()[0] ?? null;
  }
  /** The only result. Throws NoResultFound or MultipleResultsFound. */
  one(): QueryResult<I> {
    const found = this.oneOrNone();
    if (found === null) throw new NoResultFound();
    return found;
  }
  /** The only result, or null. Throws MultipleResultsFound. */
  oneOrNone(): QueryResult<I> | null {
    const found = this.all();
    if (found.length > 1) throw new MultipleResultsFound();
    return found[0] ?? null;
  }
  /** The first column of the only row, or null. */
  scalar(): ItemVal<I[0]> | null {
    const found = this.oneOrNone() as unknown;
    return (Array.isArray(found) ? found[0] : found) as ItemVal<I[0]> | null;
  }
  /** How many rows the query gives: SELECT count(*) FROM (the query). */
  count(): number {
    const counted = select(func.count()).selectFrom(this.#statement.subquery());
    return runSync(executeStatement(this.#session, counted, undefined, undefined)).scalarOne() as number;
  }
  /** `EXISTS (…)` for use in another statement. */
  exists(): ColumnElement<boolean> {
    return this.#statement.exists();
  }
  /** The object of a primary key, as `session.get`. Only of one entity, and without criteria. */
  get(key: I[0] extends AnyModel ? KeyOf<I[0]> : never): InstanceOf<I[0]> | null {
    const { node } = this.#statement;
    const [item] = node.columns;
    if (node.columns.length !== 1 || item?.kind !== "entity" || node.where.length + node.joins.length > 0) {
      throw new InvalidRequestError(
        "query.get() is for a query of one class without criteria; use session.get(Class, key).",
        "query-get",
      );
    }
    const { mapper } = item.entity as { mapper: { class: unknown } };
    return runSync(
      getByKey(this.#session, mapper.class, key, { options: node.options as readonly LoaderOption[] }),
    ) as InstanceOf<I[0]> | null;
  }

  /** UPDATE of the rows that the query meets; gives how many. */
  update(values: UpdateOf<I[0]>, options: QueryWriteOptions = {}): number {
    const statement = update(this.#target("update")).values(values as never);
    const where = this.#criteria();
    return this.#write(where.length === 0 ? statement : statement.where(...where), options);
  }
  /** DELETE of the rows that the query meets; gives how many. */
  delete(options: QueryWriteOptions = {}): number {
    const statement = deleteFrom(this.#target("delete"));
    const where = this.#criteria();
    return this.#write(where.length === 0 ? statement : statement.where(...where), options);
  }

  *[Symbol.iterator](): Generator<QueryResult<I>, void, undefined> {
    yield* this.all();
  }

  toString(): string {
    return this.#statement.toString();
  }

  /** The class whose rows update() and delete() change. What they cannot say in SQL is refused: leaving it out would meet more rows. */
  #target(what: string): AnyModel {
    const { node } = this.#statement;
    const [item] = node.columns;
    const ref = item === undefined || node.columns.length !== 1 ? undefined : entityRefOf(item);
    if (ref === undefined || ref.aliased) {
      throw new InvalidRequestError(
        `query.${what}() is for a query of one mapped class; use session.execute() with ${what === "update" ? "update(…)" : "deleteFrom(…)"} for others.`,
        "query-write",
      );
    }
    const said =
      node.joins.length > 0
        ? "join()"
        : node.limit !== undefined
          ? "limit()"
          : node.offset !== undefined
            ? "offset()"
            : node.groupBy.length > 0
              ? "groupBy()"
              : node.having.length > 0
                ? "having()"
                : node.distinct
                  ? "distinct()"
                  : undefined;
    if (said !== undefined) {
      throw new InvalidRequestError(
        `query.${what}() cannot follow ${said}, which it could not respect. Say which rows are meant with filter(), for example column.in(select(…)).`,
        "query-write",
      );
    }
    return ref.mapper.class as unknown as AnyModel;
  }

  #criteria(): ColumnElement<boolean>[] {
    return this.#statement.node.where.map((node) => new ColumnElement<boolean>(node));
  }

  #write(statement: unknown, options: QueryWriteOptions): number {
    const result = runSync(executeStatement(this.#session, statement as never, undefined, options));
    return (result as unknown as { rowcount: number }).rowcount;
  }

  #load(): unknown[] {
    const session = this.#session;
    const { node } = this.#statement;
    const loaded = runSync(
      (function* () {
        yield* session.autoflush();
        return yield* loadSelect(session, node);
      })(),
    );
    if (loaded.states === undefined) return resultOf(loaded).unique().all();
    const { states } = loaded;
    const entities = entitiesOf(states);
    return loaded.plan.repeats ? [...new Set(entities)] : entities;
  }
}
