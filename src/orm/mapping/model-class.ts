import type { $dispatch, Dispatch } from "../../event/dispatch.ts";
import type { AnyColumnBuilder } from "../../schema/column-builder.ts";
import type { ColVal, FilterValues, InsertValues, PkOf, UpdateValues } from "../../schema/shape.ts";
import type { TableOptions } from "../../schema/table-options.ts";
import type { ColumnElement, NamedElement, Owned } from "../../sql/column-element.ts";
import type { $entity, EntityNode } from "../../sql/entity.ts";
import type { AssociationColumns, AssociationInit, AssociationValue } from "./association.ts";
import type { CollectionEvents, ColumnEvents, ReferenceEvents } from "./attribute-events.ts";
import type { Callback } from "./callback.ts";
import type { MapperOptions } from "./mapper-options.ts";
import type { InstanceOf } from "./instance-of.ts";
import type { ModelEventKind } from "./model-events.ts";
import type { RelationshipAttribute, RelationshipDeclaration } from "./relationship-declaration.ts";
import type { DynamicCollection, Unloaded, WriteOnlyCollection } from "./unloaded-collections.ts";

/** What a collection of `T` is, from the type of `collectionClass`. */
export type CollectionOf<L, T, C = unknown> =
  L extends Unloaded<infer Z> ? (Z extends "dynamic" ? DynamicCollection<C> : WriteOnlyCollection<C>) : InMemory<L, T>;

type InMemory<L, T> = unknown extends L
  ? T[]
  : L extends { readonly _ordered: true }
    ? T[]
    : SetConstructor extends L
      ? Set<T>
      : L extends { readonly _key: infer K }
        ? Map<K, T>
        : L extends { readonly _keyAttribute: infer N }
          ? Map<N extends keyof T ? T[N] : unknown, T>
          : ArrayConstructor extends L
            ? T[]
            : L extends abstract new (...args: never[]) => infer P
              ? P
              : never;

/** What an attribute holds, from its entry in the shape. */
export type PropertyValue<B> = B extends AnyColumnBuilder
  ? ColVal<B>
  : B extends RelationshipDeclaration<infer K, infer C, infer L>
    ? K extends "many"
      ? CollectionOf<L, InstanceOf<C>, C>
      : InstanceOf<C> | null
    : B extends { readonly _value: infer V }
      ? V
      : never;

/** An entry that says nothing by itself: a synonym's attribute is that which it names, an association proxy's is reached through another. */
type Referring = { readonly _synonym: string } | { readonly _association: object };

/** The attribute that such an entry stands for. */
type Referred<S, B> = B extends { readonly _synonym: infer N extends keyof S }
  ? PropertyValue<S[N]>
  : B extends { readonly _association: { readonly via: infer N extends keyof S; readonly attribute: infer A } }
    ? AssociationValue<S[N], A, PropertyValue<S[N]>>
    : never;

/** What an attribute holds, from its entry and the shape around it. Apart from PropertyValue, which TypeScript works out once for all shapes. */
type Value<S, B> = B extends Referring ? Referred<S, B> : PropertyValue<B>;

/** The attributes of a model's objects. */
export type Attributes<S> = { -readonly [K in keyof S]: Value<S, S[K]> };

/** Attributes besides columns that filterBy() takes: those that are an SQL expression. */
type FilterKeys<S> = {
  [K in keyof S]: S[K] extends { readonly _expression: ColumnElement<unknown> } | { readonly _synonym: string }
    ? K
    : S[K] extends { readonly _association: { readonly via: infer N extends keyof S } }
      ? S[N] extends RelationshipDeclaration<"one", unknown>
        ? K
        : never
      : never;
}[keyof S];

/** Relationships that filterBy() takes: those that are no collection. */
type ReferenceKeys<S> = {
  [K in keyof S]: S[K] extends RelationshipDeclaration<"one", unknown> ? K : never;
}[keyof S];

/** What filterBy() takes; null: IS NULL. */
export type EntityFilter<S> = FilterValues<S> & {
  readonly [K in ReferenceKeys<S>]?: PropertyValue<S[K]> | null;
} & {
  readonly [K in FilterKeys<S>]?: Value<S, S[K]> | null;
};

/** What the constructor takes: foreign keys may come through relationships and keys from the database, so nothing is required. */
export type Init<S> = {
  [K in keyof S]?: (S[K] extends Referring ? ReferredInit<S, S[K]> : InitValue<S[K]>) | undefined;
};

type ReferredInit<S, B> = B extends { readonly _synonym: infer N extends keyof S }
  ? InitValue<S[N]>
  : AssociationInit<Value<S, B>>;

/** A collection may be given as any iterable of its members. */
type InitValue<B> =
  B extends RelationshipDeclaration<"many", infer C, infer L>
    ? CollectionOf<L, InstanceOf<C>, C> | Iterable<InstanceOf<C>>
    : PropertyValue<B>;

