import { endOfText } from "./message-reader.ts";

/** The class of the package for what a server reports. */
export type DatabaseErrorClass = new (message: string, length: number, name: "error") => Error;

/** The fields of an ErrorResponse, by their letters, as the packages call them. */
const fieldNames: Readonly<Record<string, string>> = {
  S: "severity",
  C: "code",
  D: "detail",
  H: "hint",
  P: "position",
  p: "internalPosition",
  q: "internalQuery",
  W: "where",
  s: "schema",
  t: "table",
  c: "column",
  d: "dataType",
  n: "constraint",
  F: "file",
  L: "line",
  R: "routine",
};

/** The fields of an ErrorResponse message by their letters. */
export function readErrorFields(data: Buffer, start: number): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (let at = start; data[at] !== 0;) {
    const end = endOfText(data, at + 1);
    fields.set(String.fromCharCode(data[at] as number), data.toString("utf8", at + 1, end));
    at = end + 1;
  }
  return fields;
}

/** Reads an ErrorResponse message into an error of the package. */
export function readError(data: Buffer, start: number, end: number, ErrorClass: DatabaseErrorClass): Error {
  const fields = readErrorFields(data, start);
  // The length counts itself.
  const error = new ErrorClass(fields.get("M") ?? "", end - start + 4, "error");
  const named = error as unknown as Record<string, unknown>;
  for (const [letter, name] of Object.entries(fieldNames)) named[name] = fields.get(letter);
  return error;
}
