import {
  ArgumentError,
  char,
  column,
  ColumnBuilder,
  type ColumnElement,
  CreateTable,
  customType,
  deleteFrom,
  func,
  insert,
  integer,
  literal,
  literalColumn,
  MetaData,
  select,
  string,
  text,
  typeCoerce,
  union,
  update,
  UserDefinedType,
} from "athanor";
import { describe, expect, test } from "vitest";
import { describeAsync } from "../support/databases.ts";
import { sqlOf } from "./support.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}
/** Values that are objects, in text. */
const point = customType<Point, string>({
  impl: string(40),
  processBindParam: (p) => {
    if (typeof p?.x !== "number") throw new ArgumentError("A point was expected.");
    return `${p.x}|${p.y}`;
  },
  processResultValue: (value) => {
    const [x, y] = value.split("|").map(Number) as [number, number];
    return { x, y };
  },
  compareValues: (a, b) => a.x === b.x && a.y === b.y,
  identityKey: (p) => `${p.x}|${p.y}`,
});
/** SQL around binds and columns. */
const folded = customType<string, string>({
  impl: string(40),
  processBindParam: (value) => value,
  processResultValue: (value) => value,
  bindExpression: (bind) => func.lower(bind),
  columnExpression: (c) => func.upper(c),
});
/** A decorator around one that has SQL of its own. */
const trimmed = customType<string, string>({
  impl: folded,
  processBindParam: (value) => value,
  processResultValue: (value) => `<${value}>`,
  bindExpression: (bind) => func.trim(bind),
  columnExpression: (c) => func.ltrim!(c),
});
/** Other types on other dialects; operators of its own; a plain number is a number of cents. */
const money = customType<number, number>({
  impl: integer(),
  loadDialectImpl: (dialect) => (dialect.name === "postgresql" ? integer() : integer().withVariant(integer(), "mysql")),
  processBindParam: (euros) => Math.round(euros * 100),
  processResultValue: (cents) => cents / 100,
  coerceComparedValue: (operator) => (operator === "mul" ? integer() : undefined),
  operators: { sub: (a, b) => func.abs(a.sub(b)) },
});
/** null is stored as a word. */
const worded = customType<string | null, string>({
  impl: string(10),
  evaluatesNone: true,
  processBindParam: (value) => value ?? "none",
  processResultValue: (value) => (value === "none" ? null : value),
});

const metadata = new MetaData();
const buoys = metadata.table("buoys", {
  id: integer().primaryKey(),
  at: point,
  tag: folded,
  owner: trimmed,
  price: money,
  note: worded.nullable(),
});
const rows = [
  { id: 1, at: { x: 1, y: 2 }, tag: "RED", owner: " Ann ", price: 1.25, note: "x" },
  { id: 2, at: { x: -3, y: 0 }, tag: "Blue", owner: "BOB", price: 10, note: null },
];

