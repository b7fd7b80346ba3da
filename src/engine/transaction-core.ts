import type { TransactionOptions } from "../dialect/transaction-options.ts";
import { InvalidRequestError } from "../errors/state.ts";
import type { Flow } from "../flow/flow.ts";
import type { TransactionStack } from "./transaction-stack.ts";

type State = "active" | "committed" | "rolledBack";

/** What a transaction is besides a place in the stack. */
interface TransactionKind {
  /** The name of a savepoint. */
  readonly savepoint?: string | undefined;
  /** The name of a two-phase transaction. */
  readonly xid?: string | undefined;
  /** What was asked of it beyond the ordinary. */
  readonly how?: TransactionOptions | undefined;
}

/** A transaction (no savepoint name) or a savepoint of a connection. */
export class TransactionCore {
  /** undefined for the outermost one. */
  readonly savepoint: string | undefined;
  readonly parent: TransactionCore | undefined;
  readonly xid: string | undefined;
  readonly how: TransactionOptions | undefined;
  /** The Transaction that a sync connection shows. */
  shell: unknown = undefined;
  /** The database refuses everything until this one is rolled back (PostgreSQL, after an error). */
  failed = false;
  /** The database has undone the whole transaction by itself (a deadlock): what follows must not be committed as if it were all. */
  undone = false;
  /** The error that made it so. */
  failure: unknown = undefined;
  /** The database connection was lost: only a rollback is possible. */
  lost = false;
  /** Its first phase is done. */
  isPrepared = false;
  readonly #stack: TransactionStack;
  #state: State = "active";

  constructor(stack: TransactionStack, parent: TransactionCore | undefined, kind: TransactionKind) {
    this.#stack = stack;
    this.parent = parent;
    this.savepoint = kind.savepoint;
    this.xid = kind.xid;
    this.how = kind.how;
  }

  get nested(): boolean {
    return this.savepoint !== undefined;
  }

  /** Whether it can still be committed. */
  get isActive(): boolean {
    return this.#state === "active" && !this.lost && !this.undone;
  }

  /** Whether it has neither been committed nor rolled back. */
  get isOpen(): boolean {
    return this.#state === "active";
  }

  /** Whether the connection that it began on is still there. */
  get isValid(): boolean {
    return !this.lost;
  }

  *commit(): Flow<void> {
    this.#checkOpen();
    yield* this.#stack.end(this, true);
  }

  /** Nothing when it has ended already. */
  *rollback(): Flow<void> {
    if (this.#state === "active") yield* this.#stack.end(this, false);
  }

  /** The first phase of the two. */
  *prepare(): Flow<void> {
    this.#checkOpen();
    yield* this.#stack.prepare(this);
  }

  /** Rolls back because of `first`; an error of the rollback itself is left to the connection, which is given up. */
  *rollbackAfter(_first: unknown): Flow<void> {
    try {
      yield* this.rollback();
    } catch {
      // The first error is the cause of it all and is what the caller gets; `end` gave up the connection.
    }
  }

  /** A body runs within it: when it has ended, nothing is executed until the body has. Gives what to call at the body's end. */
  enclose(): () => void {
    return this.#stack.enclose(this);
  }

  /** Called by the stack when it has ended it. */
  ended(committed: boolean): void {
    this.#state = committed ? "committed" : "rolledBack";
  }

  #checkOpen(): void {
    if (this.#state === "active") return;
    const kind = this.nested ? "savepoint" : "transaction";
    throw new InvalidRequestError(
      `This ${kind} was ${this.#state === "committed" ? "committed" : "rolled back"} already; begin another one with ${this.nested ? "beginNested()" : "begin()"}.`,
    );
  }
}
