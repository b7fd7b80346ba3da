import type { PoolEntry } from "./pool-entry.ts";

/** Frames of a stack that are wanted: the package's own take some dozens. */
const DEPTH = 60;
/** Frames that are shown. */
const SHOWN = 4;
/** Places that are told of in a message. */
const PLACES = 5;

/** Where this package is: its frames say nothing to users. */
const own = new URL("..", import.meta.url).href;

/** Where the program is now, without the frames of this package: "at handler (file:///app/main.ts:12:9) …". */
export function checkoutPlace(): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = DEPTH;
  const { stack = "" } = new Error("place");
  Error.stackTraceLimit = limit;
  const frames = stack
    .split("\n")
    .slice(1)
    .map((frame) => frame.trim())
    .filter((frame) => !frame.includes(own) && !frame.endsWith("(<anonymous>)"));
  return frames.slice(0, SHOWN).join(" ");
}

/** The places of what is held, those with most connections first. */
export function describePlaces(entries: Iterable<PoolEntry>): string {
  const counts = new Map<string, number>();
  for (const { takenAt } of entries) if (takenAt !== undefined) counts.set(takenAt, (counts.get(takenAt) ?? 0) + 1);
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, PLACES);
  return most.map(([place, count]) => `\n  ${count} taken ${place}`).join("");
}
