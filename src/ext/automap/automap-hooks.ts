import type { ForeignKeyConstraint } from "../../schema/foreign-key.ts";
import type { Table } from "../../schema/table.ts";

/** One relationship that automap is to make. */
export interface AutomapLink {
  readonly direction: "oneToMany" | "manyToOne" | "manyToMany";
  /** The table of the class that gets the relationship, and the name of that class. */
  readonly local: Table;
  readonly localName: string;
  /** Those that it leads to. */
  readonly referred: Table;
  readonly referredName: string;
  /** The foreign key; of many-to-many, the one that refers to the class that it leads to. */
  readonly constraint: ForeignKeyConstraint;
}

/** How automap names what it makes. */
export interface AutomapHooks {
  /** The name of a class; that of its table unless given. */
  readonly classnameForTable?: (table: Table) => string;
  /** The name of the object that a foreign key refers to: `(link) => link.constraint.columns[0].name.replace(/_id$/, "")`. */
  readonly nameForScalarRelationship?: (link: AutomapLink) => string;
  /** The name of a collection. */
  readonly nameForCollectionRelationship?: (link: AutomapLink) => string;
  /** The options of a relationship, from those that automap would give it; null: none is made. */
  readonly generateRelationship?: (
    link: AutomapLink,
    name: string,
    options: Readonly<Record<string, unknown>>,
  ) => Readonly<Record<string, unknown>> | null;
  /** What collections are: Set, or what else `collectionClass` of a relationship takes. */
  readonly collectionClass?: unknown;
}
