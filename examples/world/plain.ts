// The same questions answered in plain JavaScript, from the packages.
import { type CityData, cityData, countryData } from "./data.ts";

const byCode2 = new Map(countryData.map((country) => [country.cca2, country]));
const byCode3 = new Map(countryData.map((country) => [country.cca3, country]));

export function regions(): string[] {
  return [...new Set(countryData.map((country) => country.region))].sort();
}

export function largestCities(region: string, count: number): string[] {
  return cityData
    .filter((city) => byCode2.get(city.country)?.region === region)
    .sort((a: CityData, b: CityData) => b.population - a.population || a.cityId - b.cityId)
    .slice(0, count)
    .map((city) => `${city.name} ${city.population}`);
}

/** Country name → fewest borders to cross, breadth first. */
export function reachable(from: string, borders: number): Map<string, number> {
  const start = byCode2.get(from)!;
  const steps = new Map([[start, 0]]);
  for (const [country, step] of steps) {
    if (step === borders) continue;
    for (const code3 of country.borders) {
      const neighbour = byCode3.get(code3)!;
      if (!steps.has(neighbour)) steps.set(neighbour, step + 1);
    }
  }
  return new Map([...steps].map(([country, step]) => [country.name.common, step]));
}

/** Language code → people in the cities of the countries that speak it. */
export function populationByLanguage(): Map<string, number> {
  const people = new Map<string, number>();
  for (const city of cityData) {
    for (const code of Object.keys(byCode2.get(city.country)!.languages)) {
      people.set(code, (people.get(code) ?? 0) + city.population);
    }
  }
  return people;
}

/** Country code → its languages' codes and its neighbours' codes, each sorted. */
export function languagesAndNeighbours(): Map<string, string> {
  return new Map(
    countryData.map((country) => [
      country.cca2,
      describe(
        Object.keys(country.languages),
        country.borders.map((code3) => byCode3.get(code3)!.cca2),
      ),
    ]),
  );
}

export function describe(languages: readonly string[], neighbours: readonly string[]): string {
  return `${languages.toSorted().join(" ")} | ${neighbours.toSorted().join(" ")}`;
}
