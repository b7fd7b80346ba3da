import type { $named, Named } from "../../event/dispatch.ts";
import type { AttributeEventToken } from "../contract/attribute-events.ts";

type Arguments<E, A extends { readonly [N in keyof E]?: readonly string[] }> = {
  readonly [N in keyof A & keyof E]: A[N] extends readonly string[] ? Named<A[N], E[N]> : never;
};

/**
 * Events of a column of a mapped class: `T` is the object, `V` the column's value. They tell of what the program does, in constructors,
 * by assignment and by `merge()`; not of what is loaded, and not of what a flush writes itself. Listeners are called inside the
 * assignment, which waits for nothing.
 */
export interface ColumnEvents<T, V> {
  readonly [$named]?: Arguments<
    ColumnEvents<T, V>,
    {
      set: readonly ["target", "value", "oldValue", "initiator"];
      initScalar: readonly ["target", "value"];
      modified: readonly ["target", "initiator"];
    }
  >;
  /** A value is about to be assigned. `oldValue`: undefined where there was none, or it is not loaded. With `retval`: gives the value to take. */
  set(target: T, value: V, oldValue: V | undefined, initiator: AttributeEventToken): unknown;
  /** A column of a new object was read that was never set. With `retval`: gives what is read; the object does not change. */
  initScalar(target: T, value: V | undefined): unknown;
  /** `flagModified()` was called. */
  modified(target: T, initiator: AttributeEventToken): unknown;
}

/** Events of a reference to one object `M`: as those of columns, and told when the other side of the relationship is changed as well. */
export type ReferenceEvents<T, M> = Omit<ColumnEvents<T, M | null>, "modified">;

/**
 * Events of a collection with members `M`, told by its own mutators, by assignment and when the other side of the relationship is changed;
 * not by loading. They come before the collection changes. What is written to an array by index is told by the next flush or query.
 */
export interface CollectionEvents<T, M> {
  readonly [$named]?: Arguments<
    CollectionEvents<T, M>,
    {
      append: readonly ["target", "value", "initiator"];
      appendWoMutation: readonly ["target", "value", "initiator"];
      remove: readonly ["target", "value", "initiator"];
      bulkReplace: readonly ["target", "values", "initiator"];
      initCollection: readonly ["target", "collection"];
      disposeCollection: readonly ["target", "collection"];
    }
  >;
  /** An object comes in. With `retval`: gives the object that comes in instead. */
  append(target: T, value: M, initiator: AttributeEventToken): unknown;
  /** An object was given to a Set or Map that holds it already. */
  appendWoMutation(target: T, value: M, initiator: AttributeEventToken): unknown;
  /** An object is taken out. */
  remove(target: T, value: M, initiator: AttributeEventToken): unknown;
  /** Another collection is assigned: the listener may change the array of what is to be in it. `append` and `remove` of the difference follow. */
  bulkReplace(target: T, values: M[], initiator: AttributeEventToken): unknown;
  /** An empty collection was made for an object: on first use, for an assignment, or to be filled by loading. */
  initCollection(target: T, collection: Iterable<unknown>): unknown;
  /** Another collection took the place of this one. */
  disposeCollection(target: T, collection: Iterable<unknown>): unknown;
}
