/** A group of nodes that all depend on each other, or a single node. */
export interface Component<T> {
  readonly members: readonly T[];
  /** More than one member, or one that depends on itself. */
  readonly cyclic: boolean;
}

/**
 * The strongly connected components of a graph, each after those that it depends on; otherwise in the order given.
 * Tarjan's algorithm; linear.
 */
export function components<T>(nodes: Iterable<T>, dependencies: (node: T) => ReadonlySet<T>): Component<T>[] {
  const index = new Map<T, number>();
  const low = new Map<T, number>();
  const onStack = new Set<T>();
  const stack: T[] = [];
  const out: Component<T>[] = [];
  const visit = (node: T): void => {
    const at = index.size;
    index.set(node, at);
    let lowest = at;
    stack.push(node);
    onStack.add(node);
    for (const next of dependencies(node)) {
      if (!index.has(next)) {
        visit(next);
        lowest = Math.min(lowest, low.get(next) ?? at);
      } else if (onStack.has(next)) {
        lowest = Math.min(lowest, index.get(next) ?? at);
      }
    }
    low.set(node, lowest);
    if (lowest !== at) return;
    const members = stack.splice(stack.lastIndexOf(node));
    for (const member of members) onStack.delete(member);
    out.push({ members, cyclic: members.length > 1 || dependencies(node).has(node) });
  };
  for (const node of nodes) if (!index.has(node)) visit(node);
  return out;
}
