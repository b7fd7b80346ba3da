import { ColumnBuilder, type AnyColumnBuilder } from "../schema/column-builder.ts";
import type { ColumnOptions } from "../schema/column-options.ts";
import { FetchedValue } from "../schema/fetched-value.ts";
import type { MetaData } from "../schema/metadata.ts";
import type { ReflectedSequence } from "../schema/reflected.ts";
import type { ColumnInfo } from "../schema/schema-events.ts";
import { Sequence } from "../schema/sequence.ts";
import { literalColumn } from "../sql/literal-column.ts";
import { IntegerType } from "../types/integer-type.ts";
import type { SqlType } from "../types/sql-type.ts";
import { given } from "../util/given.ts";
import { closingParenthesis } from "../util/parentheses.ts";

/** The builder of a column as it was found. */
export function builderOf(
  info: ColumnInfo,
  primaryKey: boolean,
  table: string,
  metadata: MetaData,
  sequences: ReadonlyMap<string, ReflectedSequence>,
): AnyColumnBuilder {
  const { key = info.name, name, type, nullable, computed, identity, comment } = info;
  const numbered = primaryKey && type.family === "integer" && identity === undefined;
  const isSerial = numbered && info.autoincrement && isSerialSequence(info, table);
  const options = given({
    name: name === key ? undefined : name,
    primaryKey: primaryKey || undefined,
    nullable: nullable && !primaryKey ? true : undefined,
    serverDefault: isSerial || info.default === null ? undefined : defaultOf(info, info.default, metadata, sequences),
    serverOnupdate: info.default !== null && ON_UPDATE.test(info.default) ? new FetchedValue() : undefined,
    computed:
      computed === undefined ? undefined : { sql: literalColumn(computed.sqltext), persisted: computed.persisted },
    identity,
    comment: comment ?? undefined,
    // A key that the database numbers by a sequence of its own has a default, as any other column.
    autoincrement: numbered && (info.sequence === undefined || isSerial) ? info.autoincrement : undefined,
    info: info.info,
    dialectOptions: info.dialectOptions,
  } satisfies { [K in keyof ColumnOptions]: ColumnOptions[K] | undefined });
  return new ColumnBuilder(type, options as ColumnOptions);
}

/** MySQL writes it behind the default. */
const ON_UPDATE = / ON UPDATE current_timestamp(?:\(\d*\))?$/i;

/** Whether it is the sequence that SERIAL makes, so that SERIAL says all. */
function isSerialSequence({ sequence, name }: ColumnInfo, table: string): boolean {
  return sequence === undefined || (sequence.owned && sequence.name === `${table}_${name}_seq`);
}

function defaultOf(
  { sequence }: ColumnInfo,
  sql: string,
  metadata: MetaData,
  sequences: ReadonlyMap<string, ReflectedSequence>,
): ColumnOptions["serverDefault"] {
  if (sequence === undefined) return literalColumn(sql);
  const fullname = sequence.schema === null ? sequence.name : `${sequence.schema}.${sequence.name}`;
  // It has to be there before the table, whatever the default does with it.
  const known =
    (metadata.sequences.get(fullname) as Sequence<unknown> | undefined) ??
    sequenceOf(sequence.name, sequence.schema ?? undefined, sequences.get(fullname), metadata);
  const isCall = sql.startsWith("nextval(") && closingParenthesis(sql) === sql.length - 1;
  return isCall ? known.nextValue() : literalColumn(sql);
}

/** A sequence of a MetaData, as it was found. */
function sequenceOf(
  name: string,
  schema: string | undefined,
  found: ReflectedSequence | undefined,
  metadata: MetaData,
): Sequence<unknown> {
  if (found === undefined) return new Sequence<unknown>(name, { schema, metadata });
  const { start, increment, minvalue, maxvalue, cycle, cache, dataType } = found;
  return new Sequence<unknown>(name, {
    schema,
    metadata,
    start,
    increment,
    minvalue,
    maxvalue,
    cycle,
    cache,
    dataType: dataType === null || !Object.hasOwn(TYPES, dataType) ? undefined : TYPES[dataType],
  });
}

/** Types of sequences other than BIGINT, which goes without saying. */
const TYPES: Readonly<Record<string, SqlType>> = {
  integer: new IntegerType(),
  smallint: new IntegerType("smallInteger"),
};
