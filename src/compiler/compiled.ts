import type { DefaultContext } from "../schema/default-context.ts";
import type { BindNode, Node } from "../sql/node.ts";
import type { ColumnNode } from "../sql/nodes/column.ts";
import type { ExprNode, StatementNode } from "../sql/nodes/unions.ts";
import type { BindProcessor, SqlType } from "../types/sql-type.ts";
import type { BindFrame } from "./bind-frame.ts";
import type { CompileTarget } from "./target.ts";

/** A column of the result. */
export interface ResultColumn {
  /** Its name in the cursor. */
  readonly name: string;
  /** Its name on the row. */
  readonly key: string;
  readonly type: SqlType;
  /** Index of the select (or RETURNING) item that it came from; -1 when the compiler added it. */
  readonly item: number;
  readonly node: ExprNode;
}

/** A column whose value is computed when an INSERT or UPDATE is executed. */
export interface ColumnDefaultInfo {
  readonly kind: "value" | "callable";
  readonly value?: unknown;
  readonly fn?: ((context: DefaultContext) => unknown) | undefined;
}

/** How a value travels. */
export interface BindPart {
  readonly type: SqlType;
  readonly process: BindProcessor | undefined;
  /** Written after the placeholder: `::INTEGER`. */
  readonly cast: string;
}

/** A placeholder. */
export interface CompiledBind extends BindPart {
  readonly name: string;
  /** Index in the extraction list; -1: the node's own value is meant (or `default`, or a parameter of the execution by name). */
  readonly slot: number;
  readonly node: BindNode;
  readonly expanding: boolean;
  /** The client-side default that gives the value, when no parameter does. */
  readonly default: ColumnDefaultInfo | undefined;
  /** For INSERT and UPDATE: the column that it is for. */
  readonly column: ColumnNode | undefined;
  /** Of an INSERT of several rows: which one it is for. */
  readonly row: number;
  /** The value is written into the SQL when it is executed. */
  readonly literal: boolean;
  /** What an empty list is written as, parentheses aside. */
  readonly empty: string;
  /** The list of a NOT IN, which null would make never true. */
  readonly notIn: boolean;
  /** What its type writes around each value of a list. */
  readonly frame: BindFrame | undefined;
  /** Its list is of tuples: how each of their values travels. */
  readonly parts: readonly BindPart[] | undefined;
}

/** A part of a text with its placeholders taken out: their indexes in `binds`, and the pieces around them (one more). */
export interface SplitText {
  readonly pieces: readonly string[];
  readonly binds: readonly number[];
}

/** An INSERT of one row taken apart, to be written with many: `INSERT INTO t (a, b) VALUES (`, the values, `) RETURNING …`. */
export interface InsertParts {
  readonly before: SplitText;
  readonly row: SplitText;
  readonly after: SplitText;
}

/** What the engine must know of an INSERT. */
export interface InsertInfo {
  readonly table: Node;
  /** Columns in the VALUES list. */
  readonly columns: readonly ColumnNode[];
  readonly rowCount: number;
  /** Client-side defaults: which column, at which place of `binds`. */
  readonly defaults: readonly { readonly column: ColumnNode; readonly slot: number }[];
  /** RETURNING was added by the compiler to learn the generated primary key. */
  readonly implicitReturning: readonly ColumnNode[] | undefined;
  /** How many columns at the end of RETURNING were added to tell which row belongs to which set of values. */
  readonly sentinels: number;
  /** undefined where the values are not one list that could be repeated. */
  readonly parts: InsertParts | undefined;
}

/** A statement in SQL. */
export interface Compiled {
  readonly kind: "select" | "insert" | "update" | "delete" | "merge" | "text" | "ddl" | "compound";
  /** Final text, unless a bind is expanding: then it is the text before the lists are known, for logs. */
  readonly sql: string;
  /** In placeholder order. */
  readonly binds: readonly CompiledBind[];
  /** The text split at the binds (one more than binds), when some bind is expanding. */
  readonly segments: readonly string[] | undefined;
  /** For each gap between segments, the index in `binds`. */
  readonly placeholders: readonly number[];
  readonly columns: readonly ResultColumn[] | undefined;
  readonly returnsRows: boolean;
  readonly insert: InsertInfo | undefined;
  readonly target: CompileTarget;
  /** The statement that was compiled. */
  readonly node: StatementNode | ExprNode;
  readonly extraction: readonly BindNode[];
}

export interface CompileOptions {
  /** The statement's binds in key order; what execution gives values for. */
  readonly extraction?: readonly BindNode[] | undefined;
  readonly schemaTranslateMap?: ReadonlyMap<string | null, string | null> | undefined;
  /** Warn of cartesian products; what the target says otherwise. */
  readonly lint?: boolean | undefined;
  /** Values are written into the SQL. */
  readonly literalBinds?: boolean | undefined;
  /** Columns that the parameters of the execution name: insert(t) and update(t) without values. */
  readonly columnKeys?: readonly string[] | undefined;
  /** Add RETURNING for primary key columns that no value was given for. */
  readonly implicitReturning?: boolean | undefined;
  /** Columns of an INSERT that RETURNING gives once more, last, to tell which row belongs to which set of values. */
  readonly sentinels?: readonly ColumnNode[] | undefined;
  /** What an option of the statement says by `substitutes`. */
  readonly substitutes?: ReadonlyMap<Node, Node> | undefined;
  /** UPDATE and DELETE without WHERE are meant (bulk operations by key). */
  readonly allowAllRows?: boolean | undefined;
}

/** What a dialect hands out to have its statements written. */
export interface StatementCompilerClass {
  new (target: CompileTarget, options: CompileOptions): StatementCompiler;
}

export interface StatementCompiler {
  compile(node: StatementNode | ExprNode): Compiled;
}
