// Reads of one AsyncSession that wait for one another are sent together where the driver can.
import { randomUUID } from "node:crypto";
import {
  type AsyncEngine,
  createAsyncEngine,
  func,
  integer,
  listen,
  makeUrl,
  MetaData,
  PendingRollbackError,
  select,
  string,
  update,
} from "athanor";
import { AsyncSession, declarativeBase, manyToOne, oneToMany, selectinload } from "athanor/orm";
import { describe, expect, onTestFinished, test } from "vitest";
import { type AsyncDatabase, describeAsync, noPostgresql, postgresqlUrl } from "../../support/databases.ts";
import { startHoldingProxy } from "../../support/holding-proxy.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}

class Owner extends Base.table("owners", {
  id: integer().primaryKey(),
  name: string(50),
  get pets() {
    return oneToMany(() => Pet, { backPopulates: "owner", orderBy: (pet) => pet.c.id });
  },
}) {}

class Pet extends Base.table("pets", {
  id: integer().primaryKey(),
  name: string(50),
  ownerId: integer().references("owners.id"),
  get owner() {
    return manyToOne(() => Owner, { backPopulates: "pets" });
  },
}) {}

/** Three owners with two pets each. */
async function fill(engine: AsyncEngine): Promise<void> {
  await Base.metadata.createAll(engine);
  await using session = new AsyncSession(engine);
  for (let id = 1; id <= 3; id++) {
    const pets = [1, 2].map((n) => new Pet({ id: id * 10 + n, name: `p${id}${n}` }));
    session.add(new Owner({ id, name: `o${id}`, pets }));
  }
  await session.commit();
}

/** An engine of one connection on a schema of its own, behind a proxy that can hold answers back. */
async function behindProxy(driver: string) {
  const schema = `athanor_test_${randomUUID().replaceAll("-", "").slice(0, 16)}`;
  const admin = createAsyncEngine(postgresqlUrl);
  await admin.begin((connection) => connection.execDriverSql(`CREATE SCHEMA ${schema}`));
  const proxy = await startHoldingProxy(makeUrl(postgresqlUrl).port ?? 5432);
  const engine = createAsyncEngine(
    makeUrl(postgresqlUrl).set({ drivername: `postgresql+${driver}`, host: "127.0.0.1", port: proxy.port }),
    { connectArgs: { options: `-c search_path=${schema}` }, poolSize: 1, maxOverflow: 0 },
  );
  onTestFinished(async () => {
    await engine.dispose();
    proxy.close();
    await admin.begin((connection) => connection.execDriverSql(`DROP SCHEMA ${schema} CASCADE`));
    await admin.dispose();
  });
  await fill(engine);
  return { engine, proxy, admin };
}

