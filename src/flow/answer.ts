/**
 * What a flow yields when it has sent a query that only reads and waits for its answer: who runs the flow may start others meanwhile, that
 * are sent behind it.
 */
export class Answer<T = unknown> implements PromiseLike<T> {
  readonly promise: PromiseLike<T>;
  /** The flow sends nothing after it: should a query behind it fail, and the transaction with it, this flow does not hear of it. */
  readonly isLast: boolean;

  constructor(promise: PromiseLike<T>, isLast: boolean) {
    this.promise = promise;
    this.isLast = isLast;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- who does not look for answers waits for it as for any promise
  then<R = T, E = never>(
    onFulfilled?: ((value: T) => R | PromiseLike<R>) | null,
    onRejected?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): PromiseLike<R | E> {
    return this.promise.then(onFulfilled, onRejected);
  }
}
