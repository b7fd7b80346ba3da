import { InvalidRequestError } from "../../errors/state.ts";
import type { Flow } from "../../flow/flow.ts";
import { relatedStates } from "../attribute/history.ts";
import { stateOf } from "../contract/entity.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, type PeerGroup, Status } from "../contract/state.ts";
import { loadMembers } from "../strategy/load-members.ts";
import { loadRelationship } from "../strategy/load-relationship.ts";
import { notPassive } from "../unit-of-work/collect-deletes.ts";
import { byMapper } from "../unit-of-work/flush-work.ts";
import { attach, checkEntering, describe } from "./add.ts";
import type { SessionCore } from "./session-core.ts";

/**
 * `session.delete(object)`: the flush deletes its row. What its delete cascades reach is marked along with it, all of it or (with an
 * error) nothing; collections that are not in memory are loaded for that, for peers too.
 */
export function* deleteEntities(session: SessionCore, states: readonly InstanceState[]): Flow<void> {
  session.checkNotFlushing("delete()");
  for (const state of states) check(session, state);
  for (const state of states) if (state.status === Status.detached) attach(session, state);
  const heads = states.filter((state) => state.status === Status.persistent && !session.deletedStates.has(state));
  if (heads.some((state) => state.mapper.relationships.some(cascades))) {
    if (heads.some(lacksMembers) && hasChanges(session)) yield* session.autoflush();
    for (const state of yield* reached(session, heads)) session.deletedStates.add(state);
  } else for (const state of heads) session.deletedStates.add(state);
}

function check(session: SessionCore, state: InstanceState): void {
  if (state.session !== undefined && state.session !== session) {
    throw new InvalidRequestError(
      `${describe(state)} is attached to another session; delete it there.`,
      "other-session",
    );
  }
  if (state.status === Status.detached) checkEntering(session, state);
  if (state.status < Status.persistent) {
    throw new InvalidRequestError(
      `${describe(state)} has no row that could be deleted; use expunge() to take a pending one back.`,
      "not-persistent",
    );
  }
}

function cascades(property: RelationshipProperty): boolean {
  return property.cascade.delete && !property.viewonly;
}

/** Whether a cascade has to read. */
function lacksMembers(state: InstanceState): boolean {
  return state.mapper.relationships.some((property) => cascades(property) && isMissing(state, property));
}

function isMissing(state: InstanceState, property: RelationshipProperty): boolean {
  return (
    property.passiveDeletes === false &&
    state.status === Status.persistent &&
    state.related?.[property.slot] === undefined
  );
}

/** Whether what the database has of members may not be what memory has. Objects that were marked before are no reason to send them now. */
function hasChanges({ newStates, modifiedStates, touchedStates }: SessionCore): boolean {
  return newStates.size + modifiedStates.size + touchedStates.size > 0;
}

/** The persistent objects that the delete cascades of some lead to, and these themselves. */
function* reached(session: SessionCore, heads: readonly InstanceState[]): Flow<InstanceState[]> {
  // A flush in between may have deleted one as an orphan.
  const seen = new Set(heads.filter((state) => state.status === Status.persistent));
  let wave = [...seen];
  while (wave.length > 0) {
    const before = seen.size;
    for (const [mapper, states] of byMapper(wave)) {
      for (const property of mapper.relationships) {
        if (!cascades(property)) continue;
        for (const member of yield* membersOf(session, property, states)) {
          if (member.session === session && member.status <= Status.persistent) seen.add(member);
        }
      }
    }
    wave = seen.size === before ? [] : [...seen].slice(before);
  }
  // New ones are left to the flush, which drops them with their owner.
  return [...seen].filter((state) => state.status === Status.persistent);
}

function* membersOf(
  session: SessionCore,
  property: RelationshipProperty,
  states: readonly InstanceState[],
): Flow<InstanceState[]> {
  const missing = states.filter((state) => isMissing(state, property));
  const out: InstanceState[] = [];
  if (missing.length > 0) {
    if (property.lazy === "writeOnly") throw notPassive(property);
    if (property.inDatabase) {
      for (const state of missing)
        for (const member of yield* loadMembers(session, state, property)) out.push(stateOf(member) as InstanceState);
    } else yield* loadRelationship(session, withPeers(session, property, missing), property);
  }
  for (const state of states) out.push(...relatedStates(state, property));
  return out;
}

/** Some objects and those that were loaded along with them and lack the relationship, too: they may be the next to be deleted. */
function withPeers(
  session: SessionCore,
  property: RelationshipProperty,
  missing: readonly InstanceState[],
): readonly InstanceState[] {
  if (property.lazy === "one") return missing;
  const groups = new Set<PeerGroup>();
  for (const { peers } of missing)
    if (peers !== undefined && peers.options?.criteria === undefined && peers.options?.raise?.has(property) !== true)
      groups.add(peers);
  const all = new Set(missing);
  for (const { states } of groups)
    for (const peer of states)
      if (peer.session === session && isMissing(peer, property) && peer.mapper.isa(property.mapper)) all.add(peer);
  return [...all];
}
