import type { Flow } from "../flow/flow.ts";
import type { DDLElement } from "./ddl.ts";

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
  /** Where ALTER is missing: what lets tables that refer to each other be dropped within a transaction. */
  readonly deferForeignKeys?: string | undefined;
}

export const defaultDDLFeatures: DDLFeatures = Object.freeze({
  supportsAlter: true,
  supportsComments: false,
  inlineComments: false,
});

/** A connection as a plan sees it. */
export interface DDLConnection {
  hasTable(name: string, schema?: string): Flow<boolean>;
  executeDDL(element: DDLElement): Flow<unknown>;
  readonly dialect: { readonly name: string; readonly ddlFeatures?: DDLFeatures | undefined };
}

/** An engine or connection; sync ones return the value, async ones a promise. */
export interface DDLRunner {
  [$runDDL](plan: (connection: DDLConnection) => Flow<void>): void | Promise<void>;
}

/** What createAll returns for an engine or connection: nothing, or a promise from an async one. */
export type RunResult<R extends DDLRunner> = ReturnType<R[typeof $runDDL]>;
