/**
 * SQL that the server wrote, without the name of the schema in front of others, so that it means the same in a database of another name.
 * `names` gets the tables that stood behind it. Text in quotes is passed over.
 */
export function localNames(sql: string, schema: string, names?: Set<string>): string {
  const prefix = `\`${schema.replaceAll("`", "``")}\`.`;
  let out = "";
  let at = 0;
  while (at < sql.length) {
    const c = sql.charAt(at);
    if (c === "`" && sql.startsWith(`${prefix}\``, at)) {
      const from = at + prefix.length;
      const end = quotedEnd(sql, from);
      names?.add(sql.slice(from + 1, end - 1).replaceAll("``", "`"));
      out += sql.slice(from, end);
      at = end;
      // What follows a table, a column of it, is of no interest.
      while (sql.startsWith(".`", at)) {
        const next = quotedEnd(sql, at + 1);
        out += sql.slice(at, next);
        at = next;
      }
      continue;
    }
    const end = c === "`" || c === "'" || c === '"' ? quotedEnd(sql, at) : at + 1;
    out += sql.slice(at, end);
    at = end;
  }
  return out;
}

/** Where quoted text ends; a quote in it is doubled, or stands behind a backslash. */
function quotedEnd(sql: string, from: number): number {
  const mark = sql.charAt(from);
  for (let i = from + 1; i < sql.length; i++) {
    const c = sql.charAt(i);
    if (c === "\\" && mark !== "`") i++;
    else if (c === mark) {
      if (sql.charAt(i + 1) !== mark) return i + 1;
      i++;
    }
  }
  return sql.length;
}
