import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";

/** How the names of columns are made of those of attributes: "snake_case" makes `created_at` of `createdAt`; or a function. */
export type ColumnNaming = "snake_case" | ((attribute: string) => string);

/** Throws ArgumentError for what is no way to name columns. */
export function columnNamer(naming: ColumnNaming | undefined): (attribute: string) => string {
  if (naming === undefined) return (attribute) => attribute;
  if (naming === "snake_case") return snakeCase;
  if (typeof naming !== "function") {
    throw new ArgumentError(
      `columnNames of a MetaData is "snake_case" or a function from attribute to column; given was ${describeValue(naming)}.`,
    );
  }
  return (attribute) => {
    const name: unknown = naming(attribute);
    if (typeof name === "string" && name !== "") return name;
    throw new ArgumentError(
      `columnNames of a MetaData gave ${describeValue(name)} for the attribute ${JSON.stringify(attribute)}; expected was the name of a column.`,
    );
  };
}

function snakeCase(attribute: string): string {
  return attribute
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
}
