import { ArgumentError } from "../errors/argument.ts";
import { ColumnElement } from "../sql/column-element.ts";
import { type NextValueNode, nextValueNode } from "../sql/nodes/next-value.ts";
import { INTEGER } from "../types/literal-type.ts";
import type { SqlType } from "../types/sql-type.ts";
import { toType, type TypeLike } from "../types/type-like.ts";
import { setBrand } from "../util/brand.ts";
import { describeValue } from "../util/describe.ts";
import type { Column } from "./column.ts";
import type { SequenceNumbers } from "./column-options.ts";
import { checkNumbers } from "./sequence-numbers.ts";
import { type CheckOptions, createSequence } from "./create-objects.ts";
import type { DDLRunner, RunResult } from "./ddl-runner.ts";
import { dropSequence } from "./drop-objects.ts";
import type { MetaData } from "./metadata.ts";
import { makeEvents, type SchemaEvents } from "./schema-events.ts";
import { type $dispatch, defineDispatch, type Dispatch } from "../event/dispatch.ts";

export interface SequenceOptions<T = unknown> extends SequenceNumbers {
  readonly schema?: string | undefined;
  /** The type of its numbers; `bigInteger()` for those beyond 2^31. PostgreSQL writes it. */
  readonly dataType?: TypeLike<T> | undefined;
  /** Only meant for databases that need sequences: where a key counts up by itself, the sequence is left out. */
  readonly optional?: boolean | undefined;
  /** The MetaData that creates and drops it, when no column of a table uses it. */
  readonly metadata?: MetaData | undefined;
}

/**
 * A sequence of numbers that the database keeps (PostgreSQL, MariaDB). As a column's `.default(seq)` it numbers rows, and is created and dropped
 * with the table's MetaData; databases that have none ignore it there.
 *
 * ```ts
 * const ids = new Sequence("order_ids", { start: 1000 });
 * const orders = metadata.table("orders", { id: integer().primaryKey().default(ids) });
 * connection.scalar(ids.nextValue());            // SELECT nextval('order_ids')
 * ```
 */
export class Sequence<T = number> {
  declare readonly _t: T;
  readonly kind = "sequence";
  readonly name: string;
  readonly schema: string | undefined;
  readonly options: SequenceOptions<T>;
  readonly type: SqlType;
  /** The expression that stands for its next value. */
  readonly node: NextValueNode;
  #metadata: MetaData | undefined;
  #column: Column<string, unknown> | undefined = undefined;
  #dispatch: Dispatch<SchemaEvents> | undefined;

  constructor(name: string, options: SequenceOptions<T> = {}) {
    if (typeof name !== "string" || name === "")
      throw new ArgumentError(`A sequence's name must be a string that is not empty, not ${describeValue(name)}.`);
    checkNumbers(`The sequence ${JSON.stringify(name)}`, options);
    this.name = name;
    this.schema = options.schema ?? options.metadata?.schema;
    this.options = options;
    this.type = options.dataType === undefined ? INTEGER : toType(options.dataType);
    this.node = nextValueNode(name, this.schema, this.type);
    this.#metadata = undefined;
    if (options.metadata !== undefined) this.attach(options.metadata, undefined);
  }

  /** "schema.name", or the name; the key in `metadata.sequences`. */
  get fullname(): string {
    return this.schema === undefined ? this.name : `${this.schema}.${this.name}`;
  }
  get metadata(): MetaData | undefined {
    return this.#metadata;
  }
  /** The column whose default it is, when there is one. */
  get column(): Column<string, unknown> | undefined {
    return this.#column;
  }
  get optional(): boolean {
    return this.options.optional === true;
  }

  /** The next number, for use in statements and as a column's `serverDefault`. */
  nextValue(): ColumnElement<T> {
    return new ColumnElement<T>(this.node);
  }

  /** Called by the table whose column it is the default of, or by its MetaData. */
  attach(metadata: MetaData, column: Column<string, unknown> | undefined): void {
    this.#metadata = metadata;
    if (column !== undefined) this.#column = column;
    metadata.addSequence(this);
  }

  /** Creates this sequence alone; nothing happens when it exists, unless `checkfirst` is false. */
  create<R extends DDLRunner>(bind: R, options: CheckOptions = {}): RunResult<R> {
    return createSequence(bind, this as AnySequence, options);
  }
  /** Drops this sequence alone. */
  drop<R extends DDLRunner>(bind: R, options: CheckOptions = {}): RunResult<R> {
    return dropSequence(bind, this as AnySequence, options);
  }

  toString(): string {
    return this.fullname;
  }
  /** Listeners of its events; see `listen`. */
  get dispatch(): Dispatch<SchemaEvents> {
    return (this.#dispatch ??= makeEvents("a sequence"));
  }
}

/** A sequence of whatever numbers. */
export type AnySequence = Pick<
  Sequence<unknown>,
  "kind" | "name" | "schema" | "node" | "type" | "fullname" | "column" | "optional" | "dispatch" | "attach"
> & { readonly options: SequenceOptions };

setBrand(Sequence.prototype, "sequence");
// oxlint-disable-next-line no-unused-vars -- merged with the class, whose type parameters it has to repeat
export interface Sequence<T = number> {
  readonly [$dispatch]: Dispatch<SchemaEvents>;
}
defineDispatch(Sequence.prototype, (sequence) => sequence.dispatch);
