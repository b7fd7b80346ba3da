import {
  createAsyncEngine,
  createEngine,
  func,
  IntegrityError,
  integer,
  InvalidRequestError,
  listen,
  MetaData,
  select,
  string,
} from "athanor";
import { AsyncSession, declarativeBase, Session } from "athanor/orm";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { noOwnMariadb, type OwnMariadb, startMariadb } from "../../support/own-mariadb.ts";
import { noOwnPostgresql, type OwnPostgresql, startPostgresql } from "../../support/own-postgresql.ts";

for (const reason of [noOwnPostgresql, noOwnMariadb])
  if (reason !== undefined) console.warn(`skipped: two-phase sessions: ${reason}`);
const unavailable = noOwnPostgresql ?? noOwnMariadb;

let postgresql: OwnPostgresql | undefined;
let mariadb: OwnMariadb | undefined;
beforeAll(async () => {
  if (unavailable !== undefined) return;
  postgresql = await startPostgresql(["max_prepared_transactions=10"]);
  mariadb = await startMariadb();
});
afterAll(async () => {
  await postgresql?.stop();
  await mariadb?.stop();
});

class Base extends declarativeBase({ metadata: new MetaData() }) {}
class Account extends Base.table("accounts", { id: integer().primaryKey(), owner: string(20).unique() }) {}
class LedgerBase extends declarativeBase({ metadata: new MetaData() }) {}
class Ledger extends LedgerBase.table("ledgers", {
  id: integer().primaryKey(),
  text: string(20),
}) {}

/** Accounts on PostgreSQL, ledgers on MariaDB. */
async function setUp() {
  const accounts = createAsyncEngine(postgresql?.url ?? "");
  const ledgers = createAsyncEngine(`mysql://root@127.0.0.1:${mariadb?.port ?? 0}/mysql`);
  onTestFinished(async () => {
    await Base.metadata.dropAll(accounts);
    await LedgerBase.metadata.dropAll(ledgers);
    await accounts.dispose();
    await ledgers.dispose();
  });
  await Base.metadata.createAll(accounts);
  await LedgerBase.metadata.createAll(ledgers);
  const binds = new Map<object, typeof accounts>([
    [Account, accounts],
    [Ledger, ledgers],
  ]);
  const counts = async () => {
    await using session = new AsyncSession(undefined, { binds });
    return [
      await session.scalar(select(func.count(Account.c.id))),
      await session.scalar(select(func.count(Ledger.c.id))),
    ];
  };
  const log: string[] = [];
  for (const [name, engine] of [
    ["accounts", accounts],
    ["ledgers", ledgers],
  ] as const) {
    for (const event of ["beginTwophase", "prepareTwophase", "commitTwophase", "rollbackTwophase"] as const)
      listen(engine, event, () => void log.push(`${name} ${event}`));
  }
  return { accounts, ledgers, session: () => new AsyncSession(undefined, { binds, twophase: true }), counts, log };
}

describe.skipIf(unavailable !== undefined)("sessions that commit in two phases", () => {
  it("commit all databases, or none", async () => {
    const { session: open, counts, log } = await setUp();
    await using session = open();
    session.addAll([new Account({ owner: "Ann" }), new Ledger({ text: "opened" })]);
    await session.commit();
    expect(await counts()).toEqual([1, 1]);
    expect(log.filter((line) => line.startsWith("accounts"))).toEqual([
      "accounts beginTwophase",
      "accounts prepareTwophase",
      "accounts commitTwophase",
    ]);
    // Both have promised before either commits.
    const phases = log.map((line) => line.split(" ")[1]);
    expect(phases.lastIndexOf("prepareTwophase")).toBeLessThan(phases.indexOf("commitTwophase"));
  });

  it("undo what one database took when another refuses", async () => {
    const { session: open, counts } = await setUp();
    await using first = open();
    first.add(new Account({ owner: "Ann" }));
    await first.commit();
    await using session = open();
    session.add(new Ledger({ text: "opened" }));
    await session.flush();
    session.add(new Account({ owner: "Ann" }));
    await expect(session.commit()).rejects.toThrow(IntegrityError);
    await session.rollback();
    expect(await counts()).toEqual([1, 0]);
  });

  it("can stop between the phases, after which only commit and rollback are possible", async () => {
    const { session: open, counts, log } = await setUp();
    await using session = open();
    const ledger = new Ledger({ text: "opened" });
    session.addAll([new Account({ owner: "Ann" }), ledger]);
    await session.prepare();
    expect(log.filter((line) => line.endsWith("prepareTwophase"))).toHaveLength(2);
    expect(await counts()).toEqual([0, 0]);
    await expect(session.execute(select(Account))).rejects.toThrow(/prepared/);
    await expect(session.prepare()).rejects.toThrow(/prepared already/);
    await session.commit();
    expect(await counts()).toEqual([1, 1]);
    // The next transaction is one like the first.
    ledger.text = "closed";
    await session.prepare();
    await session.rollback();
    expect(await session.scalar(select(Ledger.c.text))).toBe("opened");
    expect(log.filter((line) => line === "ledgers rollbackTwophase")).toHaveLength(1);
  });

  it("commit savepoints with the rest", async () => {
    const { session: open, counts } = await setUp();
    await using session = open();
    session.add(new Account({ owner: "Ann" }));
    const savepoint = await session.beginNested();
    session.add(new Account({ owner: "Bo" }));
    await session.flush();
    await savepoint.rollback();
    await session.beginNested();
    session.add(new Account({ owner: "Cy" }));
    await session.prepare();
    await session.commit();
    expect(await counts()).toEqual([2, 0]);
  });

  it("work synchronously", async () => {
    await setUp();
    const accounts = createEngine(postgresql?.url ?? "");
    const ledgers = createEngine(`mysql://root@127.0.0.1:${mariadb?.port ?? 0}/mysql`);
    onTestFinished(() => {
      accounts.dispose();
      ledgers.dispose();
    });
    const binds = new Map<object, typeof accounts>([
      [Account, accounts],
      [Ledger, ledgers],
    ]);
    using session = new Session(undefined, { binds, twophase: true });
    session.addAll([new Account({ owner: "Ann" }), new Ledger({ text: "opened" })]);
    session.prepare();
    session.commit();
    expect([session.query(Account).count(), session.query(Ledger).count()]).toEqual([1, 1]);
  });
});

it("prepare() is for sessions with twophase, and SQLite has no two phases", () => {
  const engine = createEngine("sqlite://");
  onTestFinished(() => engine.dispose());
  Base.metadata.createAll(engine);
  using plain = new Session(engine);
  expect(() => plain.prepare()).toThrow(InvalidRequestError);
  expect(() => plain.prepare()).toThrow(/twophase: true/);
  using session = new Session(engine, { twophase: true });
  session.add(new Account({ owner: "Ann" }));
  expect(() => session.commit()).toThrow(/two-phase/);
  session.rollback();
});
