import { InvalidRequestError } from "../errors/state.ts";
import type { Flow } from "../flow/flow.ts";
import type { TransactionStack } from "./transaction-stack.ts";

type State = "active" | "committed" | "rolledBack";

/** A transaction (no savepoint name) or a savepoint of a connection. */
export class TransactionCore {
  readonly #stack: TransactionStack;
  /** undefined for the outermost one. */
  readonly savepoint: string | undefined;
  readonly parent: TransactionCore | undefined;
  /** The database refuses everything until this one is rolled back (PostgreSQL, after an error). */
  failed = false;
  /** The database has undone the whole transaction by itself (a deadlock): what follows must not be committed as if it were all. */
  undone = false;
  /** The database connection was lost: only a rollback is possible. */
  lost = false;
  #state: State = "active";

  constructor(stack: TransactionStack, parent: TransactionCore | undefined, savepoint: string | undefined) {
    this.#stack = stack;
    this.parent = parent;
    this.savepoint = savepoint;
  }

  get nested(): boolean {
    return this.savepoint !== undefined;
  }

  /** Whether it can still be committed. */
  get isActive(): boolean {
    return this.#state === "active" && !this.lost;
  }

  /** Whether it has neither been committed nor rolled back. */
  get isOpen(): boolean {
    return this.#state === "active";
  }

  *commit(): Flow<void> {
    if (this.#state !== "active") {
      const kind = this.nested ? "savepoint" : "transaction";
      throw new InvalidRequestError(
        `This ${kind} was ${this.#state === "committed" ? "committed" : "rolled back"} already; begin another one with ${this.nested ? "beginNested()" : "begin()"}.`,
      );
    }
    yield* this.#stack.end(this, true);
  }

  /** Nothing when it has ended already. */
  *rollback(): Flow<void> {
    if (this.#state === "active") yield* this.#stack.end(this, false);
  }

  /** Rolls back because of `first`; an error of the rollback itself is left to the connection, which is given up. */
  *rollbackAfter(_first: unknown): Flow<void> {
    try {
      yield* this.rollback();
    } catch {
      // The first error is the cause of it all and is what the caller gets; endTransaction gave up the connection.
    }
  }

  /** Called by the connection when it has ended it. */
  ended(committed: boolean): void {
    this.#state = committed ? "committed" : "rolledBack";
  }
}
