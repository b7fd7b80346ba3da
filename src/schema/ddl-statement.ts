import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";
import { DDLElement } from "./ddl-element.ts";

/**
 * A statement of your own: `new DDL("CREATE EXTENSION citext")`. As a listener of a table's events it may name the table:
 * `%(table)s`, `%(schema)s` and `%(fullname)s`, quoted where they need it, and what `context` defines; a percent sign is then `%%`.
 *
 * ```ts
 * listen(users, "afterCreate", new DDL("ALTER TABLE %(table)s SET (fillfactor = 70)").executeIf({ dialect: "postgresql" }));
 * ```
 */
export class DDL extends DDLElement {
  readonly kind = "ddl";
  readonly element: string;
  readonly context: Readonly<Record<string, string>>;
  constructor(statement: string, options: { readonly context?: Readonly<Record<string, string>> | undefined } = {}) {
    super();
    if (typeof statement !== "string" || statement === "")
      throw new ArgumentError(`DDL() takes a statement as a string, not ${describeValue(statement)}.`);
    this.element = statement;
    this.context = options.context ?? {};
  }
}
