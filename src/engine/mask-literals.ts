/**
 * SQL text with `?` in place of the values that are written in it: strings, numbers, bytes. Comments go. `"…"` is a name where the
 * dialect quotes names so, and a string elsewhere.
 */
export function maskLiterals(sql: string, doubleQuotesNames: boolean): string {
  let out = "";
  let i = 0;
  while (i < sql.length) {
    const c = sql[i] as string;
    if (c === "'" || (c === '"' && !doubleQuotesNames)) {
      const end = endOfString(sql, i, c);
      // Databases differ in what a backslash does to the quote after it: what follows is not guessed at.
      if (end === undefined) return `${out}?`;
      out += "?";
      i = end;
    } else if (c === '"' || c === "`" || c === "[") {
      const close = sql.indexOf(c === "[" ? "]" : c, i + 1);
      const end = close === -1 ? sql.length : close + 1;
      out += sql.slice(i, end);
      i = end;
    } else if (c === "-" && sql[i + 1] === "-") {
      const end = sql.indexOf("\n", i);
      i = end === -1 ? sql.length : end;
    } else if (c === "/" && sql[i + 1] === "*") {
      const end = sql.indexOf("*/", i + 2);
      i = end === -1 ? sql.length : end + 2;
    } else if (c === "$" && /^\$([A-Za-z_]\w*)?\$/.test(sql.slice(i, i + 70))) {
      const tag = (/^\$\w*\$/.exec(sql.slice(i, i + 70)) as RegExpExecArray)[0];
      const close = sql.indexOf(tag, i + tag.length);
      out += "?";
      i = close === -1 ? sql.length : close + tag.length;
    } else {
      // A word (with its digits), a placeholder, a number, or one other character.
      const [token, word, number] =
        /^(?:([A-Za-z_\u0080-\uffff$:@?][\w\u0080-\uffff$]*)|(\.?\d[\w.]*(?:(?<=[eE])[+-]\d+)?))/.exec(
          sql.slice(i, i + 300),
        ) ?? [c];
      out += word ?? (number === undefined ? token : "?");
      i += token.length;
    }
  }
  return out.trim();
}

/** Behind the closing quote; undefined when a backslash comes before it, or none closes it. */
function endOfString(sql: string, start: number, quote: string): number | undefined {
  for (let i = start + 1; i < sql.length; i++) {
    if (sql[i] === "\\") return undefined;
    if (sql[i] !== quote) continue;
    if (sql[i + 1] !== quote) return i + 1;
    i++;
  }
  return undefined;
}
