import { ArgumentError } from "../../errors/argument.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import type { Column } from "../../schema/column.ts";
import { Table } from "../../schema/table.ts";
import type { ColumnElement } from "../../sql/column-element.ts";
import type { FromClause } from "../../sql/from-clause.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import { registerAttributes } from "../attribute/attribute-listeners.ts";
import { defineRelationshipAttribute } from "../attribute/relationship-attribute.ts";
import { defineColumnAttribute, defineExpressionAttribute } from "../attribute/column-attribute.ts";
import { defineMutableAttribute } from "../attribute/mutable-attribute.ts";
import { construction } from "../contract/entity.ts";
import type { EntityClass, Mapper, StoredTable } from "../contract/mapper.ts";
import type { ColumnProperty, Property, RelationshipProperty, ValueProperty } from "../contract/property.ts";
import { type InstanceState, NOT_LOADED } from "../contract/state.ts";
import type { VersionCounter } from "../contract/version-counter.ts";
import { AttributeDeclaration, ExpressionDeclaration } from "./attribute-declaration.ts";
import type { Declaration } from "./declaration.ts";
import { attributeColumns } from "./alias-entity.ts";
import { EntityRef } from "./entity-ref.ts";
import { type AttributeHistory, getHistory } from "../attribute/attribute-history.ts";
import { checkOwnFields } from "./field-check.ts";
import { checkMapperOptions, versionCounterOf } from "./mapper-options.ts";
import { inspectionOfMapper } from "./mapper-inspection.ts";
import { hearsModel, tellModel } from "./model-events.ts";
import { mappedColumns, readOnlyTable, tablesOf } from "./mapped-columns.ts";
import { primaryKeySlots, storedTables } from "./stored-tables.ts";
import { RelationshipDeclaration } from "./relationship-declaration.ts";
import { describeValue } from "../../util/describe.ts";

let nextId = 1;

/** The mapping of one class: columns and other attributes at once, relationships when one is first asked for. */
export class ClassMapper implements Mapper {
  readonly id: number = nextId++;
  readonly class: EntityClass;
  readonly mapper: Mapper = this;
  readonly table: Table;
  readonly tables: readonly StoredTable[];
  readonly sources: readonly Table[];
  readonly neededSlots: readonly number[];
  readonly readOnlySlots: readonly number[];
  readonly batch: boolean;
  readonly allowPartialPks: boolean;
  readonly alwaysRefresh: boolean;
  /** There is a class of the kind. */
  static someAlwaysRefresh = false;
  readonly eagerDefaults: boolean | "auto";
  readonly columns: readonly ColumnProperty[];
  readonly values: readonly ValueProperty[];
  readonly expressionSlots: readonly number[];
  readonly staleSlots: readonly number[];
  readonly mutableSlots: readonly number[];
  readonly primaryKeySlots: readonly number[];
  readonly version: VersionCounter | undefined;
  readonly base: Mapper = this;
  readonly expiredRow: readonly unknown[];
  readonly allSlots: readonly number[];
  /** Slots that a query of the entity selects: all but the deferred ones. */
  readonly defaultSlots: readonly number[];
  /** The row of a new object: undefined in every slot. */
  readonly blankRow: readonly unknown[];
  listeners: object | undefined = undefined;
  readonly #declaration: Declaration;
  readonly #from: FromClause;
  /** What a query selects of a join or subquery, by slot. */
  readonly #elements: readonly ColumnElement<unknown>[] | undefined;
  readonly #properties = new Map<string, Property>();
  readonly #slots = new Map<Column<string, unknown>, number>();
  readonly #relationships = new Map<string, RelationshipDeclaration<"one" | "many", unknown>>();
  readonly #attributes = new Map<string, AttributeDeclaration<unknown, unknown>>();
  readonly #orphanParents = new Set<RelationshipProperty>();
  #configured: readonly RelationshipProperty[] | undefined;
  #unrelated: readonly undefined[] | undefined;
  #entity: EntityRef | undefined;
  #fieldsChecked = false;

