import type { EntityNode } from "../../sql/entity.ts";
import type { ConfiguredRelationship } from "../relationship/configured-relationship.ts";
import type { EntityLoader } from "./entity-loader.ts";

/** A relationship that is filled from further columns of the same row. */
export interface JoinedLoad {
  readonly property: ConfiguredRelationship;
  /** Index of the joined load whose objects own the relationship; -1: the entity of item `owner`. */
  readonly parent: number;
  readonly owner: number;
  /** The target as the statement names it. */
  readonly node: EntityNode;
  readonly loader: EntityLoader;
}
