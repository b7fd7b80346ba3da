import { NativeType } from "./native-type.ts";
import { bindString } from "./string-type.ts";

/** Types of PostgreSQL that its operators and functions give, or take as text. */
export const JSON_PATH: NativeType<string> = new NativeType({
  dialect: "postgresql",
  sql: "JSONPATH",
  bind: bindString,
});
export const TSVECTOR: NativeType<string> = new NativeType({
  dialect: "postgresql",
  sql: "TSVECTOR",
  bind: bindString,
});
export const TSQUERY: NativeType<string> = new NativeType({ dialect: "postgresql", sql: "TSQUERY", bind: bindString });
export const REGCONFIG: NativeType<string> = new NativeType({
  dialect: "postgresql",
  sql: "REGCONFIG",
  castBinds: true,
  bind: bindString,
});
