import { ArgumentError } from "../errors/argument.ts";
import { brandOf } from "../util/brand.ts";
import { describeValue } from "../util/describe.ts";
import { DDLElement, type IfExists, type IfNotExists } from "./ddl-element.ts";
import type { AnySequence } from "./sequence.ts";

/** CREATE SEQUENCE. */
export class CreateSequence extends DDLElement {
  readonly kind = "createSequence";
  readonly element: AnySequence;
  readonly ifNotExists: boolean;
  constructor(sequence: AnySequence, options: IfNotExists = {}) {
    super();
    this.element = isSequence("CreateSequence", sequence);
    this.ifNotExists = options.ifNotExists === true;
  }
}

/** DROP SEQUENCE. */
export class DropSequence extends DDLElement {
  readonly kind = "dropSequence";
  readonly element: AnySequence;
  readonly ifExists: boolean;
  constructor(sequence: AnySequence, options: IfExists = {}) {
    super();
    this.element = isSequence("DropSequence", sequence);
    this.ifExists = options.ifExists === true;
  }
}

function isSequence(element: string, value: AnySequence): AnySequence {
  if (brandOf(value) === "sequence") return value;
  throw new ArgumentError(`${element} takes a Sequence, not ${describeValue(value)}.`);
}
