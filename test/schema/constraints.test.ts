import {
  AddConstraint,
  ArgumentError,
  boolean,
  CheckConstraint,
  checkConstraint,
  CompileError,
  type Constraint,
  CreateTable,
  DropConstraint,
  enumeration,
  excludeConstraint,
  ForeignKeyConstraint,
  foreignKeyConstraint,
  func,
  insert,
  integer,
  MetaData,
  primaryKeyConstraint,
  select,
  string,
  text,
  UniqueConstraint,
  uniqueConstraint,
} from "athanor";
import { describe, expect, test } from "vitest";
import { type DDLCase, ddl, ddlCases, executed, onDatabases } from "./support.ts";

const shape = { a: integer().nullable(), b: integer().nullable() };
type Columns = ReturnType<typeof plain>["c"];
function table(constraints?: (c: Columns) => unknown, options: object = {}) {
  const metadata = new MetaData();
  metadata.table(
    "r",
    { id: integer().primaryKey(), x: integer(), y: integer() },
    { constraints: (c) => [uniqueConstraint(c.x, c.y)] },
  );
  return metadata.table("t", shape, { ...options, ...(constraints === undefined ? {} : { constraints }) });
}
function plain() {
  return new MetaData().table("t", shape);
}
const before = new MetaData();
before.table(
  "r",
  { id: integer().primaryKey(), x: integer(), y: integer() },
  { constraints: (c) => [uniqueConstraint(c.x, c.y)] },
);
const created = (name: string, constraints: (c: Columns) => unknown, body: string, sql: object = {}): DDLCase => ({
  name,
  build: () => new CreateTable(table(constraints)),
  sql: { default: `CREATE TABLE t (a INTEGER, b INTEGER, ${body})`, ...sql },
});
/** On MySQL the key's columns are NOT NULL by themselves, as everywhere; a named primary key keeps its name in the text. */
const cases: DDLCase[] = [
  created("unique", (c) => [uniqueConstraint(c.a)], "UNIQUE (a)"),
  created("unique over two, by attribute and by name", (c) => [uniqueConstraint(c.b, "a")], "UNIQUE (b, a)"),
  created(
    "unique with a name",
    (c) => [uniqueConstraint(c.a, c.b, { name: "uq_ab" })],
    "CONSTRAINT uq_ab UNIQUE (a, b)",
  ),
  created(
    "unique, deferrable",
    (c) => [uniqueConstraint(c.a, { name: "uq_a", deferrable: true, initially: "DEFERRED" })],
    "CONSTRAINT uq_a UNIQUE (a) DEFERRABLE INITIALLY DEFERRED",
  ),
  created(
    "unique, NULL once only",
    (c) => [uniqueConstraint(c.a, { postgresqlNullsNotDistinct: true })],
    "UNIQUE (a)",
    { postgresql: "CREATE TABLE t (a INTEGER, b INTEGER, UNIQUE NULLS NOT DISTINCT (a))" },
  ),
  created("unique, NULLs apart", (c) => [uniqueConstraint(c.a, { postgresqlNullsNotDistinct: false })], "UNIQUE (a)", {
    postgresql: "CREATE TABLE t (a INTEGER, b INTEGER, UNIQUE NULLS DISTINCT (a))",
  }),
  created("unique with stored columns", (c) => [uniqueConstraint(c.a, { postgresqlInclude: [c.b] })], "UNIQUE (a)", {
    postgresql: "CREATE TABLE t (a INTEGER, b INTEGER, UNIQUE (a) INCLUDE (b))",
  }),
  created(
    "unique with SQLite's conflict word",
    (c) => [uniqueConstraint(c.a, { sqliteOnConflict: "ignore" })],
    "UNIQUE (a)",
    {
      sqlite: "CREATE TABLE t (a INTEGER, b INTEGER, UNIQUE (a) ON CONFLICT IGNORE)",
    },
  ),
  created("check by text", () => [checkConstraint(text("a > 5"))], "CHECK (a > 5)"),
  created("check by expression", (c) => [checkConstraint(c.a.gt(5))], "CHECK (a > 5)"),
  created(
    "check over two columns, named",
    (c) => [checkConstraint(c.a.lt(c.b), { name: "less" })],
    "CONSTRAINT less CHECK (a < b)",
  ),
  created(
    "check with and, or",
    (c) => [checkConstraint(c.a.gt(1).and(c.b.lt(2).or(c.b.is(null))))],
    "CHECK (a > 1 AND (b < 2 OR b IS NULL))",
  ),
  created("check with a list", (c) => [checkConstraint(c.a.in([1, 2, 3]))], "CHECK (a IN (1, 2, 3))"),
  created("check with a function", (c) => [checkConstraint(func.abs(c.a).lt(10))], "CHECK (abs(a) < 10)"),
  created(
    "check with SQLite's conflict word",
    (c) => [checkConstraint(c.a.gt(5), { sqliteOnConflict: "FAIL" })],
    "CHECK (a > 5)",
    {
      sqlite: "CREATE TABLE t (a INTEGER, b INTEGER, CHECK (a > 5) ON CONFLICT FAIL)",
    },
  ),
  created(
    "check that is not checked yet",
    (c) => [checkConstraint(c.a.gt(5), { name: "ck", postgresqlNotValid: true })],
    "CONSTRAINT ck CHECK (a > 5)",
    {
      postgresql: "CREATE TABLE t (a INTEGER, b INTEGER, CONSTRAINT ck CHECK (a > 5) NOT VALID)",
    },
  ),
  created("foreign key", (c) => [foreignKeyConstraint([c.a], ["r.id"])], "FOREIGN KEY(a) REFERENCES r (id)"),
  created(
    "foreign key over two columns",
    (c) => [foreignKeyConstraint([c.a, c.b], ["r.x", "r.y"])],
    "FOREIGN KEY(a, b) REFERENCES r (x, y)",
  ),
  created(
    "foreign key with name and actions",
    (c) => [foreignKeyConstraint([c.a], ["r.id"], { name: "fk_a", ondelete: "CASCADE", onupdate: "SET NULL" })],
    "CONSTRAINT fk_a FOREIGN KEY(a) REFERENCES r (id) ON DELETE CASCADE ON UPDATE SET NULL",
  ),
  ...(["RESTRICT", "NO ACTION", "SET NULL", "CASCADE"] as const).map((action) =>
    created(
      `on delete ${action}`,
      (c) => [foreignKeyConstraint([c.a], ["r.id"], { ondelete: action })],
      `FOREIGN KEY(a) REFERENCES r (id) ON DELETE ${action}`,
    ),
  ),
  created(
    "on delete set default",
    (c) => [foreignKeyConstraint([c.a], ["r.id"], { ondelete: "SET DEFAULT" })],
    "FOREIGN KEY(a) REFERENCES r (id) ON DELETE SET DEFAULT",
  ),
  created(
    "on delete set null of some columns",
    (c) => [foreignKeyConstraint([c.a, c.b], ["r.x", "r.y"], { ondelete: "SET NULL (a)" })],
    "",
    {
      default: /does not support ON DELETE … \(columns\)/,
      postgresql: "CREATE TABLE t (a INTEGER, b INTEGER, FOREIGN KEY(a, b) REFERENCES r (x, y) ON DELETE SET NULL (a))",
    },
  ),
  created(
    "foreign key, deferred",
    (c) => [foreignKeyConstraint([c.a], ["r.id"], { deferrable: true, initially: "DEFERRED" })],
    "FOREIGN KEY(a) REFERENCES r (id) DEFERRABLE INITIALLY DEFERRED",
  ),
  created(
    "foreign key, not deferrable",
    (c) => [foreignKeyConstraint([c.a], ["r.id"], { deferrable: false })],
    "FOREIGN KEY(a) REFERENCES r (id) NOT DEFERRABLE",
  ),
  created(
    "foreign key, match",
    (c) => [foreignKeyConstraint([c.a], ["r.id"], { match: "FULL" })],
    "FOREIGN KEY(a) REFERENCES r (id) MATCH FULL",
    {
      mysql: /MySQL ignores MATCH/,
    },
  ),
  created(
    "foreign key, everything",
    (c) => [
      foreignKeyConstraint([c.b], ["r.id"], {
        name: "fk",
        match: "SIMPLE",
        ondelete: "CASCADE",
        onupdate: "SET NULL",
        deferrable: true,
        initially: "IMMEDIATE",
      }),
    ],
    "CONSTRAINT fk FOREIGN KEY(b) REFERENCES r (id) MATCH SIMPLE ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY IMMEDIATE",
    { mysql: /MySQL ignores MATCH/ },
  ),
  created(
    "foreign key that is not checked yet",
    (c) => [foreignKeyConstraint([c.a], ["r.id"], { postgresqlNotValid: true })],
    "FOREIGN KEY(a) REFERENCES r (id)",
    {
      postgresql: "CREATE TABLE t (a INTEGER, b INTEGER, FOREIGN KEY(a) REFERENCES r (id) NOT VALID)",
    },
  ),
  {
    name: "primary key in an order of its own",
    build: () => new CreateTable(table((c) => [primaryKeyConstraint(c.b, c.a, { name: "pk" })])),
    sql: "CREATE TABLE t (a INTEGER NOT NULL, b INTEGER NOT NULL, CONSTRAINT pk PRIMARY KEY (b, a))",
  },
  {
    name: "primary key with stored columns and MySQL's index type",
    build: () =>
      new CreateTable(
        table((c) => [
          primaryKeyConstraint(c.a, { postgresqlInclude: ["b"], mysqlUsing: "btree", sqliteOnConflict: "REPLACE" }),
        ]),
      ),
    sql: {
      default: "CREATE TABLE t (a INTEGER NOT NULL, b INTEGER, PRIMARY KEY (a))",
      sqlite: "CREATE TABLE t (a INTEGER NOT NULL, b INTEGER, PRIMARY KEY (a) ON CONFLICT REPLACE)",
      postgresql: "CREATE TABLE t (a SERIAL NOT NULL, b INTEGER, PRIMARY KEY (a) INCLUDE (b))",
      mysql: "CREATE TABLE t (a INTEGER NOT NULL AUTO_INCREMENT, b INTEGER, PRIMARY KEY (a) USING btree)",
    },
  },
  {
    name: "checks beside their columns",
    build: () =>
      new CreateTable(
        new MetaData().table("t", {
          a: integer().nullable().check(text("a > 5"), { name: "ck_a" }),
          b: integer().check(text("b < 9")).check(text("b <> 7")),
        }),
      ),
    sql: {
      default:
        "CREATE TABLE t (a INTEGER CONSTRAINT ck_a CHECK (a > 5), b INTEGER NOT NULL CHECK (b < 9) CHECK (b <> 7))",
      mariadb:
        "CREATE TABLE t (a INTEGER, b INTEGER NOT NULL, CONSTRAINT ck_a CHECK (a > 5), CHECK (b < 9), CHECK (b <> 7))",
    },
  },
  {
    name: "checks that types ask for",
    build: () =>
      new CreateTable(
        new MetaData().table("t", {
          e: enumeration("a", "b'c", { name: "kind", nativeEnum: false, createConstraint: true }).nullable(),
          f: boolean({ name: "is_f", createConstraint: true }).nullable(),
        }),
      ),
    sql: {
      default:
        "CREATE TABLE t (e VARCHAR(3), f BOOLEAN, CONSTRAINT kind CHECK (e IN ('a', 'b''c')), CONSTRAINT is_f CHECK (f IN (0, 1)))",
      postgresql: "CREATE TABLE t (e VARCHAR(3), f BOOLEAN, CONSTRAINT kind CHECK (e IN ('a', 'b''c')))",
      mysql:
        "CREATE TABLE t (e VARCHAR(3), f BOOL, CONSTRAINT kind CHECK (e IN ('a', 'b''c')), CONSTRAINT is_f CHECK (f IN (0, 1)))",
    },
  },
  {
    name: "exclude",
    build: () =>
      new CreateTable(
        table((c) => [
          excludeConstraint([c.a, "="], ["b", "<>"], {
            name: "apart",
            using: "GIST",
            where: c.a.gt(5),
            deferrable: true,
          }),
        ]),
      ),
    sql: {
      default: /does not support EXCLUDE constraints/,
      postgresql:
        "CREATE TABLE t (a INTEGER, b INTEGER, CONSTRAINT apart EXCLUDE USING gist (a WITH =, b WITH <>) WHERE (a > 5) DEFERRABLE)",
    },
  },
  {
    name: "exclude with ranges and an operator class",
    build: () =>
      new CreateTable(table((c) => [excludeConstraint([func.int4range!(c.a, c.b), "&&"], { where: text("a < b") })])),
    sql: {
      default: /does not support EXCLUDE constraints/,
      postgresql: "CREATE TABLE t (a INTEGER, b INTEGER, EXCLUDE USING gist (int4range(a, b) WITH &&) WHERE (a < b))",
    },
  },
  {
    name: "exclude by operator class",
    build: () =>
      new CreateTable(table((c) => [excludeConstraint([c.a, "="], { using: "btree", ops: { a: "int4_ops" } })])),
    sql: {
      default: /does not support EXCLUDE constraints/,
      postgresql: "CREATE TABLE t (a INTEGER, b INTEGER, EXCLUDE USING btree (a int4_ops WITH =))",
    },
  },
  {
    name: "no columns in the key",
    build: () => new CreateTable(new MetaData().table("t", shape)),
    sql: "CREATE TABLE t (a INTEGER, b INTEGER)",
  },
];
ddlCases("constraints inside CREATE TABLE", cases);
executed("constraints inside CREATE TABLE", cases, before, {
  // Gist over plain integers needs an extension; InnoDB has no SET DEFAULT, and no deferred constraints, and says so.
  postgresql: ["exclude"],
  mysql: ["on delete set default", "unique, deferrable", "foreign key, deferred", "foreign key, not deferrable"],
  // SQLite defers foreign keys only.
  sqlite: ["unique, deferrable"],
});

