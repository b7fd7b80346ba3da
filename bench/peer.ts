import type { DatabaseName, Dialect } from "./protocol.ts";
import type { Item, ItemData } from "./shapes/items.ts";

export const peerNames = [
  "drizzle",
  "kysely",
  "knex",
  "objection",
  "mikroOrm",
  "typeorm",
  "sequelize",
  "prisma",
] as const;
/** Other projects; each has a file in bench/peers, which has dependencies of its own. */
export type PeerName = (typeof peerNames)[number];

export interface PeerParent {
  readonly id: number;
  readonly name: string;
  readonly children: readonly { id: number; name: string; position: number; parentId: number }[];
}

type Maybe<T> = T | PromiseLike<T>;

/** Whether a piece of work is still under way: those who are synchronous pay for no turn of the event loop. */
export function isPending<T>(answer: Maybe<T>): answer is PromiseLike<T> {
  return typeof (answer as { then?: unknown }).then === "function";
}

/**
 * What a file of bench/peers gives: the pieces of work that its project has means for, as its documentation says that they are
 * fast. It connects with its project's own pool, and leaves checking to the case.
 */
export interface Peer {
  readonly dialect: Dialect;
  /** How the project keeps dates on SQLite: as text (the default) or milliseconds of the epoch. */
  readonly dates?: "text" | "milliseconds" | "iso" | "offset";
  /** Runs SQL as it is. */
  readonly exec: (sql: string) => Maybe<unknown>;
  /** The first column of the first row. */
  readonly scalar: (sql: string) => Maybe<unknown>;
  readonly close: () => Maybe<void>;

  /** The item with a key, read from the database each time. */
  readonly get?: (id: number) => Maybe<Item>;
  /** All items, read from the database each time; what is returned keeps all that belongs to them in memory. */
  readonly all?: () => Maybe<readonly Item[]>;
  /** Lets go of what the project remembers of former rounds. */
  readonly forget?: () => unknown;
  /** All parents, each with its children. */
  readonly parents?: () => Maybe<readonly PeerParent[]>;
  /** New objects as the project has them, made before the clock runs; without it, `insertAll` and `insertEach` get the data. */
  readonly make?: (data: readonly ItemData[]) => Maybe<object[]>;
  /** Stores them in one transaction, in as few statements as can be. Gives the objects with their keys. */
  readonly insertAll?: (items: object[]) => Maybe<readonly Item[]>;
  /** The same, by a statement each. */
  readonly insertEach?: (items: object[]) => Maybe<readonly Item[]>;
  /** All items, for `update` and `remove`. */
  readonly load?: () => Maybe<object[]>;
  /** Adds one to every score and stores that, in one transaction. */
  readonly update?: (items: object[]) => Maybe<unknown>;
  /** Deletes them, in one transaction. */
  readonly remove?: (items: object[]) => Maybe<unknown>;
  /** One row of id, title and score by a statement that was made before. */
  readonly one?: (id: number) => Maybe<{ id: number; title: string; score: number }>;
  /** What a handler of HTTP does with a parent: reads it and its children, gives it another name, commits. Gives the number of children. */
  readonly touch?: (id: number, name: string) => Maybe<number>;
  /** The statement of the case `compile`, made anew. */
  readonly compile?: (n: number) => { sql: string; parameters: readonly unknown[] };
}

/** Where a peer connects to, and whose tables it uses. */
export interface PeerOptions {
  readonly database: DatabaseName;
  readonly url: string;
  readonly prefix: string;
  /** Connections of its pool; unless given, one. */
  readonly connections?: number;
  /** "2024-01-02 03:04:05.678000" and Date, for those who have no types of their own. */
  readonly parseDate: (text: string) => Date;
  readonly formatDate: (date: Date) => string;
}

export type OpenPeer = (options: PeerOptions) => Maybe<Omit<Peer, "dialect">>;
