import type { Column } from "../../schema/column.ts";
import type { FromClause } from "../../sql/from-clause.ts";
import type { CascadeOptions, Direction, RelationshipProperty } from "../contract/property.ts";
import type { ClassMapper } from "./class-mapper.ts";
import type { MapperInspection } from "./mapper-inspection.ts";

/** What an attribute of a class is declared as. */
export type PropertyKind =
  | "association"
  | "column"
  | "composite"
  | "expression"
  | "hybrid"
  | "hybridMethod"
  | "relationship"
  | "synonym";

/** One attribute of a class, as `inspect(Class).getProperty("name")` shows it. */
export class PropertyInspection {
  readonly #mapper: ClassMapper;
  readonly #inspect: (mapper: ClassMapper) => MapperInspection;
  /** Its name. */
  readonly key: string;
  readonly kind: PropertyKind;
  /** What the declaration gave as `info`, of columns by `.info({ … })`. */
  readonly info: Readonly<Record<string, unknown>>;

  constructor(mapper: ClassMapper, key: string, inspect: (mapper: ClassMapper) => MapperInspection) {
    this.#mapper = mapper;
    this.#inspect = inspect;
    this.key = key;
    const attribute = mapper.attributeDeclarations.get(key);
    const property =
      attribute ?? mapper.value(key) ?? (mapper.isRelationship(key) ? mapper.relationship(key) : undefined);
    if (property === undefined) throw mapper.unknownAttribute(key);
    this.kind = property.kind;
    this.info = property.kind === "column" ? property.column.info : property.info;
  }

  /** The class that has it. */
  get parent(): MapperInspection {
    return this.#inspect(this.#mapper);
  }
  /** What `.doc("…")` of a column says. */
  get doc(): string | undefined {
    return this.#mapper.column(this.key)?.column.doc;
  }
  /** The column behind it, or the columns that a composite is made of; none of other attributes. */
  get columns(): Column<string, unknown>[] {
    const keys = this.#mapper.attributeDeclarations.get(this.key)?.columnKeys ?? [this.key];
    return keys.flatMap((key) => this.#mapper.column(key)?.column ?? []);
  }
  /** Of a relationship: the class that it leads to. */
  get mapper(): MapperInspection | undefined {
    const target = this.#relationship?.target as ClassMapper | undefined;
    return target === undefined ? undefined : this.#inspect(target);
  }
  get direction(): Direction | undefined {
    return this.#relationship?.direction;
  }
  /** Of a relationship: whether it is a collection. */
  get uselist(): boolean | undefined {
    return this.#relationship?.uselist;
  }
  get cascade(): CascadeOptions | undefined {
    return this.#relationship?.cascade;
  }
  get viewonly(): boolean | undefined {
    return this.#relationship?.viewonly;
  }
  /** Of a many-to-many relationship: the association table. */
  get secondary(): FromClause | undefined {
    return this.#relationship?.secondary;
  }
  /** Of a relationship: the name of that on the other side which is kept in step with it. */
  get backPopulates(): string | undefined {
    return this.#relationship?.reverse?.key;
  }

  get #relationship(): RelationshipProperty | undefined {
    return this.kind === "relationship" ? this.#mapper.relationship(this.key) : undefined;
  }
  toString(): string {
    return `${this.#mapper.name}.${this.key}`;
  }
}