interface Case {
  readonly name: string;
  readonly build: () => Parameters<typeof sqlOf>[0];
  readonly default: string;
  readonly postgresql: string;
  /** With `?` for binds; MySQL's is the same, unless told. */
  readonly sqlite: string;
  readonly mysql?: string;
  readonly rows?: readonly (readonly unknown[])[];
}
const cases: readonly Case[] = [
  {
    name: "values are converted on the way in and out",
    build: () => select(buoys.c.at).where(buoys.c.at.eq({ x: 1, y: 2 })),
    default: "SELECT buoys.at FROM buoys WHERE buoys.at = :at_1",
    sqlite: "SELECT buoys.at FROM buoys WHERE buoys.at = ?",
    postgresql: "SELECT buoys.at FROM buoys WHERE buoys.at = $1::VARCHAR",
    rows: [[{ x: 1, y: 2 }]],
  },
  {
    name: "in a list",
    build: () =>
      select(buoys.c.id).where(
        buoys.c.at.in([
          { x: 1, y: 2 },
          { x: 5, y: 5 },
        ]),
      ),
    default: "SELECT buoys.id FROM buoys WHERE buoys.at IN (:at_1_1, :at_1_2)",
    sqlite: "SELECT buoys.id FROM buoys WHERE buoys.at IN (?, ?)",
    postgresql: "SELECT buoys.id FROM buoys WHERE buoys.at IN ($1::VARCHAR, $2::VARCHAR)",
    rows: [[1]],
  },
  {
    name: "a literal with a type",
    build: () => select(typeCoerce(literalColumn("'7|8'"), point).label("p")),
    default: "SELECT '7|8' AS p",
    sqlite: "SELECT '7|8' AS p",
    postgresql: "SELECT '7|8' AS p",
    rows: [[{ x: 7, y: 8 }]],
  },
  {
    name: "SQL around binds and columns",
    build: () => select(buoys.c.id, buoys.c.tag).where(buoys.c.tag.eq("ReD")),
    default: "SELECT buoys.id, upper(buoys.tag) AS tag FROM buoys WHERE buoys.tag = lower(:tag_1)",
    sqlite: "SELECT buoys.id, upper(buoys.tag) AS tag FROM buoys WHERE buoys.tag = lower(?)",
    postgresql: "SELECT buoys.id, upper(buoys.tag) AS tag FROM buoys WHERE buoys.tag = lower($1::VARCHAR)",
    rows: [[1, "RED"]],
  },
  {
    name: "SQL around each value of a list",
    build: () =>
      select(buoys.c.id)
        .where(buoys.c.tag.in(["RED", "BLUE", "x"]))
        .orderBy(buoys.c.id),
    default:
      "SELECT buoys.id FROM buoys WHERE buoys.tag IN (lower(:tag_1_1), lower(:tag_1_2), lower(:tag_1_3)) ORDER BY buoys.id",
    sqlite: "SELECT buoys.id FROM buoys WHERE buoys.tag IN (lower(?), lower(?), lower(?)) ORDER BY buoys.id",
    postgresql:
      "SELECT buoys.id FROM buoys WHERE buoys.tag IN (lower($1::VARCHAR), lower($2::VARCHAR), lower($3::VARCHAR)) ORDER BY buoys.id",
    rows: [[1], [2]],
  },
  {
    name: "an empty list stays empty",
    build: () => select(buoys.c.id).where(buoys.c.tag.in([])),
    default: "SELECT buoys.id FROM buoys WHERE buoys.tag IN (NULL) AND (1 != 1)",
    sqlite: "SELECT buoys.id FROM buoys WHERE buoys.tag IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)",
    postgresql: "SELECT buoys.id FROM buoys WHERE buoys.tag IN (NULL) AND (1 != 1)",
    rows: [],
  },
  {
    name: "a label",
    build: () => select(buoys.c.tag.label("t")).orderBy("t"),
    default: "SELECT upper(buoys.tag) AS t FROM buoys ORDER BY t",
    sqlite: "SELECT upper(buoys.tag) AS t FROM buoys ORDER BY t",
    postgresql: "SELECT upper(buoys.tag) AS t FROM buoys ORDER BY t",
    rows: [["BLUE"], ["RED"]],
  },
  {
    name: "a subquery has the column as it is, the outer statement the expression",
    build: () => {
      const inner = select(buoys.c.id, buoys.c.tag).subquery();
      return select(inner.c.id, inner.c.tag).orderBy(inner.c.id);
    },
    default:
      "SELECT anon_1.id, upper(anon_1.tag) AS tag FROM (SELECT buoys.id AS id, buoys.tag AS tag FROM buoys) AS anon_1 ORDER BY anon_1.id",
    sqlite:
      "SELECT anon_1.id, upper(anon_1.tag) AS tag FROM (SELECT buoys.id AS id, buoys.tag AS tag FROM buoys) AS anon_1 ORDER BY anon_1.id",
    postgresql:
      "SELECT anon_1.id, upper(anon_1.tag) AS tag FROM (SELECT buoys.id AS id, buoys.tag AS tag FROM buoys) AS anon_1 ORDER BY anon_1.id",
    rows: [
      [1, "RED"],
      [2, "BLUE"],
    ],
  },
  {
    name: "both sides of a union",
    build: () => union(select(buoys.c.tag).where(buoys.c.id.eq(1)), select(buoys.c.tag).where(buoys.c.tag.eq("red"))),
    default:
      "SELECT upper(buoys.tag) AS tag FROM buoys WHERE buoys.id = :id_1 UNION SELECT upper(buoys.tag) AS tag FROM buoys WHERE buoys.tag = lower(:tag_1)",
    sqlite:
      "SELECT upper(buoys.tag) AS tag FROM buoys WHERE buoys.id = ? UNION SELECT upper(buoys.tag) AS tag FROM buoys WHERE buoys.tag = lower(?)",
    postgresql:
      "SELECT upper(buoys.tag) AS tag FROM buoys WHERE buoys.id = $1::INTEGER UNION SELECT upper(buoys.tag) AS tag FROM buoys WHERE buoys.tag = lower($2::VARCHAR)",
    rows: [["RED"]],
  },
  {
    name: "one decorator around another: the inner one's SQL is inside",
    build: () => select(buoys.c.owner).where(buoys.c.owner.eq(" ANN ")),
    default: "SELECT ltrim(upper(buoys.owner)) AS owner FROM buoys WHERE buoys.owner = trim(lower(:owner_1))",
    sqlite: "SELECT ltrim(upper(buoys.owner)) AS owner FROM buoys WHERE buoys.owner = trim(lower(?))",
    postgresql: "SELECT ltrim(upper(buoys.owner)) AS owner FROM buoys WHERE buoys.owner = trim(lower($1::VARCHAR))",
    rows: [["<ANN>"]],
  },
  {
    name: "an operator of the type's own",
    build: () => select(buoys.c.price.sub(20)).where(buoys.c.id.eq(2)),
    default: "SELECT abs(buoys.price - :price_1) AS anon_1 FROM buoys WHERE buoys.id = :id_1",
    sqlite: "SELECT abs(buoys.price - ?) AS anon_1 FROM buoys WHERE buoys.id = ?",
    postgresql: "SELECT abs(buoys.price - $1::INTEGER) AS anon_1 FROM buoys WHERE buoys.id = $2::INTEGER",
    rows: [[10]],
  },
  {
    name: "a value that meets the type under an operator gets the type that the decorator says",
    build: () => select(buoys.c.id).where(buoys.c.price.mul(4).eq(5)),
    default: "SELECT buoys.id FROM buoys WHERE buoys.price * :price_1 = :param_1",
    sqlite: "SELECT buoys.id FROM buoys WHERE buoys.price * ? = ?",
    postgresql: "SELECT buoys.id FROM buoys WHERE buoys.price * $1::INTEGER = $2::INTEGER",
    rows: [[1]],
  },
  {
    name: "an update",
    build: () => update(buoys).set({ tag: "GREEN", price: 2 }).where(buoys.c.id.eq(1)),
    default: "UPDATE buoys SET tag=lower(:tag), price=:price WHERE buoys.id = :id_1",
    sqlite: "UPDATE buoys SET tag=lower(?), price=? WHERE buoys.id = ?",
    postgresql: "UPDATE buoys SET tag=lower($1::VARCHAR), price=$2::INTEGER WHERE buoys.id = $3::INTEGER",
  },
  {
    name: "a delete",
    build: () => deleteFrom(buoys).where(buoys.c.tag.startswith("R")),
    default: "DELETE FROM buoys WHERE (buoys.tag LIKE lower(:tag_1) || '%')",
    sqlite: "DELETE FROM buoys WHERE (buoys.tag LIKE lower(?) || '%')",
    postgresql: "DELETE FROM buoys WHERE (buoys.tag LIKE lower($1::VARCHAR) || '%')",
    mysql: "DELETE FROM buoys WHERE (buoys.tag LIKE concat(lower(?), '%'))",
  },
];

