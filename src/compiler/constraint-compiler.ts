import type { Constraint, CheckConstraint, PrimaryKeyConstraint, UniqueConstraint } from "../schema/constraint.ts";
import type { ExcludeConstraint } from "../schema/exclude-constraint.ts";
import type { ForeignKeyConstraint } from "../schema/foreign-key.ts";
import type { ForeignKeyOptions } from "../schema/column-options.ts";
import { DDLNames } from "./ddl-names.ts";

/** Writes constraints, as they stand inside CREATE TABLE and after ALTER TABLE … ADD. */
export abstract class ConstraintCompiler extends DDLNames {
  /** The text of a constraint; undefined when the database needs none. */
  protected constraint(constraint: Constraint): string | undefined {
    switch (constraint.kind) {
      case "primaryKey":
        return this.primaryKey(constraint as PrimaryKeyConstraint);
      case "unique":
        return this.unique(constraint as UniqueConstraint);
      case "check":
        return this.check(constraint as CheckConstraint);
      case "foreignKey":
        return this.foreignKey(constraint as ForeignKeyConstraint);
      case "exclude":
        return this.exclude(constraint as ExcludeConstraint);
    }
  }

  protected primaryKey(constraint: PrimaryKeyConstraint): string | undefined {
    const { columns } = constraint;
    if (columns.length === 0) return undefined;
    // MySQL numbers only the first column of a key.
    const numbered = constraint.implicit ? constraint.table?.autoincrementColumn : undefined;
    const ordered = numbered === undefined ? columns : [numbered, ...columns.filter((each) => each !== numbered)];
    return `${this.preamble(constraint)}PRIMARY KEY (${this.columnList(ordered)})${this.keyOptions(constraint)}${this.deferrability(constraint)}`;
  }

  protected unique(constraint: UniqueConstraint): string | undefined {
    if (constraint.columns.length === 0) return undefined;
    return `${this.preamble(constraint)}UNIQUE ${this.nullsDistinct(constraint)}(${this.columnList(constraint.columns)})${this.keyOptions(constraint)}${this.deferrability(constraint)}`;
  }
  /** Hook: NULLS NOT DISTINCT. */
  protected nullsDistinct(_constraint: UniqueConstraint): string {
    return "";
  }
  /** Hook: what follows the columns of a key. */
  protected keyOptions(_constraint: PrimaryKeyConstraint | UniqueConstraint): string {
    return "";
  }

  protected check(constraint: CheckConstraint): string | undefined {
    return `${this.preamble(constraint)}CHECK (${this.sqlText(constraint.sql)})${this.deferrability(constraint)}`;
  }

  protected foreignKey(constraint: ForeignKeyConstraint): string | undefined {
    const options: ForeignKeyOptions = constraint.options;
    let text = `${this.preamble(constraint)}FOREIGN KEY(${this.columnList(constraint.columns)}) REFERENCES ${this.referredTable(constraint)} (${this.columnList(constraint.elements.map((element) => element.column))})`;
    text += this.match(options);
    if (options.ondelete !== undefined) text += ` ON DELETE ${this.ondelete(options.ondelete)}`;
    if (options.onupdate !== undefined) text += ` ON UPDATE ${options.onupdate}`;
    return text + this.deferrability(constraint);
  }
  protected match(options: ForeignKeyOptions): string {
    return options.match === undefined ? "" : ` MATCH ${options.match}`;
  }
  /** SET NULL (a, b) is PostgreSQL's. */
  protected ondelete(action: string): string {
    return action.includes("(") ? this.unsupported("ON DELETE … (columns)") : action;
  }
  protected referredTable(constraint: ForeignKeyConstraint): string {
    return this.tableName(constraint.referredTable);
  }

  protected exclude(_constraint: ExcludeConstraint): string | undefined {
    return this.unsupported("EXCLUDE constraints");
  }

  protected preamble(constraint: Constraint): string {
    const name = this.itemName(constraint);
    return name === undefined ? "" : `CONSTRAINT ${name} `;
  }

  protected deferrability(constraint: Constraint): string {
    const { deferrable, initially } = constraint.options;
    return `${deferrable === undefined ? "" : deferrable ? " DEFERRABLE" : " NOT DEFERRABLE"}${initially === undefined ? "" : ` INITIALLY ${initially}`}`;
  }
}
