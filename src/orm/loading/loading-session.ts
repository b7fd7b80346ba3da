import type { CoreConnection } from "../../engine/core-connection.ts";
import type { Flow } from "../../flow/flow.ts";
import type { Node } from "../../sql/node.ts";
import type { SelectNode } from "../../sql/nodes/select.ts";
import type { Mapper } from "../contract/mapper.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import type { SessionContract } from "../contract/session.ts";

/** What tells which engine serves: a class, a table or a statement. */
export type BindTarget = Mapper | Node | undefined;

/** What a SELECT of the ORM's own is for. */
export type LoadOrigin =
  | { readonly kind: "columns" }
  | {
      readonly kind: "relationship";
      readonly property: RelationshipProperty;
      /** The object whose attribute was read; undefined for eager loads. */
      readonly lazyFrom: object | undefined;
    };

/** What loading needs of a session beyond what objects need. */
export interface LoadingSession extends SessionContract {
  /** The connection of the current transaction for a class, table or statement, begun when there is none. */
  connection(target?: BindTarget): Flow<CoreConnection>;
  /** The same when it is there and sound: what nearly every statement finds. */
  readyConnection(target?: BindTarget): CoreConnection | undefined;
  /** Whether anybody wants to hear of the SELECTs that are about to be sent. */
  readonly hearsLoads: boolean;
  /** Tells of one, and gives what is to be sent. */
  tellLoad(node: SelectNode, origin: LoadOrigin | undefined): Flow<SelectNode>;
  /** Flushes pending changes when autoflush is on and there are any. */
  autoflush(): Flow<void>;
}

/** Whether the keys of many objects travel to a class's database as arrays. */
export function* takesArrays(session: LoadingSession, target: Mapper): Flow<boolean> {
  const connection = session.readyConnection(target) ?? (yield* session.connection(target));
  return connection.dialect.capabilities.arraysOfRows;
}
