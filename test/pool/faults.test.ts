// Every call of the driver fails once, in every way: nothing leaks, nothing is half done, and what was acknowledged is there.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type AsyncEngine,
  type AsyncConnection,
  createAsyncEngine,
  createEngine,
  DBAPIError,
  type Engine,
  type EngineOptions,
  insert,
  integer,
  listen,
  makeUrl,
  MetaData,
  PendingRollbackError,
  select,
  StatementError,
  StaticPool,
} from "athanor";
import { AsyncSession, declarativeBase, Session } from "athanor/orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mysqlUrl, noMysql, noPostgresql, postgresqlUrl, sqliteDriver } from "../support/databases.ts";
import { FAULTS, type Failures, FaultyDriver } from "./faulty-driver.ts";

const metadata = new MetaData();
const units = metadata.table("fault_units", {
  unit: integer().primaryKey(),
  half: integer().primaryKey(),
});
class Base extends declarativeBase() {}
class Unit extends Base.table("fault_units", {
  unit: integer().primaryKey(),
  half: integer().primaryKey(),
}) {}

/** Sync and async engines alike: every result may be awaited. */
type Either = AsyncEngine & { readonly isSync?: true };

/** What was done with the units: a unit is two rows, written in one transaction. */
class Ledger {
  readonly acknowledged: number[] = [];
  readonly #given: Map<number, "before commit" | "in commit"> = new Map();
  last = 0;
  errors: unknown[] = [];

