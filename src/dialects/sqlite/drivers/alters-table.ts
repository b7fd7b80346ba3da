/** Whether a statement may change the columns that prepared statements give. */
export function altersTable(sql: string): boolean {
  const word = sql.trimStart().slice(0, 5).toUpperCase();
  return word === "ALTER" || word.startsWith("DROP");
}