/** What settled promises came to, with the words of the database. */
async function outcomes(promises: readonly Promise<unknown>[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(promises);
  return settled.map((each) => {
    if (each.status === "fulfilled") return each.value instanceof Owner ? each.value.name : each.value;
    const { name, message, cause } = each.reason as Error;
    return { name, says: cause instanceof Error ? cause.message : message };
  });
}

/** PostgreSQL takes no root of it. */
const failing = () => select(func.sqrt!(-1).label("root"));
const rootError = { name: "DataError", says: "cannot take square root of a negative number" };
const aborted = {
  says: "current transaction is aborted, commands ignored until end of transaction block",
};

/** The same numbers for a seed, from 0 to below the limit. */
function numbers(seed: number): (limit: number) => number {
  let state = seed * 2654435761;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Asks for something: mostly for reads, now and then for what must wait for them, or fails. */
function someOperation(session: AsyncSession, random: (limit: number) => number, fresh: number): Promise<unknown> {
  const pick = random(24);
  if (pick < 6) return session.get(Owner, 1 + random(4)).then((owner) => owner?.name);
  if (pick < 9) return session.scalar(select(func.count(Owner.c.id)));
  if (pick < 12) return session.scalar(select(Owner.c.name).where(Owner.c.id.eq(1 + random(3))));
  const named = select(Owner).orderBy(Owner.c.id).limit(2);
  if (pick < 15) return session.scalars(named).then((found) => found.all().map((owner) => owner.name));
  const eager = named.options(selectinload(Owner.c.pets));
  if (pick < 17) return session.scalars(eager).then((found) => found.all().map((owner) => owner.pets.length));
  if (pick === 17) return session.execute(failing()).then(() => "no error");
  if (pick === 18) return session.get(Owner, "x" as unknown as number);
  if (pick === 19) return session.commit();
  if (pick === 20) return session.rollback();
  if (pick === 21) return session.beginNested().then((savepoint) => savepoint.nested);
  if (pick === 22) session.add(new Owner({ id: fresh, name: `o${fresh}` }));
  return session
    .execute(
      update(Owner)
        .values({ name: `u${fresh}` })
        .where(Owner.c.id.eq(2)),
    )
    .then(() => "updated");
}

if (noPostgresql !== undefined) console.warn(`skipped: reads together on PostgreSQL: ${noPostgresql}`);
describe.skipIf(noPostgresql !== undefined).each(["pg", "postgres"])("reads together on postgresql+%s", (driver) => {
  const read = (session: AsyncSession) => [
    session.get(Owner, 1),
    session.get(Owner, 2),
    session.scalar(select(func.count(Pet.c.id))),
    session.scalar(select(Pet.c.name).where(Pet.c.id.eq(31))),
  ];

  test("are on the wire before the first is answered, and answered in their order", async () => {
    const { engine, proxy } = await behindProxy(driver);
    await using session = new AsyncSession(engine);
    // The package postgres sends ahead what it has prepared, which it does at the second time.
    for (let i = 0; i < 2; i++) {
      for (const each of [Owner, Pet]) for (const key of [3, 31]) await session.get(each, key);
      await session.scalar(select(func.count(Pet.c.id)));
      await session.scalar(select(Pet.c.name).where(Pet.c.id.eq(31)));
      session.expungeAll();
    }
    // No answer comes before all four have arrived.
    proxy.hold(4);
    const order: number[] = [];
    const promises = read(session);
    promises.forEach((promise, index) => void promise.then(() => order.push(index)));
    expect(await outcomes(promises)).toEqual(["o1", "o2", 6, "p31"]);
    expect(order).toEqual([0, 1, 2, 3]);
    expect(proxy.arrived.map((sql) => /FROM \w+/.exec(sql)?.[0])).toEqual([
      "FROM owners",
      "FROM owners",
      "FROM pets",
      "FROM pets",
    ]);
  });

  test("each have their own error, and leave the session as they do one after another", async () => {
    const rounds: unknown[] = [];
    for (const watched of [false, true]) {
      const { engine } = await behindProxy(driver);
      if (watched) listen(engine, "beforeCursorExecute", () => undefined);
      await using session = new AsyncSession(engine);
      const kept = (await session.get(Owner, 3))!;
      const results = await outcomes([
        session.get(Owner, 1),
        session.execute(failing()),
        session.get(Owner, 2),
        session.scalar(select(func.count(Pet.c.id))),
      ]);
      kept.name = "lost";
      const flushed = await outcomes([session.flush(), session.get(Owner, 2)]);
      await session.rollback();
      await session.refresh(kept);
      const after = [kept.name, ...(await outcomes([session.get(Owner, 1), session.commit()]))];
      rounds.push({ results, flushed, after });
    }
    const [together, apart] = rounds as [{ results: unknown[]; after: unknown[] }, unknown];
    expect(together.results).toMatchObject(["o1", rootError, aborted, aborted]);
    expect(together.after).toEqual(["o3", "o1", undefined]);
    expect(together).toEqual(apart);
  });

  test("that fail end the transaction for the commit, too", async () => {
    const { engine } = await behindProxy(driver);
    await using session = new AsyncSession(engine);
    session.add(new Owner({ id: 4, name: "o4" }));
    await session.flush();
    const failed = expect(session.execute(failing())).rejects.toMatchObject({ name: "DataError" });
    // Sent, and refused, behind it.
    const behind = expect(session.get(Owner, 1)).rejects.toThrow(/aborted/);
    const commit = expect(session.commit()).rejects.toThrow(PendingRollbackError);
    await Promise.all([failed, behind, commit]);
    await session.rollback();
    expect(await session.get(Owner, 4)).toBeNull();
  });

  test("that load eagerly are done before others that might fail are sent", async () => {
    const { engine } = await behindProxy(driver);
    await using session = new AsyncSession(engine);
    const owners = session.scalars(select(Owner).options(selectinload(Owner.c.pets)).orderBy(Owner.c.id));
    const failed = expect(session.execute(failing())).rejects.toMatchObject({ name: "DataError" });
    expect((await owners).all().map((owner) => owner.pets.map((pet) => pet.name))).toEqual([
      ["p11", "p12"],
      ["p21", "p22"],
      ["p31", "p32"],
    ]);
    await failed;
  });

  test("of a savepoint fail with it alone", async () => {
    const { engine } = await behindProxy(driver);
    await using session = new AsyncSession(engine);
    session.add(new Owner({ id: 4, name: "o4" }));
    const inner = session.beginNested(async () => {
      await Promise.all([session.get(Owner, 1), session.execute(failing()), session.get(Owner, 2)]);
    });
    await expect(inner).rejects.toMatchObject({ name: "DataError" });
    await session.commit();
    expect((await session.scalars(select(Owner.c.name).orderBy(Owner.c.id))).all()).toEqual(["o1", "o2", "o3", "o4"]);
  });

  test("wait for a flush between them, and for writes", async () => {
    const { engine, proxy } = await behindProxy(driver);
    await using session = new AsyncSession(engine);
    proxy.hold(0);
    const first = session.get(Owner, 1);
    session.add(new Owner({ id: 4, name: "o4" }));
    const results = await outcomes([
      first,
      session.scalar(select(func.count(Owner.c.id))),
      session.execute(update(Owner).values({ name: "new" }).where(Owner.c.id.eq(2))).then(() => "updated"),
      session.get(Owner, 2),
      session.flush(),
    ]);
    expect(results).toEqual(["o1", 4, "updated", "new", undefined]);
    expect(proxy.arrived.map((sql) => sql.split(" ")[0])).toEqual(["SELECT", "INSERT", "SELECT", "UPDATE", "SELECT"]);
  });

  test("do not undo what the program changes while they are under way", async () => {
    const { engine } = await behindProxy(driver);
    await using session = new AsyncSession(engine);
    const changed = session.get(Owner, 1).then((owner) => (owner!.name = "changed"));
    const all = session.scalars(select(Owner).orderBy(Owner.c.id));
    await changed;
    expect((await all).all().map((owner) => owner.name)).toEqual(["changed", "o2", "o3"]);
    await session.commit();
    await using other = new AsyncSession(engine);
    expect((await other.get(Owner, 1))!.name).toBe("changed");
  });

  test("of one key send one statement", async () => {
    const { engine, proxy } = await behindProxy(driver);
    await using session = new AsyncSession(engine);
    proxy.hold(0);
    const [a, b, c] = await Promise.all([session.get(Owner, 1), session.get(Owner, 2), session.get(Owner, 1)]);
    expect(c).toBe(a);
    expect(b!.name).toBe("o2");
    expect(proxy.arrived).toHaveLength(2);
  });

  test("may be many, may be refused, and may need no statement", async () => {
    const { engine } = await behindProxy(driver);
    await using session = new AsyncSession(engine);
    const one = await session.get(Owner, 1);
    const gets = Array.from({ length: 300 }, (_, key) => session.get(Owner, key));
    const wrong = expect(session.get(Owner, {} as number)).rejects.toMatchObject({ code: "primary-key" });
    const last = session.get(Pet, 11);
    const found = await Promise.all(gets);
    expect(found.map((owner) => owner?.name)).toEqual(
      Array.from({ length: 300 }, (_, key) => (key >= 1 && key <= 3 ? `o${key}` : undefined)),
    );
    expect(found[1]).toBe(one);
    await wrong;
    expect((await last)!.name).toBe("p11");
  });

  test("are not sent behind a statement that may be stopped, and it is stopped alone", async () => {
    const { engine, proxy } = await behindProxy(driver);
    await using session = new AsyncSession(engine);
    const slow = select(func.pg_sleep!(30).label("slept"));
    const stop = new AbortController();
    proxy.hold(0);
    const promises = [
      session.get(Owner, 1),
      session.execute(slow, undefined, { signal: stop.signal }),
      session.get(Owner, 2),
    ];
    await promises[0];
    setTimeout(() => stop.abort(), 20);
    const results = await outcomes(promises);
    expect(results).toMatchObject(["o1", { name: "StatementAbortedError" }, aborted]);
    await session.rollback();
    expect((await session.get(Owner, 2))!.name).toBe("o2");
  });

  test("among other operations, in any order, come to what they come to one after another", async () => {
    const { engine: together } = await behindProxy(driver);
    const { engine: apart } = await behindProxy(driver);
    listen(apart, "beforeCursorExecute", () => undefined);
    let failures = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const results: unknown[][] = [];
      for (const engine of [together, apart]) {
        const random = numbers(seed);
        await using session = new AsyncSession(engine);
        const promises: Promise<unknown>[] = [];
        for (let n = 0; n < 12; n++) promises.push(someOperation(session, random, seed * 100 + n));
        const found = await outcomes(promises);
        await session.rollback();
        results.push([...found, ...(await outcomes([session.scalar(select(func.count(Owner.c.id)))]))]);
      }
      expect(results[0], `seed ${seed}`).toEqual(results[1]);
      failures += results[0]!.filter((each) => (each as { says?: string } | null)?.says !== undefined).length;
    }
    expect(failures).toBeGreaterThan(50);
  });

  test("are all lost with the connection, and work on the next", async () => {
    const { engine, admin } = await behindProxy(driver);
    await using session = new AsyncSession(engine);
    const pid = await session.scalar(select(func.pg_backend_pid!().label("pid")));
    const promises = [
      session.scalar(select(func.pg_sleep!(30).label("slept"))),
      session.get(Owner, 1),
      session.scalar(select(func.count(Pet.c.id))),
    ];
    const ended = admin.begin((connection) => connection.execDriverSql("SELECT pg_terminate_backend($1)", [pid]));
    const results = (await outcomes(promises)) as { name: string }[];
    await ended;
    expect(results.map(({ name }) => name)).toEqual([
      "OperationalError",
      "PendingRollbackError",
      "PendingRollbackError",
    ]);
    await session.rollback();
    expect((await session.get(Owner, 1))!.name).toBe("o1");
  });

  test("leave the client as the package made it", async () => {
    const { engine } = await behindProxy(driver);
    for (const last of [select(func.count(Pet.c.id)), failing()]) {
      await using session = new AsyncSession(engine);
      await Promise.allSettled([...read(session), session.execute(last)]);
      await session.close();
      await using raw = await engine.rawConnection();
      expect((raw.driverConnection as { pipeline?: boolean }).pipeline).toBe(driver === "pg" ? false : undefined);
    }
  });
});

/** The same on every database, whether it can do so or not. */
describeAsync("reads that are asked for together", (database: AsyncDatabase) => {
  test("give what they give one after another", async () => {
    const engine = await database.engine();
    await fill(engine);
    await using session = new AsyncSession(engine);
    const promises = [
      session.get(Owner, 1),
      session.getOne(Owner, 9),
      session.scalars(select(Owner).options(selectinload(Owner.c.pets)).orderBy(Owner.c.id)),
      session.get(Pet, 11),
      session.scalar(select(func.count(Pet.c.id))),
      session.get(Owner, 2),
    ] as const;
    const results = await Promise.allSettled(promises);
    expect(results.map(({ status }) => status === "fulfilled")).toEqual([true, false, true, true, true, true]);
    const [one, none, all, pet, count, two] = await Promise.all(promises.map((promise) => promise.catch(String)));
    expect(none).toContain("NoResultFound");
    expect(one).toMatchObject({ name: "o1" });
    expect((all as { all(): Owner[] }).all().map((owner) => owner.pets.length)).toEqual([2, 2, 2]);
    expect(pet).toBe((one as Owner).pets[0]);
    expect(count).toBe(6);
    expect(two).toMatchObject({ name: "o2" });
  });
});
