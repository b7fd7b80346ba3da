import { ArgumentError } from "../../errors/argument.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import { MetaData } from "../../schema/metadata.ts";
import { createTable, Table } from "../../schema/table.ts";
import { $entity, type EntityNode } from "../../sql/entity.ts";
import { FromClause } from "../../sql/from-clause.ts";
import { brandOf } from "../../util/brand.ts";
import { describeValue } from "../../util/describe.ts";
import { defineDispatch } from "../../event/dispatch.ts";
import { answeredColumn } from "../attribute/attribute-listeners.ts";
import { setRelationship } from "../attribute/relationship-attribute.ts";
import { validated, validators } from "../attribute/validators.ts";
import { attributeEvents } from "../contract/attribute-events.ts";
import { construction, Entity } from "../contract/entity.ts";
import type { EntityClass } from "../contract/mapper.ts";
import { InstanceState } from "../contract/state.ts";
import { awaitableAttributes } from "./awaitable-attributes.ts";
import type { ClassMapper } from "./class-mapper.ts";
import { mapperOf } from "./configure.ts";
import { declarationOf, declare } from "./declaration.ts";
import { $inspect, inspectEntity } from "./inspect-entity.ts";
import { entityToJSON } from "./entity-json.ts";
import { isColumnMember } from "./mapped-columns.ts";
import { probe, watchDefinitions } from "./field-check.ts";
import type { ChosenColumns, ChosenShape, FromMapperOptions, MappedShape } from "./mapped-shape.ts";
import type { InheritOptions, ModelClass, ModelInstance, ModelOptions } from "./model-class.ts";
import type { InstanceOf } from "./instance-of.ts";
import {
  hearsModel,
  modelDispatch,
  type ModelEventKind,
  modelEvents,
  type ModelEvents,
  tellModel,
} from "./model-events.ts";

/** Root of all models of one program part; holds the MetaData that their tables belong to. */
export class DeclarativeBase extends Entity {
  /** The tables of every model declared under this base. */
  static readonly metadata: MetaData = new MetaData();

  /** Type only: which events `listen` finds on a class. */
  declare static readonly _events: ModelEventKind;

  constructor(init?: object) {
    const state = stateFor(new.target);
    super(state);
    if (construction.state !== state) {
      if (modelEvents.version > 0 && probe.mapper === undefined) construct(state, init);
      else if (init !== undefined) assign(state, init);
    }
    if (probe.mapper !== undefined && probe.mapper === state.mapper) return watchDefinitions(this, probe.mapper);
  }

  /**
   * Declares a table and gives the class that maps it; extend it to add methods.
   *
   * ```ts
   * class User extends Base.table("users", {
   *   id: integer().primaryKey(),
   *   name: string(50),
   *   get tasks() { return oneToMany(() => Task, { backPopulates: "user" }); },
   * }) {}
   * ```
   *
   * Columns are NOT NULL unless `.nullable()`; relationships are getters, so that classes may refer to each other.
   * Throws ArgumentError when the name is taken in this base's MetaData or a column cannot be declared so.
   */
  static table<B extends { prototype: object; readonly metadata: MetaData }, S extends object>(
    this: B,
    name: string,
    shape: S,
    options?: ModelOptions<NoInfer<S>>,
  ): ModelClass<S, ModelInstance<S, InstanceOf<B>>> {
    const parent = this as unknown as typeof DeclarativeBase;
    const table = createTable(name, parent.metadata, shape as never, options as never) as Table;
    return modelOf(parent, table, shape, options) as ModelClass<S, ModelInstance<S, InstanceOf<B>>>;
  }

