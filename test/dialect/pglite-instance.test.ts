import { PGlite } from "@electric-sql/pglite";
import { createAsyncEngine, date, integer, MetaData, insert, select } from "athanor";
import { expect, it } from "vitest";

it("an engine on a PGlite that is there already leaves it open, with its own conversions", async () => {
  const instance = new PGlite();
  const days = new MetaData().table("days", { id: integer().primaryKey(), day: date() });
  const engine = createAsyncEngine("postgresql+pglite://", { connectArgs: { instance } });
  await days.metadata.createAll(engine);
  await engine.begin((connection) => connection.execute(insert(days).values({ id: 1, day: "2026-01-02" })));
  const connection = await engine.connect();
  expect((await connection.execute(select(days.c.day))).scalars().all()).toEqual(["2026-01-02"]);
  await connection.execute(insert(days).values({ id: 2, day: "2026-01-03" }));
  await connection.close();
  await engine.dispose();
  expect(instance.closed).toBe(false);
  expect((await instance.query("SELECT day FROM days")).rows).toEqual([{ day: new Date("2026-01-02T00:00:00Z") }]);
  await instance.close();
});
