import type { RelationshipProperty } from "./property.ts";
import type { InstanceState } from "./state.ts";

/** What a collection knows of its place. */
export class CollectionAdapter {
  readonly state: InstanceState;
  readonly property: RelationshipProperty;
  /** The members as of load or flush; undefined while the collection was neither handed out nor changed. */
  snapshot: readonly object[] | undefined = undefined;
  /** The members that events have told of; kept for arrays that were handed out, whose index writes pass unseen. */
  seen: object[] | undefined = undefined;
  /** Set while the ORM itself fills the collection: its mutators then tell nobody. */
  filling: Filling = 0;

  constructor(state: InstanceState, property: RelationshipProperty) {
    this.state = state;
    this.property = property;
  }
}

/** Why the ORM fills a collection: not at all, with what the database has, or because the other side was set. */
export const Filling = { none: 0, loading: 1, following: 2 } as const;
export type Filling = (typeof Filling)[keyof typeof Filling];

/** The kind of collection that a relationship has: arrays, Sets, Maps, or a class of the user's. */
export interface CollectionKind {
  /** The usual arrays: loading fills them by index, without a call. */
  readonly plain: boolean;
  /** What messages call it, such as "an array". */
  readonly describes: string;
  /** Of Maps keyed by an attribute: its name. */
  readonly keyAttribute?: string | undefined;
  /** An empty collection of a relationship. */
  create(state: InstanceState, property: RelationshipProperty): object;
  /** Takes in a member that the database has; no events, no change. */
  load(collection: object, member: object): void;
  has(collection: object, member: object): boolean;
  /** Takes a member in because the other side was set: no events. Gives the member whose place it took, if it took one's. */
  append(collection: object, member: object): object | undefined;
  /** Takes a member out, once, because the other side was set: no events. False when it is none. */
  remove(collection: object, member: object): boolean;
  /** The members that an assigned value gives; throws for what is no collection. */
  read(property: RelationshipProperty, value: unknown): object[];
  /** Called when a change has come in that the mutators did not see, and after an assignment. */
  readonly settle?: ((collection: object) => void) | undefined;
}
