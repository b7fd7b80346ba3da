import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";
import type { Column } from "./column.ts";
import { attachToOwner, Constraint, type ConstraintOptions } from "./constraint.ts";
import { asColumn, type ColumnRef, splitOptions } from "./schema-item.ts";
import { isSqlLike, type SqlLike } from "./sql-like.ts";

export interface ExcludeOptions extends ConstraintOptions {
  /** The index method; "gist" without it. */
  readonly using?: string | undefined;
  /** Only rows that meet the condition are compared. */
  readonly where?: SqlLike | undefined;
  /** Operator classes by attribute name. */
  readonly ops?: Readonly<Record<string, string>> | undefined;
}

/** A column (or expression) and the operator that compares it between rows. */
export type ExcludePair = readonly [ColumnRef | SqlLike, string];

/** EXCLUDE USING … (PostgreSQL): no two rows may compare true in all pairs. */
export class ExcludeConstraint extends Constraint {
  readonly kind = "exclude";
  declare readonly options: ExcludeOptions;
  readonly #pairs: readonly ExcludePair[];

  constructor(pairs: readonly ExcludePair[], options: ExcludeOptions) {
    super(options);
    this.#pairs = pairs;
  }

  /** The expressions with their operators. */
  get pairs(): readonly { readonly expression: SqlLike; readonly operator: string }[] {
    return this.#pairs.map(([item, operator]) => ({
      expression: typeof item === "string" ? this.#column(item) : (asColumn(item) ?? (item as SqlLike)),
      operator,
    }));
  }
  get columns(): readonly Column<string, unknown>[] {
    return this.pairs.flatMap(({ expression }) => asColumn(expression) ?? []);
  }

  #column(key: string): Column<string, unknown> {
    if (this.table !== undefined) return this.table.column(key);
    throw new ArgumentError(
      "An excludeConstraint() on names of columns must be inside a table's constraints callback.",
    );
  }
}

const OPERATOR = /^[-+*/<>=~!@#%^&|`?]+$/;

/**
 * No two rows may compare true in all pairs of a column and an operator (PostgreSQL):
 * `excludeConstraint([c.room, "="], [c.during, "&&"], { name: "no_overlap" })`.
 */
export function excludeConstraint(
  ...args: [...pairs: ExcludePair[], options: ExcludeOptions] | ExcludePair[]
): ExcludeConstraint {
  const { items, options } = splitOptions<ExcludeOptions>(args);
  if (items.length === 0) throw new ArgumentError('excludeConstraint() needs at least one pair: [c.room, "="].');
  for (const pair of items) {
    if (!Array.isArray(pair) || pair.length !== 2 || !(typeof pair[0] === "string" || isSqlLike(pair[0]))) {
      throw new ArgumentError(
        `excludeConstraint() takes pairs of a column and an operator, [c.room, "="], not ${describeValue(pair)}.`,
      );
    }
    if (typeof pair[1] !== "string" || !OPERATOR.test(pair[1]))
      throw new ArgumentError(`excludeConstraint(): ${describeValue(pair[1])} is no operator such as "=" or "&&".`);
  }
  const pairs = items as readonly ExcludePair[];
  return attachToOwner(new ExcludeConstraint(pairs, options), [pairs[0]![0]]);
}
