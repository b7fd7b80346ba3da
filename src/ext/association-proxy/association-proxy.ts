import { ArgumentError } from "../../errors/argument.ts";
import type { AssociationProxyOf } from "../../orm/mapping/association.ts";
import { AttributeDeclaration } from "../../orm/mapping/attribute-declaration.ts";
import type { ClassMapper } from "../../orm/mapping/class-mapper.ts";
import type { EntityRef } from "../../orm/mapping/entity-ref.ts";
import type { ColumnElement } from "../../sql/column-element.ts";
import { describeValue } from "../../util/describe.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import { AssociationAttr } from "./association-attr.ts";
import { associationList, replaceList } from "./association-list.ts";
import { AssociationMap } from "./association-map.ts";
import { AssociationSet } from "./association-set.ts";
import { type CreateMember, type Link, linkOf } from "./link.ts";

/** How association objects are made and unmade. */
export interface AssociationProxyOptions {
  /**
   * Makes the association object for a value, for Maps from a key and a value; without it, one is made with the attribute
   * (and the attribute that the Map is keyed by) alone.
   */
  readonly creator?: Creator;
  /** Of scalars: assigning null takes the association object out as well. */
  readonly cascadeScalarDeletes?: boolean;
  /** Of scalars: assigning null where there is no association object makes one. */
  readonly createOnNullAssignment?: boolean;
  /** Whatever you like; `inspect(Class).getProperty("name").info` gives it. */
  readonly info?: Readonly<Record<string, unknown>>;
}

/** Returns any, so that TypeScript does not resolve its body while it infers the class around it; see Callback. */
// oxlint-disable-next-line typescript/no-explicit-any -- neither are the values inferred yet
type Creator = ((...keyAndValue: any[]) => any) & { readonly length: number };

class AssociationProxy extends AttributeDeclaration<unknown, AssociationAttr> {
  readonly kind = "association";
  readonly writable = true;
  override readonly info: Readonly<Record<string, unknown>>;
  override readonly path: readonly [string, string];
  readonly #target: string;
  readonly #attribute: string;
  readonly #options: AssociationProxyOptions;
  readonly #links = new WeakMap<ClassMapper, Link>();
  /** The collections that were handed out: always the same one of an object. */
  readonly #collections = new WeakMap<object, object>();

  constructor(target: string, attribute: string, options: AssociationProxyOptions) {
    super();
    this.#target = target;
    this.#attribute = attribute;
    this.#options = options;
    this.path = [target, attribute];
    this.info = options.info ?? {};
  }

  #link(mapper: ClassMapper, key: string): Link {
    let link = this.#links.get(mapper);
    if (link === undefined) {
      link = linkOf(mapper, key, this.#target, this.#attribute, this.#options.creator as CreateMember | undefined);
      this.#links.set(mapper, link);
    }
    return link;
  }

  override define(prototype: object, key: string, mapper: ClassMapper): void {
    const read = (owner: object): unknown => this.#read(owner, this.#link(mapper, key));
    const write = (owner: object, value: unknown): void => {
      const link = this.#link(mapper, key);
      if (value === undefined) throw badValue(link, key, "a value", value);
      if (link.property.uselist) this.#replace(owner, link, key, value);
      else this.#writeScalar(owner, link, value);
    };
    Object.defineProperty(prototype, key, {
      configurable: true,
      enumerable: false,
      get(this: object): unknown {
        return read(this);
      },
      set(this: object, value: unknown): void {
        write(this, value);
      },
    });
  }

