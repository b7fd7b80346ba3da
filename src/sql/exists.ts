import { BOOLEAN, NULL_TYPE } from "../types/literal-type.ts";
import { brandOf } from "../util/brand.ts";
import { exprOf } from "./coerce.ts";
import { ColumnElement, type Condition } from "./column-element.ts";
import { textNode } from "./nodes/literal.ts";
import { existsNode } from "./nodes/scalar-subquery.ts";
import { selectNode } from "./nodes/select.ts";
import type { ExprNode } from "./nodes/unions.ts";
import type { Query } from "./query.ts";
import { Select, select } from "./select.ts";

const STAR: ExprNode = textNode(["*"], [], NULL_TYPE, undefined);

/** An EXISTS condition under construction: `exists().where(…)`. */
export class Exists extends ColumnElement<boolean> {
  readonly #query: Select<readonly unknown[]>;
  constructor(query: Select<readonly unknown[]>) {
    super(existsNode(query.node, BOOLEAN));
    this.#query = query;
  }
  where(...items: Condition[]): Exists {
    return new Exists(this.#query.where(...items));
  }
  selectFrom(...froms: unknown[]): Exists {
    return new Exists(this.#query.selectFrom(...froms));
  }
  correlate(...froms: unknown[]): Exists {
    return new Exists(this.#query.correlate(...froms));
  }
  correlateExcept(...froms: unknown[]): Exists {
    return new Exists(this.#query.correlateExcept(...froms));
  }
  /** `SELECT EXISTS (…)` */
  select(): Select<[Exists]> {
    return select(this);
  }
  join(target: unknown, on?: unknown): Exists {
    return new Exists(this.#query.join(target, on));
  }
}

/** `EXISTS (SELECT …)`: of a query, of columns, or `exists().where(…)` for EXISTS (SELECT * …). */
export function exists(...items: readonly unknown[]): Exists {
  if (items.length === 1 && brandOf(items[0]) === "select") {
    const q = items[0] as Query<readonly unknown[]>;
    if (q.node.kind === "select") return new Exists(new Select(q.node));
    return new ColumnElement(existsNode(q.node, BOOLEAN)) as Exists;
  }
  const only = items.length === 1 ? exprOf(items[0]) : undefined;
  if (only?.kind === "scalarSubquery" && only.query.kind === "select") return new Exists(new Select(only.query));
  return new Exists(items.length === 0 ? new Select(selectNode({ columns: [STAR] })) : select(...items));
}
