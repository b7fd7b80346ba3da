import { selectNode, type SelectNode } from "../../sql/nodes/select.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { keyCondition } from "./key-condition.ts";

/** A select of the objects with these primary keys; `slots` are the columns, unless the entity's usual ones are meant; `arrays` as in columnsIn. */
export function keyStatement(
  mapper: ClassMapper,
  keys: readonly (readonly unknown[])[],
  slots?: readonly number[],
  arrays = false,
): SelectNode {
  const { entity } = mapper;
  return selectNode({
    columns: [slots === undefined ? entity.node : entity.nodeOf(slots)],
    where: [keyCondition(mapper, keys, arrays).node],
  });
}
