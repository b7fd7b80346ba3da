import { DateType } from "../types/datetime-type.ts";
import { IntervalType } from "../types/interval-type.ts";
import { DATETIME, FLOAT, INTEGER } from "../types/literal-type.ts";
import { NumericType } from "../types/numeric-type.ts";
import type { SqlType } from "../types/sql-type.ts";
import type { ExprNode } from "./nodes/unions.ts";
import * as O from "./operator.ts";

/** Without precision and scale: products and quotients have more digits than their operands. */
const NUMERIC = new NumericType();
const INTERVAL = new IntervalType();
const DATE = new DateType();

/** Sums and differences of dates, times and intervals. */
const calendar: Readonly<Record<string, SqlType | undefined>> = {
  "date+integer": DATE,
  "integer+date": DATE,
  "date+interval": DATETIME,
  "interval+date": DATETIME,
  "date+time": DATETIME,
  "time+date": DATETIME,
  "datetime+interval": DATETIME,
  "interval+datetime": DATETIME,
  "date-integer": DATE,
  "date-date": INTEGER,
  "date-interval": DATETIME,
  "date-datetime": INTERVAL,
  "datetime-date": INTERVAL,
  "datetime-interval": DATETIME,
  "datetime-datetime": INTERVAL,
  "time-time": INTERVAL,
};

/** The type of left op right. */
export function resultType(op: O.Operator, left: ExprNode, right: ExprNode): SqlType {
  const l = left.type;
  const r = right.type;
  if (l.family === "null") return op === O.DIV ? l : r;
  switch (op) {
    case O.ADD:
    case O.SUB:
      return (
        calendar[`${l.family}${op === O.ADD ? "+" : "-"}${r.family}`] ??
        (l.family === "numeric" ? sumType(l, r) : wider(l, r))
      );
    case O.MUL:
      if (r.family === "interval" && l.family !== "interval") return r;
      return l.family === "numeric" && r.family !== "integer" ? NUMERIC : wider(l, r);
    case O.MOD:
    case O.FLOORDIV:
      return wider(l, r);
    case O.DIV:
      if (l.family === "integer") return r.family === "float" ? FLOAT : NUMERIC;
      return l.family === "numeric" ? NUMERIC : l;
    default:
      return l;
  }
}

function wider(l: SqlType, r: SqlType): SqlType {
  return l.family === "integer" && (r.family === "numeric" || r.family === "float") ? r : l;
}

/** A sum keeps the type of the left side where that has digits enough. */
function sumType(l: SqlType, r: SqlType): SqlType {
  if (r.family === "integer" || r.family === "null") return l;
  const { scale } = l as NumericType;
  const other = r.family === "numeric" ? (r as NumericType).scale : undefined;
  return scale === undefined || (other !== undefined && other <= scale) ? l : NUMERIC;
}
