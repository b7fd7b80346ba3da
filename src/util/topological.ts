/** Outcome of a dependency sort: what could be ordered, and what is in, or behind, a cycle. */
export interface Sorted<T> {
  readonly order: readonly T[];
  /** Items that wait for one another, in the given order; empty when there is no cycle. */
  readonly cyclic: readonly T[];
}

/**
 * Orders items so that each comes after those it depends on, otherwise keeping the given order. Items with a
 * dependency that is not among `items` ignore it; an item that depends on itself ignores that.
 */
export function sortByDependency<T>(items: readonly T[], dependencies: (item: T) => Iterable<T>): Sorted<T> {
  const waiting = new Map<T, Set<T>>();
  for (const item of items) waiting.set(item, new Set());
  for (const item of items) {
    const own = waiting.get(item)!;
    for (const dependency of dependencies(item))
      if (dependency !== item && waiting.has(dependency)) own.add(dependency);
  }
  const order: T[] = [];
  let rest = [...waiting.keys()];
  while (rest.length > 0) {
    const ready = rest.filter((item) => isSatisfied(waiting.get(item)!, waiting));
    if (ready.length === 0) return { order, cyclic: rest };
    for (const item of ready) {
      order.push(item);
      waiting.delete(item);
    }
    rest = rest.filter((item) => waiting.has(item));
  }
  return { order, cyclic: [] };
}

function isSatisfied<T>(needed: ReadonlySet<T>, waiting: ReadonlyMap<T, unknown>): boolean {
  for (const item of needed) if (waiting.has(item)) return false;
  return true;
}

/** The items that lie on a cycle themselves, of all that depend on one another. */
export function findCycles<T>(items: readonly T[], dependencies: (item: T) => Iterable<T>): Set<T> {
  const onCycle = new Set<T>();
  const index = new Map<T, number>();
  const low = new Map<T, number>();
  const stack: T[] = [];
  const known = new Set(items);
  const visit = (item: T): void => {
    index.set(item, index.size);
    low.set(item, index.get(item)!);
    stack.push(item);
    for (const next of dependencies(item)) {
      if (next === item || !known.has(next)) continue;
      if (!index.has(next)) {
        visit(next);
        low.set(item, Math.min(low.get(item)!, low.get(next)!));
      } else if (stack.includes(next)) {
        low.set(item, Math.min(low.get(item)!, index.get(next)!));
      }
    }
    if (low.get(item) !== index.get(item)) return;
    const component = stack.splice(stack.indexOf(item));
    if (component.length > 1) for (const member of component) onCycle.add(member);
  };
  for (const item of items) if (!index.has(item)) visit(item);
  return onCycle;
}
