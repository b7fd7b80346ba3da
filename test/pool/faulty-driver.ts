import { type Driver, type DriverConnection, type DriverCursor, registerDriver } from "athanor/dialect";

/**
 * How a call fails: with an error of the database; because the connection is lost, before the server got it or after it has done what was
 * asked; or because of that, and the driver only finds out with the next call.
 */
export type Fault = "error" | "lost before" | "lost after" | "lost unnoticed";
export const FAULTS: readonly Fault[] = ["error", "lost before", "lost after", "lost unnoticed"];

export interface Failures {
  /** The errors as the driver's own package would throw them. */
  refused(): Error;
  lost(): Error;
}

/** Counts the calls of a driver, and makes one of them fail. */
export class FaultyDriver {
  /** Calls since the last `arm`. */
  calls = 0;
  /** What was called, for messages. */
  readonly names: string[] = [];
  /** Connections of the real driver that are open. */
  readonly open: Set<DriverConnection> = new Set();
  readonly #failures: Failures;
  #failAt = 0;
  #fault: Fault = "error";

  constructor(failures: Failures) {
    this.#failures = failures;
  }

  /** Starts counting; the call of that number fails. 0: none does. */
  arm(failAt: number, fault: Fault = "error"): void {
    this.calls = 0;
    this.names.length = 0;
    this.#failAt = failAt;
    this.#fault = fault;
  }

  /** Makes it known under `dialect+name`. With `isAsync`, a driver that gives values at once gives promises. */
  register(dialect: string, name: string, real: () => Driver, isAsync?: boolean): void {
    registerDriver(dialect, name, () => this.#wrap(real(), isAsync));
  }

  /** How this call ends; undefined: well. */
  #next(name: string): Fault | undefined {
    this.names.push(name);
    return ++this.calls === this.#failAt ? this.#fault : undefined;
  }

  #wrap(real: Driver, isAsync = real.isAsync): Driver {
    const finish = <T>(work: () => T | PromiseLike<T>): T | PromiseLike<T> =>
      isAsync ? Promise.resolve().then(work) : work();
    const connect = (options: Parameters<Driver["connect"]>[0]): DriverConnection | PromiseLike<DriverConnection> => {
      const fault = this.#next("connect");
      return finish(() => {
        if (fault === "error") throw this.#failures.refused();
        if (fault !== undefined) throw this.#failures.lost();
        const made = real.connect(options);
        const wrap = (connection: DriverConnection): DriverConnection => {
          this.open.add(connection);
          return this.#connection(connection, finish);
        };
        return "then" in made ? made.then(wrap) : wrap(made);
      });
    };
    return { ...real, name: "faulty", isAsync, connect };
  }

  #connection(
    real: DriverConnection,
    finish: <T>(work: () => T | PromiseLike<T>) => T | PromiseLike<T>,
  ): DriverConnection {
    let lost: Error | undefined;
    let isNoticed = true;
    const { open } = this;
    const drop = (): void | PromiseLike<void> => {
      if (!open.delete(real)) return undefined;
      return real.close();
    };
    const call = <T>(name: string, work: () => T | PromiseLike<T>): T | PromiseLike<T> => {
      if (lost !== undefined) {
        isNoticed = true;
        return finish(() => {
          throw lost as Error;
        });
      }
      const fault = this.#next(name);
      const lose = (unnoticed: boolean): void | PromiseLike<void> => {
        lost = this.#failures.lost();
        isNoticed = !unnoticed;
        return drop();
      };
      return finish(() => {
        switch (fault) {
          case undefined:
            return work();
          case "error":
            throw this.#failures.refused();
          case "lost before":
          case "lost unnoticed":
            return chain(lose(fault === "lost unnoticed"), () => {
              throw lost as Error;
            });
          case "lost after":
            return chain(work(), () =>
              chain(lose(false), () => {
                throw lost as Error;
              }),
            );
        }
      });
    };
    const cursor = (made: DriverCursor): DriverCursor => ({
      columns: made.columns,
      allows: made.allows,
      fetch: (count) => call("fetch", () => made.fetch(count)),
      // The rows are given up, whatever is said of it.
      close: () =>
        lost === undefined
          ? chain(made.close(), () => call("close cursor", () => undefined))
          : call("", () => undefined),
    });
    return {
      raw: real.raw,
      get inTransaction() {
        return lost === undefined ? real.inTransaction : undefined;
      },
      get isOpen() {
        return lost === undefined || !isNoticed;
      },
      query: (sql, params, options) => call(sql, () => real.query(sql, params, options)),
      executeMany: (sql, sets, options) => call(sql, () => real.executeMany(sql, sets, options)),
      openCursor:
        real.openCursor === undefined
          ? undefined
          : (sql, params, options) =>
              call(`cursor: ${sql}`, () => chain(real.openCursor!(sql, params, options), cursor)),
      // A package that fails to close has let go of its socket nevertheless.
      close: () => {
        const fault = lost === undefined ? this.#next("close") : undefined;
        return finish(() =>
          chain(drop(), () => {
            if (fault !== undefined) throw this.#failures.lost();
          }),
        );
      },
      terminate: real.terminate === undefined ? undefined : () => void (open.delete(real) && real.terminate!()),
    };
  }
}

function chain<A, B>(value: A | PromiseLike<A>, then: (value: A) => B | PromiseLike<B>): B | PromiseLike<B> {
  return value !== null && typeof value === "object" && "then" in value ? value.then(then) : then(value);
}
