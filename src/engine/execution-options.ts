/** Options that travel with an execution; those of a statement win over the connection's, and those over the engine's. */
export interface ExecutionOptions {
  readonly isolationLevel?: string | undefined;
  readonly schemaTranslateMap?: ReadonlyMap<string | null, string | null> | undefined;
  /** null: compile afresh, without the cache. */
  readonly compiledCache?: null | undefined;
  /** Rows a batch when one INSERT carries many sets. */
  readonly insertmanyvaluesPageSize?: number | undefined;
  /** Shown in the log lines: `[token] BEGIN (implicit)`. */
  readonly loggingToken?: string | undefined;
  /** Options of the ORM and of your own. */
  readonly [option: string]: unknown;
}
