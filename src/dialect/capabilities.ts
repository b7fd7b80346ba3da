/** What a database can do, as far as execution is concerned. What SQL it understands is the compiler's record (compiler/target.ts). */
export interface ExecutionCapabilities {
  /** The driver reports the key that an INSERT generated (`lastInsertId`). */
  readonly lastInsertId: boolean;
  /** The rows of INSERT … VALUES (…), (…) RETURNING come in the order of the values. */
  readonly insertReturningOrdered: boolean;
  /** Many rows go into one INSERT when nothing comes back, too: a trip to the database costs more than a long statement. */
  readonly insertManyWithoutReturning: boolean;
  /** How many rows go into one INSERT of rows that nobody wants to hear of again, unless somebody says. */
  readonly insertPageRows: number;
  /**
   * How one INSERT of many rows makes generated keys ascend in their order: "values" as they stand, "select" by
   * INSERT … SELECT … FROM (VALUES …) ORDER BY, "none" not at all.
   */
  readonly insertManyOrder: "values" | "select" | "none";
  /** Many rows are changed by UPDATE … FROM unnest(arrays), and deleted by = ANY(array): one statement, one trip. */
  readonly arraysOfRows: boolean;
  /** SAVEPOINT works. */
  readonly savepoints: boolean;
  /** DDL is undone by a rollback. */
  readonly transactionalDdl: boolean;
  /** An error leaves the transaction unusable until it, or a savepoint, is rolled back. */
  readonly errorAbortsTransaction: boolean;
  /** UPDATE and DELETE report how many rows they matched, not how many they changed. */
  readonly rowcountMatched: boolean;
  /** A row that refers to itself can be deleted as it is. */
  readonly deletesSelfReferring: boolean;
  /** Isolation levels that `isolationLevel` takes. */
  readonly isolationLevels: readonly string[];
  /** Schemas exist besides the default one. */
  readonly schemas: boolean;
}

/** The cautious defaults, which a dialect overrides one by one. */
export const defaultExecutionCapabilities: ExecutionCapabilities = Object.freeze({
  lastInsertId: false,
  insertReturningOrdered: false,
  insertManyWithoutReturning: false,
  insertPageRows: 1000,
  insertManyOrder: "none",
  arraysOfRows: false,
  savepoints: true,
  transactionalDdl: false,
  errorAbortsTransaction: false,
  rowcountMatched: true,
  deletesSelfReferring: true,
  isolationLevels: Object.freeze(["SERIALIZABLE", "REPEATABLE READ", "READ COMMITTED", "READ UNCOMMITTED"]),
  schemas: true,
});
