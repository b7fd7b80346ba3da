/** Where the first parenthesis of an SQL text is closed, or -1; quoted text is passed over. */
export function closingParenthesis(sql: string, from = 0): number {
  let depth = 0;
  for (let i = from; i < sql.length; i++) {
    const c = sql.charAt(i);
    if (c === "'" || c === '"' || c === "`") {
      // An E'…' literal may hold a quote behind a backslash.
      const escapes = c === "'" && /(^|[^A-Za-z0-9_])[Ee]$/.test(sql.slice(Math.max(0, i - 2), i));
      for (i++; i < sql.length && sql.charAt(i) !== c; i++) if (escapes && sql.charAt(i) === "\\") i++;
    } else if (c === "(") depth++;
    else if (c === ")" && --depth === 0) return i;
  }
  return -1;
}

/** Whether a text is one pair of parentheses with all else inside. */
export function isParenthesized(sql: string): boolean {
  return sql.startsWith("(") && closingParenthesis(sql) === sql.length - 1;
}

/** An expression without the parentheses around all of it. */
export function stripParentheses(sql: string): string {
  return isParenthesized(sql) ? sql.slice(1, -1) : sql;
}
