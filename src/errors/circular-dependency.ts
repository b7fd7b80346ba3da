import { InvalidRequestError } from "./state.ts";

/** Rows, or tables, depend on each other in a circle, so that no order of statements satisfies them. */
export class CircularDependencyError extends InvalidRequestError {
  /** What forms the circle, each depending on the one before it. */
  readonly cycle: readonly string[];
  constructor(message: string, cycle: readonly string[] = []) {
    super(message, "circular-dependency");
    this.cycle = cycle;
  }
}
