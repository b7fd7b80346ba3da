import { ArgumentError } from "athanor";
import { expect } from "vitest";
import type { SentStatement } from "./statements.ts";

/** Runs what must be refused: an ArgumentError (a subclass is one) before any statement went to the database. Gives the error. */
export function expectRefused(
  sent: readonly SentStatement[],
  action: () => unknown,
  message: RegExp,
  what = "",
): ArgumentError {
  const before = sent.length;
  let error: unknown;
  try {
    action();
  } catch (thrown) {
    error = thrown;
  }
  expect(error, `${what}: nothing was refused`).toBeDefined();
  expect(error, `${what}: ${String(error)}`).toBeInstanceOf(ArgumentError);
  expect((error as ArgumentError).message, what).toMatch(message);
  expect(sent.slice(before), `${what}: sent something`).toEqual([]);
  return error as ArgumentError;
}
