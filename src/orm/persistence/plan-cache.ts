import type { Dialect } from "../../dialect/dialect.ts";

/**
 * Plans by owner (a mapper, an association table), dialect and shape. A repeated flush finds all of its plans here and
 * neither builds nor compiles anything.
 */
export class PlanCache<Owner extends object, Plan> {
  readonly #byOwner = new WeakMap<Owner, WeakMap<Dialect, Map<number | string, Plan>>>();

  get(owner: Owner, dialect: Dialect, shape: number | string, build: () => Plan): Plan {
    let byDialect = this.#byOwner.get(owner);
    if (byDialect === undefined) this.#byOwner.set(owner, (byDialect = new WeakMap()));
    let byShape = byDialect.get(dialect);
    if (byShape === undefined) byDialect.set(dialect, (byShape = new Map()));
    const known = byShape.get(shape);
    if (known !== undefined || byShape.has(shape)) return known as Plan;
    const plan = build();
    byShape.set(shape, plan);
    return plan;
  }
}
