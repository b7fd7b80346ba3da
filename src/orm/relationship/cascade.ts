import { ArgumentError } from "../../errors/argument.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import type { CascadeOptions } from "../contract/property.ts";

export type CascadeName = "save-update" | "merge" | "refresh-expire" | "expunge" | "delete" | "delete-orphan" | "all";

const names: readonly string[] = [
  "save-update",
  "merge",
  "refresh-expire",
  "expunge",
  "delete",
  "delete-orphan",
  "all",
];

/** Reads `["all", "delete-orphan"]` or "all, delete-orphan"; without it save-update and merge, as in SQLAlchemy. */
export function parseCascade(given: readonly CascadeName[] | string | undefined, where: string): CascadeOptions {
  const list =
    given === undefined
      ? ["save-update", "merge"]
      : typeof given === "string"
        ? given
            .split(",")
            .map((part) => part.trim())
            .filter((part) => part !== "")
        : given;
  for (const name of list) {
    if (!names.includes(name)) {
      throw new ArgumentError(
        `${where}: "${name}" is no cascade.${didYouMean(name, names)} Expected of: ${names.join(", ")}.`,
        "cascade",
      );
    }
  }
  const has = (name: CascadeName): boolean => list.includes(name) || (name !== "delete-orphan" && list.includes("all"));
  const options: CascadeOptions = {
    saveUpdate: has("save-update"),
    merge: has("merge"),
    refreshExpire: has("refresh-expire"),
    expunge: has("expunge"),
    delete: has("delete"),
    deleteOrphan: has("delete-orphan"),
  };
  if (options.deleteOrphan && !options.delete) {
    throw new ArgumentError(`${where}: the cascade "delete-orphan" needs "delete" (or "all") as well.`, "cascade");
  }
  return options;
}
