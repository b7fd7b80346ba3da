import { ArgumentError } from "../../errors/argument.ts";
import { columnOfNode } from "../../schema/column-registry.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import { describeValue } from "../../util/describe.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import { DictKind } from "../attribute/dict-kind.ts";
import { InstrumentedList } from "../attribute/instrumented-list.ts";
import { InstrumentedSet } from "../attribute/instrumented-set.ts";
import { KeyFuncDict } from "../attribute/key-func-dict.ts";
import { ListKind, plainList } from "../attribute/list-kind.ts";
import { observedClass } from "../attribute/observed-class.ts";
import { OrderingList } from "../attribute/ordering-list.ts";
import { SetKind } from "../attribute/set-kind.ts";
import type { CollectionKind } from "../contract/collection.ts";
import type { Callback } from "../mapping/callback.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";

const $collection: unique symbol = Symbol("collection");

/** What `attributeKeyedDict()` and its kin give: a kind of collection that has to know the relationship's target. */
export interface CollectionSpec {
  readonly [$collection]: (target: ClassMapper, where: string) => CollectionKind;
}

/** Type only: Maps keyed by an attribute. */
export interface KeyedByAttribute<N extends string> extends CollectionSpec {
  readonly _keyAttribute: N;
}
/** Type only: Maps with keys of a type. */
export interface KeyedBy<K> extends CollectionSpec {
  readonly _key: K;
}
/** Type only: arrays that number their members. */
export interface Ordered extends CollectionSpec {
  readonly _ordered: true;
}

/** Options of keyed collections. */
export interface KeyedOptions {
  /** Leave objects out of the collection whose key is not set, instead of an error. */
  readonly ignoreUnpopulatedAttribute?: boolean;
}

function spec(make: (target: ClassMapper, where: string) => CollectionKind): CollectionSpec {
  return { [$collection]: make };
}

/**
 * A collection as a Map, keyed by an attribute of the related objects.
 *
 * ```ts
 * get notes() { return oneToMany(() => Note, { collectionClass: attributeKeyedDict("word") }); }
 * item.notes.get("a");   // Map<string, Note>
 * ```
 *
 * `set(key, note)` with another key than the note's own is an error. A key that changes later does not move the object.
 */
export function attributeKeyedDict<const N extends string>(
  attribute: N,
  options: KeyedOptions = {},
): KeyedByAttribute<N> {
  return spec((target, where) => {
    if (!target.has(attribute) && !(attribute in target.class.prototype)) {
      throw new ArgumentError(
        `${where}: attributeKeyedDict("${attribute}") names no attribute of ${target.name}.${didYouMean(attribute, target.keys())}`,
        "collection-class",
      );
    }
    return keyed((member) => Reflect.get(member as object, attribute), options, attribute);
  }) as KeyedByAttribute<N>;
}

/**
 * A collection as a Map, keyed by what a function gives for each related object; undefined: it has no key yet.
 *
 * ```ts
 * get notes() { return oneToMany(() => Note, { collectionClass: keyfuncMapping((note: Note) => note.word.toLowerCase()) }); }
 * ```
 */
export function keyfuncMapping<K, T extends object = object>(
  keyfunc: (item: T) => K,
  options: KeyedOptions = {},
): KeyedBy<K> {
  if (typeof keyfunc !== "function") {
    throw new ArgumentError(
      `keyfuncMapping() takes a function from an object to its key; given was ${describeValue(keyfunc)}.`,
      "collection-class",
    );
  }
  return spec(() => keyed((member) => keyfunc(member as T), options)) as KeyedBy<K>;
}

/**
 * A collection as a Map, keyed by the attribute of a column: `columnKeyedDict<string>(() => Note.c.word)`. For several
 * columns use `keyfuncMapping`: a Map tells arrays apart by identity.
 */
