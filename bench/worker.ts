// One contestant in one case, in a process of its own: runs a round whenever the parent says so.
import { cases } from "./cases/index.ts";
import type { Contestant, ContestantName, FromWorker, PeerName, ToWorker } from "./protocol.ts";

const [caseName, database, name] = process.argv.slice(2) as [string, string, ContestantName];
const collect = process.env["BENCH_COLLECT"];
const { sqlite, postgresql, peers } = cases[caseName]!;
const contestants: Partial<Record<ContestantName, Contestant>> = peers?.names.includes(name as PeerName)
  ? ((await import(new URL(`../../bench/peers/${peers.file}`, import.meta.url).href)) as Record<PeerName, Contestant>)
  : (database === "sqlite" ? sqlite : postgresql)!;
const round = await contestants[name]!();

function send(message: FromWorker): void {
  process.send!(message);
}

async function runRound(): Promise<void> {
  await round.before?.();
  if (collect !== "none") globalThis.gc?.({ type: collect === "full" ? "major" : "minor", execution: "sync" });
  const start = performance.now();
  let result = round.run();
  // Awaiting a synchronous contestant would add a turn of the event loop to its time.
  if (result instanceof Promise) result = await result;
  const milliseconds = performance.now() - start;
  await round.verify(result);
  send({ kind: "round", milliseconds });
}

process.on("message", (message: ToWorker) => {
  const work = message === "round" ? runRound() : Promise.resolve(round.close()).then(() => process.disconnect());
  work.catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
// The parent is done, or gone.
process.on("disconnect", () => process.exit());
send({ kind: "ready" });
