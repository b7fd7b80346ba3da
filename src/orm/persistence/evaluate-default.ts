import { AsyncRequiredError } from "../../errors/state.ts";
import { isPromiseLike } from "../../flow/flow.ts";
import type { ColumnDefault } from "../../schema/column-options.ts";
import { callDefault } from "../../schema/default-context.ts";
import type { ColumnProperty } from "../contract/property.ts";
import { NOT_LOADED } from "../contract/state.ts";

/** The value of a client-side default (`default` or `onupdate`) that is a value or a function. */
export function evaluateDefault(source: ColumnDefault, property: ColumnProperty, values: readonly unknown[]): unknown {
  if (source.kind === "value") return source.value;
  if (source.kind === "sql") return source.element;
  const value = callDefault(source.fn, () => {
    const row: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const { slot, key } of property.mapper.columns) {
      const given = values[slot];
      if (given !== undefined && given !== NOT_LOADED) row[key] = given;
    }
    return row;
  });
  if (isPromiseLike(value)) {
    value.then(undefined, () => undefined);
    throw new AsyncRequiredError(
      `The default function of ${property.mapper.name}.${property.key} gave a promise; it has to give the value itself.`,
    );
  }
  return value ?? null;
}
