/**
 * What a database can do that no compiler or engine has to ask for: which checks of the compliance suite (`athanor/testing`) apply to it, beside
 * those that go by `sqlFeatures`, `capabilities` and `ddlFeatures`. A dialect says it in `requirements`.
 */
export interface Requirements {
  /** WITH before SELECT, RECURSIVE too … */
  readonly ctes: boolean;
  /** … and before UPDATE and DELETE. */
  readonly ctesOfDml: boolean;
  /** Functions OVER windows … */
  readonly windows: boolean;
  /** … whose frame is RANGE BETWEEN numbers. */
  readonly windowRangesOfNumbers: boolean;
  /** FILTER (WHERE …) of aggregate functions. */
  readonly aggregateFilter: boolean;
  readonly intersectAndExcept: boolean;
  readonly intersectAllAndExceptAll: boolean;
  /** NULLS FIRST and NULLS LAST. */
  readonly nullsOrder: boolean;
  /** DISTINCT ON (…). */
  readonly distinctOn: boolean;
  /** IS DISTINCT FROM, however it is written. */
  readonly isDistinctFrom: boolean;
  /** `regexpMatch`. */
  readonly regexpMatch: boolean;
  /** `regexpReplace`. */
  readonly regexpReplace: boolean;
  /** &, |, << … of integers, and XOR. */
  readonly bitwise: boolean;
  /** LIMIT and OFFSET take expressions, not only numbers. */
  readonly limitExpressions: boolean;
  /** A subquery inside IN may have LIMIT. */
  readonly limitInIn: boolean;
  /** (a, b) IN ((1, 2), …). */
  readonly tupleIn: boolean;
  /** JSON, with `get()` and paths. */
  readonly json: boolean;
  /** A primary key of BIGINT counts up by itself. */
  readonly bigIntegerKeys: boolean;
  /** NUMERIC keeps as many digits as it is declared with, 38 at least. */
  readonly exactDecimals: boolean;
  /** `datetime()` and `time()` keep milliseconds at least. */
  readonly fractionsOfSeconds: boolean;
  /** A moment and an interval add up: `datetime()` and `interval()` are types of the database. */
  readonly intervals: boolean;
  /** Text tells letters of different case apart when it compares, unless a collation says otherwise. */
  readonly caseSensitiveText: boolean;
  /** A collation to order text by, by its name. */
  readonly collation: string | undefined;
  /** GENERATED ALWAYS AS, computed when the row is written … */
  readonly storedColumns: boolean;
  /** … and computed when it is read. */
  readonly virtualColumns: boolean;
  /** GENERATED … AS IDENTITY. */
  readonly identityColumns: boolean;
  /** CHECK is kept to. */
  readonly checkConstraints: boolean;
  /** FOREIGN KEY is kept to. */
  readonly foreignKeys: boolean;
  /** ON UPDATE CASCADE and its kin. */
  readonly onUpdate: boolean;
  /** ON DELETE SET DEFAULT. */
  readonly setDefault: boolean;
  /** DEFERRABLE foreign keys. */
  readonly deferrable: boolean;
  /** An error tells what kind of constraint was broken, and which CHECK … */
  readonly constraintKinds: boolean;
  /** … and which foreign key. */
  readonly constraintNames: boolean;
  readonly views: boolean;
  /** CREATE OR REPLACE VIEW. */
  readonly replaceViews: boolean;
  readonly materializedViews: boolean;
  readonly temporaryViews: boolean;
  readonly createTableAs: boolean;
  readonly temporaryTables: boolean;
  /** CREATE TABLE IF NOT EXISTS, DROP TABLE IF EXISTS. */
  readonly tableIfExists: boolean;
  /** CREATE INDEX IF NOT EXISTS, DROP INDEX IF EXISTS. */
  readonly indexIfExists: boolean;
  /** Indexes on expressions. */
  readonly expressionIndexes: boolean;
  /** Indexes with WHERE. */
  readonly partialIndexes: boolean;
  /** Indexes that store more columns than those of their key: INCLUDE. */
  readonly includeColumns: boolean;
  /** FOR UPDATE with SKIP LOCKED and NOWAIT. */
  readonly skipLocked: boolean;
  /** CREATE SCHEMA, by the user of the URL … */
  readonly createSchema: boolean;
  /** … and tables in it may refer to those of the default schema by their bare names. */
  readonly keysToDefaultSchema: boolean;
  /** The catalog is there: `inspect()` works … */
  readonly reflection: boolean;
  /** … and keeps the names that primary keys were given. */
  readonly primaryKeyNames: boolean;
}

/** The cautious defaults, which a dialect overrides one by one: what every SQL database has is checked without being asked for. */
export const defaultRequirements: Requirements = Object.freeze({
  ctes: false,
  ctesOfDml: false,
  windows: false,
  windowRangesOfNumbers: false,
  aggregateFilter: false,
  intersectAndExcept: false,
  intersectAllAndExceptAll: false,
  nullsOrder: false,
  distinctOn: false,
  isDistinctFrom: false,
  regexpMatch: false,
  regexpReplace: false,
  bitwise: false,
  limitExpressions: false,
  limitInIn: false,
  tupleIn: false,
  json: false,
  bigIntegerKeys: false,
  exactDecimals: false,
  fractionsOfSeconds: false,
  intervals: false,
  caseSensitiveText: false,
  collation: undefined,
  storedColumns: false,
  virtualColumns: false,
  identityColumns: false,
  checkConstraints: false,
  foreignKeys: false,
  onUpdate: false,
  setDefault: false,
  deferrable: false,
  constraintKinds: false,
  constraintNames: false,
  views: false,
  replaceViews: false,
  materializedViews: false,
  temporaryViews: false,
  createTableAs: false,
  temporaryTables: false,
  tableIfExists: false,
  indexIfExists: false,
  expressionIndexes: false,
  partialIndexes: false,
  includeColumns: false,
  skipLocked: false,
  createSchema: false,
  keysToDefaultSchema: false,
  reflection: false,
  primaryKeyNames: false,
});
