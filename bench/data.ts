// What contestants share: names, dates, order, comparison.

/** Tables of all contestants live side by side in one database; the worker's environment tells which are whose. */
export const prefix = process.env["BENCH_PREFIX"] ?? "bench_";

/** 1 … count in an order that no index likes, the same every time. */
export function shuffledKeys(count: number): number[] {
  const keys = Array.from({ length: count }, (_, index) => index + 1);
  let seed = 42;
  for (let i = count - 1; i > 0; i--) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const j = seed % (i + 1);
    [keys[i], keys[j]] = [keys[j]!, keys[i]!];
  }
  return keys;
}

function digits(text: string, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) value = value * 10 + text.charCodeAt(i) - 48;
  return value;
}

/** "2024-01-02 03:04:05.678000", fraction optional, as UTC: the fastest way known here. */
export function parseDate(text: string): Date {
  let milliseconds = 0;
  if (text.length > 20) {
    milliseconds = digits(text, 20, Math.min(text.length, 23));
    for (let i = text.length; i < 23; i++) milliseconds *= 10;
  }
  return new Date(
    Date.UTC(
      digits(text, 0, 4),
      digits(text, 5, 7) - 1,
      digits(text, 8, 10),
      digits(text, 11, 13),
      digits(text, 14, 16),
      digits(text, 17, 19),
      milliseconds,
    ),
  );
}

/** What SQLAlchemy and Athanor store in SQLite. */
export function formatDate(date: Date): string {
  const iso = date.toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}000`;
}

export function assertEqual(actual: unknown, expected: unknown, what: string): void {
  if (actual !== expected) throw new Error(`${what}: ${String(actual)}, and ${String(expected)} was expected`);
}
