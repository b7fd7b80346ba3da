import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, Status } from "../contract/state.ts";

/** Whether association rows may refer to an object: one without a row never had any, and those of a deleted one went with it. */
export function mayHaveRows(state: InstanceState): boolean {
  return state.identity !== undefined && state.status !== Status.deleted && !state.wasDeleted;
}

/** The association rows of one many-to-many that a flush adds and removes. */
export class AssociationWork {
  /** The side of the relationship that `left` belongs to. */
  readonly property: RelationshipProperty;
  readonly inserted: PairSet = new PairSet();
  readonly deleted: PairSet = new PairSet();

  constructor(property: RelationshipProperty) {
    this.property = property;
  }

  /** Takes a pair in from either side; a pair that is there already is not taken twice. */
  add(pairs: PairSet, property: RelationshipProperty, state: InstanceState, member: InstanceState): void {
    if (property === this.property) pairs.add(state, member);
    else pairs.add(member, state);
  }
}

/** Pairs of objects without duplicates, in order. */
export class PairSet {
  readonly left: InstanceState[] = [];
  readonly right: InstanceState[] = [];
  readonly #seen = new Map<InstanceState, Set<InstanceState>>();

  add(left: InstanceState, right: InstanceState): void {
    let partners = this.#seen.get(left);
    if (partners === undefined) this.#seen.set(left, (partners = new Set()));
    else if (partners.has(right)) return;
    partners.add(right);
    this.left.push(left);
    this.right.push(right);
  }
}
