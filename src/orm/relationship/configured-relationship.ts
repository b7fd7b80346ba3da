import { ArgumentError } from "../../errors/argument.ts";
import type { Column } from "../../schema/column.ts";
import { Table } from "../../schema/table.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import { and } from "../../sql/conjunction.ts";
import { describeValue } from "../../util/describe.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import type { CollectionKind } from "../contract/collection.ts";
import type {
  CascadeOptions,
  Direction,
  LazyStrategy,
  RelationshipProperty,
  SecondaryPair,
  SyncPair,
} from "../contract/property.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { findMapper } from "../mapping/configure.ts";
import type { EntityRef } from "../mapping/entity-ref.ts";
import { parseCascade } from "./cascade.ts";
import { collectionKind } from "./collection-class.ts";
import { parseLazy } from "./lazy-strategy.ts";
import type { RelationshipSpec } from "./declare.ts";
import { conditionPairs, foreignKeyPairs, type JoinPair, toColumns } from "./join-condition.ts";
import type { CollectionOptions } from "./options.ts";
import { RelationshipAttr } from "./relationship-attr.ts";

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
  readonly secondary: Table | undefined;
  readonly localPairs: readonly SecondaryPair[];
  readonly remotePairs: readonly SecondaryPair[];
  readonly primaryjoin: ColumnElement<boolean>;
  readonly secondaryjoin: ColumnElement<boolean> | undefined;
  readonly orderBy: readonly ColumnElement<unknown>[];
  readonly viewonly: boolean;
  readonly passiveDeletes: boolean | "all";
  readonly singleParent: boolean;
  readonly postUpdate: boolean;
  readonly collection: CollectionKind;
  /** Whether the join condition says more than equality of the pairs. */
  readonly custom: boolean;
  reverse: RelationshipProperty | undefined = undefined;
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
    this.target = targetOf(spec.target(), where);
    this.cascade = parseCascade(options.cascade, where);
    this.lazy = parseLazy(options.lazy, where);
    this.viewonly = options.viewonly ?? false;
    this.passiveDeletes = options.passiveDeletes ?? false;
    this.singleParent = options.singleParent ?? false;
    this.postUpdate = options.postUpdate ?? false;
    this.collection = collectionKind(options.collectionClass, this.target, where);
    if (this.cascade.deleteOrphan && this.direction !== "oneToMany" && !this.singleParent) {
      throw new ArgumentError(
        `${where}: the cascade "delete-orphan" is for the "one" side of a one-to-many relationship. Put it on the other side, or give singleParent: true.`,
        "cascade",
      );
    }
    if (this.direction === "manyToMany") {
      const found = this.#secondary(where);
      this.secondary = found.secondary;
      this.pairs = [];
      this.localPairs = found.local.map((pair) => ({
        column: pair.foreign,
        slot: slotOf(mapper, pair.referred, where),
      }));
      this.remotePairs = found.remote.map((pair) => ({
        column: pair.foreign,
        slot: slotOf(this.target, pair.referred, where),
      }));
      this.primaryjoin = found.primaryjoin ?? equality(found.local);
      this.secondaryjoin = found.secondaryjoin ?? equality(found.remote);
      this.custom = found.primaryjoin !== undefined || found.secondaryjoin !== undefined;
    } else {
      const found = this.#direct(where);
      this.secondary = undefined;
      const [referred, foreign] = this.direction === "manyToOne" ? [this.target, mapper] : [mapper, this.target];
      this.pairs = found.pairs.map((pair) => ({
        fromSlot: slotOf(referred, pair.referred, where),
        toSlot: slotOf(foreign, pair.foreign, where),
      }));
      this.localPairs = [];
      this.remotePairs = [];
      this.primaryjoin = found.condition ?? equality(found.pairs);
      this.secondaryjoin = undefined;
      this.custom = found.condition !== undefined;
    }
    this.orderBy = orderOf(options.orderBy, this.target, where);
    if (this.cascade.deleteOrphan) this.target.addOrphanParent(this);
  }

  attributeOf(entity: unknown): object {
    return new RelationshipAttr(this, entity as EntityRef);
  }

  link(): void {
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
    this.reverse = other;
  }

  #direct(where: string): { pairs: JoinPair[]; condition: ColumnElement<boolean> | undefined } {
    const { foreignKeys, primaryjoin } = this.#options;
    const only = foreignKeys === undefined ? undefined : toColumns(foreignKeys(), where);
    const own = this.mapper.table;
    const target = this.target.table;
    const [foreign, referred] = this.direction === "manyToOne" ? [own, target] : [target, own];
    if (primaryjoin === undefined)
      return { pairs: foreignKeyPairs(foreign, referred, only, where), condition: undefined };
    const condition = conditionOf(primaryjoin(), "primaryjoin", where);
    const pairs = conditionPairs(condition, { foreign: [foreign], referred }, only);
    if (pairs.length === 0 && !this.viewonly) throw noPairs(where, "primaryjoin", foreign, referred);
    return { pairs, condition };
  }

  #secondary(where: string): {
    secondary: Table;
    local: JoinPair[];
    remote: JoinPair[];
    primaryjoin: ColumnElement<boolean> | undefined;
    secondaryjoin: ColumnElement<boolean> | undefined;
  } {
    const { secondary: given, primaryjoin, secondaryjoin, foreignKeys } = this.#options;
    const secondary = tableOf(given?.());
    if (secondary === undefined) {
      throw new ArgumentError(
        `${where}: manyToMany needs its association table: secondary: () => taskTags (a table, or the class that maps it).`,
        "argument",
      );
    }
    const only = foreignKeys === undefined ? undefined : toColumns(foreignKeys(), where);
    const first = primaryjoin === undefined ? undefined : conditionOf(primaryjoin(), "primaryjoin", where);
    const second = secondaryjoin === undefined ? undefined : conditionOf(secondaryjoin(), "secondaryjoin", where);
    const side = (table: Table, condition: ColumnElement<boolean> | undefined, name: string): JoinPair[] => {
      if (condition === undefined) return foreignKeyPairs(secondary, table, only, where);
      const pairs = conditionPairs(condition, { foreign: [secondary], referred: table }, only);
      if (pairs.length === 0) throw noPairs(where, name, secondary, table);
      return pairs;
    };
    return {
      secondary,
      local: side(this.mapper.table, first, "primaryjoin"),
      remote: side(this.target.table, second, "secondaryjoin"),
      primaryjoin: first,
      secondaryjoin: second,
    };
  }
}

