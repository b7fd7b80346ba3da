import { cases } from "./cases/index.ts";
import type { Contest } from "./compete.ts";
import { type Measurement, type Summary, summarize } from "./measurement.ts";
import { peerNames } from "./peer.ts";
import type { Case, ContestantName, DatabaseName } from "./protocol.ts";

export const TITLES: Readonly<Record<ContestantName, string>> = {
  hand: "by hand",
  handBulk: "by hand, in bulk",
  athanor: "Athanor",
  drizzle: "Drizzle",
  kysely: "Kysely",
  knex: "Knex",
  objection: "Objection",
  mikroOrm: "MikroORM",
  typeorm: "TypeORM",
  sequelize: "Sequelize",
  prisma: "Prisma",
};

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function placeOf({ database, pinned, collect }: Contest): string {
  return [database, pinned ? "one core" : "", collect === "none" ? "" : `collected: ${collect}`]
    .filter((part) => part !== "")
    .join(", ");
}

function targetOf({ target }: Case, database: DatabaseName): number | undefined {
  if (database === "sqlite" || database === "node:sqlite") return target?.sqlite;
  return database === "postgresql" ? target?.server : undefined;
}

function digits(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

/** A time as the case shows it: of a round, of a piece of work, or pieces a second. */
function show({ unit, per }: Case, milliseconds: number): string {
  if (unit === "rate") return `${digits(per / milliseconds)} k/s`;
  return unit === "µs" ? `${digits((milliseconds * 1000) / per)} µs` : `${digits(milliseconds / per)} ms`;
}

function showMemory({ memory }: Case, bytes: number | undefined): string {
  if (bytes === undefined) return "";
  return memory?.kind === "peak" ? `${digits(bytes / 1_048_576)} MB` : `${bytes.toFixed(0)} B`;
}

export const detailHead = [
  row([
    "work",
    "database",
    "contestant",
    "median",
    "min – max",
    "CPU",
    "to by hand",
    "CPU to by hand",
    "at most",
    "memory",
  ]),
  row(["---", "---", "---", "---:", "---:", "---:", "---:", "---:", "---:", "---:"]),
].join("\n");

/** The lines of one contest, a contestant each. */
export function detailLines(measurements: readonly Measurement[]): string[] {
  const hand = measurements.find(({ contestant }) => contestant === "hand");
  const base = hand && summarize(hand);
  return measurements.map((measurement) => {
    const contest = cases[measurement.case]!;
    const { median, min, max, cpu, memory } = summarize(measurement);
    const compared = base !== undefined && measurement.contestant !== "hand";
    const target = measurement.contestant === "athanor" ? targetOf(contest, measurement.database) : undefined;
    const published = measurement.contestant === "athanor" ? contest.published : undefined;
    return row([
      contest.title,
      placeOf(measurement),
      TITLES[measurement.contestant],
      show(contest, median),
      `${show(contest, min)} – ${show(contest, max)}`,
      show(contest, cpu),
      compared ? (median / base.median).toFixed(2) : "",
      compared ? (cpu / base.cpu).toFixed(2) : "",
      target?.toFixed(2) ?? (published === undefined ? "" : `SQLAlchemy ${digits(published / 1000)} k/s`),
      showMemory(contest, memory),
    ]);
  });
}

/** One line a contest: ratios to the code by hand, of everyone, by the clock or by processor time. Where nothing is done by hand, to Athanor. */
export function ratioTable(contests: readonly (readonly Measurement[])[], by: "median" | "cpu"): string {
  const present = new Set(contests.flat().map(({ contestant }) => contestant));
  const columns = (["handBulk", "athanor", ...peerNames] as const).filter((name) => present.has(name));
  const lines = [
    row(["work", "database", "by hand", "target", ...columns.map((name) => TITLES[name])]),
    row(["---", "---", "---:", "---:", ...columns.map(() => "---:")]),
  ];
  for (const measurements of contests) {
    const [first] = measurements;
    if (first === undefined) continue;
    const contest = cases[first.case]!;
    const all = new Map(measurements.map((measurement) => [measurement.contestant, summarize(measurement)]));
    const base = all.get("hand");
    const own = all.get("athanor")!;
    const target = targetOf(contest, first.database);
    const cell = (summary: Summary | undefined): string => {
      if (summary === undefined) return "";
      if (base !== undefined) return (summary[by] / base[by]).toFixed(2);
      return summary === own ? show(contest, own[by]) : `${(summary[by] / own[by]).toFixed(1)} × Athanor`;
    };
    lines.push(
      row([
        contest.title,
        placeOf(first),
        base === undefined ? "" : show(contest, base[by]),
        target?.toFixed(2) ?? "",
        ...columns.map((name) => {
          const text = cell(all.get(name));
          return name === "athanor" && text !== "" ? `**${text}**` : text;
        }),
      ]),
    );
  }
  return lines.join("\n");
}
