import { ArgumentError } from "../../errors/argument.ts";
import { addValidator, type Validator } from "../attribute/validators.ts";
import type { InstanceOf } from "./instance-of.ts";
import type { AnyModel, PropertyValue } from "./model-class.ts";
import { requireMapper } from "./configure.ts";
import type { RelationshipDeclaration } from "./relationship-declaration.ts";

/** What a validator of an attribute gets: a member, where it is a collection. */
type Validated<S, K> = K extends keyof S
  ? S[K] extends RelationshipDeclaration<"many", infer C, unknown>
    ? InstanceOf<C>
    : PropertyValue<S[K]>
  : never;

export interface ValidatesOptions {
  /** Whether the other side of a relationship asks the validator too. Default: true. */
  readonly includeBackrefs?: boolean;
}

/**
 * Looks at what is assigned to attributes of a class, in the constructor too, and gives the value that they take. Of a collection it is
 * asked for each object that comes in. What it throws refuses the value, and nothing has changed. Rows of the database are not asked about.
 *
 * ```ts
 * class User extends Base.table("users", { id: integer().primaryKey(), email: string(80) }) {}
 * validates(User, ["email"], (user, key, value) => {
 *   if (!value.includes("@")) throw new RangeError(`${key}: ${value} is no address`);
 *   return value.toLowerCase();
 * });
 * new User({ email: "Anna@Example.org" }).email;   // anna@example.org
 * ```
 *
 * Those of a base class come first, and then in the order in which they were added. Objects that are written into an array by index are
 * not asked about. Throws ArgumentError for a name that is no attribute, and when a validator gives undefined or a promise.
 */
export function validates<C extends AnyModel, const K extends keyof C["_shape"] & string>(
  cls: C,
  keys: readonly K[],
  fn: (target: InstanceOf<C>, key: K, value: Validated<C["_shape"], K>) => unknown,
  options: ValidatesOptions = {},
): void {
  const mapper = requireMapper(cls);
  if (!Array.isArray(keys) || typeof fn !== "function")
    throw new ArgumentError("validates() takes a class, a list of names of attributes, and a function.", "validator");
  for (const key of keys) {
    if (mapper.column(key) === undefined && !mapper.isRelationship(key)) throw mapper.unknownAttribute(key);
  }
  addValidator(cls, {
    keys: new Set<string>(keys),
    fn: fn as unknown as Validator,
    includeBackrefs: options.includeBackrefs !== false,
  });
}
