import type { Table } from "../../schema/table.ts";
import type { Column } from "../../schema/column.ts";
import type { ColumnProperty, Property, RelationshipProperty, ValueProperty } from "./property.ts";
import type { InstanceState } from "./state.ts";
import type { VersionCounter } from "./version-counter.ts";

/** A table that the objects of a class are written to: the class's own, which its mapper stands for, or one of several. */
export interface StoredTable {
  readonly mapper: Mapper;
  /** How messages call the class. */
  readonly name: string;
  readonly table: Table;
  /** The mapped columns of the table by slot; undefined in the slots of other tables. */
  readonly columns: readonly (ColumnProperty | undefined)[];
  /** Slots of the table's primary key. */
  readonly primaryKeySlots: readonly number[];
  /** Slots of what is read and not written: unknown after an INSERT. */
  readonly expressionSlots: readonly number[];
  /** Those of them that are unknown after an UPDATE too. */
  readonly staleSlots: readonly number[];
  readonly version: VersionCounter | undefined;
  readonly eagerDefaults: boolean | "auto";
}

/** The configured mapping of one class. */
export interface Mapper extends StoredTable {
  readonly id: number;
  readonly class: EntityClass;
  /** The table that the class maps; of several (a join, a subquery), the first that is written, or one that stands for what is only read. */
  readonly table: Table;
  /** The tables that its objects are written to, those first that others refer to: itself, unless it maps several. */
  readonly tables: readonly StoredTable[];
  /** All tables that its columns come from. */
  readonly sources: readonly Table[];
  /** Slots that a row cannot be written without, besides the primary key: the version, keys of single tables. */
  readonly neededSlots: readonly number[];
  /** Slots of columns that are read and never written: what a subquery computes. */
  readonly readOnlySlots: readonly number[];
  /** Whether the objects of a flush may be written together. */
  readonly batch: boolean;
  /** Whether a primary key of which a part is NULL is one. */
  readonly allowPartialPks: boolean;
  /** Whether every query of the class overwrites what is in memory. */
  readonly alwaysRefresh: boolean;
  /** Column properties in canonical order: the order of InstanceState.values, and of every select of the entity. */
  readonly columns: readonly ColumnProperty[];
  /** Everything that has a place in InstanceState.values, in its order: the columns, then SQL expressions. */
  readonly values: readonly ValueProperty[];
  /** Slots of columns whose values may be edited in place. */
  readonly mutableSlots: readonly number[];
  /** Whether reading the slot unloaded is an error by its declaration. */
  raisesAt(slot: number): boolean;
  /** The slot of a column of the mapped table; undefined for one that is not mapped. */
  slotOf(column: Column<string, unknown>): number | undefined;
  readonly relationships: readonly RelationshipProperty[];
  /** What InstanceState.related begins as: an element for each relationship, which need not be configured. Never written. */
  readonly unrelated: readonly undefined[];
  readonly properties: ReadonlyMap<string, Property>;
  /** Slots of the primary key columns, in the table's order. */
  readonly primaryKeySlots: readonly number[];
  /** Root of the inheritance hierarchy; identity is per base. */
  readonly base: Mapper;
  /** Relationships elsewhere that own objects of this class by delete-orphan. */
  readonly orphanParents: readonly RelationshipProperty[];
  /** The relationship of a name; configures it on first use. */
  relationship(key: string): RelationshipProperty;
  /** Whether objects of this class are objects of that one. */
  isa(other: Mapper): boolean;
  /** A shared row with NOT_LOADED in every slot; never written. */
  readonly expiredRow: readonly unknown[];
  /** The listeners of its events, as mapping/model-events found them. */
  listeners: object | undefined;
  /** Makes the object for a state without running the unit of work's bookkeeping. */
  instantiate(state: InstanceState): object;
}

/** A mapped class as the ORM's inside sees it. */
export interface EntityClass {
  new (...args: never[]): object;
  readonly prototype: object;
  readonly name: string;
}
