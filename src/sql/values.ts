import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";
import { checkName, valueExpr } from "./coerce.ts";
import { NamedElement } from "./column-element.ts";
import { FromClause } from "./from-clause.ts";
import type { ColumnNode } from "./nodes/column.ts";
import type { ExprNode } from "./nodes/unions.ts";
import { valuesNode, type ValuesNode } from "./nodes/values.ts";

type NamedColumns<C extends readonly unknown[]> = {
  readonly [E in C[number] as E extends { readonly key: infer K extends string } ? K : never]: E;
};

export interface ValuesOptions {
  /** Name of the from-clause; needed wherever its columns are named. */
  readonly name?: string;
  /** Writes the values into the SQL. */
  readonly literalBinds?: boolean;
}

/** Rows that are written out in FROM: what `values(…)` makes. */
export class Values<C> extends FromClause<C> {
  readonly node: ValuesNode;
  constructor(node: ValuesNode) {
    super();
    this.node = node;
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
      valuesNode(node.columns, [...node.rows, ...added], node.name, node.literalBinds, node.lateral),
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
export function values<C extends readonly NamedElement<string, unknown>[]>(
  ...items: readonly [...C, ValuesOptions] | C
): Values<NamedColumns<C>> {
  const last = items.at(-1);
  const options: ValuesOptions = last instanceof NamedElement || last === undefined ? {} : last;
  const columns = items.filter((item): item is C[number] => item instanceof NamedElement);
  if (columns.length === 0)
    throw new ArgumentError('values() needs at least one column, such as column("id", integer()).');
  const name = options.name === undefined ? undefined : checkName(options.name, "values(): a name");
  const nodes = columns.map((column) => column.node as ColumnNode);
  return new Values(valuesNode(nodes, [], name, options.literalBinds === true, false));
}
