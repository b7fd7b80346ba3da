/** Whether a text is a plain decimal number: optional sign, digits, optional fraction. No exponent, no blanks, no words. */
export function isDecimalText(text: string): boolean {
  let i = 0;
  const first = text.charCodeAt(0);
  if (first === 45 || first === 43) i = 1;
  let digits = 0;
  let point = false;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) digits++;
    else if (code === 46 && !point) point = true;
    else return false;
  }
  return digits > 0;
}

/** A finite number in plain decimal notation, with exactly the digits JavaScript prints: 1e-7 is "0.0000001". */
export function decimalText(value: number): string {
  const text = String(value);
  const e = text.indexOf("e");
  if (e < 0) return text;
  const negative = text.charCodeAt(0) === 45;
  const mantissa = text.slice(negative ? 1 : 0, e);
  const exponent = Number(text.slice(e + 1));
  const point = mantissa.indexOf(".");
  const digits = mantissa.replace(".", "");
  const at = (point < 0 ? mantissa.length : point) + exponent;
  const sign = negative ? "-" : "";
  if (at <= 0) return `${sign}0.${"0".repeat(-at)}${digits}`;
  if (at >= digits.length) return sign + digits + "0".repeat(at - digits.length);
  return `${sign}${digits.slice(0, at)}.${digits.slice(at)}`;
}

/** One text for all spellings of a number: no plus sign, no leading or trailing zeros. */
export function canonicalDecimal(text: string): string {
  const negative = text.startsWith("-");
  const unsigned = negative || text.startsWith("+") ? text.slice(1) : text;
  const [whole = "", fraction = ""] = unsigned.split(".");
  let start = 0;
  while (start < whole.length && whole.charCodeAt(start) === 48) start++;
  let end = fraction.length;
  while (end > 0 && fraction.charCodeAt(end - 1) === 48) end--;
  const body = (start === whole.length ? "0" : whole.slice(start)) + (end === 0 ? "" : `.${fraction.slice(0, end)}`);
  return negative && body !== "0" ? `-${body}` : body;
}
