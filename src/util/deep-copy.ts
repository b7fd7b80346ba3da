/**
 * A copy that shares nothing with a value: of objects (also of classes), arrays, Sets, Maps, dates and bytes. Functions and
 * `#private` fields cannot be copied; what has them is compared by the rest.
 */
export function deepCopy(value: unknown): unknown {
  return copy(value, undefined);
}

function copy(value: unknown, seen: Map<object, object> | undefined): unknown {
  if (typeof value !== "object" || value === null) return value;
  const known = seen?.get(value);
  if (known !== undefined) return known;
  const copies = seen ?? new Map<object, object>();
  const keep = <T extends object>(made: T): T => {
    copies.set(value, made);
    return made;
  };
  if (Array.isArray(value)) {
    const made = keep(new Array<unknown>(value.length));
    for (let at = 0; at < made.length; at++) made[at] = copy(value[at], copies);
    return made;
  }
  if (value instanceof Map) {
    const made = keep(new Map<unknown, unknown>());
    for (const [key, item] of value as Map<unknown, unknown>) made.set(copy(key, copies), copy(item, copies));
    return made;
  }
  if (value instanceof Set) {
    const made = keep(new Set<unknown>());
    for (const item of value as Set<unknown>) made.add(copy(item, copies));
    return made;
  }
  if (value instanceof Date) return keep(new Date(value.getTime()));
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return keep(structuredClone(value));
  const made = keep(Object.create(Object.getPrototypeOf(value) as object | null) as object);
  for (const key of Reflect.ownKeys(value)) {
    const descriptor = Object.getOwnPropertyDescriptor(value, key) as PropertyDescriptor;
    if ("value" in descriptor) descriptor.value = copy(descriptor.value, copies);
    Object.defineProperty(made, key, descriptor);
  }
  return made;
}
