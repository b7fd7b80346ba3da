import { ArgumentError } from "./argument.ts";
import { InvalidRequestError } from "./state.ts";

/** A foreign key names a table that its MetaData does not have. */
export class NoReferencedTableError extends InvalidRequestError {
  /** The table that was named. */
  readonly tableName: string;
  constructor(message: string, tableName: string) {
    super(message, "no-referenced-table");
    this.tableName = tableName;
  }
}

/** A foreign key names a column that the referenced table does not have. */
export class NoReferencedColumnError extends InvalidRequestError {
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
