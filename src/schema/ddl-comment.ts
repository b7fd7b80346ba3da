import type { Column } from "./column.ts";
import type { Constraint } from "./constraint.ts";
import { isTable } from "./ddl.ts";
import { DDLElement } from "./ddl-element.ts";
import type { Table } from "./table.ts";

/** COMMENT ON TABLE … IS. */
export class SetTableComment extends DDLElement {
  readonly kind = "setTableComment";
  readonly element: Table;
  constructor(table: Table) {
    super();
    this.element = isTable("SetTableComment", table);
  }
}

/** COMMENT ON TABLE … IS NULL. */
export class DropTableComment extends DDLElement {
  readonly kind = "dropTableComment";
  readonly element: Table;
  constructor(table: Table) {
    super();
    this.element = isTable("DropTableComment", table);
  }
}

/** COMMENT ON COLUMN … IS. */
export class SetColumnComment extends DDLElement {
  readonly kind = "setColumnComment";
  readonly element: Column<string, unknown>;
  constructor(column: Column<string, unknown>) {
    super();
    this.element = column;
  }
}

/** COMMENT ON COLUMN … IS NULL. */
export class DropColumnComment extends DDLElement {
  readonly kind = "dropColumnComment";
  readonly element: Column<string, unknown>;
  constructor(column: Column<string, unknown>) {
    super();
    this.element = column;
  }
}

/** COMMENT ON CONSTRAINT … ON … IS (PostgreSQL). */
export class SetConstraintComment extends DDLElement {
  readonly kind = "setConstraintComment";
  readonly element: Constraint;
  constructor(constraint: Constraint) {
    super();
    this.element = constraint;
  }
}

/** COMMENT ON CONSTRAINT … ON … IS NULL (PostgreSQL). */
export class DropConstraintComment extends DDLElement {
  readonly kind = "dropConstraintComment";
  readonly element: Constraint;
  constructor(constraint: Constraint) {
    super();
    this.element = constraint;
  }
}
