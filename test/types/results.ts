// What the views of results give; compiled, never run.
import {
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
