// Client and server on one core: a wake-up across cores hides most of what a client costs.
import { execFileSync } from "node:child_process";
import { Client } from "pg";
import type { Contestant } from "./contestant.ts";
import { serverUrls } from "./databases/urls.ts";

const CORE = "0";

function pin(pid: number): void {
  execFileSync("taskset", ["-a", "-c", "-p", CORE, String(pid)], { stdio: "ignore" });
}

/** Pins a contestant and the server processes of its connections to one core. */
export async function pinToOneCore(contestants: readonly Contestant[]): Promise<void> {
  const client = new Client({ connectionString: serverUrls.postgresql });
  await client.connect();
  try {
    for (const { pid, application } of contestants) {
      pin(pid);
      const sql = "SELECT pid FROM pg_stat_activity WHERE application_name = $1";
      const { rows } = await client.query<{ pid: number }>(sql, [application]);
      if (rows.length === 0) throw new Error(`PostgreSQL has no connection called ${application}`);
      for (const row of rows) pin(row.pid);
    }
  } finally {
    await client.end();
  }
}

/** Why nothing can be pinned here; undefined where it can. */
export function pinningUnavailable(): string | undefined {
  try {
    execFileSync("taskset", ["-c", "-p", String(process.pid)], { stdio: "ignore" });
  } catch {
    return "--pinned needs taskset (Linux, util-linux)";
  }
  if (!/@(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(serverUrls.postgresql))
    return "--pinned needs a PostgreSQL on this machine";
  return undefined;
}
