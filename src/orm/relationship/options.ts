import type { LazyStrategy } from "../contract/property.ts";
import type { CascadeName } from "./cascade.ts";

/** Options of a relationship. Callbacks return any, so that TypeScript does not resolve their bodies while it infers the class; what they give is checked when the mapper is configured. */
export interface RelationshipOptions<C> {
  /** Name of the relationship on the other side, which is then kept in step. */
  readonly backPopulates?: string;
  readonly cascade?: readonly CascadeName[] | string;
  /** How an unloaded value comes: "select" (default) loads it for all objects that were loaded together. */
  readonly lazy?: LazyStrategy;
  /** Order of a collection: `(t) => t.c.id.desc()`. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a callback in a shape: its body must not be resolved while the class is inferred
  readonly orderBy?: (target: C) => any;
  /** Which columns are the foreign keys, where several paths lead to the target. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a callback in a shape: its body must not be resolved while the class is inferred
  readonly foreignKeys?: () => any;
  /** The join condition, where foreign keys do not say it. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a callback in a shape: its body must not be resolved while the class is inferred
  readonly primaryjoin?: () => any;
  /** manyToMany: the condition between the association table and the target. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a callback in a shape: its body must not be resolved while the class is inferred
  readonly secondaryjoin?: () => any;
  /** manyToMany: the association table, or the class that maps it. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a callback in a shape: its body must not be resolved while the class is inferred
  readonly secondary?: () => any;
  /** Read only: never written by a flush. */
  readonly viewonly?: boolean;
  readonly postUpdate?: boolean;
  /** The database deletes (or nulls) children: unloaded ones are left to it; "all": loaded ones too. */
  readonly passiveDeletes?: boolean | "all";
  readonly singleParent?: boolean;
}
