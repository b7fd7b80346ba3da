import { ArgumentError } from "../../errors/argument.ts";
import type { ColumnElement } from "../../sql/column-element.ts";
import { describeValue } from "../../util/describe.ts";
import { stateOf } from "../contract/entity.ts";
import type { RelationshipAttribute } from "../mapping/relationship-declaration.ts";
import { RelationshipAttr } from "./relationship-attr.ts";

/**
 * The rows that belong to an object by a relationship of it.
 *
 * ```ts
 * session.scalars(select(Task).where(withParent(user, User.c.tasks))).all();
 * // SELECT … FROM tasks WHERE ? = tasks."userId"
 * ```
 *
 * The relationship may be narrowed to an alias of its target: `User.c.tasks.ofType(t)`.
 */
export function withParent(
  parent: object,
  relationship: RelationshipAttribute<"one" | "many", unknown>,
): ColumnElement<boolean> {
  if (!(relationship instanceof RelationshipAttr)) {
    throw new ArgumentError(
      `withParent() takes an object and a relationship of its class, such as withParent(user, User.c.tasks); given was ${describeValue(relationship)}.`,
      "argument",
    );
  }
  const state = stateOf(parent);
  const { mapper, key } = relationship.property;
  if (state === undefined || !state.mapper.isa(mapper)) {
    throw new ArgumentError(
      `withParent(…, ${mapper.name}.c.${key}) takes an object of class ${mapper.name}; given was ${state === undefined ? describeValue(parent) : `an object of class ${state.mapper.name}`}.`,
      "relationship-type",
    );
  }
  return relationship.ofParent(state);
}
