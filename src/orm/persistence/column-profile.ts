import type { Mapper } from "../contract/mapper.ts";

/** What an INSERT does with a column that was given no value. */
export const Absent = {
  /** NULL is given, so that rows keep one shape. */
  null: 0,
  /** The column's default value, or the result of its default function. */
  client: 1,
  /** The column's default SQL expression, inline. */
  expression: 2,
  /** Left out: the database has a default, or computes it. */
  server: 3,
  /** Left out: the database generates the key. */
  generated: 4,
  /** A primary key column that nobody fills. */
  missing: 5,
} as const;
export type Absent = (typeof Absent)[keyof typeof Absent];

/** What persistence knows of a mapper's columns, by slot; made once per mapper. */
export interface ColumnProfile {
  readonly size: number;
  readonly absent: readonly Absent[];
  readonly primaryKey: readonly boolean[];
  /** The slot whose value the database generates, or -1. */
  readonly generatedSlot: number;
  /** Slots of columns with an `onupdate`. */
  readonly onupdate: readonly number[];
  /** Slots that the database computes or changes at each UPDATE, and SQL expressions: unknown after one. */
  readonly computed: readonly number[];
}

const profiles = new WeakMap<Mapper, ColumnProfile>();

/** The profile of a mapper's columns. */
export function columnProfile(mapper: Mapper): ColumnProfile {
  let profile = profiles.get(mapper);
  if (profile === undefined) profiles.set(mapper, (profile = makeProfile(mapper)));
  return profile;
}

function makeProfile(mapper: Mapper): ColumnProfile {
  const keySlots = mapper.primaryKeySlots;
  const auto = mapper.table.autoincrementColumn;
  const absent: Absent[] = [];
  const primaryKey: boolean[] = [];
  const onupdate: number[] = [];
  const computed: number[] = [];
  let generatedSlot = -1;
  for (const { slot, column } of mapper.columns) {
    let kind: Absent = Absent.null;
    if (column.default !== undefined) {
      kind = column.default.kind === "sql" ? Absent.expression : Absent.client;
    } else if (column.serverDefault !== undefined || column.computed !== undefined || column.identity !== undefined) {
      kind = keySlots.includes(slot) && column === auto ? Absent.generated : Absent.server;
    } else if (keySlots.includes(slot)) {
      kind = column === auto ? Absent.generated : Absent.missing;
    }
    if (kind === Absent.generated) generatedSlot = slot;
    absent[slot] = kind;
    primaryKey[slot] = keySlots.includes(slot);
    if (column.onupdate !== undefined) onupdate.push(slot);
    if (column.computed !== undefined || column.serverOnupdate !== undefined) computed.push(slot);
  }
  computed.push(...mapper.expressionSlots);
  return { size: mapper.columns.length, absent, primaryKey, generatedSlot, onupdate, computed };
}
