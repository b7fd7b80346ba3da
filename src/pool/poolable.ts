import type { Awaitable } from "../flow/flow.ts";

/** What a pool needs of a connection; a DriverConnection has it. */
export interface Poolable<Self = unknown> {
  close(): Awaitable<void>;
  /** Whether a transaction is open; undefined when the driver cannot tell. */
  readonly inTransaction?: boolean | undefined;
  /** False once the connection is known to be lost. */
  readonly isOpen?: boolean | undefined;
  /** What one of several holders gets of a connection that a StaticPool shares among them; without it, the connection itself. */
  share?(): Self;
}
