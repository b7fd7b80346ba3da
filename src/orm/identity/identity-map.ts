import { IntegerType } from "../../types/integer-type.ts";
import type { IdentityMap, IdentityTable } from "../contract/identity.ts";
import type { Mapper } from "../contract/mapper.ts";
import type { InstanceState } from "../contract/state.ts";
import { CompositeTable } from "./composite-table.ts";
import { IntegerTable } from "./integer-table.ts";
import { SingleTable } from "./single-table.ts";

/** One object per row for the life of a session: a table of objects for each mapper hierarchy. Strong references. */
export class SessionIdentityMap implements IdentityMap {
  readonly #tables = new Map<Mapper, IdentityTable>();
  /** Who is asked for is mostly who was asked for before. */
  #last: Mapper | undefined;
  #lastTable: IdentityTable | undefined;

  of(mapper: Mapper): IdentityTable {
    const { base } = mapper;
    if (base === this.#last) return this.#lastTable as IdentityTable;
    let table = this.#tables.get(base);
    if (table === undefined) this.#tables.set(base, (table = createTable(base)));
    this.#last = base;
    this.#lastTable = table;
    return table;
  }

  tables(): Iterable<readonly [Mapper, IdentityTable]> {
    return this.#tables;
  }

  *states(): IterableIterator<InstanceState> {
    for (const table of this.#tables.values()) yield* table.values();
  }

  clear(): void {
    for (const table of this.#tables.values()) table.clear();
  }
}

function createTable(mapper: Mapper): IdentityTable {
  const types = mapper.primaryKeySlots.map((slot) => mapper.columns[slot]?.column.type);
  if (types.length > 1) return new CompositeTable(types);
  return types[0] instanceof IntegerType ? new IntegerTable() : new SingleTable(types[0]);
}
