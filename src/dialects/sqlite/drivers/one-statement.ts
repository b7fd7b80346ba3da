/** Whether a statement that gives rows changes nothing; a doubtful one counts as a change. */
export function isReading(sql: string): boolean {
  return /^\s*(?:select|values|explain)\b/i.test(sql);
}

/** What better-sqlite3 says by itself, for packages that would leave the rest of the text out in silence. */
export function severalStatements(): RangeError {
  return new RangeError("The supplied SQL string contains more than one statement");
}
