import assert from "node:assert/strict";
import { describeValue } from "../util/describe.ts";

/** Rows as plain arrays, at any depth; nothing else is changed. */
function plain(value: unknown): unknown {
  return Array.isArray(value) ? Array.from(value, plain) : value;
}

/** Fails unless both are the same, deeply; rows count as arrays. */
export function equal(actual: unknown, expected: unknown, message?: string): void {
  assert.deepStrictEqual(plain(actual), plain(expected), message);
}

/** Fails unless the condition holds. */
export function ok(condition: boolean, message: string): asserts condition {
  assert.ok(condition, message);
}

/** Fails unless the action throws an error of that class; gives the error. */
export async function throws<E extends Error>(
  // oxlint-disable-next-line typescript/no-explicit-any -- any class of errors, whatever its constructor takes
  expected: abstract new (...args: any[]) => E,
  action: () => unknown,
): Promise<E> {
  let thrown: unknown;
  try {
    await action();
  } catch (error) {
    if (error instanceof expected) return error;
    thrown = error;
  }
  assert.fail(
    thrown === undefined
      ? `expected ${expected.name}, but nothing was thrown`
      : `expected ${expected.name}, but ${describe(thrown)} was thrown`,
  );
}

function describe(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : describeValue(thrown);
}

/** Fails unless both have the same rows or values, in whichever order. */
export function sameItems(actual: readonly unknown[], expected: readonly unknown[], message?: string): void {
  equal(inOrder(actual), inOrder(expected), message);
}

function inOrder(items: readonly unknown[]): unknown[] {
  return items.toSorted((a, b) => {
    const [one, other] = [JSON.stringify(plain(a)), JSON.stringify(plain(b))];
    return one < other ? -1 : Number(one > other);
  });
}
