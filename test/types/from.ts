// Rows of what stands in FROM: VALUES, texts, CTEs, aliases, samples; compiled, never run.
import {
  column,
  createEngine,
  exists,
  func,
  integer,
  lateral,
  literal,
  MetaData,
  select,
  string,
  tablesample,
  text,
  union,
  values,
} from "athanor";
import { type Equal, same } from "./equal.ts";

const metadata = new MetaData();
const ships = metadata.table("ships", { id: integer().primaryKey(), name: string(), age: integer().nullable() });
const ports = metadata.table("ports", { id: integer().primaryKey(), shipId: integer(), town: string() });
using connection = createEngine("sqlite://").connect();

// VALUES: columns by the names and types that they were given
const words = values(column("n", integer()), column("word", string()), { name: "words" }).data([[1, "one"]]);
const word = connection.execute(select(words.c.word, words.c.n)).one();
same<Equal<typeof word.word, string>>();
same<Equal<(typeof word)[1], number>>();
// @ts-expect-error no such column
void words.c.words;
const bare = values(column("n", integer())).data([[1]]);
const cteOfValues = bare.cte("c");
same<Equal<(typeof cteOfValues)["c"]["n"]["_t"], number>>();
same<Equal<ReturnType<typeof words.alias>["c"]["word"]["_t"], string>>();
same<Equal<ReturnType<typeof words.lateral>["c"]["n"]["_t"], number>>();

// Texts with columns: by position and by name
const told = connection.execute(text("SELECT 1, 'a'").columns(column("n", integer()), column("s", string()))).one();
same<Equal<typeof told.n, number>>();
same<Equal<(typeof told)[1], string>>();
const byName = text("SELECT 1 AS n, 'a' AS s").columns({ n: integer(), s: string() }).subquery("t");
const fromText = connection.execute(select(byName.c.s, byName.c.n)).one();
same<Equal<typeof fromText.s, string>>();
same<Equal<(typeof fromText)[1], number>>();
// @ts-expect-error no such column
void byName.c.x;

// CTEs that name themselves keep the columns of their first part
const start = select(literal(1).label("n")).cte("r", { recursive: true });
const recursive = start.unionAll(select(start.c.n.add(1)).where(start.c.n.lt(5)));
const counted = connection.execute(select(recursive.c.n)).one();
same<Equal<typeof counted.n, number>>();

// Aliases of subqueries, lateral subqueries, samples
const named = select(ships.c.id, ships.c.name.label("title")).subquery().alias("other");
same<Equal<(typeof named)["c"]["title"]["_t"], string>>();
const beside = lateral(select(ports.c.town).where(ports.c.shipId.eq(ships.c.id)), "beside");
same<Equal<(typeof beside)["c"]["town"]["_t"], string>>();
const sample = tablesample(ships, func.bernoulli!(10), { seed: 1 });
same<Equal<(typeof sample)["c"]["age"]["_t"], number | null>>();
// @ts-expect-error a sample is a number or a function
tablesample(ships, "10");

// Outer joins: the right side, the left side, both
const left = connection.execute(select(ships.c.name, ports.c.town).outerjoin(ports)).one();
same<Equal<[typeof left.name, typeof left.town], [string, string | null]>>();
const full = connection.execute(select(ships.c.name, ports.c.town).join(ports, undefined, { full: true })).one();
same<Equal<[typeof full.name, typeof full.town], [string | null, string | null]>>();
const sub = select(ports.c.shipId, ports.c.town).subquery("sub");
const toSub = connection.execute(select(ships.c.name, sub.c.town).outerjoin(sub, sub.c.shipId.eq(ships.c.id))).one();
same<Equal<[typeof toSub.name, typeof toSub.town], [string, string | null]>>();

// Other select lists
const more = connection.execute(select(ships.c.id).addColumns(ships.c.name, ships.c.age.label("years"))).one();
same<Equal<[typeof more.id, typeof more.name, typeof more.years], [number, string, number | null]>>();
const only = connection.execute(select(ships.c.id).withOnlyColumns(ships.c.name)).one();
same<Equal<typeof only.name, string>>();
// @ts-expect-error the former column is gone
void only.id;
const counts = connection.execute(
  select(ships.c.id).withOnlyColumns(func.count().label("n"), { maintainColumnFroms: true }),
);
same<Equal<ReturnType<typeof counts.one>["n"], number>>();

// Scalar subqueries may find no row; EXISTS is a boolean
const scalar = select(func.max(ports.c.town)).scalarSubquery();
same<Equal<(typeof scalar)["_t"], string | null>>();
const found = connection.execute(select(exists().where(ports.c.id.eq(1)).label("is"))).one();
same<Equal<typeof found.is, boolean>>();

// A union's methods keep its rows
const all = union(select(ships.c.id), select(ports.c.id)).unionAll(select(ports.c.shipId)).limit(1);
same<Equal<ReturnType<typeof one>["id"], number>>();
function one() {
  return connection.execute(all).one();
}

// What is no row count, no condition, no from-clause
// @ts-expect-error
select(ships.c.id).fetch("3");
// @ts-expect-error
select(ships.c.id).where("id = 1");
// @ts-expect-error
select(ships.c.id).params(3);