const alter = (
  name: string,
  make: (c: Columns) => Constraint,
  add: string | object,
  drop: string | object,
): DDLCase[] => [
  {
    name: `add ${name}`,
    build: () => {
      const t = table();
      const k = make(t.c);
      t.appendConstraint(k);
      return new AddConstraint(k);
    },
    sql: {
      sqlite: /does not support ALTER TABLE … ADD/,
      ...(typeof add === "string" ? { default: `ALTER TABLE t ADD ${add}` } : add),
    },
  },
  {
    name: `drop ${name}`,
    build: () => {
      const t = table();
      const k = make(t.c);
      t.appendConstraint(k);
      return new DropConstraint(k);
    },
    sql: {
      sqlite: /does not support ALTER TABLE … DROP/,
      ...(typeof drop === "string" ? { default: `ALTER TABLE t DROP ${drop}` } : drop),
    },
  },
];
ddlCases("constraints by ALTER TABLE", [
  ...alter("unique", (c) => uniqueConstraint(c.a, { name: "uq" }), "CONSTRAINT uq UNIQUE (a)", {
    default: "ALTER TABLE t DROP CONSTRAINT uq",
    mysql: "ALTER TABLE t DROP INDEX uq",
  }),
  ...alter("check", (c) => checkConstraint(c.a.gt(5), { name: "ck" }), "CONSTRAINT ck CHECK (a > 5)", {
    default: "ALTER TABLE t DROP CONSTRAINT ck",
    mysql: "ALTER TABLE t DROP CHECK ck",
    mariadb: "ALTER TABLE t DROP CONSTRAINT ck",
  }),
  ...alter(
    "foreign key",
    (c) => foreignKeyConstraint([c.a], ["r.id"], { name: "fk" }),
    "CONSTRAINT fk FOREIGN KEY(a) REFERENCES r (id)",
    {
      default: "ALTER TABLE t DROP CONSTRAINT fk",
      mysql: "ALTER TABLE t DROP FOREIGN KEY fk",
    },
  ),
  ...alter("primary key", (c) => primaryKeyConstraint(c.a, { name: "pk" }), "CONSTRAINT pk PRIMARY KEY (a)", {
    default: "ALTER TABLE t DROP CONSTRAINT pk",
    mysql: "ALTER TABLE t DROP PRIMARY KEY",
  }),
  ...alter("without name", (c) => uniqueConstraint(c.a), "UNIQUE (a)", { default: /DROP CONSTRAINT needs a name/ }),
  {
    name: "drop, cascade, if exists",
    build: () => new DropConstraint(uniqueConstraint(table().c.a, { name: "uq" }), { ifExists: true, cascade: true }),
    sql: {
      default: "ALTER TABLE t DROP CONSTRAINT IF EXISTS uq CASCADE",
      sqlite: /ALTER TABLE/,
      mysql: /does not support IF EXISTS in ALTER TABLE/,
      mariadb: "ALTER TABLE t DROP INDEX IF EXISTS uq",
    },
  },
]);

