import { ArgumentError } from "../../errors/argument.ts";
import type { RelationshipProperty } from "../../orm/contract/property.ts";
import type { ClassMapper } from "../../orm/mapping/class-mapper.ts";
import { describeValue } from "../../util/describe.ts";

/** What makes an association object: from a value; in Maps from a key and a value. */
export type CreateMember = (...keyAndValue: unknown[]) => unknown;

/** The way from an object over one of its relationships to an attribute of the related objects. */
export class Link {
  readonly property: RelationshipProperty;
  readonly attribute: string;
  readonly #creator: CreateMember | undefined;

  constructor(property: RelationshipProperty, attribute: string, creator: CreateMember | undefined) {
    this.property = property;
    this.attribute = attribute;
    this.#creator = creator;
  }

  /** What the relationship holds; loads it when it is not in memory. */
  read(owner: object): unknown {
    return Reflect.get(owner, this.property.key);
  }

  valueOf(member: object): unknown {
    return Reflect.get(member, this.attribute);
  }

  write(member: object, value: unknown): void {
    Reflect.set(member, this.attribute, value);
  }

  /** A new association object for a value. */
  create(value: unknown): object {
    return this.#creator === undefined
      ? this.#construct({ [this.attribute]: value })
      : this.#checked(this.#creator(value));
  }

  /** A new association object for an entry of a Map. */
  createEntry(key: unknown, value: unknown): object {
    if (this.#creator !== undefined) return this.#checked(this.#creator(key, value));
    const { keyAttribute } = this.property.collection;
    if (keyAttribute !== undefined) return this.#construct({ [keyAttribute]: key, [this.attribute]: value });
    throw new ArgumentError(
      `${this.property.mapper.name}.${this.property.key} is keyed by a function, so that objects cannot be made from a key and a value. Give the association proxy a creator: (key, value) => new ${this.property.target.name}({ … }).`,
      "association-proxy",
    );
  }

  #construct(init: object): object {
    const { class: Target } = this.property.target;
    return new (Target as new (attributes: object) => object)(init);
  }

  #checked(made: unknown): object {
    if (made instanceof this.property.target.class) return made;
    throw new ArgumentError(
      `The creator of an association proxy over ${this.property.mapper.name}.${this.property.key} gives an object of class ${this.property.target.name}; it gave ${describeValue(made)}.`,
      "association-proxy",
    );
  }
}

/** The relationship that a proxy goes over, with the attribute that it reads there. */
export function linkOf(
  mapper: ClassMapper,
  key: string,
  target: string,
  attribute: string,
  creator: CreateMember | undefined,
): Link {
  const property = mapper.relationship(target);
  if (property.inDatabase) {
    throw new ArgumentError(
      `${mapper.name}.${key} is an association proxy over "${target}", whose members stay in the database (lazy: "${property.lazy}"). Expected a collection that is loaded.`,
      "association-proxy",
    );
  }
  const related = property.target as ClassMapper;
  if (!related.has(attribute) && !(attribute in related.class.prototype)) {
    throw related.unknownAttribute(attribute);
  }
  return new Link(property, attribute, creator);
}