  /**
   * Maps a table that is there: of Core, of a view, reflected. The shape holds what else the class has: relationships, hybrids.
   *
   * ```ts
   * class User extends Base.map(users, { get tasks() { return oneToMany(() => Task); } }) {}
   * ```
   *
   * Throws ArgumentError when the shape declares a column, and, at the first use, for a table without a primary key.
   */
  static map<B extends { prototype: object }, S extends object, X extends object = object>(
    this: B,
    table: Table<S>,
    shape?: X,
    options?: Pick<ModelOptions<NoInfer<S & X>>, "mapper" | "polymorphic">,
  ): ModelClass<S & X, ModelInstance<S & X, InstanceOf<B>>>;
  /** The same with some of the columns (`includeProperties`, `excludeProperties`), or told apart by others than the table's key (`primaryKey`). */
  static map<
    B extends { prototype: object },
    S extends object,
    X extends object = object,
    I extends keyof S & string = keyof S & string,
    E extends string = never,
    P extends string = never,
  >(
    this: B,
    table: Table<S>,
    shape: X,
    options: { readonly mapper: ChosenColumns<S, I, E, P> },
  ): ModelClass<ChosenShape<S, I, E, P> & X, ModelInstance<ChosenShape<S, I, E, P> & X, InstanceOf<B>>>;
  /**
   * Maps a join, a subquery or a CTE. The shape names the columns, a list where several are equal; without one, all are mapped.
   *
   * ```ts
   * class UserAddress extends Base.map(users.join(addresses), {
   *   id: [users.c.id, addresses.c.userId],
   *   name: users.c.name,
   *   addressId: addresses.c.id,
   *   email: addresses.c.email,
   * }) {}
   * // SELECT users.id, users.name, addresses.id AS id_1, addresses.email FROM users JOIN addresses ON users.id = addresses."userId"
   * ```
   *
   * An object is written to each table whose whole primary key is mapped; what comes from others, or is computed, is only read.
   * Throws ArgumentError for what is no column of the join, and, at the first use, where no primary key is found: say it by `primaryKey`.
   */
  static map<B extends { prototype: object }, const X extends object, P extends string = never>(
    this: B,
    from: FromClause<unknown>,
    shape: X,
    options?: { readonly mapper?: FromMapperOptions<keyof X & string, P> },
  ): ModelClass<MappedShape<X, P>, ModelInstance<MappedShape<X, P>, InstanceOf<B>>>;
  static map<B extends { prototype: object }, C extends object, P extends string = never>(
    this: B,
    from: FromClause<C>,
    shape?: undefined,
    options?: { readonly mapper?: FromMapperOptions<keyof C & string, P> },
  ): ModelClass<MappedShape<C, P>, ModelInstance<MappedShape<C, P>, InstanceOf<B>>>;
  static map(
    this: unknown,
    from: FromClause<unknown> | Table,
    shape: object | undefined,
    options?: { readonly mapper?: unknown },
  ): unknown {
    const parent = this as typeof DeclarativeBase;
    if (!(from instanceof FromClause)) {
      throw new ArgumentError(
        `Base.map(table, shape) takes a table, such as metadata.table(…) gives, a join or a subquery; given was ${describeValue(from)}.${brandOf(from) === "statement" || "subquery" in Object(from) ? " A select() becomes a subquery by .subquery()." : ""}`,
        "argument",
      );
    }
    if (from instanceof Table) checkAdded(from, shape ?? {});
    else if (shape !== undefined) checkMapped(shape);
    return modelOf(parent, from as FromClause, shape ?? {}, options);
  }

  /** More table options, for a model that refers to its own subclass in a callback. */
  static with(options: ModelOptions<object>): typeof DeclarativeBase {
    const declaration = declarationOf(this);
    if (declaration === undefined)
      throw new ArgumentError(`${this.name}.with(…) is for what Base.table(…) returns.`, "argument");
    if (declaration.from instanceof Table) declaration.from.applyOptions(options as never);
    const { polymorphic = declaration.options.polymorphic, mapper = declaration.options.mapper } = options;
    declaration.options = { polymorphic, mapper };
    return this;
  }

  /** Maps a subclass. Not in this version: mapped classes cannot be extended by mapped classes yet. */
  static inherit(options: InheritOptions, _shape: object): never {
    throw new InvalidRequestError(
      `${this.name}.inherit({ identity: ${describeValue(options.identity)} }): inheritance of mapped classes is not part of this version. Map the subclass to a table of its own with Base.table(…).`,
      "inheritance",
    );
  }

  /** Makes the class known to its base although nothing constructs or names it: `static { this.register(); }`. */
  static register(): void {
    mapperOf(this);
  }

  /** Columns and relationships for statements: `select(User).where(User.c.name.eq("x"))`. */
  static get c(): object {
    return mapperOf(this).attributes;
  }

  /** Attributes as promises, loaded when they are not in memory: `await user.awaitableAttrs.tasks`. */
  get awaitableAttrs(): object {
    return awaitableAttributes(Entity.state(this));
  }

  /** The class and its key, from memory. */
  override toString(): string {
    const state = Entity.state(this);
    return state.key === undefined
      ? `<${state.mapper.name}>`
      : `<${state.mapper.name} ${state.key.map(String).join(", ")}>`;
  }

  /** Columns (expired ones are refreshed on a sync session) and loaded relationships; cycles are cut. */
  toJSON(): object {
    return entityToJSON(Entity.state(this));
  }
}
defineDispatch<object, ModelEvents<object>>(DeclarativeBase, modelDispatch);
Object.defineProperty(DeclarativeBase, $entity, {
  get(this: unknown): EntityNode {
    return mapperOf(this as EntityClass).entity.node;
  },
});
Object.defineProperty(DeclarativeBase.prototype, $inspect, {
  value(this: Entity, depth: number, options: object, inspect: (value: unknown, options: object) => string): string {
    return inspectEntity(Entity.state(this), depth, options, inspect);
  },
});

/**
 * A base class for models with a MetaData of its own.
 *
 * ```ts
 * class Base extends declarativeBase() { describe() { return String(this); } }   // shared methods are welcome
 * ```
 */
export function declarativeBase(options: { readonly metadata?: MetaData } = {}): typeof DeclarativeBase {
  return class Base extends DeclarativeBase {
    static override readonly metadata: MetaData = options.metadata ?? new MetaData();
  };
}

