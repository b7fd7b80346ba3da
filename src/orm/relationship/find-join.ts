import { ArgumentError } from "../../errors/argument.ts";
import type { Column } from "../../schema/column.ts";
import { Table } from "../../schema/table.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import { FromClause } from "../../sql/from-clause.ts";
import { joinCondition } from "../../sql/join-condition.ts";
import type { FromNode } from "../../sql/nodes/unions.ts";
import { describeValue } from "../../util/describe.ts";
import type { Direction, SecondaryPair, SyncPair } from "../contract/property.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { findMapper } from "../mapping/configure.ts";
import type { EntityRef } from "../mapping/entity-ref.ts";
import { tableColumn } from "./annotations.ts";
import { foreignKeyPairs, type JoinPair, toColumns } from "./join-condition.ts";
import type { RelationshipOptions } from "./options.ts";
import { type Equated, type JoinSides, readJoin, type WrittenJoin } from "./written-join.ts";

/** How the two sides of a relationship are joined. */
export interface FoundJoin {
  readonly secondary: FromClause | undefined;
  /** Foreign keys to copy, without an association table. */
  readonly pairs: readonly SyncPair[];
  readonly localPairs: readonly SecondaryPair[];
  readonly remotePairs: readonly SecondaryPair[];
  /** The conditions as they were written; undefined: the pairs say it. */
  readonly primary: WrittenJoin | undefined;
  readonly second: WrittenJoin | undefined;
}

interface Asked {
  readonly mapper: ClassMapper;
  readonly target: EntityRef;
  readonly direction: Direction;
  readonly where: string;
  readonly options: Omit<RelationshipOptions<unknown>, "lazy">;
}

export function findJoin(asked: Asked): FoundJoin {
  return asked.direction === "manyToMany" ? throughSecondary(asked) : direct(asked);
}

function direct({ mapper, target, direction, where, options }: Asked): FoundJoin {
  const only = options.foreignKeys === undefined ? undefined : toColumns(options.foreignKeys(), where);
  const isManyToOne = direction === "manyToOne";
  const otherWay = isManyToOne ? "oneToMany (or oneToOne)" : "manyToOne";
  const none = { secondary: undefined, localPairs: [], remotePairs: [], second: undefined };
  if (options.primaryjoin === undefined) {
    const [foreign, referred] = isManyToOne ? [mapper, target.mapper] : [target.mapper, mapper];
    const found = foreignKeyPairs(foreign.sources, referred.sources, only, where, otherWay);
    return {
      ...none,
      pairs: found.map((pair) => ({
        fromSlot: slotOf(referred, pair.referred, where),
        toSlot: slotOf(foreign, pair.foreign, where),
      })),
      primary: undefined,
    };
  }
  const local = { side: "local", has: partOf(mapper.entity.from.node) } as const;
  const remote = { side: "target", has: partOf(target.from.node) } as const;
  const written = readJoin(conditionOf(options.primaryjoin(), "primaryjoin", where), {
    referred: isManyToOne ? remote : local,
    foreign: isManyToOne ? local : remote,
    only,
  });
  if (written.equated.length === 0 && written.reversed.length > 0) {
    throw new ArgumentError(
      `${where} is declared as ${direction}, but the foreign key of its primaryjoin is on the other side. Declare ${otherWay}, or mark the column that gets the other's value: foreign(…).`,
      "join-condition",
    );
  }
  if (written.equated.length === 0 && options.viewonly !== true) {
    const [foreign, referred] = isManyToOne ? [mapper, target.mapper] : [target.mapper, mapper];
    throw noPairs(where, "primaryjoin", foreign.table.name, referred.table.name);
  }
  const slot = (entity: EntityRef, node: Equated["foreign"]): number => entitySlot(entity, node, where);
  const [referred, foreign] = isManyToOne ? [target, mapper.entity] : [mapper.entity, target];
  const pairs =
    options.viewonly === true && !written.simple
      ? []
      : written.equated.map((pair) => ({
          fromSlot: slot(referred, pair.referred),
          toSlot: slot(foreign, pair.foreign),
        }));
  return { ...none, pairs, primary: written };
}

