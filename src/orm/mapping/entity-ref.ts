import { ColumnElement } from "../../sql/column-element.ts";
import { type EntityNode, entityNode } from "../../sql/entity.ts";
import type { FromClause } from "../../sql/from-clause.ts";
import { type Binds, joinBinds } from "../../sql/node.ts";
import type { ExprNode } from "../../sql/nodes/unions.ts";
import { fastObject } from "../../util/fast-record.ts";
import type { ExpressionProperty } from "../contract/property.ts";
import type { ClassMapper } from "./class-mapper.ts";

/** Which slots an entity node selects, in order. */
const selected = new WeakMap<EntityNode, readonly number[]>();

/** The slots that an entity node selects, in order. */
export function slotsOf(node: EntityNode): readonly number[] {
  return selected.get(node) ?? [];
}

/** A mapped class as it stands in a statement: under its own table, or under an alias. What EntityNode.entity holds. */
export class EntityRef {
  readonly mapper: ClassMapper;
  readonly from: FromClause;
  readonly aliased: boolean;
  /** Columns by slot, where they are not found in `from` by name: an entity read from a subquery. */
  readonly #columns: readonly ColumnElement<unknown>[] | undefined;
  #node: EntityNode | undefined;
  #attributes: object | undefined;
  readonly #expressions = new Map<number, ColumnElement<unknown>>();

  /** The name that an alias was given; rows know it by that. */
  readonly #name: string | undefined;

  constructor(
    mapper: ClassMapper,
    from: FromClause,
    aliased: boolean,
    columns?: readonly ColumnElement<unknown>[],
    name?: string,
  ) {
    this.#name = name;
    this.#columns = columns;
    this.mapper = mapper;
    this.from = from;
    this.aliased = aliased;
  }

  /** Whether its columns are those of `from` by name: an entity of a table, or of an alias of it. */
  get plain(): boolean {
    return this.#columns === undefined;
  }

  /** The column of a slot, under this entity's from clause. */
  column(slot: number): ColumnElement<unknown> {
    const known = this.#columns?.[slot];
    if (known !== undefined) return known;
    const property = this.mapper.values[slot];
    if (property?.kind === "expression") return this.#expression(property);
    return (this.from.c as Record<string, ColumnElement<unknown>>)[
      property === undefined ? "" : property.key
    ] as ColumnElement<unknown>;
  }

  #expression(property: ExpressionProperty): ColumnElement<unknown> {
    let made = this.#expressions.get(property.slot);
    if (made === undefined) this.#expressions.set(property.slot, (made = property.over(this)));
    return made;
  }

  get node(): EntityNode {
    return (this.#node ??= this.nodeOf(this.mapper.defaultSlots));
  }

  /** The entity with only some of its columns in the select list; `given` are expressions that stand for declared ones. */
  nodeOf(slots: readonly number[], given?: ReadonlyMap<number, ColumnElement<unknown>>): EntityNode {
    const { node: from } = this.from;
    const columns = slots.map((slot) => (given?.get(slot) ?? this.column(slot)).node);
    let key = `E${this.mapper.id}(${(from as { ref?: string }).ref ?? from.key}:${slots.join()})`;
    let anon = from.anon;
    let binds: Binds;
    for (const [i, slot] of slots.entries()) {
      if (this.mapper.values[slot]?.kind !== "expression") continue;
      const column = columns[i] as ExprNode;
      key += column.key;
      anon ||= column.anon;
      binds = joinBinds(binds, column.binds);
    }
    const node = entityNode({
      key,
      anon,
      binds,
      from,
      columns,
      attrs: (name) => {
        const property = this.mapper.value(name);
        if (property !== undefined) return this.column(property.slot);
        const other = this.mapper.attributeDeclarations.get(name)?.attributeOf(this, name);
        return other instanceof ColumnElement ? other : undefined;
      },
      assign:
        this.mapper.attributeDeclarations.size === 0
          ? undefined
          : (name, value) => this.mapper.attributeDeclarations.get(name)?.assignments(this, name, value),
      criterion: (name, value) =>
        this.mapper.isRelationship(name)
          ? (this.mapper.relationship(name).attributeOf(this) as Comparable).eq(value).node
          : this.mapper.attributeDeclarations.get(name)?.criterion(this, name, value)?.node,
      label: this.#name ?? this.mapper.name,
      entity: this,
    });
    selected.set(node, slots);
    return node;
  }

  /** Columns and relationships by name: `.c`. Relationships are configured when they are read. */
  get attributes(): object {
    if (this.#attributes === undefined) {
      const out = Object.create(null) as PropertyDescriptorMap;
      for (const property of this.mapper.values) {
        // An expression may name classes that are not ready yet.
        out[property.key] =
          property.kind === "column"
            ? { value: this.column(property.slot), enumerable: true }
            : { get: () => this.column(property.slot), enumerable: true };
      }
      for (const [key, attribute] of this.mapper.attributeDeclarations) {
        out[key] = { get: () => attribute.attributeOf(this, key), enumerable: true };
      }
      for (const key of this.mapper.relationshipKeys()) {
        out[key] = { get: () => this.mapper.relationship(key).attributeOf(this), enumerable: true };
      }
      this.#attributes = fastObject(out);
    }
    return this.#attributes;
  }
}

/** A relationship of an entity, as filterBy() uses it. */
interface Comparable {
  eq(value: unknown): ColumnElement<boolean>;
}

/** The entity that an item of a select is, if it is one. */
export function entityRefOf(node: { readonly kind: string }): EntityRef | undefined {
  if (node.kind !== "entity") return undefined;
  const { entity } = node as EntityNode;
  return entity instanceof EntityRef ? entity : undefined;
}
