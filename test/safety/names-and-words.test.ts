import {
  alias,
  ArgumentError,
  AthanorError,
  bindparam,
  cast,
  checkConstraint,
  collate,
  column,
  CreateIndex,
  CreateSchema,
  CreateSequence,
  CreateTable,
  CreateView,
  extract,
  func,
  index,
  insert,
  integer,
  literal,
  MetaData,
  quotedName,
  select,
  Sequence,
  string,
  table,
  text,
  uniqueConstraint,
  values,
} from "athanor";
import { createDialect } from "athanor/dialect";
import { describe, expect, it } from "vitest";
import { describeSync } from "../support/databases.ts";
import { captureStatements } from "../support/statements.ts";

const t = new MetaData().table("t_names", { id: integer().primaryKey(), name: string(40) });
const dialects = ["sqlite", "postgresql", "mysql"];

/** Every place that takes a name: what is written there on a dialect. */
const places: Record<string, (name: string, dialect: string) => unknown> = {
  table: (n, dialect) => new CreateTable(new MetaData().table(n, { id: integer() })).compile({ dialect }),
  schema: (n, dialect) => select(new MetaData().table("t", { id: integer() }, { schema: n })).compile({ dialect }),
  "a schema of its own": (n, dialect) => dialect !== "sqlite" && new CreateSchema(n).compile({ dialect }),
  column: (n, dialect) => new CreateTable(new MetaData().table("t", { [n]: integer() })).compile({ dialect }),
  "column named": (n, dialect) =>
    new CreateTable(new MetaData().table("t", { a: integer().named(n) })).compile({ dialect }),
  label: (n, dialect) => select(t.c.id.label(n)).compile({ dialect }),
  alias: (n, dialect) => select(alias(t, n).c.id).compile({ dialect }),
  subquery: (n, dialect) => select(select(t.c.id).subquery(n).c.id).compile({ dialect }),
  cte: (n, dialect) => select(select(t.c.id).cte(n).c.id).compile({ dialect }),
  "bare column": (n, dialect) => select(column(n)).compile({ dialect }),
  "bare table": (n, dialect) => select(table(n, column("a")).c.a).compile({ dialect }),
  "values()": (n, dialect) =>
    values(column("a"), { name: n })
      .data([[1]])
      .cte("v") && dialect,
  bind: (n, dialect) => select(bindparam(n, { value: 1 })).compile({ dialect }),
  function: (n, dialect) => select(func[n]!()).compile({ dialect }),
  collation: (n, dialect) => select(collate(t.c.name, n)).compile({ dialect }),
  constraint: (n, dialect) =>
    new CreateTable(
      new MetaData().table(
        "t",
        { a: integer() },
        { constraints: (c) => [uniqueConstraint(c.a, { name: n }), checkConstraint(text("1 = 1"), { name: n })] },
      ),
    ).compile({ dialect }),
  index: (n, dialect) => {
    const own = new MetaData().table("t", { a: integer() });
    return new CreateIndex(index(n, own.c.a)).compile({ dialect });
  },
  sequence: (n, dialect) => dialect === "postgresql" && new CreateSequence(new Sequence(n)).compile({ dialect }),
  view: (n, dialect) => new CreateView(select(t.c.id), n).compile({ dialect }),
  quotedName: (n, dialect) => select(new MetaData().table(quotedName(n, true), { id: integer() })).compile({ dialect }),
};

describe.each(dialects)("names on %s", (dialect) => {
  it.each([
    ["nothing", ""],
    ["NUL", "a\u0000b"],
    ["a line break", "a\nb"],
    ["the mark of the compiler's own names", "\u00021;x"],
    ["DEL", "a\u007f"],
  ])("%s is no name anywhere", (_what, name) => {
    for (const [place, write] of Object.entries(places)) {
      if (
        (place === "a schema of its own" && dialect === "sqlite") ||
        (place === "sequence" && dialect !== "postgresql")
      )
        continue;
      let error: unknown;
      try {
        write(name, dialect);
      } catch (thrown) {
        error = thrown;
      }
      expect(error, `${place}: ${JSON.stringify(name)} was taken`).toBeInstanceOf(AthanorError);
      expect(error, place).not.toBeInstanceOf(TypeError);
    }
  });

  it("half a surrogate pair is no name", () => {
    for (const place of ["table", "column", "label", "alias", "cte"])
      expect(() => places[place]!("a\ud800", dialect), place).toThrow(/half of a surrogate pair/);
  });

  it("words of JavaScript and of SQL are names like others", () => {
    const names = ["__proto__", "constructor", "toString", "then", "length", "name", "valueOf", "hasOwnProperty"];
    for (const name of [
      ...names,
      "select",
      "order",
      "user",
      "Table",
      "ä",
      "日本",
      "a b",
      "a.b",
      "%(x)s",
      ":x",
      "$1",
      "?",
    ]) {
      for (const [place, write] of Object.entries(places)) {
        if (place === "bind" || place === "function") continue;
        expect(() => write(name, dialect), `${place}: ${name}`).not.toThrow();
      }
      const label = select(t.c.id.label(name)).compile({ dialect }).sql;
      const quoted = createDialect(dialect).quote(name);
      expect(label).toBe(`SELECT t_names.id AS ${quoted} \nFROM t_names`);
    }
  });

  it("what is too long is cut where it is made up, and refused or told by the database where it is given", () => {
    const long = "x".repeat(200);
    const made = select(t.c.id.add(1), func[long]!(t.c.id)).compile({ dialect }).sql;
    expect(made).toContain(long);
    const labels = [...made.matchAll(/AS (\w+)/g)].map((m) => m[1]!);
    const limit = { sqlite: 300, postgresql: 63, mysql: 255 }[dialect]!;
    for (const label of labels) expect(label.length).toBeLessThanOrEqual(limit);
  });
});

