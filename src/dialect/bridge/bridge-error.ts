/** The worker thread behind a synchronous engine is gone, and every connection with it. Dialects describe it as a disconnect. */
export class BridgeError extends Error {
  readonly code = "ATHANOR_WORKER_LOST";
  override readonly name = "BridgeError";
}
