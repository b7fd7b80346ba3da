/** A string as an SQL literal by the standard's rule: quotes doubled, nothing else is special. */
export function quoteString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
