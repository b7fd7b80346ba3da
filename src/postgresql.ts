/**
 * What only PostgreSQL has.
 *
 * @module
 */
import { registerPostgresql } from "./dialects/postgresql/register.ts";
import { installCompiler } from "./engine/install.ts";

installCompiler();
registerPostgresql();

export { PostgreSQLDialect } from "./dialects/postgresql/dialect.ts";
export { distinctOn } from "./dialects/postgresql/distinct-on.ts";
export { Insert, insert, type PostgreSQLConflict } from "./dialects/postgresql/insert.ts";
export { array, type ArrayOptions } from "./schema/array.ts";
export { aggregateOrderBy } from "./sql/array-literal.ts";
export { Range, type RangeBounds, type RangeOptions } from "./dialects/postgresql/range.ts";
export type { HstoreValue } from "./dialects/postgresql/hstore-type.ts";
export {
  bit,
  cidr,
  citext,
  daterange,
  datemultirange,
  doublePrecision,
  hstore,
  inet,
  int4multirange,
  int4range,
  int8multirange,
  int8range,
  interval,
  jsonb,
  jsonpath,
  macaddr,
  macaddr8,
  money,
  nummultirange,
  numrange,
  oid,
  real,
  regclass,
  regconfig,
  time,
  timestamp,
  tsmultirange,
  tsquery,
  tsrange,
  tstzmultirange,
  tstzrange,
  tsvector,
  varbit,
  xml,
} from "./dialects/postgresql/builders.ts";
export { CreateDomainType, CreateEnumType, DropDomainType, DropEnumType } from "./schema/ddl-named-type.ts";
export { domain, type DomainCheck, type DomainOptions } from "./schema/domain-type.ts";
