// The world in a database: npm run world [-- <database URL>]
// Puts countries, languages, currencies, borders and cities through the unit of work, asks questions by SQL and by attribute access,
// and compares each answer with one computed in plain JavaScript from the same data. A difference makes it exit with 1.
import { rmSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { createEngine, func, listen, select } from "athanor";
import { sessionmaker } from "athanor/orm";
import { loadCities, loadCountries } from "./world/load.ts";
import { Base, border, City, Country, Currency, Language } from "./world/models.ts";
import { cityData, countryData } from "./world/data.ts";
import * as plain from "./world/plain.ts";
import * as queries from "./world/queries.ts";

const FILE = "world.db";
const url = process.argv[2] ?? `sqlite:///${FILE}`;
if (url === `sqlite:///${FILE}`) rmSync(FILE, { force: true });

const engine = createEngine(url);
const Session = sessionmaker(engine);
let statements = 0;
listen(engine, "beforeCursorExecute", () => {
  statements++;
});

let wrong = 0;
function check(question: string, answer: unknown, expected: unknown): void {
  const same = isDeepStrictEqual(answer, expected);
  if (!same) wrong++;
  console.log(`${same ? "✅" : "❌"} ${question}`);
  if (!same) console.log("   from SQL:  ", answer, "\n   plain JS:  ", expected);
}

/** Runs one part and says how long it took and what it sent. */
function part<T>(name: string, work: () => T): T {
  const sent = statements;
  const start = performance.now();
  const result = work();
  console.log(`   ${name}: ${((performance.now() - start) / 1000).toFixed(2)} s, ${statements - sent} statements`);
  return result;
}

/** A bar on a terminal; a line for every fifth elsewhere. */
let shown = 0;
function progress(done: number, total: number): void {
  const share = done / total;
  if (process.stdout.isTTY) {
    const bar = "█".repeat(Math.round(share * 40)).padEnd(40, "░");
    process.stdout.write(`\r   cities ${bar} ${done}/${total}${done === total ? "\n" : ""}`);
  } else if (share - shown >= 0.2 || done === total) {
    shown = share;
    console.log(`   cities ${"█".repeat(Math.round(share * 40)).padEnd(40, "░")} ${done}/${total}`);
  }
}

const began = performance.now();
part("schema", () => {
  Base.metadata.dropAll(engine);
  Base.metadata.createAll(engine);
});
part("countries, languages, currencies, borders", () => {
  using session = Session();
  loadCountries(session);
});
part("cities", () => loadCities(Session, progress));

{
  using session = Session();
  const count = (entity: typeof Country | typeof Language | typeof Currency | typeof City | typeof border): number =>
    Number(session.scalar(select(func.count()).selectFrom(entity)));
  const counts = {
    countries: count(Country),
    languages: count(Language),
    currencies: count(Currency),
    borders: count(border),
    cities: count(City),
  };
  check(`counts: ${JSON.stringify(counts)}`, counts, {
    countries: countryData.length,
    languages: new Set(countryData.flatMap((country) => Object.keys(country.languages))).size,
    currencies: new Set(countryData.flatMap((country) => Object.keys(country.currencies))).size,
    borders: countryData.flatMap((country) => country.borders).length,
    cities: cityData.length,
  });
}

{
  using session = Session();
  for (const region of plain.regions()) {
    const cities = part(region, () => queries.largestCities(session, region, 10));
    check(
      `ten largest cities of ${region}: ${cities.slice(0, 3).join(", ")} …`,
      cities,
      plain.largestCities(region, 10),
    );
  }
}

{
  using session = Session();
  const reached = part("recursive CTE", () => queries.reachable(session, "CH", 3));
  const sorted = (steps: Map<string, number>): [string, number][] =>
    [...steps].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  check(
    `${reached.size} countries within three borders of Switzerland, it included`,
    sorted(reached),
    sorted(plain.reachable("CH", 3)),
  );
}

{
  using session = Session();
  const languages = part("people by language", () => queries.populationByLanguage(session));
  const people = Object.fromEntries(languages.map((language) => [language.code, language.people]));
  const top = languages.slice(0, 3).map((language) => `${language.name} ${language.people}`);
  check(
    `people by language, ${languages.length} of them: ${top.join(", ")} …`,
    people,
    Object.fromEntries(plain.populationByLanguage()),
  );
}

{
  using session = Session();
  const sent = statements;
  const answer = part("attribute access", () => queries.languagesAndNeighbours(session));
  const expected = [...plain.languagesAndNeighbours()].sort(([a], [b]) => (a < b ? -1 : 1));
  check(`languages and neighbours of ${answer.size} countries by attribute access`, [...answer], expected);
  check("   in three statements: the countries, their languages, their neighbours", statements - sent, 3);
}

engine.dispose();
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(
  `${statements} statements in ${seconds} s; ${wrong === 0 ? "every answer agrees" : `${wrong} answers differ`}`,
);
process.exitCode = wrong === 0 ? 0 : 1;
