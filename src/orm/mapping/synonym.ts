import { ArgumentError } from "../../errors/argument.ts";
import { describeValue } from "../../util/describe.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import { AttributeDeclaration } from "./attribute-declaration.ts";
import type { AttributeHistory } from "../attribute/attribute-history.ts";
import type { InstanceState } from "../contract/state.ts";
import type { ClassMapper } from "./class-mapper.ts";
import type { EntityRef } from "./entity-ref.ts";

/** Type only: which attribute a synonym stands for; its types are looked up there. */
export interface SynonymOf<N extends string> {
  readonly _synonym: N;
}

export interface SynonymOptions {
  /** Whatever you like; `inspect(Class).getProperty("name").info` gives it. */
  readonly info?: Readonly<Record<string, unknown>>;
}

class Synonym extends AttributeDeclaration<never, never> {
  readonly kind = "synonym";
  readonly writable = true;
  override readonly info: Readonly<Record<string, unknown>>;
  override readonly columnKeys: readonly string[];
  readonly #target: string;

  constructor(target: string, options: SynonymOptions) {
    super();
    this.columnKeys = [target];
    this.#target = target;
    this.info = options.info ?? {};
  }

  override define(prototype: object, key: string): void {
    const target = this.#target;
    Object.defineProperty(prototype, key, {
      configurable: true,
      enumerable: false,
      get(this: Record<string, unknown>): unknown {
        return this[target];
      },
      set(this: Record<string, unknown>, value: unknown): void {
        this[target] = value;
      },
    });
  }

  override history(state: InstanceState): AttributeHistory {
    return (state.mapper as ClassMapper).history(state, this.#target);
  }

  override attributeOf(entity: EntityRef): unknown {
    return (entity.attributes as Record<string, unknown>)[this.#target];
  }

  override check(mapper: ClassMapper, key: string): void {
    const keys = mapper.keys().filter((name) => name !== key);
    if (keys.includes(this.#target)) return;
    throw new ArgumentError(
      `${mapper.name}.${key} is a synonym of "${this.#target}", which is no attribute of ${mapper.name}.${didYouMean(this.#target, keys)}`,
      "unknown-attribute",
    );
  }
}

/**
 * Another name for an attribute, on objects and in statements.
 *
 * ```ts
 * class User extends Base.table("users", { id: integer().primaryKey(), email: string(), login: synonym("email") }) {}
 * select(User).where(User.c.login.eq("a@b.c"));   // … WHERE users.email = ?
 * ```
 *
 * Throws ArgumentError, when the class is first used, for a name that is no attribute.
 */
export function synonym<N extends string>(target: N, options: SynonymOptions = {}): SynonymOf<N> {
  if (typeof target !== "string") {
    throw new ArgumentError(
      `synonym() takes the name of an attribute; given was ${describeValue(target)}.`,
      "argument",
    );
  }
  return new Synonym(target, options) as unknown as SynonymOf<N>;
}
