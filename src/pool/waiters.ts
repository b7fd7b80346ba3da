/** The longest time that a timer takes; 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

interface Waiter<T> {
  resolve(value: T): void;
  /** Takes away what would end the waiting otherwise. */
  release(): void;
}

/** Callers that wait for their turn, first come first served, each for a limited time. Who gives up leaves no hole. */
export class Waiters<T> {
  readonly #queue = new Set<Waiter<T>>();

  get length(): number {
    return this.#queue.size;
  }

  /** A promise of the next thing handed out. After `seconds` it fails with what `onTimeout` makes, and on an aborted signal with its reason. */
  join(seconds: number, onTimeout: () => Error, signal: AbortSignal | undefined): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const giveUp = (why: () => unknown): void => {
        waiter.release();
        this.#queue.delete(waiter);
        // oxlint-disable-next-line prefer-promise-reject-errors -- the reason of an AbortSignal is whatever its owner says
        reject(why());
      };
      const onAbort = (): void => giveUp(() => signal?.reason);
      const timer = setTimeout(() => giveUp(onTimeout), Math.min(seconds * 1000, LONGEST_MS));
      const waiter: Waiter<T> = {
        resolve,
        release() {
          clearTimeout(timer);
          signal?.removeEventListener("abort", onAbort);
        },
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#queue.add(waiter);
    });
  }

  /** Gives `value` to whoever waits longest. Call only when `length` is not 0. */
  serve(value: T): void {
    for (const waiter of this.#queue) {
      this.#queue.delete(waiter);
      waiter.release();
      waiter.resolve(value);
      return;
    }
  }
}