  begin(): number {
    this.#given.set(++this.last, "before commit");
    return this.last;
  }
  commits(unit: number): void {
    this.#given.set(unit, "in commit");
  }
  done(unit: number): void {
    this.#given.delete(unit);
    this.acknowledged.push(unit);
  }
  /** What must not be there. */
  get undone(): number[] {
    return [...this.#given].filter(([, when]) => when === "before commit").map(([unit]) => unit);
  }
}

/** Runs one piece of a program; its errors are what the program would see. */
async function attempt(ledger: Ledger, piece: (unit: number) => Promise<void>): Promise<void> {
  const unit = ledger.begin();
  try {
    await piece(unit);
  } catch (error) {
    ledger.errors.push(error);
  }
}

const row = (unit: number, half: number): { unit: number; half: number } => ({ unit, half });

/** What programs do with connections. Each piece leaves nothing open, whatever fails. */
async function program(engine: Either, ledger: Ledger): Promise<void> {
  await attempt(ledger, async (unit) => {
    await using connection = await engine.connect();
    await connection.execute(insert(units).values(row(unit, 1)));
    await connection.execute(insert(units).values(row(unit, 2)));
    ledger.commits(unit);
    await connection.commit();
    ledger.done(unit);
  });
  await attempt(ledger, async (unit) => {
    await using connection = await engine.connect();
    await using transaction = await connection.begin();
    await connection.execute(insert(units), [row(unit, 1), row(unit, 2)]);
    await using savepoint = await connection.beginNested();
    await connection.execute(insert(units).values(row(unit, 3)));
    await savepoint.rollback();
    ledger.commits(unit);
    await transaction.commit();
    ledger.done(unit);
  });
  await attempt(ledger, async (unit) => {
    await engine.begin((connection: AsyncConnection) => {
      const work = connection.execute(insert(units), [row(unit, 1), row(unit, 2)]);
      if (!(work instanceof Promise)) {
        ledger.commits(unit);
        return undefined;
      }
      return work.then(() => ledger.commits(unit));
    });
    ledger.done(unit);
  });
  await attempt(ledger, async (unit) => {
    await using connection = await engine.connect();
    await connection.executionOptions({ isolationLevel: "SERIALIZABLE" });
    await connection.execute(insert(units).values(row(unit, 1)));
    await connection.rollback();
  });
  await attempt(ledger, async (unit) => {
    await using session =
      engine.isSync === true ? (new Session(engine as never) as never as AsyncSession) : new AsyncSession(engine);
    session.addAll([new Unit(row(unit, 1)), new Unit(row(unit, 2))]);
    await session.flush();
    ledger.commits(unit);
    await session.commit();
    ledger.done(unit);
    await session.get(Unit, row(unit, 1), { populateExisting: true });
  });
  await attempt(ledger, async () => {
    await using connection = await engine.connect();
    const statement = select(units.c.unit, units.c.half).orderBy(units.c.unit, units.c.half);
    if (engine.isSync === true) {
      const result = await connection.execute(statement, undefined, { streamResults: true, yieldPer: 1 });
      result.fetchmany(2);
      result.close();
    } else {
      const result = await connection.stream(statement, undefined, { yieldPer: 1 });
      await result.fetchmany(2);
      await result.close();
    }
  });
  await attempt(ledger, async (unit) => {
    await using connection = await engine.connect();
    if (!(engine.pool instanceof StaticPool)) await connection.detach();
    await connection.execute(insert(units).values(row(unit, 1)));
  });
  await attempt(ledger, async () => {
    await using raw = await engine.rawConnection();
    await raw.invalidate(undefined, { soft: true });
    try {
      await raw.dbapiConnection.query("SELECT 1", []);
    } catch {
      // What is done with the driver's connection fails with the driver's errors.
    }
  });
  await attempt(ledger, async (unit) => {
    // Goes on after a loss, as a program may.
    await using connection = await engine.connect();
    for (let tries = 0; tries < 2; tries++) {
      try {
        await connection.execute(insert(units), [row(unit, 1), row(unit, 2)]);
        ledger.commits(unit);
        await connection.commit();
        ledger.done(unit);
        return;
      } catch (error) {
        ledger.errors.push(error);
        if (ledger.undone.includes(unit)) await connection.rollback();
        else throw error;
      }
    }
  });
}

/** An error of a block, and that of closing what the block used. */
function each(error: unknown): unknown[] {
  const { error: later, suppressed } = error as { error?: unknown; suppressed?: unknown };
  return suppressed === undefined ? [error] : [...each(suppressed), ...each(later)];
}

interface Setting {
  readonly name: string;
  readonly faulty: FaultyDriver;
  engine(options: EngineOptions): Either;
  /** Reads and empties the table by another connection. */
  rows(): Promise<[unit: number, half: number][]>;
  /** Which calls fail: each, or every so manyth, another one with each fault. */
  readonly step: number;
  readonly kinds: readonly NonNullable<EngineOptions["poolclass"]>[];
}

async function check(setting: Setting, options: EngineOptions): Promise<void> {
  const { faulty } = setting;
  const problems: string[] = [];
  const { step } = setting;
  for (const [i, fault] of FAULTS.entries()) {
    for (let n = 1 + (i % step); ; n += step) {
      const engine = setting.engine({ poolSize: 2, maxOverflow: 1, poolTimeout: 5, ...options });
      const ledger = new Ledger();
      faulty.arm(n, fault);
      await program(engine, ledger);
      const { calls } = faulty;
      const where = `${fault} at call ${n}, ${faulty.names[n - 1]?.replaceAll("\n", "") ?? "none"}`;
      const complain = (what: string): void => void problems.push(`${where}: ${what}`);
      faulty.arm(0);
      if (engine.pool.checkedout() !== 0) complain(`left out: ${engine.pool.status()}`);
      if (faulty.open.size !== engine.pool.checkedin())
        complain(`${faulty.open.size} connections are open, the pool has ${engine.pool.checkedin()}`);
      const rows = await setting.rows();
      for (const unit of new Set([...rows.map(([given]) => given), ...ledger.acknowledged])) {
        const halves = rows.filter(([given]) => given === unit).map(([, half]) => half);
        if (String(halves) !== "1,2") complain(`unit ${unit} has ${halves.join(" and ") || "no"} halves`);
        if (ledger.undone.includes(unit)) complain(`unit ${unit} was never committed, and is there`);
      }
      for (const error of ledger.errors.flatMap(each)) {
        const isOurs = error instanceof StatementError || error instanceof PendingRollbackError;
        if (!isOurs) complain(`the program got ${String(error)}`);
        if (error instanceof DBAPIError && fault !== "error" && !error.connectionInvalidated)
          complain("the error does not say that the connection was lost");
      }
      // The pool is whole: everything works again, and nothing more is open afterwards.
      const again = new Ledger();
      again.last = 1000;
      await program(engine, again);
      if (again.errors.length > (fault === "lost unnoticed" ? 1 : 0))
        complain(`later: ${again.errors.map(String).join("; ")}`);
      await engine.dispose();
      if (faulty.open.size > 0) complain(`${faulty.open.size} connections are open in the end`);
      for (const connection of faulty.open) await connection.close();
      faulty.open.clear();
      await setting.rows();
      if (n > calls) {
        expect(n).toBeGreaterThan(20);
        break;
      }
    }
  }
  expect(problems).toEqual([]);
}

const sqliteFailures: Failures = {
  refused: () => Object.assign(new Error("disk I/O error"), { code: "SQLITE_IOERR" }),
  lost: () => new TypeError("The database connection is not open"),
};

const folder = mkdtempSync(join(tmpdir(), "athanor-faults-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Nobody pulls the plug here. */
function hurry(raw: unknown): void {
  (raw as { exec(sql: string): void }).exec("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY");
}

function sqliteSetting(isSync: boolean): Setting {
  const faulty = new FaultyDriver(sqliteFailures);
  const path = join(folder, `${isSync ? "sync" : "async"}.db`);
  const plain = createEngine(`${sqliteDriver}:///${path}`);
  listen(plain, "connect", hurry);
  metadata.createAll(plain);
  const name = `faulty-${isSync ? "sync" : "async"}`;
  faulty.register("sqlite", name, () => plain.driver, !isSync);
  return {
    name: isSync ? "a sync engine" : "an async engine",
    faulty,
    engine(options) {
      const url = `sqlite+${name}:///${path}`;
      const engine = isSync ? createEngine(url, options) : createAsyncEngine(url, options);
      listen(engine as Engine, "connect", hurry);
      return Object.assign(engine, { isSync }) as unknown as Either;
    },
    rows: async () =>
      plain.begin((connection) => {
        const rows = connection.execDriverSql(SELECT_ALL).all() as unknown as [number, number][];
        connection.execDriverSql(DELETE_ALL);
        return rows.map(([unit, half]): [number, number] => [unit, half]);
      }),
    step: 1,
    // Only a synchronous driver can be shared.
    kinds: isSync ? ["queue", "static", "assertion"] : ["queue", "null"],
  };
}

const SELECT_ALL = "SELECT unit, half FROM fault_units ORDER BY unit, half";
const DELETE_ALL = "DELETE FROM fault_units";

/** A server's driver, on a database of its own. */
function serverSetting(dialect: "postgresql" | "mysql", url: string, failures: Failures): Setting {
  const faulty = new FaultyDriver(failures);
  const database = `athanor_faults_${process.pid}`;
  const admin = createAsyncEngine(url, { isolationLevel: "AUTOCOMMIT", poolclass: "null" });
  const plain = createAsyncEngine(makeUrl(url).set({ database }));
  beforeAll(async () => {
    await using connection = await admin.connect();
    await connection.execDriverSql(`CREATE DATABASE ${database}`);
    await metadata.createAll(plain);
  });
  afterAll(async () => {
    await plain.dispose();
    await using connection = await admin.connect();
    await connection.execDriverSql(`DROP DATABASE ${database}${dialect === "mysql" ? "" : " WITH (FORCE)"}`);
  });
  faulty.register(dialect, "faulty", () => plain.driver);
  return {
    name: plain.driver.name,
    faulty,
    engine: (options) =>
      createAsyncEngine(makeUrl(url).set({ database, drivername: `${dialect}+faulty` }), options) as Either,
    rows: () =>
      plain.begin(async (connection) => {
        const rows = (await connection.execDriverSql(SELECT_ALL)).all() as unknown as [number, number][];
        await connection.execDriverSql(DELETE_ALL);
        return rows.map(([unit, half]): [number, number] => [unit, half]);
      }),
    step: 3,
    kinds: ["queue"],
  };
}

describe.each([sqliteSetting(true), sqliteSetting(false)])("faults of a driver under $name", (setting) => {
  test.each(setting.kinds)("pool %s", { timeout: 120_000 }, async (poolclass) => {
    await check(setting, { poolclass });
  });
  test("with pings, an isolation level and connections that are replaced at once", { timeout: 120_000 }, async () => {
    const executionOptions = { isolationLevel: "READ UNCOMMITTED" };
    await check(setting, { poolPrePing: true, poolRecycle: 0, executionOptions });
  });
});

describe.skipIf(noPostgresql !== undefined)("faults of pg", () => {
  const setting = serverSetting("postgresql", postgresqlUrl, {
    refused: () => Object.assign(new Error("disk full"), { code: "53100", severity: "ERROR", length: 10 }),
    lost: () => Object.assign(new Error("Connection terminated unexpectedly"), { code: "ECONNRESET" }),
  });
  test("pool queue, with pings", { timeout: 180_000 }, () => check(setting, { poolPrePing: true }));
});
describe.skipIf(noMysql !== undefined)("faults of mysql2", () => {
  const setting = serverSetting("mysql", mysqlUrl, {
    refused: () => Object.assign(new Error("disk full"), { code: "ER_DISK_FULL", errno: 1021, sqlState: "HY000" }),
    lost: () => Object.assign(new Error("Connection lost"), { code: "PROTOCOL_CONNECTION_LOST", fatal: true }),
  });
  test("pool queue, with pings", { timeout: 180_000 }, () => check(setting, { poolPrePing: true }));
});
