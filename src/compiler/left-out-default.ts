import type { ColumnDefault } from "../schema/column-options.ts";
import type { AnySequence } from "../schema/sequence.ts";
import { brandOf } from "../util/brand.ts";
import type { CompileTarget } from "./target.ts";

/** A sequence as default is nothing where there are none, and an optional one where keys count up by themselves. */
export function leavesOut({ sqlFeatures }: CompileTarget, source: ColumnDefault): boolean {
  if (source.kind !== "sql" || brandOf(source.element) !== "sequence") return false;
  const { sequences, optionalSequences } = sqlFeatures;
  return !sequences || (optionalSequences && (source.element as AnySequence).optional);
}
