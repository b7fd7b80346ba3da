import { ArgumentError } from "../../errors/argument.ts";
import { DetachedInstanceError, LazyLoadError } from "../../errors/orm.ts";
import { MultipleResultsFound, NoResultFound } from "../../errors/state.ts";
import type { Flow } from "../../flow/flow.ts";
import { runSync } from "../../flow/run.ts";
import type { ColumnElement, Condition } from "../../sql/column-element.ts";
import type { RowCount } from "../../sql/query.ts";
import { LABEL_STYLE_TABLENAME_PLUS_COL, type Select } from "../../sql/select.ts";
import { describeValue } from "../../util/describe.ts";
import { relatedStates } from "../attribute/history.ts";
import { Status } from "../contract/state.ts";
import type { AnyModel } from "../mapping/model-class.ts";
import type { DynamicCollection, DynamicQuery } from "../mapping/unloaded-collections.ts";
import { UnloadedCollection } from "../relationship/unloaded-collection.ts";
import { executeStatement } from "./execute.ts";
import { Query } from "./query.ts";
import type { SessionCore } from "./session-core.ts";

type Members = Select<[AnyModel]>;

/** The objects that a statement gives, through the session of the owner. */
class Reading implements DynamicQuery<AnyModel> {
  readonly #owner: OwnedMembers;
  readonly #statement: Members;

  constructor(owner: OwnedMembers, statement: Members) {
    this.#owner = owner;
    this.#statement = statement;
  }

  select(): Members {
    return this.#statement;
  }
  filter(...conditions: Condition[]): Reading {
    return this.#with(this.#statement.where(...conditions));
  }
  filterBy(values: Readonly<Record<string, unknown>>): Reading {
    return this.#with(this.#statement.filterBy(values));
  }
  orderBy(...items: (ColumnElement<unknown> | string | null)[]): Reading {
    return this.#with(this.#statement.orderBy(...items));
  }
  limit(count: RowCount): Reading {
    return this.#with(this.#statement.limit(count));
  }
  offset(count: RowCount): Reading {
    return this.#with(this.#statement.offset(count));
  }
  slice(start: number, stop: number): Reading {
    return this.#with(this.#statement.slice(start, stop));
  }

  all(): object[] {
    return this.#query().all();
  }
  first(): object | null {
    return this.#query().first();
  }
  one(): object {
    return this.#query().one();
  }
  oneOrNone(): object | null {
    return this.#query().oneOrNone();
  }
  count(): number {
    return this.#query().count();
  }

  [Symbol.iterator](): Iterator<object> {
    return this.all()[Symbol.iterator]();
  }
  async *[Symbol.asyncIterator](): AsyncIterator<object> {
    const session = this.#owner.session();
    const statement = this.#statement;
    const load = function* (): Flow<object[]> {
      return (yield* executeStatement(session, statement, undefined, undefined)).unique().scalars().all() as object[];
    };
    yield* session.enqueue === undefined ? runSync(load()) : await session.enqueue(load);
  }

  #with(statement: unknown): Reading {
    return new Reading(this.#owner, statement as Members);
  }

  #query(): Query<readonly [AnyModel]> & { all(): object[]; one(): object } {
    const session = this.#owner.session();
    if (session.isAsync) throw this.#owner.asynchronous();
    return new Query(session, this.#statement.setLabelStyle(LABEL_STYLE_TABLENAME_PLUS_COL));
  }
}

/** What a reading needs of its owner. */
interface OwnedMembers {
  session(): SessionCore;
  asynchronous(): LazyLoadError;
}

/** A dynamic collection: a query for those members that have rows; of a new object it reads what was added. */
export class QueriedCollection extends UnloadedCollection implements DynamicCollection<AnyModel> {
  readonly #owner: OwnedMembers = {
    session: () => this.#session(),
    asynchronous: () => this.#asynchronous(),
  };

  append(item: object): void {
    this.add(item);
  }
  extend(items: Iterable<object>): void {
    this.addAll(items);
  }

  filter(...conditions: Condition[]): DynamicQuery<AnyModel> {
    return this.#reading().filter(...conditions);
  }
  filterBy(values: Readonly<Record<string, unknown>>): DynamicQuery<AnyModel> {
    return this.#reading().filterBy(values);
  }
  orderBy(...items: (ColumnElement<unknown> | string | null)[]): DynamicQuery<AnyModel> {
    return this.#reading().orderBy(...items);
  }
  limit(count: RowCount): DynamicQuery<AnyModel> {
    return this.#reading().limit(count);
  }
  offset(count: RowCount): DynamicQuery<AnyModel> {
    return this.#reading().offset(count);
  }
  slice(start: number, stop: number): DynamicQuery<AnyModel> {
    return this.#reading().slice(start, stop);
  }

  all(): object[] {
    return this.#isNew() ? this.#added() : this.#reading().all();
  }
  first(): object | null {
    return this.#isNew() ? (this.#added()[0] ?? null) : this.#reading().first();
  }
  one(): object {
    const found = this.oneOrNone();
    if (found === null) throw new NoResultFound();
    return found;
  }
  oneOrNone(): object | null {
    if (!this.#isNew()) return this.#reading().oneOrNone();
    const [first, ...others] = this.#added();
    if (others.length > 0) throw new MultipleResultsFound();
    return first ?? null;
  }
  count(): number {
    return this.#isNew() ? this.#added().length : this.#reading().count();
  }
  at(index: number): object | null {
    if (!Number.isSafeInteger(index) || index < 0) {
      throw new ArgumentError(
        `${this.name}.at() takes a position from 0 on; given was ${describeValue(index)}. The last members come first with orderBy(….desc()).`,
        "argument",
      );
    }
    return this.#isNew() ? (this.#added()[index] ?? null) : this.#reading().offset(index).first();
  }

  override [Symbol.iterator](): Iterator<object> {
    return this.all()[Symbol.iterator]();
  }
  async *[Symbol.asyncIterator](): AsyncIterator<object> {
    const { session } = this.state;
    const core = session as SessionCore | undefined;
    // What is pending gets its row first, as before any query.
    if (core?.enqueue !== undefined && this.state.status === Status.pending) await core.enqueue(() => core.autoflush());
    if (this.#isNew()) yield* this.#added();
    else yield* this.#reading();
  }

  protected override unreadable(): LazyLoadError {
    return this.#asynchronous();
  }

  #reading(): Reading {
    return new Reading(this.#owner, this.select());
  }

  /** Whether there are no rows yet; a pending owner gets its row before, where the session flushes by itself. */
  #isNew(): boolean {
    const { state } = this;
    const session = state.session as SessionCore | undefined;
    if (state.status === Status.pending && session !== undefined && !session.isAsync) runSync(session.autoflush());
    return state.status === Status.transient || state.status === Status.pending;
  }

  #added(): object[] {
    return relatedStates(this.state, this.property).map(({ entity }) => entity);
  }

  #session(): SessionCore {
    const { session } = this.state;
    if (session !== undefined) return session as SessionCore;
    throw new DetachedInstanceError(
      `${this.name} was read, but the object belongs to no session that could ask the database. Add the object to a session first.`,
    );
  }

  #asynchronous(): LazyLoadError {
    const { key } = this.property;
    return new LazyLoadError(
      `${this.name} was read without waiting, which an AsyncSession cannot do. Use for await (const item of object.${key}), or await session.scalars(object.${key}.select()).`,
    );
  }
}
