const nothing: readonly never[] = [];
const single: readonly undefined[] = Array.from({ length: 1 });

/**
 * An empty array that the engine takes for short-lived, for what refers to objects of a session.
 *
 * V8 counts what becomes of the arrays and objects that a literal or `new Array()` makes, by its place in the source. Where most outlive a
 * collection or two it makes them among the old ones from then on, and there they keep alive what they refer to, although they are garbage
 * themselves, until the whole heap is collected: of a session everything, and of the next one. Copies of an array, and objects of classes, are not counted.
 */
export function shortLived<T>(): T[] {
  return nothing.slice();
}

/** The same with one member. */
export function shortLivedOf<T>(member: T): T[] {
  const array = single.slice() as T[];
  array[0] = member;
  return array;
}
