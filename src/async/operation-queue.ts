import { AsyncLocalStorage } from "node:async_hooks";
import { type Flow, isPromiseLike } from "../flow/flow.ts";
import type { Lane } from "../engine/transaction.ts";
import { runAsync } from "../flow/run.ts";

/** A call of a listener: what it starts and does not wait for may outlive it. */
interface ListenerCall {
  readonly of: OperationQueue;
  readonly queue: OperationQueue;
  over: boolean;
}

let listeners: AsyncLocalStorage<ListenerCall> | undefined;

/** Runs operations one after another, in the order in which they were asked for; one that fails does not stop the next. */
export class OperationQueue {
  #last: Promise<unknown> | undefined = undefined;

  run<T>(operation: () => Flow<T>): Promise<T> {
    const inner = listeners?.getStore();
    if (inner !== undefined && inner.of === this && !inner.over) return inner.queue.run(operation);
    const before = this.#last;
    const mine = before === undefined ? runAsync(operation()) : before.then(() => runAsync(operation()));
    const settled: Promise<unknown> = mine.then(ignore, ignore).then(() => {
      if (this.#last === settled) this.#last = undefined;
    });
    this.#last = settled;
    return mine;
  }

  /** Calls a listener that the operation under way waits for: what it asks for is done at once, before that operation goes on. */
  within(call: () => unknown): unknown {
    listeners ??= new AsyncLocalStorage();
    const inner = { of: this, queue: new OperationQueue(), over: false };
    const end = (): void => {
      inner.over = true;
    };
    const result = listeners.run(inner, call);
    if (!isPromiseLike(result)) {
      end();
      return result;
    }
    result.then(end, end);
    return result;
  }

  /** The same for use inside a flow. */
  readonly lane: Lane = (operation) => waitFor(this.run(operation));
}

function ignore(): void {}

function* waitFor<T>(promise: Promise<T>): Flow<T> {
  return (yield promise) as T;
}
