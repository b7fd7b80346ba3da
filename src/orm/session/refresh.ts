import { InvalidRequestError } from "../../errors/state.ts";
import type { Flow } from "../../flow/flow.ts";
import { type InstanceState, NOT_LOADED, Status } from "../contract/state.ts";
import { loadSelect } from "../loading/execute-select.ts";
import { selectNode } from "../../sql/nodes/select.ts";
import { keyStatement } from "../loading/key-statement.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { loadRelationship } from "../strategy/load-relationship.ts";
import { describe } from "./add.ts";
import { expire } from "./expire.ts";
import { type GetOptions, lockOf } from "./get.ts";
import type { SessionCore } from "./session-core.ts";

export interface RefreshOptions {
  /** Lock the row: SELECT … FOR UPDATE. */
  readonly withForUpdate?: GetOptions["withForUpdate"];
}

/** `session.refresh(object, names?)`: reads it again at once. */
export function* refreshEntity(
  session: SessionCore,
  state: InstanceState,
  names: readonly string[] | undefined,
  options: RefreshOptions = {},
): Flow<void> {
  if (state.session !== session || state.status !== Status.persistent) {
    throw new InvalidRequestError(
      `${describe(state)} is not persistent in this session; only what has a row there can be refreshed.`,
      "not-persistent",
    );
  }
  yield* session.autoflush();
  const mapper = state.mapper as ClassMapper;
  const key = state.key as readonly unknown[];
  if (names === undefined) expire(session, state);
  else expire(session, state, names);
  const properties = names === undefined ? undefined : mapper.behind(names).map((name) => mapper.properties.get(name));
  const slots = properties?.flatMap((property) =>
    property === undefined || property.kind === "relationship" ? [] : [property.slot],
  );
  if (slots === undefined || slots.length > 0) {
    const wanted =
      slots === undefined
        ? undefined
        : mapper.allSlots.filter((slot) => slots.includes(slot) || mapper.primaryKeySlots.includes(slot));
    const statement = keyStatement(mapper, [key], wanted);
    const forUpdate = lockOf(options.withForUpdate);
    yield* loadSelect(session, forUpdate === undefined ? statement : selectNode({ forUpdate }, statement), {
      origin: { kind: "columns" },
    });
    if (state.values[slots?.[0] ?? mapper.primaryKeySlots[0] ?? 0] === NOT_LOADED) {
      throw new InvalidRequestError(`${describe(state)} could not be refreshed: its row is gone.`, "object-deleted");
    }
  }
  for (const property of properties ?? []) {
    if (property?.kind === "relationship" && !property.inDatabase) yield* loadRelationship(session, [state], property);
  }
}
