// Types of tables and of what they take; compiled, never run.
import {
  bigInteger,
  boolean,
  enumeration,
  type InsertValues,
  integer,
  json,
  MetaData,
  numeric,
  type PkOf,
  string,
  type Table,
  type UpdateValues,
} from "athanor";
import type { Equal } from "./equal.ts";

const metadata = new MetaData();
const users = metadata.table(
  "users",
  {
    id: integer().primaryKey(),
    name: string(50),
    nick: string().nullable(),
    credit: numeric(10, 2),
    active: boolean().default(true),
    role: enumeration("admin", "guest"),
    tags: json<string[]>().nullable(),
  },
  { constraints: (c) => [c.name.eq("x"), c.nick] },
);
const links = metadata.table("links", { a: integer().primaryKey(), b: bigInteger().primaryKey() });
type Users = typeof users extends Table<infer S> ? S : never;
type Links = typeof links extends Table<infer S> ? S : never;

type Insert = InsertValues<Users>;
export const given: Insert = { name: "x", credit: 3, role: "admin" };
export const more: Insert = { name: "x", credit: "3.50", role: "guest", nick: null, tags: ["a"], id: undefined };
// @ts-expect-error the name is missing
export const missing: Insert = { credit: 3, role: "admin" };
// @ts-expect-error no such label
export const wrongLabel: Insert = { name: "x", credit: 3, role: "root" };
// @ts-expect-error NOT NULL
export const wrongNull: UpdateValues<Users> = { name: null };
// @ts-expect-error no such column
export const wrongColumn: UpdateValues<Users> = { nope: 1 };

export const pk: Equal<PkOf<Users>, number> = true;
export const pks: PkOf<Links> = { a: 1, b: 2 };
// @ts-expect-error a composite key is an object
export const wrongPk: PkOf<Links> = 1;

export const anyTable: Table = users;
export const nick: "nick" = users.c.nick.key;
export const value: Equal<(typeof users.c.nick)["_t"], string | null> = true;
export const big: Equal<(typeof links.c.b)["_t"], bigint> = true;
// @ts-expect-error no such column
void users.c.nope;
// @ts-expect-error a default is of the column's type
integer().default("1");
// @ts-expect-error narrowing keeps to the type
integer().$type<string>();
