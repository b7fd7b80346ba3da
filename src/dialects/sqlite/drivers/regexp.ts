/** The `(?i)` that a pattern may begin with. */
const inlineFlags = /^\(\?([ims]+)\)/;

/** What SQLite hands to a function. */
export type SqliteValue = string | number | bigint | Uint8Array | null;

/**
 * What SQLite calls for `value REGEXP pattern`: whether the JavaScript regular expression is found somewhere in the value.
 * A pattern may begin with flags: `(?i)`. NULL gives NULL.
 */
export function regexpFunction(): (pattern: SqliteValue, value: SqliteValue) => number | null {
  let lastPattern: SqliteValue | undefined;
  let last = /^/;
  return (pattern, value) => {
    if (pattern === null || value === null) return null;
    if (pattern !== lastPattern) {
      last = compile(textOf(pattern));
      lastPattern = pattern;
    }
    return last.test(textOf(value)) ? 1 : 0;
  };
}

function textOf(value: string | number | bigint | Uint8Array): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString() : String(value);
}

function compile(pattern: string): RegExp {
  const flags = inlineFlags.exec(pattern);
  const source = flags === null ? pattern : pattern.slice(flags[0].length);
  const letters = [...new Set(flags?.[1])].join("");
  try {
    return new RegExp(source, `${letters}u`);
  } catch {
    // Escapes that other databases allow are errors in Unicode mode.
    return new RegExp(source, letters);
  }
}
