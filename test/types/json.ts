// Operators of single types: what they give, and that others do not compile.
import { type ColumnElement, insert, integer, json, type JsonElement, MetaData, select, string, update } from "athanor";
import { type Equal, same } from "./equal.ts";

interface Profile {
  name: string;
  age: number;
  nick?: string;
  tags: string[];
  address: { city: string; lines: string[] } | null;
}
const metadata = new MetaData();
const people = metadata.table("people", {
  id: integer().primaryKey(),
  name: string(50),
  profile: json<Profile>(),
  extra: json<{ a: number }>().nullable(),
  any: json(),
});
const { profile, extra, any } = people.c;

same<Equal<ReturnType<typeof name>, JsonElement<string>>>();
const name = () => profile.get("name");
const nick: JsonElement<string | null | undefined> = profile.get("nick");
const tag: JsonElement<string> = profile.get("tags").get(0);
const city = profile.get("address").get("city");
same<Equal<typeof city, JsonElement<string | null>>>();
const a: JsonElement<number | null> = extra.get("a");
const loose: JsonElement<unknown> = any.get("whatever").get(3);
const path: JsonElement<unknown> = profile.get(["address", "lines", 0]);
const text: ColumnElement<string> = profile.get("name").asString();
const maybe: ColumnElement<string | null> = any.get("x").asString();
const n: ColumnElement<number | null> = extra.get("a").asInteger();
void [nick, tag, a, loose, path, text, maybe, n];

profile.get("age").eq(3);
profile.get("address").eq(json.NULL);
people.c.extra.eq(null);
// @ts-expect-error -- no such key
profile.get("nam");
// @ts-expect-error -- a position in an object
profile.get(0);
// @ts-expect-error -- a key in an array
profile.get("tags").get("a");
// @ts-expect-error -- text has no keys
people.c.name.get("length");
// @ts-expect-error -- nor have numbers
people.c.id.get(0);
// @ts-expect-error -- a whole column is turned into text by cast()
profile.asString();
// @ts-expect-error -- text is no array
people.c.name.at(1);
// @ts-expect-error -- numbers have no keys
people.c.id.hasKey("a");
// @ts-expect-error -- text is no range
people.c.name.overlaps(people.c.name);

insert(people).values({ id: 1, name: "x", profile: json.NULL, any: json.NULL, extra: null });
update(people).set({ extra: json.NULL });
// @ts-expect-error -- JSON of another shape
update(people).set({ extra: { b: 1 } });

select(profile.get("tags"), profile.get("age").asInteger().label("age"));
