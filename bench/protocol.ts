import type { HandServer, HandSqlite } from "./databases/by-hand.ts";
import type { AthanorServer, AthanorSqlite } from "./databases/athanor.ts";
import type { Peer, PeerName } from "./peer.ts";

/** Where a case runs. The first two are synchronous, the others are reached by promises. */
export type DatabaseName = "sqlite" | "node:sqlite" | "pglite" | "postgresql" | "mariadb";
export type Dialect = "sqlite" | "postgresql" | "mysql";
/** `handBulk`: by hand as well, in as few statements as SQL allows, where `hand` sends one for each object. */
export type ContestantName = "hand" | "handBulk" | "athanor" | PeerName;

/** What a contestant does each round. Only `run` is timed. */
export interface Round {
  readonly before?: () => void | Promise<void>;
  readonly run: () => unknown;
  /** Throws unless the round did the whole work. `result` is what `run` gave. */
  readonly verify: (result: unknown) => void | Promise<void>;
  /** At the end of all rounds. */
  readonly close?: () => void | Promise<void>;
}

type Contestant<Database> = (database: Database) => Round | Promise<Round>;

/** One line of the benchmark: the same work by everyone who can do it, on a database that holds `fill`. */
export interface Case {
  readonly title: string;
  /** `rate`: pieces of work a second. */
  readonly unit: "ms" | "µs" | "rate";
  /** What a round is divided by, where one piece of work is what is shown; with `rate`, the pieces in a round. */
  readonly per: number;
  /** The largest ratio to the code by hand; on servers, with client and server on one core. */
  readonly target?: { readonly sqlite: number; readonly server?: number };
  /** Pieces of work a second that SQLAlchemy's documentation has for this. */
  readonly published?: number;
  /** `kept`: bytes for each piece that stay while the result is held; `peak`: bytes that resident memory went up by, which `run` returns. */
  readonly memory?: { readonly kind: "kept"; readonly pieces: number } | { readonly kind: "peak" };
  /** The statements that fill the tables, in the words of a dialect; `dates` is how a peer keeps dates on SQLite. */
  readonly fill?: (dialect: Dialect, dates?: Peer["dates"]) => Iterable<string>;
  readonly sync: { readonly hand?: Contestant<HandSqlite>; readonly athanor: Contestant<AthanorSqlite> };
  readonly server?: {
    readonly hand?: Contestant<HandServer>;
    readonly handBulk?: Contestant<HandServer>;
    readonly athanor: Contestant<AthanorServer>;
  };
  /** The work by another project; undefined where it has no means for it. */
  readonly peer?: (peer: Peer) => Round | undefined;
}

/** Parent to worker: run one round; or end. */
export type ToWorker = "round" | "close";

/** What a round took, in milliseconds; `cpu` is what this process was given of the processors. */
export interface Measured {
  readonly wall: number;
  readonly cpu: number;
  readonly memory?: number;
}

/** Worker to parent: it is ready, or has no means for the case; the round. */
export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "absent" }
  | ({ readonly kind: "round" } & Measured);
