import { keepSnapshot } from "../attribute/collection-adapter.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import type { InstanceState } from "../contract/state.ts";
import type { LoadRun } from "./entity-loader.ts";
import type { LoadingSession } from "./loading-session.ts";
import type { QueryPlan } from "./query-plan.ts";

/** The collections and scalars that one execution fills from joined columns. */
export class JoinedFill {
  readonly plan: QueryPlan;
  /** By joined load: the owners that are being filled, each with the members it has so far. */
  readonly owners: readonly Map<InstanceState, Set<InstanceState>>[];
  readonly current: (InstanceState | undefined)[];

  constructor(plan: QueryPlan) {
    this.plan = plan;
    this.owners = plan.joined.map(() => new Map());
    this.current = plan.joined.map(() => undefined);
  }

  /** Every object that a joined load brought, once. */
  statesOf(joined: number): InstanceState[] {
    const out = new Set<InstanceState>();
    for (const members of this.owners[joined]?.values() ?? []) for (const member of members) out.add(member);
    return [...out];
  }

  /** Members that were added to a collection before it was loaded. */
  finish(): void {
    this.plan.joined.forEach((load, at) => {
      if (!load.property.uselist) return;
      for (const owner of (this.owners[at] as Map<InstanceState, unknown>).keys()) mergePending(owner, load.property);
    });
  }
}

/** The joined objects of one row, put where they belong. `items` are the states of the select items. */
export function fillJoined(
  session: LoadingSession,
  fill: JoinedFill,
  row: unknown[],
  items: readonly (InstanceState | undefined)[],
  run: LoadRun,
): void {
  const { joined } = fill.plan;
  for (let i = 0; i < joined.length; i++) {
    const load = joined[i] as (typeof joined)[number];
    const owner = load.parent >= 0 ? fill.current[load.parent] : items[load.owner];
    const state = load.loader.loadRow(session, row, run);
    fill.current[i] = state;
    if (owner === undefined) continue;
    const { property } = load;
    const owners = fill.owners[i] as Map<InstanceState, Set<InstanceState>>;
    let members = owners.get(owner);
    if (members === undefined) {
      const related = owner.ownRelated();
      if (related[property.slot] !== undefined) continue; // in memory already: what the program sees of it stays
      owners.set(owner, (members = new Set()));
      related[property.slot] = property.uselist ? property.collection.create(owner, property) : null;
    }
    if (state === undefined || members.has(state)) continue;
    members.add(state);
    const related = owner.related as unknown[];
    if (property.uselist) loadInto(property, related[property.slot] as object, state.entity);
    else related[property.slot] = state.entity;
  }
}

/** Takes a member that the database has into a collection. */
export function loadInto({ collection: kind }: RelationshipProperty, collection: object, entity: object): void {
  if (kind.plain) (collection as object[])[(collection as object[]).length] = entity;
  else kind.load(collection, entity);
}

/** Changes that were made to a collection before it was loaded are made to it now. */
export function mergePending(owner: InstanceState, { slot, collection: kind }: RelationshipProperty): void {
  const pending = owner.pendingRelated?.get(slot);
  if (pending === undefined) return;
  const collection = owner.related?.[slot] as object;
  keepSnapshot(collection);
  for (const { entity } of pending.removed) if (kind.has(collection, entity)) kind.remove(collection, entity);
  for (const { entity } of pending.added) if (!kind.has(collection, entity)) kind.append(collection, entity);
  owner.pendingRelated?.delete(slot);
}
