import { AthanorError } from "./base.ts";

/** An operation was asked for at a time, or of an object, that does not allow it. */
export class InvalidRequestError extends AthanorError {
  constructor(message: string, code = "invalid-request", options?: { cause?: unknown }) {
    super(message, code, options);
  }
}

/** A method was called while another one of the same object is under way, which it would pull the ground from under. */
export class IllegalStateChangeError extends InvalidRequestError {
  constructor(message: string, code = "illegal-state-change") {
    super(message, code);
  }
}

/** A session was asked for a connection and knows no engine for what was asked. */
export class UnboundExecutionError extends InvalidRequestError {
  constructor(message: string) {
    super(message, "unbound");
  }
}

/** One row was required and none came. */
export class NoResultFound extends InvalidRequestError {
  constructor(message = "No row was found when one was required") {
    super(message, "no-result");
  }
}

/** One row was required and more came. */
export class MultipleResultsFound extends InvalidRequestError {
  constructor(message = "Multiple rows were found when exactly one was required") {
    super(message, "multiple-results");
  }
}

/** A connection, result or transaction was used after its end. */
export class ResourceClosedError extends InvalidRequestError {
  constructor(message: string) {
    super(message, "resource-closed");
  }
}

/** Something had to wait for a promise inside a synchronous call. */
export class AsyncRequiredError extends InvalidRequestError {
  constructor(
    message = "A promise came up inside a synchronous call, which cannot wait for it. Use the async engine or session, or a callback that returns no promise; what was under way is rolled back.",
  ) {
    super(message, "async-required");
  }
}
