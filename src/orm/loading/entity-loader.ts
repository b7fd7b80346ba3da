import { shortLivedOfLength } from "../../util/short-lived.ts";
import type { ResultProcessor } from "../../types/sql-type.ts";
import type { StatementOption } from "../../sql/nodes/select.ts";
import type { Property } from "../contract/property.ts";
import type { IdentityTable } from "../contract/identity.ts";
import type { SessionContract } from "../contract/session.ts";
import {
  InstanceState,
  joinGroup,
  NOT_LOADED,
  PEER_LIMIT,
  PeerGroup,
  type PeerOptions,
  Status,
} from "../contract/state.ts";
import { type LoadObserver, loadObserver } from "./load-observer.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";

/** How rows become objects of one mapper. Made once per statement; holds nothing of an execution. */
export class EntityLoader {
  readonly mapper: ClassMapper;
  /** Where the entity's columns begin in the row. */
  readonly offset: number;
  /** Slots of the columns in row order; undefined when the row has all of them in canonical order. */
  readonly slots: readonly number[] | undefined;
  /** True when a row is this entity's columns and nothing else: it becomes the state's values as it is. */
  readonly whole: boolean;
  readonly #processedAt: readonly number[];
  readonly #processors: readonly ResultProcessor[];
  readonly #keyAt: readonly number[];

  constructor(
    mapper: ClassMapper,
    offset: number,
    slots: readonly number[] | undefined,
    rowWidth: number,
    processorOf: (slot: number) => ResultProcessor | undefined,
  ) {
    this.mapper = mapper;
    this.offset = offset;
    this.slots = slots;
    const width = slots === undefined ? mapper.values.length : slots.length;
    this.whole = offset === 0 && slots === undefined && rowWidth === width;
    const at: number[] = [];
    const processors: ResultProcessor[] = [];
    for (let i = 0; i < width; i++) {
      const process = processorOf(slots === undefined ? i : (slots[i] as number));
      if (process === undefined) continue;
      at.push(offset + i);
      processors.push(process);
    }
    this.#processedAt = at;
    this.#processors = processors;
    this.#keyAt = mapper.primaryKeySlots.map((slot) => offset + (slots === undefined ? slot : slots.indexOf(slot)));
  }

  /**
   * The states of all rows, in order; undefined where an outer join found none. New ones get into the session's identity map.
   * Roomy rows are copied and let go of one by one.
   */
  loadStates(
    session: SessionContract,
    rows: (unknown[] | undefined)[],
    load: LoadRun,
    roomy: boolean,
  ): (InstanceState | undefined)[] {
    const table = session.identityMap.of(this.mapper);
    const out = shortLivedOfLength<InstanceState | undefined>(rows.length);
    const observer = loadObserver(session, this.mapper);
    table.reserve(rows.length);
    const copies = roomy && this.whole;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as unknown[];
      out[i] = this.#loadRow(session, table, copies ? row.slice() : row, load, observer);
      if (copies) rows[i] = undefined;
    }
    return out;
  }

  /** The state of one row. */
  loadRow(session: SessionContract, row: unknown[], load: LoadRun): InstanceState | undefined {
    return this.#loadRow(session, session.identityMap.of(this.mapper), row, load, loadObserver(session, this.mapper));
  }

  #loadRow(
    session: SessionContract,
    table: IdentityTable,
    row: unknown[],
    load: LoadRun,
    observer: LoadObserver | undefined,
  ): InstanceState | undefined {
    const at = this.#processedAt;
    for (let i = 0; i < at.length; i++) {
      const index = at[i] as number;
      const value = row[index];
      if (value !== null) row[index] = (this.#processors[i] as ResultProcessor)(value);
    }
    const identity = this.#identity(row);
    if (identity === null) return undefined;
    const known = table.getSingle(identity);
    if (known !== undefined) {
      this.#merge(known, row, load, observer);
      return known;
    }
    const state = new InstanceState(this.mapper, this.#values(row), Status.persistent);
    state.session = session;
    state.identity = identity;
    load.join(state);
    this.mapper.instantiate(state);
    table.setSingle(identity, state);
    if (load.populateExisting || this.mapper.alwaysRefresh) load.seen(state);
    if (observer !== undefined) observer.loaded(state);
    return state;
  }

  #identity(row: readonly unknown[]): unknown {
    const at = this.#keyAt;
    if (at.length === 1) return row[at[0] as number] ?? null;
    const key = new Array<unknown>(at.length);
    let missing = 0;
    for (let i = 0; i < at.length; i++) {
      const value = row[at[i] as number] ?? null;
      if (value === null) missing++;
      key[i] = value;
    }
    // A row of an outer join may have a part of the key alone.
    return missing === 0 || (missing < at.length && this.mapper.allowPartialPks) ? key : null;
  }

  #values(row: unknown[]): unknown[] {
    if (this.whole) return row;
    const { slots, offset } = this;
    if (slots === undefined) return row.slice(offset, offset + this.mapper.values.length);
    const values = this.mapper.expiredRow.slice();
    for (let i = 0; i < slots.length; i++) values[slots[i] as number] = row[offset + i];
    return values;
  }

  /** A row of an object that is in the session: what is not in memory is filled in; what is, stays, unless asked otherwise. */
  #merge(state: InstanceState, row: unknown[], load: LoadRun, observer: LoadObserver | undefined): void {
    if (load.overwrites(state) || this.mapper.alwaysRefresh) {
      if (load.seen(state)) return;
      state.committed = undefined;
      state.values =
        this.slots === undefined ? this.#values(row) : fill(state.values.slice(), this.slots, row, this.offset, true);
      state.related = undefined;
      state.committedRelated = undefined;
      state.pendingRelated = undefined;
      load.join(state);
      observer?.refreshed(state, this.slots);
      return;
    }
    if (state.values === this.mapper.expiredRow) {
      state.values = this.#values(row);
      load.join(state);
      observer?.refreshed(state, this.slots);
      return;
    }
    const { values, committed } = state;
    if (!values.includes(NOT_LOADED) && committed?.includes(NOT_LOADED) !== true) return;
    const slots = this.slots ?? this.mapper.allSlots;
    const filled = observer === undefined ? undefined : slots.filter((slot) => values[slot] === NOT_LOADED);
    fill(values, slots, row, this.offset, false);
    if (committed !== undefined) state.committed = fill(committed.slice(), slots, row, this.offset, false);
    load.join(state);
    if (filled !== undefined && filled.length > 0) observer?.refreshed(state, filled);
  }
}