  constructor(cls: EntityClass, declaration: Declaration) {
    this.class = cls;
    this.#declaration = declaration;
    const options = checkMapperOptions(declaration.options.mapper, cls.name);
    const { from } = declaration;
    const mapped = mappedColumns(cls.name, from, declaration.shape, options);
    const readOnly = from instanceof Table ? from : readOnlyTable(cls.name, mapped);
    this.columns = mapped.map(({ key, origins }, slot): ColumnProperty => ({
      kind: "column",
      key,
      slot,
      column: origins[0] ?? readOnly.column(key),
      mapper: this,
      listeners: undefined,
    }));
    for (const [slot, { origins }] of mapped.entries())
      for (const column of origins) if (!this.#slots.has(column)) this.#slots.set(column, slot);
    this.#from = from as FromClause;
    this.#elements =
      from instanceof Table ? undefined : attributeColumns(this, from.node, (slot) => mapped[slot]?.element.node);
    this.values = [...this.columns, ...this.#readShape()];
    for (const property of this.values) this.#properties.set(property.key, property);
    this.readOnlySlots = mapped.flatMap(({ origins }, slot) => (origins.length === 0 ? [slot] : []));
    this.expressionSlots = [
      ...this.readOnlySlots,
      ...this.values.slice(this.columns.length).map((property) => property.slot),
    ];
    this.staleSlots = this.expressionSlots.filter((slot) => {
      const property = this.values[slot];
      return property?.kind !== "expression" || property.expireOnFlush;
    });
    this.mutableSlots = this.columns.filter(({ column }) => column.mutable).map((property) => property.slot);
    this.primaryKeySlots = primaryKeySlots(cls.name, from, mapped, options.primaryKey);
    this.expiredRow = Object.freeze(this.values.map(() => NOT_LOADED));
    this.allSlots = this.values.map((property) => property.slot);
    this.defaultSlots = this.values
      .filter((property) => !isDeferred(property) || this.primaryKeySlots.includes(property.slot))
      .map((property) => property.slot);
    this.blankRow = this.values.map(() => undefined);
    this.version = versionCounterOf(this, options);
    this.batch = options.batch ?? true;
    this.allowPartialPks = options.allowPartialPks ?? true;
    this.alwaysRefresh = options.alwaysRefresh ?? false;
    if (this.alwaysRefresh) ClassMapper.someAlwaysRefresh = true;
    this.eagerDefaults = options.eagerDefaults ?? "auto";
    this.tables = from instanceof Table ? [this] : storedTables(this, mapped);
    this.table = from instanceof Table ? from : (this.tables[0]?.table ?? readOnly);
    this.sources = from instanceof Table ? [from] : [...tablesOf(from.node)];
    this.neededSlots = neededSlots(this);
    if (hearsModel(this, "instrumentClass")) tellModel(this, "instrumentClass", [inspectionOfMapper(this), cls]);
    this.#defineAccessors(declaration.model.prototype);
    registerAttributes(this.columns);
  }

  /** What the shape holds besides columns; gives the SQL expressions. */
  #readShape(): ValueProperty[] {
    const expressions: ValueProperty[] = [];
    for (const key of this.#declaration.otherKeys) {
      const declared: unknown = Reflect.get(this.#declaration.shape, key);
      if (declared instanceof RelationshipDeclaration) this.#relationships.set(key, declared);
      else if (declared instanceof AttributeDeclaration) this.#attributes.set(key, declared);
      else if (declared instanceof ExpressionDeclaration)
        expressions.push(declared.configure(this, key, this.columns.length + expressions.length));
      else throw unknownMember(`${this.name}.${key}`, declared);
    }
    return expressions;
  }

  #defineAccessors(prototype: object): void {
    for (const property of this.values) {
      const { key, slot } = property;
      if (property.kind !== "column") defineExpressionAttribute(prototype, key, slot, property.givenByQuery);
      else if (this.readOnlySlots.includes(slot)) defineExpressionAttribute(prototype, key, slot, false);
      else if (property.column.mutable) defineMutableAttribute(prototype, key, slot);
      else defineColumnAttribute(prototype, key, slot);
    }
    for (const key of this.#relationships.keys()) defineRelationshipAttribute(prototype, key);
    for (const [key, attribute] of this.#attributes) attribute.define(prototype, key, this);
    for (const [key, attribute] of this.#attributes) attribute.check(this, key);
  }

  get name(): string {
    return this.class.name === "" ? `class of table ${this.table.name}` : this.class.name;
  }

  get relationships(): readonly RelationshipProperty[] {
    if (this.#configured === undefined) {
      const all = [...this.#relationships.keys()].map((key) => this.relationship(key));
      this.#configured = all;
    }
    return this.#configured;
  }

  get properties(): ReadonlyMap<string, Property> {
    void this.relationships;
    return this.#properties;
  }

  get orphanParents(): readonly RelationshipProperty[] {
    return [...this.#orphanParents];
  }

  addOrphanParent(property: RelationshipProperty): void {
    this.#orphanParents.add(property);
  }

  /** The class as an entity of statements. */
  get entity(): EntityRef {
    return (this.#entity ??= new EntityRef(this, this.#from, false, this.#elements));
  }

  /** `User.c`. */
  get attributes(): object {
    return this.entity.attributes;
  }

  /** The class that Base.table made. */
  get model(): EntityClass {
    return this.#declaration.model;
  }

  get unrelated(): readonly undefined[] {
    const known = this.#unrelated;
    if (known?.length === this.#relationships.size) return known;
    return (this.#unrelated = Array.from(this.#relationships.keys(), () => undefined));
  }

  relationshipKeys(): Iterable<string> {
    return this.#relationships.keys();
  }

  /** Attributes that are neither columns, expressions nor relationships. */
  get attributeDeclarations(): ReadonlyMap<string, AttributeDeclaration<unknown, unknown>> {
    return this.#attributes;
  }

  /** The names of all attributes, without configuring relationships. */
  keys(): string[] {
    return [...this.values.map((property) => property.key), ...this.#relationships.keys(), ...this.#attributes.keys()];
  }

  /** Names of all attributes, without configuring relationships. */
  has(key: string): boolean {
    return this.#properties.has(key) || this.#relationships.has(key) || this.#attributes.has(key);
  }

  column(key: string): ColumnProperty | undefined {
    const property = this.#properties.get(key);
    return property?.kind === "column" ? property : undefined;
  }

  /** A column or expression by name. */
  value(key: string): ValueProperty | undefined {
    const property = this.#properties.get(key);
    return property === undefined || property.kind === "relationship" ? undefined : property;
  }

  /** The group that a deferred attribute is loaded with. */
  groupOf(slot: number): string | undefined {
    const property = this.values[slot];
    return property?.kind === "column" ? property.column.deferredGroup : property?.group;
  }

  /** Whether reading the slot unloaded is an error by its declaration. */
  raisesAt(slot: number): boolean {
    const property = this.values[slot];
    return property?.kind === "column" ? property.column.deferredRaiseload : property?.raiseload === true;
  }

  slotOf(column: Column<string, unknown>): number | undefined {
    return this.#slots.get(column);
  }

  isRelationship(key: string): boolean {
    return this.#relationships.has(key);
  }

  relationship(key: string): RelationshipProperty {
    const known = this.#properties.get(key);
    if (known?.kind === "relationship") return known;
    const keys = [...this.#relationships.keys()];
    const declared = this.#relationships.get(key);
    if (declared === undefined) {
      throw new InvalidRequestError(
        `${this.name} has no relationship "${key}".${didYouMean(key, keys)}`,
        "unknown-attribute",
      );
    }
    const property = declared.configure(this, key, keys.indexOf(key));
    this.#properties.set(key, property);
    property.link();
    return property;
  }

  /** Names of columns and relationships from those of attributes, which may be composites and synonyms. */
  behind(names: readonly string[]): string[] {
    return names.flatMap((name) => {
      if (this.value(name) !== undefined || this.isRelationship(name)) return [name];
      const keys = this.#attributes.get(name)?.columnKeys ?? [];
      if (keys.length === 0) throw this.unknownAttribute(name);
      return this.behind(keys);
    });
  }

  /** What changed of an attribute of an object, by its name. */
  history(state: InstanceState, name: string): AttributeHistory {
    return this.#attributes.get(name)?.history(state) ?? getHistory(state, name);
  }

  /** The error for a name that is no attribute. */
  unknownAttribute(key: string): ArgumentError {
    const names = this.keys();
    return new ArgumentError(
      `${this.name} has no attribute "${key}".${didYouMean(key, names)} Its attributes are: ${names.join(", ")}.`,
      "unknown-attribute",
    );
  }

  isa(other: Mapper): boolean {
    return other === this || this.class.prototype instanceof other.class;
  }

  instantiate(state: InstanceState): object {
    if (!this.#fieldsChecked) this.checkFields();
    const outer = construction.state;
    construction.state = state;
    construction.pending = state;
    try {
      return new this.class();
    } finally {
      construction.state = outer;
      construction.pending = undefined;
    }
  }

  /** Before the first object: no class field may hide an accessor. */
  checkFields(): void {
    if (this.#fieldsChecked) return;
    this.#fieldsChecked = true;
    try {
      checkOwnFields(this);
    } catch (error) {
      this.#fieldsChecked = false;
      throw error;
    }
  }
}

function neededSlots({ version, tables, primaryKeySlots: keys }: ClassMapper): readonly number[] {
  const slots = new Set(tables.flatMap((table) => table.primaryKeySlots));
  if (version !== undefined) slots.add(version.slot);
  return [...slots].filter((slot) => !keys.includes(slot));
}

function isDeferred(property: ValueProperty): boolean {
  return property.kind === "column" ? property.column.deferred : property.deferred;
}

function unknownMember(where: string, value: unknown): ArgumentError {
  return new ArgumentError(
    `${where} is declared by ${describeValue(value)}; expected a column builder such as integer(), a relationship such as oneToMany(() => Task), or another attribute of "athanor/orm".`,
    "argument",
  );
}
