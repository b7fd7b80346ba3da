/** What checks are written with: Core's public names, which `athanor` exports to everybody else. */
export { bindparam, caseWhen, cast, desc, literal, nullsFirst, nullsLast, tuple } from "../sql/expressions.ts";
export { func } from "../sql/func.ts";
export { select } from "../sql/select.ts";
export { union } from "../sql/query.ts";
export { text } from "../schema/text.ts";
export { insert } from "../sql/insert.ts";
export { update } from "../sql/update.ts";
export { deleteFrom } from "../sql/delete.ts";
export {
  bigInteger,
  boolean,
  date,
  datetime,
  double,
  enumeration,
  integer,
  json,
  numeric,
  string,
  uuid,
} from "../schema/builders.ts";
export { DatabaseError, DBAPIError, IntegrityError, StatementError } from "../errors/database.ts";
export { listen, remove } from "../event/listen.ts";
export { type ConnectionPoolEntry } from "../pool/pool-events.ts";
export { isRetryable } from "../engine/retry.ts";
export { checkConstraint } from "../schema/constraint.ts";
