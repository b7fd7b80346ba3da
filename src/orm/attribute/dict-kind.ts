import { ArgumentError } from "../../errors/argument.ts";
import { describeValue } from "../../util/describe.ts";
import { type CollectionKind, Filling } from "../contract/collection.ts";
import { stateOf } from "../contract/entity.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import type { InstanceState } from "../contract/state.ts";
import { adapt, fill, membersOf } from "./collection-adapter.ts";
import type { KeyFuncDict } from "./key-func-dict.ts";

/** Maps by key, also of a class of the user's. */
export class DictKind implements CollectionKind {
  readonly plain: boolean = false;
  readonly describes: string = "a Map";
  readonly keyAttribute: string | undefined;
  readonly #make: () => KeyFuncDict;
  /** Whether an object has its key; others are left out. Undefined: one without is an error. */
  readonly #isPopulated: ((member: object) => boolean) | undefined;

  constructor(make: () => KeyFuncDict, isPopulated?: (member: object) => boolean, keyAttribute?: string) {
    this.#make = make;
    this.keyAttribute = keyAttribute;
    this.#isPopulated = isPopulated;
  }

  create(state: InstanceState, property: RelationshipProperty): object {
    const map = this.#make();
    adapt(map, state, property);
    return map;
  }

  load(collection: object, member: object): void {
    if (this.#isPopulated?.(member) !== false)
      fill(collection, Filling.loading, () => (collection as KeyFuncDict).add(member));
  }

  has(collection: object, member: object): boolean {
    for (const known of membersOf(collection)) if (known === member) return true;
    return false;
  }

  append(collection: object, member: object): object | undefined {
    if (this.#isPopulated?.(member) === false) return undefined;
    const map = collection as KeyFuncDict;
    const before = [...map];
    fill(collection, Filling.following, () => map.add(member));
    return before.find(([key, item]) => map.get(key) !== item)?.[1];
  }

  remove(collection: object, member: object): boolean {
    return fill(collection, Filling.following, () => (collection as KeyFuncDict).remove(member));
  }

  /** A Map, whose keys have to be those of the objects, or an iterable of objects. */
  read(property: RelationshipProperty, value: unknown): object[] {
    const where = `${property.mapper.name}.${property.key}`;
    if (value === null || typeof value !== "object" || !(Symbol.iterator in value)) {
      throw new ArgumentError(
        `${where} is a collection; expected a Map of ${property.target.name} by key, or an iterable of them; given was ${describeValue(value)}.`,
        "relationship-type",
      );
    }
    if (!(value instanceof Map)) return Array.from(value as Iterable<object>);
    const keys = this.#make();
    for (const [key, member] of value as Map<unknown, object>) {
      if (stateOf(member) === undefined) continue;
      keys.clear();
      keys.add(member);
      const [own] = keys.keys();
      if (own !== key && !Object.is(own, key)) {
        throw new ArgumentError(
          `${where}: an object was put under ${describeValue(key)}, but its own key is ${describeValue(own)}. Put it under that, or an iterable of objects.`,
          "collection-key",
        );
      }
    }
    return [...(value as Map<unknown, object>).values()];
  }
}
