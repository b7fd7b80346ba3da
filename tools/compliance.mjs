// npm run compliance [-- --on sqlite,postgresql+pg --chapters ddl,json --check "LIMIT" --mode sync --write docs/compliance.md]
// The compliance suite on every driver that this machine has, asynchronous and synchronous: what failed and what did not apply in words, then a
// table of driver × chapter. `--on` takes drivers or the beginnings of their names, `--chapters` names of chapters, `--check` a part of a
// check's name, `--mode` sync or async. `--brief` leaves out which checks did not apply. `--write` puts the table's rows into a document; rows of drivers
// that did not run here (Bun's, those of another Node) stay.
// Servers are those of the tests: ATHANOR_POSTGRESQL_URL, ATHANOR_MYSQL_URL. `npm run build` comes first.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createAsyncEngine, makeUrl } from "athanor";
import { chapters, complianceTable, complianceText, runCompliance } from "athanor/testing";

const { values: given } = parseArgs({
  options: {
    on: { type: "string" },
    chapters: { type: "string" },
    check: { type: "string", default: "" },
    mode: { type: "string" },
    brief: { type: "boolean", default: false },
    write: { type: "string" },
  },
});

const postgresql = process.env["ATHANOR_POSTGRESQL_URL"] ?? "postgresql://root@127.0.0.1:5432/test";
const mysql = process.env["ATHANOR_MYSQL_URL"] ?? "mysql://root@127.0.0.1:3306/test";
const name = `athanor_compliance_${process.pid}`;

/** A database for one run: what is opened, and how it is taken away. */
async function sqlite(drivername) {
  const folder = mkdtempSync(join(tmpdir(), "athanor-compliance-"));
  return {
    url: `${drivername}:///${join(folder, "test.db")}`,
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
async function schemaOf(drivername) {
  const admin = createAsyncEngine(postgresql);
  await admin.begin((connection) => connection.execDriverSql(`CREATE SCHEMA ${name}`));
  return {
    url: makeUrl(postgresql)
      .set({ drivername })
      .updateQueryDict({ options: `-c search_path=${name}` }),
    close: async () => {
      await admin.begin((connection) => connection.execDriverSql(`DROP SCHEMA ${name} CASCADE`));
      await admin.dispose();
    },
  };
}
async function databaseOf(drivername) {
  const admin = createAsyncEngine(mysql);
  await admin.begin((connection) => connection.execDriverSql(`CREATE DATABASE ${name}`));
  return {
    url: makeUrl(mysql).set({ drivername, database: name }),
    close: async () => {
      await admin.begin((connection) => connection.execDriverSql(`DROP DATABASE ${name}`));
      await admin.dispose();
    },
  };
}
async function inProcess(drivername) {
  return { url: `${drivername}://`, close: () => undefined };
}

const all = {
  "sqlite+better-sqlite3": sqlite,
  "sqlite+node": sqlite,
  "sqlite+bun": sqlite,
  "sqlite+worker": sqlite,
  "postgresql+pg": schemaOf,
  "postgresql+postgres": schemaOf,
  "postgresql+pglite": inProcess,
  "mysql+mysql2": databaseOf,
  "mysql+mariadb": databaseOf,
};

/** The names of a list such as "ddl,json"; an error for one that fits nothing. */
function chosen(option, list, known, fits) {
  if (list === undefined) return known;
  const wanted = list.split(",").map((each) => each.trim());
  for (const each of wanted)
    if (!known.some((one) => fits(one, each)))
      throw new Error(`--${option}: there is no ${JSON.stringify(each)}; there are ${known.join(", ")}`);
  return known.filter((one) => wanted.some((each) => fits(one, each)));
}

const drivers = chosen("on", given.on, Object.keys(all), (driver, wanted) =>
  wanted.includes("+") ? driver === wanted : driver.split("+").includes(wanted),
);
const names = chosen(
  "chapters",
  given.chapters,
  chapters.map((chapter) => chapter.name),
  (chapter, wanted) => chapter === wanted,
);
const modes = chosen("mode", given.mode, ["async", "sync"], (mode, wanted) => mode === wanted);
const suite = chapters
  .filter((chapter) => names.includes(chapter.name))
  .map((chapter) => ({ ...chapter, checks: chapter.checks.filter((check) => check.name.includes(given.check)) }));

const reports = [];
for (const driver of drivers) {
  for (const mode of modes) {
    // A worker thread is there to keep the event loop free, which a synchronous engine stops anyway.
    if (mode === "sync" && driver === "sqlite+worker") continue;
    let opened;
    try {
      opened = await all[driver](driver);
      const report = await runCompliance({ url: opened.url, sync: mode === "sync", chapters: suite });
      reports.push(report);
      console.log(complianceText([report], { brief: given.brief }));
    } catch (error) {
      console.log(`${driver} ${mode} does not run here: ${error.message}\n`);
    } finally {
      await opened?.close();
    }
  }
}

const table = complianceTable(reports);
console.log(table);
if (given.write !== undefined) writeFileSync(given.write, merged(readFileSync(given.write, "utf8"), table));
const failed = reports.some((report) => report.chapters.some((chapter) => chapter.failed.length > 0));
process.exitCode = failed || reports.length === 0 ? 1 : 0;

/** The document with its table's rows replaced by the new ones. */
function merged(document, fresh) {
  const isRow = (line) => line.startsWith("|");
  const lines = document.split("\n");
  const start = lines.findIndex((line) => line.startsWith("| driver |"));
  if (start < 0) throw new Error(`${given.write} has no table that begins with "| driver |"`);
  let end = start;
  while (end < lines.length && isRow(lines[end])) end += 1;
  const [header, rule, ...rows] = fresh.trimEnd().split("\n");
  const key = (row) => row.split("|")[1];
  const words = (row) => row.replaceAll(/\s+/g, "");
  const known = new Map();
  if (words(lines[start]) === words(header))
    for (const row of lines.slice(start + 2, end)) known.set(key(row).trim(), row);
  for (const row of rows) known.set(key(row).trim(), row);
  return [...lines.slice(0, start), header, rule, ...known.values(), ...lines.slice(end)].join("\n");
}
