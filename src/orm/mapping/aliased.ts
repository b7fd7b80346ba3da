import { $entity, type EntityNode } from "../../sql/entity.ts";
import type { FromClause } from "../../sql/from-clause.ts";
import { setBrand } from "../../util/brand.ts";
import { requireMapper } from "./configure.ts";
import { EntityRef } from "./entity-ref.ts";
import type { AnyModel, EntityColumns, EntityFilter, InstanceOf } from "./model-class.ts";

/** Type only: to whom the columns of an alias belong. */
export interface AliasOf<S> {
  readonly _alias: S;
}

/** A mapped class under another name in a statement. */
export class AliasedClass<S, I> {
  /** Type only: what a row holds in this place. */
  declare readonly _v: I;
  declare readonly _shape: S;
  declare readonly _filter: EntityFilter<S>;
  readonly #ref: EntityRef;

  constructor(ref: EntityRef) {
    this.#ref = ref;
  }

  get c(): EntityColumns<S, AliasOf<S>> {
    return this.#ref.attributes as EntityColumns<S, AliasOf<S>>;
  }

  /** The entity as it stands in statements. */
  static node(alias: AliasedClass<unknown, unknown>): EntityNode {
    return alias.#ref.node;
  }
}
// oxlint-disable-next-line no-unused-vars -- merged with the class, whose type parameters it has to repeat
export interface AliasedClass<S, I> {
  readonly [$entity]: EntityNode;
}
setBrand(AliasedClass.prototype, "entity");
Object.defineProperty(AliasedClass.prototype, $entity, {
  get(this: AliasedClass<unknown, unknown>): EntityNode {
    return AliasedClass.node(this);
  },
});

/**
 * A mapped class under an alias, so that it can stand in a statement twice.
 *
 * ```ts
 * const boss = aliased(Employee);
 * select(Employee, boss).join(Employee.c.boss.ofType(boss));
 * // SELECT … FROM employees JOIN employees AS employees_1 ON employees_1.id = employees."bossId"
 * ```
 */
export function aliased<C extends AnyModel>(cls: C, name?: string): AliasedClass<C["_shape"], InstanceOf<C>> {
  const mapper = requireMapper(cls);
  const from = (mapper.table as unknown as FromClause).alias(name);
  return new AliasedClass(new EntityRef(mapper, from, true));
}
