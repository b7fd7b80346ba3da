import { InvalidRequestError } from "../errors/state.ts";
import type { AnyColumnBuilder } from "./column-builder.ts";
import type { DDLRunner, RunResult } from "./ddl-runner.ts";
import type { MetaData } from "./metadata.ts";
import type { Table } from "./table.ts";
import type { TableOptions } from "./table-options.ts";

export interface ReflectOptions {
  /** The schema to look in; the MetaData's own without it, or what is found without naming one. */
  readonly schema?: string | undefined;
  /** Views too, materialized ones among them: tables that createAll creates as views. */
  readonly views?: boolean | undefined;
  /** Only these tables, or those that the function accepts. A name that is not there is an error. */
  readonly only?: readonly string[] | ((name: string, metadata: MetaData) => boolean) | undefined;
  /** Tables that the MetaData has already get what the database has of them; without it they stay as they are. */
  readonly extendExisting?: boolean | undefined;
  /** With `extendExisting`: whether columns give way to those of the database (true by default). */
  readonly autoloadReplace?: boolean | undefined;
  /** Whether tables that foreign keys refer to are reflected too (true by default). */
  readonly resolveFks?: boolean | undefined;
}

export interface AutoloadOptions<R extends DDLRunner, C = unknown> extends TableOptions<C> {
  /** The engine, connection or inspector that the columns, keys, constraints and indexes come from. */
  readonly autoloadWith: R;
  /** With `extendExisting`: whether columns give way to those of the database (true by default). */
  readonly autoloadReplace?: boolean | undefined;
  /** Only these columns. */
  readonly includeColumns?: readonly string[] | undefined;
  /** Whether tables that foreign keys refer to are reflected too (true by default). */
  readonly resolveFks?: boolean | undefined;
}

/** What reflecting into a MetaData gives for an engine or connection: the value, or a promise of it from an async one. */
export type Reflected<R extends DDLRunner, T> = RunResult<R> extends Promise<void> ? Promise<T> : T;

/** Reflects into a MetaData; above this layer, since it reads from a connection. */
export interface Reflector {
  reflect(bind: DDLRunner, metadata: MetaData, options: ReflectOptions): void | Promise<void>;
  autoload(
    name: string,
    metadata: MetaData,
    own: ReadonlyMap<string, AnyColumnBuilder>,
    options: AutoloadOptions<DDLRunner>,
  ): Table | Promise<Table>;
}

let installed: Reflector | undefined;

/** The package's entries call it. */
export function setReflector(made: Reflector): void {
  installed = made;
}

export function reflector(): Reflector {
  if (installed !== undefined) return installed;
  throw new InvalidRequestError('Reflection is part of the entry "athanor", which was not imported.');
}
