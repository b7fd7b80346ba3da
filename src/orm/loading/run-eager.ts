import type { Flow } from "../../flow/flow.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, PEER_LIMIT } from "../contract/state.ts";
import type { StatementOption } from "../../sql/nodes/select.ts";
import type { EagerLoad } from "./eager-load.ts";
import { type LoadingSession, takesArrays } from "./loading-session.ts";

/** Fills a relationship of some objects; registered by the strategies, which are above this layer. */
export type RelationshipLoader = (
  session: LoadingSession,
  states: readonly InstanceState[],
  property: RelationshipProperty,
  options: readonly StatementOption[],
  lazyFrom?: object,
  reload?: Reload,
) => Flow<void>;

/** What the statement that is loaded for overwrites: further statements do the same, but not to what it has loaded itself. */
export interface Reload {
  readonly populateExisting?: boolean | undefined;
  readonly seen?: Set<InstanceState> | undefined;
}

let loader: RelationshipLoader | undefined;

export function registerRelationshipLoader(load: RelationshipLoader): void {
  loader = load;
}

/** So many objects are loaded for at a time where their keys travel as one array. */
const ARRAY_LIMIT = 10_000;

/** Carries out one eager load for the objects of a result, in chunks. */
export function* runEager(
  session: LoadingSession,
  load: EagerLoad,
  owners: readonly InstanceState[],
  reload: Reload,
  criteria: readonly StatementOption[],
): Flow<void> {
  const { property, options } = load;
  const wanting = owners.filter(
    (state) =>
      state.mapper.isa(property.mapper) &&
      (reload.populateExisting === true || options.length > 0 || state.related?.[property.slot] === undefined),
  );
  if (loader === undefined) throw new Error("No relationship loader is registered; import the ORM from its root.");
  // A list of keys must not grow too long; an array may.
  const chunk =
    wanting.length > PEER_LIMIT && !(yield* takesArrays(session, property.target)) ? PEER_LIMIT : ARRAY_LIMIT;
  for (let at = 0; at < wanting.length; at += chunk) {
    yield* loader(
      session,
      wanting.slice(at, at + chunk),
      property,
      criteria.length === 0 ? options : [...options, ...criteria],
      undefined,
      reload,
    );
  }
}
