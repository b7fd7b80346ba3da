// npm run compliance [-- --only postgresql --chapter select --check "LIMIT" --write docs/compliance.md]
// The compliance suite on every driver that this machine has, as a table of driver × chapter. `--only`, `--chapter` and `--check` choose by a
// part of the name. `--write` puts the table's rows into a document; rows of drivers that did not run here (Bun's, those of another Node) stay.
// Servers are those of the tests: ATHANOR_POSTGRESQL_URL, ATHANOR_MYSQL_URL. `npm run build` comes first.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createAsyncEngine, makeUrl } from "athanor";
import { chapters, complianceTable, runCompliance } from "athanor/testing";

const { values: given } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    chapter: { type: "string", default: "" },
    check: { type: "string", default: "" },
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

const targets = [
  ["sqlite+better-sqlite3", sqlite],
  ["sqlite+node", sqlite],
  ["sqlite+bun", sqlite],
  ["sqlite+worker", sqlite],
  ["postgresql+pg", schemaOf],
  ["postgresql+postgres", schemaOf],
  ["postgresql+pglite", async (drivername) => ({ url: `${drivername}://`, close: () => undefined })],
  ["mysql+mysql2", databaseOf],
  ["mysql+mariadb", databaseOf],
].filter(([drivername]) => drivername.includes(given.only));

const chosen = chapters
  .filter((chapter) => chapter.name.includes(given.chapter))
  .map((chapter) => ({ ...chapter, checks: chapter.checks.filter((check) => check.name.includes(given.check)) }));

const reports = [];
for (const [drivername, open] of targets) {
  for (const sync of [false, true]) {
    if (sync && drivername === "sqlite+worker") continue;
    const mode = sync ? "sync" : "async";
    let opened;
    try {
      opened = await open(drivername);
      const report = await runCompliance({ url: opened.url, sync, chapters: chosen });
      reports.push(report);
      for (const { name: chapter, failed } of report.chapters)
        for (const { check, error } of failed)
          console.error(`✗ ${drivername} ${mode}: ${chapter}: ${check}\n${shown(error)}\n`);
      console.error(`${drivername} ${mode}: ${(report.milliseconds / 1000).toFixed(1)} s`);
    } catch (error) {
      console.error(`${drivername} ${mode} does not run here: ${error.message}`);
    } finally {
      await opened?.close();
    }
  }
}

const table = complianceTable(reports);
console.log(table);
if (given.write !== undefined) writeFileSync(given.write, merged(readFileSync(given.write, "utf8"), table));
process.exitCode = reports.some((report) => report.chapters.some((chapter) => chapter.failed.length > 0)) ? 1 : 0;

/** What is worth reading of an error: its message and where the check stands. */
function shown(error) {
  const message = String(error.message ?? error).replaceAll(/^/gm, "    ");
  const place = /testing\/chapters\/\S+?:\d+/.exec(error.stack ?? "")?.[0];
  return `${message}\n    ${place ?? ""}`;
}

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
