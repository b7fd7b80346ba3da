/** BigInts of the small numbers, which most keys and counters are. */
const small: readonly bigint[] = Array.from({ length: 1280 }, (_, i) => BigInt(i - 256));

/** No bytes, at an address: Node 22 makes NULL of bytes that have none. */
const noBytes = new Uint8Array(8).subarray(0, 0);

/**
 * The packages send every JavaScript number as a REAL, which shows wherever no column's affinity turns it back
 * (`? || 'x'` is '5.0x', `7 / ?` is 3.5); whole numbers therefore go as bigint, which they send as INTEGER.
 * Gives the array itself when there is nothing to change.
 */
export function integerBinds(params: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let i = 0; i < params.length; i++) {
    const value = params[i];
    if (typeof value === "number" && Number.isSafeInteger(value)) {
      copy ??= params.slice();
      copy[i] = value >= -256 && value < 1024 ? small[value + 256] : BigInt(value);
    } else if (typeof value === "object" && value instanceof Uint8Array && value.length === 0) {
      copy ??= params.slice();
      copy[i] = noBytes;
    }
  }
  return copy ?? params;
}

/** A generated key: a number where it is exact. */
export function generatedKey(id: number | bigint): number | bigint {
  return typeof id === "bigint" && id >= -9007199254740991n && id <= 9007199254740991n ? Number(id) : id;
}
