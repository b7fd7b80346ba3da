import type { ColumnElement } from "../../sql/column-element.ts";
import type { RelationshipAttribute } from "../mapping/relationship-declaration.ts";
import { columnNodes, LoaderOption, requireAttr } from "./loader-option.ts";

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

/** Only these columns (and the key) at first; the others are loaded when they are read. */
export function loadOnly(...columns: ColumnElement<unknown>[]): LoaderOption {
  return new LoaderOption(undefined, "default", { columns: { only: true, columns: columnNodes(columns, "loadOnly") } });
}

/** Without these columns at first; they are loaded when they are read. */
export function defer(...columns: ColumnElement<unknown>[]): LoaderOption {
  return new LoaderOption(undefined, "default", { columns: { only: false, columns: columnNodes(columns, "defer") } });
}
