import { AthanorError } from "./base.ts";

/** A value, name or option was given that cannot mean anything, or could mean two things. */
export class ArgumentError extends AthanorError {
  constructor(message: string, code = "argument", options?: { cause?: unknown }) {
    super(message, code, options);
  }
}
