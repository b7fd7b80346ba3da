// Operators are there for the types that have them, and for expressions whose type is not known.
import {
  boolean,
  column,
  datetime,
  enumeration,
  func,
  integer,
  json,
  largeBinary,
  literalColumn,
  MetaData,
  numeric,
  string,
} from "athanor";
import { type Equal, same } from "./equal.ts";

const metadata = new MetaData();
const t = metadata.table("t", {
  id: integer().primaryKey(),
  name: string(50),
  note: string().nullable(),
  state: enumeration("on", "off"),
  price: numeric(8, 2).nullable(),
  age: integer().nullable(),
  active: boolean(),
  made: datetime(),
  bytes: largeBinary(),
  data: json<{ a: number }>(),
});

// Text
t.c.name.like("a%");
t.c.note.ilike("a%");
t.c.state.startswith("o");
t.c.note.regexpMatch("x");
const replaced = t.c.note.regexpReplace("x", "y");
same<Equal<(typeof replaced)["_t"], string | null>>();
// @ts-expect-error numbers are not matched as text
t.c.id.like("1%");
// @ts-expect-error nor nullable ones
t.c.age.icontains("1");
// @ts-expect-error nor booleans
t.c.active.startswith("t");
// @ts-expect-error nor dates
t.c.made.endswith("1");
// @ts-expect-error nor conditions
t.c.id.eq(1).like("x");
// @ts-expect-error nor JSON
t.c.data.like("x");
// @ts-expect-error nor the result of arithmetic
t.c.id.add(1).regexpMatch("1");

// Numbers
same<Equal<ReturnType<typeof plusOne>["_t"], number>>();
function plusOne() {
  return t.c.id.add(1);
}
t.c.price.mul(2).neg();
t.c.age.mod(2).bitwiseAnd(1);
t.c.made.sub(t.c.made);
t.c.name.add("x");
// @ts-expect-error a boolean is no number
t.c.active.add(1);
// @ts-expect-error dates are not multiplied
t.c.made.mul(2);
// @ts-expect-error bytes neither
t.c.bytes.mul(2);
// @ts-expect-error nor JSON
t.c.data.sub(1);
// @ts-expect-error nor negated
t.c.active.neg();

// Not known: everything goes
column("x").like("a");
column("x").add(1);
literalColumn("x").startswith("a");
func.whatever!(t.c.id).like("a");
func.whatever!(t.c.id).mul(2);
