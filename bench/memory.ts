// npm run memory [-- mariadb pglite] [--rows 1000000]
// Streams a million rows of five columns on each driver, in a process of its own, and says how far the resident memory went
// above where it was when the query was sent. The rows are made by the database, so that it needs no table.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type AsyncEngine, createAsyncEngine, createEngine, type Engine, text } from "athanor";

const POSTGRESQL = process.env["ATHANOR_POSTGRESQL_URL"] ?? "postgresql://root@127.0.0.1:5432/test";
const MYSQL = process.env["ATHANOR_MYSQL_URL"] ?? "mysql://root@127.0.0.1:3306/test";
const columns = "'name ' || n AS name, n * 1.5 AS size, 'some text of a row ' || n AS note, n % 2 AS flag";
const queries = {
  sqlite: `WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < :rows) SELECT n, ${columns} FROM g`,
  postgresql: `SELECT n, ${columns} FROM generate_series(1, :rows) AS g(n)`,
  mysql: `SELECT seq AS n, CONCAT('name ', seq) AS name, seq * 1.5 AS size, CONCAT('some text of a row ', seq) AS note, seq % 2 AS flag FROM seq_1_to_:rows`,
};
const drivers: Readonly<Record<string, { readonly url: string; readonly query: keyof typeof queries }>> = {
  "better-sqlite3": { url: "sqlite+better-sqlite3://", query: "sqlite" },
  node: { url: "sqlite+node://", query: "sqlite" },
  worker: { url: "sqlite+worker://", query: "sqlite" },
  pg: { url: POSTGRESQL.replace("postgresql:", "postgresql+pg:"), query: "postgresql" },
  postgres: { url: POSTGRESQL.replace("postgresql:", "postgresql+postgres:"), query: "postgresql" },
  pglite: { url: "postgresql+pglite://", query: "postgresql" },
  mysql2: { url: MYSQL.replace("mysql:", "mysql+mysql2:"), query: "mysql" },
  mariadb: { url: MYSQL.replace("mysql:", "mysql+mariadb:"), query: "mysql" },
};

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { rows: { type: "string", default: "1000000" }, one: { type: "string" } },
});
const rows = Number(options.rows);
/** Looks at the resident memory; set when that is being watched. */
let sample = (): unknown => undefined;

if (options.one !== undefined) {
  const [name, mode] = options.one.split(":") as [string, "sync" | "async"];
  const { url, query } = drivers[name]!;
  await (mode === "sync" ? measureSync(createEngine(url), query) : measureAsync(createAsyncEngine(url), query));
} else {
  for (const name of positionals)
    if (!(name in drivers)) throw new Error(`${name} is no driver: there are ${Object.keys(drivers).join(", ")}`);
  console.log(`${rows} rows streamed; resident memory above the start, in MB`);
  for (const name of positionals.length > 0 ? positionals : Object.keys(drivers)) {
    for (const mode of name === "worker" ? ["async"] : ["sync", "async"]) await report(name, mode);
  }
}

async function report(name: string, mode: string): Promise<void> {
  const child = fork(fileURLToPath(import.meta.url), ["--one", `${name}:${mode}`, "--rows", String(rows)], {
    execArgv: ["--disable-warning=ExperimentalWarning"],
    silent: true,
  });
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => (errors += String(chunk)));
  let measured: Measured | undefined;
  child.on("message", (message: Measured) => (measured = message));
  await once(child, "exit");
  const title = `${name} (${mode})`.padEnd(24);
  if (measured === undefined) {
    const reason = /^\w*Error: .*$/m.exec(errors)?.[0] ?? "no answer";
    console.log(`${title}left out: ${reason.slice(0, 120)}`);
    return;
  }
  const { count, peak, seconds, buffered } = measured;
  if (count !== rows) throw new Error(`${name} (${mode}) gave ${count} rows of ${rows}`);
  console.log(`${title}${peak.toFixed(0).padStart(6)} MB  ${seconds.toFixed(1)} s${buffered ? "  (all at once)" : ""}`);
}

interface Measured {
  readonly count: number;
  readonly peak: number;
  readonly seconds: number;
  readonly buffered: boolean;
}

/** Watches the resident memory from now on. */
function watch(): (count: number, buffered: boolean) => void {
  const start = process.memoryUsage.rss();
  const since = performance.now();
  let peak = start;
  sample = () => (peak = Math.max(peak, process.memoryUsage.rss()));
  return (count, buffered) => {
    sample();
    process.send!({
      count,
      peak: (peak - start) / 1048576,
      seconds: (performance.now() - since) / 1000,
      buffered,
    } satisfies Measured);
    process.disconnect();
  };
}
function measureSync(engine: Engine, query: keyof typeof queries): void {
  const connection = engine.connect();
  connection.execute(text("SELECT 1")).all();
  const done = watch();
  const result = connection.execute(statementOf(query), undefined, { streamResults: true });
  const buffered = result.core.source.feed === undefined;
  let count = 0;
  for (const row of result) {
    count += Number(row[0]) > 0 ? 1 : 0;
    if (count % 10_000 === 0) sample();
  }
  done(count, buffered);
  connection.close();
  engine.dispose();
}

async function measureAsync(engine: AsyncEngine, query: keyof typeof queries): Promise<void> {
  const connection = await engine.connect();
  await connection.execute(text("SELECT 1"));
  const done = watch();
  const result = await connection.stream(statementOf(query));
  const buffered = (connection.core as { readonly stream?: unknown }).stream === undefined;
  let count = 0;
  for await (const row of result) {
    count += Number(row[0]) > 0 ? 1 : 0;
    if (count % 10_000 === 0) sample();
  }
  done(count, buffered);
  await connection.close();
  await engine.dispose();
}

function statementOf(query: keyof typeof queries) {
  return text(queries[query].replace(":rows", String(rows)));
}
