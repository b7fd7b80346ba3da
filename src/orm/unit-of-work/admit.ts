import { relatedStates } from "../attribute/history.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, Status } from "../contract/state.ts";
import { warn } from "../../util/warn.ts";
import type { FlushWork } from "./flush-work.ts";

/**
 * Whether a member that came into a relationship takes part in the flush. One that no session holds does not, with a
 * warning, as in SQLAlchemy; except that a member put in by an index write, which no cascade could see, is added now.
 */
export function admit(
  work: FlushWork,
  owner: InstanceState,
  property: RelationshipProperty,
  member: InstanceState,
): boolean {
  if (member.session === work.context) return member.status !== Status.deleted;
  if (member.session === undefined && member.status === Status.transient && property.cascade.saveUpdate) {
    const { reverse } = property;
    if (reverse === undefined || !relatedStates(member, reverse).includes(owner)) {
      work.context.cascadeAdd(member);
      if (work.holds(member)) return true;
    }
  }
  warn(
    `Object of class ${member.mapper.name} is not in the session; add operation along ${property.mapper.name}.${property.key} will not proceed. Add the object with session.add().`,
  );
  return false;
}
