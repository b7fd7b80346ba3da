import { ArgumentError } from "../errors/argument.ts";
import { InvalidRequestError } from "../errors/state.ts";
import { describeValue } from "../util/describe.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import type { Column } from "./column.ts";
import type { CheckConstraint, Constraint, ConstraintKind } from "./constraint.ts";
import type { ForeignKeyConstraint } from "./foreign-key.ts";
import type { Index } from "./index-item.ts";
import type { Table } from "./table.ts";

/** A token of your own: `(constraint, table) => text`. */
export type NamingToken = (constraint: Constraint | Index, table: Table) => string;

/**
 * Patterns for names that nobody gave: `{ ix: "ix_%(column_0_label)s", uq: "uq_%(table_name)s_%(column_0_name)s",
 * ck: "ck_%(table_name)s_%(constraint_name)s", fk: "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
 * pk: "pk_%(table_name)s" }`. Other members define tokens.
 */
export interface NamingConvention {
  readonly ix?: string;
  readonly uq?: string;
  readonly ck?: string;
  readonly fk?: string;
  readonly pk?: string;
  readonly [token: string]: string | NamingToken | undefined;
}

export const DEFAULT_CONVENTION: NamingConvention = { ix: "ix_%(column_0_label)s" };

/** The convention, when its members are patterns and tokens. */
export function checkConvention(convention: NamingConvention): NamingConvention {
  for (const [key, value] of Object.entries(convention ?? {})) {
    const isPattern = PATTERN_KEYS.has(key);
    if (value === undefined || (isPattern ? typeof value === "string" : typeof value === "function")) continue;
    throw new ArgumentError(
      isPattern
        ? `The naming convention for ${JSON.stringify(key)} must be a pattern such as "${key}_%(table_name)s", not ${describeValue(value)}.`
        : `The token ${JSON.stringify(key)} of a naming convention must be a function (constraint, table) => text, not ${describeValue(value)}.${didYouMean(key, PATTERN_KEYS)}`,
    );
  }
  return convention;
}

const PATTERN_KEYS: ReadonlySet<string> = new Set(["ix", "uq", "ck", "fk", "pk"]);

const PREFIXES: Readonly<Record<ConstraintKind | "index", string>> = {
  primaryKey: "pk",
  unique: "uq",
  foreignKey: "fk",
  check: "ck",
  exclude: "ex",
  index: "ix",
};

/** On a String object that is a name: the naming convention leaves it alone. */
const $final: unique symbol = Symbol.for("athanor.finalName");

/** Whether a name is one that conv() gave. */
export function isFinalName(name: unknown): boolean {
  return typeof name === "object" && name !== null && $final in name;
}

/** Marks a constraint's name as final, so that a `%(constraint_name)s` convention does not add to it. */
export function conv(name: string): string {
  return Object.defineProperty(Object(name) as object, $final, { value: true }) as unknown as string;
}

/** The name of a constraint or index under its MetaData's convention. */
export function conventionName(item: Constraint | Index): string | undefined {
  const explicit = item.explicitName;
  if (isFinalName(explicit)) return explicit?.concat();
  const table = item.table;
  const convention = table?.metadata.namingConvention;
  const pattern = convention?.[PREFIXES[item.kind]];
  if (table === undefined || convention === undefined || typeof pattern !== "string") return explicit;
  // Only a pattern with %(constraint_name)s adds to a name that was given.
  if (explicit !== undefined && !pattern.includes("%(constraint_name)s")) return explicit;
  if (explicit === undefined && pattern.includes("%(constraint_name)s")) {
    if (item.kind === "check" && (item as CheckConstraint).ofType === undefined) {
      throw new InvalidRequestError(
        `The naming convention for "ck" uses %(constraint_name)s, so the CHECK constraint of table "${table.fullname}" needs a name: checkConstraint(…, { name }).`,
      );
    }
    return undefined;
  }
  return expand(pattern, item, table, convention);
}

/** Whether the convention made the name; such names may be cut to the database's limit. */
export function isGeneratedName(item: Constraint | Index): boolean {
  return item.name !== item.explicitName;
}

function expand(pattern: string, item: Constraint | Index, table: Table, convention: NamingConvention): string {
  return pattern
    .replaceAll(/%\(([^)]*)\)s/g, (_all, token: string) => tokenValue(token, item, table, convention))
    .replaceAll("%%", "%");
}

const COLUMN_TOKEN = /^(referred_)?column_(\d+)(_?N)?_(name|label|key)$/;

function tokenValue(token: string, item: Constraint | Index, table: Table, convention: NamingConvention): string {
  const own = convention[token];
  if (typeof own === "function") return own(item, table);
  if (token === "table_name") return table.name;
  if (token === "constraint_name") return item.explicitName ?? "";
  if (token === "referred_table_name" && item.kind === "foreignKey")
    return (item as ForeignKeyConstraint).referredTable.name;
  const match = COLUMN_TOKEN.exec(token);
  if (match === null) {
    throw new ArgumentError(
      `The naming convention uses the unknown token %(${token})s.${didYouMean(token, ["table_name", "constraint_name", "referred_table_name", "column_0_name", "column_0_label", "column_0_key", "referred_column_0_name", "column_0N_name", "column_0_N_name"])}`,
    );
  }
  const columns =
    match[1] === undefined ? item.columns : (item as ForeignKeyConstraint).elements.map((element) => element.column);
  const form = match[4] as "name" | "label" | "key";
  if (match[3] !== undefined)
    return columns.map((column) => columnToken(column, form)).join(match[3] === "_N" ? "_" : "");
  const column = columns[Number(match[2])];
  return column === undefined ? "" : columnToken(column, form);
}

function columnToken(column: Column<string, unknown>, form: "name" | "label" | "key"): string {
  if (form === "name") return column.name;
  if (form === "key") return column.key;
  const table = column.table;
  return `${table.schema === undefined ? "" : `${table.schema}_`}${table.name}_${column.name}`;
}
