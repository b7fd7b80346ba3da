import type { StatementOption } from "../../sql/nodes/select.ts";
import { shortLivedOf } from "../../util/short-lived.ts";
import type { Mapper } from "./mapper.ts";
import type { Property } from "./property.ts";
import type { SessionContract } from "./session.ts";

/** In a column slot: the value is in the database and was not loaded, or was expired. */
export const NOT_LOADED: unique symbol = Symbol("not loaded");

/** Where an object stands towards a session; `inspect(obj)` shows it. */
export const Status = {
  /** Never in a session, no row. */
  transient: 0,
  /** Added, will be inserted by the next flush. */
  pending: 1,
  /** Has a row and a session. */
  persistent: 2,
  /** Its DELETE was flushed, the transaction not yet committed. */
  deleted: 3,
  /** Has (or had) a row, and no session. */
  detached: 4,
} as const;
export type Status = (typeof Status)[keyof typeof Status];

/** What the options of a query say of the objects that it gave, for as long as they live. */
export interface PeerOptions {
  /** What the query's options forbid to load when it is read. */
  readonly raise: ReadonlySet<Property> | undefined;
  /** Criteria of the query that their lazy loads are filtered by. */
  readonly criteria: readonly StatementOption[] | undefined;
}

/** Objects that were loaded (or expired) together: what one of them needs is loaded for all. At most PEER_LIMIT states. */
export class PeerGroup {
  readonly states: InstanceState[];
  readonly options: PeerOptions | undefined;

  constructor(first: InstanceState, options: PeerOptions | undefined) {
    this.states = shortLivedOf(first);
    this.options = options;
  }

  /** Takes an object in. */
  add(state: InstanceState): void {
    this.states.push(state);
    state.peers = this;
  }
}

/** How many objects share one lazy load; also the size of an IN list of selectinload. */
export const PEER_LIMIT = 500;

/** Makes an object a peer of those under the same key. */
export function joinGroup<K>(
  state: InstanceState,
  groups: Map<K, PeerGroup>,
  key: K,
  options: PeerOptions | undefined,
): void {
  const group = groups.get(key);
  if (group === undefined || group.states.length >= PEER_LIMIT)
    groups.set(key, (state.peers = new PeerGroup(state, options)));
  else group.add(state);
}

/** Changes to a collection that was not loaded when they were made; merged when it is. */
export interface PendingChanges {
  readonly added: Set<InstanceState>;
  readonly removed: Set<InstanceState>;
}

/** A value that may be edited in place, with what it was. */
export interface HandedOut {
  readonly object: object;
  readonly copy: unknown;
}

/** What few objects have; kept apart so that a state stays small. */
class Rare {
  committedRelated: Map<number, unknown> | undefined = undefined;
  pendingRelated: Map<number, PendingChanges> | undefined = undefined;
  collections: Map<number, object> | undefined = undefined;
  handedOut: Map<number, HandedOut> | undefined = undefined;
  loader: SessionContract | undefined = undefined;
  wasDeleted: boolean = false;
}

/**
 * What the ORM knows of one object. `values` holds the columns by slot and *is* the driver's row where the
 * statement selected the mapper's columns in canonical order.
 */
export class InstanceState {
  readonly mapper: Mapper;
  /** The object itself; set by the constructor of the model, its first act. */
  entity: object;
  /** Column values by slot: NOT_LOADED, or undefined where a new object was never given one. */
  values: unknown[];
  /** `values` as they were before the first change since load or flush; undefined while nothing was written. */
  committed: unknown[] | undefined;
  /** Relationship values by slot: undefined unloaded, null nothing, an entity, or a collection. */
  related: unknown[] | undefined;
  session: SessionContract | undefined;
  status: Status;
  /** The key in the identity map's form: the value itself for one column, an array for several; undefined without a row. */
  identity: unknown;
  peers: PeerGroup | undefined;
  #rare: Rare | undefined;

  constructor(mapper: Mapper, values: unknown[], status: Status = 0) {
    this.mapper = mapper;
    this.entity = undefined as unknown as object;
    this.values = values;
    this.committed = undefined;
    this.related = undefined;
    this.session = undefined;
    this.status = status;
    this.identity = undefined;
    this.peers = undefined;
    this.#rare = undefined;
  }

  /** Primary key values as the identity map knows them; undefined until there is a row. */
  get key(): readonly unknown[] | undefined {
    if (this.identity === undefined) return undefined;
    return this.mapper.primaryKeySlots.length === 1 ? [this.identity] : (this.identity as readonly unknown[]);
  }
  set key(values: readonly unknown[] | undefined) {
    this.identity = values !== undefined && values.length === 1 ? values[0] : values;
  }

  /** For changed scalar relationships by slot: the value before the change (undefined: it was not loaded). Absent slot: no change. */
  get committedRelated(): Map<number, unknown> | undefined {
    return this.#rare?.committedRelated;
  }
  set committedRelated(value: Map<number, unknown> | undefined) {
    if (value !== undefined || this.#rare !== undefined) InstanceState.own(this).committedRelated = value;
  }
  /** Changes to unloaded collections, by slot. */
  get pendingRelated(): Map<number, PendingChanges> | undefined {
    return this.#rare?.pendingRelated;
  }
  set pendingRelated(value: Map<number, PendingChanges> | undefined) {
    if (value !== undefined || this.#rare !== undefined) InstanceState.own(this).pendingRelated = value;
  }

  /** Write-only and dynamic collections that were handed out, by slot. */
  get collections(): Map<number, object> {
    return (InstanceState.own(this).collections ??= new Map<number, object>());
  }

  /** Values of mutable columns that the program may edit in place, by slot. */
  get handedOut(): Map<number, HandedOut> | undefined {
    return this.#rare?.handedOut;
  }
  set handedOut(value: Map<number, HandedOut> | undefined) {
    if (value !== undefined || this.#rare !== undefined) InstanceState.own(this).handedOut = value;
  }

  /** A session that loads what the foreign keys of an object without a row refer to, although the object is not in it. */
  get loader(): SessionContract | undefined {
    return this.#rare?.loader;
  }
  set loader(value: SessionContract | undefined) {
    if (value !== undefined || this.#rare !== undefined) InstanceState.own(this).loader = value;
  }

  /** Its row was deleted, and that was committed. */
  get wasDeleted(): boolean {
    return this.#rare?.wasDeleted === true;
  }
  set wasDeleted(value: boolean) {
    if (value || this.#rare !== undefined) InstanceState.own(this).wasDeleted = value;
  }

  /** `related`, made when it is not there. */
  ownRelated(): unknown[] {
    return (this.related ??= this.mapper.unrelated.slice());
  }

  /** The rare part of a state, made when it is not there. No private method: each object would carry the mark of one. */
  private static own(state: InstanceState): Rare {
    return (state.#rare ??= new Rare());
  }
}
