const comments = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[^]*?\*\/)*/;

/** Whether a statement that gives rows changes nothing; a doubtful one counts as a change. */
export function isReading(sql: string): boolean {
  const text = sql.replace(comments, "");
  if (/^with\b/i.test(text)) return !/\b(?:insert|update|delete|replace)\b/i.test(text);
  return /^(?:select|values|explain)\b/i.test(text);
}

/** What better-sqlite3 says by itself, for packages that would leave the rest of the text out in silence. */
export function severalStatements(): RangeError {
  return new RangeError("The supplied SQL string contains more than one statement");
}
