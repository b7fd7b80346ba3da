import type { ColumnElement } from "../../sql/column-element.ts";
import type { $join, JoinSpec } from "../../sql/entity.ts";
import type { Mapper } from "../contract/mapper.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import type { InstanceOf } from "./instance-of.ts";

/**
 * What `oneToMany()` and its kin put into a shape; the mapper configures it when it is first used. `L` is the type of
 * `collectionClass`; unknown: arrays.
 */
export abstract class RelationshipDeclaration<K extends "one" | "many", C, L = unknown> {
  declare readonly _cardinality: K;
  declare readonly _target: C;
  declare readonly _collection: L;
  abstract configure(mapper: Mapper, key: string, slot: number): RelationshipProperty;
}

/** A relationship in statements: `User.c.tasks`. */
export interface RelationshipAttribute<K extends "one" | "many", C> {
  readonly _k: K;
  readonly _c: C;
  readonly key: string;
  readonly property: RelationshipProperty;
  [$join](): readonly JoinSpec[];
  /**
   * EXISTS over the related rows: a collection has at least one that meets the criteria, a condition or attributes with
   * their values: `User.c.tasks.any({ completed: false })`.
   */
  any(criteria?: Criteria<C>): ColumnElement<boolean>;
  /** EXISTS over the related row of a scalar relationship: `Task.c.user.has({ name: "Bo" })`. */
  has(criteria?: Criteria<C>): ColumnElement<boolean>;
  /** Rows whose collection holds the object. */
  contains(entity: InstanceOf<C>): ColumnElement<boolean>;
  /** Rows that refer to the object; null: to none. */
  eq(entity: InstanceOf<C> | null): ColumnElement<boolean>;
  /** Rows that refer to another object or to none; null: to any. */
  ne(entity: InstanceOf<C> | null): ColumnElement<boolean>;
  /** The same relationship to an alias of its target. */
  ofType<D>(target: D): RelationshipAttribute<K, D>;
  /** More criteria for the ON clause. */
  and(...criteria: ColumnElement<boolean>[]): RelationshipAttribute<K, C>;
}

/** A condition, or attributes of the related class with their values. */
export type Criteria<C> = ColumnElement<boolean> | (C extends { readonly _filter: infer F } ? F : never);
