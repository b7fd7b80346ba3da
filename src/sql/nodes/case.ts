import { type Binds, joinBinds, type Node } from "../node.ts";
import type { SqlType } from "../../types/sql-type.ts";
import type { ExprNode } from "./unions.ts";

/** CASE [value] WHEN … THEN … [ELSE …] END. */
export interface CaseNode extends Node {
  readonly kind: "case";
  readonly type: SqlType;
  readonly value: ExprNode | undefined;
  readonly whens: readonly (readonly [when: ExprNode, then: ExprNode])[];
  readonly otherwise: ExprNode | undefined;
}

export function caseNode(
  value: ExprNode | undefined,
  whens: CaseNode["whens"],
  otherwise: ExprNode | undefined,
  type: SqlType,
): CaseNode {
  let key = "case(";
  let binds: Binds = value?.binds;
  let anon = value?.anon === true;
  if (value !== undefined) key += value.key;
  for (const [when, then] of whens) {
    key += "?" + when.key + ":" + then.key;
    binds = joinBinds(binds, joinBinds(when.binds, then.binds));
    if (when.anon || then.anon) anon = true;
  }
  if (otherwise !== undefined) {
    key += "!" + otherwise.key;
    binds = joinBinds(binds, otherwise.binds);
    if (otherwise.anon) anon = true;
  }
  return { kind: "case", key: key + ")", binds, anon, type, value, whens, otherwise };
}
