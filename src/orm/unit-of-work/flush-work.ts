import type { Mapper } from "../contract/mapper.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import type { InstanceState } from "../contract/state.ts";
import { AssociationWork } from "./association-work.ts";
import type { FlushContext } from "./flush-context.ts";
import type { SwitchedAssociation } from "./key-links.ts";

/** One foreign key to fill: the columns of `holder` get the values of `source`, or NULL where there is none. */
export class SyncOperation {
  readonly property: RelationshipProperty;
  /** The object whose key is copied; undefined empties the foreign key. */
  readonly source: InstanceState | undefined;
  /** The object with the foreign key. */
  readonly holder: InstanceState;

  constructor(property: RelationshipProperty, source: InstanceState | undefined, holder: InstanceState) {
    this.property = property;
    this.source = source;
    this.holder = holder;
  }
}

/** An object that was taken out of a relationship. */
export class Removal {
  readonly property: RelationshipProperty;
  readonly child: InstanceState;

  constructor(property: RelationshipProperty, child: InstanceState) {
    this.property = property;
    this.child = child;
  }
}

/** What one flush has to do, as far as it is known before the first statement. */
export class FlushWork {
  readonly context: FlushContext;
  /** Objects that get an INSERT: those that were pending when the statements began. */
  inserts: readonly InstanceState[] = [];
  /** Persistent objects that get an UPDATE if their columns turn out changed. */
  readonly updates: Set<InstanceState> = new Set();
  /** Objects that get a DELETE: those marked, and what cascades and orphans add. */
  readonly deletes: Set<InstanceState> = new Set();
  /** A new object that takes over the row of a deleted one with the same key; its INSERT and the DELETE become an UPDATE. */
  readonly rowSwitches: Map<InstanceState, InstanceState> = new Map();
  /** How many objects the session knew as modified when the statements began. */
  modifiedCount = 0;
  /** Objects whose rows the database changes along with those that they refer to; with the key that they had, where it is another. */
  readonly cascaded: Map<InstanceState, readonly unknown[] | undefined> = new Map();
  /** Changed keys that association rows refer to, where no database changes those. */
  readonly switchedAssociations: Map<RelationshipProperty, SwitchedAssociation[]> = new Map();
  readonly syncs: SyncOperation[] = [];
  readonly removals: Removal[] = [];
  readonly #associations = new Map<RelationshipProperty, AssociationWork>();
  /** Foreign keys that are filled by an UPDATE of their own after all INSERTs (`postUpdate`). */
  readonly postUpdates: SyncOperation[] = [];

  constructor(context: FlushContext) {
    this.context = context;
  }

  /** The rows of a many-to-many; both sides of one relationship share them. */
  association(property: RelationshipProperty): AssociationWork {
    const { reverse } = property;
    const leading = reverse !== undefined && precedes(reverse, property) ? reverse : property;
    let work = this.#associations.get(leading);
    if (work === undefined) this.#associations.set(leading, (work = new AssociationWork(leading)));
    return work;
  }

  /** Whether there may be rows of a many-to-many to write. */
  get writesAssociations(): boolean {
    return this.#associations.size + this.switchedAssociations.size > 0;
  }

  get associations(): Iterable<AssociationWork> {
    return this.#associations.values();
  }

  /** Whether the object takes part in this flush's INSERTs or is in the session with a row. */
  holds(state: InstanceState): boolean {
    return state.session === this.context;
  }
}

function precedes(a: RelationshipProperty, b: RelationshipProperty): boolean {
  if (a.viewonly !== b.viewonly) return b.viewonly;
  return a.mapper.id !== b.mapper.id ? a.mapper.id < b.mapper.id : a.slot < b.slot;
}

/** Objects by their class, in order. */
export function byMapper(states: Iterable<InstanceState>): Map<Mapper, InstanceState[]> {
  const lists = new Map<Mapper, InstanceState[]>();
  let mapper: Mapper | undefined;
  let list: InstanceState[] = [];
  for (const state of states) {
    if (state.mapper !== mapper) {
      mapper = state.mapper;
      const known = lists.get(mapper);
      if (known === undefined) lists.set(mapper, (list = []));
      else list = known;
    }
    list.push(state);
  }
  return lists;
}
