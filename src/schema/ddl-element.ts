import { $listener } from "../event/dispatch.ts";
import { setBrand } from "../util/brand.ts";
import { checkCondition, type DDLCondition } from "./ddl-condition.ts";
import { type DDLCompileOptions, ddlText } from "./ddl-text.ts";

/** A statement that defines something. Executed like any statement: `connection.execute(new CreateTable(users))`. */
export abstract class DDLElement {
  /** Which method of the DDL compiler writes it. */
  abstract readonly kind: string;
  /** What an event was about, when the element was listening to it; see `against()`. */
  readonly target: unknown = undefined;
  /** When it is executed, as a listener; see `executeIf()`. */
  readonly condition: DDLCondition | undefined = undefined;

  /** The SQL for a dialect: `new CreateTable(users).compile({ dialect: "postgresql" }).sql`. */
  compile(options: DDLCompileOptions = {}): { sql: string; params: unknown[]; toString(): string } {
    const sql = ddlText(this, options);
    return { sql, params: [], toString: () => sql };
  }
  toString(): string {
    return ddlText(this, {});
  }

  /**
   * The same element, executed only on some databases when it listens to an event:
   * `listen(users, "afterCreate", new DDL("CREATE TRIGGER …").executeIf({ dialect: "postgresql" }))`.
   * `callable` gets the element, the event's target, the connection and `{ dialect, state, tables, checkfirst }`.
   */
  executeIf(condition: DDLCondition): this {
    return this.copyWith({ condition: checkCondition("executeIf()", condition) });
  }

  /** The same element about a table or MetaData, whose names `new DDL("… %(table)s")` then fills in. */
  against(target: unknown): this {
    return this.copyWith({ target });
  }

  protected copyWith(fields: { readonly target?: unknown; readonly condition?: DDLCondition }): this {
    return Object.assign(Object.create(Object.getPrototypeOf(this) as object) as this, this, fields);
  }
}

Object.defineProperty(DDLElement.prototype, $listener, { value: true });
setBrand(DDLElement.prototype, "ddl");

export interface IfNotExists {
  readonly ifNotExists?: boolean | undefined;
}
export interface IfExists {
  readonly ifExists?: boolean | undefined;
}
