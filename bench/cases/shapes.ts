import type { Case } from "../protocol.ts";
import { composite } from "../shapes/composite.ts";
import type { Shape } from "../shapes/shape.ts";
import { typed } from "../shapes/typed.ts";
import { wide } from "../shapes/wide.ts";
import { getsOf } from "./gets.ts";
import { insertsOf } from "./inserts.ts";
import { rowsOf } from "./rows.ts";

const shapes: Readonly<Record<string, { readonly shape: Shape; readonly title: string }>> = {
  wide: { shape: wide, title: "20 columns" },
  composite: { shape: composite, title: "key of two columns" },
  typed: { shape: typed, title: "numeric, uuid, json, bigint, double, date" },
};

/** 1.5 times what the standard table may take. */
const SLACK = 1.5;
const target = (sqlite: number, server: number): NonNullable<Case["target"]> => ({
  sqlite: sqlite * SLACK,
  server: server * SLACK,
});

function casesOf(name: string, shape: Shape, title: string): [string, Case][] {
  const unit = "ms";
  const per = 1;
  return [
    [`${name}Gets`, getsOf(shape, { title: `10,000 gets by key: ${title}`, target: target(1.5, 1.1) })],
    [`${name}Rows`, rowsOf(shape, 10_000, { title: `10,000 rows: ${title}`, unit, per, target: target(1.25, 1.05) })],
    [
      `${name}Inserts`,
      insertsOf(
        { shape, count: 10_000 },
        { title: `flush of 10,000 new: ${title}`, unit, per, target: target(2, 1.15) },
      ),
    ],
  ];
}

/** Other tables than the standard one: nothing may be fast for that one only. */
export const shapeCases: Readonly<Record<string, Case>> = Object.fromEntries(
  Object.entries(shapes).flatMap(([name, { shape, title }]) => casesOf(name, shape, title)),
);
