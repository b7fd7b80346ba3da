import {
  array,
  bigInteger,
  boolean,
  char,
  customType,
  date,
  datetime,
  double,
  enumeration,
  float,
  func,
  integer,
  interval,
  largeBinary,
  numeric,
  smallInteger,
  string,
  text,
  time,
  unicode,
  unicodeText,
  uuid,
} from "../api.ts";
import { type Chapter, chapter } from "../check.ts";
import { database, sql } from "../requirement.ts";
import { typeChecks } from "../round-trip.ts";

const words = [
  "plain",
  "Ünïcödé 漢字 مرحبا",
  "🎈 beyond the BMP 𝔸",
  'it\'s "quoted" `here`',
  "back\\slash \\n \\' \\\\",
  "100% %s %% :x ?1 $1",
  "",
];
const identifiers = ["01890a5d-ac96-774b-bcce-b302099a8057", "00000000-0000-0000-0000-000000000000"];
const bytes = [
  Uint8Array.of(0, 1, 2, 127, 128, 254, 255),
  Uint8Array.from({ length: 256 }, (_, n) => n),
  new TextEncoder().encode("it's \\ bytes"),
];

/** A type of our own: points as text. */
const point = customType<{ x: number; y: number }, string>({
  impl: string(40),
  processBindParam: ({ x, y }) => `${x};${y}`,
  processResultValue: (value) => {
    const [x = 0, y = 0] = value.split(";").map(Number);
    return { x, y };
  },
});

/** Words that SQL writes in capitals, and reads in small letters. */
const shouted = customType<string, string>({
  impl: string(40),
  processBindParam: (value) => value,
  processResultValue: (value) => value,
  bindExpression: (bind) => func.upper(bind),
  columnExpression: (column) => func.lower(column),
});

/** Moments as milliseconds. */
const stamp = customType<number, Date>({
  impl: datetime(),
  processBindParam: (value) => new Date(value),
  processResultValue: (value) => value.getTime(),
});

export const types: Chapter = chapter(
  "types",
  ...typeChecks({ name: "string", type: () => string(80), values: words }),
  ...typeChecks({ name: "text", type: () => text(), values: [...words, "long ".repeat(12_000)], incomparable: true }),
  ...typeChecks({ name: "unicode", type: () => unicode(80), values: words }),
  ...typeChecks({ name: "unicodeText", type: () => unicodeText(), values: words, incomparable: true }),
  ...typeChecks({ name: "char", type: () => char(3), values: ["abc", "äöü"] }),
  ...typeChecks({ name: "integer", type: () => integer(), values: [0, 1, -1, 2_147_483_647, -2_147_483_648] }),
  ...typeChecks({ name: "smallInteger", type: () => smallInteger(), values: [0, -1, 32_767, -32_768] }),
  ...typeChecks({
    name: "bigInteger",
    type: () => bigInteger(),
    values: [0n, 1n, -1n, 9_007_199_254_740_993n, 9_223_372_036_854_775_807n, -9_223_372_036_854_775_807n],
  }),
  ...typeChecks({
    name: "bigInteger as numbers",
    type: () => bigInteger({ mode: "number" }),
    values: [0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
  }),
  ...typeChecks({
    name: "numeric",
    type: () => numeric(12, 3),
    values: ["0.000", "1.500", "-12345.678", "999999999.999"],
  }),
  ...typeChecks({
    name: "numeric of many digits",
    type: () => numeric(38, 12),
    values: ["31943874831932418390.010000000000", "-0.000000000001", "12345678901234567890123456.000000000000"],
    requires: [database("exactDecimals")],
  }),
  ...typeChecks({
    name: "numeric as numbers",
    type: () => numeric(10, 2, { mode: "number" }),
    values: [0, 1.25, -99_999.99],
  }),
  ...typeChecks({ name: "float", type: () => float(), values: [0, 0.5, -1.25, 1024], incomparable: true }),
  ...typeChecks({
    name: "double",
    type: () => double(),
    values: [0, 0.1, -2.5, 1e100, 5e-300, 1.7976931348623157e308, 123_456_789.123_456_79],
  }),
  ...typeChecks({ name: "boolean", type: () => boolean(), values: [true, false] }),
  ...typeChecks({ name: "date", type: () => date(), values: ["2024-02-29", "1727-04-01", "9999-12-31"] }),
  ...typeChecks({ name: "time", type: () => time(), values: ["00:00:00", "12:57:18", "23:59:59"] }),
  ...typeChecks({
    name: "time with a fraction",
    type: () => time(),
    values: ["12:57:18.396", "00:00:00.5"],
    requires: [database("fractionsOfSeconds")],
  }),
  ...typeChecks({
    name: "datetime",
    type: () => datetime(),
    values: [new Date("2012-10-15T12:57:18Z"), new Date("1970-01-01T00:00:00Z"), new Date("2024-03-31T02:30:00Z")],
  }),
  ...typeChecks({
    name: "datetime with a fraction",
    type: () => datetime(),
    values: [new Date("2012-10-15T12:57:18.396Z"), new Date("1969-12-31T23:59:59.999Z")],
    requires: [database("fractionsOfSeconds")],
  }),
  ...typeChecks({
    name: "datetime of long ago",
    type: () => datetime(),
    values: [new Date("1850-11-10T11:52:35Z"), new Date("1583-01-01T00:00:00Z")],
  }),
  ...typeChecks({
    name: "datetime with a time zone",
    type: () => datetime({ timezone: true }),
    values: [new Date("2012-10-15T12:57:18Z"), new Date("2024-07-01T00:00:00Z")],
  }),
  ...typeChecks({
    name: "interval",
    type: () => interval(),
    values: ["P1DT2H30M", "PT1S", "P40D"],
    incomparable: true,
  }),
  ...typeChecks({ name: "largeBinary", type: () => largeBinary(), values: bytes, incomparable: true }),
  ...typeChecks({
    name: "enumeration",
    type: (c) => enumeration("red", "it's green", "bläu", { name: c.name("hues") }),
    values: ["red", "it's green", "bläu"],
  }),
  ...typeChecks({
    name: "enumeration as text",
    type: (c) => enumeration("red", "green", { name: c.name("hue_words"), nativeEnum: false, createConstraint: true }),
    values: ["red", "green"],
  }),
  ...typeChecks({ name: "uuid", type: () => uuid(), values: identifiers }),
  ...typeChecks({ name: "uuid as text", type: () => uuid({ nativeUuid: false }), values: identifiers }),
  ...typeChecks({
    name: "array of integers",
    type: () => array(integer()),
    values: [[1, 2, 3], [], [-5]],
    requires: [sql("arrays")],
  }),
  ...typeChecks({
    name: "array of text",
    type: () => array(string()),
    values: [["a", "it's", 'say "b"', "back\\slash", "{,}", "NULL", ""], ["ключ"]],
    requires: [sql("arrays")],
  }),
  ...typeChecks({
    name: "array of arrays",
    type: () => array(integer(), { dimensions: 2 }),
    values: [
      [
        [1, 2],
        [3, 4],
      ],
    ],
    requires: [sql("arrays")],
  }),
  ...typeChecks({
    name: "a type of one's own, of moments",
    type: () => stamp,
    values: [0, Date.UTC(2012, 9, 15, 12, 57, 18)],
  }),
  ...typeChecks({
    name: "a type of one's own, with SQL around its values",
    type: () => shouted,
    values: ["quiet", "it's"],
  }),
  ...typeChecks({
    name: "a type of one's own",
    type: () => point,
    values: [
      { x: 1, y: -2 },
      { x: 0.5, y: 0 },
    ],
  }),
);
