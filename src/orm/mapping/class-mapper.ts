import { ArgumentError } from "../../errors/argument.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import type { Table } from "../../schema/table.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import { construction } from "../contract/entity.ts";
import type { EntityClass, Mapper } from "../contract/mapper.ts";
import type { ColumnProperty, Property, RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, NOT_LOADED } from "../contract/state.ts";
import type { Declaration } from "./declaration.ts";
import { EntityRef } from "./entity-ref.ts";
import { checkOwnFields } from "./field-check.ts";
import { RelationshipDeclaration } from "./relationship-declaration.ts";

let nextId = 1;

/** The mapping of one class: columns at once, relationships when one is first asked for. */
export class ClassMapper implements Mapper {
  readonly id: number = nextId++;
  readonly class: EntityClass;
  readonly table: Table;
  readonly columns: readonly ColumnProperty[];
  readonly primaryKeySlots: readonly number[];
  readonly base: Mapper = this;
  readonly expiredRow: readonly unknown[];
  readonly allSlots: readonly number[];
  /** Slots that a query of the entity selects: all but the deferred ones. */
  readonly defaultSlots: readonly number[];
  /** The row of a new object: undefined in every slot. */
  readonly blankRow: readonly unknown[];
  readonly #declaration: Declaration;
  readonly #properties = new Map<string, Property>();
  readonly #relationshipSlots = new Map<string, number>();
  readonly #orphanParents = new Set<RelationshipProperty>();
  #relationships: readonly RelationshipProperty[] | undefined;
  #entity: EntityRef | undefined;
  #fieldsChecked = false;

  constructor(cls: EntityClass, declaration: Declaration) {
    this.class = cls;
    this.#declaration = declaration;
    this.table = declaration.table;
    this.columns = this.table.columns.map((column, slot): ColumnProperty => ({
      kind: "column",
      key: column.key,
      slot,
      column,
      mapper: this,
    }));
    for (const property of this.columns) this.#properties.set(property.key, property);
    this.primaryKeySlots = this.table.primaryKey.map((column) => column.position);
    if (this.primaryKeySlots.length === 0) {
      throw new ArgumentError(
        `${cls.name} maps table ${this.table.name}, which has no primary key; expected at least one column with .primaryKey(), because objects are told apart by it.`,
        "no-primary-key",
      );
    }
    this.expiredRow = Object.freeze(this.columns.map(() => NOT_LOADED));
    this.allSlots = this.columns.map((property) => property.slot);
    this.defaultSlots = this.allSlots.filter(
      (slot) => !this.table.columns[slot]?.deferred || this.primaryKeySlots.includes(slot),
    );
    this.blankRow = this.columns.map(() => undefined);
    declaration.otherKeys.forEach((key, slot) => this.#relationshipSlots.set(key, slot));
  }

  get name(): string {
    return this.class.name === "" ? `class of table ${this.table.name}` : this.class.name;
  }

  get relationships(): readonly RelationshipProperty[] {
    if (this.#relationships === undefined) {
      const all = [...this.#relationshipSlots.keys()].map((key) => this.relationship(key));
      this.#relationships = all;
    }
    return this.#relationships;
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
    return (this.#entity ??= new EntityRef(this, this.table, false));
  }

  /** `User.c`. */
  get attributes(): object {
    return this.entity.attributes;
  }

  /** The class that Base.table made. */
  get model(): EntityClass {
    return this.#declaration.model;
  }

  get relationshipCount(): number {
    return this.#relationshipSlots.size;
  }

  relationshipKeys(): Iterable<string> {
    return this.#relationshipSlots.keys();
  }

  /** Names of all attributes, without configuring relationships. */
  has(key: string): boolean {
    return this.#properties.has(key) || this.#relationshipSlots.has(key);
  }

  column(key: string): ColumnProperty | undefined {
    const property = this.#properties.get(key);
    return property?.kind === "column" ? property : undefined;
  }

  isRelationship(key: string): boolean {
    return this.#relationshipSlots.has(key);
  }

  relationship(key: string): RelationshipProperty {
    const known = this.#properties.get(key);
    if (known?.kind === "relationship") return known;
    const slot = this.#relationshipSlots.get(key);
    const declared: unknown = slot === undefined ? undefined : Reflect.get(this.#declaration.shape, key);
    if (slot === undefined || !(declared instanceof RelationshipDeclaration)) {
      throw new InvalidRequestError(
        `${this.name} has no relationship "${key}".${didYouMean(key, [...this.#relationshipSlots.keys()])}`,
        "unknown-attribute",
      );
    }
    const property = declared.configure(this, key, slot);
    this.#properties.set(key, property);
    property.link();
    return property;
  }

  /** The error for a name that is no attribute. */
  unknownAttribute(key: string): ArgumentError {
    const names = [...this.columns.map((property) => property.key), ...this.#relationshipSlots.keys()];
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
