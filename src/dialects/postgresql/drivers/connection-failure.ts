/**
 * A server that cannot be reached, or is not there any more. `code` is that of the operating system or of node:tls where there
 * is one; the name tells the dialect what it is, across threads too.
 */
export class ConnectionFailure extends Error {
  override readonly name = "ConnectionFailure";
  readonly code: string | undefined;

  constructor(message: string, code: string | undefined, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** What a failing socket says, with the server's name. */
export function failureOf(server: string, error: unknown): ConnectionFailure {
  if (error instanceof ConnectionFailure) return error;
  // A name with several addresses fails with one error for each; they mostly say the same.
  const one = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const { code, message } = one as { code?: unknown; message?: unknown };
  return new ConnectionFailure(
    `No connection to ${server}: ${String(message)}`,
    typeof code === "string" ? code : undefined,
    error,
  );
}
