// npm run bench [-- gets rows] [--on sqlite,postgresql | all] [--peers none | all | kysely,drizzle] [--rounds 15] [--seconds 20]
//   [--pinned] [--collect none,young,full] [--json FILE] [--markdown FILE]
// Each contestant runs in a process of its own, rounds alternate, medians are compared. Every round verifies its result.
// `--collect` says what garbage is collected before each round. None is how programs live: what a round leaves behind is paid
// for in a later one. The others show what hangs on that.
import { writeFileSync } from "node:fs";
import { cases } from "./cases/index.ts";
import { compete, type Contest } from "./compete.ts";
import { httpTable, measureHttp } from "./http/run.ts";
import { describeMachine } from "./machine.ts";
import type { Measurement } from "./measurement.ts";
import { readOptions } from "./options.ts";
import { installPeers } from "./peers.ts";
import { pinningUnavailable } from "./pinning.ts";
import { detailHead, detailLines, ratioTable, TITLES } from "./report.ts";

const options = await readOptions();
const hindered = options.pinned ? pinningUnavailable() : undefined;
if (hindered !== undefined) throw new Error(hindered);
if (options.peers.length > 0) installPeers(options.peers);
const machine = describeMachine(options);
const { title } = machine;
for (const [database, reason] of options.absent) console.error(`${database} is left out: ${reason}`);
console.log(`${title}\n`);
if (options.names.length > 0) console.log(detailHead);

const contests: Measurement[][] = [];
for (const name of options.names) {
  for (const database of options.databases) {
    for (const collect of options.collections) {
      for (const pinned of options.pinned && database === "postgresql" ? [false, true] : [false]) {
        await hold({ case: name, database, collect, pinned });
      }
    }
  }
}

async function hold(contest: Contest): Promise<void> {
  const measurements = await compete(contest, options);
  if (measurements.length === 0) return;
  contests.push(measurements);
  for (const line of detailLines(measurements)) console.log(line);
}

const http = options.http ? await measureHttp(options) : [];
const served = http.length > 0 ? httpTable(http, TITLES) : "";
if (served !== "") console.log(`\n${served}`);

const all = contests.flat();
if (options.json !== undefined) {
  const measurements = all.map((measurement) => ({ title: cases[measurement.case]!.title, ...measurement }));
  writeFileSync(options.json, `${JSON.stringify({ ...machine, measurements, http }, null, 1)}\n`);
}
if (options.markdown !== undefined) {
  const details = [detailHead, ...contests.flatMap(detailLines)].join("\n");
  const byClock = ["By the clock, medians:", ratioTable(contests, "median")];
  const byProcessor = [
    "By the processor time of the contestant's own process, the least of all rounds:",
    ratioTable(contests, "cpu"),
  ];
  const tables = contests.length > 0 ? [...byClock, ...byProcessor, details] : [];
  writeFileSync(options.markdown, `${[title, ...tables, served].filter((text) => text !== "").join("\n\n")}\n`);
}
