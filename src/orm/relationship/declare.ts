import { ArgumentError } from "../../errors/argument.ts";
import { describeValue } from "../../util/describe.ts";
import type { Mapper } from "../contract/mapper.ts";
import type { Direction, LazyStrategy, RelationshipProperty } from "../contract/property.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { RelationshipDeclaration } from "../mapping/relationship-declaration.ts";
import type { Unloaded } from "../mapping/unloaded-collections.ts";
import { ConfiguredRelationship } from "./configured-relationship.ts";
import type { CollectionOptions, RelationshipOptions } from "./options.ts";

class Relation<K extends "one" | "many", C, L = unknown> extends RelationshipDeclaration<K, C, L> {
  readonly target: () => C;
  readonly direction: Direction;
  readonly uselist: boolean;
  readonly options: CollectionOptions<C, L>;

  constructor(target: () => C, direction: Direction, uselist: boolean, options: CollectionOptions<C, L> = {}) {
    super();
    if (typeof target !== "function") {
      throw new ArgumentError(
        `A relationship takes a function that gives the class, such as oneToMany(() => Task); given was ${describeValue(target)}.`,
        "argument",
      );
    }
    this.target = target;
    this.direction = direction;
    this.uselist = uselist;
    this.options = options;
  }

  override configure(mapper: Mapper, key: string, slot: number): RelationshipProperty {
    return new ConfiguredRelationship(mapper as ClassMapper, key, slot, this as Relation<K, unknown, unknown>);
  }
}

/** What a collection is in: what `collectionClass` says, or the database. */
type Held<L, Z> = [Z] extends ["writeOnly" | "dynamic"] ? Unloaded<Z> : L;

/** What a declaration holds, for the configuration. */
export type RelationshipSpec = Pick<
  Relation<"one" | "many", unknown, unknown>,
  "target" | "direction" | "uselist" | "options"
>;

/**
 * A collection of objects whose table has a foreign key to this one.
 *
 * ```ts
 * get tasks() { return oneToMany(() => Task, { backPopulates: "user", cascade: ["all", "delete-orphan"] }); }
 * ```
 *
 * The foreign key is found by itself; `foreignKeys` or `primaryjoin` say which, where there are several.
 */
export function oneToMany<C, L = unknown, const Z extends LazyStrategy = "select">(
  target: () => C,
  options?: CollectionOptions<NoInfer<C>, L, Z>,
): RelationshipDeclaration<"many", C, Held<L, Z>> {
  return new Relation<"many", C, Held<L, Z>>(target, "oneToMany", true, options as CollectionOptions<C, Held<L, Z>>);
}

/**
 * The one object that this table's foreign key refers to, or null.
 *
 * ```ts
 * userId: integer().references("users.id"),
 * get user() { return manyToOne(() => User, { backPopulates: "tasks" }); },
 * ```
 */
export function manyToOne<C>(
  target: () => C,
  options?: RelationshipOptions<NoInfer<C>>,
): RelationshipDeclaration<"one", C> {
  return new Relation<"one", C>(target, "manyToOne", false, options);
}

/** The one object whose table has a foreign key to this one, or null. The side that holds the key says `manyToOne`. */
export function oneToOne<C>(
  target: () => C,
  options?: RelationshipOptions<NoInfer<C>>,
): RelationshipDeclaration<"one", C> {
  return new Relation<"one", C>(target, "oneToMany", false, options);
}

/**
 * A collection through an association table, whose rows the session writes and deletes by itself.
 *
 * ```ts
 * get tags() { return manyToMany(() => Tag, { secondary: () => taskTags, backPopulates: "tasks" }); }
 * ```
 */
export function manyToMany<C, L = unknown, const Z extends LazyStrategy = "select">(
  target: () => C,
  options?: CollectionOptions<NoInfer<C>, L, Z>,
): RelationshipDeclaration<"many", C, Held<L, Z>> {
  return new Relation<"many", C, Held<L, Z>>(target, "manyToMany", true, options as CollectionOptions<C, Held<L, Z>>);
}
