/** Kept on the global object: two copies of the package in one process (ESM and CJS) must not give one number twice, since statements may mix their elements. */
const $counter: unique symbol = Symbol.for("athanor.ids");

const counter: { last: number } = ((globalThis as { [$counter]?: { last: number } })[$counter] ??= { last: 0 });

/** A number that no other element of this process has: the identity of tables, aliases, subqueries and CTEs. */
export function nextId(): number {
  return ++counter.last;
}
