import { defaultRequirements, type Requirements } from "../../dialect/requirements.ts";

/** What MySQL and MariaDB both have of what the compliance suite asks for … */
export const mysqlRequirements: Requirements = Object.freeze({
  ...defaultRequirements,
  ctes: true,
  windows: true,
  windowRangesOfNumbers: true,
  intersectAndExcept: true,
  isDistinctFrom: true,
  regexpMatch: true,
  regexpReplace: true,
  bitwise: true,
  tupleIn: true,
  json: true,
  bigIntegerKeys: true,
  exactDecimals: true,
  collation: "utf8mb4_bin",
  storedColumns: true,
  virtualColumns: true,
  checkConstraints: true,
  foreignKeys: true,
  onUpdate: true,
  constraintKinds: true,
  constraintNames: true,
  views: true,
  replaceViews: true,
  createTableAs: true,
  temporaryTables: true,
  tableIfExists: true,
  skipLocked: true,
  createSchema: true,
  reflection: true,
});

/** … and what MariaDB alone has. */
export const mariadbRequirements: Requirements = Object.freeze({
  ...mysqlRequirements,
  intersectAllAndExceptAll: true,
  indexIfExists: true,
});
