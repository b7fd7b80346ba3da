import type { Case } from "../protocol.ts";
import { compileAnew, compileCached } from "./compile.ts";
import { deletes } from "./deletes.ts";
import { execute } from "./execute.ts";
import { gets } from "./gets.ts";
import { flushes, inserts, singleInserts } from "./inserts.ts";
import { parents } from "./parents.ts";
import { manyRows, rows } from "./rows.ts";
import { scalingCases } from "./scaling.ts";
import { shapeCases } from "./shapes.ts";
import { sqlalchemyCases } from "./sqlalchemy.ts";
import { updates } from "./updates.ts";

/** By the names that `--only` takes: the lines that every run has, unless others are asked for. */
export const standard: Readonly<Record<string, Case>> = {
  gets,
  rows,
  manyRows,
  parents,
  inserts,
  singleInserts,
  flushes,
  updates,
  deletes,
  execute,
  compile: compileAnew,
  cached: compileCached,
};

/** More of them, asked for by the name of the group or their own. */
export const groups: Readonly<Record<string, Readonly<Record<string, Case>>>> = {
  standard,
  shapes: shapeCases,
  scaling: scalingCases,
  sqlalchemy: sqlalchemyCases,
};

export const cases: Readonly<Record<string, Case>> = Object.assign({}, ...Object.values(groups));
