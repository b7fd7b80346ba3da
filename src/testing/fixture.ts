import type { CheckContext } from "./context.ts";

/** Tables with rows that several checks read. They are made when the first check asks for them, and dropped at the end of the run. */
export interface Fixture<T> {
  readonly make: (context: CheckContext) => Promise<T>;
}

/** A check that writes into the tables of a fixture must not commit. */
export function fixture<T>(make: (context: CheckContext) => Promise<T>): Fixture<T> {
  return { make };
}