describe("custom types: text", () => {
  test.each(cases.map((c) => [c.name, c] as const))("%s", (_name, c) => {
    expect(sqlOf(c.build())).toBe(c.default);
    expect(sqlOf(c.build(), "sqlite")).toBe(c.sqlite);
    expect(sqlOf(c.build(), "postgresql")).toBe(c.postgresql);
    if (!c.name.includes("empty")) expect(sqlOf(c.build(), "mysql")).toBe(c.mysql ?? c.sqlite);
  });
  test("literals", () => {
    const literalSql = (s: { compile(r: object): { sql: string } }): string =>
      s.compile({ literalBinds: true }).sql.replaceAll(/\n/g, "");
    expect(literalSql(select(buoys.c.id).where(buoys.c.tag.in(["a", "it's"])))).toBe(
      "SELECT buoys.id FROM buoys WHERE buoys.tag IN (lower('a'), lower('it''s'))",
    );
    expect(literalSql(select(buoys.c.id).where(buoys.c.at.eq({ x: 1, y: 2 })))).toBe(
      "SELECT buoys.id FROM buoys WHERE buoys.at = '1|2'",
    );
    expect(literalSql(insert(buoys).values({ id: 1, at: { x: 1, y: 2 }, tag: "T", owner: "O", price: 1.5 }))).toBe(
      "INSERT INTO buoys (id, at, tag, owner, price) VALUES (1, '1|2', lower('T'), trim(lower('O')), 150)",
    );
  });
  test("a custom type needs its two functions, and hooks must give SQL", () => {
    expect(() => customType({ impl: string() } as never)).toThrow(/processBindParam/);
    const bad = customType<string, string>({
      impl: string(),
      processBindParam: (v) => v,
      processResultValue: (v) => v,
      columnExpression: () => "lower(x)" as never,
    });
    expect(() => String(select(column("x", bad)))).toThrow(/columnExpression\(\) must return an SQL expression/);
    const ignores = customType<string, string>({
      impl: string(),
      processBindParam: (v) => v,
      processResultValue: (v) => v,
      bindExpression: () => func.now(),
    });
    expect(() => String(select(column("x", ignores).in(["a"])))).toThrow(/must use the expression/);
  });
});

