import { StatementCache } from "../../../dialect/statement-cache.ts";
import type { RowDescription } from "./row-reader.ts";

/** What a connection knows of a statement that is worth keeping prepared. */
export interface Prepared {
  readonly sql: string;
  /** Its name on the server; undefined as long as the server may not have it. */
  name: string | undefined;
  /** Whether the server has said what columns the statement has, and what it said; undefined: none. It refuses a prepared statement whose columns have changed. */
  isDescribed: boolean;
  description: RowDescription | undefined;
}

/** The statements of a connection: one is prepared on the server when it comes for the second time, and as many as the cache holds stay so. */
export class PreparedStatements {
  readonly #known: StatementCache<{ prepared: Prepared | undefined }>;
  /** Names that went out of the cache and are still on the server. */
  #unused: string[] = [];
  readonly #forgotten: ((prepared: Prepared) => void) | undefined;

  constructor(capacity: number, forgotten?: (prepared: Prepared) => void) {
    this.#forgotten = forgotten;
    this.#known = new StatementCache(capacity, ({ prepared }) => {
      if (prepared === undefined) return;
      if (prepared.name !== undefined) this.#unused.push(prepared.name);
      this.#forgotten?.(prepared);
    });
  }

  /** The statement, when it is to be prepared; undefined the first time. */
  use(sql: string): Prepared | undefined {
    const known = this.#known.get(sql);
    if (known !== undefined)
      return (known.prepared ??= { sql, name: undefined, isDescribed: false, description: undefined });
    this.#known.set(sql, { prepared: undefined });
    return undefined;
  }

  forget(sql: string): void {
    this.#known.delete(sql);
  }
  clear(): void {
    this.#known.clear();
  }

  get hasUnused(): boolean {
    return this.#unused.length > 0;
  }
  /** The names that the server need not keep; they are nobody's afterwards. */
  takeUnused(): string[] {
    return this.#unused.splice(0);
  }
}
