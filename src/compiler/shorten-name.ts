import { createHash } from "node:crypto";

/** A name cut to `max` characters; four digits of its hash tell it from others that begin alike. */
export function shortenName(name: string, max: number): string {
  const hash = createHash("md5").update(name).digest("hex");
  return `${name.slice(0, Math.max(max - 8, 0))}_${hash.slice(-4)}`;
}
