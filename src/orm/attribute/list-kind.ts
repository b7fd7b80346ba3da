import { ArgumentError } from "../../errors/argument.ts";
import { describeValue } from "../../util/describe.ts";
import { type CollectionKind, Filling } from "../contract/collection.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import type { InstanceState } from "../contract/state.ts";
import { adapt, fill } from "./collection-adapter.ts";
import { InstrumentedList } from "./instrumented-list.ts";

/** The usual kind: arrays, filled without a call to any method that could be overridden. */
class PlainList implements CollectionKind {
  readonly plain: boolean = true;
  readonly describes: string = "an array";

  create(state: InstanceState, property: RelationshipProperty): object {
    const list = new InstrumentedList();
    adapt(list, state, property);
    return list;
  }

  load(collection: object, member: object): void {
    const list = collection as object[];
    list[list.length] = member;
  }

  has(collection: object, member: object): boolean {
    return (collection as readonly object[]).includes(member);
  }

  append(collection: object, member: object): undefined {
    Array.prototype.push.call(collection, member);
  }

  remove(collection: object, member: object): boolean {
    const at = (collection as readonly object[]).lastIndexOf(member);
    if (at >= 0) Array.prototype.splice.call(collection, at, 1);
    return at >= 0;
  }

  read(property: RelationshipProperty, value: unknown): object[] {
    return readIterable(property, value);
  }
}

/** Arrays without a class of the user's. */
export const plainList: CollectionKind = new PlainList();

/** Arrays of a class of the user's: its own methods are called, so that it can keep an order or refuse members. */
export class ListKind extends PlainList {
  override readonly plain: boolean = false;
  readonly #make: () => object[];
  readonly settle: ((collection: object) => void) | undefined;

  constructor(make: () => object[], settle?: (collection: object) => void) {
    super();
    this.#make = make;
    this.settle = settle;
  }

  override create(state: InstanceState, property: RelationshipProperty): object {
    const list = this.#make();
    adapt(list, state, property);
    return list;
  }

  override load(collection: object, member: object): void {
    fill(collection, Filling.loading, () => (collection as object[]).push(member));
  }

  override append(collection: object, member: object): undefined {
    fill(collection, Filling.following, () => (collection as object[]).push(member));
  }

  override remove(collection: object, member: object): boolean {
    const list = collection as object[];
    const at = list.lastIndexOf(member);
    if (at >= 0) fill(collection, Filling.following, () => list.splice(at, 1));
    return at >= 0;
  }
}

/** What an assigned value holds, for arrays and Sets. */
export function readIterable(property: RelationshipProperty, value: unknown): object[] {
  if (value === null || typeof value !== "object" || !(Symbol.iterator in value) || value instanceof Map) {
    throw new ArgumentError(
      `${property.mapper.name}.${property.key} is a collection; expected ${property.collection.describes} of ${property.target.name}, or another iterable of them; given was ${describeValue(value)}.`,
      "relationship-type",
    );
  }
  return Array.from(value as Iterable<object>);
}
