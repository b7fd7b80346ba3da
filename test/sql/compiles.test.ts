import {
  boolean,
  column,
  type ColumnElement,
  compiles,
  CreateTable,
  CustomElement,
  CustomFunction,
  CustomStatement,
  datetime,
  DDLElement,
  deregister,
  type ElementCompiler,
  func,
  insert,
  integer,
  literal,
  MetaData,
  type Select,
  select,
  SqlType,
  string,
  text,
  update,
  UserDefinedType,
  ColumnBuilder,
} from "athanor";
import { afterEach, describe, expect, test } from "vitest";
import { describeAsync } from "../support/databases.ts";
import { sqlOf } from "./support.ts";

const metadata = new MetaData();
const gauges = metadata.table("gauges", {
  id: integer().primaryKey(),
  low: integer(),
  high: integer().nullable(),
  name: string(20),
});
const data = [
  { id: 1, low: 3, high: 9, name: "a" },
  { id: 2, low: 8, high: null, name: "b" },
];
/** The text on the four dialects. */
const texts = (statement: Parameters<typeof sqlOf>[0]): string[] =>
  [undefined, "sqlite", "postgresql", "mysql"].map((dialect) => sqlOf(statement, dialect));

/** The moment in UTC, whatever the session's time zone. */
class Utcnow extends CustomElement<Date> {
  constructor() {
    super({ type: datetime() });
  }
}
compiles(Utcnow, () => "CURRENT_TIMESTAMP");
compiles(Utcnow, "postgresql", () => "TIMEZONE('utc', CURRENT_TIMESTAMP)");
compiles(Utcnow, "mysql", () => "UTC_TIMESTAMP()");

/** The greatest of several expressions. */
class Greatest extends CustomFunction<number> {
  readonly functionName = "greatest";
  constructor(...items: unknown[]) {
    super({ type: integer(), parts: items });
  }
}
compiles(
  Greatest,
  "sqlite",
  (element: Greatest, compiler) => `max(${element.parts.map((p) => compiler.process(p)).join(", ")})`,
);

/** The first that is not NULL, written by hand. */
class FirstOf extends CustomElement<number> {
  constructor(first: unknown, second: unknown) {
    super({ type: integer(), parts: [first, second] });
  }
}
compiles(
  FirstOf,
  (e: FirstOf, c) =>
    `CASE WHEN ${c.process(e.parts[0])} IS NOT NULL THEN ${c.process(e.parts[0])} ELSE ${c.process(e.parts[1])} END`,
);

/** Structure that is no expression goes into the key. */
class Rounded extends CustomElement<number> {
  readonly digits: number;
  constructor(value: unknown, digits: number) {
    super({ type: integer(), parts: [value], key: digits });
    this.digits = digits;
  }
}
compiles(Rounded, (e: Rounded, c) => `round(${c.process(e.parts[0])}, ${e.digits})`);

class InsertFromSelect extends CustomStatement {
  constructor(table: object, query: Select<never>) {
    super({ parts: [table, query] });
  }
}
compiles(InsertFromSelect, (e: InsertFromSelect, c) => `INSERT INTO ${c.process(e.parts[0])} ${c.process(e.parts[1])}`);

class CreateSnapshot extends DDLElement {
  readonly kind = "createSnapshot";
  readonly name: string;
  readonly query: { readonly node: unknown };
  constructor(name: string, query: { readonly node: unknown }) {
    super();
    this.name = name;
    this.query = query;
  }
}
compiles(CreateSnapshot, (e: CreateSnapshot, c) => `CREATE VIEW ${c.quote(e.name)} AS ${c.process(e.query)}`);
class DropSnapshot extends DDLElement {
  readonly kind = "dropSnapshot";
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
  }
}
compiles(DropSnapshot, (e: DropSnapshot, c) => `DROP VIEW ${c.quote(e.name)}`);

