import { ArgumentError } from "../../errors/argument.ts";
import type { ColumnElement } from "../../sql/column-element.ts";
import { not } from "../../sql/conjunction.ts";
import { $entity, $join, type EntityNode, type JoinSpec } from "../../sql/entity.ts";
import { literalColumn } from "../../sql/literal-column.ts";
import { select } from "../../sql/select.ts";
import type { FromClause } from "../../sql/from-clause.ts";
import { setBrand } from "../../util/brand.ts";
import { describeValue } from "../../util/describe.ts";
import { checkMember } from "../attribute/collection-events.ts";
import { EntityRef } from "../mapping/entity-ref.ts";
import type { RelationshipAttribute } from "../mapping/relationship-declaration.ts";
import type { ConfiguredRelationship } from "./configured-relationship.ts";
import { all, directCondition, secondaryConditions } from "./join-on.ts";

/** A relationship of an entity in a statement: what `User.c.tasks` is. */
export class RelationshipAttr implements RelationshipAttribute<"one" | "many", unknown> {
  declare readonly _k: "one" | "many";
  declare readonly _c: unknown;
  readonly property: ConfiguredRelationship;
  readonly entity: EntityRef;
  /** The target as this statement names it: the class, or an alias given by `ofType`. */
  readonly target: EntityRef;
  readonly criteria: readonly ColumnElement<boolean>[];

  constructor(
    property: ConfiguredRelationship,
    entity: EntityRef,
    target: EntityRef = property.target.entity,
    criteria: readonly ColumnElement<boolean>[] = [],
  ) {
    this.property = property;
    this.entity = entity;
    this.target = target;
    this.criteria = criteria;
  }

  get key(): string {
    return this.property.key;
  }

  /** The joins that bring the relationship into a statement. */
  joins(): readonly JoinSpec[] {
    const { property, entity, target } = this;
    if (property.secondary === undefined) {
      return [
        {
          left: entity.from.node,
          target: target.from.node,
          on: this.#with(directCondition(property, entity, target)).node,
        },
      ];
    }
    const secondary = (property.secondary as FromClause).alias();
    const [first, second] = secondaryConditions(property, entity, target, secondary);
    return [
      { left: entity.from.node, target: secondary.node, on: first.node },
      { left: secondary.node, target: target.from.node, on: this.#with(second).node },
    ];
  }

  any(criteria?: ColumnElement<boolean>): ColumnElement<boolean> {
    if (!this.property.uselist) throw this.#wrongKind("any", "a scalar; use has()");
    return this.#exists(criteria);
  }

  has(criteria?: ColumnElement<boolean>): ColumnElement<boolean> {
    if (this.property.uselist) throw this.#wrongKind("has", "a collection; use any()");
    return this.#exists(criteria);
  }

  contains(entity: object): ColumnElement<boolean> {
    if (!this.property.uselist) throw this.#wrongKind("contains", "a scalar; use eq()");
    return this.#exists(this.#keyOf(entity));
  }

  eq(entity: object | null): ColumnElement<boolean> {
    const { property } = this;
    if (property.uselist) throw this.#wrongKind("eq", "a collection; use contains() or any()");
    if (property.direction !== "manyToOne")
      return entity === null ? not(this.#exists()) : this.#exists(this.#keyOf(entity));
    const state = entity === null ? undefined : checkMember(property, entity);
    return all(
      property.pairs.map((pair) =>
        this.entity.column(pair.toSlot).eq(state === undefined ? null : state.values[pair.fromSlot]),
      ),
    );
  }

  ne(entity: object | null): ColumnElement<boolean> {
    return not(this.eq(entity));
  }

  ofType<D>(target: D): RelationshipAttribute<"one" | "many", D> {
    const node = (target as { [$entity]?: EntityNode } | null)?.[$entity];
    const ref = node?.entity;
    if (!(ref instanceof EntityRef) || !ref.mapper.isa(this.property.target)) {
      throw new ArgumentError(
        `${this.entity.mapper.name}.${this.key}.ofType() takes ${this.property.target.name} or an alias of it; given was ${describeValue(target)}.`,
        "argument",
      );
    }
    return new RelationshipAttr(this.property, this.entity, ref, this.criteria) as unknown as RelationshipAttribute<
      "one" | "many",
      D
    >;
  }

  and(...criteria: ColumnElement<boolean>[]): RelationshipAttribute<"one" | "many", unknown> {
    return new RelationshipAttr(this.property, this.entity, this.target, [...this.criteria, ...criteria]);
  }

  #with(condition: ColumnElement<boolean>): ColumnElement<boolean> {
    return this.criteria.length === 0 ? condition : all([condition, ...this.criteria]);
  }

  #keyOf(entity: object): ColumnElement<boolean> {
    const state = checkMember(this.property, entity);
    return all(
      this.property.target.primaryKeySlots.map((slot) =>
        this.property.target.entity.column(slot).eq(state.values[slot]),
      ),
    );
  }

  /** EXISTS (SELECT 1 FROM target WHERE join AND criteria); a self-referential target goes under an alias. */
  #exists(criteria?: ColumnElement<boolean>): ColumnElement<boolean> {
    const { property, entity } = this;
    const selfReferential = this.target.from === entity.from;
    const target = selfReferential ? new EntityRef(property.target, entity.from.alias(), true) : this.target;
    const conditions: ColumnElement<boolean>[] = [];
    if (property.secondary === undefined) conditions.push(directCondition(property, entity, target));
    else conditions.push(...secondaryConditions(property, entity, target, property.secondary as FromClause));
    if (criteria !== undefined) conditions.push(criteria);
    conditions.push(...this.criteria);
    return select(literalColumn("1")).where(all(conditions)).exists();
  }

  #wrongKind(method: string, is: string): ArgumentError {
    return new ArgumentError(
      `${this.entity.mapper.name}.${this.key}.${method}() was called, but the relationship is ${is}.`,
      "relationship-kind",
    );
  }
}
export interface RelationshipAttr {
  [$join](): readonly JoinSpec[];
}
setBrand(RelationshipAttr.prototype, "relationship");
Object.defineProperty(RelationshipAttr.prototype, $join, {
  value(this: RelationshipAttr): readonly JoinSpec[] {
    return this.joins();
  },
});
