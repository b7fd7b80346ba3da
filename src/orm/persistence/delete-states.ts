import type { CoreConnection } from "../../engine/core-connection.ts";
import type { Flow } from "../../flow/flow.ts";
import { deleteNode } from "../../sql/nodes/dml.ts";
import type { Mapper } from "../contract/mapper.ts";
import type { InstanceState } from "../contract/state.ts";
import { checkRowcount } from "./check-rowcount.ts";
import { keyCondition } from "./key-condition.ts";
import { PlanCache } from "./plan-cache.ts";
import { type BindSources, StatementPlan } from "./statement-plan.ts";

const plans = new PlanCache<Mapper, StatementPlan>();

/** Deletes the rows of objects of one class. Throws StaleDataError when one is gone already. */
export function* deleteStates(
  connection: CoreConnection,
  mapper: Mapper,
  states: readonly InstanceState[],
): Flow<void> {
  if (states.length === 0) return;
  const plan = plans.get(mapper, connection.dialect, 0, () => {
    const sources: BindSources = new Map();
    return new StatementPlan(deleteNode({ table: mapper.table.node, where: keyCondition(mapper, sources) }), sources);
  });
  const compiled = plan.compile(connection);
  const sets: unknown[][] = [];
  for (const { values, identity } of states) {
    const params: unknown[] = [];
    plan.binder.bind(values, identity, params);
    sets.push(params);
  }
  const result =
    sets.length === 1
      ? yield* connection.executeCompiled(compiled, sets[0] as unknown[])
      : yield* connection.executeMany(compiled, sets);
  checkRowcount(connection, "DELETE", mapper.table.fullname, sets.length, result.rowcount);
}
