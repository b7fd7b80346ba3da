// Types of inspectors and of tables that come from the database; compiled, never run.
import {
  type AsyncEngine,
  type AsyncInspector,
  type Connection,
  type Engine,
  inspect,
  insert,
  type Inspector,
  integer,
  MetaData,
  type ReflectedColumn,
  select,
  string,
  type Table,
} from "athanor";
import { inspect as inspectAny, type Session } from "athanor/orm";
import type { Equal } from "./equal.ts";

declare const engine: Engine;
declare const connection: Connection;
declare const asyncEngine: AsyncEngine;
declare const session: Session;

const inspector = inspect(engine);
export const sync: Equal<typeof inspector, Inspector> = true;
export const syncToo: Inspector = inspect(connection);
const later = inspect(asyncEngine);
export const async: Equal<typeof later, AsyncInspector> = true;

export const names: readonly string[] = inspector.getTableNames();
export const promised: Promise<readonly string[]> = later.getTableNames();
// @ts-expect-error a promise
export const notYet: readonly string[] = later.getTableNames();
export const columns: ReadonlyMap<string, readonly ReflectedColumn[]> = inspector.getMultiColumns();
export const schemaName: string | null = inspector.defaultSchemaName;
export const schemaLater: Promise<string | null> = later.defaultSchemaName;
// @ts-expect-error options are an object
inspector.getColumns("t", "public");
// @ts-expect-error a string is no engine
inspect("sqlite://");

const metadata = new MetaData();
const known: Table = metadata.table("t", { autoloadWith: engine });
const mixed = metadata.table("t", { id: integer().primaryKey(), name: string() }, { autoloadWith: inspector });
export const id: "id" = mixed.c.id.key;
export const name: Equal<(typeof mixed.c.name)["_t"], string> = true;
void mixed.c["anything"]?.type;
void insert(mixed).values({ id: 1, whatever: 2 });
void select(mixed.c.id, known.c["x"]!);
export const table: Promise<Table> = metadata.table("t", { autoloadWith: asyncEngine });
export const nothing: void = metadata.reflect(engine, { only: ["a"], views: true });
export const nothingLater: Promise<void> = metadata.reflect(asyncEngine, { only: (each) => each !== "a" });
// @ts-expect-error no such option
metadata.reflect(engine, { onli: ["a"] });
// @ts-expect-error a promise
void metadata.table("t", { autoloadWith: asyncEngine }).c;

export const any: Inspector = inspectAny(engine);
export const anyLater: AsyncInspector = inspectAny(asyncEngine);
void inspectAny(session);
