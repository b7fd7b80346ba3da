import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";
import { type BindProcessor, SqlType, type TypeFamily, type TypeDialect } from "./sql-type.ts";
import { bindString } from "./string-type.ts";

/** One step into JSON: the key of an object or the position in an array, negative from the end. */
export type JsonStep = string | number;

/** A key or position, checked: it is always a value of its own, never part of SQL. */
export function checkJsonStep(step: unknown): JsonStep {
  if (typeof step === "string") return bindString(step);
  if (typeof step === "number" && Number.isSafeInteger(step) && Math.abs(step) < 2 ** 31) return step;
  throw new ArgumentError(
    `get() takes the key of an object, the position in an array (a whole number), or an array of these as a path, not ${describeValue(step)}.`,
  );
}

/** What a step or path becomes on a database. */
export type JsonPathText = (steps: readonly JsonStep[]) => unknown;

/** The type of what stands on the right of a JSON element access; a dialect gives it the text that its functions take. */
export class JsonPathType extends SqlType<JsonStep | readonly JsonStep[]> {
  readonly kind: "jsonKey" | "jsonIndex" | "jsonSteps";
  readonly family: TypeFamily = "other";
  readonly cacheKey: string;
  readonly #text: JsonPathText | undefined;

  constructor(kind: "jsonKey" | "jsonIndex" | "jsonSteps", text?: JsonPathText) {
    super();
    this.kind = kind;
    this.cacheKey = kind;
    this.#text = text;
  }

  override bindProcessor(): BindProcessor {
    const text = this.#text;
    return (value) => {
      const steps = Array.isArray(value) ? value.map(checkJsonStep) : [checkJsonStep(value)];
      if (text !== undefined) return text(steps);
      return this.kind === "jsonSteps" ? steps : steps[0];
    };
  }
  override literalProcessor(dialect: TypeDialect): (value: unknown) => string {
    const bind = this.bindProcessor();
    return (value) => {
      const bound = bind(value);
      return typeof bound === "number" ? String(bound) : dialect.stringLiteral(String(bound));
    };
  }
}

export const JSON_KEY: JsonPathType = new JsonPathType("jsonKey");
export const JSON_INDEX: JsonPathType = new JsonPathType("jsonIndex");
export const JSON_STEPS: JsonPathType = new JsonPathType("jsonSteps");

/** Whether a type is one of these, of whichever copy of the package. */
export function isJsonPathType(type: SqlType): type is JsonPathType {
  return type.kind === "jsonKey" || type.kind === "jsonIndex" || type.kind === "jsonSteps";
}

/** A path as SQLite and MySQL write it: `$."key"[0]`. Keys are JSON strings, so that quotes and backslashes are text. */
export function jsonPathText(steps: readonly JsonStep[], fromEnd: (position: number) => string): string {
  let text = "$";
  for (const step of steps) {
    if (typeof step === "string") text += `.${JSON.stringify(step)}`;
    else text += `[${step < 0 ? fromEnd(step) : step}]`;
  }
  return text;
}
