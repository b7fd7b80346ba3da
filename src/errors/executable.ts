import { ArgumentError } from "./argument.ts";

/** `execute()` was given what is no statement. */
export class ObjectNotExecutableError extends ArgumentError {
  constructor(message: string) {
    super(message, "not-executable");
  }
}
