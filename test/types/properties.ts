import { type ColumnElement, integer, MetaData, select, string } from "athanor";
import {
  columnProperty,
  composite,
  declarativeBase,
  hybridMethod,
  hybridProperty,
  oneToMany,
  queryExpression,
  type Session,
  synonym,
} from "athanor/orm";
import type { Equal } from "./equal.ts";

class Point {
  readonly x: number;
  constructor(x: number) {
    this.x = x;
  }
  compositeValues(): readonly number[] {
    return [this.x];
  }
}

class Base extends declarativeBase() {}
class Box extends Base.table("boxes", {
  id: integer().primaryKey(),
  width: integer(),
  name: string().nullable(),
  title: synonym("name"),
  area: columnProperty(integer(), (c) => c.width.mul(c.width)),
  maybe: columnProperty(integer().nullable(), (c) => c.width),
  rank: queryExpression(integer()),
  at: composite(Point, "width"),
  label: hybridProperty({ get: (self) => `box ${self.id}`, expression: (c) => c.name }),
  half: hybridProperty<number>({ get: (self) => self.width / 2, expression: (c) => c.width.div(2) }),
  fits: hybridMethod({
    call: (self, width: number) => self.width <= width,
    expression: (c, w: number) => c.width.le(w),
  }),
}) {}

declare const box: Box;
export const title: Equal<typeof box.title, string | null> = true;
export const area: Equal<typeof box.area, number> = true;
export const maybe: Equal<typeof box.maybe, number | null> = true;
export const rank: Equal<typeof box.rank, number | null> = true;
export const at: Equal<typeof box.at, Point | null> = true;
export const label: Equal<typeof box.label, string> = true;
export const half: Equal<typeof box.half, number> = true;
export const fits: Equal<ReturnType<typeof box.fits>, boolean> = true;
declare const session: Session;
const [pair] = session.execute(select(Box.c.id, Box.c.at)).all();
export const selected: Equal<NonNullable<typeof pair>[1], Point | null> = true;
// @ts-expect-error -- not a number
void box.fits("wide");
new Box({ title: "x", at: new Point(1) });
// @ts-expect-error -- not a Point
new Box({ at: 3 });
export const element: Equal<typeof Box.c.area, ColumnElement<number>> = true;
void select(Box.c.half).where(Box.c.fits(3), Box.c.at.eq(new Point(1)), Box.c.title.eq("x"));
// @ts-expect-error -- not a Point
void Box.c.at.eq(3);
// @ts-expect-error -- a synonym of a text
void Box.c.title.eq(3);

const metadata = new MetaData();
const people = metadata.table("people", { id: integer().primaryKey(), name: string() });
class Person extends Base.map(people, {
  get boxes() {
    return oneToMany(() => Box);
  },
}) {}
declare const person: Person;
export const name: Equal<typeof person.name, string> = true;
export const boxes: Equal<typeof person.boxes, Box[]> = true;
void Person.c.name.eq("x");
// @ts-expect-error -- no such attribute
void Person.c.nam;
