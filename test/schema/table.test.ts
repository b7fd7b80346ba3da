import {
  ArgumentError,
  bigInteger,
  boolean,
  checkConstraint,
  CreateIndex,
  CreateTable,
  datetime,
  type DDLElement,
  foreignKeyConstraint,
  index,
  integer,
  InvalidRequestError,
  largeBinary,
  MetaData,
  numeric,
  primaryKeyConstraint,
  string,
  text,
  uniqueConstraint,
  uuid,
} from "athanor";
import { describe, expect, test } from "vitest";

const sql = (element: DDLElement, dialect?: string): string =>
  element.compile(dialect === undefined ? {} : { dialect }).sql.replaceAll(/[\n\t]/g, "");

describe("CREATE TABLE", () => {
  const metadata = new MetaData();
  const authors = metadata.table("authors", { id: integer().primaryKey(), name: string(50).nullable() });
  const books = metadata.table(
    "books",
    {
      id: bigInteger().primaryKey(),
      authorId: integer().references("authors.id", { ondelete: "CASCADE" }),
      order: integer().named("sort order"),
      price: numeric(10, 2).serverDefault("0"),
      at: datetime({ timezone: true }).nullable(),
      code: uuid().unique(),
      cover: largeBinary().nullable(),
      sold: boolean().default(false),
    },
    {
      constraints: (c) => [
        uniqueConstraint(c.authorId, c.order, { name: "uq_order" }),
        checkConstraint(text("price >= 0"), { name: "positive" }),
        index("ix_at", c.at),
      ],
    },
  );

  test("default dialect", () => {
    expect(sql(new CreateTable(authors))).toBe(
      "CREATE TABLE authors (id INTEGER NOT NULL, name VARCHAR(50), PRIMARY KEY (id))",
    );
  });
  test("postgresql", () => {
    expect(sql(new CreateTable(books), "postgresql")).toBe(
      'CREATE TABLE books (id BIGSERIAL NOT NULL, "authorId" INTEGER NOT NULL, "sort order" INTEGER NOT NULL, price NUMERIC(10, 2) DEFAULT \'0\' NOT NULL, at TIMESTAMP WITH TIME ZONE, code UUID NOT NULL, cover BYTEA, sold BOOLEAN NOT NULL, PRIMARY KEY (id), FOREIGN KEY("authorId") REFERENCES authors (id) ON DELETE CASCADE, UNIQUE (code), CONSTRAINT uq_order UNIQUE ("authorId", "sort order"), CONSTRAINT positive CHECK (price >= 0))',
    );
  });
  test("sqlite: a numbered key is INTEGER, whatever its type, or SQLite would not number it", () => {
    expect(sql(new CreateTable(books), "sqlite")).toContain("(id INTEGER NOT NULL, ");
  });
  test("indexes", () => {
    expect([...books.indexes].map((ix) => sql(new CreateIndex(ix)))).toEqual(["CREATE INDEX ix_at ON books (at)"]);
  });
  test("tables sort by dependency", () => {
    expect(metadata.sortedTables.map(String)).toEqual(["authors", "books"]);
  });
  test("the numbered column", () => {
    expect(authors.autoincrementColumn).toBe(authors.c.id);
    expect(
      metadata.table("pairs", { a: integer().primaryKey(), b: integer().primaryKey() }).autoincrementColumn,
    ).toBeUndefined();
  });
});

describe("declarations that cannot be meant are errors", () => {
  const metadata = new MetaData();
  const t = metadata.table("t", { id: integer().primaryKey() });
  test.each<[string, () => unknown, string]>([
    ["a table twice", () => metadata.table("t", { id: integer() }), 'already has a table "t"'],
    ["a column that is no builder", () => metadata.table("u", { id: 3 }), '"id" of table "u" is the number 3'],
    [
      "two columns of one name",
      () => metadata.table("u", { a: integer(), b: integer().named("a") }),
      'two columns named "a"',
    ],
    [
      "an unknown table",
      () => metadata.table("v", { tId: integer().references("tt.id") }).c.tId.foreignKeys[0]!.column,
      'Did you mean "t"?',
    ],
    [
      "an unknown column",
      () => metadata.table("w", { tId: integer().references("t.idd") }).c.tId.foreignKeys[0]!.column,
      'Did you mean "id"?',
    ],
    [
      "an action that is no SQL",
      () => integer().references("t.id", { ondelete: "DROP TABLE t" as "CASCADE" }),
      "ondelete must be one of",
    ],
    [
      "a condition as a constraint",
      () => metadata.table("x", { a: integer() }, { constraints: (c) => [c.a.gt(1)] }),
      "checkConstraint",
    ],
    ["undefined as default", () => integer().default(undefined as never), "undefined"],
    ["a wrong number of targets", () => foreignKeyConstraint([t.c.id], []), "as many targets"],
  ])("%s", (_name, run, message) => {
    expect(run).toThrow(message);
    expect(run).toThrow(
      expect.toSatisfy((e: unknown) => e instanceof ArgumentError || e instanceof InvalidRequestError),
    );
  });
});

test("hostile column names are columns like others", () => {
  const shape = Object.create(null) as Record<string, ReturnType<typeof integer>>;
  for (const name of ["__proto__", "constructor", "then", "length", "name", 'a"b', "x--", "select"])
    shape[name] = integer();
  const t = new MetaData().table("hostile", shape);
  expect(t.columns.map((c) => c.name)).toEqual(Object.keys(shape));
  expect(t.c["__proto__"]!.name).toBe("__proto__");
  expect(t.c["toString"]).toBeUndefined();
  expect(sql(new CreateTable(t))).toContain(
    '"a""b" INTEGER NOT NULL, "x--" INTEGER NOT NULL, "select" INTEGER NOT NULL',
  );
});

test.each(["", "a\0b", "a\nb", "\x7f"])("the name %j is refused", (name) => {
  const make = (): string => sql(new CreateTable(new MetaData().table("t", { a: integer().named(name) })));
  expect(make).toThrow(ArgumentError);
});

test("names by convention", () => {
  const metadata = new MetaData({
    namingConvention: {
      ix: "ix_%(column_0_label)s",
      uq: "uq_%(table_name)s_%(column_0_N_name)s",
      ck: "ck_%(table_name)s_%(constraint_name)s",
      fk: "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
      pk: "pk_%(table_name)s",
    },
  });
  const a = metadata.table(
    "a",
    { id: integer().primaryKey(), x: integer().index(), y: integer() },
    { constraints: (c) => [uniqueConstraint(c.x, c.y), checkConstraint(text("x > 0"), { name: "pos" })] },
  );
  const b = metadata.table(
    "b",
    { id: integer(), aId: integer().references("a.id") },
    { constraints: (c) => [primaryKeyConstraint(c.aId, c.id)] },
  );
  expect([...a.constraints, ...a.indexes, ...b.constraints].map((k) => k.name)).toEqual([
    "pk_a",
    "uq_a_x_y",
    "ck_a_pos",
    "ix_a_x",
    "pk_b",
    "fk_b_aId_a",
  ]);
  expect(b.primaryKey.map((c) => c.key)).toEqual(["aId", "id"]);
});
