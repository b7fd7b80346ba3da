import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { assertEqual } from "../data.ts";
import { median } from "../measurement.ts";
import type { Options } from "../options.ts";
import type { Answered, Load, ServerName } from "./protocol.ts";

const CLIENTS = [1, 16, 64];
const REQUESTS = 1_000;

export interface HttpMeasurement {
  readonly contestant: ServerName;
  readonly clients: number;
  readonly rounds: readonly Answered[];
}

function start(file: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), args, { env: { ...process.env, TZ: "UTC", ...env } });
}

/** The next message of a process, or the error that it ended with. */
async function answerOf<T>(child: ChildProcess): Promise<T> {
  const ended = new AbortController();
  const exit = once(child, "exit", { signal: ended.signal }).then(([code]): never => {
    throw new Error(`${child.spawnargs.at(-1)} ended with the exit code ${String(code)}`);
  });
  exit.catch(() => undefined);
  const [message] = (await Promise.race([once(child, "message"), exit])) as [T];
  ended.abort();
  return message;
}

/** A handler under 1, 16 and 64 clients on PostgreSQL; servers and the load have processes of their own, rounds alternate. */
export async function measureHttp({ peers, rounds }: Options): Promise<HttpMeasurement[]> {
  const others = (["drizzle", "mikroOrm"] as const).filter((name) => peers.includes(name));
  const servers: { name: ServerName; child: ChildProcess; port: number }[] = [];
  for (const name of ["hand", "athanor", ...others] as const) {
    const child = start("server.js", [name], { BENCH_PREFIX: `bench_http_${name.toLowerCase()}_` });
    const { port } = await answerOf<{ port: number }>(child);
    servers.push({ name, child, port });
  }
  const load = start("load.js", [], {});
  const measured: HttpMeasurement[] = [];
  for (const clients of CLIENTS) {
    const taken = new Map(servers.map(({ name }) => [name, [] as Answered[]]));
    // The first one warms up.
    for (let round = 0; round <= rounds; round++) {
      for (const { name, child, port } of servers) {
        const label = `round ${clients} ${round}`;
        load.send({ port, clients, requests: REQUESTS, label } satisfies Load);
        const answered = await answerOf<Answered>(load);
        child.send({ label });
        const { count } = await answerOf<{ count: number }>(child);
        assertEqual(count, answered.touched, `parents renamed by ${name}`);
        if (round > 0) taken.get(name)!.push(answered);
      }
    }
    for (const [contestant, list] of taken) measured.push({ contestant, clients, rounds: list });
  }
  load.disconnect();
  for (const { child } of servers) {
    child.send({ label: "" });
    await once(child, "exit");
  }
  return measured;
}

export function httpTable(measured: readonly HttpMeasurement[], titles: Readonly<Record<string, string>>): string {
  const lines = measured.map(({ clients, contestant, rounds }) => {
    const perSecond = rounds.map((round) => round.perSecond);
    const p99 = median(rounds.map((round) => round.p99));
    const spread = `${Math.min(...perSecond).toFixed(0)} – ${Math.max(...perSecond).toFixed(0)}`;
    return `| ${clients} | ${titles[contestant]} | ${median(perSecond).toFixed(0)} | ${spread} | ${p99.toFixed(1)} ms |`;
  });
  return [
    "| clients | contestant | requests a second | min – max | p99 |",
    "| ---: | --- | ---: | ---: | ---: |",
    ...lines,
  ].join("\n");
}
