const blanks: readonly (readonly undefined[])[] = Array.from({ length: 17 }, (_, length) => Array.from({ length }));
const nothing = blanks[0] as readonly never[];

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
  const array = (blanks[1] as readonly undefined[]).slice() as T[];
  array[0] = member;
  return array;
}

/** The same with so many members, which the caller writes. */
export function shortLivedOfLength<T>(length: number): T[] {
  if (length < blanks.length) return (blanks[length] as readonly undefined[]).slice() as T[];
  const array: T[] = nothing.slice();
  array.length = length;
  return array;
}
