/** A parameter in PostgreSQL's text form, for packages that would guess its type from the JavaScript value. */
export function textOf(value: unknown): string | null {
  if (value === null || typeof value === "string") return value;
  if (value instanceof Uint8Array)
    return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}`;
  // What the type layer lets through besides: numbers, bigints and booleans.
  return (value as number | bigint | boolean).toString();
}
