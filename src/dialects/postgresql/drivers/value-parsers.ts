/** Turns the text of a value into what every PostgreSQL driver here delivers; types without an entry stay raw text. */
export type ValueParser = (text: string) => unknown;

/** By type oid. */
export const valueParsers: ReadonlyMap<number, ValueParser> = new Map<number, ValueParser>([
  [16, (text) => text === "t"], // bool
  [17, parseBytea],
  [20, parseInt8],
  [21, Number], // int2
  [23, Number], // int4
  [26, Number], // oid
  [700, Number], // float4
  [701, Number], // float8
]);

function parseInt8(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** bytea in its hex form, which `bytea_output` is set to on connect. */
export function parseBytea(text: string): Uint8Array {
  const bytes = new Uint8Array((text.length - 2) >> 1);
  Buffer.from(bytes.buffer).write(text.slice(2), "hex");
  return bytes;
}
