import {
  type Catalog,
  type CatalogConnection,
  type CatalogRequest,
  ObjectKind,
  ObjectScope,
} from "../dialect/catalog.ts";
import { NoSuchTableError } from "../errors/schema.ts";
import type { Flow } from "../flow/flow.ts";
import type {
  ReflectedCheckConstraint,
  ReflectedColumn,
  ReflectedExcludeConstraint,
  ReflectedForeignKeyConstraint,
  ReflectedIndex,
  ReflectedPrimaryKeyConstraint,
  ReflectedSequence,
  ReflectedTableComment,
  ReflectedUniqueConstraint,
  ReflectedView,
} from "../schema/reflected.ts";
import type { TableOptions } from "../schema/table-options.ts";

/** What is known of one table, by the name of the catalog's flow that reads it. */
export interface Facts {
  readonly columns: readonly ReflectedColumn[];
  readonly primaryKeys: ReflectedPrimaryKeyConstraint;
  readonly foreignKeys: readonly ReflectedForeignKeyConstraint[];
  readonly uniqueConstraints: readonly ReflectedUniqueConstraint[];
  readonly checkConstraints: readonly ReflectedCheckConstraint[];
  readonly excludeConstraints: readonly ReflectedExcludeConstraint[];
  readonly indexes: readonly ReflectedIndex[];
  readonly tableComments: ReflectedTableComment;
  readonly tableOptions: TableOptions;
  readonly views: ReflectedView | null;
}
export type FactKind = keyof Facts;

/** What a table has of which the catalog says nothing. */
const NOTHING: Facts = Object.freeze({
  columns: [],
  primaryKeys: { name: null, constrainedColumns: [] },
  foreignKeys: [],
  uniqueConstraints: [],
  checkConstraints: [],
  excludeConstraints: [],
  indexes: [],
  tableComments: { text: null },
  tableOptions: {},
  views: null,
});

/** Which tables are asked about. */
export interface MultiRequest {
  readonly schema: string | undefined;
  readonly filterNames: readonly string[] | undefined;
  readonly kind: ObjectKind;
  readonly scope: ObjectScope;
}

/** Asks a catalog, and remembers the answers. */
export class InspectorCore {
  readonly catalog: Catalog;
  readonly #cache: Map<string, unknown> = new Map();

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  clear(): void {
    this.#cache.clear();
    this.catalog.clear();
  }

  /** The answer to a question, asked once. */
  *once<T>(key: readonly unknown[], ask: () => Flow<T>): Flow<T> {
    const text = JSON.stringify(key);
    if (this.#cache.has(text)) return this.#cache.get(text) as T;
    const answer = yield* ask();
    this.#cache.set(text, answer);
    return answer;
  }

  /** Names of tables and views, in order. */
  *names(
    connection: CatalogConnection,
    schema: string | undefined,
    kind: ObjectKind,
    scope: ObjectScope,
  ): Flow<readonly string[]> {
    return yield* this.once(["names", schema, kind, scope], () =>
      this.catalog.objectNames(connection, { schema, names: undefined, kind, scope }),
    );
  }

  *schemas(connection: CatalogConnection): Flow<readonly string[]> {
    return yield* this.once(["schemas"], () => this.catalog.schemaNames(connection));
  }
  *sequences(connection: CatalogConnection, schema: string | undefined): Flow<readonly ReflectedSequence[]> {
    return yield* this.once(["sequences", schema], () => this.catalog.sequences(connection, schema));
  }

  *hasTable(connection: CatalogConnection, name: string, schema: string | undefined): Flow<boolean> {
    return (yield* this.names(connection, schema, ObjectKind.ANY, ObjectScope.ANY)).includes(name);
  }

  /** One kind of fact of one table; NoSuchTableError when there is none of that name. */
  *single<K extends FactKind>(
    connection: CatalogConnection,
    kind: K,
    name: string,
    schema: string | undefined,
  ): Flow<Facts[K]> {
    const request: CatalogRequest = { schema, names: [name], kind: ObjectKind.ANY, scope: ObjectScope.ANY };
    return yield* this.once([kind, schema, name], () => this.#one(connection, kind, name, request));
  }
  *#one<K extends FactKind>(
    connection: CatalogConnection,
    kind: K,
    name: string,
    request: CatalogRequest,
  ): Flow<Facts[K]> {
    const found = (yield* this.#ask(connection, kind, request)).get(name);
    if (found !== undefined) return found;
    const { schema } = request;
    if (yield* this.hasTable(connection, name, schema)) return NOTHING[kind];
    const place = schema === undefined ? "" : ` in schema ${JSON.stringify(schema)}`;
    throw new NoSuchTableError(`There is no table or view ${JSON.stringify(name)}${place}.`, name);
  }

  /** One kind of fact of many tables, in one statement, by the name of the table. Names that are not there are left out. */
  *multi<K extends FactKind>(
    connection: CatalogConnection,
    kind: K,
    { schema, filterNames, kind: sort, scope }: MultiRequest,
  ): Flow<Map<string, Facts[K]>> {
    let names = yield* this.names(connection, schema, sort, scope);
    if (filterNames !== undefined) {
      const wanted = new Set(filterNames);
      names = names.filter((name) => wanted.has(name));
    }
    const key = (name: string): string => JSON.stringify([kind, schema, name]);
    const missing = names.filter((name) => !this.#cache.has(key(name)));
    if (missing.length > 0) {
      const all = filterNames === undefined && missing.length === names.length;
      const found = yield* this.#ask(connection, kind, {
        schema,
        names: all ? undefined : missing,
        kind: sort,
        scope,
      });
      for (const name of missing) this.#cache.set(key(name), found.get(name) ?? NOTHING[kind]);
    }
    return new Map(names.map((name) => [name, this.#cache.get(key(name)) as Facts[K]]));
  }

  *#ask<K extends FactKind>(
    connection: CatalogConnection,
    kind: K,
    request: CatalogRequest,
  ): Flow<Map<string, Facts[K]>> {
    if (kind === "tableComments") {
      const comments = yield* this.catalog.tableComments(connection, request);
      return new Map([...comments].map(([name, text]) => [name, { text } as Facts[K]]));
    }
    const ask = this.catalog[kind] as (c: CatalogConnection, r: CatalogRequest) => Flow<Map<string, Facts[K]>>;
    return yield* ask.call(this.catalog, connection, request);
  }
}
