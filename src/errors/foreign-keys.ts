import { ArgumentError } from "./argument.ts";

/** No foreign key leads from one from-clause to the other, so that the condition of a join must be given. */
export class NoForeignKeysError extends ArgumentError {
  constructor(message: string) {
    super(message, "no-foreign-keys");
  }
}

/** Several foreign keys lead from one from-clause to the other, so that the condition of a join must be given. */
export class AmbiguousForeignKeysError extends ArgumentError {
  constructor(message: string) {
    super(message, "ambiguous-foreign-keys");
  }
}
