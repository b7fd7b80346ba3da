import { ArgumentError } from "../../errors/argument.ts";
import { defineDispatch } from "../../event/dispatch.ts";
import { record } from "../../sql/coerce.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import { not, or } from "../../sql/conjunction.ts";
import { $entity, $join, type EntityNode, type JoinSpec } from "../../sql/entity.ts";
import { literalColumn } from "../../sql/literal-column.ts";
import { select } from "../../sql/select.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import type { ExprNode } from "../../sql/nodes/unions.ts";
import { replace } from "../../sql/traverse.ts";
import { setBrand } from "../../util/brand.ts";
import { describeValue } from "../../util/describe.ts";
import { dispatchOfRelationship } from "../attribute/attribute-listeners.ts";
import { checkMember } from "../attribute/collection-events.ts";
import { EntityRef } from "../mapping/entity-ref.ts";
import type { InstanceState } from "../contract/state.ts";
import { aliasEntity, columnIn } from "../mapping/alias-entity.ts";
import type { Criteria, RelationshipAttribute } from "../mapping/relationship-declaration.ts";
import { boundCondition, valueOf } from "./bound-condition.ts";
import type { ConfiguredRelationship } from "./configured-relationship.ts";
import { aliasSecondary, all, directCondition, plainSecondary, secondaryConditions } from "./join-on.ts";

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
    target: EntityRef = property.targetEntity,
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
    const secondary = aliasSecondary(property);
    const [first, second] = secondaryConditions(property, entity, target, secondary);
    const { node } = secondary.from;
    return [
      { left: entity.from.node, target: node, on: first.node },
      { left: node, target: target.from.node, on: this.#with(second).node },
    ];
  }

  any(criteria?: Criteria<unknown>): ColumnElement<boolean> {
    if (!this.property.uselist) throw this.#wrongKind("any", "a scalar; use has()");
    return this.#exists(criteria);
  }

  has(criteria?: Criteria<unknown>): ColumnElement<boolean> {
    if (this.property.uselist) throw this.#wrongKind("has", "a collection; use any()");
    return this.#exists(criteria);
  }

  contains(entity: object): ColumnElement<boolean> {
    if (!this.property.uselist) throw this.#wrongKind("contains", "a scalar; use eq()");
    return this.#holds(entity);
  }

  eq(entity: object | null): ColumnElement<boolean> {
    const { property } = this;
    if (property.uselist) throw this.#wrongKind("eq", "a collection; use contains() or any()");
    if (entity !== null) return this.#holds(entity);
    if (property.direction !== "manyToOne" || property.custom) return not(this.#exists());
    return all(property.pairs.map((pair) => this.entity.column(pair.toSlot).eq(null)));
  }

  ne(entity: object | null): ColumnElement<boolean> {
    const { property } = this;
    if (property.uselist) throw this.#wrongKind("ne", "a collection; use not(….contains())");
    if (property.direction !== "manyToOne" || property.custom)
      return entity === null ? this.#exists() : not(this.#exists(this.#keyOf(entity)));
    if (entity === null) return all(property.pairs.map((pair) => this.entity.column(pair.toSlot).ne(null)));
    const state = checkMember(property, entity);
    return or(
      ...property.pairs.flatMap(({ fromSlot, toSlot }) => {
        const column = this.entity.column(toSlot);
        return [column.ne(valueOf(state, fromSlot, property.mapper.columns[toSlot]?.key ?? "")), column.eq(null)];
      }),
    );
  }

  /** The rows of the target that belong to an object. */
  ofParent(state: InstanceState): ColumnElement<boolean> {
    const { property, target } = this;
    if (property.secondary === undefined) return this.#with(boundCondition(property, "local", state, target));
    const owner = aliasEntity(property.mapper.entity);
    const secondary = aliasSecondary(property);
    const [first, second] = secondaryConditions(property, owner, target, secondary);
    const key = property.mapper.primaryKeySlots.map((slot) => owner.column(slot).eq(valueOf(state, slot, "param")));
    return this.#with(
      select(literalColumn("1"))
        .where(all([...key, first, second]))
        .correlateExcept(owner.from, secondary.from)
        .exists(),
    );
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

  /** Rows of this side that belong to an object of the target. */
  #holds(entity: object): ColumnElement<boolean> {
    const state = checkMember(this.property, entity);
    if (this.property.secondary !== undefined || this.property.targetEntity.aliased)
      return this.#exists(this.#keyOf(entity));
    return boundCondition(this.property, "target", state, this.entity);
  }

  #keyOf(entity: object): (target: EntityRef) => ColumnElement<boolean> {
    const state = checkMember(this.property, entity);
    return (target) =>
      all(this.property.target.primaryKeySlots.map((slot) => target.column(slot).eq(valueOf(state, slot, "param"))));
  }

  /** EXISTS (SELECT 1 FROM target WHERE join AND criteria); a self-referential target goes under an alias. */
  #exists(criteria?: Criteria<unknown> | ((target: EntityRef) => ColumnElement<boolean>)): ColumnElement<boolean> {
    const { property, entity } = this;
    const target = this.target.from === entity.from ? aliasEntity(this.target) : this.target;
    const conditions: ColumnElement<boolean>[] = [];
    const froms = [target.from];
    if (property.secondary === undefined) conditions.push(directCondition(property, entity, target));
    else {
      const secondary = plainSecondary(property);
      froms.push(secondary.from);
      conditions.push(...secondaryConditions(property, entity, target, secondary));
    }
    if (typeof criteria === "function") conditions.push(criteria(target));
    else if (criteria instanceof ColumnElement) {
      const { node } = criteria;
      conditions.push(target === this.target ? criteria : new ColumnElement(overTarget(node, this.target, target)));
    } else if (criteria !== undefined) conditions.push(...attributesEqual(target, criteria));
    conditions.push(...this.criteria);
    return select(literalColumn("1"))
      .where(all(conditions))
      .correlateExcept(...froms)
      .exists();
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
defineDispatch<RelationshipAttr, unknown>(RelationshipAttr.prototype, ({ property }) =>
  dispatchOfRelationship(property),
);
Object.defineProperty(RelationshipAttr.prototype, $join, {
  value(this: RelationshipAttr): readonly JoinSpec[] {
    return this.joins();
  },
});

/** Criteria over a target, put over the alias that stands for it. */
function overTarget(node: ExprNode, base: EntityRef, target: EntityRef): ExprNode {
  return replace(node, (child) =>
    child.kind === "column" && (child as ColumnNode).table === base.from.node
      ? columnIn(target, base, child as ColumnNode)
      : undefined,
  );
}

/** What an object of attributes and values asks of the target. */
function attributesEqual(target: EntityRef, given: object): ColumnElement<boolean>[] {
  const names = Object.keys(record(given, "has() and any(): a condition, or attributes with their values"));
  if (names.length === 0) {
    throw new ArgumentError(
      "has() and any() were given an object without attributes. Call them without an argument when any row will do.",
      "argument",
    );
  }
  return names.map((name) => {
    const value = (given as Record<string, unknown>)[name];
    const attribute = target.node.attrs(name);
    if (attribute !== undefined) return attribute.eq(value);
    const criterion = target.node.criterion?.(name, value);
    if (criterion === undefined) throw target.mapper.unknownAttribute(name);
    return new ColumnElement<boolean>(criterion);
  });
}
