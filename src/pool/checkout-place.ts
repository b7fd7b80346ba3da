import type { PoolEntry } from "./pool-entry.ts";

/** Frames of a stack that are wanted: the package's own take some dozens. */
const DEPTH = 60;
/** Frames that are shown of those that are the user's, or of all where the two cannot be told apart (in a bundle). */
const SHOWN = 4;
const SHOWN_OF_ALL = 30;
/** Places that are told of in a message. */
const PLACES = 5;

/** Where this package is, as stacks name it: its frames say nothing to users. */
const own = /\(?(\S*)[\\/]pool[\\/]checkout-place\.[jt]s/.exec(new Error("here").stack ?? "")?.[1];

/** Where the program is now; to be read only when it is needed, because that takes most of the time. */
export function checkoutPlace(): Error {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = DEPTH;
  const place = new Error("place");
  Error.stackTraceLimit = limit;
  return place;
}

/** The place in a line, without the frames of this package: "at handler (file:///app/main.ts:12:9) …". */
export function describePlace({ stack = "" }: Error): string {
  const frames = stack
    .split("\n")
    .slice(1)
    .map((frame) => frame.trim())
    .filter((frame) => !frame.endsWith("(<anonymous>)") && (own === undefined || !frame.includes(own)));
  return frames.slice(0, own === undefined ? SHOWN_OF_ALL : SHOWN).join(" ");
}

/** The places of what is held, those with most connections first. */
export function describePlaces(entries: Iterable<PoolEntry>): string {
  const counts = new Map<string, number>();
  for (const { takenAt } of entries) {
    if (takenAt === undefined) continue;
    const place = describePlace(takenAt);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, PLACES);
  return most.map(([place, count]) => `\n  ${count} taken ${place}`).join("");
}