export function columnKeyedDict<K = unknown>(column: Callback, options: KeyedOptions = {}): KeyedBy<K> {
  return spec((target, where) => {
    const given: unknown = column();
    const found = given instanceof ColumnElement ? columnOfNode(given.node) : undefined;
    const slot = found === undefined ? undefined : target.slotOf(found);
    const property = slot === undefined ? undefined : target.values[slot];
    if (property === undefined) {
      throw new ArgumentError(
        `${where}: columnKeyedDict() takes one column of ${target.name}, such as () => ${target.name}.c.${target.columns[0]?.key ?? "name"}; given was ${describeValue(given)}.`,
        "collection-class",
      );
    }
    return keyed((member) => Reflect.get(member as object, property.key), options, property.key);
  }) as KeyedBy<K>;
}

function keyed(keyOf: (member: unknown) => unknown, options: KeyedOptions, attribute?: string): CollectionKind {
  const isPopulated =
    options.ignoreUnpopulatedAttribute === true ? (member: object): boolean => keyOf(member) !== undefined : undefined;
  return new DictKind(() => new KeyFuncDict(keyOf), isPopulated, attribute);
}

/** Options of `orderingList()`. */
export interface OrderingListOptions {
  /** The number of the first member; 0 unless given. */
  readonly countFrom?: number;
  /** The number (or any value) of a member, from its index and the list. */
  readonly orderingFunc?: (index: number, list: readonly object[]) => unknown;
}

/**
 * A collection as an array that writes each member's place into an attribute of it, whichever way the array is changed.
 *
 * ```ts
 * get bullets() { return oneToMany(() => Bullet, { orderBy: (b) => b.c.position, collectionClass: orderingList("position") }); }
 * ```
 *
 * Loading takes the numbers as they are: give `orderBy` too.
 */
export function orderingList(attribute: string, options: OrderingListOptions = {}): Ordered {
  const { countFrom = 0, orderingFunc } = options;
  const numberAt = orderingFunc ?? ((index: number) => index + countFrom);
  return spec((target, where) => {
    if (!target.has(attribute)) {
      throw new ArgumentError(
        `${where}: orderingList("${attribute}") names no attribute of ${target.name}.${didYouMean(attribute, target.keys())}`,
        "collection-class",
      );
    }
    return new ListKind(
      () => new OrderingList({ attribute, numberAt }),
      (list) => (list as OrderingList).reorder(),
    );
  }) as Ordered;
}

/** The kind of collection that `collectionClass` asks for. */
export function collectionKind(given: unknown, target: ClassMapper, where: string): CollectionKind {
  if (given === undefined || given === Array || given === InstrumentedList) return plainList;
  if (given === Set || given === InstrumentedSet) return new SetKind(() => new InstrumentedSet());
  if (typeof given === "object" && given !== null && $collection in given)
    return (given as CollectionSpec)[$collection](target, where);
  if (typeof given === "function") {
    const prototype: unknown = given.prototype;
    const cls = given as new () => never;
    if (prototype instanceof InstrumentedList) return new ListKind(() => new cls());
    if (prototype instanceof InstrumentedSet) return new SetKind(() => new cls());
    if (prototype instanceof KeyFuncDict) return new DictKind(() => new cls());
    // oxlint-disable-next-line unicorn/no-instanceof-builtins -- Array.isArray knows arrays, not what they inherit
    if (prototype instanceof Array) {
      const observed = observedClass(cls);
      return new ListKind(() => new observed() as object[]);
    }
    if (prototype instanceof Set) {
      const observed = observedClass(cls);
      return new SetKind(() => new observed() as Set<object>);
    }
  }
  throw new ArgumentError(
    `${where}: collectionClass takes Set, Array, a subclass of either, attributeKeyedDict("…"), keyfuncMapping(…), columnKeyedDict(…), orderingList("…") or a subclass of KeyFuncDict; given was ${given === Map ? "Map, which does not say what its keys are" : describeValue(given)}.`,
    "collection-class",
  );
}
