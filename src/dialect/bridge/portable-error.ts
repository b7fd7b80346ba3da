import { ArgumentError } from "../../errors/argument.ts";
import { MissingDriverError } from "../../errors/driver.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import { StoppedStatement } from "../limited-call.ts";
import { BridgeError } from "./bridge-error.ts";
import type { PortableError, PortableValue } from "./protocol.ts";

/** Causes of causes are sent so deep. */
const MAX_DEPTH = 4;

/** What of an error can be sent to another thread. */
export function packError(error: unknown, depth = 0): PortableError {
  if (!(error instanceof Error))
    return { name: "Error", message: String(error), stack: undefined, fields: {}, cause: undefined };
  const fields: Record<string, PortableValue> = {};
  for (const [key, value] of Object.entries(error)) if (isPortable(value)) fields[key] = value;
  // A host with several addresses fails with one error for each; they mostly say the same.
  const inner = error.cause ?? (error instanceof AggregateError ? error.errors[0] : undefined);
  const message = error.message !== "" || !(inner instanceof Error) ? error.message : inner.message;
  return {
    name: error.name,
    message,
    stack: error.stack,
    fields,
    cause: inner === undefined || depth >= MAX_DEPTH ? undefined : packError(inner, depth + 1),
  };
}

function isPortable(value: unknown): value is PortableValue {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
    case "bigint":
      return true;
    default:
      return value === null;
  }
}

/** JavaScript's own classes, and those of ours that drivers throw. */
const classes: Readonly<Record<string, new (message: string, options: { cause?: unknown }) => Error>> = {
  TypeError,
  RangeError,
  SyntaxError,
  BridgeError,
};

/** The error again, on the other side: with its class where that is known here, else with its name. */
export function unpackError(packed: PortableError): Error {
  const { name, message, fields, stack } = packed;
  const options = packed.cause === undefined ? {} : { cause: unpackError(packed.cause) };
  const { packageName, why, lost, timeout } = fields;
  const code = typeof fields["code"] === "string" ? fields["code"] : undefined;
  switch (name) {
    case "MissingDriverError":
      return new MissingDriverError(message, typeof packageName === "string" ? packageName : undefined, options);
    case "ArgumentError":
      return new ArgumentError(message, code, options);
    case "InvalidRequestError":
      return new InvalidRequestError(message, code, options);
    case "StoppedStatement": {
      const limits = { timeout: typeof timeout === "number" ? timeout : undefined, signal: undefined };
      return new StoppedStatement(why === "signal" ? why : "timeout", limits, lost === true, options.cause);
    }
  }
  const error = new (classes[name] ?? Error)(message, options);
  for (const [key, value] of Object.entries(fields))
    Object.defineProperty(error, key, { value, writable: true, enumerable: true, configurable: true });
  if (error.name !== name) error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
