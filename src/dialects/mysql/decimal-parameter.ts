/**
 * A decimal number on its way to the driver: a text that is to be sent as a DECIMAL. As a plain text the server would compute with it as a
 * double. It is a boxed string, which crosses to a worker thread as it is.
 */
export function decimalParameter(text: string): object {
  return Object(text) as object;
}

/** The text of a decimal parameter; undefined for anything else. */
export function decimalParameterText(value: unknown): string | undefined {
  // oxlint-disable-next-line unicorn/no-instanceof-builtins -- boxed on purpose, see above
  return value instanceof String ? value.valueOf() : undefined;
}
