import { ObjectKind, ObjectScope } from "../dialect/catalog.ts";
import { ArgumentError } from "../errors/argument.ts";
import { UnreflectableTableError } from "../errors/schema.ts";
import { InvalidRequestError } from "../errors/state.ts";
import type { Flow } from "../flow/flow.ts";
import type { AnyColumnBuilder } from "../schema/column-builder.ts";
import type { DDLRunner } from "../schema/ddl-runner.ts";
import type { MetaData } from "../schema/metadata.ts";
import { BLANK_SCHEMA } from "../schema/schema-constants.ts";
import type { AutoloadOptions, ReflectOptions } from "../schema/reflector.ts";
import type { Table } from "../schema/table.ts";
import { plainName } from "../sql/quoted-name.ts";
import { describeValue } from "../util/describe.ts";
import { warn } from "../util/warn.ts";
import { Inspector, isInspectable } from "./inspector.ts";
import { readOne } from "./reflect-one.ts";
import {
  addDependencies,
  emptyTable,
  fill,
  keyOf,
  type Reflection,
  sequencesOf,
  withReferred,
} from "./reflect-tables.ts";
import { readTables, type TableFacts } from "./table-facts.ts";

/** `metadata.reflect(engine)` */
export function reflectMetaData(bind: DDLRunner, metadata: MetaData, options: ReflectOptions): void | Promise<void> {
  const inspector = inspectorOf(bind, "reflect()");
  return inspector.run((connection, core) =>
    reflectAll({ core, connection, inspector, metadata }, options.schema ?? metadata.schema, options),
  );
}

function* reflectAll(reflection: Reflection, schema: string | undefined, options: ReflectOptions): Flow<void> {
  const { core, connection, metadata } = reflection;
  const kind = options.views === true ? ObjectKind.ANY : ObjectKind.TABLE;
  const there = yield* core.names(connection, schema, kind, ObjectScope.ANY);
  const wanted = chosen(there, metadata, schema, options).filter(
    (name) => options.extendExisting === true || !metadata.tables.has(keyOf(name, schema)),
  );
  if (wanted.length === 0) return;
  const names = wanted.length === there.length ? undefined : wanted;
  const found = yield* readTables(core, connection, schema, names, kind);
  const all = options.resolveFks === false ? found : yield* withReferred(reflection, found);
  const sequences = yield* sequencesOf(reflection, all);
  const made: (readonly [Table, TableFacts])[] = [];
  const { autoloadReplace = true } = options;
  for (const facts of all) {
    const isNew = !metadata.tables.has(keyOf(facts.name, facts.schema));
    const table = emptyTable(metadata, facts);
    try {
      yield* fill(reflection, table, facts, sequences, { autoloadReplace });
      made.push([table, facts]);
    } catch (error) {
      if (isNew) metadata.remove(table);
      if (!(error instanceof UnreflectableTableError)) throw error;
      warn(`${error.message} It is left out.`);
    }
  }
  for (const [table, facts] of made) addDependencies(metadata, table, facts);
}

/** The names that `only` asks for. */
function chosen(
  there: readonly string[],
  metadata: MetaData,
  schema: string | undefined,
  { only }: ReflectOptions,
): readonly string[] {
  if (only === undefined) return there;
  if (typeof only === "function") return there.filter((name) => only(name, metadata));
  if (!Array.isArray(only))
    throw new ArgumentError(`reflect(): only is a list of names or a function of a name, not ${describeValue(only)}.`);
  const missing = only.filter((name) => !there.includes(name));
  if (missing.length === 0) return only;
  const place = schema === undefined ? "the database" : `schema ${JSON.stringify(schema)}`;
  throw new InvalidRequestError(
    `reflect(): ${place} has no ${missing.map((name) => JSON.stringify(name)).join(", ")}, which "only" asks for.`,
  );
}

/** `metadata.table(name, { autoloadWith: engine })` */
export function autoloadTable(
  name: string,
  metadata: MetaData,
  own: ReadonlyMap<string, AnyColumnBuilder>,
  options: AutoloadOptions<DDLRunner>,
): Table | Promise<Table> {
  const inspector = inspectorOf(options.autoloadWith, "autoloadWith");
  return inspector.run((connection, core) =>
    autoload({ core, connection, inspector, metadata }, plainName(name), own, options),
  );
}

function* autoload(
  reflection: Reflection,
  name: string,
  own: ReadonlyMap<string, AnyColumnBuilder>,
  options: AutoloadOptions<DDLRunner>,
): Flow<Table> {
  const { metadata } = reflection;
  const {
    autoloadWith: _bind,
    autoloadReplace = true,
    includeColumns,
    resolveFks,
    constraints,
    extendExisting = false,
    keepExisting = false,
    ...rest
  } = options;
  const schema = rest.schema === BLANK_SCHEMA ? undefined : (rest.schema ?? metadata.schema);
  const known = metadata.tables.get(keyOf(name, schema === undefined ? undefined : plainName(schema)));
  // A table that a foreign key brought along is there already.
  if (known !== undefined && (keepExisting || (!extendExisting && own.size === 0))) return known;
  if (known !== undefined && !extendExisting)
    throw new InvalidRequestError(
      `This MetaData already has a table "${known.fullname}". Say extendExisting to add to it, or keepExisting to have it as it is.`,
    );
  const all = yield* readOne(reflection, name, schema, resolveFks);
  const sequences = yield* sequencesOf(reflection, all);
  const made: (readonly [Table, TableFacts])[] = [];
  try {
    for (const facts of all) {
      const isOwn = made.length === 0;
      const table = emptyTable(metadata, facts, isOwn ? rest : {});
      made.push([table, facts]);
      if (isOwn && known !== undefined) table.applyOptions(rest);
      const how = isOwn ? { autoloadReplace, includeColumns } : {};
      yield* fill(reflection, table, facts, sequences, how, isOwn ? own : undefined);
    }
  } catch (error) {
    for (const [table] of made) if (table !== known) metadata.remove(table);
    throw error;
  }
  for (const [table, facts] of made) addDependencies(metadata, table, facts);
  const [table] = made[0]!;
  if (constraints !== undefined) table.applyOptions({ constraints });
  table.resolve();
  return table;
}

/** The inspector that was given, or one of the engine or connection. */
function inspectorOf(bind: DDLRunner, where: string): Inspector<"sync" | "async"> {
  if (bind instanceof Inspector) return bind;
  if (isInspectable(bind)) return new Inspector<"sync" | "async">(bind);
  throw new ArgumentError(`${where} takes an engine, a connection or an inspector, not ${describeValue(bind)}.`);
}
