import type { Table } from "../../schema/table.ts";
import { columnOfNode } from "../../schema/column-registry.ts";
import { ArgumentError } from "../../errors/argument.ts";
import { requireState } from "../contract/require-state.ts";
import { NOT_LOADED } from "../contract/state.ts";
import type { ColumnElement } from "../../sql/column-element.ts";
import type { FromClause } from "../../sql/from-clause.ts";
import { describeValue } from "../../util/describe.ts";
import { relatedStates } from "../attribute/history.ts";
import type { CascadeOptions } from "../contract/property.ts";
import type { ClassMapper } from "./class-mapper.ts";
import { PropertyInspection, type PropertyKind } from "./property-inspection.ts";

const cascadeOptions: Readonly<
  Record<"save-update" | "merge" | "refresh-expire" | "expunge" | "delete", keyof CascadeOptions>
> = {
  "save-update": "saveUpdate",
  merge: "merge",
  "refresh-expire": "refreshExpire",
  expunge: "expunge",
  delete: "delete",
};

/** What `inspect(Class)` shows of a mapping; what listeners get as the mapper. */
export class MapperInspection {
  readonly #mapper: ClassMapper;
  constructor(mapper: ClassMapper) {
    this.#mapper = mapper;
  }
  /** The class's table; of several, the first that its objects are written to. */
  get localTable(): Table {
    return this.#mapper.table;
  }
  /** What the class is read from: its table, or the join or subquery that it maps. */
  get persistSelectable(): FromClause {
    return this.#mapper.entity.from;
  }
  /** The tables that its objects are written to, those first that others refer to. */
  get tables(): Table[] {
    return this.#mapper.tables.map(({ table }) => table);
  }
  get class(): unknown {
    return this.#mapper.class;
  }
  /** Names of the mapped columns, in order. */
  get columnAttrs(): string[] {
    return this.#mapper.columns.map((property) => property.key);
  }
  /** Names of the relationships. */
  get relationships(): string[] {
    return [...this.#mapper.relationshipKeys()];
  }
  /** Names of the key attributes. */
  get primaryKey(): string[] {
    return this.#mapper.primaryKeySlots.map((slot) => this.#mapper.columns[slot]?.key ?? "");
  }
  /** Names of all attributes: columns, expressions, relationships and others. */
  get attrs(): string[] {
    return this.#mapper.keys();
  }
  /** Names of the composites. */
  get composites(): string[] {
    return this.#declared("composite");
  }
  /** Names of the synonyms. */
  get synonyms(): string[] {
    return this.#declared("synonym");
  }
  #declared(kind: PropertyKind): string[] {
    return [...this.#mapper.attributeDeclarations].flatMap(([key, attribute]) =>
      attribute.kind === kind ? [key] : [],
    );
  }
  hasProperty(key: string): boolean {
    return this.#mapper.has(key);
  }
  /**
   * What is known of an attribute: `inspect(User).getProperty("tasks").mapper`, its `info`, `direction`, `columns` …
   * Throws ArgumentError for a name that is none.
   */
  getProperty(key: string): PropertyInspection {
    return new PropertyInspection(this.#mapper, key, inspectionOfMapper);
  }
  /**
   * The objects that an object reaches by a cascade, without itself: what is in memory, each once.
   *
   * ```ts
   * inspect(User).cascadeIterator("delete", user);    // its tasks, where that relationship has the cascade
   * ```
   */
  cascadeIterator(cascade: keyof typeof cascadeOptions, entity: object): object[] {
    const option = cascadeOptions[cascade] as keyof CascadeOptions | undefined;
    if (option === undefined) {
      throw new ArgumentError(
        `cascadeIterator() takes one of ${Object.keys(cascadeOptions).join(", ")}; given was ${describeValue(cascade)}.`,
        "cascade",
      );
    }
    const first = requireState(entity);
    const reached = new Set([first]);
    for (const state of reached) {
      for (const property of state.mapper.relationships) {
        if (property.cascade[option]) for (const related of relatedStates(state, property)) reached.add(related);
      }
    }
    reached.delete(first);
    return [...reached].map((state) => state.entity);
  }
  /** The attribute of a column of its tables; undefined where none is mapped. */
  getPropertyByColumn(column: ColumnElement<unknown>): string | undefined {
    const owner = columnOfNode(column.node);
    const slot = owner === undefined ? undefined : this.#mapper.slotOf(owner);
    return slot === undefined ? undefined : this.#mapper.columns[slot]?.key;
  }
  /** The primary key in the attributes of an object, whether or not it has a row. */
  primaryKeyFromInstance(entity: object): unknown[] {
    const { mapper, values, key } = requireState(entity);
    if (!mapper.isa(this.#mapper)) {
      throw new ArgumentError(
        `primaryKeyFromInstance() takes an object of ${this.#mapper.name}; given was one of ${mapper.name}.`,
        "argument",
      );
    }
    return mapper.primaryKeySlots.map((slot, at) => {
      const value = values[slot];
      return value === undefined || value === NOT_LOADED ? (key?.[at] ?? null) : value;
    });
  }
  /** Whether its objects are objects of another class: `inspect(Manager).isa(inspect(Employee))`. */
  isa(other: MapperInspection): boolean {
    return this.#mapper.isa(other.#mapper);
  }
  toString(): string {
    return `mapper of ${this.#mapper.name}`;
  }
}

const inspections = new WeakMap<ClassMapper, MapperInspection>();

/** The one inspection of a mapper. */
export function inspectionOfMapper(mapper: ClassMapper): MapperInspection {
  let found = inspections.get(mapper);
  if (found === undefined) inspections.set(mapper, (found = new MapperInspection(mapper)));
  return found;
}
