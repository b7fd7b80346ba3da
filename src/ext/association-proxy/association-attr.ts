import { ArgumentError } from "../../errors/argument.ts";
import type { EntityRef } from "../../orm/mapping/entity-ref.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import { not, or } from "../../sql/conjunction.ts";
import { describeValue } from "../../util/describe.ts";
import { brandOf } from "../../util/brand.ts";
import type { Link } from "./link.ts";

/** A relationship in a statement, as far as it is asked here. */
interface Related {
  any(criteria?: unknown): ColumnElement<boolean>;
  has(criteria?: unknown): ColumnElement<boolean>;
  contains(entity: unknown): ColumnElement<boolean>;
  eq(entity: unknown): ColumnElement<boolean>;
  ne(entity: unknown): ColumnElement<boolean>;
  readonly property: { readonly uselist: boolean };
}

/** What the proxy ends at: a column, objects of another relationship, or another proxy. */
type Remote =
  | { readonly kind: "column"; readonly column: ColumnElement<unknown> }
  | { readonly kind: "object"; readonly related: Related }
  | { readonly kind: "proxy"; readonly proxy: AssociationAttr };

/** An association proxy of an entity in a statement: what `User.c.words` is. */
export class AssociationAttr {
  readonly #entity: EntityRef;
  readonly #key: string;
  readonly #link: Link;

  constructor(entity: EntityRef, key: string, link: Link) {
    this.#entity = entity;
    this.#key = key;
    this.#link = link;
  }

  get localAttr(): unknown {
    return this.#local;
  }
  get remoteAttr(): unknown {
    return Reflect.get((this.#link.property.target.class as unknown as { readonly c: object }).c, this.#link.attribute);
  }

  get #local(): Related {
    return Reflect.get(this.#entity.attributes, this.#link.property.key) as Related;
  }

  get #remote(): Remote {
    const remote = this.remoteAttr;
    if (remote instanceof AssociationAttr) return { kind: "proxy", proxy: remote };
    if (remote instanceof ColumnElement) return { kind: "column", column: remote as ColumnElement<unknown> };
    if (brandOf(remote) === "relationship") return { kind: "object", related: remote as Related };
    throw this.#error(
      `"${this.#link.attribute}" of ${this.#link.property.target.name} is nothing that statements can compare`,
      "Compare a column, a relationship or another association proxy",
    );
  }

  /** Whether there is at most one value: scalars all the way. */
  get #scalar(): boolean {
    if (this.#link.property.uselist) return false;
    const remote = this.#remote;
    return (
      remote.kind === "column" || (remote.kind === "proxy" ? remote.proxy.#scalar : !remote.related.property.uselist)
    );
  }

  any(criteria?: unknown): ColumnElement<boolean> {
    if (this.#scalar) throw this.#error("any() was called, but it is a scalar", "Use has()");
    return this.#criteria(criteria);
  }

  has(criteria?: unknown): ColumnElement<boolean> {
    if (!this.#scalar) throw this.#error("has() was called, but it is a collection", "Use any()");
    return this.#criteria(criteria);
  }

  eq(value: unknown): ColumnElement<boolean> {
    const remote = this.#remote;
    if (value === null && remote.kind !== "proxy") {
      const isNull = remote.kind === "column" ? remote.column.eq(null) : remote.related.eq(null);
      return or(this.#exists(isNull), not(this.#exists()));
    }
    if (remote.kind === "column") return this.#exists(remote.column.eq(value));
    return this.#exists(remote.kind === "proxy" ? remote.proxy.eq(value) : remote.related.eq(value));
  }

  ne(value: unknown): ColumnElement<boolean> {
    const remote = this.#remote;
    if (remote.kind === "column") return this.#exists(remote.column.ne(value));
    return this.#exists(remote.kind === "proxy" ? remote.proxy.ne(value) : remote.related.ne(value));
  }

  contains(value: unknown, options?: { readonly autoescape?: boolean }): ColumnElement<boolean> {
    const remote = this.#remote;
    if (remote.kind === "column") return this.#exists(remote.column.contains(value as string, options));
    if (remote.kind === "proxy") {
      const { proxy } = remote;
      return this.#exists(proxy.#scalar ? proxy.eq(value) : proxy.contains(value));
    }
    if (this.#scalar) throw this.#error("contains() was called, but it is a scalar", "Use eq()");
    const { related } = remote;
    return this.#exists(related.property.uselist ? related.contains(value) : related.eq(value));
  }

  /** The other comparisons: some related row compares so. */
  compare(method: string, args: readonly unknown[]): ColumnElement<boolean> {
    const remote = this.#remote;
    if (remote.kind === "object")
      throw this.#error(`${method}() compares columns, but objects are at its end`, "Use any() or has()");
    const target = (remote.kind === "column" ? remote.column : remote.proxy) as unknown as Record<
      string,
      (...values: readonly unknown[]) => ColumnElement<boolean>
    >;
    return this.#exists(
      (target[method] as (...values: readonly unknown[]) => ColumnElement<boolean>).apply(target, [...args]),
    );
  }

  #criteria(criteria: unknown): ColumnElement<boolean> {
    const remote = this.#remote;
    if (remote.kind === "proxy") return this.#exists(remote.proxy.#criteria(criteria));
    if (remote.kind === "object") {
      const { related } = remote;
      return this.#exists(related.property.uselist ? related.any(criteria) : related.has(criteria));
    }
    if (criteria === undefined || criteria instanceof ColumnElement) return this.#exists(criteria);
    throw this.#error(
      `any() and has() were given ${describeValue(criteria)}, but a column is at its end`,
      `Compare it: .eq(value), or give a condition on ${this.#link.property.target.name}`,
    );
  }

  #exists(criteria?: unknown): ColumnElement<boolean> {
    const local = this.#local;
    return local.property.uselist ? local.any(criteria) : local.has(criteria);
  }

  #error(what: string, fix: string): ArgumentError {
    const { property, attribute } = this.#link;
    return new ArgumentError(
      `${this.#entity.mapper.name}.c.${this.#key}, an association proxy for "${attribute}" over "${property.key}": ${what}. ${fix}.`,
      "association-proxy",
    );
  }
}
for (const method of [
  "lt",
  "le",
  "gt",
  "ge",
  "in",
  "notIn",
  "between",
  "like",
  "notLike",
  "ilike",
  "notIlike",
  "startswith",
  "endswith",
  "regexpMatch",
]) {
  Object.defineProperty(AssociationAttr.prototype, method, {
    value(this: AssociationAttr, ...args: readonly unknown[]): ColumnElement<boolean> {
      return this.compare(method, args);
    },
  });
}
