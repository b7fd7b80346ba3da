/**
 * What only MySQL and MariaDB have.
 *
 * @module
 */
import { registerMysql } from "./dialects/mysql/register.ts";
import { installCompiler } from "./engine/install.ts";

installCompiler();
registerMysql();

export { MySQLDialect } from "./dialects/mysql/dialect.ts";
export { Insert, insert } from "./dialects/mysql/insert.ts";
export { limit } from "./dialects/mysql/limit.ts";
export { match, type MatchOptions } from "./dialects/mysql/match.ts";

export {
  bigint,
  type BigintOptions,
  bit,
  decimal,
  double,
  float,
  integer,
  type IntegerOptions,
  mediumint,
  type NumberOptions,
  numeric,
  real,
  smallint,
  tinyint,
  year,
} from "./dialects/mysql/column-types/numbers.ts";
export {
  binary,
  blob,
  char,
  longblob,
  longtext,
  mediumblob,
  mediumtext,
  type NationalOptions,
  nchar,
  nvarchar,
  text,
  type TextOptions,
  tinyblob,
  tinytext,
  varbinary,
  varchar,
} from "./dialects/mysql/column-types/text.ts";
export { datetime, type FractionOptions, time, timestamp } from "./dialects/mysql/column-types/moments.ts";
export { enumeration, inet4, inet6, set } from "./dialects/mysql/column-types/labels.ts";
