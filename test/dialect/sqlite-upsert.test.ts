import { createEngine, integer, MetaData, select, string } from "athanor";
import { insert as postgresqlInsert } from "athanor/postgresql";
import { insert } from "athanor/sqlite";
import { expect, test } from "vitest";
import { sqliteDriver } from "../support/databases.ts";
import { sqlOf } from "../sql/support.ts";

const metadata = new MetaData();
const users = metadata.table("users", {
  id: integer().primaryKey(),
  name: string(20).unique(),
  email: string(20).unique(),
});

test("several ON CONFLICT clauses, in the order given; the first that fits counts", () => {
  const stmt = insert(users).values({ id: 1, name: "new", email: "e" });
  const both = stmt
    .onConflictDoUpdate({ indexElements: ["id"], set: { name: stmt.excluded.name } })
    .onConflictDoNothing({ indexElements: ["email"] })
    .onConflictDoUpdate({ indexElements: ["name"], set: { email: "was taken" }, where: users.c.id.gt(1) });
  expect(sqlOf(both, "sqlite")).toBe(
    "INSERT INTO users (id, name, email) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name ON CONFLICT (email) DO NOTHING ON CONFLICT (name) DO UPDATE SET email = ? WHERE users.id > ?",
  );
  const engine = createEngine(`${sqliteDriver}://`);
  metadata.createAll(engine);
  using connection = engine.connect();
  const add = (id: number, name: string, email: string): void => {
    const row = insert(users).values({ id, name, email });
    connection.execute(
      row
        .onConflictDoUpdate({ indexElements: ["id"], set: { name: row.excluded.name } })
        .onConflictDoNothing({ indexElements: ["email"] })
        .onConflictDoUpdate({ indexElements: ["name"], set: { email: "was taken" } }),
    );
  };
  add(1, "a", "a@x");
  add(1, "b", "other@x");
  add(2, "c", "a@x");
  add(3, "b", "d@x");
  expect(
    connection
      .execute(select(users))
      .all()
      .map((row) => [...row]),
  ).toEqual([[1, "b", "was taken"]]);
  engine.dispose();
});

test("PostgreSQL takes one", () => {
  const one = postgresqlInsert(users).values({ id: 1, name: "a", email: "b" }).onConflictDoNothing();
  expect(() => one.onConflictDoNothing({ indexElements: ["id"] })).toThrow(/says already what happens on a conflict/);
});