function fill(
  values: unknown[],
  slots: readonly number[],
  row: readonly unknown[],
  offset: number,
  overwrite: boolean,
): unknown[] {
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i] as number;
    if (overwrite || values[slot] === NOT_LOADED) values[slot] = row[offset + i];
  }
  return values;
}

/** What the rows of one execution share: the peer group being filled, and what came already. */
export class LoadRun {
  readonly populateExisting: boolean;
  readonly #options: PeerOptions | undefined;
  #group: PeerGroup | undefined;
  /** What came already, of the statements too that led to this one: no row overwrites it again. */
  #seen: Set<InstanceState> | undefined;
  /** Groups of objects that keep the options of an earlier query. */
  #keeping: Map<PeerOptions, PeerGroup> | undefined;

  constructor(
    populateExisting = false,
    raise?: ReadonlySet<Property>,
    criteria?: readonly StatementOption[],
    seen?: Set<InstanceState>,
  ) {
    this.populateExisting = populateExisting;
    this.#seen = seen;
    this.#options = raise === undefined && criteria === undefined ? undefined : { raise, criteria };
  }

  /** Puts a state into the current peer group; one that is read again keeps the options that it was loaded with, unless there are others. */
  join(state: InstanceState): void {
    const kept = state.peers?.options;
    if (kept !== undefined && this.#options === undefined) {
      this.#keeping ??= new Map<PeerOptions, PeerGroup>();
      joinGroup(state, this.#keeping, kept, kept);
      return;
    }
    const group = this.#group;
    if (group === undefined || group.states.length >= PEER_LIMIT)
      state.peers = this.#group = new PeerGroup(state, this.#options);
    else group.add(state);
  }

  /** For one row that is asked for by its key: its object has no peers. */
  static readonly alone: LoadRun = new (class extends LoadRun {
    override join(state: InstanceState): void {
      const options = state.peers?.options;
      state.peers = options === undefined ? undefined : new PeerGroup(state, options);
    }
  })();

  /** Whether a row takes the place of what is in memory of an object. */
  overwrites(_state: InstanceState): boolean {
    return this.populateExisting;
  }

  /** For rows as they are after a statement has written them: objects with changes that were not flushed keep them. */
  static written(populateExisting: boolean): LoadRun {
    return populateExisting ? new LoadRun(true) : new WrittenRun();
  }

  /** What came already; undefined: nothing that may not be overwritten. */
  get came(): Set<InstanceState> | undefined {
    return this.#seen;
  }

  seen(state: InstanceState): boolean {
    const seen = (this.#seen ??= new Set());
    if (seen.has(state)) return true;
    seen.add(state);
    return false;
  }
}

class WrittenRun extends LoadRun {
  override overwrites({ committed }: InstanceState): boolean {
    return committed === undefined;
  }
}
