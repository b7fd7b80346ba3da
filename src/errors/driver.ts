import { ArgumentError } from "./argument.ts";
import { InvalidRequestError } from "./state.ts";

/** A URL names a dialect or a driver that is not registered. */
export class NoSuchModuleError extends ArgumentError {
  constructor(message: string) {
    super(message, "no-such-module");
  }
}

/** The package that a driver needs is not installed, or this runtime lacks it. */
export class MissingDriverError extends InvalidRequestError {
  /** The package to install; undefined when it is a part of the runtime that is missing. */
  readonly packageName: string | undefined;
  constructor(message: string, packageName?: string, options?: { cause?: unknown }) {
    super(message, "missing-driver", options);
    this.packageName = packageName;
  }
}
