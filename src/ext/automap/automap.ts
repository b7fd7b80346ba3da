import { ArgumentError } from "../../errors/argument.ts";
import { DeclarativeBase } from "../../orm/mapping/declarative-base.ts";
import { declarationOfTable } from "../../orm/mapping/declaration.ts";
import type { AnyModel } from "../../orm/mapping/model-class.ts";
import type { RelationshipDeclaration } from "../../orm/mapping/relationship-declaration.ts";
import type { DDLRunner, RunResult } from "../../schema/ddl-runner.ts";
import { MetaData } from "../../schema/metadata.ts";
import type { ReflectOptions } from "../../schema/reflector.ts";
import type { Table } from "../../schema/table.ts";
import { describeValue } from "../../util/describe.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import type { AutomapHooks } from "./automap-hooks.ts";
import { linkedTables, planRelationships } from "./plan-relationships.ts";

/** What `Base.prepare` takes: which tables to read, and how classes and relationships are named. */
export interface PrepareOptions extends ReflectOptions, AutomapHooks {}

/** A class that automap made. What it has is known when the program runs, so that its attributes are not typed. */
export interface AutomappedClass extends AnyModel {
  // oxlint-disable-next-line typescript/no-explicit-any -- its attributes are those of the database
  new (init?: Readonly<Record<string, unknown>>): any;
  readonly name: string;
}

const hookNames = [
  "classnameForTable",
  "nameForScalarRelationship",
  "nameForCollectionRelationship",
  "generateRelationship",
  "collectionClass",
] as const satisfies readonly (keyof AutomapHooks)[];

/** Root of the bases that `automapBase()` makes. */
export class AutomapBase extends DeclarativeBase {
  /** The classes that `prepare` made, by name. */
  static readonly classes: Readonly<Record<string, AutomappedClass>> = {};

  /**
   * Reads the tables of a database and makes a class of each that has a primary key, with relationships along the foreign keys, also
   * many-to-many ones through tables that do nothing but link two. Without an engine, takes the tables that the MetaData has.
   * On an async engine, await it. May be called again, for more tables.
   *
   * A table that has a class already, declared on this base, keeps it; relationships lead to it.
   *
   * Throws ArgumentError for two tables whose classes would have one name.
   */
  static prepare<R extends DDLRunner>(bind: R, options?: PrepareOptions): RunResult<R>;
  static prepare(bind?: undefined, options?: PrepareOptions): void;
  static prepare(bind?: DDLRunner, options: PrepareOptions = {}): unknown {
    const hooks: AutomapHooks = {};
    const reflectOptions: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(options)) {
      const isHook = (hookNames as readonly string[]).includes(name);
      Object.defineProperty(isHook ? hooks : reflectOptions, name, { value, enumerable: true });
    }
    checkHooks(hooks);
    if (bind === undefined) {
      mapTables(this, hooks);
      return undefined;
    }
    const reflected: unknown = this.metadata.reflect(bind, reflectOptions);
    if (reflected instanceof Promise) return reflected.then(() => mapTables(this, hooks));
    mapTables(this, hooks);
    return undefined;
  }

  /** The class of a name; throws ArgumentError, with the names that there are, for one that is none. */
  static classOf(name: string): AutomappedClass {
    const found = Object.hasOwn(this.classes, name) ? this.classes[name] : undefined;
    if (found !== undefined) return found;
    const names = Object.keys(this.classes);
    throw new ArgumentError(
      `This base has no class ${JSON.stringify(name)}.${didYouMean(name, names)} ${names.length === 0 ? "Call Base.prepare(engine) first." : `Its classes are: ${names.join(", ")}.`}`,
      "automap",
    );
  }
}

function checkHooks(hooks: AutomapHooks): void {
  for (const name of hookNames) {
    const hook: unknown = hooks[name];
    if (hook === undefined || name === "collectionClass" || typeof hook === "function") continue;
    throw new ArgumentError(`prepare(): ${name} is a function; given was ${describeValue(hook)}.`, "automap");
  }
}

/** Makes classes of the tables that have none yet. */
function mapTables(base: typeof AutomapBase, hooks: AutomapHooks): void {
  const { classnameForTable = (table: Table) => table.name } = hooks;
  const classes = base.classes as Record<string, AutomappedClass>;
  const tables = [...base.metadata.tables.values()];
  const names = new Map<Table, string>();
  for (const table of tables) {
    if (table.primaryKey.length === 0 || declarationOfTable(table) !== undefined || linkedTables(table) !== undefined)
      continue;
    names.set(table, classnameForTable(table));
  }
  const classOf = new Map<Table, object>();
  const shapes = planRelationships(
    tables,
    names,
    (table) => classOf.get(table) ?? declarationOfTable(table)?.model,
    hooks,
  );
  for (const [table, name] of names) {
    const shape = shapes.get(table);
    if (shape === undefined) continue;
    if (Object.hasOwn(classes, name)) {
      throw new ArgumentError(
        `Automap would make two classes of the name ${JSON.stringify(name)}, the second for table ${table.fullname}. Give prepare() a classnameForTable: (table) => … that tells them apart.`,
        "automap",
      );
    }
    const cls = createClass(base, table, name, shape);
    classOf.set(table, cls);
    classes[name] = cls;
  }
}

function createClass(
  base: typeof AutomapBase,
  table: Table,
  name: string,
  shape: Readonly<Record<string, RelationshipDeclaration<"one" | "many", unknown>>>,
): AutomappedClass {
  const Mapped = class extends (base.map(table, shape) as unknown as new (init?: object) => object) {};
  Object.defineProperty(Mapped, "name", { value: name });
  return Mapped as unknown as AutomappedClass;
}

/**
 * A base class whose models are made from a database.
 *
 * ```ts
 * class Base extends automapBase() {}
 * Base.prepare(engine);                              // await it on an async engine
 * const User = Base.classOf("users");
 * session.scalars(select(User).where(User.c.name.eq("Ann"))).one().notesCollection;
 * ```
 *
 * Classes bear the names of their tables, the object that a foreign key refers to that of its class (`users`), the collection on the other
 * side that and "Collection" (`notesCollection`); options of `prepare` name them otherwise. Where a name is taken, the column is added:
 * `usersByEditor_id`. For typed models write them by `athanor generate`.
 */
export function automapBase(options: { readonly metadata?: MetaData } = {}): typeof AutomapBase {
  return class Base extends AutomapBase {
    static override readonly metadata: MetaData = options.metadata ?? new MetaData();
    static override readonly classes: Readonly<Record<string, AutomappedClass>> = Object.create(null) as Record<
      string,
      AutomappedClass
    >;
  };
}
