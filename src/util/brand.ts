/**
 * Marks of our own objects. Registered symbols, so that two copies of the package (ESM and CJS, or two
 * versions) know each other's objects, and nothing parsed from JSON can carry one.
 */
export const $kind: unique symbol = Symbol.for("athanor.kind");

/** What a fluent object is: "expr", "from", "select" … or undefined when the value is not ours. */
export function brandOf(value: unknown): string | undefined {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return undefined;
  return (value as { [$kind]?: string })[$kind];
}

/** Marks the objects of a class, and of its subclasses: `setBrand(SqlType.prototype, "type")`. */
export function setBrand(prototype: object, kind: string): void {
  Object.defineProperty(prototype, $kind, { value: kind });
}
