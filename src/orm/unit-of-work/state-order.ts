/** Objects in the order of their primary keys, so that two transactions lock rows in the same order; as they are where keys have no order. */
export function byKey<T extends { readonly identity: unknown }>(items: readonly T[]): readonly T[] {
  for (let i = 1; i < items.length; i++) {
    if (compare((items[i - 1] as T).identity, (items[i] as T).identity) > 0)
      return items.toSorted((a, b) => compare(a.identity, b.identity));
  }
  return items;
}

function compare(a: unknown, b: unknown): number {
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let i = 0; i < a.length; i++) {
      const order = compare(a[i], b[i]);
      if (order !== 0) return order;
    }
    return 0;
  }
  return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0;
}
