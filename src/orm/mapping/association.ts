import type { ColumnElement, TextOperand } from "../../sql/column-element.ts";
import type { InstanceOf } from "./instance-of.ts";
import type { RelationshipAttribute, RelationshipDeclaration } from "./relationship-declaration.ts";

/** Type only: which attribute of which relationship an association proxy shows; its types are looked up there. */
export interface AssociationProxyOf<N extends string, A extends string> {
  readonly _association: { readonly via: N; readonly attribute: A };
}

/** What one related object has under the attribute. */
type Member<C, A> = A extends keyof InstanceOf<C> ? InstanceOf<C>[A] : unknown;

/** The same where it is in a collection: an association object that is there refers to something. */
type Item<C, A> = C extends { readonly _shape: infer S }
  ? A extends keyof S
    ? S[A] extends RelationshipDeclaration<"one", unknown> | { readonly _association: unknown }
      ? NonNullable<Member<C, A>>
      : Member<C, A>
    : Member<C, A>
  : Member<C, A>;

/** What an association proxy is on an object, from the relationship `D` and what that holds. */
export type AssociationValue<D, A, Held> =
  D extends RelationshipDeclaration<infer K, infer C, unknown>
    ? K extends "one"
      ? Member<C, A> | null
      : Held extends ReadonlyMap<infer Key, unknown>
        ? Map<Key, Item<C, A>>
        : Held extends ReadonlySet<unknown>
          ? Set<Item<C, A>>
          : Item<C, A>[]
    : never;

/** What may be assigned to one: any iterable of the values, or of entries for a Map. */
export type AssociationInit<Value> =
  | Value
  | (Value extends ReadonlyMap<infer K, infer V>
      ? Iterable<readonly [K, V]>
      : Value extends ReadonlySet<infer V> | readonly (infer V)[]
        ? Iterable<V>
        : never);

/** `Model.c.words`, from the relationship `D`. */
export type AssociationColumns<D, A> =
  D extends RelationshipDeclaration<infer K, infer C, unknown>
    ? AssociationAttribute<K, C, A & string, Member<C, A>> & AtEnd<Member<C, A>>
    : never;

type AtEnd<V> = NonNullable<V> extends string ? AssociationText : AssociationObjects<V>;

/** The object at the end, or the member of a collection there. */
type End<V> = V extends readonly (infer E)[] | ReadonlySet<infer E> | ReadonlyMap<unknown, infer E> ? E : V;
type EndCriteria<V> =
  | ColumnElement<boolean>
  | (NonNullable<End<V>> extends infer E ? { readonly [P in keyof E]?: unknown } : never);

type Comparisons<V> = Pick<ColumnElement<V>, "lt" | "le" | "gt" | "ge" | "in" | "notIn" | "between">;

/** What association proxies have besides, where text is at the end. */
export interface AssociationText {
  like(pattern: TextOperand): ColumnElement<boolean>;
  notLike(pattern: TextOperand): ColumnElement<boolean>;
  ilike(pattern: TextOperand): ColumnElement<boolean>;
  notIlike(pattern: TextOperand): ColumnElement<boolean>;
  startswith(text: TextOperand, options?: { readonly autoescape?: boolean }): ColumnElement<boolean>;
  endswith(text: TextOperand, options?: { readonly autoescape?: boolean }): ColumnElement<boolean>;
  /** Some related row's text contains it, by LIKE. */
  contains(text: TextOperand, options?: { readonly autoescape?: boolean }): ColumnElement<boolean>;
  regexpMatch(pattern: TextOperand): ColumnElement<boolean>;
}

/**
 * An association proxy in statements. Comparisons are EXISTS over the related rows: some of them compares so.
 * `C` is the related class, `A` the attribute there, `V` its value.
 */
export interface AssociationAttribute<K extends "one" | "many", C, A extends string, V> extends Comparisons<V> {
  /** The relationship, for `join(User.c.words.localAttr)`. */
  readonly localAttr: RelationshipAttribute<K, C>;
  /** The attribute of the related class. */
  readonly remoteAttr: C extends { readonly c: infer X } ? (A extends keyof X ? X[A] : never) : never;
  /** Some related row has the value; null: NULL, or there is no related row. */
  eq(value: V | null): ColumnElement<boolean>;
  /** Some related row has another value; null: has one. */
  ne(value: V | null): ColumnElement<boolean>;
  /** EXISTS over a collection, with more criteria on what is at the end. */
  any(criteria?: EndCriteria<V>): ColumnElement<boolean>;
  /** EXISTS over scalars all the way. */
  has(criteria?: EndCriteria<V>): ColumnElement<boolean>;
}

/** What association proxies have besides, where objects or collections are at the end. */
export interface AssociationObjects<V> {
  /** Some related row refers to the object, or has the value in its own collection. */
  contains(value: NonNullable<End<V>>): ColumnElement<boolean>;
}