test("a constraint that ALTER TABLE adds is left out of CREATE TABLE, unless told otherwise", () => {
  const t = table();
  const k = checkConstraint(t.c.a.gt(5));
  t.appendConstraint(k);
  expect(ddl(new CreateTable(t))).toContain("CHECK (a > 5)");
  new AddConstraint(k, { isolateFromTable: false });
  expect(ddl(new CreateTable(t))).toContain("CHECK (a > 5)");
  new AddConstraint(k);
  expect(ddl(new CreateTable(t))).not.toContain("CHECK");
});

describe("conditions", () => {
  const t = table((c) => [
    checkConstraint(text("a > 1"), { name: "pg" }).ddlIf({ dialect: "postgresql" }),
    uniqueConstraint(c.b, { name: "shared" }).ddlIf({ dialect: ["sqlite", "mysql"] }),
    checkConstraint(text("a > 2"), { name: "asked" }).ddlIf({
      callable: (item, target, connection, { dialect, state }) =>
        item instanceof CheckConstraint && target === t && connection === undefined && dialect.name === state,
      state: "sqlite",
    }),
  ]);
  test.each([
    ["default", []],
    ["postgresql", ["pg"]],
    ["mysql", ["shared"]],
    ["sqlite", ["shared", "asked"]],
  ])("on %s", (dialect, names) => {
    const found = ddl(new CreateTable(t), dialect).matchAll(/CONSTRAINT (\w+)/g);
    expect([...found].map((m) => m[1])).toEqual(names);
  });
});

