import type { Table } from "../../schema/table.ts";
import type { Column } from "../../schema/column.ts";
import type { ColumnProperty, Property, RelationshipProperty, ValueProperty } from "./property.ts";
import type { InstanceState } from "./state.ts";
import type { VersionCounter } from "./version-counter.ts";

/** The configured mapping of one class. */
export interface Mapper {
  readonly id: number;
  readonly class: EntityClass;
  readonly name: string;
  readonly table: Table;
  /** Column properties in canonical order: the order of InstanceState.values, and of every select of the entity. */
  readonly columns: readonly ColumnProperty[];
  /** Everything that has a place in InstanceState.values, in its order: the columns, then SQL expressions. */
  readonly values: readonly ValueProperty[];
  /** Slots of the SQL expressions: what they are is unknown after a flush. */
  readonly expressionSlots: readonly number[];
  /** Slots of columns whose values may be edited in place. */
  readonly mutableSlots: readonly number[];
  /** The slot of a column of the mapped table; undefined for one that is not mapped. */
  slotOf(column: Column<string, unknown>): number | undefined;
  readonly relationships: readonly RelationshipProperty[];
  /** How many relationships there are, without configuring them. */
  readonly relationshipCount: number;
  readonly properties: ReadonlyMap<string, Property>;
  /** Slots of the primary key columns, in the table's order. */
  readonly primaryKeySlots: readonly number[];
  readonly version: VersionCounter | undefined;
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
