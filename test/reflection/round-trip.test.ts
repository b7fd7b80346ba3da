import { MetaData } from "athanor";
import { expect, test } from "vitest";
import { describeAsync } from "../support/databases.ts";
import { everything } from "./everything.ts";
import { allFacts } from "./facts.ts";

describeAsync("a schema with everything", (database) => {
  test("that was reflected and created again in an empty database reflects to the same", async () => {
    const first = await database.engine();
    await first.begin(async (connection) => {
      for (const statement of everything[database.dialect]) await connection.execDriverSql(statement);
    });
    const facts = await allFacts(first);
    const metadata = new MetaData();
    await metadata.reflect(first, { views: true });
    const second = await database.engine();
    await metadata.createAll(second);
    const again = await allFacts(second);
    for (const kind of Object.keys(facts)) expect.soft(again[kind], kind).toEqual(facts[kind]);
    await metadata.dropAll(second);
    expect((await allFacts(second))["tables"]).toEqual([]);
  });
});
