import {
  compiles,
  CustomElement,
  customType,
  datetime,
  func,
  integer,
  MetaData,
  NVARCHAR,
  select,
  string,
  text,
  UUID,
} from "athanor";
import { type Equal, same } from "./equal.ts";

interface Point {
  readonly x: number;
}
const point = customType({
  impl: string(20),
  processBindParam: (p: Point) => String(p.x),
  processResultValue: (s): Point => ({ x: Number(s) }),
  bindExpression: (bind) => func.lower(bind),
});
const marks = new MetaData().table("marks", {
  id: integer().primaryKey(),
  at: point,
  key: UUID(),
  label: NVARCHAR(9).withVariant(text(), "mysql"),
});

/** The values of a row are those of the custom type, and comparisons take them. */
const statement = select(marks.c.at, marks.c.label).where(marks.c.at.eq({ x: 1 }), marks.c.at.in([{ x: 1 }]));
type Item = (typeof statement)["_i"][0];
same<Equal<Item["_t"], Point>>();
same<Equal<(typeof marks.c.label)["_t"], string>>();

// @ts-expect-error -- a text is not a point
marks.c.at.eq("1");
// @ts-expect-error -- a variant has values of the same kind
string(9).withVariant(integer(), "mysql");
// @ts-expect-error -- the name of a dialect is asked for
string(9).withVariant(text());
customType<Point, string>({
  impl: string(),
  // @ts-expect-error -- impl takes strings
  processBindParam: (p) => p.x,
  processResultValue: (s) => ({ x: Number(s) }),
});

class Now extends CustomElement<Date> {
  constructor() {
    super({ type: datetime() });
  }
}
compiles(Now, "mysql", (element: Now, compiler) => `${compiler.quote("now")}${element.parts.length}`);
select(new Now()).where(new Now().gt(new Date()));
// @ts-expect-error -- its values are dates
new Now().gt("2024-01-01");
// @ts-expect-error -- the function gives SQL as a string
compiles(Now, () => 1);