interface Case {
  readonly name: string;
  readonly build: () => Parameters<typeof sqlOf>[0];
  readonly texts: readonly [string, string, string, string];
  readonly rows?: readonly (readonly unknown[])[];
}
const cases: readonly Case[] = [
  {
    name: "by dialect, with a text for the others",
    build: () => select(new Utcnow().label("now")),
    texts: [
      "SELECT CURRENT_TIMESTAMP AS now",
      "SELECT CURRENT_TIMESTAMP AS now",
      "SELECT TIMEZONE('utc', CURRENT_TIMESTAMP) AS now",
      "SELECT UTC_TIMESTAMP() AS now",
    ],
  },
  {
    name: "a function by its name, another name on one dialect; values are binds",
    build: () => select(gauges.c.id, new Greatest(gauges.c.low, 5).label("g")).orderBy(gauges.c.id),
    texts: [
      "SELECT gauges.id, greatest(gauges.low, :param_1) AS g FROM gauges ORDER BY gauges.id",
      "SELECT gauges.id, max(gauges.low, ?) AS g FROM gauges ORDER BY gauges.id",
      "SELECT gauges.id, greatest(gauges.low, $1::INTEGER) AS g FROM gauges ORDER BY gauges.id",
      "SELECT gauges.id, greatest(gauges.low, ?) AS g FROM gauges ORDER BY gauges.id",
    ],
    rows: [
      [1, 5],
      [2, 8],
    ],
  },
  {
    name: "inside another, and with operators of its type",
    build: () => select(gauges.c.id).where(new Greatest(new FirstOf(gauges.c.high, 0), 1).add(1).gt(5)),
    texts: [
      "SELECT gauges.id FROM gauges WHERE greatest(CASE WHEN gauges.high IS NOT NULL THEN gauges.high ELSE :param_1 END, :param_2) + :param_3 > :param_4",
      "SELECT gauges.id FROM gauges WHERE max(CASE WHEN gauges.high IS NOT NULL THEN gauges.high ELSE ? END, ?) + ? > ?",
      "SELECT gauges.id FROM gauges WHERE greatest(CASE WHEN gauges.high IS NOT NULL THEN gauges.high ELSE $1::INTEGER END, $2::INTEGER) + $3::INTEGER > $4::INTEGER",
      "SELECT gauges.id FROM gauges WHERE greatest(CASE WHEN gauges.high IS NOT NULL THEN gauges.high ELSE ? END, ?) + ? > ?",
    ],
    rows: [[1]],
  },
  {
    name: "in ORDER BY, and a value in an UPDATE",
    build: () => select(gauges.c.id).orderBy(new FirstOf(gauges.c.high, 0).desc()),
    texts: [
      "SELECT gauges.id FROM gauges ORDER BY CASE WHEN gauges.high IS NOT NULL THEN gauges.high ELSE :param_1 END DESC",
      "SELECT gauges.id FROM gauges ORDER BY CASE WHEN gauges.high IS NOT NULL THEN gauges.high ELSE ? END DESC",
      "SELECT gauges.id FROM gauges ORDER BY CASE WHEN gauges.high IS NOT NULL THEN gauges.high ELSE $1::INTEGER END DESC",
      "SELECT gauges.id FROM gauges ORDER BY CASE WHEN gauges.high IS NOT NULL THEN gauges.high ELSE ? END DESC",
    ],
    rows: [[1], [2]],
  },
  {
    name: "an update",
    build: () =>
      update(gauges)
        .set({ low: new Greatest(gauges.c.low, 7) })
        .where(gauges.c.id.eq(1)),
    texts: [
      "UPDATE gauges SET low=greatest(gauges.low, :param_1) WHERE gauges.id = :id_1",
      "UPDATE gauges SET low=max(gauges.low, ?) WHERE gauges.id = ?",
      "UPDATE gauges SET low=greatest(gauges.low, $1::INTEGER) WHERE gauges.id = $2::INTEGER",
      "UPDATE gauges SET low=greatest(gauges.low, ?) WHERE gauges.id = ?",
    ],
  },
  {
    name: "a statement of one's own, made of a table and a query with binds",
    build: () =>
      new InsertFromSelect(
        gauges,
        select(gauges.c.id.add(10), gauges.c.low, gauges.c.high, gauges.c.name).where(gauges.c.low.gt(5)) as never,
      ),
    texts: [
      "INSERT INTO gauges SELECT gauges.id + :id_1 AS anon_1, gauges.low, gauges.high, gauges.name FROM gauges WHERE gauges.low > :low_1",
      "INSERT INTO gauges SELECT gauges.id + ? AS anon_1, gauges.low, gauges.high, gauges.name FROM gauges WHERE gauges.low > ?",
      "INSERT INTO gauges SELECT gauges.id + $1::INTEGER AS anon_1, gauges.low, gauges.high, gauges.name FROM gauges WHERE gauges.low > $2::INTEGER",
      "INSERT INTO gauges SELECT gauges.id + ? AS anon_1, gauges.low, gauges.high, gauges.name FROM gauges WHERE gauges.low > ?",
    ],
  },
  {
    name: "DDL of one's own: the values of its query are written out",
    build: () =>
      new CreateSnapshot('low "gauges"', select(gauges.c.id, gauges.c.name).where(gauges.c.name.eq("it's"))) as never,
    texts: [
      'CREATE VIEW "low ""gauges""" AS SELECT gauges.id, gauges.name FROM gauges WHERE gauges.name = \'it\'\'s\'',
      'CREATE VIEW "low ""gauges""" AS SELECT gauges.id, gauges.name FROM gauges WHERE gauges.name = \'it\'\'s\'',
      'CREATE VIEW "low ""gauges""" AS SELECT gauges.id, gauges.name FROM gauges WHERE gauges.name = \'it\'\'s\'',
      "CREATE VIEW `low \"gauges\"` AS SELECT gauges.id, gauges.name FROM gauges WHERE gauges.name = 'it''s'",
    ],
  },
];

