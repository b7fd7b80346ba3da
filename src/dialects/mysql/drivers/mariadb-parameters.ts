import { decimalParameterText } from "../decimal-parameter.ts";
import { visitMarks } from "./sql-marks.ts";

const MAX_INT = 2147483647;
/** The most digits of a DECIMAL, and the most behind its point that every server takes. */
const MAX_DIGITS = 65;
const MAX_SCALE = 30;

/**
 * Parameters as the package mariadb sends them right: whole numbers beyond 32 bits as bigint (it would send a double), bytes as Buffer.
 * It has no way to send a DECIMAL: the text is sent, and cast to one where its placeholder stands.
 */
export function bindParameters(
  sql: string,
  params: readonly unknown[],
  backslashEscapes: boolean,
): { readonly sql: string; readonly values: readonly unknown[] } {
  const values = new Array<unknown>(params.length);
  let scales: (number | undefined)[] | undefined;
  for (let i = 0; i < params.length; i++) {
    const value = params[i];
    if (typeof value === "number")
      values[i] = Math.abs(value) > MAX_INT && Number.isSafeInteger(value) ? BigInt(value) : value;
    else if (value instanceof Uint8Array && !Buffer.isBuffer(value))
      values[i] = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    else {
      const decimal = decimalParameterText(value);
      values[i] = decimal ?? value;
      if (decimal !== undefined) (scales ??= [])[i] = scaleOf(decimal);
    }
  }
  return { sql: scales === undefined ? sql : castDecimals(sql, scales, backslashEscapes), values };
}

function scaleOf(decimal: string): number {
  const point = decimal.indexOf(".");
  return point < 0 ? 0 : Math.min(decimal.length - point - 1, MAX_SCALE);
}

/** Statements differ by the number of decimals alone, so that few have to be prepared. */
function castDecimals(sql: string, scales: readonly (number | undefined)[], backslashEscapes: boolean): string {
  let text = "";
  let from = 0;
  let parameter = 0;
  visitMarks(sql, backslashEscapes, (mark, at) => {
    if (mark !== "?") return;
    const scale = scales[parameter++];
    if (scale === undefined) return;
    text += `${sql.slice(from, at)}CAST(? AS DECIMAL(${MAX_DIGITS},${scale}))`;
    from = at + 1;
  });
  return text + sql.slice(from);
}
