import { createAsyncEngine, createEngine, insert, makeUrl, MetaData, select, string, text } from "athanor";
import { expect, test } from "vitest";
import { mysqlUrl, noMysql, noPostgresql, postgresqlUrl, sqliteDriver } from "../support/databases.ts";
import { hostileNames } from "../support/hostile-names.ts";

const named = (url: string, drivername: string): string =>
  makeUrl(url).set({ drivername }).renderAsString({ hidePassword: false });
const drivers = [
  [sqliteDriver, `${sqliteDriver}://`, undefined],
  ["sqlite+worker", "sqlite+worker://", undefined],
  ["postgresql+pg", named(postgresqlUrl, "postgresql+pg"), noPostgresql],
  ["postgresql+postgres", named(postgresqlUrl, "postgresql+postgres"), noPostgresql],
  ["postgresql+pglite", "postgresql+pglite://", undefined],
  ["mysql+mysql2", named(mysqlUrl, "mysql+mysql2"), noMysql],
  ["mysql+mariadb", named(mysqlUrl, "mysql+mariadb"), noMysql],
] as const;

const metadata = new MetaData();
const table = metadata.table("result_names", Object.fromEntries(hostileNames.map((name) => [name, string(20)])), {
  prefixes: ["TEMPORARY"],
});
const row = Object.fromEntries(hostileNames.map((name, i) => [name, `value ${i}`]));
const expected = hostileNames.map((name, i) => [name, `value ${i}`]);
const own = (found: object | undefined): unknown =>
  Object.entries(Object.getOwnPropertyDescriptors(found ?? {})).map(([name, { value }]) => [name, value as unknown]);
const prototype = Object.getOwnPropertyNames(Object.prototype);

// mysql2 ended the connection at a column called __proto__.
test.each(drivers)("columns of any name come back on %s", async (drivername, url, unavailable) => {
  if (unavailable !== undefined) return;
  const engine = createAsyncEngine(url);
  await using connection = await engine.connect();
  const { dialect } = engine;
  await metadata.createAll(connection, { checkfirst: false });
  await connection.execute(insert(table).values(row));
  const all = select(table);
  const star = `SELECT * FROM ${dialect.quote(table.name)}`;
  const executions = {
    select: await connection.execute(all),
    "select, prepared": await connection.execute(all),
    "text without parameters": await connection.execute(text(star)),
    "text with one": await connection.execute(text(`${star} WHERE 1 = :one`), { one: 1 }),
    "driver's SQL": await connection.execDriverSql(star),
  };
  for (const [how, result] of Object.entries(executions)) {
    expect(result.keys(), how).toEqual(hostileNames);
    expect(own(result.mappings().one()), how).toEqual(expected);
  }
  const streamed = await connection.stream(all);
  expect(streamed.keys()).toEqual(hostileNames);
  expect(own(await streamed.mappings().one())).toEqual(expected);
  const returned = await connection.execute(insert(table).values(row).returning(table));
  expect(own(returned.mappings().one())).toEqual(expected);
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(prototype);
  await connection.close();
  await engine.dispose();
  if (drivername === "sqlite+worker") return;

  const sync = createEngine(url);
  using again = sync.connect();
  metadata.createAll(again, { checkfirst: false });
  again.execute(insert(table).values(row));
  expect(own(again.execute(all).mappings().one())).toEqual(expected);
  expect(own(again.execute(text(star)).mappings().one())).toEqual(expected);
  again.close();
  sync.dispose();
});
