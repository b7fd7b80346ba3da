import { bindValues } from "../compiler/expand.ts";
import { InvalidRequestError } from "../errors/state.ts";
import type { Flow } from "../flow/flow.ts";
import { flattenBinds } from "../sql/node.ts";
import type { StatementNode } from "../sql/nodes/unions.ts";
import type { ConnectionCore } from "./connection-core.ts";
import type { CursorResult } from "./cursor-result.ts";
import { executeInsertMany } from "./execute-insert-many.ts";
import { lookupStatement } from "./lookup-statement.ts";
import { checkParameterNames, type ParameterSet } from "./parameters.ts";
import { sendSets } from "./send-statement.ts";
import { resultOf } from "./statement-result.ts";

/** Executes a statement with a list of parameter sets. */
export function* executeMany(
  core: ConnectionCore,
  node: StatementNode,
  sets: readonly ParameterSet[],
): Flow<CursorResult> {
  if (node.kind === "insert") return yield* executeInsertMany(core, node, sets);
  const extraction = flattenBinds(node.binds);
  const entry = lookupStatement(core, node, extraction, sets[0]);
  const { compiled } = entry;
  if (compiled.kind === "select" || compiled.kind === "compound") {
    throw new InvalidRequestError(
      "A query cannot be executed with a list of parameter sets: it gives one result. Execute it once for each.",
    );
  }
  checkParameterNames(compiled, sets[0] as ParameterSet);
  const values = sets.map((set) => bindValues(compiled, extraction, set));
  const result = yield* sendSets(core, compiled, values);
  return resultOf(core, entry, result, { values, generated: result.lastInsertIds, many: true });
}
