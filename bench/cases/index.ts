import type { Case } from "../protocol.ts";
import { compileAnew, compileCached } from "./compile.ts";
import { gets } from "./gets.ts";
import { inserts } from "./inserts.ts";
import { parents } from "./parents.ts";
import { rows } from "./rows.ts";
import { updates } from "./updates.ts";

/** By the names that `--only` takes. */
export const cases: Readonly<Record<string, Case>> = {
  gets,
  rows,
  parents,
  inserts,
  updates,
  compile: compileAnew,
  cached: compileCached,
};
