// One contestant in one case, in a process of its own: runs a round whenever the parent says so.
import * as athanor from "./databases/athanor.ts";
import * as byHand from "./databases/by-hand.ts";
import { createTables, dropTables } from "./databases/tables.ts";
import { dialects, engineUrls, isSync, serverUrls } from "./databases/urls.ts";
import { formatDate, parseDate, prefix } from "./data.ts";
import { cases } from "./cases/index.ts";
import type { OpenPeer, Peer } from "./peer.ts";
import type { Case, ContestantName, DatabaseName, FromWorker, Measured, Round, ToWorker } from "./protocol.ts";

const [caseName, database, name] = process.argv.slice(2) as [string, DatabaseName, ContestantName];
const collect = process.env["BENCH_COLLECT"];
const contest = cases[caseName]!;
const closing: (() => unknown)[] = [];
const round = await open(contest);

async function open({ fill, sync, server, peer }: Case): Promise<Round | undefined> {
  const dialect = dialects[database];
  if (name === "hand" || name === "handBulk") {
    const rows = fill?.(dialect) ?? [];
    if (isSync(database)) {
      const opened = await byHand.openSqlite(database, rows);
      closing.push(() => opened.close());
      return name === "hand" ? sync.hand?.(opened) : undefined;
    }
    const contestant = server?.[name];
    if (contestant === undefined) return undefined;
    const opened = await byHand.openServer(database, rows);
    closing.push(() => opened.close());
    return contestant(opened);
  }
  if (name === "athanor") {
    const rows = fill?.(dialect) ?? [];
    if (isSync(database)) {
      const opened = athanor.openSqlite(database, rows);
      closing.push(() => opened.close());
      return sync.athanor(opened);
    }
    if (server === undefined) return undefined;
    const opened = await athanor.openServer(database, rows);
    closing.push(() => opened.close());
    return server.athanor(opened);
  }
  if (peer === undefined || (server === undefined && !isSync(database))) return undefined;
  const opened = await openPeer();
  closing.push(() => opened.close());
  for (const sql of [...dropTables(dialect), ...createTables(dialect)]) await opened.exec(sql);
  for (const sql of fill?.(dialect, opened.dates) ?? []) await opened.exec(sql);
  if (!isSync(database))
    closing.unshift(async () => {
      for (const sql of dropTables(dialect)) await opened.exec(sql);
    });
  return peer(opened);
}

async function openPeer(): Promise<Peer> {
  const file = new URL(`../../bench/peers/${name}.mjs`, import.meta.url).href;
  const module = (await import(file)) as { open: OpenPeer };
  const url = database === "postgresql" ? serverUrls.postgresql : engineUrls[database];
  const opened = await module.open({ database, url, prefix, parseDate, formatDate });
  return { ...opened, dialect: dialects[database] };
}

function send(message: FromWorker): void {
  process.send!(message);
}

function usedMemory(): number {
  // A collection "of type major" leaves more behind than one of no type, which takes all.
  globalThis.gc!();
  return process.memoryUsage().heapUsed;
}

/** What the round gave, held here and nowhere else, so that it is gone when the next one begins. */
let result: unknown;

async function time(run: Round["run"]): Promise<Measured> {
  const startCpu = process.cpuUsage();
  const start = performance.now();
  result = run();
  // Awaiting a synchronous contestant would add a turn of the event loop to its time.
  if (typeof (result as { then?: unknown } | undefined)?.then === "function") result = await result;
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(startCpu);
  return { wall, cpu: (user + system) / 1000 };
}

async function runRound({ before, run, verify }: Round): Promise<void> {
  await before?.();
  const kept = contest.memory?.kind === "kept" ? contest.memory.pieces : undefined;
  const held = kept === undefined ? 0 : usedMemory();
  if (collect === "full") globalThis.gc!();
  else if (collect === "young") globalThis.gc!({ type: "minor" });
  const measured = await time(run);
  const memory = kept === undefined ? (result as { peak?: number } | undefined)?.peak : (usedMemory() - held) / kept;
  await verify(result);
  result = undefined;
  send({ kind: "round", ...measured, ...(memory !== undefined && { memory }) });
}

async function close(): Promise<void> {
  await round?.close?.();
  for (const work of closing) await work();
  process.disconnect();
}

process.on("message", (message: ToWorker) => {
  (message === "round" ? runRound(round!) : close()).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
// The parent is done, or gone.
process.on("disconnect", () => process.exit());
send({ kind: round === undefined ? "absent" : "ready" });
