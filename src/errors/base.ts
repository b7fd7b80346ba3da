/** Root of every error that Athanor raises itself. `code` is stable and has a section in docs/errors.md. */
export class AthanorError extends Error {
  readonly code: string;
  constructor(message: string, code: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.name = new.target.name;
  }
}
