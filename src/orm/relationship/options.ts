import type { LazyStrategy } from "../contract/property.ts";
import type { Callback } from "../mapping/callback.ts";
import type { CascadeName } from "./cascade.ts";

/** Options of a relationship. Callbacks return any, so that TypeScript does not resolve their bodies while it infers the class; what they give is checked when the mapper is configured. */
export interface RelationshipOptions<C> {
  /** Name of the relationship on the other side, which is then kept in step. */
  readonly backPopulates?: string;
  readonly cascade?: readonly CascadeName[] | string;
  /** How an unloaded value comes: "select" (default) loads it for all objects that were loaded together. */
  readonly lazy?: Exclude<LazyStrategy, UnloadedStrategy>;
  /** A `lazy: "joined"` (or `joinedload`) joins by JOIN, not LEFT OUTER JOIN: where there is always an object on the other side. */
  readonly innerjoin?: boolean;
  /** How often `lazy: "joined"` follows a relationship that leads to a class that is joined already, such as to the class itself; by default not at all. */
  readonly joinDepth?: number;
  /** Order of a collection: `(t) => t.c.id.desc()`. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a callback in a shape: its body must not be resolved while the class is inferred
  readonly orderBy?: (target: C) => any;
  /** Which columns are the foreign keys, where several paths lead to the target. */
  readonly foreignKeys?: Callback;
  /** The join condition, where foreign keys do not say it. */
  readonly primaryjoin?: Callback;
  /** manyToMany: the condition between the association table and the target. */
  readonly secondaryjoin?: Callback;
  /** manyToMany: the association table, or the class that maps it. */
  readonly secondary?: Callback;
  /** Read only: never written by a flush. */
  readonly viewonly?: boolean;
  /** Names of relationships that write the same foreign key as this one, and are meant to: "tasks, owner". Silences the warning. */
  readonly overlaps?: string | readonly string[];
  readonly postUpdate?: boolean;
  /** The database deletes (or nulls) children: unloaded ones are left to it; "all": loaded ones too. */
  readonly passiveDeletes?: boolean | "all";
  /**
   * Whether the database changes foreign keys along with the key that they refer to (`onupdate: "CASCADE"`); true by default. `false`: the flush
   * reads and updates the rows that refer to a changed key.
   */
  readonly passiveUpdates?: boolean;
  readonly singleParent?: boolean;
  /**
   * Loads the object that the foreign key of a pending object refers to, before the object has a row: `manyToOne` alone. It is not
   * flushed for that. See `session.enableRelationshipLoading()` for objects that are not in the session.
   */
  readonly loadOnPending?: boolean;
  /** Whatever you like; `inspect(Class).getProperty("name").info` gives it. */
  readonly info?: Readonly<Record<string, unknown>>;
}

/** Strategies of collections whose members stay in the database. */
type UnloadedStrategy = "writeOnly" | "dynamic";

/** Options of a relationship that is a collection. */
export interface CollectionOptions<C, L, Z = LazyStrategy> extends Omit<RelationshipOptions<C>, "lazy"> {
  /**
   * How an unloaded collection comes: "select" (default) loads it for all objects that were loaded together; "writeOnly" and "dynamic" never
   * do: the attribute is a WriteOnlyCollection or DynamicCollection.
   */
  readonly lazy?: Z;
  /** What the collection is: `Set`, `attributeKeyedDict("key")`, `keyfuncMapping(…)`, `orderingList("position")`, or a class of your own. An array unless given. */
  readonly collectionClass?: L;
}
