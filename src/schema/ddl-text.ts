import { InvalidRequestError } from "../errors/state.ts";
import type { DDLElement } from "./ddl-element.ts";

export interface DDLCompileOptions {
  /** A dialect or its name; the default dialect otherwise. */
  readonly dialect?: unknown;
  readonly schemaTranslateMap?: ReadonlyMap<string | null, string | null> | undefined;
}

type Writer = (element: DDLElement, options: DDLCompileOptions) => string;

/** The compiler is above this layer; it puts its writer here when it is loaded. */
let writer: Writer | undefined;

export function setDDLWriter(write: Writer): void {
  writer = write;
}

export function ddlText(element: DDLElement, options: DDLCompileOptions): string {
  if (writer === undefined) throw new InvalidRequestError('The compiler is not loaded: import from "athanor".');
  return writer(element, options);
}
