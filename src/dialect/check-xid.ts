import { ArgumentError } from "../errors/argument.ts";

/** What all databases ask of a transaction's name; `longest` counts bytes. */
export function checkLengthOfXid(xid: string, longest: number): void {
  if (xid === "" || xid.includes("\0"))
    throw new ArgumentError(
      `The name of a two-phase transaction cannot be ${JSON.stringify(xid)}: it must not be empty, nor hold NUL.`,
    );
  const length = new TextEncoder().encode(xid).length;
  if (length > longest)
    throw new ArgumentError(
      `The name of a two-phase transaction has at most ${longest} bytes here; ${JSON.stringify(xid)} has ${length}.`,
    );
}
