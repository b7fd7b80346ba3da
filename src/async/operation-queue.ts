import type { Flow } from "../flow/flow.ts";
import type { Lane } from "../engine/transaction.ts";
import { runAsync } from "../flow/run.ts";

/** Runs operations one after another, in the order in which they were asked for; one that fails does not stop the next. */
export class OperationQueue {
  #last: Promise<unknown> | undefined = undefined;

  run<T>(operation: () => Flow<T>): Promise<T> {
    const before = this.#last;
    const mine = before === undefined ? runAsync(operation()) : before.then(() => runAsync(operation()));
    const settled: Promise<unknown> = mine.then(ignore, ignore).then(() => {
      if (this.#last === settled) this.#last = undefined;
    });
    this.#last = settled;
    return mine;
  }

  /** The same for use inside a flow. */
  readonly lane: Lane = (operation) => waitFor(this.run(operation));
}

function ignore(): void {}

function* waitFor<T>(promise: Promise<T>): Flow<T> {
  return (yield promise) as T;
}
