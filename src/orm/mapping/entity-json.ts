import { copyOf } from "../attribute/collection-adapter.ts";
import { stateOf } from "../contract/entity.ts";
import { type InstanceState, NOT_LOADED } from "../contract/state.ts";
import type { ClassMapper } from "./class-mapper.ts";

/** What `JSON.stringify` gives of an object: its columns and loaded relationships, an object inside itself left out. */
export function entityToJSON(state: InstanceState, path: readonly InstanceState[] = []): Record<string, unknown> {
  const { mapper } = state;
  state.session?.refreshExpired(state);
  const here = [...path, state];
  const out: Record<string, unknown> = {};
  for (const property of mapper.values) {
    const value = state.values[property.slot];
    if (value !== NOT_LOADED && value !== undefined) define(out, property.key, plain(value));
  }
  for (const [key, attribute] of (mapper as ClassMapper).attributeDeclarations) {
    const value = attribute.shown ? attribute.show(state, key) : undefined;
    if (value !== undefined) define(out, key, value);
  }
  if (state.related === undefined) return out;
  for (const property of mapper.relationships) {
    const value = state.related[property.slot];
    if (value === undefined) continue;
    if (property.uselist) define(out, property.key, collection(value as object, here));
    else if (value === null || !contains(here, value)) {
      define(out, property.key, value === null ? null : member(value, here));
    }
  }
  return out;
}

/** Arrays and Sets become arrays, Maps objects. */
function collection(value: object, here: readonly InstanceState[]): unknown {
  if (!(value instanceof Map)) {
    return copyOf(value)
      .filter((item) => !contains(here, item))
      .map((item) => member(item, here));
  }
  const out: Record<string, unknown> = {};
  for (const [key, item] of value as Map<unknown, unknown>) {
    if (!contains(here, item)) define(out, String(key), member(item, here));
  }
  return out;
}

function member(value: unknown, path: readonly InstanceState[]): unknown {
  const state = stateOf(value);
  return state === undefined ? value : entityToJSON(state, path);
}

function contains(path: readonly InstanceState[], value: unknown): boolean {
  const state = stateOf(value);
  return state !== undefined && path.includes(state);
}

/** JSON has no bigint and no bytes: they become decimal and base64 text. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  return value;
}

/** An own property, whatever its name ("__proto__" included). */
function define(out: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(out, key, { value, enumerable: true, configurable: true, writable: true });
}
