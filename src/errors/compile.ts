import { AthanorError } from "./base.ts";

/** A statement cannot be written as SQL, in general or for one dialect. */
export class CompileError extends AthanorError {
  constructor(message: string, code = "compile", options?: { cause?: unknown }) {
    super(message, code, options);
  }
}
