import { ArgumentError } from "../../errors/argument.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import type { StatementOption } from "../../sql/nodes/select.ts";
import { describeValue } from "../../util/describe.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import type { AnyModel } from "../mapping/model-class.ts";

/** Options of `withLoaderCriteria()`. */
export interface LoaderCriteriaOptions {
  /** Aliases that the statement names too; what eager loads make is filtered in any case. */
  readonly includeAliases?: boolean;
  /** Lazy loads of the objects too, and what they load in turn (true by default). */
  readonly propagateToLoaders?: boolean;
}

type Condition = ColumnElement<boolean> | ((cls: never) => ColumnElement<boolean>);

/** A condition on every occurrence of a class in a statement; made by `withLoaderCriteria()`. */
export class LoaderCriteria implements StatementOption {
  /** The conditions are put into the statement before it is looked up: nothing of them is kept. */
  readonly key: string = "criteria";
  readonly includeAliases: boolean;
  readonly propagates: boolean;
  readonly #target: { readonly prototype: object };
  readonly #condition: Condition;

  constructor(target: { readonly prototype: object }, condition: Condition, options: LoaderCriteriaOptions) {
    this.#target = target;
    this.#condition = condition;
    this.includeAliases = options.includeAliases === true;
    this.propagates = options.propagateToLoaders !== false;
  }

  /** What it asks of a class, over the class's own table; undefined: nothing. */
  of(mapper: ClassMapper): ColumnElement<boolean> | undefined {
    const cls = mapper.class as object;
    if (cls !== this.#target && !(mapper.class.prototype instanceof (this.#target as unknown as new () => object)))
      return undefined;
    if (typeof this.#condition !== "function") return this.#condition;
    const given: unknown = this.#condition(cls as never);
    if (given instanceof ColumnElement) return given as ColumnElement<boolean>;
    throw new ArgumentError(
      `The function of withLoaderCriteria() gives a condition on the class that it gets, such as (cls) => cls.c.deletedAt.eq(null); for ${mapper.name} it gave ${describeValue(given)}.`,
      "argument",
    );
  }
}

/** The criteria among the options of a statement. */
export function criteriaAmong(options: readonly StatementOption[]): readonly LoaderCriteria[] {
  return options.length === 0 ? [] : options.filter((option) => option instanceof LoaderCriteria);
}

/**
 * A condition on every occurrence of a class in a SELECT: its own rows, joins (in ON), subqueries such as `any()` or those of FROM, CTEs,
 * eager loads, and the lazy loads of what it gives, also when those have expired; in an UPDATE or DELETE, on the rows that it meets. Of a base class or a mixin, on every mapped class below it.
 *
 * ```ts
 * select(User).options(withLoaderCriteria(Task, Task.c.completed.eq(false)), selectinload(User.c.tasks));
 * listen(Session, "doOrmExecute", (state) => {               // on every query of every session
 *   if (state.isSelect && !state.isColumnLoad && !state.isRelationshipLoad)
 *     state.addOptions(withLoaderCriteria(SoftBase, (cls) => cls.c.deletedAt.eq(null)));
 * });
 * ```
 *
 * Values in it are those of the moment, also for statements that are found in the cache.
 * Throws ArgumentError for what is no class or no condition.
 */
export function withLoaderCriteria<C extends AnyModel>(
  entity: C,
  criteria: ColumnElement<boolean> | ((cls: C) => ColumnElement<boolean>),
  options?: LoaderCriteriaOptions,
): LoaderCriteria;
export function withLoaderCriteria(
  base: abstract new (...args: never[]) => object,
  // oxlint-disable-next-line typescript/no-explicit-any -- which classes are below it, and what they have, is not known here
  criteria: (cls: any) => ColumnElement<boolean>,
  options?: LoaderCriteriaOptions,
): LoaderCriteria;
export function withLoaderCriteria(
  entity: unknown,
  criteria: unknown,
  options: LoaderCriteriaOptions = {},
): LoaderCriteria {
  if (typeof entity !== "function") {
    throw new ArgumentError(
      `withLoaderCriteria(Class, condition) takes a mapped class, or a base class of some; given was ${describeValue(entity)}.`,
      "argument",
    );
  }
  if (typeof criteria !== "function" && !(criteria instanceof ColumnElement)) {
    throw new ArgumentError(
      `withLoaderCriteria(${entity.name}, …) takes a condition, or a function from the class to one; given was ${describeValue(criteria)}.`,
      "argument",
    );
  }
  return new LoaderCriteria(entity, criteria as Condition, options);
}
