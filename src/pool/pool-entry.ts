import type { DriverConnection } from "../dialect/driver.ts";
import type { Guard } from "./never-returned.ts";

/** A place of a pool: the database connection that is in it now, which may be replaced by another, and what is known of both. */
export class PoolEntry {
  /** undefined when none is open. */
  connection: DriverConnection | undefined = undefined;
  /** For the log: the how manyth connection of its pool this is. */
  number = 0;
  /** When it was opened (performance.now()). */
  openedAt = 0;
  /** The pool's generation at that time: a pool whose connections were lost, or that was disposed of, drops older ones. */
  generation = 0;
  /** It is replaced before its next use. */
  softInvalidated = false;
  /** It was opened for whoever takes it now. */
  fresh = false;
  /** Where it was taken, when the pool notes that. */
  takenAt: Error | undefined = undefined;
  /** While it is in the pool; whoever takes the connection has it then. */
  guard: Guard | undefined = undefined;
  #info: Map<string, unknown> | undefined = undefined;
  #recordInfo: Map<string, unknown> | undefined = undefined;

  /** Room for users' own data; lives as long as the database connection. */
  get info(): Map<string, unknown> {
    return (this.#info ??= new Map());
  }
  /** The same, for as long as the place: it outlives a connection that is replaced. */
  get recordInfo(): Map<string, unknown> {
    return (this.#recordInfo ??= new Map());
  }
  /** What dialects use: `query(sql, params)` works with every driver, also where the driver's own object is in another thread. */
  get dbapiConnection(): DriverConnection | undefined {
    return this.connection;
  }
  /** The connection object of the driver's own package. */
  get driverConnection(): unknown {
    return this.connection?.raw;
  }
  /** What a holder gets of the connection: where several share it, each has a view of its own. */
  view(): DriverConnection {
    const connection = this.connection as DriverConnection;
    return connection.share?.() ?? connection;
  }
  opened(connection: DriverConnection, generation: number, number: number): void {
    this.connection = connection;
    this.generation = generation;
    this.number = number;
    this.openedAt = performance.now();
    this.softInvalidated = false;
    this.fresh = true;
  }
  closed(): void {
    this.connection = undefined;
    this.#info = undefined;
  }
}