function throughSecondary({ mapper, target, where, options }: Asked): FoundJoin {
  const secondary = secondaryOf(options.secondary?.());
  if (secondary === undefined) {
    throw new ArgumentError(
      `${where}: manyToMany needs its association table: secondary: () => taskTags (a table, or the class that maps it).`,
      "argument",
    );
  }
  const isTable = secondary instanceof Table;
  if (!isTable && options.viewonly !== true) {
    throw new ArgumentError(
      `${where}: secondary is no table, so a flush could not write its rows. Give the relationship viewonly: true.`,
      "join-condition",
    );
  }
  const only = options.foreignKeys === undefined ? undefined : toColumns(options.foreignKeys(), where);
  const rows = { side: "secondary", has: partOf(secondary.node) } as const;
  const side = (
    entity: EntityRef,
    which: "local" | "target",
    given: (() => unknown) | undefined,
    name: string,
  ): { pairs: SecondaryPair[]; written: WrittenJoin | undefined } => {
    if (given === undefined && isTable && !entity.aliased) {
      const found = foreignKeyPairs(
        [secondary],
        entity.mapper.sources,
        only,
        where,
        "a primaryjoin and a secondaryjoin",
      );
      return { pairs: found.map((pair) => toSecondaryPair(entity.mapper, pair, where)), written: undefined };
    }
    const condition =
      given === undefined
        ? new ColumnElement<boolean>(joinCondition(entity.from.node, secondary.node))
        : conditionOf(given(), name, where);
    const sides: JoinSides = { referred: { side: which, has: partOf(entity.from.node) }, foreign: rows, only };
    const written = readJoin(condition, sides);
    if (options.viewonly === true && !(written.simple && isTable)) return { pairs: [], written };
    if (written.equated.length === 0) throw noPairs(where, name, (secondary as Table).name, entity.mapper.table.name);
    const pairs = written.equated.map((pair) => ({
      column: tableColumn(pair.foreign) as Column<string, unknown>,
      slot: entitySlot(entity, pair.referred, where),
    }));
    return { pairs, written };
  };
  const local = side(mapper.entity, "local", options.primaryjoin, "primaryjoin");
  const remote = side(target, "target", options.secondaryjoin, "secondaryjoin");
  return {
    secondary: secondary as FromClause,
    pairs: [],
    localPairs: local.pairs,
    remotePairs: remote.pairs,
    primary: local.written,
    second: remote.written,
  };
}

function toSecondaryPair(mapper: ClassMapper, pair: JoinPair, where: string): SecondaryPair {
  return { column: pair.foreign, slot: slotOf(mapper, pair.referred, where) };
}

/** Whether a from-clause is another, or a part of that join. */
function partOf(whole: FromNode): (from: FromNode) => boolean {
  return (from) => from === whole || (whole.kind === "join" && (partOf(whole.left)(from) || partOf(whole.right)(from)));
}

function entitySlot(entity: EntityRef, node: Equated["foreign"], where: string): number {
  const column = tableColumn(node);
  if (!entity.aliased && column !== undefined) return slotOf(entity.mapper, column, where);
  const found = entity.mapper.columns.find(({ slot }) => entity.column(slot).node === node);
  if (found !== undefined) return found.slot;
  throw unmapped(where, node.propKey, entity.mapper);
}

function slotOf(mapper: ClassMapper, column: Column<string, unknown>, where: string): number {
  const slot = mapper.slotOf(column);
  if (slot !== undefined) return slot;
  throw unmapped(where, `${column.table.name}.${column.key}`, mapper);
}

function unmapped(where: string, column: string, mapper: ClassMapper): ArgumentError {
  return new ArgumentError(
    `${where}: the join uses ${column}, which ${mapper.name} does not map. Map the column, or name others in primaryjoin.`,
    "join-condition",
  );
}

function noPairs(where: string, name: string, foreign: string, referred: string): ArgumentError {
  return new ArgumentError(
    `${where}: ${name} sets no foreign key column of ${foreign} equal to a column of ${referred}. Declare .references(…), mark the column with foreign(…), or name it in foreignKeys: () => […]. A relationship by other comparisons than eq() needs viewonly: true.`,
    "join-condition",
  );
}

function conditionOf(value: unknown, name: string, where: string): ColumnElement<boolean> {
  if (value instanceof ColumnElement) return value as ColumnElement<boolean>;
  throw new ArgumentError(
    `${where}: ${name} gives a condition, such as () => User.c.id.eq(Task.c.userId); given was ${describeValue(value)}.`,
    "argument",
  );
}

function secondaryOf(value: unknown): FromClause | Table | undefined {
  return value instanceof FromClause ? (value as FromClause | Table) : findMapper(value)?.table;
}
