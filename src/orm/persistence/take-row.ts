import { FlushError } from "../../errors/orm.ts";
import type { StoredTable } from "../contract/mapper.ts";
import type { InstanceState } from "../contract/state.ts";
import type { FetchedSlot } from "./insert-plan.ts";

/** Puts what RETURNING gave into the object. */
export function takeRow(fetched: readonly FetchedSlot[], state: InstanceState, row: readonly unknown[]): void {
  for (let i = 0; i < fetched.length; i++) {
    const { slot, process } = fetched[i] as FetchedSlot;
    const value = row[i];
    state.values[slot] = process === undefined || value === null ? value : process(value);
  }
}

/** The database inserted (or said that it did) and told nothing of it: a trigger or rule swallowed the row. */
export function noRow(mapper: StoredTable): FlushError {
  return new FlushError(
    `The INSERT into "${mapper.table.fullname}" gave no primary key back for a new ${mapper.name}. A trigger, rule or view behind the table may have swallowed the row; give the key yourself, or insert with insert().`,
    "flush-missing-key",
  );
}
