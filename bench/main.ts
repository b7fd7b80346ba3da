// npm run bench [-- gets rows] [--rounds 15] [--on sqlite,pglite,postgresql] [--collect none,young,full]
// `--collect` says what garbage is collected before each round. None is how programs live: what a round leaves behind is paid
// for in a later one. The others show what hangs on that.
// Each contestant runs in a process of its own, rounds alternate, medians are compared. Every round verifies its result.
import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { cases } from "./cases/index.ts";
import { serverUrl } from "./postgresql.ts";
import type { Case, ContestantName, DatabaseName, FromWorker, PeerName, ToWorker } from "./protocol.ts";

const WARM_UP = 3;
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string" },
    rounds: { type: "string", default: "15" },
    on: { type: "string" },
    collect: { type: "string", default: "none" },
  },
});
const rounds = Number(options.rounds);
if (!Number.isInteger(rounds) || rounds < 1)
  throw new Error(`--rounds ${options.rounds}: a whole number from 1 up was expected`);
const named = [...(options.only?.split(",") ?? []), ...positionals];
for (const name of named) {
  if (!(name in cases)) throw new Error(`${name} is no case: there are ${Object.keys(cases).join(", ")}`);
}
const names = named.length > 0 ? named : Object.keys(cases);
if (named.includes("compile") && !named.includes("cached")) names.push("cached");
const COLLECTIONS = ["none", "young", "full"];
const collections = options.collect.split(",");
for (const collect of collections) {
  if (!COLLECTIONS.includes(collect)) throw new Error(`--collect ${collect}: there are ${COLLECTIONS.join(", ")}`);
}
const DATABASES: readonly DatabaseName[] = ["sqlite", "pglite", "postgresql"];
const databases = (options.on?.split(",") ?? [
  "sqlite",
  (await serverAnswers()) ? "postgresql" : "pglite",
]) as DatabaseName[];
for (const database of databases) {
  if (!DATABASES.includes(database)) throw new Error(`--on ${database}: there are ${DATABASES.join(", ")}`);
}

async function serverAnswers(): Promise<boolean> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: serverUrl, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

interface Worker {
  readonly times: number[];
  round(): Promise<void>;
  close(): Promise<void>;
}

const peersFolder = fileURLToPath(new URL("../../bench/peers/", import.meta.url));
let peersReady = existsSync(`${peersFolder}node_modules`);
/** Others take part when their packages are there; they are installed when a case that has them is asked for by name. */
function withPeers(name: string): boolean {
  if (!peersReady && named.length > 0) {
    console.error(`Installing what ${name} is compared with, into bench/peers/node_modules.`);
    execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", peersFolder], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    peersReady = true;
  }
  return peersReady;
}

async function start(
  name: string,
  database: DatabaseName,
  contestant: ContestantName,
  collect: string,
): Promise<Worker> {
  const child = fork(fileURLToPath(new URL("worker.js", import.meta.url)), [name, database, contestant], {
    execArgv: ["--expose-gc"],
    env: {
      ...process.env,
      TZ: "UTC",
      BENCH_PREFIX: `bench_${contestant}_`,
      BENCH_DATABASE: database,
      BENCH_COLLECT: collect,
    },
  });
  const exit = once(child, "exit") as Promise<(number | null)[]>;
  const died = exit.then(([code]): never => {
    throw new Error(
      `The worker of ${contestant}, ${name}, ${database} ended with the exit code ${code ?? "of a signal"}`,
    );
  });
  died.catch(() => undefined);
  const answer = async (): Promise<FromWorker> => {
    const [received] = (await Promise.race([once(child, "message"), died])) as [FromWorker];
    return received;
  };
  await answer();
  const times: number[] = [];
  const say = (word: ToWorker): void => void child.send(word);
  return {
    times,
    async round() {
      say("round");
      const received = await answer();
      if (received.kind === "round") times.push(received.milliseconds);
    },
    async close() {
      say("close");
      await exit;
    },
  };
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function report(
  { title, unit, per, target }: Case,
  database: DatabaseName,
  collect: string,
  hand: number[] | undefined,
  ours: number[],
): string {
  const show = (time: number): string => {
    const value = time / per;
    return `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ${unit}`;
  };
  const wanted = database === "sqlite" ? target : undefined;
  if (hand === undefined) {
    return row([
      title,
      database,
      collect,
      "",
      show(median(ours)),
      "",
      wanted === undefined ? "" : `< ${wanted} ${unit}`,
    ]);
  }
  const ratio = median(ours) / median(hand);
  return row([
    title,
    database,
    collect,
    show(median(hand)),
    show(median(ours)),
    ratio.toFixed(2),
    wanted === undefined ? "" : wanted.toFixed(1),
  ]);
}

console.log(
  `Medians of ${rounds} rounds after ${WARM_UP} to warm up, each verified. Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${new Date().toISOString().slice(0, 10)}.\n`,
);
console.log(row(["work", "database", "collected", "by hand", "Athanor", "ratio", "at most"]));
console.log(row(["---", "---", "---", "---:", "---:", "---:", "---:"]));
for (const name of names) {
  for (const database of databases) {
    for (const collect of collections) await compete(name, database, collect);
  }
}

async function compete(name: string, database: DatabaseName, collect: string): Promise<void> {
  const contest = cases[name]!;
  const contestants = database === "sqlite" ? contest.sqlite : contest.postgresql;
  if (contestants === undefined) return;
  const hand = contestants.hand === undefined ? undefined : await start(name, database, "hand", collect);
  const ours = await start(name, database, "athanor", collect);
  const others = new Map<PeerName, Worker>();
  if (contest.peers !== undefined && database === "sqlite" && withPeers(name))
    for (const peer of contest.peers.names) others.set(peer, await start(name, database, peer, collect));
  const workers = [hand, ours, ...others.values()].filter((worker) => worker !== undefined);
  for (let round = 0; round < WARM_UP + rounds; round++) {
    if (round === WARM_UP) for (const worker of workers) worker.times.length = 0;
    for (const worker of workers) await worker.round();
  }
  for (const worker of workers) await worker.close();
  console.log(report(contest, database, collect, hand?.times, ours.times));
  for (const [peer, { times }] of others) {
    const ratio = median(times) / median(ours.times);
    const time = `${(median(times) / contest.per).toFixed(1)} ${contest.unit}`;
    console.log(row([`the same by ${peer}`, database, collect, "", time, `${ratio.toFixed(1)} of ours`, ""]));
  }
}
