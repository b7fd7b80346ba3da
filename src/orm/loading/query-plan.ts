import type { Compiled, ResultColumn } from "../../compiler/compiled.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import { ResultMeta } from "../../engine/result-meta.ts";
import { isAnonName } from "../../sql/anon-name.ts";
import type { EntityNode } from "../../sql/entity.ts";
import type { Node } from "../../sql/node.ts";
import type { SelectItem } from "../../sql/nodes/select.ts";
import type { ResultProcessor } from "../../types/sql-type.ts";
import type { Property } from "../contract/property.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { CompositeAttribute, compositeOf } from "../mapping/composite.ts";
import { entityRefOf, slotsOf } from "../mapping/entity-ref.ts";
import { EntityLoader } from "./entity-loader.ts";
import type { JoinedLoad } from "./joined-load.ts";
import type { EagerLoad } from "./eager-load.ts";

/** What one item of the select gives: an entity, the value of a column, or an object of the values of several. */
export type PlanItem =
  | { readonly loader: EntityLoader; readonly index: -1 }
  | { readonly loader: undefined; readonly index: number; readonly make?: (row: readonly unknown[]) => unknown };

/** How a SELECT of the ORM is executed: its SQL, and what becomes of its rows. Made once per statement key. */
export interface QueryPlan {
  readonly compiled: Compiled;
  readonly items: readonly PlanItem[];
  /** Set when the statement selects one entity and nothing else. */
  readonly single: EntityLoader | undefined;
  /** Conversions of plain columns. */
  readonly processors: readonly (ResultProcessor | undefined)[];
  readonly meta: ResultMeta;
  /** Relationships that are filled from the same rows. */
  readonly joined: readonly JoinedLoad[];
  /** Relationships that are filled by further statements. */
  readonly eager: readonly EagerLoad[];
  /** What these objects must not load when it is read. */
  readonly raise: ReadonlySet<Property> | undefined;
  /** A collection is joined: the rows repeat their entity. */
  readonly repeats: boolean;
}

/** The parts of a plan that come from the statement before it was compiled. */
export interface PlanParts {
  readonly items: readonly SelectItem[];
  readonly joined: readonly (Omit<JoinedLoad, "loader"> & { readonly item: number })[];
  readonly eager: readonly EagerLoad[];
  readonly raise: ReadonlySet<Property> | undefined;
}

/** Where each item of the select stands in the row, and how it is read. `items` are those that the user asked for, followed by what eager loading added. */
export function makePlan(dialect: Dialect, compiled: Compiled, parts: PlanParts): QueryPlan {
  const columns = compiled.columns ?? [];
  const at: number[] = [];
  columns.forEach((column, index) => {
    if (column.item >= 0 && at[column.item] === undefined) at[column.item] = index;
  });
  const loaderAt = (item: number, node: EntityNode): EntityLoader => {
    const mapper = (entityRefOf(node) as NonNullable<ReturnType<typeof entityRefOf>>).mapper;
    const slots = partOf(mapper, node);
    return new EntityLoader(mapper, at[item] as number, slots, columns.length, (slot) => {
      const property = mapper.values[slot];
      if (property === undefined) return undefined;
      return dialect.resultProcessor(property.kind === "column" ? property.column.type : property.type);
    });
  };
  const composing = (composite: CompositeAttribute<unknown>, item: number): ((row: readonly unknown[]) => unknown) => {
    const read: { readonly at: number; readonly process: ResultProcessor | undefined }[] = [];
    columns.forEach((column, index) => {
      if (column.item === item) read.push({ at: index, process: dialect.resultProcessor(column.type) });
    });
    return (row) =>
      CompositeAttribute.make(
        composite,
        read.map(({ at: index, process }) => {
          const value = row[index];
          return process === undefined || value === null ? value : process(value);
        }),
      );
  };
  const items: PlanItem[] = [];
  const keys: string[] = [];
  const nodes: Node[] = [];
  const processors: (ResultProcessor | undefined)[] = [];
  parts.items.forEach((node, item) => {
    const ref = entityRefOf(node);
    if (ref !== undefined) {
      items.push({ loader: loaderAt(item, node as EntityNode), index: -1 });
      keys.push((node as EntityNode).label);
      nodes.push(node);
      processors.push(undefined);
      return;
    }
    const composite = compositeOf(node);
    if (composite !== undefined) {
      items.push({ loader: undefined, index: -1, make: composing(composite, item) });
      keys.push((node as EntityNode).label);
      nodes.push(node);
      processors.push(undefined);
      return;
    }
    // A table as an item gives several columns.
    columns.forEach((column, index) => {
      if (column.item !== item) return;
      items.push({ loader: undefined, index });
      const key = keyOf(column, keys);
      keys.push(key);
      nodes.push(column.node);
      processors.push(dialect.resultProcessor(column.type));
    });
  });
  const joined = parts.joined.map((load): JoinedLoad => ({ ...load, loader: loaderAt(load.item, load.node) }));
  const [only] = items;
  return {
    compiled,
    items,
    single: items.length === 1 ? only?.loader : undefined,
    processors,
    meta: new ResultMeta(keys, nodes),
    joined,
    eager: parts.eager,
    raise: parts.raise,
    repeats: joined.some((load) => load.property.uselist),
  };
}

/** The name of a column on the row: its own, although an entity of the row has a column of that name too. */
function keyOf({ node, key }: ResultColumn, taken: readonly string[]): string {
  const own = node.kind === "column" ? node.propKey : node.kind === "label" ? node.name : undefined;
  return own === undefined || isAnonName(own) || taken.includes(own) ? key : own;
}

/** Slots of the columns that an entity node selects; undefined when they are all, in order. */
function partOf(mapper: ClassMapper, node: EntityNode): readonly number[] | undefined {
  const slots = slotsOf(node);
  return slots.length === mapper.values.length && slots.every((slot, index) => slot === index) ? undefined : slots;
}
