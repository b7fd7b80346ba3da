import type { ConfiguredRelationship } from "../relationship/configured-relationship.ts";
import type { LoaderOption } from "../query/loader-option.ts";

/** A relationship that is filled by a statement of its own once the objects are there. */
export interface EagerLoad {
  readonly property: ConfiguredRelationship;
  /** Which objects: those of a select item, or those of a joined load. */
  readonly owner: number;
  readonly joined: number;
  /** What is to happen with the relationships of the loaded objects. */
  readonly options: readonly LoaderOption[];
}
