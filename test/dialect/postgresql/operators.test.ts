import { expect, test } from "vitest";
import {
  all,
  and,
  any,
  type AsyncConnection,
  bigInteger,
  caseWhen,
  cast,
  CompileError,
  date,
  func,
  insert,
  integer,
  json,
  literal,
  literalColumn,
  MetaData,
  or,
  select,
  string,
  text,
  typeCoerce,
  update,
} from "athanor";
import {
  aggregateOrderBy,
  array,
  bit,
  cidr,
  citext,
  daterange,
  doublePrecision,
  hstore,
  inet,
  int4multirange,
  int4range,
  int8range,
  interval,
  jsonb,
  jsonpath,
  macaddr,
  macaddr8,
  money,
  numrange,
  oid,
  Range,
  real,
  regclass,
  regconfig,
  time,
  timestamp,
  tsvector,
  varbit,
} from "athanor/postgresql";
import { describeAsync } from "../../support/databases.ts";
import { sqlOf } from "../../sql/support.ts";

const metadata = new MetaData();
const p = metadata.table("p", {
  id: integer().primaryKey(),
  name: string(20),
  jb: jsonb().nullable(),
  j: json().nullable(),
  a: array(integer()).nullable(),
  s: array(string()).nullable(),
  m: array(integer(), { dimensions: 2 }).nullable(),
  r: int4range().nullable(),
  r2: int4range().nullable(),
  mr: int4multirange().nullable(),
  dr: daterange().nullable(),
  nr: numrange().nullable(),
  ts: tsvector().nullable(),
  ip: inet().nullable(),
});
const c = p.c;
const EMPTY = new Range<never>(null, null, { empty: true });

async function fill(connection: AsyncConnection): Promise<void> {
  await metadata.createAll(connection);
  await connection.execute(insert(p), [
    {
      id: 1,
      name: "quick fox",
      jb: { a: { b: [1, 2] }, n: 5, t: "x" },
      j: { a: 1 },
      a: [1, 2, 3],
      s: ["x", 'y,"z\\'],
      m: [
        [1, 2],
        [3, 4],
      ],
      r: new Range(1, 5),
      r2: new Range(3, 8),
      mr: [new Range(1, 3), new Range(5, 7)],
      dr: new Range("2024-01-01", "2024-02-01"),
      nr: new Range<string>("1.5", null),
      ts: "'fox':2 'quick':1",
      ip: "10.0.0.1",
    },
    {
      id: 2,
      name: "dog",
      jb: ["a", "b"],
      j: null,
      a: [],
      s: [null, "NULL"] as string[],
      m: null,
      r: new Range(5, 9),
      r2: new Range(1, 3),
      mr: [],
      dr: new Range<string>(null, "2023-01-01", { bounds: "()" }),
      nr: EMPTY,
      ts: "'dog':1",
      ip: "10.0.0.0/8",
    },
    {
      id: 3,
      name: "none",
      jb: null,
      j: null,
      a: null,
      s: null,
      m: null,
      r: null,
      r2: null,
      mr: null,
      dr: null,
      nr: null,
      ts: null,
      ip: null,
    },
  ]);
}

interface Case {
  readonly name: string;
  readonly build: () => {
    compile(request?: { readonly dialect?: string }): { readonly sql: string; readonly params: readonly unknown[] };
  };
  /** PostgreSQL's text. */
  readonly sql: string;
  /** The other databases refuse to compile it. */
  readonly only?: boolean;
  /** Left out where the database lacks what the statement needs. */
  readonly rows?: readonly (readonly unknown[])[];
}

