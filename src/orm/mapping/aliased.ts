import { $entity, type EntityNode } from "../../sql/entity.ts";
import { ArgumentError } from "../../errors/argument.ts";
import { correspondingColumn } from "../../sql/derived.ts";
import { FromClause } from "../../sql/from-clause.ts";
import { selectNode } from "../../sql/nodes/select.ts";
import { Select } from "../../sql/select.ts";
import { describeValue } from "../../util/describe.ts";
import { attributeColumns, aliasEntity, slotColumns, renamed } from "./alias-entity.ts";
import { setBrand } from "../../util/brand.ts";
import { requireMapper } from "./configure.ts";
import { EntityRef } from "./entity-ref.ts";
import type { AnyModel, EntityColumns, EntityFilter } from "./model-class.ts";
import type { InstanceOf } from "./instance-of.ts";

/** Type only: to whom the columns of an alias belong. */
export interface AliasOf<S> {
  readonly _alias: S;
}

/** A mapped class under another name in a statement. */
export class AliasedClass<S, I> {
  /** Type only: what a row holds in this place. */
  declare readonly _v: I;
  declare readonly _instance: I;
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

/** What stands for an entity in `select()` and its kin: its class, or an alias. */
export function modelOf(ref: EntityRef): AnyModel {
  return (ref.aliased ? new AliasedClass(ref) : ref.mapper.class) as unknown as AnyModel;
}

/**
 * A mapped class under an alias, so that it can stand in a statement twice.
 *
 * ```ts
 * const boss = aliased(Employee);
 * select(Employee, boss).join(Employee.c.boss.ofType(boss));       // rows know it as "Employee", or by the name that it is given
 * // SELECT … FROM employees JOIN employees AS employees_1 ON employees_1.id = employees."bossId"
 * ```
 *
 * With a subquery (or CTE, or a join) instead of a name, the class is read from that: `aliased(Book, newest)`, where
 * `newest` is `select(Book).where(…).subquery()`. The parts of a join get anonymous names each.
 */
export function aliased<C extends AnyModel>(
  cls: C,
  from?: string | FromClause<unknown>,
): AliasedClass<C["_shape"], InstanceOf<C>> {
  const mapper = requireMapper(cls);
  if (from === undefined || typeof from === "string") {
    if (mapper.entity.plain)
      return new AliasedClass(new EntityRef(mapper, mapper.entity.from.alias(from), true, undefined, from));
    return new AliasedClass(from === undefined ? aliasEntity(mapper.entity) : namedQuery(mapper.entity, from));
  }
  if (!(from instanceof FromClause)) {
    throw new ArgumentError(
      `aliased() takes a mapped class and a name, or what to read it from: a subquery, a CTE, a join; given was ${describeValue(from)}. A select() becomes one by .subquery().`,
      "argument",
    );
  }
  const { node } = from;
  const named = node.kind === "join" || node.kind === "table" ? renamed(node) : undefined;
  const columns = slotColumns(mapper.entity, (named?.from ?? from).node, (column) => {
    const found = correspondingColumn(node, column);
    return found === undefined || named === undefined ? found : named.columnOf(found);
  });
  const missing = mapper.columns.filter(({ slot }) => columns[slot] === undefined).map(({ key }) => key);
  if (missing.length > 0) {
    throw new ArgumentError(
      `aliased(${mapper.name}, …): what it is to be read from has no column that stands for ${missing.map((key) => `${mapper.table.name}.${key}`).join(", ")}. Select the class itself: select(${mapper.name}).subquery().`,
      "argument",
    );
  }
  return new AliasedClass(new EntityRef(mapper, named?.from ?? (from as FromClause), true, columns));
}

/** A class that maps a join or subquery under one name: a query of it. */
function namedQuery(entity: EntityRef, name: string): EntityRef {
  const { mapper } = entity;
  const slots = mapper.columns.map(({ slot }) => slot);
  const query = new Select(selectNode({ columns: [entity.nodeOf(slots)] })).subquery(name);
  const columns = attributeColumns(mapper, query.node, (slot) => query.node.columns[slot]);
  return new EntityRef(mapper, query, true, columns, name);
}
