import { ArgumentError } from "../../errors/argument.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import { describeValue } from "../../util/describe.ts";
import { queryExpressionPlace } from "../mapping/query-expression.ts";
import type { RelationshipAttribute } from "../mapping/relationship-declaration.ts";
import {
  columnNodes,
  type DeferredColumns,
  leavingOut,
  LoaderOption,
  type OptionColumn,
  requireAttr,
} from "./loader-option.ts";

type AnyRelationship = RelationshipAttribute<"one" | "many", unknown>;

/**
 * Loads a relationship of all objects of the result by one further statement (one for each 500 of them).
 *
 * ```ts
 * session.scalars(select(User).options(selectinload(User.c.tasks))).all();
 * // SELECT … FROM users
 * // SELECT … FROM tasks WHERE tasks."userId" IN (?, ?, …)
 * ```
 */
export function selectinload(attr: AnyRelationship): LoaderOption {
  return new LoaderOption(requireAttr(attr, "selectinload"), "selectin");
}

/**
 * Loads a relationship by joining its table to the statement. Best for many-to-one; the rows of a collection repeat
 * their parent, so that a result with one needs `.unique()`.
 */
export function joinedload(attr: AnyRelationship, options: { readonly innerjoin?: boolean } = {}): LoaderOption {
  return new LoaderOption(requireAttr(attr, "joinedload"), "joined", options);
}

/** Leaves a relationship to be loaded when it is read, whatever its declaration says. */
export function lazyload(attr: AnyRelationship): LoaderOption {
  return new LoaderOption(requireAttr(attr, "lazyload"), "lazy");
}

/** Reading the unloaded relationship is an error instead of a statement. */
export function raiseload(attr: AnyRelationship): LoaderOption {
  return new LoaderOption(requireAttr(attr, "raiseload"), "raise");
}

/** Goes along a relationship without saying how it is loaded, to give options for its target. */
export function defaultload(attr: AnyRelationship): LoaderOption {
  return new LoaderOption(requireAttr(attr, "defaultload"), "default");
}

/**
 * Only these columns (and the key) at first; the others are loaded when they are read, or refused then: `loadOnly(User.c.name, { raiseload: true })`.
 */
export function loadOnly(...columns: DeferredColumns): LoaderOption {
  return new LoaderOption(undefined, "default", { columns: leavingOut("only", columns) });
}

/**
 * Without these columns at first; they are loaded when they are read, or refused then.
 *
 * ```ts
 * session.scalars(select(Book).options(defer(Book.c.text, { raiseload: true })));
 * // SELECT books.id, books.title FROM books; reading book.text is a LazyLoadError
 * ```
 */
export function defer(...columns: DeferredColumns): LoaderOption {
  return new LoaderOption(undefined, "default", { columns: leavingOut("defer", columns) });
}

/** These columns at once, although they are declared deferred. */
export function undefer(...columns: OptionColumn[]): LoaderOption {
  return new LoaderOption(undefined, "default", {
    columns: { kind: "undefer", columns: columnNodes(columns, "undefer") },
  });
}

/** The deferred columns of a group at once. */
export function undeferGroup(group: string): LoaderOption {
  if (typeof group !== "string")
    throw new ArgumentError(`undeferGroup() takes the name of a group; given was ${describeValue(group)}.`, "argument");
  return new LoaderOption(undefined, "default", { columns: { kind: "group", group } });
}

/** Fills an attribute that was declared by `queryExpression()` with an SQL expression of the query. */
export function withExpression<T>(attribute: ColumnElement<T>, expression: ColumnElement<unknown>): LoaderOption {
  const place = queryExpressionPlace(attribute);
  if (place === undefined) {
    throw new ArgumentError(
      "withExpression() takes an attribute that was declared by queryExpression(), such as Post.c.rank, and the expression.",
      "argument",
    );
  }
  if (!(expression instanceof ColumnElement)) {
    throw new ArgumentError(
      `withExpression() takes an SQL expression; given was ${describeValue(expression)}.`,
      "argument",
    );
  }
  return new LoaderOption(undefined, "default", { columns: { kind: "expression", ...place, element: expression } });
}
