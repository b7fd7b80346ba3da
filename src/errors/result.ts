import { InvalidRequestError } from "./state.ts";

/** A result or row was asked for a column that it does not have. */
export class NoSuchColumnError extends InvalidRequestError {
  constructor(message: string) {
    super(message, "no-such-column");
  }
}

/** A result or row was asked for a column by a name that several of its columns have. */
export class AmbiguousColumnError extends InvalidRequestError {
  constructor(message: string) {
    super(message, "ambiguous-column");
  }
}
