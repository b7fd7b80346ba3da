const bare: object = Object.freeze(Object.create(null) as object);

/**
 * A frozen object without inherited properties, of these entries in their order. V8 finds a property of it at a fixed
 * place; one of `Object.create(null)` it looks up in a hash table each time.
 */
export function fastRecord<V>(entries: Iterable<readonly [string, V]>): Readonly<Record<string, V>> {
  const descriptors = Object.create(null) as PropertyDescriptorMap;
  for (const [key, value] of entries) descriptors[key] = { value, enumerable: true };
  return Object.freeze(Object.create(bare, descriptors) as Record<string, V>);
}

/** The same of property descriptors. */
export function fastObject(descriptors: PropertyDescriptorMap): object {
  return Object.freeze(Object.create(bare, descriptors) as object);
}
