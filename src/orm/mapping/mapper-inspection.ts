import type { Table } from "../../schema/table.ts";
import type { FromClause } from "../../sql/from-clause.ts";
import type { ClassMapper } from "./class-mapper.ts";

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