/** `await user.awaitableAttrs.tasks`: any attribute, loaded when it is not in memory. */
export type AwaitableAttributes<S> = { readonly [K in keyof S]: Promise<Value<S, S[K]>> };

/**
 * Type only: what a column of a class belongs to, and which events `listen` finds on it. It has what `Owned` has, and does not extend it:
 * that would cost the compiler a type for every column.
 */
export interface OwnedAttribute<T, O> {
  readonly _owner: O;
  label<L extends string>(name: L): Owned<T, O> & NamedElement<L, T>;
  readonly [$dispatch]: Dispatch<ColumnEvents<Attributes<O>, T>>;
}

/** Type only: which events `listen` finds on a relationship of a class. */
export interface OwnedRelationship<K extends "one" | "many", C, O> extends RelationshipAttribute<K, C> {
  readonly [$dispatch]: Dispatch<
    K extends "many" ? CollectionEvents<Attributes<O>, InstanceOf<C>> : ReferenceEvents<Attributes<O>, InstanceOf<C>>
  >;
}

/** `User.c`: columns and relationships for use in statements. */
export type EntityColumns<S, O = S> = {
  readonly [K in keyof S & string]: S[K] extends AnyColumnBuilder
    ? OwnedAttribute<ColVal<S[K]>, O> & NamedElement<K, ColVal<S[K]>>
    : S[K] extends RelationshipDeclaration<infer R, infer C, unknown>
      ? OwnedRelationship<R, C, O>
      : S[K] extends { readonly _expression: infer E }
        ? E
        : S[K] extends { readonly _synonym: infer N extends keyof S & string }
          ? NamedColumn<S[N], N, O>
          : S[K] extends {
                readonly _association: { readonly via: infer N extends keyof S; readonly attribute: infer A };
              }
            ? AssociationColumns<S[N], A>
            : never;
};

/** What a synonym stands for in statements; apart, so that nothing recurs where the shape is `any`, that of a reflected table. */
type NamedColumn<B, K extends string, O> = B extends AnyColumnBuilder
  ? Owned<ColVal<B>, O> & NamedElement<K, ColVal<B>>
  : B extends RelationshipDeclaration<infer R, infer C, unknown>
    ? RelationshipAttribute<R, C>
    : B extends { readonly _expression: infer E }
      ? E
      : never;

/** An object of a model: its attributes, what its base class brings, and what every entity has. */
export type ModelInstance<S, B> = B & Attributes<S> & { readonly awaitableAttrs: AwaitableAttributes<S> };

/** Table options that a model may give, and how it maps. */
export interface ModelOptions<S> extends TableOptions<EntityColumns<S>> {
  readonly mapper?: MapperOptions<keyof S & string>;
  readonly polymorphic?: {
    readonly on: keyof S & string;
    readonly identity?: string;
    /** Classes that nothing else names. Returns any, so that TypeScript does not resolve the body while it infers the class. */
    readonly subclasses?: Callback;
  };
}

/** What `Base.table` returns: the class to extend. */
export interface ModelClass<S, I> {
  new (init?: Init<S>): I;
  /** Columns and relationships for statements: `User.c.name.eq("x")`. */
  readonly c: EntityColumns<S>;
  readonly [$entity]: EntityNode;
  /** Type only: which events `listen` finds on the class. */
  readonly _events: ModelEventKind;
  /** Type only: the shape that the class was declared with. */
  readonly _shape: S;
  /** Type only: what insert() and update() take. */
  readonly _insert: InsertValues<S>;
  readonly _update: UpdateValues<S>;
  /** Type only: what filterBy() takes. */
  readonly _filter: EntityFilter<S>;
  /** Makes the class known although nothing constructs or names it. */
  register(): void;
  /** The same options as the third argument of `table`, chained: for a model that refers to its own subclass and has a callback. */
  with(options: ModelOptions<S>): ModelClass<S, I>;
  inherit<C extends AnyModel, S2 extends object>(
    this: C,
    options: InheritOptions,
    shape: S2,
  ): ModelClass<
    C["_shape"] & S2,
    InstanceOf<C> & Attributes<S2> & { readonly awaitableAttrs: AwaitableAttributes<S2> }
  >;
}

/** How a subclass is stored: rows of the same table marked by `identity`, or a table of its own joined by primary key. */
export interface InheritOptions {
  readonly identity: string;
  readonly table?: string;
}

/** Any mapped class. */
export interface AnyModel {
  // oxlint-disable-next-line typescript/no-explicit-any -- the columns of an unknown shape
  readonly c: any;
  // oxlint-disable-next-line typescript/no-explicit-any -- an unknown shape
  readonly _shape: any;
  // oxlint-disable-next-line typescript/no-explicit-any -- an unknown instance, read by InstanceOf
  prototype: any;
  readonly [$entity]: EntityNode;
}

/** The key that `session.get` takes for a model. */
export type KeyOf<C extends AnyModel> = PkOf<C["_shape"]>;
