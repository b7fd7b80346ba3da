import type { Chapter } from "../check.ts";
import { exceptions } from "./exceptions.ts";
import { inserts } from "./insert.ts";
import { selects } from "./select.ts";

/** The whole suite. */
export const chapters: readonly Chapter[] = [selects, inserts, exceptions];