describe("custom types: their place below others", () => {
  class Geometry extends UserDefinedType<string> {
    readonly srid: number;
    constructor(srid: number) {
      super();
      this.srid = srid;
    }
    override getColSpec(): string {
      return `GEOMETRY(${this.srid})`;
    }
    override bindExpression(bind: ColumnElement<string>): ColumnElement<unknown> {
      return func.ST_GeomFromText!(bind, this.srid);
    }
    override columnExpression(c: ColumnElement<string>): ColumnElement<unknown> {
      return func.ST_AsText!(c);
    }
  }
  const shape = (srid: number): ColumnBuilder<string> => new ColumnBuilder(new Geometry(srid));
  const parcels = new MetaData().table("parcels", { id: integer().primaryKey(), shape: shape(4326) });
  test("a type with a name of its own", () => {
    expect(new CreateTable(parcels).compile().sql.replaceAll(/[\n\t]/g, "")).toContain("shape GEOMETRY(4326) NOT NULL");
    expect(sqlOf(select(parcels.c.shape).where(parcels.c.shape.eq("POINT(0 0)")))).toBe(
      "SELECT ST_AsText(parcels.shape) AS shape FROM parcels WHERE parcels.shape = ST_GeomFromText(:shape_1, :ST_GeomFromText_1)",
    );
    expect(sqlOf(select(parcels.c.shape).where(parcels.c.shape.eq("POINT(0 0)")), "postgresql")).toBe(
      "SELECT ST_AsText(parcels.shape) AS shape FROM parcels WHERE parcels.shape = ST_GeomFromText($1, $2::INTEGER)",
    );
    expect(sqlOf(select(parcels.c.id).where(parcels.c.shape.in(["a", "b"])), "sqlite")).toBe(
      "SELECT parcels.id FROM parcels WHERE parcels.shape IN (ST_GeomFromText(?, 4326), ST_GeomFromText(?, 4326))",
    );
  });
  test("its cache key is its class and its name", () => {
    expect(new Geometry(1).cacheKey).toBe(new Geometry(1).cacheKey);
    expect(new Geometry(1).cacheKey).not.toBe(new Geometry(2).cacheKey);
    const key = (b: ColumnBuilder<string>): string => select(column("x", b)).node.key;
    expect(key(shape(1))).toBe(key(shape(1)));
    expect(key(shape(1))).not.toBe(key(shape(2)));
    expect(key(folded)).not.toBe(key(trimmed));
  });
  test("the type below may differ by dialect", () => {
    const code = customType<string, string>({
      impl: string(9),
      loadDialectImpl: ({ name }) => (name === "mysql" ? char(9) : name === "sqlite" ? text() : string(9)),
      processBindParam: (v) => v,
      processResultValue: (v) => v,
    });
    const create = new CreateTable(new MetaData().table("t", { code }));
    const sql = (dialect: string): string => create.compile({ dialect }).sql.replaceAll(/[\n\t]/g, "");
    expect(sql("sqlite")).toBe("CREATE TABLE t (code TEXT NOT NULL)");
    expect(sql("postgresql")).toBe("CREATE TABLE t (code VARCHAR(9) NOT NULL)");
    expect(sql("mysql")).toBe("CREATE TABLE t (code CHAR(9) NOT NULL)");
    const variant = string(9).withVariant(folded, "sqlite");
    const named = select(column("x", variant)).where(column("x", variant).eq("A"));
    expect(sqlOf(named, "sqlite")).toBe("SELECT upper(x) AS x WHERE x = lower(?)");
    expect(sqlOf(named, "postgresql")).toBe("SELECT x WHERE x = $1::VARCHAR");
  });
});

describeAsync("custom types", (database) => {
  test("rows of every case", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    await metadata.createAll(connection);
    await connection.execute(insert(buoys), rows);
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
      await connection.rollback();
    }
    const all = await connection.execute(select(buoys).orderBy(buoys.c.id));
    expect(all.all().map((row) => [...row])).toEqual([
      [1, { x: 1, y: 2 }, "RED", "<ANN>", 1.25, "x"],
      [2, { x: -3, y: 0 }, "BLUE", "<BOB>", 10, null],
    ]);
    // null went in as a word.
    const stored = await connection.scalars(select(typeCoerce(buoys.c.note, string())).where(buoys.c.id.eq(2)));
    expect(stored.all()).toEqual(["none"]);
    // One cached statement, other values.
    for (const [tag, id] of [
      ["red", 1],
      ["BLUE", 2],
    ] as const) {
      const found = await connection.scalars(select(buoys.c.id).where(buoys.c.tag.eq(tag)));
      expect(found.all()).toEqual([id]);
    }
    await expect(
      connection.execute(insert(buoys).values({ id: 9, at: "1|2" as never, tag: "", owner: "", price: 0 })),
    ).rejects.toThrow(/A point was expected/);
    const compared = await connection.scalars(select(literal(3, money).sub(5)));
    expect(compared.all()).toEqual([2]);
  });
});
