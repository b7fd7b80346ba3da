import { plainWord } from "../../../compiler/ddl-words.ts";
import { ArgumentError } from "../../../errors/argument.ts";
import { ColumnBuilder } from "../../../schema/column-builder.ts";
import { bindBinary, bytesToHex } from "../../../types/large-binary-type.ts";
import { checkCount } from "../../../types/numeric-type.ts";
import { bindString } from "../../../types/string-type.ts";
import { MysqlType } from "../mysql-type.ts";

/** What a text column says of its characters. */
export interface TextOptions {
  readonly charset?: string;
  readonly collation?: string;
  /** Short for the character set latin1. */
  readonly ascii?: boolean;
  /** Short for the character set ucs2. */
  readonly unicode?: boolean;
  /** The collation that compares bytes. */
  readonly binary?: boolean;
}
export interface NationalOptions extends TextOptions {
  /** The national character set, utf8. */
  readonly national?: boolean;
}

/** `VARCHAR(9)` with what is said of its characters. */
export function withCharacters(name: string, options: NationalOptions): string {
  const collation =
    options.collation !== undefined
      ? `COLLATE ${plainWord("collation", options.collation)}`
      : options.binary === true
        ? "BINARY"
        : undefined;
  if (options.national === true) return collation === undefined ? `NATIONAL ${name}` : `NATIONAL ${name} ${collation}`;
  const parts = [name, charsetOf(options), collation];
  return parts.filter((part) => part !== undefined).join(" ");
}

function charsetOf({ charset, ascii, unicode }: TextOptions): string | undefined {
  if (charset !== undefined) return `CHARACTER SET ${plainWord("charset", charset)}`;
  return ascii === true ? "ASCII" : unicode === true ? "UNICODE" : undefined;
}

/** CAST knows every text as CHAR, and takes no NATIONAL. */
function textColumn(name: string, length: number | undefined, options: NationalOptions): ColumnBuilder<string> {
  checkCount("length", length);
  const size = length === undefined ? "" : `(${length})`;
  return new ColumnBuilder(
    new MysqlType<string>({
      sql: withCharacters(`${name}${size}`, options),
      family: "string",
      castSql: withCharacters(`CHAR${size}`, { ...options, national: false }),
      bind: bindString,
    }),
  );
}

/** CHAR(length). */
export function char(length?: number, options: NationalOptions = {}): ColumnBuilder<string> {
  return textColumn("CHAR", length, options);
}
/** VARCHAR(length). */
export function varchar(length: number, options: NationalOptions = {}): ColumnBuilder<string> {
  if (length === undefined) throw new ArgumentError("VARCHAR requires a length on MySQL: varchar(255).");
  return textColumn("VARCHAR", length, options);
}
/** NATIONAL CHAR(length): in utf8. */
export function nchar(length?: number, options: TextOptions = {}): ColumnBuilder<string> {
  return textColumn("CHAR", length, { ...options, national: true });
}
/** NATIONAL VARCHAR(length): in utf8. */
export function nvarchar(length: number, options: TextOptions = {}): ColumnBuilder<string> {
  if (length === undefined) throw new ArgumentError("NVARCHAR requires a length on MySQL: nvarchar(255).");
  return textColumn("VARCHAR", length, { ...options, national: true });
}
/** TEXT: up to 64 KiB; `text(length)` lets the server choose the smallest that holds so much. */
export function text(length?: number, options: TextOptions = {}): ColumnBuilder<string> {
  return textColumn("TEXT", length, options);
}
/** TINYTEXT: up to 255 bytes. */
export function tinytext(options: TextOptions = {}): ColumnBuilder<string> {
  return textColumn("TINYTEXT", undefined, options);
}
/** MEDIUMTEXT: up to 16 MiB. */
export function mediumtext(options: TextOptions = {}): ColumnBuilder<string> {
  return textColumn("MEDIUMTEXT", undefined, options);
}
/** LONGTEXT: up to 4 GiB. */
export function longtext(options: TextOptions = {}): ColumnBuilder<string> {
  return textColumn("LONGTEXT", undefined, options);
}

function bytesColumn(name: string, length?: number): ColumnBuilder<Uint8Array> {
  checkCount("length", length);
  return new ColumnBuilder(
    new MysqlType<Uint8Array>({
      sql: length === undefined ? name : `${name}(${length})`,
      family: "binary",
      castSql: "BINARY",
      bind: bindBinary,
      literal: (value) => `X'${bytesToHex(bindBinary(value))}'`,
      identity: (value) => (value instanceof Uint8Array ? bytesToHex(value) : value),
      compare: (a, b) => a instanceof Uint8Array && b instanceof Uint8Array && bytesToHex(a) === bytesToHex(b),
    }),
  );
}

/** BINARY(length): filled up with zero bytes. */
export function binary(length?: number): ColumnBuilder<Uint8Array> {
  return bytesColumn("BINARY", length);
}
/** VARBINARY(length). */
export function varbinary(length: number): ColumnBuilder<Uint8Array> {
  if (length === undefined) throw new ArgumentError("VARBINARY requires a length: varbinary(255).");
  return bytesColumn("VARBINARY", length);
}
/** BLOB: up to 64 KiB. */
export function blob(length?: number): ColumnBuilder<Uint8Array> {
  return bytesColumn("BLOB", length);
}
/** TINYBLOB: up to 255 bytes. */
export function tinyblob(): ColumnBuilder<Uint8Array> {
  return bytesColumn("TINYBLOB");
}
/** MEDIUMBLOB: up to 16 MiB. */
export function mediumblob(): ColumnBuilder<Uint8Array> {
  return bytesColumn("MEDIUMBLOB");
}
/** LONGBLOB: up to 4 GiB. */
export function longblob(): ColumnBuilder<Uint8Array> {
  return bytesColumn("LONGBLOB");
}
