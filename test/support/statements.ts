import { type AsyncEngine, type Engine, listen } from "athanor";

/** One statement as it went to the driver. */
export interface SentStatement {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** Collects what an engine sends from now on. */
export function captureStatements(engine: Engine | AsyncEngine): SentStatement[] {
  const sent: SentStatement[] = [];
  listen(engine, "beforeCursorExecute", (_connection, _cursor, sql, params) => {
    sent.push({ sql, params });
  });
  return sent;
}
