import {
  type AsyncEngine,
  checkConstraint,
  createAsyncEngine,
  type Engine,
  foreignKeyConstraint,
  IntegrityError,
  index,
  integer,
  MetaData,
  primaryKeyConstraint,
  string,
  text,
  uniqueConstraint,
} from "athanor";
import { expect, onTestFinished, test } from "vitest";
import { describeAsync, describeSync } from "../support/databases.ts";

const metadata = new MetaData();
metadata.table("ce_parents", { id: integer().primaryKey() });
metadata.table(
  "ce_children",
  {
    id: integer(),
    region: integer(),
    name: string(20),
    code: string(20).nullable(),
    nick: string(20).nullable(),
    age: integer().nullable(),
    parentId: integer().named("parent_id").nullable(),
  },
  {
    constraints: (c) => [
      primaryKeyConstraint(c.id, c.region),
      uniqueConstraint(c.code, c.region, { name: "uq_code" }),
      index("ix_nick", c.nick, { unique: true }),
      checkConstraint(text("age >= 0"), { name: "ck_age" }),
      foreignKeyConstraint([c.parentId], ["ce_parents.id"], { name: "fk_parent" }),
    ],
  },
);

interface Case {
  readonly breaks: string;
  readonly sql: string;
  readonly kind: string;
  /** What names the constraint, on SQLite, PostgreSQL and MySQL. */
  readonly constraint: Readonly<Record<"sqlite" | "postgresql" | "mysql", string | undefined>>;
}
const named = (name: string): Case["constraint"] => ({ sqlite: name, postgresql: name, mysql: name });
const insert = (values: string): string =>
  `INSERT INTO ce_children (id, region, name, code, nick, age, parent_id) VALUES (${values})`;

const cases: readonly Case[] = [
  {
    breaks: "a primary key of two columns",
    sql: insert("1, 1, 'b', NULL, NULL, NULL, NULL"),
    kind: "unique",
    constraint: { sqlite: "ce_children.id, ce_children.region", postgresql: "ce_children_pkey", mysql: "PRIMARY" },
  },
  {
    breaks: "a unique constraint",
    sql: insert("2, 1, 'b', 'code', NULL, NULL, NULL"),
    kind: "unique",
    constraint: { sqlite: "ce_children.code, ce_children.region", postgresql: "uq_code", mysql: "uq_code" },
  },
  {
    breaks: "a unique index, by an update",
    sql: "UPDATE ce_children SET nick = 'nick' WHERE id = 9",
    kind: "unique",
    constraint: { sqlite: "ce_children.nick", postgresql: "ix_nick", mysql: "ix_nick" },
  },
  {
    breaks: "NOT NULL",
    sql: insert("3, 1, NULL, NULL, NULL, NULL, NULL"),
    kind: "notNull",
    constraint: { sqlite: "ce_children.name", postgresql: "ce_children.name", mysql: "name" },
  },
  {
    breaks: "NOT NULL, by leaving the column out",
    sql: "INSERT INTO ce_children (id, region) VALUES (3, 1)",
    kind: "notNull",
    constraint: { sqlite: "ce_children.name", postgresql: "ce_children.name", mysql: "name" },
  },
  {
    breaks: "a check constraint",
    sql: insert("4, 1, 'd', NULL, NULL, -1, NULL"),
    kind: "check",
    constraint: named("ck_age"),
  },
  {
    breaks: "a foreign key, by a child without a parent",
    sql: insert("5, 1, 'e', NULL, NULL, NULL, 99"),
    kind: "foreignKey",
    constraint: { sqlite: undefined, postgresql: "fk_parent", mysql: "fk_parent" },
  },
  {
    breaks: "a foreign key, by deleting the parent",
    sql: "DELETE FROM ce_parents WHERE id = 1",
    kind: "foreignKey",
    constraint: { sqlite: undefined, postgresql: "fk_parent", mysql: "fk_parent" },
  },
];
const exclusion: Case = {
  breaks: "an exclusion constraint",
  sql: "INSERT INTO ce_bookings VALUES (int4range(5, 15))",
  kind: "exclusion",
  constraint: named("ex_span"),
};

const rows = [
  "INSERT INTO ce_parents (id) VALUES (1)",
  insert("1, 1, 'a', 'code', 'nick', 1, 1"),
  insert("9, 1, 'z', 'other', 'z', NULL, NULL"),
];
const bookings = [
  "CREATE TABLE ce_bookings (span int4range, CONSTRAINT ex_span EXCLUDE USING gist (span WITH &&))",
  "INSERT INTO ce_bookings VALUES (int4range(1, 10))",
];

function check(error: unknown, { kind, constraint, sql }: Case, dialect: keyof Case["constraint"]): void {
  expect(error).toBeInstanceOf(IntegrityError);
  const { kind: actual, constraint: name, statement, isRetryable, connectionInvalidated } = error as IntegrityError;
  expect({ sql, kind: actual, constraint: name }).toEqual({ sql, kind, constraint: constraint[dialect] });
  expect([statement, isRetryable, connectionInvalidated]).toEqual([sql, false, false]);
}

function casesOf(dialect: keyof Case["constraint"]): readonly Case[] {
  return dialect === "postgresql" ? [...cases, exclusion] : cases;
}

describeSync("which constraint was broken", (database) => {
  test("is said by its kind and name", () => {
    const engine: Engine = database.engine();
    metadata.createAll(engine);
    engine.begin((connection) => {
      for (const sql of database.dialect === "postgresql" ? [...rows, ...bookings] : rows)
        connection.execDriverSql(sql);
    });
    for (const each of casesOf(database.dialect)) {
      let error: unknown;
      try {
        engine.begin((connection) => connection.execDriverSql(each.sql));
      } catch (thrown) {
        error = thrown;
      }
      check(error, each, database.dialect);
    }
  });
});

/** The other packages for the same database. */
const otherDrivers = { sqlite: "sqlite+worker", postgresql: undefined, mysql: "mysql+mariadb" };

describeAsync("which constraint was broken, async", (database) => {
  async function checkAll(engine: AsyncEngine): Promise<void> {
    await metadata.createAll(engine);
    await engine.begin(async (connection) => {
      for (const sql of database.dialect === "postgresql" ? [...rows, ...bookings] : rows)
        await connection.execDriverSql(sql);
    });
    for (const each of casesOf(database.dialect)) {
      const failing = engine.begin((connection) => connection.execDriverSql(each.sql));
      check(await failing.catch((thrown: unknown) => thrown), each, database.dialect);
    }
    await metadata.dropAll(engine);
  }

  test("is said by its kind and name", async () => {
    await checkAll(await database.engine());
  });

  const drivername = otherDrivers[database.dialect];
  test.skipIf(drivername === undefined)(`is said by its kind and name through ${drivername ?? "others"}`, async () => {
    const { url } = await database.engine();
    const engine = createAsyncEngine(url.set({ drivername: drivername ?? "" }));
    onTestFinished(() => engine.dispose());
    await checkAll(engine);
  });
});
