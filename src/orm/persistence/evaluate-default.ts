import { AsyncRequiredError } from "../../errors/state.ts";
import { isPromiseLike } from "../../flow/flow.ts";
import type { ColumnDefault } from "../../schema/column-options.ts";
import type { ColumnProperty } from "../contract/property.ts";

/** The value of a client-side default (`default` or `onupdate`) that is a value or a function. */
export function evaluateDefault(source: ColumnDefault, property: ColumnProperty): unknown {
  if (source.kind === "value") return source.value;
  if (source.kind === "sql") return source.element;
  const value = source.fn();
  if (isPromiseLike(value)) {
    value.then(undefined, () => undefined);
    throw new AsyncRequiredError(
      `The default function of ${property.mapper.name}.${property.key} gave a promise; it has to give the value itself.`,
    );
  }
  return value ?? null;
}