/** The class to extend. */
function modelOf(
  parent: typeof DeclarativeBase,
  from: FromClause | Table,
  shape: object,
  options: { readonly mapper?: unknown; readonly polymorphic?: object } | undefined,
): unknown {
  const model = class extends parent {} as unknown as EntityClass;
  declare(model, {
    from,
    shape,
    model,
    otherKeys: Object.keys(shape).filter((key) => !isColumnOf(from, shape, key)),
    options: { polymorphic: options?.polymorphic, mapper: options?.mapper },
    mapped: undefined,
  });
  return model;
}

/** The shape over a join or subquery names columns, and does not declare any. */
function checkMapped(shape: object): void {
  const own = Object.entries(Object.getOwnPropertyDescriptors(shape));
  const builder = own.find(([, { value }]) => brandOf(value) === "builder");
  if (builder === undefined && own.some(([, { value }]) => isColumnMember(value))) return;
  throw new ArgumentError(
    builder === undefined
      ? "Base.map(join, shape): the shape names no column of what is mapped. Name them, { id: users.c.id }, or all of a subquery: { ...newest.c }."
      : `Base.map(join, { ${builder[0]} }): the shape names columns of what is mapped, such as { ${builder[0]}: users.c.${builder[0]} }; it cannot declare new ones.`,
    "mapped-columns",
  );
}

function isColumnOf(from: FromClause | Table, shape: object, key: string): boolean {
  if (from instanceof Table) return Object.hasOwn(from.c as object, key);
  return isColumnMember(Object.getOwnPropertyDescriptor(shape, key)?.value);
}

/** What is mapped beside the columns of a table that is there is no column. */
function checkAdded(table: Table, shape: object): void {
  for (const key of Object.keys(shape)) {
    const given = Object.getOwnPropertyDescriptor(shape, key)?.value as unknown;
    if (Object.hasOwn(table.c as object, key) || brandOf(given) === "builder") {
      throw new ArgumentError(
        `Base.map(${table.name}, { ${key} }): the columns are those of the table; the shape adds relationships, hybrids and the like.`,
        "argument",
      );
    }
  }
}

function stateFor(cls: EntityClass): InstanceState {
  const { pending } = construction;
  if (pending !== undefined && pending.mapper.class === cls) {
    construction.pending = undefined;
    return pending;
  }
  const mapper = mapperOf(cls);
  if (probe.mapper === undefined) mapper.checkFields();
  return new InstanceState(mapper, mapper.blankRow.slice());
}

/** The constructor's part where classes have listeners. */
function construct(state: InstanceState, init: object | undefined): void {
  const { mapper, entity } = state;
  const args: unknown[] = init === undefined ? [] : [init];
  if (hearsModel(mapper, "init")) tellModel(mapper, "init", [entity, args]);
  const [given] = args;
  if (given === undefined) return;
  try {
    assign(state, given as object);
  } catch (error) {
    if (hearsModel(mapper, "initFailure")) tellModel(mapper, "initFailure", [entity, args]);
    throw error;
  }
}

function assign(state: InstanceState, init: object): void {
  const mapper = state.mapper as ClassMapper;
  if (init === null || typeof init !== "object" || Array.isArray(init)) {
    throw new ArgumentError(
      `new ${mapper.name}(…) takes an object of attributes; given was ${describeValue(init)}.`,
      "argument",
    );
  }
  // Columns first: a collection may be keyed by one.
  let relationships: string[] | undefined;
  for (const key of Object.keys(init)) {
    const value = (init as Record<string, unknown>)[key];
    const column = mapper.column(key);
    if (column === undefined && !mapper.isRelationship(key)) {
      const attribute = mapper.attributeDeclarations.get(key);
      if (attribute === undefined && mapper.value(key) === undefined) throw mapper.unknownAttribute(key);
      if (attribute?.writable !== true) throw readOnly(mapper, key);
      if (value !== undefined) Reflect.set(state.entity, key, value);
      continue;
    }
    if (value === undefined) continue;
    if (column !== undefined && mapper.readOnlySlots.includes(column.slot)) throw readOnly(mapper, key);
    if (column === undefined) (relationships ??= []).push(key);
    else {
      const taken = validators.version === 0 ? value : validated(state, key, value);
      checkColumnValue(mapper, key, taken);
      state.values[column.slot] = attributeEvents.used ? answeredColumn(state, column.slot, taken) : taken;
    }
  }
  if (relationships === undefined) return;
  for (const key of relationships)
    setRelationship(state, mapper.relationship(key), (init as Record<string, unknown>)[key]);
}

function readOnly(mapper: ClassMapper, key: string): ArgumentError {
  return new ArgumentError(
    `${mapper.name}.${key} cannot be given to the constructor: its value is computed from other attributes or by the database.`,
    "read-only-attribute",
  );
}

/** What can be no value of any column is refused where it is given; the type checks the rest at flush. */
function checkColumnValue(mapper: ClassMapper, key: string, value: unknown): void {
  if (typeof value === "symbol" || (typeof value === "function" && brandOf(value) === undefined)) {
    throw new ArgumentError(
      `${mapper.name}.${key} was given ${describeValue(value)}; expected a value of the column's type.`,
      "argument",
    );
  }
}
