import type { ColumnElement, Condition } from "../../sql/column-element.ts";
import type { Delete } from "../../sql/delete.ts";
import type { Insert } from "../../sql/insert.ts";
import type { RowCount } from "../../sql/query.ts";
import type { FilterOf, Select } from "../../sql/select.ts";
import type { Update } from "../../sql/update.ts";
import type { InstanceOf } from "./instance-of.ts";

/** Type only: what `lazy` makes of a collection. */
export interface Unloaded<Z> {
  readonly _unloaded: Z;
}

/**
 * A collection that is never read into memory; `lazy: "writeOnly"` gives it. For collections that may be huge: members are
 * added and removed as objects, and everything else is a statement about them.
 *
 * ```ts
 * get entries() { return oneToMany(() => Entry, { lazy: "writeOnly", passiveDeletes: true }); }
 *
 * account.entries.add(new Entry({ amount: 5 }));            // the flush: INSERT INTO entries …
 * session.scalars(account.entries.select().limit(10)).all();
 * // SELECT … FROM entries WHERE ? = entries."accountId" LIMIT ?
 * session.execute(account.entries.delete().where(Entry.c.amount.eq(0)));
 * ```
 *
 * Reading it (iterating, `length`) throws InvalidRequestError. Deleting the owner throws it too, unless `passiveDeletes` is set.
 */
export interface WriteOnlyCollection<C> {
  /** The members: a SELECT to refine and execute. */
  select(): Select<[C]>;
  /**
   * An INSERT of members beside the unit of work, with the foreign key filled: for many rows at once,
   * `session.execute(account.entries.insert(), [{ amount: 1 }, { amount: 2 }])`. One-to-many only.
   */
  insert(): Insert<C>;
  /** An UPDATE of the members, to be refined with `where()` and `values()`. */
  update(): Update<C>;
  /** A DELETE of the members' rows, to be refined with `where()`. */
  delete(): Delete<[], C>;
  /** Takes an object in; the next flush writes it. */
  add(item: InstanceOf<C>): void;
  /** The same for several. */
  addAll(items: Iterable<InstanceOf<C>>): void;
  /** Takes an object out; the next flush empties its foreign key, removes its association row, or deletes it as an orphan. */
  remove(item: InstanceOf<C>): void;
}

/** The members of a dynamic collection that meet some criteria; each method gives a new one, and the last asks the database. */
export interface DynamicQuery<C> extends Iterable<InstanceOf<C>>, AsyncIterable<InstanceOf<C>> {
  filter(...conditions: Condition[]): DynamicQuery<C>;
  filterBy(values: FilterOf<C>): DynamicQuery<C>;
  orderBy(...items: (ColumnElement<unknown> | string | null)[]): DynamicQuery<C>;
  limit(count: RowCount): DynamicQuery<C>;
  offset(count: RowCount): DynamicQuery<C>;
  /** The members from one position to before another. */
  slice(start: number, stop: number): DynamicQuery<C>;
  all(): InstanceOf<C>[];
  first(): InstanceOf<C> | null;
  /** The only one. Throws NoResultFound or MultipleResultsFound. */
  one(): InstanceOf<C>;
  oneOrNone(): InstanceOf<C> | null;
  /** How many: SELECT count(*). */
  count(): number;
  /** The statement, to be refined in other ways and executed by the session. */
  select(): Select<[C]>;
}

/**
 * A collection that is a query: every reading asks the database; `lazy: "dynamic"` gives it. SQLAlchemy's older form of
 * WriteOnlyCollection, whose methods it has too.
 *
 * ```ts
 * get entries() { return oneToMany(() => Entry, { lazy: "dynamic" }); }
 *
 * account.entries.append(new Entry({ amount: 5 }));
 * account.entries.filterBy({ amount: 5 }).count();
 * // SELECT count(*) AS count_1 FROM (SELECT … FROM entries WHERE ? = entries."accountId" AND entries.amount = ?) AS anon_1
 * ```
 *
 * Of a new object it reads what was added. On an AsyncSession reading waits for the database: use `for await`, or
 * `await session.scalars(account.entries.select())`; `all()` and its kin throw LazyLoadError.
 */
export interface DynamicCollection<C> extends WriteOnlyCollection<C>, DynamicQuery<C> {
  /** As `add`. */
  append(item: InstanceOf<C>): void;
  /** As `addAll`. */
  extend(items: Iterable<InstanceOf<C>>): void;
  /** The member at a position of the query's order. */
  at(index: number): InstanceOf<C> | null;
}
