import type { Chapter } from "../check.ts";
import { compounds } from "./compound.ts";
import { exceptions } from "./exceptions.ts";
import { inserts } from "./insert.ts";
import { joins } from "./join.ts";
import { memberships } from "./membership.ts";
import { types } from "./types.ts";
import { selects } from "./select.ts";

/** The whole suite. */
export const chapters: readonly Chapter[] = [types, selects, joins, compounds, memberships, inserts, exceptions];
