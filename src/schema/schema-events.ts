import { Dispatch } from "../event/dispatch.ts";
import { type Flow, isPromiseLike } from "../flow/flow.ts";
import { conditionHolds } from "./ddl-condition.ts";
import type { DDLElement } from "./ddl-element.ts";
import type { DDLConnection, DDLEventConnection } from "./ddl-runner.ts";
import type { ReflectedColumn } from "./reflected.ts";
import type { Table } from "./table.ts";

/** What a listener of a schema event is told besides the target and the connection. */
export interface SchemaEventInfo {
  /** For a MetaData: the tables that are created or dropped, in that order. */
  readonly tables: readonly unknown[] | undefined;
  readonly checkfirst: boolean;
}

/** `(target, connection, { tables, checkfirst })`, or a DDL element that is then executed. */
export type SchemaListener =
  | DDLElement
  | ((target: never, connection: DDLEventConnection, info: SchemaEventInfo) => unknown);

/** Events of a MetaData, a table, an index and a sequence. */
export type SchemaEvents = {
  readonly beforeCreate: SchemaListener;
  readonly afterCreate: SchemaListener;
  readonly beforeDrop: SchemaListener;
  readonly afterDrop: SchemaListener;
  /** Before a column is made of what the database has; of a MetaData, and of a table that is reflected. What it changes of the column counts. */
  readonly columnReflect: ColumnReflectListener;
};

/** What a `columnReflect` listener may change; `key` is the attribute's name, the column's own otherwise. */
export type ColumnInfo = { -readonly [K in keyof ReflectedColumn]: ReflectedColumn[K] } & {
  key?: string;
  info?: Readonly<Record<string, unknown>>;
};
/** `(inspector, table, column)` */
export type ColumnReflectListener = (inspector: object, table: Table, column: ColumnInfo) => unknown;

/** Events around the creation and the drop of an object. */
type LifeEvent = Exclude<keyof SchemaEvents, "columnReflect">;

const NAMES: ReadonlySet<string> = new Set([
  "beforeCreate",
  "afterCreate",
  "beforeDrop",
  "afterDrop",
  "columnReflect",
] satisfies (keyof SchemaEvents)[]);

/** The listeners of a new target. */
export function makeEvents(target: string): Dispatch<SchemaEvents> {
  return new Dispatch(target, NAMES);
}

/** Something that may have listeners. */
export interface SchemaTarget {
  readonly dispatch: Dispatch<SchemaEvents>;
}

/** Tells the listeners of `before…`, runs the body, tells those of `after…`. */
export function* withEvents(
  connection: DDLConnection,
  target: SchemaTarget,
  verb: "Create" | "Drop",
  info: SchemaEventInfo,
  body: () => Flow<void>,
): Flow<void> {
  yield* tell(connection, target, `before${verb}`, info);
  yield* body();
  yield* tell(connection, target, `after${verb}`, info);
}

function* tell(connection: DDLConnection, target: SchemaTarget, name: LifeEvent, info: SchemaEventInfo): Flow<void> {
  const { dispatch } = target;
  for (const { fn, options } of dispatch.listeners(name) ?? []) {
    if (options.once === true) dispatch.remove(name, fn);
    if (typeof fn === "function") {
      const result = fn(target as never, connection.eventConnection, info);
      if (isPromiseLike(result)) yield result;
    } else {
      const context = { dialect: connection.dialect, ...info };
      if (conditionHolds(fn.condition, fn, target, connection.eventConnection, context))
        yield* connection.executeDDL(fn.against(target));
    }
  }
}
