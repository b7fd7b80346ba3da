import { FlushError } from "../../errors/orm.ts";
import type { Flow } from "../../flow/flow.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import type { InstanceState } from "../contract/state.ts";
import { deleteAssociations, insertAssociations, rewriteAssociations } from "../persistence/association-rows.ts";
import type { PairSet } from "./association-work.ts";
import type { FlushWork } from "./flush-work.ts";
import { currentValue } from "./synchronize.ts";

/** Removes and adds association rows; both ends of each have their rows now, and deleted ones still do. */
export function* executeAssociations(work: FlushWork): Flow<void> {
  for (const [property, changes] of work.switchedAssociations) {
    const connection = yield* work.context.connection(property.secondary?.node ?? property.mapper);
    yield* rewriteAssociations(connection, property, changes);
  }
  for (const { property, deleted, inserted } of work.associations) {
    if (deleted.left.length + inserted.left.length === 0) continue;
    const connection = yield* work.context.connection(property.secondary?.node ?? property.mapper);
    if (deleted.left.length > 0) yield* deleteAssociations(connection, property, removedRows(work, property, deleted));
    if (inserted.left.length > 0) yield* insertAssociations(connection, property, addedRows(work, property, inserted));
  }
}

function removedRows(work: FlushWork, property: RelationshipProperty, { left, right }: PairSet): unknown[][] {
  const rows: unknown[][] = [];
  for (let i = 0; i < left.length; i++)
    rows.push(associationRow(property, left[i] as InstanceState, right[i] as InstanceState, work));
  return rows;
}

function addedRows(work: FlushWork, property: RelationshipProperty, { left, right }: PairSet): unknown[][] {
  const rows: unknown[][] = [];
  const { deletes } = work;
  for (let i = 0; i < left.length; i++) {
    const one = left[i] as InstanceState;
    const other = right[i] as InstanceState;
    if (deletes.size > 0 && (deletes.has(one) || deletes.has(other))) continue;
    rows.push(associationRow(property, one, other, work));
  }
  return rows;
}

function associationRow(
  property: RelationshipProperty,
  left: InstanceState,
  right: InstanceState,
  work: FlushWork,
): unknown[] {
  const row: unknown[] = [];
  for (const { slot } of property.localPairs) row.push(valueFor(property, left, slot, work));
  for (const { slot } of property.remotePairs) row.push(valueFor(property, right, slot, work));
  return row;
}

function valueFor(property: RelationshipProperty, state: InstanceState, slot: number, work: FlushWork): unknown {
  // Changes to an object that is deleted are never written: its row still has the old values.
  const value = work.deletes.has(state) ? (state.committed ?? state.values)[slot] : state.values[slot];
  const known = typeof value === "symbol" ? currentValue(state, slot) : value;
  if (known === undefined || known === null) {
    throw new FlushError(
      `An association row of ${property.mapper.name}.${property.key} cannot be written: ${state.mapper.name}.${state.mapper.columns[slot]?.key ?? ""} has no value.`,
    );
  }
  return known;
}
