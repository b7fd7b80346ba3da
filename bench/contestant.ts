import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ContestantName, DatabaseName, FromWorker, Measured, ToWorker } from "./protocol.ts";

/** A contestant in a process of its own. */
export interface Contestant {
  readonly name: ContestantName;
  readonly pid: number;
  /** The name under which its connections are seen in PostgreSQL. */
  readonly application: string;
  readonly round: () => Promise<Measured>;
  readonly close: () => Promise<void>;
}

/** Starts it, and waits until its tables are filled; undefined when it has no means for the case. */
export async function startContestant(
  caseName: string,
  database: DatabaseName,
  name: ContestantName,
  collect: string,
): Promise<Contestant | undefined> {
  const prefix = `bench_${name.toLowerCase()}_`;
  const child = fork(fileURLToPath(new URL("worker.js", import.meta.url)), [caseName, database, name], {
    execArgv: ["--expose-gc", "--disable-warning=ExperimentalWarning"],
    env: { ...process.env, TZ: "UTC", BENCH_PREFIX: prefix, BENCH_COLLECT: collect, PGAPPNAME: prefix },
  });
  const exit = once(child, "exit") as Promise<(number | null)[]>;
  const died = exit.then(([code]): never => {
    throw new Error(
      `The worker of ${name}, ${caseName}, ${database} ended with the exit code ${code ?? "of a signal"}`,
    );
  });
  died.catch(() => undefined);
  const answer = async (): Promise<FromWorker> => {
    const [received] = (await Promise.race([once(child, "message"), died])) as [FromWorker];
    return received;
  };
  const say = (word: ToWorker): void => void child.send(word);
  const close = async (): Promise<void> => {
    say("close");
    await exit;
  };
  const { kind } = await answer();
  if (kind === "absent") {
    await close();
    return undefined;
  }
  return {
    name,
    pid: child.pid!,
    application: prefix,
    async round() {
      say("round");
      const received = await answer();
      if (received.kind !== "round") throw new Error(`${name} said ${received.kind} instead of its time`);
      return received;
    },
    close,
  };
}
