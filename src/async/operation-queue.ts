import { AsyncLocalStorage } from "node:async_hooks";
import { Answer } from "../flow/answer.ts";
import { type Flow, isPromiseLike } from "../flow/flow.ts";
import type { ReadAhead } from "../flow/read-ahead.ts";
import type { Lane } from "../engine/transaction.ts";

/** A call of a listener: what it starts and does not wait for may outlive it. */
interface ListenerCall {
  readonly of: OperationQueue;
  readonly queue: OperationQueue;
  over: boolean;
}

/** An operation that waits for its turn. */
interface Waiting {
  readonly operation: () => Flow<unknown>;
  readonly ahead: ReadAhead | undefined;
  /** Says that it is its turn. */
  start: () => void;
  next: Waiting | undefined;
  sent: Sent<unknown> | undefined;
}

/** The flow of an operation that was sent ahead of its turn, and what it waits for. */
interface Sent<T> {
  readonly flow: Flow<T>;
  readonly step: IteratorResult<PromiseLike<unknown>, T>;
}

/** More are not sent ahead of their turn: their answers would have to be kept. */
const MAX_AHEAD = 100;

const settled = Promise.resolve();

let listeners: AsyncLocalStorage<ListenerCall> | undefined;

/**
 * Runs operations one after another, in the order in which they were asked for; one that fails does not stop the next. Reads are sent
 * behind those under way where that can be; what their answers say is looked at when it is their turn.
 */
export class OperationQueue {
  #isBusy = false;
  #running: ReadAhead | undefined = undefined;
  /** What runs waits for its last answer: others can be sent behind it. */
  #isOpen = false;
  #first: Waiting | undefined = undefined;
  #tail: Waiting | undefined = undefined;
  /** The first that was not looked at yet. */
  #candidate: Waiting | undefined = undefined;
  #ahead = 0;
  /** One that was sent ahead and has more to send: what fails behind it would fail that. */
  #barrier: Waiting | undefined = undefined;

  /** `ahead` comes with an operation that only reads. */
  run<T>(operation: () => Flow<T>, ahead?: ReadAhead): Promise<T> {
    const inner = listeners?.getStore();
    if (inner !== undefined && inner.of === this && !inner.over) return inner.queue.run(operation);
    if (!this.#isBusy) {
      this.#isBusy = true;
      return this.#drive(operation, ahead, undefined);
    }
    const waiting: Waiting = { operation, ahead, start: ignore, next: undefined, sent: undefined };
    const turn = new Promise<void>((resolve) => (waiting.start = resolve));
    if (this.#tail === undefined) this.#first = waiting;
    else this.#tail.next = waiting;
    this.#tail = waiting;
    this.#candidate ??= waiting;
    if (this.#isOpen) this.#sendAhead();
    return turn.then(() => this.#turn(waiting)) as Promise<T>;
  }

  #turn(waiting: Waiting): Promise<unknown> {
    const { operation, ahead, sent } = waiting;
    this.#first = waiting.next;
    if (this.#first === undefined) this.#tail = undefined;
    if (this.#candidate === waiting) this.#candidate = waiting.next;
    if (this.#barrier === waiting) this.#barrier = undefined;
    if (sent !== undefined) {
      this.#ahead--;
      if (ahead?.isAnswered() !== true) return this.#drive(operation, ahead, sent);
      sent.flow.return(undefined);
    }
    return this.#drive(operation, ahead, undefined);
  }

  /** Runs an operation, and sends others while it waits for its last answer. */
  async #drive<T>(operation: () => Flow<T>, ahead: ReadAhead | undefined, sent: Sent<T> | undefined): Promise<T> {
    this.#running = ahead;
    try {
      const flow = sent?.flow ?? operation();
      let step = sent?.step ?? flow.next();
      while (step.done !== true) {
        const waits = step.value;
        let value: unknown;
        try {
          if (waits instanceof Answer) {
            if (ahead !== undefined && waits.isLast) {
              this.#isOpen = true;
              if (this.#candidate !== undefined) this.#sendAhead();
            }
            value = await waits.promise;
          } else value = await waits;
        } catch (error) {
          this.#isOpen = false;
          step = flow.throw(error);
          continue;
        }
        this.#isOpen = false;
        step = flow.next(value);
      }
      return step.value;
    } finally {
      this.#end();
    }
  }

  /** Whoever waited for the operation that ends goes on first, and may change what the next finds. */
  #end(): void {
    const next = this.#first;
    if (next === undefined) this.#isBusy = false;
    else void settled.then(ignore).then(next.start);
  }

  /** Sends what waits, until something does that cannot be sent ahead. */
  #sendAhead(): void {
    if (this.#barrier !== undefined) return;
    for (let each = this.#candidate; each !== undefined && this.#ahead < MAX_AHEAD; each = each.next) {
      const { ahead } = each;
      if (ahead === undefined || this.#isRepeated(ahead, each) || !ahead.mayGo()) return;
      const flow = each.operation();
      let step: IteratorResult<PromiseLike<unknown>, unknown>;
      try {
        step = flow.next();
      } catch {
        // It was refused before anything was sent, and will be again in its turn.
        this.#candidate = each.next;
        continue;
      }
      this.#candidate = each.next;
      // It had nothing to send, and will be asked again in its turn.
      if (step.done === true) continue;
      each.sent = { flow, step };
      this.#ahead++;
      // Its error is thrown in its turn.
      step.value.then(undefined, ignore);
      if (!(step.value instanceof Answer) || !step.value.isLast) {
        this.#barrier = each;
        return;
      }
    }
  }

  #isRepeated(ahead: ReadAhead, waiting: Waiting): boolean {
    if (this.#running !== undefined && ahead.repeats(this.#running)) return true;
    for (let each = this.#first; each !== undefined && each !== waiting; each = each.next)
      if (each.sent !== undefined && each.ahead !== undefined && ahead.repeats(each.ahead)) return true;
    return false;
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
