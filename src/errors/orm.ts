import { AthanorError } from "./base.ts";
import { InvalidRequestError } from "./state.ts";

/** A flush cannot turn the objects of a session into rows as they stand. */
export class FlushError extends AthanorError {
  constructor(message: string, code = "flush", options?: { cause?: unknown }) {
    super(message, code, options);
  }
}

/** An UPDATE or DELETE met fewer rows than there were objects: somebody else changed or deleted them. */
export class StaleDataError extends AthanorError {
  /** The table that the statement was for. */
  readonly table: string;
  /** How many rows should have been met. */
  readonly expected: number;
  /** How many rows were met. */
  readonly matched: number;
  constructor(message: string, details: { table: string; expected: number; matched: number }) {
    super(message, "stale-data");
    this.table = details.table;
    this.expected = details.expected;
    this.matched = details.matched;
  }
}

/** The row of an object is gone from the database. */
export class ObjectDeletedError extends InvalidRequestError {
  constructor(message: string, code = "object-deleted") {
    super(message, code);
  }
}

/** Something that only a session could load was asked of an object that belongs to none. */
export class DetachedInstanceError extends InvalidRequestError {
  constructor(message: string, code = "detached-instance") {
    super(message, code);
  }
}

/** An object that is no instance of a mapped class was given where one is needed. */
export class UnmappedInstanceError extends InvalidRequestError {
  constructor(message: string, code = "unmapped-instance") {
    super(message, code);
  }
}

/** A class that is not mapped was given where a mapped one is needed. */
export class UnmappedClassError extends InvalidRequestError {
  constructor(message: string, code = "unmapped-class") {
    super(message, code);
  }
}

/** The transaction of a session failed in a flush, and was not rolled back since. */
export class PendingRollbackError extends InvalidRequestError {
  constructor(message: string, code = "pending-rollback", options?: { cause?: unknown }) {
    super(message, code, options);
  }
}

/** An attribute that is not loaded was read where loading is not possible or not allowed. */
export class LazyLoadError extends InvalidRequestError {
  constructor(message: string, code = "lazy-load", options?: { cause?: unknown }) {
    super(message, code, options);
  }
}

/** `inspect()` was given what it knows nothing of. */
export class NoInspectionAvailable extends InvalidRequestError {
  constructor(message: string, code = "no-inspection") {
    super(message, code);
  }
}