describe("what constraints know", () => {
  test("their table, columns and kind", () => {
    const t = table((c) => [uniqueConstraint(c.a, c.b, { name: "u" }), foreignKeyConstraint([c.a], ["r.id"])]);
    const [, unique, foreign] = [...t.constraints];
    expect(unique).toBeInstanceOf(UniqueConstraint);
    expect(unique!.columns.map((c) => c.key)).toEqual(["a", "b"]);
    expect(unique!.table).toBe(t);
    expect(foreign).toBeInstanceOf(ForeignKeyConstraint);
    expect((foreign as ForeignKeyConstraint).referredTable.name).toBe("r");
    expect(t.c.a.references((foreign as ForeignKeyConstraint).referredTable.column("id"))).toBe(true);
    expect(t.c.b.references((foreign as ForeignKeyConstraint).referredTable.column("id"))).toBe(false);
  });
});

test.each<[string, () => unknown, string, (new (...args: never[]) => Error)?]>([
  ["a pair without operator", () => excludeConstraint([table().c.a] as never), "pairs of a column and an operator"],
  ["an operator that is SQL", () => excludeConstraint([table().c.a, "= 1) --"]), "is no operator"],
  ["no pair", () => excludeConstraint(), "at least one pair"],
  ["a check of a string", () => checkConstraint("a > 5" as never), "takes a condition"],
  ["a column check of a string", () => integer().check("a > 5" as never), "takes a condition"],
  [
    "SET NULL of SQL",
    () => integer().references("r.id", { ondelete: "SET NULL (a); DROP TABLE r; --" as "CASCADE" }),
    "ondelete must be one of",
  ],
  [
    "initially sometimes",
    () => uniqueConstraint("a", { initially: "SOMETIMES" as "DEFERRED" }),
    "initially must be one of",
  ],
  ["a name that is no string", () => uniqueConstraint("a", { name: 3 as never }), "must be a string"],
  ["ALTER of a table", () => new AddConstraint(table() as never), "takes a constraint"],
  ["ALTER of nothing", () => new DropConstraint(undefined as never), "takes a constraint"],
  ["a condition on nothing", () => uniqueConstraint("a").ddlIf({ dialect: 3 as never }), "a name or a list of names"],
  [
    "appending a condition",
    () => table().appendConstraint(table().c.a.gt(1) as never),
    "appendConstraint() takes a constraint",
  ],
  [
    "a constraint of another table",
    () => table().appendConstraint(uniqueConstraint(table().c.a)),
    "cannot be added to table",
  ],
  [
    "a conflict word that is SQL",
    () =>
      new CreateTable(table((c) => [uniqueConstraint(c.a, { sqliteOnConflict: "IGNORE); --" })])).compile({
        dialect: "sqlite",
      }),
    "sqliteOnConflict must be one of",
    CompileError,
  ],
  [
    "a column's conflict word for its check",
    () =>
      new CreateTable(
        new MetaData().table("t", { a: integer().check(text("a > 1"), { sqliteOnConflict: "FAIL" }) }),
      ).compile({ dialect: "sqlite" }),
    '(in table "t", column "a")',
    CompileError,
  ],
])("refused: %s", (_name, make, message, kind = ArgumentError) => {
  expect(make).toThrow(kind);
  expect(make).toThrow(message);
});

