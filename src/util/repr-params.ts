/** How many parameter sets, and how many single parameters, a rendering shows before it leaves the middle out. */
const SETS_SHOWN = 10;
const VALUES_SHOWN = 100;
const MAX_CHARS = 300;

/**
 * Parameters as they are shown in logs and error messages: `(1, 'a')`, or `[(1,), (2,)]` for many sets.
 * Long lists and long values are cut in the middle.
 */
export function reprParams(params: readonly unknown[], many = false): string {
  if (!many) return reprSet(params);
  const sets = params as readonly (readonly unknown[])[];
  if (sets.length <= SETS_SHOWN) return `[${sets.map(reprSet).join(", ")}]`;
  const head = sets
    .slice(0, SETS_SHOWN - 2)
    .map(reprSet)
    .join(", ");
  const tail = sets.slice(-2).map(reprSet).join(", ");
  return `[${head}  ... displaying ${SETS_SHOWN} of ${sets.length} total bound parameter sets ...  ${tail}]`;
}

function reprSet(values: readonly unknown[]): string {
  const count = values.length;
  if (count === 1) return `(${reprValue(values[0])},)`;
  if (count <= VALUES_SHOWN) return `(${values.map(reprValue).join(", ")})`;
  const half = VALUES_SHOWN / 2;
  const head = values.slice(0, half).map(reprValue).join(", ");
  const tail = values.slice(-half).map(reprValue).join(", ");
  return `(${head} ... ${count - VALUES_SHOWN} parameters truncated ... ${tail})`;
}

/** One value: strings in single quotes, bytes by their length, everything cut at 300 characters. */
export function reprValue(value: unknown): string {
  if (typeof value === "string")
    return `'${truncate(value).replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n")}'`;
  if (typeof value === "bigint") return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (value instanceof Uint8Array) return `<${value.length} bytes>`;
  if (typeof value === "symbol") return value.toString();
  if (value !== null && typeof value === "object") {
    try {
      return truncate(JSON.stringify(value) ?? "object");
    } catch {
      return "[object]";
    }
  }
  return truncate(String(value));
}

function truncate(text: string): string {
  if (text.length <= MAX_CHARS) return text;
  const half = MAX_CHARS / 2;
  return `${text.slice(0, half)} ... (${text.length - MAX_CHARS} characters truncated) ... ${text.slice(-half)}`;
}