describe("compiles(): elements of one's own", () => {
  test.each(cases.map((c) => [c.name, c] as const))("%s", (_name, c) => {
    expect(texts(c.build())).toEqual(c.texts);
  });
  test("a subclass inherits, and may have a text of its own", () => {
    class Sub extends Utcnow {}
    class SubSub extends Sub {}
    expect(String(new SubSub())).toBe("CURRENT_TIMESTAMP");
    compiles(Sub, () => "SUB()");
    expect([String(new Utcnow()), String(new Sub()), String(new SubSub())]).toEqual([
      "CURRENT_TIMESTAMP",
      "SUB()",
      "SUB()",
    ]);
    compiles(SubSub, "sqlite", (_e, c) => `SUBSUB(${c.dialect.name})`);
    expect(sqlOf(new SubSub(), "sqlite")).toBe("SUBSUB(sqlite)");
    deregister(Sub);
    expect(String(new Sub())).toBe("CURRENT_TIMESTAMP");
  });
  test("keys: classes, types and structure differ, values do not", () => {
    class Other extends Greatest {}
    const key = (e: ColumnElement<unknown>): string => e.node.key;
    expect(key(new Greatest(gauges.c.low, 1))).toBe(key(new Greatest(gauges.c.low, 2)));
    expect(key(new Greatest(gauges.c.low, 1))).not.toBe(key(new Greatest(gauges.c.high, 1)));
    expect(key(new Greatest(gauges.c.low, 1))).not.toBe(key(new Other(gauges.c.low, 1)));
    expect(key(new Rounded(gauges.c.low, 1))).not.toBe(key(new Rounded(gauges.c.low, 2)));
  });
  test("what nobody said how to write is an error with what to do", () => {
    class Bare extends CustomElement {}
    expect(() => String(new Bare())).toThrow(/compiles\(Bare/);
    class OnlyMysql extends CustomElement {}
    compiles(OnlyMysql, "mysql", () => "X");
    expect(sqlOf(new OnlyMysql(), "mysql")).toBe("X");
    expect(() => sqlOf(new OnlyMysql(), "sqlite")).toThrow(/Nothing says how OnlyMysql is written on sqlite/);
    expect(() => new Greatest(undefined)).toThrow(/parts\[0\]/);
    expect(() => new Greatest({ sql: "x" })).toThrow(/parts\[0\]/);
    expect(() => compiles("nonsense" as never, () => "")).toThrow(/kind of a built-in node/);
    expect(() => compiles(Bare, "sqlite", undefined as never)).toThrow(/needs a function/);
    compiles(Bare, () => 5 as never);
    expect(() => String(new Bare())).toThrow(/must return SQL/);
  });
});

describe("compiles(): what is built in", () => {
  const registered: Parameters<typeof deregister>[0][] = [];
  const use = (target: Parameters<typeof compiles>[0], ...rest: unknown[]): void => {
    registered.push(target);
    (compiles as (...args: unknown[]) => void)(target, ...rest);
  };
  afterEach(() => {
    for (const target of registered.splice(0)) deregister(target);
  });
  const visited =
    (before: string, after = ""): ((e: unknown, c: ElementCompiler) => string) =>
    (_e, c) =>
      before + c.visit() + after;

  test.each<[string, Parameters<typeof compiles>[0], string, string, () => Parameters<typeof sqlOf>[0], string]>([
    [
      "binds in a SELECT",
      "bind",
      "BIND(",
      ")",
      () => select(gauges.c.id).where(gauges.c.low.eq(1)),
      "SELECT gauges.id FROM gauges WHERE gauges.low = BIND(:low_1)",
    ],
    [
      "binds in an INSERT",
      "bind",
      "BIND(",
      ")",
      () => insert(gauges).values({ id: 1, low: 2, name: "x" }),
      "INSERT INTO gauges (id, low, name) VALUES (BIND(:id), BIND(:low), BIND(:name))",
    ],
    [
      "columns",
      "column",
      ">>",
      "<<",
      () => select(gauges.c.id).where(gauges.c.low.eq(1)),
      "SELECT >>gauges.id<< FROM gauges WHERE >>gauges.low<< = :low_1",
    ],
    [
      "functions",
      "function",
      "F_",
      "",
      () => select(func.lower(gauges.c.name)),
      "SELECT F_lower(gauges.name) AS lower_1 FROM gauges",
    ],
    ["tables", "table", "ONLY ", "", () => select(gauges.c.id), "SELECT gauges.id FROM ONLY gauges"],
    ["queries", "select", "/* mine */ ", "", () => select(literal(1)), "/* mine */ SELECT :param_1 AS anon_1"],
    [
      "inserts",
      "insert",
      "/* mine */ ",
      "",
      () => insert(gauges).values({ id: 1, low: 1, name: "" }),
      "/* mine */ INSERT INTO gauges (id, low, name) VALUES (:id, :low, :name)",
    ],
  ])("%s", (_name, kind, before, after, build, expected) => {
    const plain = sqlOf(build());
    use(kind, visited(before, after));
    expect(sqlOf(build())).toBe(expected);
    deregister(kind);
    expect(sqlOf(build())).toBe(plain);
  });
  test("on one dialect only", () => {
    use("column", ["sqlite", "mysql"], visited("<", ">"));
    expect(texts(select(column("x")))).toEqual(["SELECT x", "SELECT <x>", "SELECT x", "SELECT <x>"]);
  });
  test("DDL and types", () => {
    const create = new CreateTable(new MetaData().table("t", { on: boolean() }));
    use(CreateTable, visited("/* made */"));
    expect(create.compile().sql.replaceAll(/[\n\t]/g, "")).toBe(
      "/* made */CREATE TABLE t (on BOOLEAN NOT NULL)".replace("(on", '("on"'),
    );
    deregister(CreateTable);
    const type = boolean().type.constructor as never;
    use(type, "mysql", () => "BIT(1)");
    expect(create.compile({ dialect: "mysql" }).sql).toContain("BIT(1)");
    expect(create.compile({ dialect: "sqlite" }).sql).toContain("BOOLEAN");
    class Mine extends UserDefinedType {
      override getColSpec(): string {
        return "MINE";
      }
    }
    use(Mine, "sqlite", () => "SQLITE_MINE");
    const mine = new CreateTable(new MetaData().table("t", { x: new ColumnBuilder(new Mine()) }));
    expect(mine.compile({ dialect: "sqlite" }).sql).toContain("x SQLITE_MINE NOT NULL");
    expect(mine.compile({ dialect: "postgresql" }).sql).toContain("x MINE NOT NULL");
    expect(new Mine()).toBeInstanceOf(SqlType);
  });
});

describeAsync("compiles()", (database) => {
  test("rows of every case, from the cache with other values too", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    await metadata.createAll(connection);
    await connection.execute(insert(gauges), data);
    await connection.commit();
    for (const c of cases) {
      const result = await connection.execute(c.build() as never);
      if (c.rows !== undefined)
        expect
          .soft(
            result.all().map((row: Iterable<unknown>) => [...row]),
            c.name,
          )
          .toEqual(c.rows);
      if (c.name.startsWith("DDL")) {
        const view = await connection.execute(text(`SELECT count(*) FROM ${engine.dialect.quote('low "gauges"')}`));
        expect(Number(view.scalarOne())).toBe(0);
        await connection.execute(new DropSnapshot('low "gauges"'));
      }
      await connection.rollback();
    }
    for (const [least, expected] of [
      [1, [3, 8]],
      [6, [6, 8]],
      [100, [100, 100]],
    ] as const) {
      const found = await connection.scalars(
        select(new Greatest(gauges.c.low, least))
          .where(gauges.c.id.in([1, 2]))
          .orderBy(gauges.c.id),
      );
      expect(found.all()).toEqual(expected);
    }
    const now = (await connection.execute(select(new Utcnow()))).scalarOne();
    expect(Math.abs(now.getTime() - Date.now())).toBeLessThan(3_600_000 / 2);
  });
});
