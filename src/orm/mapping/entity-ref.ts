import type { ColumnElement } from "../../sql/column-element.ts";
import { type EntityNode, entityNode } from "../../sql/entity.ts";
import type { FromClause } from "../../sql/from-clause.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import { fastObject } from "../../util/fast-record.ts";
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

  constructor(mapper: ClassMapper, from: FromClause, aliased: boolean, columns?: readonly ColumnElement<unknown>[]) {
    this.#columns = columns;
    this.mapper = mapper;
    this.from = from;
    this.aliased = aliased;
  }

  /** The column of a slot, under this entity's from clause. */
  column(slot: number): ColumnElement<unknown> {
    if (this.#columns !== undefined) return this.#columns[slot] as ColumnElement<unknown>;
    const property = this.mapper.columns[slot];
    return (this.from.c as Record<string, ColumnElement<unknown>>)[
      property === undefined ? "" : property.key
    ] as ColumnElement<unknown>;
  }

  get node(): EntityNode {
    return (this.#node ??= this.nodeOf(this.mapper.defaultSlots));
  }

  /** The entity with only some of its columns in the select list. */
  nodeOf(slots: readonly number[]): EntityNode {
    const { node: from } = this.from;
    const node = entityNode({
      key: `E${this.mapper.id}(${(from as { ref?: string }).ref ?? from.key}:${slots.join()})`,
      anon: from.anon,
      from,
      columns: slots.map((slot) => this.column(slot).node as ColumnNode),
      attrs: (name) => {
        const property = this.mapper.column(name);
        return property === undefined ? undefined : this.column(property.slot);
      },
      label: this.mapper.name,
      entity: this,
    });
    selected.set(node, slots);
    return node;
  }

  /** Columns and relationships by name: `.c`. Relationships are configured when they are read. */
  get attributes(): object {
    if (this.#attributes === undefined) {
      const out = Object.create(null) as PropertyDescriptorMap;
      for (const property of this.mapper.columns) {
        out[property.key] = { value: this.column(property.slot), enumerable: true };
      }
      for (const key of this.mapper.relationshipKeys()) {
        out[key] = { get: () => this.mapper.relationship(key).attributeOf(this), enumerable: true };
      }
      this.#attributes = fastObject(out);
    }
    return this.#attributes;
  }
}

/** The entity that an item of a select is, if it is one. */
export function entityRefOf(node: { readonly kind: string }): EntityRef | undefined {
  if (node.kind !== "entity") return undefined;
  const { entity } = node as EntityNode;
  return entity instanceof EntityRef ? entity : undefined;
}
