import { FlushError } from "../../errors/orm.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import type { Flow } from "../../flow/flow.ts";
import type { Mapper } from "../contract/mapper.ts";
import type { InstanceState } from "../contract/state.ts";
import type { UniqueKey } from "../persistence/unique-keys.ts";
import type { Component } from "./components.ts";
import { earlyDeletes } from "./early-deletes.ts";
import type { FlushWork } from "./flush-work.ts";
import { type AsideColumn, type AsideRows, columnToSetAside, noteAside } from "./set-aside.ts";
import { type Link, type StateEdge, stateLevels } from "./state-levels.ts";
import { type UniqueConflicts, uniqueConflicts, type UniqueEdge } from "./unique-conflicts.ts";
import type { WaitingSyncs } from "./synchronize.ts";

/** What has to happen around the saves of a component so that unique values change hands. */
export interface SavePlan {
  /** Rows that are deleted before anything is saved. */
  readonly early: Set<InstanceState>;
  readonly aside: AsideRows;
  /** The objects in the order in which they are saved. */
  readonly levels: readonly InstanceState[][];
}

interface Lists {
  readonly inserts: ReadonlyMap<Mapper, InstanceState[]>;
  readonly updates: ReadonlyMap<Mapper, InstanceState[]>;
  readonly deletes: ReadonlyMap<Mapper, InstanceState[]>;
}

/**
 * Plans the saves of a component whose rows pass unique values on: whoever gives one goes before who gets it, a deleted row
 * too, if nothing refers to it; where that is not possible, or in a circle, a row is set aside with NULL or with a value that
 * nobody has. undefined: no unique value changes hands.
 */
export function* planSaves(
  work: FlushWork,
  { members, cyclic }: Component<Mapper>,
  { inserts, updates, deletes }: Lists,
  waiting: WaitingSyncs,
  required: () => readonly StateEdge[],
): Flow<SavePlan | undefined> {
  const found: { readonly conflicts: UniqueConflicts; readonly dialect: Dialect }[] = [];
  for (const mapper of new Set([...updates.keys(), ...deletes.keys()])) {
    if (!members.includes(mapper.base)) continue;
    const { dialect } = yield* work.context.connection(mapper);
    const lists = {
      mapper,
      inserts: inserts.get(mapper) ?? [],
      updates: updates.get(mapper) ?? [],
      deletes: deletes.get(mapper) ?? [],
      mixed: cyclic,
    };
    const conflicts = yield* uniqueConflicts(work, dialect, waiting, lists);
    if (conflicts !== undefined) found.push({ conflicts, dialect });
  }
  if (found.length === 0) return undefined;
  const early = new Set<InstanceState>();
  const aside: AsideRows = new Map();
  const dialects = new Map<UniqueEdge, Dialect>();
  for (const { conflicts, dialect } of found) {
    for (const [state, keys] of conflicts.deleted) {
      if (early.has(state)) continue;
      const together = earlyDeletes(work, state);
      if (together !== undefined) for (const each of together) early.add(each);
      else for (const [key, taker] of keys) setRowAside(aside, state, key, dialect, taker);
    }
    for (const edge of conflicts.edges) dialects.set(edge, dialect);
  }
  for (const state of early) aside.delete(state);
  const edges: (StateEdge | UniqueEdge)[] = [...(cyclic ? required() : []), ...dialects.keys()];
  const states = members.flatMap((base) =>
    [updates, inserts].flatMap((lists) => [...lists].flatMap(([mapper, list]) => (mapper.base === base ? list : []))),
  );
  const levels = stateLevels(states, edges, (circle) => openCircle(work, circle, dialects, aside));
  return { early, aside, levels };
}

/** Sets aside the row of a circle for which it is easiest. */
function openCircle(
  work: FlushWork,
  circle: readonly Link<StateEdge | UniqueEdge>[],
  dialects: ReadonlyMap<StateEdge, Dialect>,
  aside: AsideRows,
): ReadonlySet<StateEdge> | undefined {
  const links = circle.filter((link): link is Link<UniqueEdge> => link.every((edge) => "key" in edge));
  const [first] = links;
  if (first === undefined) return undefined;
  for (const link of links) {
    const [{ before }] = link;
    const row = work.rowSwitches.get(before) ?? before;
    const columns = link.map((edge) =>
      columnToSetAside(before.mapper, edge.key, dialects.get(edge) as Dialect, work.deletes.has(row)),
    );
    if (columns.includes(undefined)) continue;
    noteAside(aside, row, columns as AsideColumn[]);
    return new Set(link);
  }
  const [{ before, after, key }] = first;
  throw cannotSwap(key, before, after);
}

function setRowAside(
  aside: AsideRows,
  state: InstanceState,
  key: UniqueKey,
  dialect: Dialect,
  taker: InstanceState,
): void {
  const column = columnToSetAside(state.mapper, key, dialect, true);
  if (column === undefined) throw cannotSwap(key, state, taker);
  noteAside(aside, state, [column]);
}

function cannotSwap(key: UniqueKey, giver: InstanceState, taker: InstanceState): FlushError {
  return new FlushError(
    `${describe(taker)} is to get the values that ${describe(giver)} has in ${key.name}, but no order of statements frees them first, ` +
      "and no column of it can have another value in between: each is NOT NULL and a foreign key, referred to, or of a type whose values cannot be chosen. " +
      'Make such a column nullable, or declare the constraint { deferrable: true, initially: "DEFERRED" } where the database can; ' +
      "or flush in between: give one object another value, or delete it, before the other gets its own.",
    "unique-swap",
  );
}

function describe({ mapper, key }: InstanceState): string {
  return key === undefined ? `a new ${mapper.name}` : `the ${mapper.name} with the key ${key.map(String).join(", ")}`;
}
