import { visitMarks } from "./sql-marks.ts";

/** One statement of a text, and how many `?` are in it. */
interface StatementPart {
  readonly sql: string;
  readonly parameters: number;
}

/**
 * The statements of a text that holds several, separated by semicolons. They are told apart here, so that the server never has to take
 * more than one at a time. The body of a procedure is not understood: it must be created by itself.
 */
export function splitStatements(text: string, backslashEscapes: boolean): StatementPart[] {
  const parts: StatementPart[] = [];
  let start = 0;
  let parameters = 0;
  let blank = true;
  const finish = (end: number): void => {
    if (!blank) parts.push({ sql: text.slice(start, end).trim(), parameters });
    start = end + 1;
    parameters = 0;
    blank = true;
  };
  visitMarks(text, backslashEscapes, (mark, at) => {
    if (mark === ";") finish(at);
    else {
      blank = false;
      if (mark === "?") parameters += 1;
    }
  });
  finish(text.length);
  return parts;
}
