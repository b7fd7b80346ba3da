import { ArgumentError } from "../../errors/argument.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import { entityOf } from "../../sql/entity.ts";
import type { FromClause } from "../../sql/from-clause.ts";
import { describeValue } from "../../util/describe.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import type { AttributeDispatch } from "../contract/attribute-events.ts";
import type { CollectionKind } from "../contract/collection.ts";
import type {
  CascadeOptions,
  Direction,
  LazyStrategy,
  RelationshipProperty,
  SecondaryPair,
  SyncPair,
} from "../contract/property.ts";
import type { InstanceState } from "../contract/state.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { findMapper } from "../mapping/configure.ts";
import { EntityRef } from "../mapping/entity-ref.ts";
import { parseCascade } from "./cascade.ts";
import { collectionKind } from "./collection-class.ts";
import { createDynamic } from "./dynamic-registry.ts";
import { parseLazy, staysInDatabase } from "./lazy-strategy.ts";
import type { RelationshipSpec } from "./declare.ts";
import { findJoin } from "./find-join.ts";
import type { CollectionOptions } from "./options.ts";
import { parseOverlaps, warnOfOverlaps } from "./overlaps.ts";
import { RelationshipAttr } from "./relationship-attr.ts";
import { UnloadedCollection } from "./unloaded-collection.ts";
import type { WrittenJoin } from "./written-join.ts";

/** A relationship whose other side, join and foreign keys are found. */
export class ConfiguredRelationship implements RelationshipProperty {
  readonly kind = "relationship";
  readonly key: string;
  readonly slot: number;
  readonly mapper: ClassMapper;
  readonly target: ClassMapper;
  readonly direction: Direction;
  readonly uselist: boolean;
  readonly cascade: CascadeOptions;
  readonly lazy: LazyStrategy;
  readonly pairs: readonly SyncPair[];
  readonly secondary: FromClause | undefined;
  readonly localPairs: readonly SecondaryPair[];
  readonly remotePairs: readonly SecondaryPair[];
  /** The target as the relationship declares it: the class, or an alias of it. */
  readonly targetEntity: EntityRef;
  /** The join conditions as they were written; undefined: the pairs say it. */
  readonly primary: WrittenJoin | undefined;
  readonly second: WrittenJoin | undefined;
  readonly orderBy: readonly ColumnElement<unknown>[];
  readonly viewonly: boolean;
  readonly passiveDeletes: boolean | "all";
  readonly passiveUpdates: boolean;
  readonly singleParent: boolean;
  readonly postUpdate: boolean;
  readonly collection: CollectionKind;
  readonly inDatabase: boolean;
  readonly loadOnPending: boolean;
  readonly info: Readonly<Record<string, unknown>>;
  /** Relationships that may write the same foreign key. */
  readonly overlaps: ReadonlySet<string>;
  /** Joined loads need no outer join. */
  readonly innerjoin: boolean;
  /** How often a joined load follows it although its target is joined already; undefined: not at all. */
  readonly joinDepth: number | undefined;
  /** Whether the join condition says more than equality of the pairs. */
  readonly custom: boolean;
  reverse: RelationshipProperty | undefined = undefined;
  listeners: AttributeDispatch | undefined = undefined;
  readonly #options: CollectionOptions<unknown, unknown>;

  constructor(mapper: ClassMapper, key: string, slot: number, spec: RelationshipSpec) {
    const where = `${mapper.name}.${key}`;
    const { options } = spec;
    this.key = key;
    this.slot = slot;
    this.mapper = mapper;
    this.direction = spec.direction;
    this.uselist = spec.uselist;
    this.#options = options;
    const target = spec.target();
    this.targetEntity = targetOf(target, where);
    this.target = this.targetEntity.mapper;
    this.lazy = parseLazy(options.lazy, where);
    this.viewonly = options.viewonly ?? false;
    this.passiveDeletes = options.passiveDeletes ?? false;
    this.cascade = cascadeOf(options, where);
    this.passiveUpdates = options.passiveUpdates ?? true;
    this.overlaps = parseOverlaps(options.overlaps, where);
    this.innerjoin = options.innerjoin === true;
    this.joinDepth = checkDepth(options.joinDepth, where);
    this.singleParent = options.singleParent ?? false;
    this.postUpdate = options.postUpdate ?? false;
    this.info = options.info ?? {};
    this.loadOnPending = options.loadOnPending ?? false;
    if (this.loadOnPending && this.direction !== "manyToOne") {
      throw new ArgumentError(
        `${where}: loadOnPending is for manyToOne, whose foreign key a pending object has; what refers to it can only be there when it has a row.`,
        "load-on-pending",
      );
    }
    this.inDatabase = staysInDatabase(this.lazy, this.uselist, where);
    if (this.inDatabase && options.collectionClass !== undefined) {
      throw new ArgumentError(
        `${where}: lazy: "${this.lazy}" and collectionClass exclude each other; the members are in no collection of memory.`,
        "lazy",
      );
    }
    this.collection = collectionKind(options.collectionClass, this.target, where);
    if (this.cascade.deleteOrphan && this.direction !== "oneToMany" && !this.singleParent) {
      throw new ArgumentError(
        `${where}: the cascade "delete-orphan" is for the "one" side of a one-to-many relationship. Put it on the other side, or give singleParent: true.`,
        "cascade",
      );
    }
    const found = findJoin({ mapper, target: this.targetEntity, direction: this.direction, where, options });
    this.secondary = found.secondary;
    this.pairs = found.pairs;
    this.localPairs = found.localPairs;
    this.remotePairs = found.remotePairs;
    this.primary = found.primary;
    this.second = found.second;
    this.custom = found.primary?.simple === false || found.second?.simple === false;
    this.orderBy = orderOf(options.orderBy, target, where);
    if (this.cascade.deleteOrphan) this.target.addOrphanParent(this);
  }

