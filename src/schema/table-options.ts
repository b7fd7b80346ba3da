/** What a table is declared with besides its columns. Dialect options are flat: `mysqlEngine`, `sqliteStrict` … */
export interface TableOptions<C = unknown> {
  readonly schema?: string | undefined;
  /** Whether the names of the table, and of its schema, are in quotes; by default those that need it. */
  readonly quote?: boolean | undefined;
  readonly quoteSchema?: boolean | undefined;
  /** A table of this name that is there already gets the columns and options told here … */
  readonly extendExisting?: boolean | undefined;
  /** … or is given back as it is. */
  readonly keepExisting?: boolean | undefined;
  /** A comment that the database keeps, where it can. */
  readonly comment?: string | undefined;
  /** Words between CREATE and TABLE: ["TEMPORARY"]. */
  readonly prefixes?: readonly string[] | undefined;
  /**
   * Constraints and indexes: `(c) => [uniqueConstraint(c.a, c.b), index("ix_a", c.a)]`.
   * It returns `any` on purpose: TypeScript then leaves its body alone while it infers the class around it.
   */
  // oxlint-disable-next-line typescript/no-explicit-any -- the callback's body must not be resolved while the class around it is inferred
  readonly constraints?: ((columns: C) => any) | undefined;
  /** Whatever you like; Athanor never reads it. */
  readonly info?: Readonly<Record<string, unknown>> | undefined;
  readonly sqliteAutoincrement?: boolean | undefined;
  readonly sqliteStrict?: boolean | undefined;
  readonly sqliteWithRowid?: boolean | undefined;
  readonly mysqlEngine?: string | undefined;
  readonly mysqlCharset?: string | undefined;
  readonly mysqlCollate?: string | undefined;
  readonly mysqlAutoIncrement?: number | undefined;
  readonly mysqlRowFormat?: string | undefined;
  readonly mysqlAvgRowLength?: number | undefined;
  readonly mysqlChecksum?: 0 | 1 | undefined;
  readonly mysqlDelayKeyWrite?: 0 | 1 | undefined;
  readonly mysqlInsertMethod?: string | undefined;
  readonly mysqlKeyBlockSize?: number | undefined;
  readonly mysqlMaxRows?: number | undefined;
  readonly mysqlMinRows?: number | undefined;
  readonly mysqlPackKeys?: 0 | 1 | "DEFAULT" | undefined;
  readonly mysqlStatsAutoRecalc?: 0 | 1 | "DEFAULT" | undefined;
  readonly mysqlStatsPersistent?: 0 | 1 | "DEFAULT" | undefined;
  readonly mysqlStatsSamplePages?: number | undefined;
  /** SQL, written as it is: "HASH (id)", "RANGE (year)"; the number of partitions is `mysqlPartitions`. */
  readonly mysqlPartitionBy?: string | undefined;
  readonly mysqlPartitions?: number | undefined;
  /** SQL, written as it is: "HASH (day)". */
  readonly mysqlSubpartitionBy?: string | undefined;
  readonly mysqlSubpartitions?: number | undefined;
  /** The partitions themselves, as SQL: "(PARTITION p0 VALUES LESS THAN (2000), PARTITION p1 VALUES LESS THAN MAXVALUE)". */
  readonly mysqlPartitionDefinitions?: string | undefined;
  readonly postgresqlInherits?: string | readonly string[] | undefined;
  readonly postgresqlPartitionBy?: string | undefined;
  /** The table is a partition of that one … */
  readonly postgresqlPartitionOf?: string | undefined;
  /** … for these rows: "FOR VALUES FROM (1) TO (10)", or "DEFAULT". */
  readonly postgresqlPartitionBound?: string | undefined;
  readonly postgresqlUsing?: string | undefined;
  readonly postgresqlWith?: Readonly<Record<string, string | number | boolean>> | undefined;
  readonly postgresqlWithOids?: boolean | undefined;
  readonly postgresqlOnCommit?: string | undefined;
  readonly postgresqlTablespace?: string | undefined;
}
