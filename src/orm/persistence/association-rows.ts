import type { CoreConnection } from "../../engine/core-connection.ts";
import type { Flow } from "../../flow/flow.ts";
import type { Table } from "../../schema/table.ts";
import type { BindNode } from "../../sql/node.ts";
import { bindNode } from "../../sql/nodes/bind.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import { deleteNode, insertNode, updateNode } from "../../sql/nodes/dml.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { checkRowcount } from "./check-rowcount.ts";
import { equals } from "./key-condition.ts";
import { PlanCache } from "./plan-cache.ts";
import { From } from "./row-binder.ts";
import { type BindSources, StatementPlan } from "./statement-plan.ts";

const insertPlans = new PlanCache<RelationshipProperty, StatementPlan>();
const deletePlans = new PlanCache<RelationshipProperty, StatementPlan>();

const updatePlans = new PlanCache<RelationshipProperty, StatementPlan>();

const noKey: readonly unknown[] = [];

/** Writes the association rows of a many-to-many; a row holds the values of `localPairs`, then of `remotePairs`. */
export function* insertAssociations(
  connection: CoreConnection,
  property: RelationshipProperty,
  rows: readonly (readonly unknown[])[],
): Flow<void> {
  if (rows.length === 0) return;
  const plan = insertPlans.get(property, connection.dialect, 0, () => {
    const { table, columns } = association(property);
    const sources: BindSources = new Map();
    const given = columns
      .map((column, index) => ({ column, index }))
      .sort((a, b) => a.column.position - b.column.position);
    const row = given.map(({ column, index }) => columnValue(property, column, index, sources));
    return new StatementPlan(
      insertNode({ table: table.node, columns: given.map(({ column }) => column.node as ColumnNode), rows: [row] }),
      sources,
    );
  });
  const compiled = plan.compile(connection);
  yield* connection.insertRows(compiled, parameters(plan, rows));
}

/** Removes association rows. Throws StaleDataError when fewer are there than the objects say. */
export function* deleteAssociations(
  connection: CoreConnection,
  property: RelationshipProperty,
  rows: readonly (readonly unknown[])[],
): Flow<void> {
  if (rows.length === 0) return;
  const { table, columns } = association(property);
  const plan = deletePlans.get(property, connection.dialect, 0, () => {
    const sources: BindSources = new Map();
    const where = columns.map((column, index) => equals(column.node, columnValue(property, column, index, sources)));
    return new StatementPlan(deleteNode({ table: table.node, where }), sources);
  });
  const compiled = plan.compile(connection);
  const sets = parameters(plan, rows);
  const { rowcount } =
    sets.length === 1
      ? yield* connection.executeCompiled(compiled, sets[0] as unknown[])
      : yield* connection.executeMany(compiled, sets);
  checkRowcount(connection, "DELETE", table.fullname, rows.length, rowcount);
}

/** Changes the columns that refer to this side, in all rows that hold the old values. */
export function* rewriteAssociations(
  connection: CoreConnection,
  property: RelationshipProperty,
  changes: readonly { readonly before: readonly unknown[]; readonly after: readonly unknown[] }[],
): Flow<void> {
  const plan = updatePlans.get(property, connection.dialect, 0, () => {
    const sources: BindSources = new Map();
    const columns = property.localPairs.map(({ column }) => column);
    const assignments = columns.map((column, index) => ({
      column: column.node as ColumnNode,
      value: columnValue(property, column, index, sources),
    }));
    const where = columns.map((column, index) =>
      equals(column.node, columnValue(property, column, columns.length + index, sources)),
    );
    const { table } = association(property);
    return new StatementPlan(updateNode({ table: table.node, assignments, where }), sources);
  });
  const compiled = plan.compile(connection);
  const sets = parameters(
    plan,
    changes.map(({ before, after }) => [...after, ...before]),
  );
  for (const set of sets) yield* connection.executeCompiled(compiled, set);
}

function parameters({ binder }: StatementPlan, rows: readonly (readonly unknown[])[]): unknown[][] {
  return rows.map((row) => binder.row(row, noKey));
}

type AssociationColumn = RelationshipProperty["localPairs"][number]["column"];

function association(property: RelationshipProperty): { table: Table; columns: AssociationColumn[] } {
  const { secondary, localPairs, remotePairs } = property;
  return { table: secondary as unknown as Table, columns: [...localPairs, ...remotePairs].map(({ column }) => column) };
}

function columnValue(
  property: RelationshipProperty,
  column: AssociationColumn,
  index: number,
  sources: BindSources,
): BindNode {
  const bind = bindNode(column.name, undefined, column.type);
  sources.set(bind, { from: From.values, index, label: `${property.mapper.name}.${property.key}` });
  return bind;
}
