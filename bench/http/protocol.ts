import type { ContestantName } from "../protocol.ts";

/** Who serves: what is done for a request is the same for all. */
export type ServerName = Extract<ContestantName, "hand" | "athanor" | "drizzle" | "mikroOrm">;

export const PARENTS = 1_000;
export const CHILDREN = 10;
/** Connections of everyone's pool. */
export const CONNECTIONS = 10;

/** One request's work: a parent by its key, its children by the relation, a new name, a commit. Gives the number of children. */
export interface Handler {
  readonly touch: (id: number, name: string) => Promise<number>;
  readonly close: () => Promise<unknown>;
}

/** What the load process is told, and what it answers. */
export interface Load {
  readonly port: number;
  readonly clients: number;
  readonly requests: number;
  /** What the names begin with that it sends. */
  readonly label: string;
}

export interface Answered {
  readonly perSecond: number;
  /** Milliseconds in which 99 of 100 requests were answered. */
  readonly p99: number;
  /** Different parents that got a name. */
  readonly touched: number;
}
