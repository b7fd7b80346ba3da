let last = 0;

/** A number that no other element of this process has: the identity of tables, aliases, subqueries and CTEs. */
export function nextId(): number {
  return ++last;
}