onDatabases("constraints at work", {
  "rows that break them are refused": async (connection) => {
    const metadata = new MetaData();
    const t = metadata.table(
      "rules",
      { id: integer().primaryKey(), n: integer().check(text("n > 0"), { name: "positive" }), s: string(10) },
      {
        constraints: (c) => [uniqueConstraint(c.s, { name: "once" }), checkConstraint(c.n.lt(100), { name: "small" })],
      },
    );
    await metadata.createAll(connection);
    await connection.execute(insert(t).values({ id: 1, n: 5, s: "a" }));
    await connection.commit();
    for (const bad of [
      { id: 2, n: 0, s: "b" },
      { id: 3, n: 100, s: "c" },
      { id: 4, n: 5, s: "a" },
    ]) {
      await expect(connection.execute(insert(t).values(bad))).rejects.toMatchObject({ name: "IntegrityError" });
      await connection.rollback();
    }
    expect((await connection.execute(select(t.c.id))).scalars().all()).toEqual([1]);
    await metadata.dropAll(connection);
    await connection.commit();
  },
  "are added and dropped by ALTER": async (connection, { dialect }) => {
    if (dialect === "sqlite") return;
    const metadata = new MetaData();
    metadata.table("r", { id: integer().primaryKey() });
    const t = metadata.table("t", { a: integer().nullable(), b: integer().nullable() });
    await metadata.createAll(connection);
    const added = [
      uniqueConstraint(t.c.a, { name: "uq" }),
      checkConstraint(t.c.a.gt(5), { name: "ck" }),
      foreignKeyConstraint([t.c.b], ["r.id"], { name: "fk" }),
    ];
    for (const constraint of added) {
      t.appendConstraint(constraint);
      await connection.execute(new AddConstraint(constraint));
    }
    await connection.commit();
    await expect(connection.execute(insert(t).values({ a: 1 }))).rejects.toMatchObject({ name: "IntegrityError" });
    await connection.rollback();
    await expect(connection.execute(insert(t).values({ a: 7, b: 1 }))).rejects.toMatchObject({
      name: "IntegrityError",
    });
    await connection.rollback();
    for (const constraint of added.reverse()) await connection.execute(new DropConstraint(constraint));
    await connection.execute(insert(t).values({ a: 1, b: 1 }));
    await metadata.dropAll(connection);
    await connection.commit();
  },
});
