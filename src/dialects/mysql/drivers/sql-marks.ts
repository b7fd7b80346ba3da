import { ArgumentError } from "../../../errors/argument.ts";

/** Quoted text and names, comments, semicolons, placeholders. */
const token = /'|"|`|--(?=[\s\p{Cc}]|$)|#|\/\*|;|\?/gu;

/**
 * Goes through SQL and tells where placeholders and semicolons stand, and that there is something else ("code") before them;
 * comments are nothing, and what is quoted hides what is in it.
 * Throws ArgumentError where a backslash in double quotes makes the end of the quoted text uncertain (it depends on the mode ANSI_QUOTES).
 */
export function visitMarks(
  text: string,
  backslashEscapes: boolean,
  visit: (mark: ";" | "?" | "code", at: number) => void,
): void {
  let at = 0;
  for (;;) {
    token.lastIndex = at;
    const found = token.exec(text);
    const until = found === null ? text.length : found.index;
    if (text.slice(at, until).trim() !== "") visit("code", at);
    if (found === null) return;
    const [mark] = found;
    at = until + mark.length;
    if (mark === ";" || mark === "?") visit(mark, until);
    else if (mark === "--" || mark === "#") at = endOf(text, "\n", at);
    else if (mark === "/*") at = endOf(text, "*/", at);
    else {
      visit("code", until);
      at = endOfQuoted(text, mark, at, backslashEscapes);
    }
  }
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

/** Behind the closing quote; a doubled one is two quoted texts in a row, which ends at the same place. */
function endOfQuoted(text: string, quote: string, from: number, backslashEscapes: boolean): number {
  for (let i = from; i < text.length; i++) {
    const char = text[i];
    if (char === quote) return i + 1;
    if (char !== "\\" || quote === "`" || !backslashEscapes) continue;
    if (quote === '"')
      throw new ArgumentError(
        `A backslash stands in text in double quotes, and the driver has to know where that text ends, which depends on the server's sql_mode. Write the text in single quotes, or pass it as a parameter. The SQL begins with: ${text.slice(0, 60)}`,
      );
    i += 1;
  }
  return text.length;
}