  attributeOf(entity: unknown): object {
    return new RelationshipAttr(this, entity as EntityRef);
  }

  collectionOf(state: InstanceState): object {
    return this.lazy === "dynamic" ? createDynamic(state, this) : new UnloadedCollection(state, this);
  }

  link(): void {
    this.#linkReverse();
    warnOfOverlaps(this);
  }

  #linkReverse(): void {
    const name = this.#options.backPopulates;
    if (name === undefined) return;
    const where = `${this.mapper.name}.${this.key}`;
    if (!this.target.isRelationship(name)) {
      throw new ArgumentError(
        `${where}: backPopulates names "${name}", which is no relationship of ${this.target.name}.${didYouMean(name, [...this.target.relationshipKeys()])}`,
        "back-populates",
      );
    }
    const other = this.target.relationship(name) as ConfiguredRelationship;
    if (other.#options.backPopulates !== this.key || !this.mapper.isa(other.target)) {
      throw new ArgumentError(
        `${where}: backPopulates names ${this.target.name}.${name}, which does not name ${where} in turn. Give it backPopulates: "${this.key}" and the target ${this.mapper.name}.`,
        "back-populates",
      );
    }
    if (
      (this.direction === "manyToMany") !== (other.direction === "manyToMany") ||
      (this.direction === other.direction && this.direction !== "manyToMany")
    ) {
      throw new ArgumentError(
        `${where} and ${this.target.name}.${name} populate each other but are both ${this.direction}; expected a oneToMany (or oneToOne) with a manyToOne, or two manyToMany.`,
        "back-populates",
      );
    }
    // What one side only reads does not follow the other in memory: the database says what it is.
    if (!this.viewonly && !other.viewonly) this.reverse = other;
  }
}

/** The cascades that fit the other options; a relationship that only reads has none that write. */
function cascadeOf(options: CollectionOptions<unknown, unknown>, where: string): CascadeOptions {
  const { viewonly, passiveDeletes, cascade: given } = options;
  const cascade = parseCascade(given, where);
  if (passiveDeletes === "all" && cascade.delete) {
    throw new ArgumentError(
      `${where}: passiveDeletes: "all" leaves all members to the database, and the cascade "delete" deletes them by the flush; give one of the two. passiveDeletes: true goes with the cascade.`,
      "cascade",
    );
  }
  if (viewonly !== true) return cascade;
  if (given === undefined) return { ...cascade, saveUpdate: false, merge: false };
  const writing = (["saveUpdate", "merge", "delete", "deleteOrphan"] as const).filter((name) => cascade[name]);
  if (writing.length === 0) return cascade;
  throw new ArgumentError(
    `${where}: viewonly: true goes with no cascade that writes; of those given "refresh-expire" and "expunge" can stay.`,
    "cascade",
  );
}

function targetOf(value: unknown, where: string): EntityRef {
  const ref = findMapper(value)?.entity ?? entityOf(value)?.entity;
  if (!(ref instanceof EntityRef)) {
    throw new ArgumentError(
      `${where}: the target of a relationship is a mapped class, or an alias of one; given was ${describeValue(value)}.`,
      "argument",
    );
  }
  return ref;
}

function orderOf(
  orderBy: ((target: never) => unknown) | undefined,
  target: unknown,
  where: string,
): ColumnElement<unknown>[] {
  if (orderBy === undefined) return [];
  const given: unknown = orderBy(target as never);
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  return list.map((item) => {
    if (item instanceof ColumnElement) return item as ColumnElement<unknown>;
    throw new ArgumentError(
      `${where}: orderBy gives columns, such as (t) => t.c.id.desc(); given was ${describeValue(item)}.`,
      "argument",
    );
  });
}

function checkDepth(depth: unknown, where: string): number | undefined {
  if (depth === undefined || (typeof depth === "number" && Number.isSafeInteger(depth) && depth > 0)) return depth;
  throw new ArgumentError(
    `${where}: joinDepth is a whole number above 0; given was ${describeValue(depth)}.`,
    "argument",
  );
}
