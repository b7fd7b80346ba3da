// What the views of results give; compiled, never run.
import {
  createAsyncEngine,
  createEngine,
  type FrozenResult,
  integer,
  IteratorResult,
  MetaData,
  type Row,
  select,
  string,
  text,
} from "athanor";
import { type Equal, same } from "./equal.ts";

const metadata = new MetaData();
const users = metadata.table("users", { id: integer().primaryKey(), name: string(), nick: string().nullable() });
using connection = createEngine("sqlite://").connect();
const statement = select(users.c.id, users.c.name, users.c.nick);

// Rows
const row = connection.execute(statement).one();
same<Equal<typeof row._fields, readonly string[]>>();
const plain = row._asdict();
same<Equal<typeof plain.nick, string | null>>();
same<Equal<keyof typeof plain, "id" | "name" | "nick">>();
const id = row._mapping.get(users.c.id);
same<Equal<typeof id, number>>();
const byName = row._mapping.get("id");
same<Equal<typeof byName, unknown>>();
class Model {
  declare x: number;
}
const model = row._mapping.get(Model);
same<Equal<typeof model, Model | null>>();
// @ts-expect-error a column is named by a string, a position or an object
row._mapping.get(true);

// Columns
const names = connection.execute(statement).scalars(users.c.name).all();
same<Equal<typeof names, string[]>>();
const picked = connection.execute(statement).columns(users.c.nick, users.c.id).one();
same<Equal<(typeof picked)[0], string | null>>();
same<Equal<(typeof picked)[1], number>>();
same<Equal<typeof picked.id, number>>();
// @ts-expect-error it was not picked
export const wrong: unknown = picked.name;
const loose = connection.execute(statement).columns("id", 1).one();
same<Equal<(typeof loose)[0], unknown>>();

// Results that are kept, joined, made
const frozen = connection.execute(statement).freeze();
const again = frozen().one();
same<Equal<(typeof again)[1], string>>();
export const kept: FrozenResult<readonly unknown[]> | undefined = undefined;
const merged = connection.execute(statement).merge(connection.execute(statement)).one();
same<Equal<typeof merged.name, string>>();
// @ts-expect-error other columns
connection.execute(statement).merge(connection.execute(select(users.c.id)));
const own = new IteratorResult(["a", "b"], [[1, "x"] as [number, string]]).one();
same<Equal<typeof own, [number, string]>>();

// Keys of what was written
const key: Row = connection.execute(text("x")).insertedPrimaryKey;
same<Equal<(typeof key)[0], unknown>>();

// Streams
async function streams(): Promise<void> {
  const engine = createAsyncEngine("sqlite://");
  await using asyncConnection = await engine.connect();
  const stream = await asyncConnection.stream(statement);
  for await (const each of stream) {
    same<Equal<(typeof each)[0], number>>();
    same<Equal<typeof each.nick, string | null>>();
  }
  for await (const part of stream.partitions(10)) same<Equal<(typeof part)[0], typeof row>>();
  const scalars = await asyncConnection.streamScalars(statement);
  same<Equal<Awaited<ReturnType<typeof scalars.all>>, number[]>>();
  const names2 = await stream.scalars(users.c.name).all();
  same<Equal<typeof names2, string[]>>();
  const mapping = await stream.mappings().one();
  same<Equal<typeof mapping.nick, string | null>>();
  const kept2 = (await stream.freeze())().one();
  same<Equal<(typeof kept2)[1], string>>();
  // @ts-expect-error it is read with for await
  for (const each of stream) void each;
}
void streams;

// Execution options
connection.execute(statement, undefined, { yieldPer: 5, timeout: 100, "billing.tenant": 7 });
// @ts-expect-error there is no such option
connection.execute(statement, undefined, { yield_per: 5 });
// @ts-expect-error a number
connection.execute(statement, undefined, { timeout: "5s" });
