import type { Flow } from "../flow/flow.ts";
import type { DDLElement } from "./ddl-element.ts";

/** Where an engine or connection offers to run a plan of DDL. */
export const $runDDL: unique symbol = Symbol.for("athanor.runDDL");

/** What planning must know of a database. */
export interface DDLFeatures {
  /** ALTER TABLE can add and drop foreign keys; otherwise they are all written inside CREATE TABLE. */
  readonly supportsAlter: boolean;
  /** The database keeps comments … */
  readonly supportsComments: boolean;
  /** … written inside CREATE TABLE, rather than by statements of their own. */
  readonly inlineComments: boolean;
  /** Constraints may have comments too. */
  readonly constraintComments?: boolean | undefined;
  /** Enumerations with a name, and domains, are types of their own, created before the tables that use them. */
  readonly namedTypes?: boolean | undefined;
  /** Where ALTER is missing: what lets tables that refer to each other be dropped within a transaction. */
  readonly deferForeignKeys?: string | undefined;
}

export const defaultDDLFeatures: DDLFeatures = Object.freeze({
  supportsAlter: true,
  supportsComments: false,
  inlineComments: false,
});

/** Which objects are asked for before they are created or dropped; the values of `checkfirst` add up: `CheckFirst.TABLES | CheckFirst.SEQUENCES`. */
export const CheckFirst: Readonly<
  Record<"NONE" | "TABLES" | "VIEWS" | "INDEXES" | "SEQUENCES" | "TYPES" | "ALL", number>
> = Object.freeze({ NONE: 0, TABLES: 2, VIEWS: 4, INDEXES: 8, SEQUENCES: 16, TYPES: 32, ALL: 62 });
/** All (true, which is the default), none (false), or a sum of members of `CheckFirst`. */
export type CheckFirst = boolean | number;

/** What a listener of a schema event gets as the connection. On an async engine `execute` gives a promise to wait for. */
export interface DDLEventConnection {
  readonly dialect: { readonly name: string };
  /** Executes a statement in the transaction of the create or drop. */
  execute(statement: unknown, params?: unknown): unknown;
}

/** A connection as a plan sees it. */
export interface DDLConnection {
  hasTable(name: string, schema?: string): Flow<boolean>;
  hasIndex(table: string, name: string, schema?: string): Flow<boolean>;
  hasSequence(name: string, schema?: string): Flow<boolean>;
  /** Whether a type of that name is there. */
  hasType?(name: string, schema?: string): Flow<boolean>;
  executeDDL(element: DDLElement): Flow<unknown>;
  readonly dialect: {
    readonly name: string;
    readonly ddlFeatures?: DDLFeatures | undefined;
    readonly sqlFeatures?: { readonly sequences: boolean; readonly optionalSequences: boolean } | undefined;
  };
  /** There is no database to ask: everything counts as missing when it is created, and as there when it is dropped. */
  readonly blind?: boolean | undefined;
  /** A query in the driver's own SQL, for reflection; absent where there is no database. */
  query?(sql: string, params?: readonly unknown[]): Flow<readonly (readonly unknown[])[]>;
  readonly eventConnection: DDLEventConnection;
}

/** An engine or connection; sync ones return the value, async ones a promise. */
export interface DDLRunner {
  [$runDDL](plan: (connection: DDLConnection) => Flow<void>): void | Promise<void>;
}

/** What createAll returns for an engine or connection: nothing, or a promise from an async one. */
export type RunResult<R extends DDLRunner> = ReturnType<R[typeof $runDDL]>;

/** Whether objects of a sort are asked for first. */
export function checks(
  connection: DDLConnection,
  checkfirst: CheckFirst | undefined,
  sort: Exclude<keyof typeof CheckFirst, "NONE" | "ALL">,
): boolean {
  if (connection.blind === true || checkfirst === false) return false;
  return checkfirst === undefined || checkfirst === true || (checkfirst & CheckFirst[sort]) !== 0;
}
