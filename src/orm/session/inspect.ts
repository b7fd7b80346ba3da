import { type AttributeState, attributeStates } from "./attribute-state.ts";
import { objectSession, type SessionBase } from "./session-base.ts";
import { stateOf } from "../contract/entity.ts";
import { getHistory, type AttributeHistory } from "../attribute/attribute-history.ts";
import { type InstanceState, NOT_LOADED, Status } from "../contract/state.ts";
import { inspectionOf, type InspectorOf } from "../../reflection/inspect.ts";
import type { Inspectable } from "../../reflection/inspector.ts";
import type { Table } from "../../schema/table.ts";
import { NoInspectionAvailable } from "../../errors/orm.ts";
import { describeValue } from "../../util/describe.ts";
import { findMapper } from "../mapping/configure.ts";
import type { AnyModel } from "../mapping/model-class.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { inspectionOfMapper, type MapperInspection } from "../mapping/mapper-inspection.ts";

/** What `inspect(object)` shows of an object. */
export class InstanceInspection {
  readonly #state: InstanceState;
  constructor(state: InstanceState) {
    this.#state = state;
  }
  get mapper(): MapperInspection {
    return inspectionOfMapper(this.#state.mapper as ClassMapper);
  }
  get transient(): boolean {
    return this.#state.status === Status.transient;
  }
  get pending(): boolean {
    return this.#state.status === Status.pending;
  }
  get persistent(): boolean {
    return this.#state.status === Status.persistent;
  }
  get deleted(): boolean {
    return this.#state.status === Status.deleted;
  }
  get detached(): boolean {
    return this.#state.status === Status.detached;
  }
  /** Whether its row was deleted, by a flush or in a transaction that is over. */
  get wasDeleted(): boolean {
    return this.#state.wasDeleted || this.#state.status === Status.deleted;
  }
  /** The primary key, as an array; null without a row. */
  get identity(): readonly unknown[] | null {
    return this.#state.key ?? null;
  }
  /** Names of the attributes that are not in memory. */
  get unloaded(): Set<string> {
    const { mapper, values, related } = this.#state;
    const out = new Set<string>();
    for (const property of mapper.values)
      if (values[property.slot] === NOT_LOADED || values[property.slot] === undefined) out.add(property.key);
    for (const property of mapper.relationships) if (related?.[property.slot] === undefined) out.add(property.key);
    return out;
  }
  /** Columns, expressions and relationships by name: `inspect(user).attrs.name.history`. */
  get attrs(): Readonly<Record<string, AttributeState>> {
    return attributeStates(this.#state);
  }
  /** The object itself. */
  get object(): object {
    return this.#state.entity;
  }
  /** The session that it is in; null without one. */
  get session(): SessionBase | null {
    return objectSession(this.#state.entity);
  }
  /** Whether nothing of it is in memory, so that the next read refreshes it. */
  get expired(): boolean {
    return this.#state.values === this.#state.mapper.expiredRow;
  }
  /** Whether a column or relationship was written since load or the last flush. */
  get modified(): boolean {
    const { status, mapper } = this.#state;
    if (status === Status.transient || status === Status.pending) return true;
    return [...mapper.properties.keys()].some((name) => getHistory(this.#state, name).hasChanges());
  }
  /** What changed of an attribute since load or the last flush; never loads. */
  history(name: string): AttributeHistory {
    return (this.#state.mapper as ClassMapper).history(this.#state, name);
  }
}

/**
 * What is known of a mapped class (its table, its attributes), of an object (its state, its changes), or of the database behind an engine or
 * connection: `inspect(engine).getTableNames()`.
 */
export function inspect<B extends Inspectable>(bind: B): InspectorOf<B>;
export function inspect<T extends Table>(table: T): T;
export function inspect(target: AnyModel): MapperInspection;
export function inspect(target: object): InstanceInspection;
export function inspect(target: unknown): unknown {
  const state = stateOf(target);
  if (state !== undefined) return new InstanceInspection(state);
  const mapper = findMapper(target);
  if (mapper !== undefined) return inspectionOfMapper(mapper);
  const core = inspectionOf(target);
  if (core !== undefined) return core;
  throw new NoInspectionAvailable(
    `inspect() takes a mapped class, an object of one, an engine, a connection or a table; given was ${describeValue(target)}.`,
  );
}
