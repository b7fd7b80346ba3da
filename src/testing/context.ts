import type { Dialect } from "../dialect/dialect.ts";
import type { CursorResult } from "../engine/cursor-result.ts";
import type { EngineOptions } from "../engine/engine-options.ts";
import type { Executable, ExecuteParams, RowsOf } from "../engine/executable.ts";
import type { ExecutionOptions } from "../engine/execution-options.ts";
import { Inspector } from "../reflection/inspector.ts";
import { MetaData } from "../schema/metadata.ts";
import type { Table, TableColumns } from "../schema/table.ts";
import type { TableOptions } from "../schema/table-options.ts";
import {
  type CheckConnection,
  type CheckEngine,
  type CheckSession,
  type CheckStream,
  openSession,
  openStream,
} from "./connection.ts";
import type { Fixture } from "./fixture.ts";

/** What all checks of a run share. */
export interface CheckRun {
  readonly engine: CheckEngine;
  /** The engine is synchronous. */
  readonly sync: boolean;
  /** What names of tables begin with, so that nothing else in the database is touched. */
  readonly prefix: string;
  /** Another engine for the same URL; the context that asks for it disposes of it. */
  readonly open: (options: EngineOptions) => CheckEngine;
  /** What a fixture has made, in this run. */
  readonly fixtures: Map<Fixture<unknown>, unknown>;
  /** Where tables of fixtures are declared. */
  readonly shared: MetaData;
}

/**
 * What a check works with: one connection, which is rolled back at its end, and tables that are dropped then. It reads the same for
 * synchronous and asynchronous engines: everything is awaited.
 */
export class CheckContext {
  readonly run: CheckRun;
  /** The tables of this check. */
  readonly metadata: MetaData;
  #connection: CheckConnection | undefined;
  readonly #endings: (() => unknown)[] = [];

  constructor(run: CheckRun, metadata: MetaData = new MetaData(), connection?: CheckConnection) {
    this.run = run;
    this.metadata = metadata;
    this.#connection = connection;
  }

  get engine(): CheckEngine {
    return this.run.engine;
  }
  get dialect(): Dialect {
    return this.run.engine.dialect;
  }
  /** A name that nobody else uses in this database. */
  name(base: string): string {
    return `${this.run.prefix}_${base}`;
  }

  /** The check's connection, opened when it is first asked for, and anew when it was closed. */
  async connection(): Promise<CheckConnection> {
    if (this.#connection?.closed === true) this.#connection = undefined;
    return (this.#connection ??= await this.engine.connect());
  }
  /** One more connection; for checks that require `separateConnections`. */
  async another(): Promise<CheckConnection> {
    const connection = await this.engine.connect();
    this.atEnd(() => connection.close());
    return connection;
  }
  /** Another engine with options of its own. The check's connection is closed first, since the database may have no more than one. */
  async anotherEngine(options: EngineOptions): Promise<CheckEngine> {
    await this.#leave();
    const engine = this.run.open(options);
    this.atEnd(() => engine.dispose());
    return engine;
  }
  /** A session on the check's connection. */
  async session(): Promise<CheckSession> {
    const session = openSession(await this.connection());
    this.atEnd(() => session.close());
    return session;
  }
  /** An inspector of the check's connection, which has not looked yet. */
  async inspector(): Promise<Inspector<"async">> {
    // Of a synchronous connection it gives the values themselves, which are awaited all the same.
    return new Inspector<"async">(await this.connection());
  }

  async execute<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: ExecutionOptions,
  ): Promise<CursorResult<RowsOf<S>>> {
    return await (await this.connection()).execute(statement, params, options);
  }
  /** All rows, as plain arrays. */
  async rows(statement: Executable, params?: ExecuteParams, options?: ExecutionOptions): Promise<unknown[][]> {
    const result: CursorResult<readonly unknown[]> = await this.execute(statement, params, options);
    return result.all().map((row) => Array.from(row));
  }
  /** The first column of all rows. */
  async column(statement: Executable, params?: ExecuteParams): Promise<unknown[]> {
    return (await this.rows(statement, params)).map((row) => row[0]);
  }
  /** The first column of the first row. */
  async scalar(statement: Executable, params?: ExecuteParams): Promise<unknown> {
    return await (await this.connection()).scalar(statement, params);
  }
  async stream<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options: ExecutionOptions = {},
  ): Promise<CheckStream<RowsOf<S>>> {
    return await openStream(await this.connection(), statement, params, options);
  }
  async commit(): Promise<void> {
    await this.#connection?.commit();
  }
  async rollback(): Promise<void> {
    await this.#connection?.rollback();
  }

  /** Declares a table under a name of its own and creates it, committed. */
  async table<S extends object>(
    base: string,
    shape: S,
    options?: TableOptions<TableColumns<NoInfer<S>>>,
  ): Promise<Table<S>> {
    const table = this.metadata.table(this.name(base), shape, options);
    await this.create();
    return table;
  }
  /** Creates what was declared in `metadata` and is not there, committed. */
  async create(): Promise<void> {
    await this.metadata.createAll(await this.connection());
    await this.commit();
  }
  /** What the fixture makes, once a run. To be asked for before the check begins a transaction. */
  async use<T>(wanted: Fixture<T>): Promise<T> {
    const { fixtures, shared } = this.run;
    if (!fixtures.has(wanted)) {
      fixtures.set(wanted, await wanted.make(new CheckContext(this.run, shared, await this.connection())));
      await this.commit();
    }
    return fixtures.get(wanted) as T;
  }

  /** Done when the check has ended, however it did, after its transaction was rolled back; what came last is done first. */
  atEnd(action: () => unknown): void {
    this.#endings.push(action);
  }
  /** Undoes and closes all of it, whatever of it fails; the first failure is thrown. */
  async end(): Promise<void> {
    const failures: unknown[] = [];
    const attempt = async (action: () => unknown): Promise<void> => {
      try {
        await action();
      } catch (error) {
        failures.push(error);
      }
    };
    // A check may have closed it.
    if (this.#connection?.closed === true) this.#connection = undefined;
    await attempt(() => this.rollback());
    for (const action of this.#endings.reverse()) await attempt(action);
    if (this.metadata.tables.size > 0 || this.metadata.sequences.size > 0)
      await attempt(async () => {
        await this.metadata.dropAll(await this.connection());
        await this.commit();
      });
    await attempt(() => this.#leave());
    if (failures.length > 0) throw failures[0];
  }
  async #leave(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.close();
  }
}
