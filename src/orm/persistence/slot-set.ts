/** Slots beyond this do not fit the bits of an exact number. */
const WEIGHED = 52;

const weights: readonly number[] = Array.from({ length: WEIGHED }, (_, slot) => 2 ** slot);

/** Names a set of slots by one key: a number, or a string when one of them is too high for that. */
export function slotSetKey(slots: readonly number[]): number | string {
  let sum = 0;
  for (const slot of slots) {
    const weight = weights[slot];
    if (weight === undefined) return slots.join(",");
    sum += weight;
  }
  return sum;
}
