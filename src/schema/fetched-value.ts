import { brandOf, setBrand } from "../util/brand.ts";

/**
 * Says that the database fills a column by means of its own, such as a trigger: `.serverDefault(new FetchedValue())`. CREATE TABLE says
 * nothing of it; the value is read back after an INSERT, and with `.serverOnupdate(new FetchedValue())` after an UPDATE.
 */
export class FetchedValue {
  readonly kind = "fetched";
}

export function isFetchedValue(value: unknown): value is FetchedValue {
  return brandOf(value) === "fetched";
}

setBrand(FetchedValue.prototype, "fetched");
