// The questions, asked of the database.
import { func, literal, select } from "athanor";
import type { Session } from "athanor/orm";
import { border, City, Country, Language } from "./models.ts";
import { describe } from "./plain.ts";

export function largestCities(session: Session, region: string, count: number): string[] {
  const statement = select(City)
    .join(City.c.country)
    .where(Country.c.region.eq(region))
    .orderBy(City.c.population.desc(), City.c.id)
    .limit(count);
  return session
    .scalars(statement)
    .all()
    .map((city) => `${city.name} ${city.population}`);
}

/** Country name → fewest borders to cross, by a recursive CTE. */
export function reachable(session: Session, from: string, borders: number): Map<string, number> {
  const start = select(Country.c.code.label("code"), literal(0).label("steps"))
    .where(Country.c.code.eq(from))
    .cte("walk", { recursive: true });
  const walk = start.union(
    select(border.c.neighbourCode, start.c.steps.add(1))
      .join(start, border.c.countryCode.eq(start.c.code))
      .where(start.c.steps.lt(borders)),
  );
  const statement = select(Country.c.name, func.min(walk.c.steps).label("steps"))
    .join(walk, walk.c.code.eq(Country.c.code))
    .groupBy(Country.c.name);
  return new Map(
    session
      .execute(statement)
      .all()
      .map((row) => [row.name, Number(row.steps)]),
  );
}

/** Language code, name and people in the cities of the countries that speak it; most people first. */
export function populationByLanguage(session: Session): { code: string; name: string; people: number }[] {
  const statement = select(Language.c.code, Language.c.name, func.sum(City.c.population).label("people"))
    .join(Language.c.countries)
    .join(Country.c.cities)
    .groupBy(Language.c.code, Language.c.name)
    .orderBy(func.sum(City.c.population).desc(), Language.c.code);
  return session
    .execute(statement)
    .all()
    .map((row) => ({ code: row.code, name: row.name, people: Number(row.people) }));
}

/** Country code → languages and neighbours, read as attributes: each is loaded for all the countries at once. */
export function languagesAndNeighbours(session: Session): Map<string, string> {
  const countries = session.scalars(select(Country).orderBy(Country.c.code)).all();
  return new Map(
    countries.map((country) => [
      country.code,
      describe(
        country.languages.map((language) => language.code),
        country.neighbours.map((neighbour) => neighbour.code),
      ),
    ]),
  );
}
