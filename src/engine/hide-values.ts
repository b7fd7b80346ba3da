/** So short a value is only hidden in quotes or parentheses: elsewhere it may be a word of the message. */
const SHORT = 3;
/** Databases cut long values; MySQL after 64 bytes. */
const BEGINNING = 32;

/** A database's message without the parameters that it repeats ("Duplicate entry 'a@b' for key …"), for engines that hide them. */
export function hideValues(message: string, params: readonly unknown[]): string {
  const patterns = new Map<string, string>();
  for (const each of params)
    for (const value of Array.isArray(each) ? (each as readonly unknown[]) : [each]) note(value, message, patterns);
  // Longer ones first: a shorter one may be a part of them.
  const sorted = [...patterns].sort(([a], [b]) => b.length - a.length);
  let shown = message;
  for (const [, pattern] of sorted) shown = shown.replace(new RegExp(pattern, "gu"), "…");
  return shown;
}

function note(value: unknown, message: string, patterns: Map<string, string>): void {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "bigint") return;
  const text = String(value);
  const beginning = text.slice(0, BEGINNING);
  if (text === "" || !message.includes(beginning)) return;
  patterns.set(
    text,
    text.length < SHORT
      ? `(?<=['"(])${literally(text)}(?=['")])`
      : `(?<![\\p{L}\\p{N}_])${literally(text)}(?![\\p{L}\\p{N}_])`,
  );
  if (text.length > BEGINNING) patterns.set(beginning, `${literally(beginning)}[^'"]*`);
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
