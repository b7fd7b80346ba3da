import type { ColumnElement } from "./column-element.ts";
import type { Binds, Node } from "./node.ts";
import type { ExprNode, FromNode } from "./nodes/unions.ts";

/** Where a class or alias keeps its EntityNode; the ORM implements it, select(), join(), insert() … read it. */
export const $entity: unique symbol = Symbol.for("athanor.entity");
/** Where a relationship attribute says how it is joined. */
export const $join: unique symbol = Symbol.for("athanor.join");

/** A mapped class, or an alias of one, as a select item, join target or DML target. */
export interface EntityNode extends Node {
  readonly kind: "entity";
  readonly binds: Binds;
  readonly from: FromNode;
  /** The select list that the entity expands to, in order. */
  readonly columns: readonly ExprNode[];
  /** Attributes by name, for filterBy and values(). */
  readonly attrs: (name: string) => ColumnElement<unknown> | undefined;
  /** What an attribute that is no column stands for in values() and set(): columns by name, with what they get. */
  readonly assign?: ((name: string, value: unknown) => Readonly<Record<string, unknown>> | undefined) | undefined;
  /** What filterBy() makes of an attribute that is no expression. */
  readonly criterion?: ((name: string, value: unknown) => ExprNode | undefined) | undefined;
  /** How errors call it. */
  readonly label: string;
  /** The ORM's own handle. */
  readonly entity: unknown;
}

export interface HasEntity {
  readonly [$entity]: EntityNode;
}

/** One JOIN that a relationship asks for. */
export interface JoinSpec {
  readonly left?: FromNode | undefined;
  readonly target: FromNode;
  readonly on: ExprNode;
}

export interface HasJoin {
  [$join](left?: FromNode): readonly JoinSpec[];
}

/** The entity behind a class or alias, or undefined for anything else. */
export function entityOf(value: unknown): EntityNode | undefined {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return undefined;
  return (value as Partial<HasEntity>)[$entity];
}

export function hasJoin(value: unknown): value is HasJoin {
  return (
    value !== null &&
    (typeof value === "object" || typeof value === "function") &&
    typeof (value as Partial<HasJoin>)[$join] === "function"
  );
}

export interface EntityFields {
  readonly key: string;
  readonly anon: boolean;
  readonly binds: Binds;
  readonly from: FromNode;
  readonly columns: readonly ExprNode[];
  readonly attrs: EntityNode["attrs"];
  readonly assign?: EntityNode["assign"];
  readonly criterion?: EntityNode["criterion"];
  readonly label: string;
  readonly entity: unknown;
}

/** `key` must tell the entity and its column list within the process. */
export function entityNode(f: EntityFields): EntityNode {
  return {
    kind: "entity",
    key: f.key,
    binds: f.binds,
    anon: f.anon,
    from: f.from,
    columns: f.columns,
    attrs: f.attrs,
    assign: f.assign,
    criterion: f.criterion,
    label: f.label,
    entity: f.entity,
  };
}
