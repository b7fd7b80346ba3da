/** Callers that wait for their turn, first come first served, each for a limited time. */
export class Waiters<T> {
  readonly #queue: { resolve: (value: T) => void; timer: ReturnType<typeof setTimeout> }[] = [];

  get length(): number {
    return this.#queue.length;
  }

  /** A promise of the next thing handed out; after `seconds` it fails with what `onTimeout` makes. */
  join(seconds: number, onTimeout: () => Error): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#queue.splice(this.#queue.indexOf(waiter), 1);
        reject(onTimeout());
      }, seconds * 1000);
      const waiter = { resolve, timer };
      this.#queue.push(waiter);
    });
  }

  /** Gives `value` to whoever waits longest. Call only when `length` is not 0. */
  serve(value: T): void {
    const waiter = this.#queue.shift();
    if (waiter === undefined) return;
    clearTimeout(waiter.timer);
    waiter.resolve(value);
  }
}
