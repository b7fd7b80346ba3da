import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Stops processes as they stand, all of their threads: a thread that runs on another processor may answer once more after the signal. */
export function pauseProcesses(pids: readonly number[]): void {
  for (const pid of pids) process.kill(pid, "SIGSTOP");
  for (let waited = 0; waited < 5_000 && !pids.every(isStopped); waited++) sleep(1);
}

function isStopped(pid: number): boolean {
  const tasks = `/proc/${pid}/task`;
  if (!existsSync(tasks)) return true;
  return readdirSync(tasks).every((task) => {
    const stat = statOf(`${tasks}/${task}/stat`);
    // The state follows the name, which is in parentheses and may hold some.
    return stat === undefined || /^[Tt]/.test(stat.slice(stat.lastIndexOf(")") + 2));
  });
}

/** undefined: the thread has ended since. */
function statOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Nothing else may run meanwhile: who pauses a server goes on with a synchronous call. */
function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
