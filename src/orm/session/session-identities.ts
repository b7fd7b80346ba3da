import { requireState } from "../contract/require-state.ts";
import type { InstanceOf } from "../mapping/instance-of.ts";
import { requireMapper } from "../mapping/configure.ts";
import type { AnyModel, KeyOf } from "../mapping/model-class.ts";
import { primaryKey } from "./get.ts";
import type { SessionCore } from "./session-core.ts";

/** The objects of a session that have a row: `session.identityMap`. Always as it is at the moment; nothing of it sends a statement. */
export class SessionIdentities implements Iterable<object> {
  readonly #session: SessionCore;

  constructor(session: SessionCore) {
    this.#session = session;
  }

  /** How many there are. */
  get size(): number {
    let size = 0;
    for (const [, table] of this.#session.identityMap.tables()) size += table.size;
    return size;
  }

  /** The object of a class with that primary key, expired or not; undefined: it is not in memory. */
  get<C extends AnyModel>(cls: C, key: KeyOf<C>): InstanceOf<C> | undefined {
    const mapper = requireMapper(cls);
    const state = this.#session.identityMap.of(mapper).get(primaryKey(mapper, key));
    return state !== undefined && state.mapper.isa(mapper) ? (state.entity as InstanceOf<C>) : undefined;
  }

  has<C extends AnyModel>(cls: C, key: KeyOf<C>): boolean {
    return this.get(cls, key) !== undefined;
  }

  /** Whether the object itself is there, and no other for its row. */
  contains(entity: object): boolean {
    const state = requireState(entity);
    return (
      state.identity !== undefined && this.#session.identityMap.of(state.mapper).getSingle(state.identity) === state
    );
  }

  *[Symbol.iterator](): Generator<object, void, undefined> {
    for (const state of this.#session.identityMap.states()) yield state.entity;
  }
}
