import { ArgumentError } from "../errors/argument.ts";
import type { Node } from "../sql/node.ts";
import { iterate } from "../sql/traverse.ts";
import { brandOf, setBrand } from "../util/brand.ts";
import { describeValue } from "../util/describe.ts";
import type { Column } from "./column.ts";
import { checkName } from "./constraint.ts";
import { type $dispatch, defineDispatch, type Dispatch } from "../event/dispatch.ts";
import { type CheckOptions, createIndex } from "./create-objects.ts";
import { checkCondition, conditionHolds, type DDLCondition } from "./ddl-condition.ts";
import type { DDLRunner, RunResult } from "./ddl-runner.ts";
import { dropIndex } from "./drop-objects.ts";
import { makeEvents, type SchemaEvents } from "./schema-events.ts";
import { conventionName } from "./naming.ts";
import { columnOfNode } from "./column-registry.ts";
import { asColumn, type ColumnRef, splitOptions } from "./schema-item.ts";
import type { Table } from "./table.ts";
import { isSqlLike, type SqlLike } from "./sql-like.ts";

export interface IndexOptions {
  readonly unique?: boolean | undefined;
  /** PostgreSQL: the access method, "gin", "gist", "hash" … */
  readonly postgresqlUsing?: string | undefined;
  /** PostgreSQL: the condition of a partial index. */
  readonly postgresqlWhere?: SqlLike | undefined;
  /** PostgreSQL: operator classes by attribute name. */
  readonly postgresqlOps?: Readonly<Record<string, string>> | undefined;
  /** PostgreSQL: columns stored in the index besides its key. */
  readonly postgresqlInclude?: readonly (string | ColumnRef)[] | undefined;
  readonly postgresqlConcurrently?: boolean | undefined;
  readonly postgresqlNullsNotDistinct?: boolean | undefined;
  readonly postgresqlWith?: Readonly<Record<string, string | number | boolean>> | undefined;
  readonly postgresqlTablespace?: string | undefined;
  /** SQLite: the condition of a partial index. */
  readonly sqliteWhere?: SqlLike | undefined;
  /** MySQL: how many characters of each column are indexed; one number, or by attribute name. */
  readonly mysqlLength?: number | Readonly<Record<string, number>> | undefined;
  readonly mysqlPrefix?: string | undefined;
  readonly mysqlUsing?: string | undefined;
  /** MySQL: the parser of a FULLTEXT index, such as "ngram". */
  readonly mysqlWithParser?: string | undefined;
}

/** An index of a table. */
export class Index {
  readonly kind = "index";
  readonly explicitName: string | undefined;
  readonly unique: boolean;
  readonly options: IndexOptions;
  table: Table | undefined;
  readonly #items: readonly unknown[];
  #condition: DDLCondition | undefined = undefined;
  #dispatch: Dispatch<SchemaEvents> | undefined;

  constructor(name: string | null | undefined, items: readonly unknown[], options: IndexOptions = {}) {
    checkName(name);
    if (items.length === 0) throw new ArgumentError("An index needs at least one column or expression.");
    for (const item of items) {
      if (typeof item !== "string" && !isSqlLike(item)) {
        throw new ArgumentError(`index() takes columns or SQL expressions after the name, not ${describeValue(item)}.`);
      }
    }
    this.explicitName = name ?? undefined;
    this.unique = options.unique === true;
    this.options = options;
    this.table = undefined;
    this.#items = items;
  }
  get name(): string | undefined {
    return conventionName(this);
  }
  /** What is indexed: columns, or expressions. */
  get expressions(): readonly SqlLike[] {
    return this.#items.map((item) =>
      typeof item === "string" ? this.#owner().column(item) : (asColumn(item) ?? (item as SqlLike)),
    );
  }
  /** Those of the expressions that are plain columns. */
  get columns(): readonly Column<string, unknown>[] {
    return this.expressions.flatMap((expression) => asColumn(expression) ?? []);
  }

  /** The index is created with its table only where the condition holds: `.ddlIf({ dialect: "postgresql" })`. */
  ddlIf(condition: DDLCondition): this {
    this.#condition = checkCondition("ddlIf()", condition);
    return this;
  }
  /** Whether it is created on that dialect. */
  countsOn(dialect: { readonly name: string }): boolean {
    const context = { dialect, tables: undefined, checkfirst: false };
    return conditionHolds(this.#condition, this, this.table, undefined, context);
  }
  get condition(): DDLCondition | undefined {
    return this.#condition;
  }

  /** Creates this index alone; nothing happens when it exists, unless `checkfirst` is false. */
  create<R extends DDLRunner>(bind: R, options: CheckOptions = {}): RunResult<R> {
    return createIndex(bind, this, options);
  }
  /** Drops this index alone. */
  drop<R extends DDLRunner>(bind: R, options: CheckOptions = {}): RunResult<R> {
    return dropIndex(bind, this, options);
  }
  /** Listeners of its events; see `listen`. */
  get dispatch(): Dispatch<SchemaEvents> {
    return (this.#dispatch ??= makeEvents("an index"));
  }

  attach(table: Table): void {
    if (this.table !== undefined && this.table !== table) {
      throw new ArgumentError(
        `An index of table "${this.table.fullname}" cannot be added to table "${table.fullname}"; make one for each table.`,
      );
    }
    this.table = table;
  }

  #owner(): Table {
    if (this.table === undefined)
      throw new ArgumentError("An index on names of columns must be inside a table's constraints callback.");
    return this.table;
  }
}

/**
 * An index: `index("ix_name", c.name)`; with `null` as its name, the naming convention's. On expressions too:
 * `index("ix_lower", func.lower(c.name), { unique: true })`. Outside a table it joins the table of its columns.
 */
export function index(
  name: string | null,
  ...args: [...items: (ColumnRef | SqlLike)[], options: IndexOptions] | (ColumnRef | SqlLike)[]
): Index {
  const { items, options } = splitOptions<IndexOptions>(args);
  const made = new Index(name, items, options);
  for (const item of items) {
    const column = firstColumn(item);
    if (column === undefined) continue;
    column.table.addIndex(made);
    break;
  }
  return made;
}

/** The column that an item is, or the first that its expression is on. */
function firstColumn(item: unknown): Column<string, unknown> | undefined {
  if (brandOf(item) !== "expr") return undefined;
  for (const node of iterate((item as { readonly node: Node }).node)) {
    const column = columnOfNode(node);
    if (column !== undefined) return column;
  }
  return undefined;
}

setBrand(Index.prototype, "index");
export interface Index {
  readonly [$dispatch]: Dispatch<SchemaEvents>;
}
defineDispatch(Index.prototype, (item) => item.dispatch);
