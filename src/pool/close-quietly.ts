import { type Flow, isPromiseLike } from "../flow/flow.ts";
import type { Poolable } from "./poolable.ts";

/** Closes a connection that nobody needs any more; that closing failed changes nothing for anyone. */
export function* closeQuietly(connection: Poolable): Flow<void> {
  try {
    const closing = connection.close();
    if (isPromiseLike(closing)) yield closing;
  } catch {
    // It is gone either way.
  }
}
