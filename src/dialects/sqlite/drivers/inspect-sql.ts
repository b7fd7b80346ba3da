/** Quoted text and names, comments, semicolons, placeholders. */
const token = /'|"|`|\[|--|\/\*|;|\?\d*|(?<![\p{L}\p{N}_$])[:@$][\p{L}_$][\p{L}\p{N}_$]*/gu;
const closing: Readonly<Record<string, string>> = { "'": "'", '"': '"', "`": "`", "[": "]", "--": "\n", "/*": "*/" };

/** What SQLite's own parser knows of a statement, and some packages do not tell. */
export interface InspectedSql {
  /** How many values it takes. */
  readonly parameters: number;
  /** Whether something follows behind the first statement, which those packages would leave out in silence. */
  readonly several: boolean;
}

export function inspectSql(sql: string): InspectedSql {
  let parameters = 0;
  let several = false;
  const names = new Set<string>();
  let ended = false;
  let at = 0;
  for (;;) {
    token.lastIndex = at;
    const found = token.exec(sql);
    const until = found === null ? sql.length : found.index;
    const [mark] = found ?? [""];
    const comment = mark === "--" || mark === "/*";
    if (ended && (sql.slice(at, until).trim() !== "" || (mark !== "" && !comment && mark !== ";"))) several = true;
    if (found === null) break;
    at = until + mark.length;
    const end = closing[mark];
    if (end !== undefined) {
      const close = sql.indexOf(end, at);
      at = close < 0 ? sql.length : close + end.length;
    } else if (mark === ";") ended = true;
    else if (mark === "?") parameters += 1;
    else if (mark.startsWith("?")) parameters = Math.max(parameters, Number(mark.slice(1)));
    else if (!names.has(mark)) {
      names.add(mark);
      parameters += 1;
    }
  }
  // The statements of a trigger are its own.
  return { parameters, several: several && !/^\s*create\s+(?:temp\s+|temporary\s+)?trigger\b/i.test(sql) };
}
