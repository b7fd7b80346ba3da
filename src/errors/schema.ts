import { ArgumentError } from "./argument.ts";
import { InvalidRequestError } from "./state.ts";

/** A foreign key names what is not there. */
export class NoReferenceError extends InvalidRequestError {
  constructor(message: string, code = "no-reference") {
    super(message, code);
  }
}

/** A foreign key names a table that its MetaData does not have. */
export class NoReferencedTableError extends NoReferenceError {
  /** The table that was named. */
  readonly tableName: string;
  constructor(message: string, tableName: string) {
    super(message, "no-referenced-table");
    this.tableName = tableName;
  }
}

/** A foreign key names a column that the referenced table does not have. */
export class NoReferencedColumnError extends NoReferenceError {
  readonly tableName: string;
  readonly columnName: string;
  constructor(message: string, tableName: string, columnName: string) {
    super(message, "no-referenced-column");
    this.tableName = tableName;
    this.columnName = columnName;
  }
}

/** A name cannot be an identifier: empty, too long, or holding characters that no database takes. */
export class IdentifierError extends ArgumentError {
  constructor(message: string) {
    super(message, "identifier");
  }
}

/** A table or view that was asked for is not in the database. */
export class NoSuchTableError extends InvalidRequestError {
  readonly tableName: string;
  constructor(message: string, tableName: string) {
    super(message, "no-such-table");
    this.tableName = tableName;
  }
}

/** A table is in the database, but something of it cannot be read or said here. */
export class UnreflectableTableError extends InvalidRequestError {
  readonly tableName: string;
  constructor(message: string, tableName: string, options?: { cause?: unknown }) {
    super(message, "unreflectable-table", options);
    this.tableName = tableName;
  }
}

/** A table was given two columns of one name. */
export class DuplicateColumnError extends ArgumentError {
  constructor(message: string) {
    super(message, "duplicate-column");
  }
}

/** A constraint or index names a column that its table does not have. */
export class ConstraintColumnNotFoundError extends ArgumentError {
  constructor(message: string) {
    super(message, "constraint-column-not-found");
  }
}
