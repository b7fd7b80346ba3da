import type { Chapter } from "../check.ts";
import { compounds } from "./compound.ts";
import { commonTables } from "./ctes.ts";
import { ddl } from "./ddl.ts";
import { exceptions } from "./exceptions.ts";
import { inserts } from "./insert.ts";
import { joins } from "./join.ts";
import { jsonValues } from "./json.ts";
import { locks } from "./locks.ts";
import { memberships } from "./membership.ts";
import { names } from "./names.ts";
import { operators } from "./operators.ts";
import { orm } from "./orm.ts";
import { reflections } from "./reflection.ts";
import { results } from "./results.ts";
import { selects } from "./select.ts";
import { sequences } from "./sequences.ts";
import { textMatching } from "./text-matching.ts";
import { transactions } from "./transactions.ts";
import { types } from "./types.ts";
import { updatesAndDeletes } from "./update-delete.ts";
import { viewsAndTables } from "./views.ts";
import { windowFunctions } from "./windows.ts";

/** The whole suite. */
export const chapters: readonly Chapter[] = [
  types,
  jsonValues,
  selects,
  joins,
  compounds,
  memberships,
  textMatching,
  operators,
  windowFunctions,
  commonTables,
  inserts,
  updatesAndDeletes,
  results,
  names,
  ddl,
  viewsAndTables,
  reflections,
  sequences,
  transactions,
  locks,
  orm,
  exceptions,
];
