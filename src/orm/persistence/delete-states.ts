import type { CoreConnection } from "../../engine/core-connection.ts";
import type { Flow } from "../../flow/flow.ts";
import { deleteNode } from "../../sql/nodes/dml.ts";
import type { StoredTable } from "../contract/mapper.ts";
import type { InstanceState } from "../contract/state.ts";
import { type ArrayPlan, deleteByArrays } from "./array-plan.ts";
import { checkRowcount } from "./check-rowcount.ts";
import { keyCondition, knownVersion, rowIdentity } from "./key-condition.ts";
import { PlanCache } from "./plan-cache.ts";
import { type BindSources, StatementPlan } from "./statement-plan.ts";

const arrayPlans = new PlanCache<StoredTable, ArrayPlan | undefined>();
const plans = new PlanCache<StoredTable, StatementPlan>();

/** Deletes the rows that objects of one class have in one of its tables. Throws StaleDataError when one is gone already. */
export function* deleteStates(
  connection: CoreConnection,
  mapper: StoredTable,
  states: readonly InstanceState[],
): Flow<void> {
  if (states.length === 0) return;
  if (states.length > 1 && connection.dialect.capabilities.arraysOfRows) {
    const shared = arrayPlans.get(mapper, connection.dialect, 0, () => deleteByArrays(mapper));
    if (shared !== undefined) {
      const compiled = shared.compile(connection);
      const identities = states.map((state) => rowIdentity(mapper, state));
      const versions = states.map((state) => knownVersion(mapper, state));
      const params = shared.params(compiled, states, identities, versions);
      const { rowcount } = yield* connection.executeCompiled(compiled, params);
      checkRowcount(connection, "DELETE", mapper.table.fullname, states.length, rowcount);
      return;
    }
  }
  const plan = plans.get(mapper, connection.dialect, 0, () => {
    const sources: BindSources = new Map();
    return new StatementPlan(
      deleteNode({ table: mapper.table.node, where: keyCondition(mapper, sources, true) }),
      sources,
    );
  });
  const compiled = plan.compile(connection);
  const sets: unknown[][] = [];
  for (const state of states) {
    sets.push(plan.binder.row(state.values, rowIdentity(mapper, state), knownVersion(mapper, state)));
  }
  const result =
    sets.length === 1
      ? yield* connection.executeCompiled(compiled, sets[0] as unknown[])
      : yield* connection.executeMany(compiled, sets);
  checkRowcount(connection, "DELETE", mapper.table.fullname, sets.length, result.rowcount);
}
