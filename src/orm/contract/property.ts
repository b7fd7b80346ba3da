import type { ColumnElement } from "../../sql/column-element.ts";
import type { SqlType } from "../../types/sql-type.ts";
import type { Column } from "../../schema/column.ts";
import type { FromClause } from "../../sql/from-clause.ts";
import type { AttributeDispatch } from "./attribute-events.ts";
import type { CollectionKind } from "./collection.ts";
import type { Mapper } from "./mapper.ts";
import type { InstanceState } from "./state.ts";

/** A mapped column: `slot` is its place in InstanceState.values. */
export interface ColumnProperty {
  readonly kind: "column";
  readonly key: string;
  readonly slot: number;
  /** The column of the table; of what is only read of a subquery, one that stands for it. */
  readonly column: Column<string, unknown>;
  readonly mapper: Mapper;
  /** Who listens to what the program assigns; undefined: nobody ever did. */
  listeners: AttributeDispatch | undefined;
}

/** An SQL expression that is read with the entity and never written: `slot` is its place in InstanceState.values, behind the columns. */
export interface ExpressionProperty {
  readonly kind: "expression";
  readonly key: string;
  readonly slot: number;
  readonly type: SqlType;
  readonly mapper: Mapper;
  readonly info: Readonly<Record<string, unknown>>;
  /** Queries of the entity leave it out. */
  readonly deferred: boolean;
  /** Deferred ones of a group are loaded together. */
  readonly group: string | undefined;
  /** Reading it unloaded is an error. */
  readonly raiseload: boolean;
  /** Whether a flush that wrote the object makes its value unknown. */
  readonly expireOnFlush: boolean;
  /** Only a query gives it a value. */
  readonly givenByQuery: boolean;
  /** The expression in terms of an entity: the class, or an alias of it. */
  over(entity: unknown): ColumnElement<unknown>;
}

/** What has a place in InstanceState.values. */
export type ValueProperty = ColumnProperty | ExpressionProperty;

export type Direction = "oneToMany" | "manyToOne" | "manyToMany";

export interface CascadeOptions {
  readonly saveUpdate: boolean;
  readonly merge: boolean;
  readonly refreshExpire: boolean;
  readonly expunge: boolean;
  readonly delete: boolean;
  readonly deleteOrphan: boolean;
}

/**
 * One pair of columns that a relationship keeps equal. Slots are into `values` of the state on that side.
 * oneToMany: `from` is the parent's, `to` the child's. manyToOne: `from` is the target's, `to` this object's (the foreign key).
 */
export interface SyncPair {
  readonly fromSlot: number;
  readonly toSlot: number;
}

/** How a many-to-many relationship fills its association rows: column of `secondary` from a slot of one side. */
export interface SecondaryPair {
  readonly column: Column<string, unknown>;
  readonly slot: number;
}

/** A configured relationship: `slot` is its place in InstanceState.related. */
export interface RelationshipProperty {
  readonly kind: "relationship";
  readonly key: string;
  readonly slot: number;
  /** The mapper that declares it. */
  readonly mapper: Mapper;
  readonly target: Mapper;
  readonly direction: Direction;
  /** True for collections, false for scalars (manyToOne, oneToOne). */
  readonly uselist: boolean;
  readonly cascade: CascadeOptions;
  readonly lazy: LazyStrategy;
  /** Foreign keys to copy (oneToMany, manyToOne). */
  readonly pairs: readonly SyncPair[];
  readonly secondary: FromClause | undefined;
  /** manyToMany: association columns filled from this object … */
  readonly localPairs: readonly SecondaryPair[];
  /** … and from the target. */
  readonly remotePairs: readonly SecondaryPair[];
  readonly orderBy: readonly ColumnElement<unknown>[];
  /** The relationship on the other side that is kept in step (backPopulates). */
  readonly reverse: RelationshipProperty | undefined;
  readonly viewonly: boolean;
  readonly passiveDeletes: boolean | "all";
  /** Whether the database changes foreign keys along with the key that they refer to. */
  readonly passiveUpdates: boolean;
  readonly singleParent: boolean;
  readonly postUpdate: boolean;
  /** What its collections are. */
  readonly collection: CollectionKind;
  /** A write-only or dynamic collection: its members stay in the database, and memory holds only what is to change. */
  readonly inDatabase: boolean;
  /** What the attribute of an object gives, where the members stay in the database. */
  collectionOf(state: InstanceState): object;
  /** The relationship of an entity (the class, or an alias of it) for statements. */
  attributeOf(entity: unknown): object;
  /** A pending object loads what its foreign key refers to. */
  readonly loadOnPending: boolean;
  readonly info: Readonly<Record<string, unknown>>;
  /** Who listens to its changes; undefined: nobody ever did. */
  listeners: AttributeDispatch | undefined;
  /** Called once the property is known to its mapper: finds and links the other side (backPopulates). */
  link(): void;
}

/** How a relationship is loaded where no option of the query says it. */
export type LazyStrategy =
  | "select"
  | "one"
  | "joined"
  | "selectin"
  | "subquery"
  | "immediate"
  | "raise"
  | "writeOnly"
  | "dynamic";
export type Property = ValueProperty | RelationshipProperty;