const cases: readonly Case[] = [
  {
    name: "jsonb key",
    build: () => select(c.jb.get("a")).orderBy(c.id),
    sql: "SELECT p.jb[$1::TEXT] AS anon_1 FROM p ORDER BY p.id",
    rows: [[{ b: [1, 2] }], [null], [null]],
  },
  {
    name: "jsonb position",
    build: () => select(c.jb.get(0)).orderBy(c.id),
    sql: "SELECT p.jb[$1::INT] AS anon_1 FROM p ORDER BY p.id",
    rows: [[null], ["a"], [null]],
  },
  {
    name: "jsonb path",
    build: () => select(c.jb.get(["a", "b", 1])).orderBy(c.id),
    sql: "SELECT p.jb #> $1 AS anon_1 FROM p ORDER BY p.id",
    rows: [[2], [null], [null]],
  },
  {
    name: "jsonb chain",
    build: () => select(c.jb.get("a").get("b")).orderBy(c.id),
    sql: "SELECT p.jb[$1::TEXT][$2::TEXT] AS anon_1 FROM p ORDER BY p.id",
    rows: [[[1, 2]], [null], [null]],
  },
  {
    name: "jsonb chain of path",
    build: () => select(c.jb.get("a").get(["b", 0])).orderBy(c.id),
    sql: "SELECT (p.jb[$1::TEXT]) #> $2 AS anon_1 FROM p ORDER BY p.id",
    rows: [[1], [null], [null]],
  },
  {
    name: "jsonb asString",
    build: () => select(c.jb.get("t").asString()).orderBy(c.id),
    sql: "SELECT CAST(p.jb ->> $1::TEXT AS VARCHAR) AS anon_1 FROM p ORDER BY p.id",
    rows: [["x"], [null], [null]],
  },
  {
    name: "jsonb asInteger",
    build: () => select(c.jb.get("n").asInteger()).orderBy(c.id),
    sql: "SELECT CAST(p.jb ->> $1::TEXT AS INTEGER) AS anon_1 FROM p ORDER BY p.id",
    rows: [[5], [null], [null]],
  },
  {
    name: "jsonb astext",
    build: () => select(c.jb.get("t").astext).orderBy(c.id),
    sql: "SELECT p.jb ->> $1::TEXT AS anon_1 FROM p ORDER BY p.id",
    only: true,
    rows: [["x"], [null], [null]],
  },
  {
    name: "jsonb path astext",
    build: () => select(c.jb.get(["a", "b"]).astext).orderBy(c.id),
    sql: "SELECT p.jb #>> $1 AS anon_1 FROM p ORDER BY p.id",
    only: true,
    rows: [["[1, 2]"], [null], [null]],
  },
  {
    name: "jsonb chain astext",
    build: () => select(c.jb.get("a").get("b").astext).orderBy(c.id),
    sql: "SELECT (p.jb[$1::TEXT]) ->> $2::TEXT AS anon_1 FROM p ORDER BY p.id",
    only: true,
    rows: [["[1, 2]"], [null], [null]],
  },
  {
    name: "jsonb astext compared",
    build: () => select(c.id).where(c.jb.get("t").astext.eq("x")).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE (p.jb ->> $1::TEXT) = $2::VARCHAR ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "jsonb astext cast compared",
    build: () => select(c.id).where(c.jb.get("n").astext.cast(integer()).eq(5)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE CAST((p.jb ->> $1::TEXT) AS INTEGER) = $2::INTEGER ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "jsonb path text compared",
    build: () =>
      select(c.id)
        .where(c.jb.get(["a", "b"]).astext.eq("[1, 2]"))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE (p.jb #>> $1) = $2::VARCHAR ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "json astext",
    build: () => select(c.j.get("a").astext).orderBy(c.id),
    sql: "SELECT p.j ->> $1::TEXT AS anon_1 FROM p ORDER BY p.id",
    only: true,
    rows: [["1"], [null], [null]],
  },
  {
    name: "jsonb hasKey",
    build: () => select(c.id).where(c.jb.hasKey("a")).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.jb ? $1::VARCHAR ORDER BY p.id",
    only: true,
    rows: [[1], [2]],
  },
  {
    name: "jsonb hasKey of a column",
    build: () => select(c.id).where(c.jb.hasKey(c.name)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.jb ? p.name ORDER BY p.id",
    only: true,
    rows: [],
  },
  {
    name: "jsonb hasKey of an element",
    build: () => select(c.id).where(c.jb.get("a").hasKey("b")).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.jb[$1::TEXT] ? $2::VARCHAR ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "jsonb hasAll",
    build: () =>
      select(c.id)
        .where(c.jb.hasAll(["a", "n"]))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.jb ?& ARRAY[$1::VARCHAR, $2::VARCHAR] ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "jsonb hasAny",
    build: () =>
      select(c.id)
        .where(c.jb.hasAny(["n", "b"]))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.jb ?| ARRAY[$1::VARCHAR, $2::VARCHAR] ORDER BY p.id",
    only: true,
    rows: [[1], [2]],
  },
  {
    name: "jsonb hasAny of an array",
    build: () =>
      select(c.id)
        .where(c.jb.hasAny(array(["n", "b"])))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.jb ?| ARRAY[$1::VARCHAR, $2::VARCHAR] ORDER BY p.id",
    only: true,
    rows: [[1], [2]],
  },
  {
    name: "jsonb has no key",
    build: () => select(c.id).where(c.jb.hasKey("a").not()).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE NOT (p.jb ? $1::VARCHAR) ORDER BY p.id",
    only: true,
    rows: [],
  },
  {
    name: "jsonb contains",
    build: () =>
      select(c.id)
        .where(c.jb.contains({ n: 5 }))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.jb @> $1::JSONB ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "jsonb element contains",
    build: () =>
      select(c.id)
        .where(c.jb.get("a").contains({ b: [2] }))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.jb[$1::TEXT] @> $2::JSONB ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "jsonb contains a list",
    build: () =>
      select(c.id)
        .where(c.jb.contains(["b"]))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.jb @> $1::JSONB ORDER BY p.id",
    only: true,
    rows: [[2]],
  },
  {
    name: "jsonb contained",
    build: () =>
      select(c.id)
        .where(c.jb.containedBy(["a", "b", "c"]))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.jb <@ $1::JSONB ORDER BY p.id",
    only: true,
    rows: [[2]],
  },
  {
    name: "jsonb deletePath",
    build: () => select(c.jb.deletePath(["a", "b"])).where(c.id.eq(1)),
    sql: "SELECT p.jb #- CAST(ARRAY[$1::VARCHAR, $2::VARCHAR] AS TEXT[]) AS anon_1 FROM p WHERE p.id = $3::INTEGER",
    only: true,
    rows: [[{ a: {}, n: 5, t: "x" }]],
  },
  {
    name: "jsonb deletePath of an array",
    build: () => select(c.jb.deletePath(array(["a", "b"]))).where(c.id.eq(1)),
    sql: "SELECT p.jb #- CAST(ARRAY[$1::VARCHAR, $2::VARCHAR] AS TEXT[]) AS anon_1 FROM p WHERE p.id = $3::INTEGER",
    only: true,
    rows: [[{ a: {}, n: 5, t: "x" }]],
  },
  {
    name: "jsonb deletePath by position",
    build: () => select(c.jb.deletePath(["a", "b", 0])).where(c.id.eq(1)),
    sql: "SELECT p.jb #- CAST(ARRAY[$1::VARCHAR, $2::VARCHAR, $3::VARCHAR] AS TEXT[]) AS anon_1 FROM p WHERE p.id = $4::INTEGER",
    only: true,
    rows: [[{ a: { b: [2] }, n: 5, t: "x" }]],
  },
  {
    name: "jsonb pathExists",
    build: () => select(c.id).where(c.jb.pathExists("$.a.b[*] ? (@ > 1)")).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.jb @? $1 ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "jsonb pathMatch",
    build: () => select(c.id).where(c.jb.pathMatch("$.n > 4")).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.jb @@ $1 ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "jsonb and",
    build: () =>
      select(c.id)
        .where(and(c.jb.get("a").contains({ b: [1] }), c.jb.get("t").astext.eq("x")))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE (p.jb[$1::TEXT] @> $2::JSONB) AND (p.jb ->> $3::TEXT) = $4::VARCHAR ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "jsonb equals",
    build: () =>
      select(c.id)
        .where(c.jb.eq(["a", "b"]))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.jb = $1::JSONB ORDER BY p.id",
    rows: [[2]],
  },
  {
    name: "jsonb differs",
    build: () =>
      select(c.id)
        .where(c.jb.ne(["a", "b"]))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.jb != $1::JSONB ORDER BY p.id",
    rows: [[1]],
  },
  {
    name: "jsonb element equals a number",
    build: () => select(c.id).where(c.jb.get("n").eq(5)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.jb[$1::TEXT] = $2::JSONB ORDER BY p.id",
    rows: [[1]],
  },
  {
    name: "jsonb element equals text",
    build: () => select(c.id).where(c.jb.get("t").eq("x")).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.jb[$1::TEXT] = $2::JSONB ORDER BY p.id",
    rows: [[1]],
  },
  {
    name: "jsonb element equals true",
    build: () => select(c.id).where(c.jb.get("t").eq(true)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.jb[$1::TEXT] = $2::JSONB ORDER BY p.id",
    rows: [],
  },
  {
    name: "jsonb element greater",
    build: () => select(c.id).where(c.jb.get("n").gt(4)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.jb[$1::TEXT] > $2::JSONB ORDER BY p.id",
    rows: [[1]],
  },
  {
    name: "jsonb concat",
    build: () => select(c.jb.concat({ z: 1 })).orderBy(c.id),
    sql: "SELECT p.jb || $1::JSONB AS anon_1 FROM p ORDER BY p.id",
    rows: [[{ a: { b: [1, 2] }, n: 5, t: "x", z: 1 }], [["a", "b", { z: 1 }]], [null]],
  },
  {
    name: "jsonb add",
    build: () => select(c.jb.add({ z: 1 })).orderBy(c.id),
    sql: "SELECT p.jb || $1::JSONB AS anon_1 FROM p ORDER BY p.id",
    rows: [[{ a: { b: [1, 2] }, n: 5, t: "x", z: 1 }], [["a", "b", { z: 1 }]], [null]],
  },
  {
    name: "jsonb minus a key",
    build: () => select(c.jb.op("-")("n")).where(c.id.le(2)).orderBy(c.id),
    sql: "SELECT p.jb - $1::VARCHAR AS anon_1 FROM p WHERE p.id <= $2::INTEGER ORDER BY p.id",
    rows: [[{ a: { b: [1, 2] }, t: "x" }], [["a", "b"]]],
  },
  {
    name: "jsonb of a function",
    build: () => select(typeCoerce(func.jsonb_build_object!("a", 1), jsonb()).get("a")),
    sql: "SELECT (jsonb_build_object($1::VARCHAR, $2::INTEGER))[$3::TEXT] AS anon_1",
    rows: [[1]],
  },
  {
    name: "jsonb of a cast",
    build: () => select(cast({ a: 2 }, jsonb()).get("a")),
    sql: "SELECT (CAST($1::JSONB AS JSONB))[$2::TEXT] AS anon_1",
    rows: [[2]],
  },
  {
    name: "jsonb path query",
    build: () => select(func.jsonb_path_query_array!(c.jb, cast("$.a.b[*]", jsonpath()))).orderBy(c.id),
    sql: "SELECT jsonb_path_query_array(p.jb, CAST($1 AS JSONPATH)) AS jsonb_path_query_array_1 FROM p ORDER BY p.id",
    rows: [["[1, 2]"], ["[]"], [null]],
  },
  {
    name: "jsonb ordered",
    build: () => select(c.id).where(c.jb.isNot(null)).orderBy(c.jb.get("n"), c.id),
    sql: "SELECT p.id FROM p WHERE p.jb IS NOT NULL ORDER BY p.jb[$1::TEXT], p.id",
    rows: [[1], [2]],
  },
  {
    name: "array at",
    build: () => select(c.a.at(1)).orderBy(c.id),
    sql: "SELECT p.a[$1::INTEGER] AS anon_1 FROM p ORDER BY p.id",
    only: true,
    rows: [[1], [null], [null]],
  },
  {
    name: "array at an expression",
    build: () => select(c.a.at(c.id)).orderBy(c.id),
    sql: "SELECT p.a[p.id] AS anon_1 FROM p ORDER BY p.id",
    only: true,
    rows: [[1], [null], [null]],
  },
  {
    name: "array at compared",
    build: () => select(c.id).where(c.a.at(2).eq(2)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.a[$1::INTEGER] = $2::INTEGER ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "array slice",
    build: () => select(c.a.slice(1, 2)).orderBy(c.id),
    sql: "SELECT p.a[$1::INTEGER:$2::INTEGER] AS anon_1 FROM p ORDER BY p.id",
    only: true,
    rows: [[[1, 2]], [[]], [null]],
  },
  {
    name: "array open slice",
    build: () => select(c.a.slice(2, null)).orderBy(c.id),
    sql: "SELECT p.a[$1::INTEGER:NULL] AS anon_1 FROM p ORDER BY p.id",
    only: true,
    rows: [[null], [null], [null]],
  },
  {
    name: "array slice compared",
    build: () =>
      select(c.id)
        .where(c.a.slice(1, 2).eq([1, 2]))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.a[$1::INTEGER:$2::INTEGER] = $3::INTEGER[] ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "array of arrays at",
    build: () => select(c.m.at(1).at(2)).orderBy(c.id),
    sql: "SELECT p.m[$1::INTEGER][$2::INTEGER] AS anon_1 FROM p ORDER BY p.id",
    only: true,
    rows: [[2], [null], [null]],
  },
  {
    name: "array of arrays slice",
    build: () => select(c.m.slice(1, 1)).orderBy(c.id),
    sql: "SELECT p.m[$1::INTEGER:$2::INTEGER] AS anon_1 FROM p ORDER BY p.id",
    only: true,
    rows: [[[[1, 2]]], [null], [null]],
  },
  {
    name: "array any",
    build: () => select(c.id).where(c.a.any(2)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE $1::INTEGER = ANY (p.a) ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "array any less",
    build: () => select(c.id).where(c.a.any(2, "<")).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE $1::INTEGER < ANY (p.a) ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "array any not",
    build: () => select(c.id).where(c.a.any(2).not()).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE NOT ($1::INTEGER = ANY (p.a)) ORDER BY p.id",
    only: true,
    rows: [[2]],
  },
  {
    name: "array all",
    build: () => select(c.id).where(c.a.all(2)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE $1::INTEGER = ALL (p.a) ORDER BY p.id",
    only: true,
    rows: [[2]],
  },
  {
    name: "array all at least",
    build: () => select(c.id).where(c.a.all(3, ">=")).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE $1::INTEGER >= ALL (p.a) ORDER BY p.id",
    only: true,
    rows: [[1], [2]],
  },
  {
    name: "array any text",
    build: () => select(c.id).where(c.s.any("x")).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE $1::VARCHAR = ANY (p.s) ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "equals any",
    build: () => select(c.id).where(c.id.eq(c.a.any())).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.id = ANY (p.a) ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "equals any of the function",
    build: () =>
      select(c.id)
        .where(c.id.eq(any(c.a)))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.id = ANY (p.a) ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "differs from all",
    build: () =>
      select(c.id)
        .where(c.id.ne(all(c.a)))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.id != ALL (p.a) ORDER BY p.id",
    only: true,
    rows: [[2]],
  },
  {
    name: "any of a literal",
    build: () =>
      select(c.id)
        .where(c.id.eq(any(array([1, 3]))))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.id = ANY (ARRAY[$1::INTEGER, $2::INTEGER]) ORDER BY p.id",
    only: true,
    rows: [[1], [3]],
  },
  {
    name: "like any",
    build: () =>
      select(c.id)
        .where(c.name.like(any(array(["d%", "n%"]))))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.name LIKE ANY (ARRAY[$1::VARCHAR, $2::VARCHAR]) ORDER BY p.id",
    only: true,
    rows: [[2], [3]],
  },
  {
    name: "array contains",
    build: () =>
      select(c.id)
        .where(c.a.contains([1, 2]))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.a @> $1::INTEGER[] ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "array contains an array",
    build: () =>
      select(c.id)
        .where(c.a.contains(array([1, 2])))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.a @> ARRAY[$1::INTEGER, $2::INTEGER] ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "array contains text",
    build: () =>
      select(c.id)
        .where(c.s.contains(['y,"z\\']))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.s @> $1::VARCHAR[] ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "array contained",
    build: () =>
      select(c.id)
        .where(c.a.containedBy([1, 2, 3, 4]))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.a <@ $1::INTEGER[] ORDER BY p.id",
    only: true,
    rows: [[1], [2]],
  },
  {
    name: "array overlap",
    build: () =>
      select(c.id)
        .where(c.a.overlap([3, 9]))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.a && $1::INTEGER[] ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "array overlap itself",
    build: () => select(c.id).where(c.a.overlap(c.a)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.a && p.a ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "array concat",
    build: () => select(c.a.add([4])).orderBy(c.id),
    sql: "SELECT p.a || $1::INTEGER[] AS anon_1 FROM p ORDER BY p.id",
    rows: [[[1, 2, 3, 4]], [[4]], [[4]]],
  },
  {
    name: "array concat an array",
    build: () => select(c.a.concat(array([4, 5]))).orderBy(c.id),
    sql: "SELECT p.a || ARRAY[$1::INTEGER, $2::INTEGER] AS anon_1 FROM p ORDER BY p.id",
    only: true,
    rows: [[[1, 2, 3, 4, 5]], [[4, 5]], [[4, 5]]],
  },
  {
    name: "array equals",
    build: () =>
      select(c.id)
        .where(c.a.eq([1, 2, 3]))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.a = $1::INTEGER[] ORDER BY p.id",
    rows: [[1]],
  },
  {
    name: "array equals empty",
    build: () => select(c.id).where(c.a.eq([])).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.a = $1::INTEGER[] ORDER BY p.id",
    rows: [[2]],
  },
  {
    name: "array equals an array",
    build: () =>
      select(c.id)
        .where(c.a.eq(array([1, 2, 3])))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.a = ARRAY[$1::INTEGER, $2::INTEGER, $3::INTEGER] ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "array append",
    build: () => select(func.array_append!(c.a, 9)).orderBy(c.id),
    sql: "SELECT array_append(p.a, $1::INTEGER) AS array_append_1 FROM p ORDER BY p.id",
    rows: [["{1,2,3,9}"], ["{9}"], ["{9}"]],
  },
  {
    name: "array length",
    build: () => select(func.array_length!(c.a, 1)).orderBy(c.id),
    sql: "SELECT array_length(p.a, $1::INTEGER) AS array_length_1 FROM p ORDER BY p.id",
    rows: [[3], [null], [null]],
  },
  {
    name: "array in",
    build: () =>
      select(c.id)
        .where(c.a.at(1).in([1, 7]))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.a[$1::INTEGER] IN ($2::INTEGER, $3::INTEGER) ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "array literal",
    build: () => select(array([1, 2])),
    sql: "SELECT ARRAY[$1::INTEGER, $2::INTEGER] AS anon_1",
    only: true,
    rows: [[[1, 2]]],
  },
  {
    name: "array literal of text",
    build: () => select(array(["a", null])),
    sql: "SELECT ARRAY[$1::VARCHAR, NULL] AS anon_1",
    only: true,
    rows: [[["a", null]]],
  },
  {
    name: "array literal with an expression",
    build: () => select(array([1, c.id])).orderBy(c.id),
    sql: "SELECT ARRAY[$1::INTEGER, p.id] AS anon_1 FROM p ORDER BY p.id",
    only: true,
    rows: [[[1, 1]], [[1, 2]], [[1, 3]]],
  },
  {
    name: "array literal of nothing",
    build: () => select(array([], { type: integer() })),
    sql: "SELECT ARRAY[]::INTEGER[] AS anon_1",
    only: true,
    rows: [[[]]],
  },
  {
    name: "array literal of arrays",
    build: () => select(array([array([1, 2]), array([3, 4])])),
    sql: "SELECT ARRAY[ARRAY[$1::INTEGER, $2::INTEGER], ARRAY[$3::INTEGER, $4::INTEGER]] AS anon_1",
    only: true,
    rows: [
      [
        [
          [1, 2],
          [3, 4],
        ],
      ],
    ],
  },
  {
    name: "array literal of lists",
    build: () =>
      select(
        array([
          [1, 2],
          [3, 4],
        ]),
      ),
    sql: "SELECT ARRAY[ARRAY[$1::INTEGER, $2::INTEGER], ARRAY[$3::INTEGER, $4::INTEGER]] AS anon_1",
    only: true,
    rows: [
      [
        [
          [1, 2],
          [3, 4],
        ],
      ],
    ],
  },
  {
    name: "array literals added",
    build: () => select(array([1]).add(array([2]))),
    sql: "SELECT ARRAY[$1::INTEGER] || ARRAY[$2::INTEGER] AS anon_1",
    only: true,
    rows: [[[1, 2]]],
  },
  {
    name: "array literal at",
    build: () => select(array([1, 2]).at(1)),
    sql: "SELECT (ARRAY[$1::INTEGER, $2::INTEGER])[$3::INTEGER] AS anon_1",
    only: true,
    rows: [[1]],
  },
  {
    name: "array literal slice",
    build: () => select(array([1, 2, 3]).slice(2, 3)),
    sql: "SELECT (ARRAY[$1::INTEGER, $2::INTEGER, $3::INTEGER])[$4::INTEGER:$5::INTEGER] AS anon_1",
    only: true,
    rows: [[[2, 3]]],
  },
  {
    name: "array literal cast",
    build: () => select(cast(array([1, 2]), array(string()))),
    sql: "SELECT CAST(ARRAY[$1::INTEGER, $2::INTEGER] AS VARCHAR[]) AS anon_1",
    only: true,
    rows: [[["1", "2"]]],
  },
  {
    name: "array literal of a type",
    build: () => select(array([1n], { type: bigInteger() })),
    sql: "SELECT ARRAY[$1::BIGINT] AS anon_1",
    only: true,
    rows: [[[1n]]],
  },
  {
    name: "array_agg",
    build: () => select(func.array_agg(c.id)),
    sql: "SELECT array_agg(p.id) AS array_agg_1 FROM p",
    rows: [[[1, 2, 3]]],
  },
  {
    name: "array_agg at",
    build: () => select(func.array_agg(c.id).at(1)),
    sql: "SELECT (array_agg(p.id))[$1::INTEGER] AS anon_1 FROM p",
    only: true,
    rows: [[1]],
  },
  {
    name: "array_agg contains",
    build: () => select(func.array_agg(c.id).contains([1])),
    sql: "SELECT array_agg(p.id) @> $1::INTEGER[] AS anon_1 FROM p",
    only: true,
    rows: [[true]],
  },
  {
    name: "array_agg ordered",
    build: () => select(func.array_agg(aggregateOrderBy(c.id, c.name.desc()))),
    sql: "SELECT array_agg(p.id ORDER BY p.name DESC) AS array_agg_1 FROM p",
    rows: [[[1, 3, 2]]],
  },
  {
    name: "array_agg of text ordered by two",
    build: () => select(func.array_agg(aggregateOrderBy(c.name, c.name.asc(), c.id.desc()))),
    sql: "SELECT array_agg(p.name ORDER BY p.name ASC, p.id DESC) AS array_agg_1 FROM p",
    rows: [[["dog", "none", "quick fox"]]],
  },
  {
    name: "array_agg distinct",
    build: () => select(func.array_agg(c.id.distinct())),
    sql: "SELECT array_agg(DISTINCT p.id) AS array_agg_1 FROM p",
    rows: [[[1, 2, 3]]],
  },
  {
    name: "string_agg ordered",
    build: () => select(func.string_agg!(c.name, aggregateOrderBy(literalColumn("','"), c.name))),
    sql: "SELECT string_agg(p.name, ',' ORDER BY p.name) AS string_agg_1 FROM p",
    rows: [["dog,none,quick fox"]],
  },
  {
    name: "unnest",
    build: () => select(func.unnest!(c.a)).orderBy(c.id),
    sql: "SELECT unnest(p.a) AS unnest_1 FROM p ORDER BY p.id",
    rows: [[1], [2], [3]],
  },
  {
    name: "range contains",
    build: () => select(c.id).where(c.r.contains(c.r2)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.r @> p.r2 ORDER BY p.id",
    only: true,
    rows: [],
  },
  {
    name: "range contains a value",
    build: () =>
      select(c.id)
        .where(c.r.contains(new Range(2, 4)))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.r @> $1::INT4RANGE ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "range contains an element",
    build: () => select(c.id).where(c.r.contains(4)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.r @> $1::INTEGER ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "range contained",
    build: () =>
      select(c.id)
        .where(c.r.containedBy(new Range(0, 6)))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.r <@ $1::INT4RANGE ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "range overlaps",
    build: () => select(c.id).where(c.r.overlaps(c.r2)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.r && p.r2 ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "range overlaps a value",
    build: () =>
      select(c.id)
        .where(c.r.overlaps(new Range(4, 5)))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.r && $1::INT4RANGE ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "range overlaps not",
    build: () => select(c.id).where(c.r.overlaps(c.r2).not()).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE NOT (p.r && p.r2) ORDER BY p.id",
    only: true,
    rows: [[2]],
  },
  {
    name: "range strictlyLeftOf",
    build: () =>
      select(c.id)
        .where(c.r.strictlyLeftOf(new Range(6, 7)))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.r << $1::INT4RANGE ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "range strictlyRightOf",
    build: () => select(c.id).where(c.r.strictlyRightOf(c.r2)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.r >> p.r2 ORDER BY p.id",
    only: true,
    rows: [[2]],
  },
  {
    name: "range notExtendRightOf",
    build: () => select(c.id).where(c.r.notExtendRightOf(c.r2)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.r &< p.r2 ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "range notExtendLeftOf",
    build: () => select(c.id).where(c.r.notExtendLeftOf(c.r2)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.r &> p.r2 ORDER BY p.id",
    only: true,
    rows: [[2]],
  },
  {
    name: "range adjacentTo",
    build: () =>
      select(c.id)
        .where(c.r.adjacentTo(new Range(9, 10)))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.r -|- $1::INT4RANGE ORDER BY p.id",
    only: true,
    rows: [[2]],
  },
  {
    name: "range union",
    build: () => select(c.r.union(c.r)).orderBy(c.id),
    sql: "SELECT p.r + p.r AS anon_1 FROM p ORDER BY p.id",
    rows: [[new Range(1, 5)], [new Range(5, 9)], [null]],
  },
  {
    name: "range union of a value",
    build: () => select(c.r.union(new Range(5, 5, { bounds: "[]" }))).orderBy(c.id),
    sql: "SELECT p.r + $1::INT4RANGE AS anon_1 FROM p ORDER BY p.id",
    rows: [[new Range(1, 6)], [new Range(5, 9)], [null]],
  },
  {
    name: "range intersection",
    build: () => select(c.r.intersection(c.r2)).orderBy(c.id),
    sql: "SELECT p.r * p.r2 AS anon_1 FROM p ORDER BY p.id",
    rows: [[new Range(3, 5)], [EMPTY], [null]],
  },
  {
    name: "range difference",
    build: () => select(c.r.difference(c.r2)).orderBy(c.id),
    sql: "SELECT p.r - p.r2 AS anon_1 FROM p ORDER BY p.id",
    rows: [[new Range(1, 3)], [new Range(5, 9)], [null]],
  },
  {
    name: "range added",
    build: () => select(c.r.add(c.r)).orderBy(c.id),
    sql: "SELECT p.r + p.r AS anon_1 FROM p ORDER BY p.id",
    rows: [[new Range(1, 5)], [new Range(5, 9)], [null]],
  },
  {
    name: "range multiplied",
    build: () => select(c.r.mul(new Range(2, 3))).orderBy(c.id),
    sql: "SELECT p.r * $1::INT4RANGE AS anon_1 FROM p ORDER BY p.id",
    rows: [[new Range(2, 3)], [EMPTY], [null]],
  },
  {
    name: "range subtracted",
    build: () => select(c.r.sub(new Range(1, 2))).orderBy(c.id),
    sql: "SELECT p.r - $1::INT4RANGE AS anon_1 FROM p ORDER BY p.id",
    rows: [[new Range(2, 5)], [new Range(5, 9)], [null]],
  },
  {
    name: "range equals",
    build: () =>
      select(c.id)
        .where(c.r.eq(new Range(1, 4, { bounds: "[]" })))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.r = $1::INT4RANGE ORDER BY p.id",
    rows: [[1]],
  },
  {
    name: "range differs",
    build: () =>
      select(c.id)
        .where(c.r.ne(new Range(1, 5)))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.r != $1::INT4RANGE ORDER BY p.id",
    rows: [[2]],
  },
  {
    name: "range less",
    build: () => select(c.id).where(c.r.lt(c.r2)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.r < p.r2 ORDER BY p.id",
    rows: [[1]],
  },
  {
    name: "range in",
    build: () =>
      select(c.id)
        .where(c.r.in([new Range(1, 5), new Range(0, 1)]))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.r IN ($1::INT4RANGE, $2::INT4RANGE) ORDER BY p.id",
    rows: [[1]],
  },
  {
    name: "range lower",
    build: () => select(func.lower(c.r as never)).orderBy(c.id),
    sql: "SELECT lower(p.r) AS lower_1 FROM p ORDER BY p.id",
    rows: [[1], [5], [null]],
  },
  {
    name: "range isempty",
    build: () => select(func.isempty!(c.nr)).orderBy(c.id),
    sql: "SELECT isempty(p.nr) AS isempty_1 FROM p ORDER BY p.id",
    rows: [[false], [true], [null]],
  },
  {
    name: "range literal",
    build: () => select(literal(new Range(1, 5), int4range())),
    sql: "SELECT $1::INT4RANGE AS anon_1",
    rows: [[new Range(1, 5)]],
  },
  {
    name: "range cast",
    build: () => select(cast(new Range(null, 5), int8range())),
    sql: "SELECT CAST($1::INT8RANGE AS INT8RANGE) AS anon_1",
  },
  {
    name: "dates contain a day",
    build: () => select(c.id).where(c.dr.contains("2024-01-15")).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.dr @> $1::DATE ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "dates contain today",
    build: () => select(c.id).where(c.dr.contains(func.current_date!())).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.dr @> CURRENT_DATE ORDER BY p.id",
    only: true,
    rows: [],
  },
  {
    name: "dates",
    build: () => select(c.dr).orderBy(c.id),
    sql: "SELECT p.dr FROM p ORDER BY p.id",
    rows: [[new Range("2024-01-01", "2024-02-01")], [new Range(null, "2023-01-01", { bounds: "()" })], [null]],
  },
  {
    name: "numbers",
    build: () => select(c.nr).orderBy(c.id),
    sql: "SELECT p.nr FROM p ORDER BY p.id",
    rows: [[new Range("1.5", null)], [EMPTY], [null]],
  },
  {
    name: "numbers contain",
    build: () => select(c.id).where(c.nr.contains("2.5")).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.nr @> $1::NUMERIC ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "multirange",
    build: () => select(c.mr).orderBy(c.id),
    sql: "SELECT p.mr FROM p ORDER BY p.id",
    rows: [[[new Range(1, 3), new Range(5, 7)]], [[]], [null]],
  },
  {
    name: "multirange contains",
    build: () => select(c.id).where(c.mr.contains(2)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.mr @> $1::INTEGER ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "multirange contains a range",
    build: () =>
      select(c.id)
        .where(c.mr.contains(new Range(5, 6)))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.mr @> $1::INT4MULTIRANGE ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "multirange contains ranges",
    build: () =>
      select(c.id)
        .where(c.mr.contains([new Range(1, 2), new Range(5, 6)]))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.mr @> $1::INT4MULTIRANGE ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "multirange overlaps",
    build: () => select(c.id).where(c.mr.overlaps(c.r)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.mr && p.r ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "multirange equals",
    build: () =>
      select(c.id)
        .where(c.mr.eq([new Range(1, 3), new Range(5, 7)]))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.mr = $1::INT4MULTIRANGE ORDER BY p.id",
    rows: [[1]],
  },
  {
    name: "multirange union",
    build: () => select(c.mr.union([new Range(10, 11)])).orderBy(c.id),
    sql: "SELECT p.mr + $1::INT4MULTIRANGE AS anon_1 FROM p ORDER BY p.id",
    rows: [[[new Range(1, 3), new Range(5, 7), new Range(10, 11)]], [[new Range(10, 11)]], [null]],
  },
  {
    name: "multirange difference",
    build: () => select(c.mr.difference([new Range(2, 6)])).orderBy(c.id),
    sql: "SELECT p.mr - $1::INT4MULTIRANGE AS anon_1 FROM p ORDER BY p.id",
    rows: [[[new Range(1, 2), new Range(6, 7)]], [[]], [null]],
  },
  {
    name: "multirange intersection",
    build: () => select(c.mr.intersection([new Range(2, 6)])).orderBy(c.id),
    sql: "SELECT p.mr * $1::INT4MULTIRANGE AS anon_1 FROM p ORDER BY p.id",
    rows: [[[new Range(2, 3), new Range(5, 6)]], [[]], [null]],
  },
  {
    name: "multirange strictlyLeftOf",
    build: () =>
      select(c.id)
        .where(c.mr.strictlyLeftOf([new Range(8, 9)]))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.mr << $1::INT4MULTIRANGE ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "multirange of ranges",
    build: () => select(func.range_agg!(c.r)),
    sql: "SELECT range_agg(p.r) AS range_agg_1 FROM p",
    rows: [["{[1,9)}"]],
  },
  {
    name: "match",
    build: () => select(c.id).where(c.name.match("fox")).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.name @@ plainto_tsquery($1::VARCHAR) ORDER BY p.id",
    rows: [[1]],
  },
  {
    name: "match not",
    build: () => select(c.id).where(c.name.match("fox").not()).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE NOT p.name @@ plainto_tsquery($1::VARCHAR) ORDER BY p.id",
    rows: [[2], [3]],
  },
  {
    name: "tsvector match",
    build: () => select(c.id).where(c.ts.match("dog")).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.ts @@ plainto_tsquery($1::VARCHAR) ORDER BY p.id",
    rows: [[2]],
  },
  {
    name: "tsvector matches a query",
    build: () =>
      select(c.id)
        .where(c.ts.boolOp("@@")(func.to_tsquery!("english", "fox & quick")))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.ts @@ to_tsquery($1::REGCONFIG, $2::VARCHAR) ORDER BY p.id",
    rows: [[1]],
  },
  {
    name: "to_tsvector",
    build: () => select(func.to_tsvector!("english", c.name)).orderBy(c.id),
    sql: "SELECT to_tsvector($1::REGCONFIG, p.name) AS to_tsvector_1 FROM p ORDER BY p.id",
    rows: [["'fox':2 'quick':1"], ["'dog':1"], ["'none':1"]],
  },
  {
    name: "to_tsvector without configuration",
    build: () =>
      select(c.id)
        .where(func.to_tsvector!(c.name).boolOp("@@")(func.to_tsquery!("fox")))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE to_tsvector(p.name) @@ to_tsquery($1::VARCHAR) ORDER BY p.id",
    rows: [[1]],
  },
  {
    name: "to_tsquery",
    build: () => select(func.to_tsquery!("english", "cats & dogs")),
    sql: "SELECT to_tsquery($1::REGCONFIG, $2::VARCHAR) AS to_tsquery_1",
    rows: [["'cat' & 'dog'"]],
  },
  {
    name: "plainto_tsquery",
    build: () => select(func.plainto_tsquery!("english", "cats dogs")),
    sql: "SELECT plainto_tsquery($1::REGCONFIG, $2::VARCHAR) AS plainto_tsquery_1",
    rows: [["'cat' & 'dog'"]],
  },
  {
    name: "phraseto_tsquery",
    build: () => select(func.phraseto_tsquery!("english", "cats dogs")),
    sql: "SELECT phraseto_tsquery($1::REGCONFIG, $2::VARCHAR) AS phraseto_tsquery_1",
    rows: [["'cat' <-> 'dog'"]],
  },
  {
    name: "websearch_to_tsquery",
    build: () => select(func.websearch_to_tsquery!("english", "cats -dogs")),
    sql: "SELECT websearch_to_tsquery($1::REGCONFIG, $2::VARCHAR) AS websearch_to_tsquery_1",
    rows: [["'cat' & !'dog'"]],
  },
  {
    name: "websearch_to_tsquery without configuration",
    build: () => select(func.websearch_to_tsquery!("cats")),
    sql: "SELECT websearch_to_tsquery($1::VARCHAR) AS websearch_to_tsquery_1",
    rows: [["'cat'"]],
  },
  {
    name: "queries joined",
    build: () => select(func.to_tsquery!("a").op("&&")(func.to_tsquery!("b"))),
    sql: "SELECT to_tsquery($1::VARCHAR) && to_tsquery($2::VARCHAR) AS anon_1",
    rows: [["'b'"]],
  },
  {
    name: "ts_headline",
    build: () => select(func.ts_headline!("english", c.name, func.to_tsquery!("fox"))).orderBy(c.id),
    sql: "SELECT ts_headline($1::REGCONFIG, p.name, to_tsquery($2::VARCHAR)) AS ts_headline_1 FROM p ORDER BY p.id",
    rows: [["quick <b>fox</b>"], ["dog"], ["none"]],
  },
  {
    name: "ts_headline with options",
    build: () => select(func.ts_headline!("a fox", func.to_tsquery!("fox"), "StartSel=<,StopSel=>")),
    sql: "SELECT ts_headline($1::VARCHAR, to_tsquery($2::VARCHAR), $3::VARCHAR) AS ts_headline_1",
    rows: [["a <fox>"]],
  },
  {
    name: "ts_rank",
    build: () =>
      select(c.id)
        .where(c.ts.isNot(null))
        .orderBy(func.ts_rank!(c.ts, func.to_tsquery!("fox")).desc()),
    sql: "SELECT p.id FROM p WHERE p.ts IS NOT NULL ORDER BY ts_rank(p.ts, to_tsquery($1::VARCHAR)) DESC",
    rows: [[1], [2]],
  },
  {
    name: "regconfig cast",
    build: () => select(func.to_tsvector!(cast("english", regconfig()), c.name)).orderBy(c.id),
    sql: "SELECT to_tsvector(CAST($1::REGCONFIG AS REGCONFIG), p.name) AS to_tsvector_1 FROM p ORDER BY p.id",
    rows: [["'fox':2 'quick':1"], ["'dog':1"], ["'none':1"]],
  },
  {
    name: "address equals",
    build: () => select(c.id).where(c.ip.eq("10.0.0.1")).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.ip = $1 ORDER BY p.id",
    rows: [[1]],
  },
  {
    name: "address in a network",
    build: () => select(c.id).where(c.ip.boolOp("<<=")("10.0.0.0/8")).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.ip <<= $1 ORDER BY p.id",
    rows: [[1], [2]],
  },
  {
    name: "address in",
    build: () =>
      select(c.id)
        .where(c.ip.in(["10.0.0.1", "::1"]))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.ip IN ($1, $2) ORDER BY p.id",
    rows: [[1]],
  },
  {
    name: "network of an address",
    build: () => select(func.host!(c.ip)).orderBy(c.id),
    sql: "SELECT host(p.ip) AS host_1 FROM p ORDER BY p.id",
    rows: [["10.0.0.1"], ["10.0.0.0"], [null]],
  },
  {
    name: "cast regclass",
    build: () => select(cast("pg_class", regclass())),
    sql: "SELECT CAST($1::REGCLASS AS REGCLASS) AS anon_1",
    rows: [["pg_class"]],
  },
  {
    name: "cast money",
    build: () => select(cast("1.50", money())),
    sql: "SELECT CAST($1 AS MONEY) AS anon_1",
    rows: [["$1.50"]],
  },
  {
    name: "cast bit",
    build: () => select(cast("101", bit(3))),
    sql: "SELECT CAST($1::BIT(3) AS BIT(3)) AS anon_1",
    rows: [["101"]],
  },
  {
    name: "cast bit of one",
    build: () => select(cast("1", bit())),
    sql: "SELECT CAST($1::BIT(1) AS BIT(1)) AS anon_1",
    rows: [["1"]],
  },
  {
    name: "cast bit varying",
    build: () => select(cast("10", varbit(5))),
    sql: "SELECT CAST($1::BIT VARYING(5) AS BIT VARYING(5)) AS anon_1",
    rows: [["10"]],
  },
  {
    name: "cast bit varying without length",
    build: () => select(cast("1011", bit(undefined, { varying: true }))),
    sql: "SELECT CAST($1::BIT VARYING AS BIT VARYING) AS anon_1",
    rows: [["1011"]],
  },
  {
    name: "cast oid",
    build: () => select(cast(4000000000, oid())),
    sql: "SELECT CAST($1::OID AS OID) AS anon_1",
    rows: [[4000000000]],
  },
  {
    name: "cast timestamp",
    build: () => select(cast(new Date("2024-05-01T10:20:30.456Z"), timestamp({ timezone: true, precision: 1 }))),
    sql: "SELECT CAST($1::TIMESTAMP WITH TIME ZONE AS TIMESTAMP(1) WITH TIME ZONE) AS anon_1",
    rows: [[new Date("2024-05-01T10:20:30.500Z")]],
  },
  {
    name: "cast timestamp without zone",
    build: () => select(cast(new Date("2024-05-01T10:20:30.456Z"), timestamp({ precision: 0 }))),
    sql: "SELECT CAST($1::TIMESTAMP WITHOUT TIME ZONE AS TIMESTAMP(0) WITHOUT TIME ZONE) AS anon_1",
    rows: [[new Date("2024-05-01T10:20:30.000Z")]],
  },
  {
    name: "cast time",
    build: () => select(cast("10:20:30.45", time({ precision: 1 }))),
    sql: "SELECT CAST($1::TIME WITHOUT TIME ZONE AS TIME(1) WITHOUT TIME ZONE) AS anon_1",
    rows: [["10:20:30.5"]],
  },
  {
    name: "cast time with zone",
    build: () => select(cast("10:20:30", time({ timezone: true }))),
    sql: "SELECT CAST($1::TIME WITH TIME ZONE AS TIME WITH TIME ZONE) AS anon_1",
  },
  {
    name: "cast interval",
    build: () => select(cast("P1Y2M", interval({ fields: "year to month" }))),
    sql: "SELECT CAST($1::INTERVAL YEAR TO MONTH AS INTERVAL YEAR TO MONTH) AS anon_1",
    rows: [["P1Y2M"]],
  },
  {
    name: "cast interval with precision",
    build: () => select(cast("PT1.256S", interval({ precision: 1 }))),
    sql: "SELECT CAST($1::INTERVAL (1) AS INTERVAL (1)) AS anon_1",
    rows: [["PT1.3S"]],
  },
  {
    name: "cast macaddr",
    build: () => select(cast("08:00:2b:01:02:03", macaddr())),
    sql: "SELECT CAST($1 AS MACADDR) AS anon_1",
    rows: [["08:00:2b:01:02:03"]],
  },
  {
    name: "cast macaddr8",
    build: () => select(cast("08:00:2b:01:02:03:04:05", macaddr8())),
    sql: "SELECT CAST($1 AS MACADDR8) AS anon_1",
    rows: [["08:00:2b:01:02:03:04:05"]],
  },
  {
    name: "cast cidr",
    build: () => select(cast("10.0.0.0/8", cidr())),
    sql: "SELECT CAST($1 AS CIDR) AS anon_1",
    rows: [["10.0.0.0/8"]],
  },
  {
    name: "cast inet",
    build: () => select(cast("::1", inet())),
    sql: "SELECT CAST($1 AS INET) AS anon_1",
    rows: [["::1"]],
  },
  {
    name: "cast citext",
    build: () => select(cast("x", citext())),
    sql: "SELECT CAST($1 AS CITEXT) AS anon_1",
  },
  {
    name: "cast hstore",
    build: () => select(cast({ a: "1" }, hstore())),
    sql: "SELECT CAST($1 AS HSTORE) AS anon_1",
  },
  {
    name: "cast double",
    build: () => select(cast(1.5, doublePrecision())),
    sql: "SELECT CAST($1::FLOAT AS DOUBLE PRECISION) AS anon_1",
    rows: [[1.5]],
  },
  {
    name: "cast real",
    build: () => select(cast(1.5, real())),
    sql: "SELECT CAST($1::FLOAT AS REAL) AS anon_1",
    rows: [[1.5]],
  },
  {
    name: "cast array of dates",
    build: () => select(cast(["2024-01-01", null], array(date()))),
    sql: "SELECT CAST($1::DATE[] AS DATE[]) AS anon_1",
    rows: [[["2024-01-01", null]]],
  },
  {
    name: "cast array of arrays",
    build: () => select(cast([["a"], ["b"]], array(text(), { dimensions: 2 }))),
    sql: "SELECT CAST($1::TEXT[][] AS TEXT[][]) AS anon_1",
    rows: [[[["a"], ["b"]]]],
  },
  {
    name: "insert array",
    build: () =>
      insert(p)
        .values({ id: 9, name: "x", a: [7], s: ["a'b", "{}", "", null as never], m: [[1], [2]] })
        .returning(c.a, c.s, c.m),
    sql: "INSERT INTO p (id, name, a, s, m) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER[], $4::VARCHAR[], $5::INTEGER[][]) RETURNING p.a, p.s, p.m",
    rows: [[[7], ["a'b", "{}", "", null], [[1], [2]]]],
  },
  {
    name: "insert jsonb",
    build: () =>
      insert(p)
        .values({ id: 9, name: "x", jb: jsonb.NULL, j: [null] })
        .returning(c.jb, c.j, c.jb.is(null)),
    sql: "INSERT INTO p (id, name, jb, j) VALUES ($1::INTEGER, $2::VARCHAR, $3::JSONB, $4::JSON) RETURNING p.jb, p.j, p.jb IS NULL AS anon_1",
    rows: [[null, [null], false]],
  },
  {
    name: "insert ranges",
    build: () =>
      insert(p)
        .values({
          id: 9,
          name: "x",
          r: new Range(1, 1, { bounds: "[]" }),
          mr: [new Range(3, 4), new Range(1, 2)],
          dr: new Range("2024-01-01", null),
          nr: new Range("0.10", "0.20", { bounds: "(]" }),
        })
        .returning(c.r, c.mr, c.dr, c.nr),
    sql: "INSERT INTO p (id, name, r, mr, dr, nr) VALUES ($1::INTEGER, $2::VARCHAR, $3::INT4RANGE, $4::INT4MULTIRANGE, $5::DATERANGE, $6::NUMRANGE) RETURNING p.r, p.mr, p.dr, p.nr",
    rows: [
      [
        new Range(1, 2),
        [new Range(1, 2), new Range(3, 4)],
        new Range("2024-01-01", null),
        new Range("0.10", "0.20", { bounds: "(]" }),
      ],
    ],
  },
  {
    name: "update array",
    build: () =>
      update(p)
        .set({ a: c.a.add([8]) })
        .where(c.id.eq(1))
        .returning(c.a),
    sql: "UPDATE p SET a=(p.a || $1::INTEGER[]) WHERE p.id = $2::INTEGER RETURNING p.a",
    rows: [[[1, 2, 3, 8]]],
  },
  {
    name: "update jsonb",
    build: () =>
      update(p)
        .set({ jb: c.jb.concat({ q: [1] }) })
        .where(c.id.eq(1))
        .returning(c.jb.get("q")),
    sql: "UPDATE p SET jb=(p.jb || $1::JSONB) WHERE p.id = $2::INTEGER RETURNING p.jb[$3::TEXT] AS anon_1",
    rows: [[[1]]],
  },
  {
    name: "hstore get",
    build: () => select(typeCoerce(c.name, hstore()).get("a")).orderBy(c.id),
    sql: "SELECT p.name[$1::VARCHAR] AS anon_1 FROM p ORDER BY p.id",
    only: true,
  },
  {
    name: "hstore hasKey",
    build: () => select(typeCoerce(c.name, hstore()).hasKey("a")).orderBy(c.id),
    sql: "SELECT p.name ? $1::VARCHAR AS anon_1 FROM p ORDER BY p.id",
    only: true,
  },
  {
    name: "distinct on",
    build: () => select(c.name, c.id).distinct(c.name).orderBy(c.name, c.id),
    sql: "SELECT DISTINCT ON (p.name) p.name, p.id FROM p ORDER BY p.name, p.id",
    only: true,
    rows: [
      ["dog", 2],
      ["none", 3],
      ["quick fox", 1],
    ],
  },
  {
    name: "distinct on two",
    build: () => select(c.id).distinct(c.name, c.id).orderBy(c.name, c.id),
    sql: "SELECT DISTINCT ON (p.name, p.id) p.id FROM p ORDER BY p.name, p.id",
    only: true,
    rows: [[2], [3], [1]],
  },
  {
    name: "distinct on an expression",
    build: () => select(c.id).distinct(func.length(c.name)).orderBy(func.length(c.name), c.id),
    sql: "SELECT DISTINCT ON (length(p.name)) p.id FROM p ORDER BY length(p.name), p.id",
    only: true,
    rows: [[2], [3], [1]],
  },
  {
    name: "for update",
    build: () => select(c.id).orderBy(c.id).withForUpdate(),
    sql: "SELECT p.id FROM p ORDER BY p.id FOR UPDATE",
    rows: [[1], [2], [3]],
  },
  {
    name: "for update nowait",
    build: () => select(c.id).orderBy(c.id).withForUpdate({ nowait: true }),
    sql: "SELECT p.id FROM p ORDER BY p.id FOR UPDATE NOWAIT",
    rows: [[1], [2], [3]],
  },
  {
    name: "for update skip locked",
    build: () => select(c.id).orderBy(c.id).withForUpdate({ skipLocked: true }),
    sql: "SELECT p.id FROM p ORDER BY p.id FOR UPDATE SKIP LOCKED",
    rows: [[1], [2], [3]],
  },
  {
    name: "for share",
    build: () => select(c.id).orderBy(c.id).withForUpdate({ read: true }),
    sql: "SELECT p.id FROM p ORDER BY p.id FOR SHARE",
    rows: [[1], [2], [3]],
  },
  {
    name: "for share nowait",
    build: () => select(c.id).orderBy(c.id).withForUpdate({ read: true, nowait: true }),
    sql: "SELECT p.id FROM p ORDER BY p.id FOR SHARE NOWAIT",
    rows: [[1], [2], [3]],
  },
  {
    name: "for key share",
    build: () => select(c.id).orderBy(c.id).withForUpdate({ read: true, keyShare: true }),
    sql: "SELECT p.id FROM p ORDER BY p.id FOR KEY SHARE",
    rows: [[1], [2], [3]],
  },
  {
    name: "for no key update",
    build: () => select(c.id).orderBy(c.id).withForUpdate({ keyShare: true }),
    sql: "SELECT p.id FROM p ORDER BY p.id FOR NO KEY UPDATE",
    rows: [[1], [2], [3]],
  },
  {
    name: "for no key update skip locked",
    build: () => select(c.id).orderBy(c.id).withForUpdate({ keyShare: true, skipLocked: true }),
    sql: "SELECT p.id FROM p ORDER BY p.id FOR NO KEY UPDATE SKIP LOCKED",
    rows: [[1], [2], [3]],
  },
  {
    name: "for update of a table",
    build: () => select(c.id).orderBy(c.id).withForUpdate({ of: p }),
    sql: "SELECT p.id FROM p ORDER BY p.id FOR UPDATE OF p",
    rows: [[1], [2], [3]],
  },
  {
    name: "for update of a column",
    build: () => select(c.id).orderBy(c.id).withForUpdate({ of: c.name }),
    sql: "SELECT p.id FROM p ORDER BY p.id FOR UPDATE OF p",
    rows: [[1], [2], [3]],
  },
  {
    name: "for update of columns of a table",
    build: () =>
      select(c.id)
        .orderBy(c.id)
        .withForUpdate({ of: [c.id, c.name], nowait: true }),
    sql: "SELECT p.id FROM p ORDER BY p.id FOR UPDATE OF p NOWAIT",
    rows: [[1], [2], [3]],
  },
  {
    name: "for share of a table",
    build: () => select(c.id).orderBy(c.id).withForUpdate({ read: true, of: p, skipLocked: true }),
    sql: "SELECT p.id FROM p ORDER BY p.id FOR SHARE OF p SKIP LOCKED",
    rows: [[1], [2], [3]],
  },
  {
    name: "ilike",
    build: () => select(c.id).where(c.name.ilike("%FOX")).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.name ILIKE $1::VARCHAR ORDER BY p.id",
    rows: [[1]],
  },
  {
    name: "not ilike",
    build: () => select(c.id).where(c.name.notIlike("%FOX")).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.name NOT ILIKE $1::VARCHAR ORDER BY p.id",
    rows: [[2], [3]],
  },
  {
    name: "ilike escaped",
    build: () =>
      select(c.id)
        .where(c.name.ilike("Q/%", { escape: "/" }))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.name ILIKE $1::VARCHAR ESCAPE '/' ORDER BY p.id",
    rows: [],
  },
  {
    name: "icontains",
    build: () => select(c.id).where(c.name.icontains("FOX")).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE (p.name ILIKE '%' || $1::VARCHAR || '%') ORDER BY p.id",
    rows: [[1]],
  },
  {
    name: "istartswith",
    build: () => select(c.id).where(c.name.istartswith("QU")).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE (p.name ILIKE $1::VARCHAR || '%') ORDER BY p.id",
    rows: [[1]],
  },
  {
    name: "iendswith autoescape",
    build: () =>
      select(c.id)
        .where(c.name.iendswith("%", { autoescape: true }))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE (p.name ILIKE '%' || $1::VARCHAR ESCAPE '/') ORDER BY p.id",
    rows: [],
  },
  {
    name: "regexp",
    build: () => select(c.id).where(c.name.regexpMatch("^q.*x$")).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.name ~ $1::VARCHAR ORDER BY p.id",
    rows: [[1]],
  },
  {
    name: "regexp not",
    build: () => select(c.id).where(c.name.regexpMatch("^q").not()).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.name !~ $1::VARCHAR ORDER BY p.id",
    rows: [[2], [3]],
  },
  {
    name: "regexp ignoring case",
    build: () =>
      select(c.id)
        .where(c.name.regexpMatch("^Q", { flags: "i" }))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.name ~* $1::VARCHAR ORDER BY p.id",
    rows: [[1]],
  },
  {
    name: "regexp not ignoring case",
    build: () =>
      select(c.id)
        .where(c.name.regexpMatch("^Q", { flags: "i" }).not())
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.name !~* $1::VARCHAR ORDER BY p.id",
    rows: [[2], [3]],
  },
  {
    name: "regexp with flags",
    build: () =>
      select(c.id)
        .where(c.name.regexpMatch("^Q", { flags: "ig" }))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.name ~ CONCAT('(?', 'ig', ')', $1::VARCHAR) ORDER BY p.id",
  },
  {
    name: "regexp of a column",
    build: () => select(c.id).where(c.name.regexpMatch(c.name)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.name ~ p.name ORDER BY p.id",
    rows: [[1], [2], [3]],
  },
  {
    name: "regexp replace",
    build: () => select(c.name.regexpReplace("[aeiou]", "-")).orderBy(c.id),
    sql: "SELECT REGEXP_REPLACE(p.name, $1::VARCHAR, $2::VARCHAR) AS anon_1 FROM p ORDER BY p.id",
    rows: [["q-ick fox"], ["d-g"], ["n-ne"]],
  },
  {
    name: "regexp replace everywhere",
    build: () => select(c.name.regexpReplace("[aeiou]", "-", { flags: "g" })).orderBy(c.id),
    sql: "SELECT REGEXP_REPLACE(p.name, $1::VARCHAR, $2::VARCHAR, 'g') AS anon_1 FROM p ORDER BY p.id",
    rows: [["q--ck f-x"], ["d-g"], ["n-n-"]],
  },
  {
    name: "is distinct from",
    build: () => select(c.id).where(c.a.isDistinctFrom(null)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.a IS DISTINCT FROM NULL ORDER BY p.id",
    rows: [[1], [2]],
  },
  {
    name: "range is distinct from",
    build: () => select(c.id).where(c.r.isDistinctFrom(c.r2)).orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.r IS DISTINCT FROM p.r2 ORDER BY p.id",
    rows: [[1], [2]],
  },
  {
    name: "xor",
    build: () => select(c.id.bitwiseXor(3)).orderBy(c.id),
    sql: "SELECT p.id # $1::INTEGER AS anon_1 FROM p ORDER BY p.id",
    rows: [[2], [1], [0]],
  },
  {
    name: "collate",
    build: () => select(c.id).orderBy(c.name.collate("C")),
    sql: 'SELECT p.id FROM p ORDER BY p.name COLLATE "C"',
    rows: [[2], [3], [1]],
  },
  {
    name: "nulls last",
    build: () => select(c.id).orderBy(c.ip.desc().nullsLast(), c.id),
    sql: "SELECT p.id FROM p ORDER BY p.ip DESC NULLS LAST, p.id",
    rows: [[1], [2], [3]],
  },
  {
    name: "offset alone",
    build: () => select(c.id).orderBy(c.id).offset(2),
    sql: "SELECT p.id FROM p ORDER BY p.id LIMIT ALL OFFSET $1::INTEGER",
    rows: [[3]],
  },
  {
    name: "arrays concatenated in order",
    build: () =>
      select(c.id)
        .where(c.a.isNot(null))
        .orderBy(c.a.add([0]).desc()),
    sql: "SELECT p.id FROM p WHERE p.a IS NOT NULL ORDER BY p.a || $1::INTEGER[] DESC",
    rows: [[1], [2]],
  },
  {
    name: "element in a case",
    build: () => select(caseWhen([[c.a.contains([1]), "one"]], { else: "none" })).orderBy(c.id),
    sql: "SELECT CASE WHEN (p.a @> $1::INTEGER[]) THEN $2::VARCHAR ELSE $3::VARCHAR END AS anon_1 FROM p ORDER BY p.id",
    only: true,
    rows: [["one"], ["none"], ["none"]],
  },
  {
    name: "condition on elements",
    build: () =>
      select(c.id)
        .where(and(c.a.at(1).eq(1), c.r.contains(2), c.jb.hasKey("a")))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.a[$1::INTEGER] = $2::INTEGER AND (p.r @> $3::INTEGER) AND (p.jb ? $4::VARCHAR) ORDER BY p.id",
    only: true,
    rows: [[1]],
  },
  {
    name: "or of operators",
    build: () =>
      select(c.id)
        .where(or(c.a.overlap([9]), c.s.any("x"), c.jb.contains(["a"])))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.a && $1::INTEGER[] OR $2::VARCHAR = ANY (p.s) OR (p.jb @> $3::JSONB) ORDER BY p.id",
    only: true,
    rows: [[1], [2]],
  },
  {
    name: "filter of an aggregate",
    build: () => select(func.array_agg(c.id).filter(c.a.contains([1]))),
    sql: "SELECT array_agg(p.id) FILTER (WHERE p.a @> $1::INTEGER[]) AS anon_1 FROM p",
    only: true,
    rows: [[[1]]],
  },
  {
    name: "json built of columns",
    build: () => select(func.jsonb_build_object!("n", c.name)).orderBy(c.id),
    sql: "SELECT jsonb_build_object($1::VARCHAR, p.name) AS jsonb_build_object_1 FROM p ORDER BY p.id",
    rows: [['{"n": "quick fox"}'], ['{"n": "dog"}'], ['{"n": "none"}']],
  },
  {
    name: "length of jsonb",
    build: () =>
      select(c.id)
        .where(func.jsonb_array_length!(c.jb.get("a").get("b")).eq(2))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE jsonb_array_length(p.jb[$1::TEXT][$2::TEXT]) = $3::INTEGER ORDER BY p.id",
    rows: [[1]],
  },
  {
    name: "typeof an element",
    build: () => select(func.jsonb_typeof!(c.jb.get("t"))).orderBy(c.id),
    sql: "SELECT jsonb_typeof(p.jb[$1::TEXT]) AS jsonb_typeof_1 FROM p ORDER BY p.id",
    rows: [["string"], [null], [null]],
  },
  {
    name: "subquery in any",
    build: () =>
      select(c.id)
        .where(c.id.eq(any(select(func.max(c.id)).scalarSubquery())))
        .orderBy(c.id),
    sql: "SELECT p.id FROM p WHERE p.id = ANY (SELECT max(p.id) AS max_1 FROM p) ORDER BY p.id",
    rows: [[3]],
  },
  {
    name: "array of a subquery",
    build: () => select(func.array!(select(c.id).orderBy(c.id).scalarSubquery())),
    sql: "SELECT array((SELECT p.id FROM p ORDER BY p.id)) AS array_1",
    rows: [["{1,2,3}"]],
  },
];

test.each(cases.map((k) => [k.name, k] as const))("text: %s", (_name, k) => {
  expect(sqlOf(k.build(), "postgresql")).toBe(k.sql);
  if (k.only !== true) return;
  for (const dialect of ["sqlite", "mysql"]) expect(() => sqlOf(k.build(), dialect), dialect).toThrow(CompileError);
});

describeAsync("operators of PostgreSQL's types: rows", (database) => {
  test.skipIf(database.dialect !== "postgresql")("of every case", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    await fill(connection);
    await connection.commit();
    for (const k of cases) {
      if (k.rows === undefined) continue;
      const result = await connection.execute(k.build() as never);
      expect
        .soft(
          result.all().map((row: Iterable<unknown>) => [...row]),
          k.name,
        )
        .toEqual(k.rows);
      await connection.rollback();
    }
  });
});