  #read(owner: object, link: Link): unknown {
    const held = link.read(owner);
    if (!link.property.uselist) return held === null || held === undefined ? null : link.valueOf(held);
    let collection = this.#collections.get(owner);
    if (collection === undefined) {
      if (held instanceof Map) collection = new AssociationMap(owner, link);
      else if (held instanceof Set) collection = new AssociationSet(owner, link);
      else collection = associationList(owner, link);
      this.#collections.set(owner, collection);
    }
    return collection;
  }

  #writeScalar(owner: object, link: Link, value: unknown): void {
    const { cascadeScalarDeletes, createOnNullAssignment } = this.#options;
    const held = link.read(owner);
    if (held === null || held === undefined) {
      if (value === null && createOnNullAssignment !== true) return;
      Reflect.set(owner, link.property.key, link.create(value));
      return;
    }
    link.write(held, value);
    if (value === null && cascadeScalarDeletes === true) Reflect.set(owner, link.property.key, null);
  }

  #replace(owner: object, link: Link, key: string, value: unknown): void {
    const collection = this.#read(owner, link) as object;
    if (collection === value) return;
    const what = link.property.collection.describes;
    if (typeof value !== "object" || value === null || !(Symbol.iterator in value))
      throw badValue(link, key, what, value);
    if (collection instanceof AssociationMap) {
      const entries = [...(value as Iterable<unknown>)];
      const stray = entries.find((entry) => !Array.isArray(entry) || entry.length !== 2);
      if (stray !== undefined) throw badValue(link, key, "entries of a Map, pairs of a key and a value", stray);
      collection.replace(entries as [unknown, unknown][]);
    } else if (collection instanceof AssociationSet) collection.replace(value as Iterable<unknown>);
    else replaceList(collection, [...(value as Iterable<unknown>)]);
  }

  override attributeOf(entity: EntityRef, key: string): AssociationAttr {
    return new AssociationAttr(entity, key, this.#link(entity.mapper, key));
  }

  override criterion(entity: EntityRef, key: string, value: unknown): ColumnElement<boolean> {
    return this.attributeOf(entity, key).eq(value);
  }

  override check(mapper: ClassMapper, key: string): void {
    if (mapper.isRelationship(this.#target)) return;
    const names = [...mapper.relationshipKeys()];
    throw new ArgumentError(
      `${mapper.name}.${key} is an association proxy over "${this.#target}", which is no relationship of ${mapper.name}.${didYouMean(this.#target, names)}`,
      "association-proxy",
    );
  }
}

function badValue(link: Link, key: string, expected: string, given: unknown): ArgumentError {
  const values = link.property.uselist ? ` of values for "${link.attribute}", or an iterable of them` : "";
  return new ArgumentError(
    `${link.property.mapper.name}.${key} expected ${expected}${values}; given was ${describeValue(given)}.`,
    "association-proxy",
  );
}

/**
 * An attribute of related objects, as if it were the object's own: reads go through the relationship `target`, and values that
 * are added make the association objects.
 *
 * ```ts
 * class Page extends Base.table("pages", {
 *   id: integer().primaryKey(),
 *   get links() { return oneToMany(() => Link, { cascade: ["all", "delete-orphan"] }); },
 *   words: associationProxy("links", "word"),
 * }) {}
 * const page = new Page({ words: ["a", "b"] });        // page.links: two Links
 * page.words.push("c");                                 // string[]
 * select(Page).where(Page.c.words.eq("a"));             // … WHERE EXISTS (SELECT 1 FROM links WHERE … AND links.word = ?)
 * ```
 *
 * The collection is what the relationship's is: an array, a Set, or a Map by the same keys; over a scalar relationship, the value
 * itself, or null. `attribute` may be a column, a relationship (a list of Keywords over a list of association objects) or another proxy.
 * Assigning keeps the association objects whose values (or keys) stay.
 *
 * Throws ArgumentError, when the class is first used, for a `target` that is no relationship, and when the proxy is first used, for an
 * `attribute` that the related class has not.
 */
export function associationProxy<const N extends string, const A extends string>(
  target: N,
  attribute: A,
  options: AssociationProxyOptions = {},
): AssociationProxyOf<N, A> {
  if (typeof target !== "string" || typeof attribute !== "string") {
    throw new ArgumentError(
      `associationProxy("links", "word") takes the name of a relationship and of an attribute of the related class; given were ${describeValue(target)} and ${describeValue(attribute)}.`,
      "association-proxy",
    );
  }
  const { creator } = options;
  if (creator !== undefined && typeof creator !== "function") {
    throw new ArgumentError(
      `associationProxy("${target}", "${attribute}"): creator is a function from a value to an association object; given was ${describeValue(creator)}.`,
      "association-proxy",
    );
  }
  return new AssociationProxy(target, attribute, options) as unknown as AssociationProxyOf<N, A>;
}
