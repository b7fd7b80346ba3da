/** Where a case runs. */
export type DatabaseName = "sqlite" | "pglite" | "postgresql";
export type ContestantName = "hand" | "athanor" | PeerName;
/** Other projects; their contestants are in bench/peers, which has dependencies of its own. */
export type PeerName = "knex" | "kysely" | "drizzle" | "mikroOrm";

/** What a contestant does each round. Only `run` is timed. */
export interface Round {
  before?(): void | Promise<void>;
  run(): unknown;
  /** Throws unless the round did the whole work. `result` is what `run` gave. */
  verify(result: unknown): void | Promise<void>;
  close(): void | Promise<void>;
}

/** Makes the tables and the data, prepares what an expert would prepare once, and gives the round. */
export type Contestant = () => Round | Promise<Round>;

export interface Case {
  readonly title: string;
  readonly unit: "ms" | "µs";
  /** What one round is divided by, where one piece of work is what is shown. */
  readonly per: number;
  /** On SQLite: the largest ratio to the hand-written code, or, without such code, the largest time. */
  readonly target: number | undefined;
  /** The synchronous contestants; without `hand` the case shows a time only. */
  readonly sqlite: { readonly hand?: Contestant; readonly athanor: Contestant };
  /** Who else does this, synchronously, in bench/peers/<name of the case>.mjs. */
  readonly peers?: { readonly file: string; readonly names: readonly PeerName[] };
  /** The asynchronous ones. */
  readonly postgresql?: { readonly hand: Contestant; readonly athanor: Contestant };
}

/** Parent to worker: run one round; or end. Worker to parent: it is ready; the time of the round. */
export type ToWorker = "round" | "close";
export type FromWorker = { readonly kind: "ready" } | { readonly kind: "round"; readonly milliseconds: number };
