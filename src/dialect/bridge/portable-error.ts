import { ArgumentError } from "../../errors/argument.ts";
import { MissingDriverError } from "../../errors/driver.ts";
import { StoppedStatement } from "../limited-call.ts";
import type { PortableError } from "./protocol.ts";

/** What of an error can be sent to another thread. */
export function packError(error: unknown, depth = 0): PortableError {
  if (!(error instanceof Error))
    return { name: "Error", message: String(error), stack: undefined, fields: {}, cause: undefined };
  const fields: Record<string, string | number | boolean | null> = {};
  for (const [key, value] of Object.entries(error)) {
    if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      fields[key] = value;
  }
  // A host with several addresses fails with one error for each; they mostly say the same.
  const inner = error.cause ?? (error instanceof AggregateError ? error.errors[0] : undefined);
  const message = error.message !== "" || !(inner instanceof Error) ? error.message : inner.message;
  return {
    name: error.name,
    message,
    stack: error.stack,
    fields,
    cause: inner === undefined || depth > 3 ? undefined : packError(inner, depth + 1),
  };
}

/** The error again, on the other side. */
export function unpackError(packed: PortableError): Error {
  const options = packed.cause === undefined ? {} : { cause: unpackError(packed.cause) };
  if (packed.name === "StoppedStatement") {
    const { why, lost, timeout } = packed.fields;
    const limits = { timeout: typeof timeout === "number" ? timeout : undefined, signal: undefined };
    return new StoppedStatement(why === "signal" ? "signal" : "timeout", limits, lost === true, options.cause);
  }
  if (packed.name === "MissingDriverError") {
    const { packageName } = packed.fields;
    return new MissingDriverError(packed.message, typeof packageName === "string" ? packageName : undefined, options);
  }
  if (packed.name === "ArgumentError") return new ArgumentError(packed.message, "argument", options);
  const error = new Error(packed.message, options);
  for (const [key, value] of Object.entries(packed.fields)) {
    Object.defineProperty(error, key, { value, writable: true, enumerable: true, configurable: true });
  }
  error.name = packed.name;
  if (packed.stack !== undefined) error.stack = packed.stack;
  return error;
}
