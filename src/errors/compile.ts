import { AthanorError } from "./base.ts";

/** A statement cannot be written as SQL, in general or for one dialect. */
export class CompileError extends AthanorError {
  constructor(message: string, code = "compile", options?: { cause?: unknown }) {
    super(message, code, options);
  }
}

/** Nothing says how an element of a class of your own, or a type, is written on a dialect. */
export class UnsupportedCompilationError extends CompileError {
  constructor(message: string) {
    super(message, "unsupported-compilation");
  }
}