describe("words that become SQL", () => {
  const injection = "x; DROP TABLE t --";
  const notWords = [injection, "", "  ", null, 5, {}, ["year"], Symbol("s")];
  it.each<[string, (word: never) => unknown]>([
    ["the field of extract()", (w) => extract(w, literal(new Date(0)))],
    ["what over() excludes", (w) => func.count().over({ orderBy: t.c.id, rows: [null, 0], exclude: w })],
    ["ondelete", (w) => integer().references("a.b", { ondelete: w })],
    ["onupdate", (w) => integer().references("a.b", { onupdate: w })],
    ["initially", (w) => integer().references("a.b", { initially: w })],
    ["match of a foreign key", (w) => integer().references("a.b", { match: w })],
    ["the type of cast()", (w) => cast(t.c.id, w)],
    ["the type of a literal", (w) => literal(1, w)],
    ["the type of a column", (w) => column("a", w)],
    ["the dialect of compile()", (w) => select(t.c.id).compile({ dialect: w })],
  ])("%s", (_what, use) => {
    for (const word of notWords) {
      let error: unknown;
      try {
        use(word as never);
      } catch (thrown) {
        error = thrown;
      }
      expect(error, typeof word === "symbol" ? "symbol" : JSON.stringify(word)).toBeInstanceOf(AthanorError);
      expect((error as Error).message).not.toBe("");
    }
  });

  it("options that are switches take no words: what is not true is not said", () => {
    const locked = select(t.c.id).withForUpdate({ nowait: injection as never, skipLocked: 1 as never });
    expect(locked.compile({ dialect: "postgresql" }).sql).toBe("SELECT t_names.id \nFROM t_names FOR UPDATE");
    const distinct = select(t.c.id).join(t.alias("b"), t.c.id.eq(1), { isouter: injection as never });
    expect(distinct.compile({ dialect: "sqlite" }).sql).toContain(" JOIN ");
  });

  it("a string is no order, condition, column or statement", () => {
    const refused: (() => unknown)[] = [
      () => select(injection),
      () => select(t.c.id).where(injection as never),
      () => select(t.c.id).join(injection as never),
      () => select(t.c.id).selectFrom(injection),
      () => insert(injection as never),
      () => t.c.id.eq(1).and(injection as never),
    ];
    for (const use of refused) expect(use, String(use)).toThrow(ArgumentError);
    for (const dialect of dialects) {
      expect(() => select(t.c.id).orderBy(injection).compile({ dialect })).toThrow(
        /no label or column of the select list/,
      );
      expect(() => select(t.c.id).groupBy(injection).compile({ dialect })).toThrow(
        /no label or column of the select list/,
      );
    }
  });
});

describeSync("words that go to the database", (database) => {
  it("isolation levels, BEGIN modes and savepoints: only those of the list, before anything is sent", () => {
    const engine = database.engine();
    using connection = engine.connect();
    connection.execute(select(literal(1)));
    connection.rollback();
    const sent = captureStatements(engine);
    for (const level of ["SERIALIZABLE; DROP TABLE t", "", "serial", 5, null]) {
      expect(() => database.engine({ isolationLevel: level as never }).connect(), String(level)).toThrow(AthanorError);
      expect(() => connection.executionOptions({ isolationLevel: level as never }), String(level)).toThrow(
        AthanorError,
      );
    }
    for (const mode of database.dialect === "sqlite" ? ["IMMEDIATE; DROP TABLE t", "", 1, null] : [])
      expect(() => connection.begin({ sqliteBeginMode: mode as never }), String(mode)).toThrow(AthanorError);
    expect(sent).toEqual([]);
    expect(connection.execute(select(literal(1))).scalar()).toBe(1);
  });

  it("comments and hints with */ and quotes are text of the program, sent as they are", () => {
    const engine = database.engine();
    using connection = engine.connect();
    const metadata = new MetaData();
    const own = metadata.table(
      "commented",
      { id: integer().primaryKey(), note: string(20).comment("ends */ here; -- 'x' \"y\" `z` \\") },
      { comment: "it's /* a */ table\\" },
    );
    metadata.createAll(connection);
    connection.execute(insert(own).values({ id: 1, note: "*/ -- \\" }));
    const noted = select(own.c.note).prefixWith("/* a comment: 'x', \"y\", \\ */").where(own.c.note.eq("*/ -- \\"));
    expect(
      connection
        .execute(noted)
        .all()
        .map((row) => [...row]),
    ).toEqual([["*/ -- \\"]]);
    metadata.dropAll(connection);
  });
});
