import type { Dialect } from "../../dialect/dialect.ts";
import type { Flow } from "../../flow/flow.ts";
import type { Column } from "../../schema/column.ts";
import { brandOf } from "../../util/brand.ts";
import type { Mapper } from "../contract/mapper.ts";
import { type InstanceState, NOT_LOADED } from "../contract/state.ts";
import { loadSelect } from "../loading/execute-select.ts";
import { keyStatement } from "../loading/key-statement.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { type UniqueKey, uniqueKeys } from "../persistence/unique-keys.ts";
import type { FlushWork, SyncOperation } from "./flush-work.ts";
import type { StateEdge } from "./state-levels.ts";
import type { WaitingSyncs } from "./synchronize.ts";

/** `after` gets the unique values that `before` has until its own UPDATE. */
export interface UniqueEdge extends StateEdge {
  readonly key: UniqueKey;
}

/** Which rows of one class must give up unique values before others of the class can have them. */
export interface UniqueConflicts {
  readonly edges: readonly UniqueEdge[];
  /** Rows to be deleted, with the keys in which a row to be saved gets their values, and one that does. */
  readonly deleted: ReadonlyMap<InstanceState, ReadonlyMap<UniqueKey, InstanceState>>;
}

/** The objects of one class that a flush writes. */
export interface ClassWork {
  readonly mapper: Mapper;
  readonly inserts: readonly InstanceState[];
  readonly updates: readonly InstanceState[];
  readonly deletes: readonly InstanceState[];
  /** Whether an INSERT may have to come before an UPDATE of the class. */
  readonly mixed: boolean;
}

/** What is known of a value only when the flush is under way. */
const UNKNOWN = Symbol("unknown");

/**
 * Compares the unique values that rows give up with those that others get. Where nothing is given up, or nobody gets a
 * value, this is one look at the changed objects.
 */
export function* uniqueConflicts(
  work: FlushWork,
  dialect: Dialect,
  waiting: WaitingSyncs,
  { mapper, inserts, updates, deletes, mixed }: ClassWork,
): Flow<UniqueConflicts | undefined> {
  const { keys, watched } = uniqueKeys(mapper, dialect);
  const rows = new Rows(work, mapper, waiting, watched);
  const changed = updates.filter((state) => watched.some((slot) => rows.changes(state, slot)));
  if (deletes.length === 0 && (changed.length === 0 || (changed.length === 1 && !mixed))) return undefined;
  if (changed.length + inserts.length === 0) return undefined;
  const contested: Contested[] = [];
  for (const key of keys) {
    const switching = changed.filter((state) => slotsOf(key).some((slot) => rows.changes(state, slot)));
    const takers = [...switching, ...inserts].filter((state) => key.slots.every((slot) => rows.mayHold(state, slot)));
    // An INSERT comes after the UPDATEs anyway.
    const isAlone = deletes.length === 0 && switching.length < 2 && inserts.length === 0;
    if (takers.length > 0 && !isAlone) contested.push({ key, givers: [...switching, ...deletes], takers });
  }
  if (contested.length === 0) return undefined;
  yield* rows.load(contested);
  const edges: UniqueEdge[] = [];
  const deleted = new Map<InstanceState, Map<UniqueKey, InstanceState>>();
  for (const { key, givers, takers } of contested) {
    const taken = new Map<string, InstanceState[]>();
    for (const state of takers) {
      const hash = hashOf(key, mapper, (slot) => rows.after(state, slot));
      const known = hash === undefined ? undefined : taken.get(hash);
      if (known !== undefined) known.push(state);
      else if (hash !== undefined) taken.set(hash, [state]);
    }
    for (const giver of givers) {
      const hash = hashOf(key, mapper, (slot) => rows.before(giver, slot));
      for (const taker of (hash === undefined ? undefined : taken.get(hash)) ?? []) {
        if (taker === giver) continue;
        if (!work.deletes.has(giver)) edges.push({ before: giver, after: taker, key });
        else {
          const known = deleted.get(giver);
          if (known === undefined) deleted.set(giver, new Map([[key, taker]]));
          else known.set(key, taker);
        }
      }
    }
  }
  return edges.length + deleted.size === 0 ? undefined : { edges, deleted };
}

interface Contested {
  readonly key: UniqueKey;
  readonly givers: readonly InstanceState[];
  readonly takers: readonly InstanceState[];
}

/** All columns that decide whether a row conflicts with another. */
function slotsOf({ slots, part }: UniqueKey): readonly number[] {
  return part === undefined ? slots : [...slots, ...part.slots];
}

