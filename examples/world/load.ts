import type { Session } from "athanor/orm";
import { cityData, countryData } from "./data.ts";
import { City, Country, Currency, Language } from "./models.ts";

const BATCH = 5_000;

/** Countries with their languages, currencies and borders: one graph of objects, one commit, sorted out by the unit of work. */
export function loadCountries(session: Session): void {
  const languages = new Map<string, Language>();
  const currencies = new Map<string, Currency>();
  const byCode3 = new Map<string, Country>();

  for (const data of countryData) {
    const country = new Country({
      code: data.cca2,
      name: data.name.common,
      region: data.region,
      area: data.area,
      languages: Object.entries(data.languages).map(([code, name]) =>
        remember(languages, code, () => new Language({ code, name })),
      ),
      currencies: Object.entries(data.currencies).map(([code, { name }]) =>
        remember(currencies, code, () => new Currency({ code, name })),
      ),
    });
    byCode3.set(data.cca3, country);
  }
  for (const data of countryData) {
    const country = byCode3.get(data.cca3)!;
    for (const code3 of data.borders) country.neighbours.push(byCode3.get(code3)!);
  }

  session.addAll(byCode3.values());
  session.commit();
}

/** The cities, in batches of one session each, so that memory stays flat. */
export function loadCities(open: () => Session, progress: (done: number, total: number) => void): void {
  for (let start = 0; start < cityData.length; start += BATCH) {
    using session = open();
    const batch = cityData.slice(start, start + BATCH);
    session.addAll(
      batch.map(
        (data) =>
          new City({
            id: data.cityId,
            name: data.name,
            population: data.population,
            longitude: data.loc.coordinates[0],
            latitude: data.loc.coordinates[1],
            countryCode: data.country,
          }),
      ),
    );
    session.commit();
    progress(start + batch.length, cityData.length);
  }
}

function remember<T>(known: Map<string, T>, key: string, make: () => T): T {
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = make()));
  return value;
}
