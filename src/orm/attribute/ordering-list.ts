import { Filling } from "../contract/collection.ts";
import { adapterOf } from "./collection-adapter.ts";
import { InstrumentedList } from "./instrumented-list.ts";

/** How an OrderingList numbers. */
export interface Ordering {
  /** The attribute that holds the number. */
  readonly attribute: string;
  /** The number of the member at an index. */
  readonly numberAt: (index: number, list: readonly object[]) => unknown;
}

/** An array that writes each member's place into an attribute of it; made by `collectionClass: orderingList("position")`. */
export class OrderingList<T extends object = object> extends InstrumentedList<T> {
  readonly #ordering: Ordering;

  constructor(ordering: Ordering) {
    super();
    this.#ordering = ordering;
  }

  override push(...items: T[]): number {
    const filling = adapterOf(this)?.filling ?? Filling.none;
    const length = super.push(...items);
    // What the database has keeps its numbers; so does what came with one from the other side.
    if (filling === Filling.loading) return length;
    for (let at = length - items.length; at < length; at++) this.#number(at, filling === Filling.following);
    return length;
  }

  override unshift(...items: T[]): number {
    const length = super.unshift(...items);
    this.reorder();
    return length;
  }

  override shift(): T | undefined {
    const item = super.shift();
    this.reorder();
    return item;
  }

  override splice(start: number, deleteCount?: number, ...items: T[]): T[] {
    const out = arguments.length < 2 ? super.splice(start) : super.splice(start, deleteCount ?? 0, ...items);
    this.reorder();
    return out;
  }

  override sort(compare?: (a: T, b: T) => number): this {
    super.sort(compare);
    this.reorder();
    return this;
  }

  override reverse(): T[] {
    super.reverse();
    this.reorder();
    return this;
  }

  override fill(value: T, start?: number, end?: number): this {
    super.fill(value, start, end);
    this.reorder();
    return this;
  }

  override copyWithin(target: number, start: number, end?: number): this {
    super.copyWithin(target, start, end);
    this.reorder();
    return this;
  }

  /** Numbers all members by their places; done by every mutator, and at flush for index writes. */
  reorder(): void {
    for (let at = 0; at < this.length; at++) this.#number(at, false);
  }

  #number(at: number, onlyMissing: boolean): void {
    const item = this[at];
    if (item === undefined) return;
    const { attribute, numberAt } = this.#ordering;
    const before: unknown = Reflect.get(item, attribute);
    if (onlyMissing && before !== undefined && before !== null) return;
    const number = numberAt(at, this);
    if (before !== number) Reflect.set(item, attribute, number);
  }
}
