import { type CollectionKind, Filling } from "../contract/collection.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import type { InstanceState } from "../contract/state.ts";
import { adapt, fill } from "./collection-adapter.ts";
import { readIterable } from "./list-kind.ts";

/** Sets, also of a class of the user's, whose own methods are called. */
export class SetKind implements CollectionKind {
  readonly plain: boolean = false;
  readonly describes: string = "a Set";
  readonly #make: () => Set<object>;

  constructor(make: () => Set<object>) {
    this.#make = make;
  }

  create(state: InstanceState, property: RelationshipProperty): object {
    const set = this.#make();
    adapt(set, state, property);
    return set;
  }

  load(collection: object, member: object): void {
    fill(collection, Filling.loading, () => (collection as Set<object>).add(member));
  }

  has(collection: object, member: object): boolean {
    return (collection as ReadonlySet<object>).has(member);
  }

  append(collection: object, member: object): undefined {
    fill(collection, Filling.following, () => (collection as Set<object>).add(member));
  }

  remove(collection: object, member: object): boolean {
    return fill(collection, Filling.following, () => (collection as Set<object>).delete(member));
  }

  read(property: RelationshipProperty, value: unknown): object[] {
    return readIterable(property, value);
  }
}
