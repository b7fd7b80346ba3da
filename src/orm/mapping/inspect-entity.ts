import { copyOf } from "../attribute/collection-adapter.ts";
import { type InstanceState, NOT_LOADED } from "../contract/state.ts";
import type { ClassMapper } from "./class-mapper.ts";

/** The key under which Node's `util.inspect` (so `console.log`) looks for an object's own form. */
export const $inspect: unique symbol = Symbol.for("nodejs.util.inspect.custom");

const under: Set<InstanceState> = new Set();

/** What `console.log` shows: what is in memory. Never loads; an object inside itself is named only. */
export function inspectEntity(
  state: InstanceState,
  depth: number,
  options: object,
  inspect: (value: unknown, options: object) => string,
): string {
  const { mapper } = state;
  if (depth < 0 || under.has(state)) return `[${mapper.name}]`;
  const shown: Record<string, unknown> = {};
  for (const property of mapper.values) {
    const value = state.values[property.slot];
    if (value !== NOT_LOADED && value !== undefined) show(shown, property.key, value);
  }
  for (const [key, attribute] of (mapper as ClassMapper).attributeDeclarations) {
    const value = attribute.shown ? attribute.show(state, key) : undefined;
    if (value !== undefined) show(shown, key, value);
  }
  if (state.related !== undefined) {
    for (const property of mapper.relationships) {
      const value = state.related[property.slot];
      if (value !== undefined) show(shown, property.key, property.uselist ? plain(value as object) : value);
    }
  }
  under.add(state);
  try {
    const limit = (options as { depth?: number | null }).depth;
    return `${mapper.name} ${inspect(shown, { ...options, depth: typeof limit === "number" ? limit - 1 : limit })}`;
  } finally {
    under.delete(state);
  }
}

/** Without the names of our classes. */
function plain(collection: object): object {
  if (collection instanceof Map) return new Map(collection as Map<unknown, unknown>);
  return collection instanceof Set ? new Set(collection as Set<unknown>) : copyOf(collection);
}

function show(out: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(out, key, { value, enumerable: true, configurable: true });
}
