import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";
import { checkName, valueExpr } from "./coerce.ts";
import { ColumnElement, NamedElement } from "./column-element.ts";
import { Cte, type CteArguments, cteOptions, optionalName } from "./cte.ts";
import { FromClause } from "./from-clause.ts";
import type { ColumnNode } from "./nodes/column.ts";
import type { ExprNode } from "./nodes/unions.ts";
import { cteNode } from "./nodes/subquery.ts";
import { scalarValuesNode, valuesNode, type ValuesNode } from "./nodes/values.ts";

type NamedColumns<C extends readonly unknown[]> = {
  readonly [E in C[number] as E extends { readonly key: infer K extends string } ? K : never]: E;
};

export interface ValuesOptions {
  /** Name of the from-clause; needed wherever its columns are named. */
  readonly name?: string;
  /** Writes the values into the SQL. */
  readonly literalBinds?: boolean;
}

/** Rows that are written out in FROM: what `values(…).data([…])` makes. */
export class Values<C> extends FromClause<C> {
  readonly node: ValuesNode;
  constructor(node: ValuesNode) {
    super();
    this.node = node;
  }

  /** The same rows under another name. */
  override alias(name?: string): Values<C> {
    return this.#with(optionalName(name, "alias()"), this.node.lateral, true);
  }
  /** `LATERAL (VALUES …)`, whose expressions may name what stands before it in FROM. */
  lateral(name?: string): Values<C> {
    return this.#with(optionalName(name, "lateral()") ?? this.node.name, true, name !== undefined || this.node.named);
  }
  #with(name: string | undefined, lateral: boolean, named: boolean): Values<C> {
    const n = this.node;
    return new Values(valuesNode(n.columns, n.rows, name, n.literalBinds, lateral, named));
  }
  /** The rows as a CTE: `WITH name(columns) AS (VALUES …)`. */
  cte(name?: string, options: CteArguments = {}): Cte<C> {
    const n = this.node;
    const columns = n.columns.map((c) => ({ key: c.propKey, name: c.name, node: c }));
    return new Cte(cteNode(n, columns, optionalName(name, "cte()") ?? n.name, cteOptions(options)));
  }
  /** The rows as a value, for IN: `col.in(values(…).data([…]).scalarValues())`. */
  scalarValues(): ColumnElement<unknown> {
    const n = this.node;
    return new ColumnElement(scalarValuesNode(n.rows, n.literalBinds, n.columns[0]!.type));
  }

  /** More rows, each a list of values in the order of the columns. */
  data(rows: readonly (readonly unknown[])[]): Values<C> {
    const { node } = this;
    const added = rows.map((row) => {
      if (!Array.isArray(row) || row.length !== node.columns.length) {
        throw new ArgumentError(
          `values().data() takes rows of ${node.columns.length} values, given was ${describeValue(row)}.`,
        );
      }
      return row.map((value, at): ExprNode => {
        const column = node.columns[at] as ColumnNode;
        return valueExpr(value, "values().data(): a value", column.type);
      });
    });
    return new Values(
      valuesNode(node.columns, [...node.rows, ...added], node.name, node.literalBinds, node.lateral, node.named),
    ) as Values<C>;
  }
}

/**
 * Rows in FROM: `values(column("id", integer()), column("name", string()), { name: "v" }).data([[1, "a"], [2, "b"]])`.
 *
 * ```sql
 * (VALUES (?, ?), (?, ?)) AS v (id, name)
 * ```
 */
export function values<C extends readonly NamedElement<string, unknown>[]>(...columns: C): Values<NamedColumns<C>>;
export function values<C extends readonly NamedElement<string, unknown>[]>(
  ...items: readonly [...C, ValuesOptions]
): Values<NamedColumns<C>>;
export function values(...items: readonly (NamedElement<string, unknown> | ValuesOptions)[]): unknown {
  const last = items.at(-1);
  const options: ValuesOptions = last instanceof NamedElement || last === undefined ? {} : last;
  const columns = items.filter((item) => item instanceof NamedElement);
  if (columns.length === 0)
    throw new ArgumentError('values() needs at least one column, such as column("id", integer()).');
  const name = options.name === undefined ? undefined : checkName(options.name, "values(): a name");
  const nodes = columns.map((column) => column.node as ColumnNode);
  return new Values(valuesNode(nodes, [], name, options.literalBinds === true, false));
}
