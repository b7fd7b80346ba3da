import { NamedElement } from "../sql/named-element.ts";
import { columnNode } from "../sql/nodes/column.ts";
import type { AnyColumnBuilder } from "./column-builder.ts";
import type { ColumnDefault, ColumnOptions, ServerDefault } from "./column-options.ts";
import { brandOf } from "../util/brand.ts";
import { plainName } from "../sql/quoted-name.ts";
import type { AnySequence } from "./sequence.ts";
import { registerColumn } from "./column-registry.ts";
import type { ForeignKey } from "./foreign-key.ts";
import type { Table } from "./table.ts";

/** A column of a table: an expression, and what the table's declaration says of it. Made by tables from column builders. */
export class Column<K extends string = string, T = unknown> extends NamedElement<K, T> {
  /** Name in the database; `key` is the attribute's. */
  readonly name: string;
  readonly table: Table;
  /** Index in `table.columns`. */
  readonly position: number;
  /** Set by the primary key constraint too; read `table.primaryKey` first when the table has a `constraints` callback. */
  primaryKey: boolean;
  nullable: boolean;
  readonly default: ColumnDefault | undefined;
  readonly onupdate: ColumnDefault | undefined;
  readonly serverDefault: ServerDefault | undefined;
  readonly computed: ColumnOptions["computed"];
  readonly identity: ColumnOptions["identity"];
  readonly unique: boolean;
  readonly index: boolean;
  readonly autoincrement: boolean | "auto" | "ignoreFk";
  readonly comment: string | undefined;
  /** What the declaration said. */
  readonly builder: AnyColumnBuilder;
  readonly serverOnupdate: ServerDefault | undefined;
  readonly doc: string | undefined;
  readonly info: Readonly<Record<string, unknown>>;
  readonly system: boolean;
  /** Tells rows apart when an INSERT of many rows returns them. */
  readonly insertSentinel: boolean;
  readonly deferred: boolean;
  readonly deferredGroup: string | undefined;
  /** Reading it unloaded is an error. */
  readonly deferredRaiseload: boolean;
  /** The ORM looks for edits of its values in place. */
  readonly mutable: boolean;
  /** Foreign keys that this column is part of. */
  readonly foreignKeys: ForeignKey[];

  constructor(key: K, builder: AnyColumnBuilder, table: Table, position: number) {
    const options = builder.columnOptions;
    const name = options.name ?? table.metadata.columnName(key);
    super(columnNode(`${table.node.key}.${position}`, false, name, key, builder.type, table.node), key);
    this.name = plainName(name);
    // A copy of the table elsewhere has the same names.
    this.builder = options.name === undefined && name !== key ? builder.named(name) : builder;
    this.serverOnupdate = options.serverOnupdate;
    this.doc = options.doc;
    this.info = options.info ?? {};
    this.system = options.system === true;
    this.insertSentinel = options.insertSentinel === true;
    this.table = table;
    this.position = position;
    this.primaryKey = options.primaryKey === true;
    this.nullable = options.nullable === true && !this.primaryKey;
    this.default = options.default;
    this.onupdate = options.onupdate;
    this.serverDefault = options.serverDefault;
    this.computed = options.computed;
    this.identity = options.identity;
    this.unique = options.unique === true;
    this.index = options.index === true;
    this.autoincrement = options.autoincrement ?? "auto";
    this.comment = options.comment;
    this.deferred = options.deferred === true;
    this.deferredGroup = options.deferredGroup;
    this.deferredRaiseload = options.deferredRaiseload === true;
    this.mutable = options.mutable === true;
    this.foreignKeys = [];
    registerColumn(this.node, this);
  }

  /** The sequence that is its default, if it has one. */
  get sequence(): AnySequence | undefined {
    const source = this.default;
    return source?.kind === "sql" && brandOf(source.element) === "sequence"
      ? (source.element as unknown as AnySequence)
      : undefined;
  }

  /** Whether a foreign key of this column refers to another one. */
  references(column: Column<string, unknown>): boolean {
    return this.foreignKeys.some((key) => key.column === column);
  }
}
