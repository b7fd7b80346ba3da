import { ArgumentError } from "../../errors/argument.ts";
import { describeValue } from "../../util/describe.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import type { LazyStrategy } from "../contract/property.ts";

const strategies: readonly string[] = [
  "select",
  "one",
  "joined",
  "selectin",
  "subquery",
  "immediate",
  "raise",
  "writeOnly",
  "dynamic",
] satisfies readonly LazyStrategy[];

/** Whether the members of a collection stay in the database. */
export function staysInDatabase(lazy: LazyStrategy, uselist: boolean, where: string): boolean {
  if (lazy !== "writeOnly" && lazy !== "dynamic") return false;
  if (uselist) return true;
  throw new ArgumentError(
    `${where}: lazy: "${lazy}" is for collections (oneToMany, manyToMany); this relationship has one object at most.`,
    "lazy",
  );
}

/** Checks `lazy`: a word that is no strategy must not quietly mean the usual one. */
export function parseLazy(given: unknown, where: string): LazyStrategy {
  if (given === undefined) return "select";
  if (typeof given === "string" && strategies.includes(given)) return given as LazyStrategy;
  const known = typeof given === "string" ? didYouMean(given, strategies) : "";
  throw new ArgumentError(
    `${where}: ${describeValue(given)} is no loading strategy.${known} Expected of: ${strategies.join(", ")}.`,
    "lazy",
  );
}
