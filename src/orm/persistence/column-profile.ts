import type { StoredTable } from "../contract/mapper.ts";

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
  /** Left alone: a column of another table. */
  elsewhere: 6,
} as const;
export type Absent = (typeof Absent)[keyof typeof Absent];

/** What persistence knows of a table's columns, by slot; made once per table of a mapper. */
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

const profiles = new WeakMap<StoredTable, ColumnProfile>();

/** The profile of the columns of a table, or of a class of one table. */
export function columnProfile(mapper: StoredTable): ColumnProfile {
  let profile = profiles.get(mapper);
  if (profile === undefined) profiles.set(mapper, (profile = makeProfile(mapper)));
  return profile;
}

function makeProfile(mapper: StoredTable): ColumnProfile {
  const keySlots = mapper.primaryKeySlots;
  const auto = mapper.table.autoincrementColumn;
  const absent: Absent[] = [];
  const primaryKey: boolean[] = [];
  const onupdate: number[] = [];
  const computed: number[] = [];
  let generatedSlot = -1;
  for (const [slot, property] of mapper.columns.entries()) {
    primaryKey[slot] = keySlots.includes(slot);
    if (property === undefined) {
      absent[slot] = Absent.elsewhere;
      continue;
    }
    const { column } = property;
    let kind: Absent = Absent.null;
    if (column.default !== undefined) {
      kind = column.default.kind === "sql" ? Absent.expression : Absent.client;
    } else if (column.serverDefault !== undefined || column.computed !== undefined || column.identity !== undefined) {
      kind = keySlots.includes(slot) && column === auto ? Absent.generated : Absent.server;
    } else if (column === auto) kind = keySlots.includes(slot) ? Absent.generated : Absent.server;
    else if (keySlots.includes(slot)) kind = Absent.missing;
    if (kind === Absent.generated) generatedSlot = slot;
    absent[slot] = kind;
    if (column.onupdate !== undefined) onupdate.push(slot);
    if (column.computed !== undefined || column.serverOnupdate !== undefined) computed.push(slot);
  }
  computed.push(...mapper.staleSlots);
  return { size: mapper.columns.length, absent, primaryKey, generatedSlot, onupdate, computed };
}