/** What the rows of a class hold before the flush, and after it. */
class Rows {
  readonly #work: FlushWork;
  readonly #mapper: Mapper;
  /** Whether the objects alone tell. */
  readonly #plain: boolean;
  /** Foreign keys that get the key of a row that is not inserted yet. */
  readonly #late: ReadonlyMap<InstanceState, ReadonlySet<number>> | undefined;

  constructor(work: FlushWork, mapper: Mapper, waiting: WaitingSyncs, watched: readonly number[]) {
    this.#work = work;
    this.#mapper = mapper;
    this.#late = lateSlots(waiting.get(mapper.base) ?? [], watched);
    this.#plain = this.#late === undefined && work.rowSwitches.size === 0;
  }

  /** Whether a column of a row is set to something else, as far as can be told without reading it. */
  changes(state: InstanceState, slot: number): boolean {
    const value = state.values[slot];
    if (this.#plain && (state.committed ?? state.values)[slot] === value) return false;
    if (this.#late?.get(state)?.has(slot) === true) return true;
    return value !== NOT_LOADED && value !== this.before(state, slot);
  }

  before(state: InstanceState, slot: number): unknown {
    const row = this.#rowOf(state);
    const value = (row.committed ?? row.values)[slot];
    if (value !== NOT_LOADED) return value;
    const at = this.#mapper.primaryKeySlots.indexOf(slot);
    return at < 0 ? value : row.key?.[at];
  }

  after(state: InstanceState, slot: number): unknown {
    if (this.#late?.get(state)?.has(slot) === true) return UNKNOWN;
    const value = state.values[slot];
    return value === NOT_LOADED ? this.before(state, slot) : value;
  }

  /** Whether a row may get a value that another has: it is there, or has to be read. */
  mayHold(state: InstanceState, slot: number): boolean {
    const value = this.after(state, slot);
    return value !== undefined && value !== UNKNOWN;
  }

  /** Reads what is not in memory of values that may be given up, or stay in the rows that get others. */
  *load(contested: readonly Contested[]): Flow<void> {
    const wanting = new Set<InstanceState>();
    const slots = new Set(this.#mapper.primaryKeySlots);
    for (const { key, givers } of contested) {
      for (const giver of givers) {
        for (const slot of slotsOf(key)) {
          if (this.before(giver, slot) !== NOT_LOADED) continue;
          wanting.add(this.#rowOf(giver));
          for (const each of slotsOf(key)) slots.add(each);
        }
      }
    }
    if (wanting.size === 0) return;
    const keys = [...wanting].map((state) => state.key as readonly unknown[]);
    const inOrder = [...slots].sort((a, b) => a - b);
    yield* loadSelect(this.#work.context, keyStatement(this.#mapper as ClassMapper, keys, inOrder), { eager: false });
  }

  /** The object whose row it is: a new one may take over that of another. */
  #rowOf(state: InstanceState): InstanceState {
    return this.#work.rowSwitches.get(state) ?? state;
  }
}

function lateSlots(
  operations: readonly SyncOperation[],
  watched: readonly number[],
): Map<InstanceState, Set<number>> | undefined {
  let late: Map<InstanceState, Set<number>> | undefined;
  for (const { holder, property } of operations) {
    for (const { toSlot } of property.pairs) {
      if (!watched.includes(toSlot)) continue;
      late ??= new Map();
      const slots = late.get(holder);
      if (slots === undefined) late.set(holder, new Set([toSlot]));
      else slots.add(toSlot);
    }
  }
  return late;
}

/** Tells the values of a key apart; undefined where they conflict with none: one is NULL, or not known. */
function hashOf(
  { slots, part, nullsEqual }: UniqueKey,
  mapper: Mapper,
  valueOf: (slot: number) => unknown,
): string | undefined {
  if (part !== undefined) {
    const values: unknown[] = [];
    for (const slot of part.slots) {
      const value = valueOf(slot);
      values[slot] = typeof value === "symbol" ? NOT_LOADED : value;
    }
    if (!part.holds({ values })) return undefined;
  }
  let hash = "";
  for (const slot of slots) {
    const value = valueOf(slot);
    if (value === undefined || typeof value === "symbol" || (value === null && !nullsEqual)) return undefined;
    if (value !== null && brandOf(value) !== undefined) return undefined;
    const own = value === null ? "" : textOf(mapper.columns[slot]?.column as Column<string, unknown>, value);
    hash += `${own.length}:${own}`;
  }
  return hash;
}

/** Texts that some collation takes for equal are equal here, where an order too many does no harm. */
function textOf({ type, foreignKeys }: Column<string, unknown>, value: unknown): string {
  const known = type.identityKey(value);
  if (typeof known !== "string" || type.family !== "string" || foreignKeys.length > 0) return `v${String(known)}`;
  return `s${known.normalize("NFKD").replaceAll(/\p{M}/gu, "").trimEnd().toLowerCase()}`;
}
