/**
 * The end of an error message about an unknown name: ` Did you mean "title"?` when a candidate is close, else the
 * list of what there is when it is short, else nothing.
 */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const known = [...candidates];
  const lower = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = candidate.toLowerCase() === lower ? 0 : editDistance(lower, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  if (best !== undefined) return ` Did you mean ${JSON.stringify(best)}?`;
  return known.length > 0 && known.length <= 12
    ? ` There ${known.length === 1 ? "is" : "are"} ${known.map((k) => JSON.stringify(k)).join(", ")}.`
    : "";
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one string to the other; stops at `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      current.push(cost);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length]!;
}