function slotOf(mapper: ClassMapper, column: Column<string, unknown>, where: string): number {
  const slot = mapper.slotOf(column);
  if (slot !== undefined) return slot;
  throw new ArgumentError(
    `${where}: the join uses ${column.table.name}.${column.key}, which ${mapper.name} does not map. Map the column, or name others in primaryjoin.`,
    "join-condition",
  );
}

function noPairs(where: string, name: string, foreign: Table, referred: Table): ArgumentError {
  return new ArgumentError(
    `${where}: ${name} sets no foreign key column of ${foreign.name} equal to a column of ${referred.name}. Declare .references(…), or name the columns in foreignKeys: () => […].`,
    "join-condition",
  );
}

function equality(pairs: readonly JoinPair[]): ColumnElement<boolean> {
  const conditions = pairs.map((pair) => pair.referred.eq(pair.foreign));
  return conditions.length === 1 ? (conditions[0] as ColumnElement<boolean>) : and(...conditions);
}

function conditionOf(value: unknown, name: string, where: string): ColumnElement<boolean> {
  if (value instanceof ColumnElement) return value as ColumnElement<boolean>;
  throw new ArgumentError(
    `${where}: ${name} gives a condition, such as () => User.c.id.eq(Task.c.userId); given was ${describeValue(value)}.`,
    "argument",
  );
}

function targetOf(value: unknown, where: string): ClassMapper {
  const mapper = findMapper(value);
  if (mapper === undefined) {
    throw new ArgumentError(
      `${where}: the target of a relationship is a mapped class; given was ${describeValue(value)}.`,
      "argument",
    );
  }
  return mapper;
}

function tableOf(value: unknown): Table | undefined {
  return value instanceof Table ? value : findMapper(value)?.table;
}

function orderOf(
  orderBy: ((target: never) => unknown) | undefined,
  target: ClassMapper,
  where: string,
): ColumnElement<unknown>[] {
  if (orderBy === undefined) return [];
  const given: unknown = orderBy(target.class as never);
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  return list.map((item) => {
    if (item instanceof ColumnElement) return item as ColumnElement<unknown>;
    throw new ArgumentError(
      `${where}: orderBy gives columns, such as (t) => t.c.id.desc(); given was ${describeValue(item)}.`,
      "argument",
    );
  });
}
