import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pauseProcesses } from "./pause.ts";

/** A PostgreSQL server that belongs to one test file, which may configure it, and end it. */
export interface OwnPostgresql {
  readonly port: number;
  readonly url: string;
  /** Where its socket is, and the files that `prepare` has put there. */
  readonly folder: string;
  /** Ends the server at once, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again, on the same data and port. */
  start(): Promise<void>;
  /** Has it answer nobody, and go on. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

const binaries = findBinaries();

/** Why no server can be started here, if none can; an error where servers are required. */
export const noOwnPostgresql = absence();

/**
 * Starts a server of its own, with settings such as "max_prepared_transactions=10". `prepare` gets its folder, to put files there, and gives
 * lines for the beginning of pg_hba.conf.
 */
export async function startPostgresql(
  settings: readonly string[] = [],
  prepare?: (folder: string) => readonly string[],
): Promise<OwnPostgresql> {
  if (binaries === undefined) throw new Error(noOwnPostgresql);
  const folder = mkdtempSync(join(tmpdir(), "athanor-postgresql-"));
  chmodSync(folder, 0o755);
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  // The server refuses to run as root.
  const user = process.getuid?.() === 0 ? idsOf("postgres") : undefined;
  const access = prepare?.(folder) ?? [];
  if (user !== undefined) {
    for (const each of [folder, ...readdirSync(folder).map((name) => join(folder, name))])
      chownSync(each, user.uid, user.gid);
  }
  execFileSync(join(binaries, "initdb"), ["-D", data, "-U", "root", "-A", "trust", "-E", "UTF8", "--no-sync"], {
    ...user,
    cwd: folder,
    stdio: "ignore",
  });
  const hba = join(data, "pg_hba.conf");
  writeFileSync(hba, `${access.join("\n")}\n${readFileSync(hba, "utf8")}`);
  const port = await freePort();
  let child: ReturnType<typeof spawn> | undefined;
  const end = async (signal: "SIGINT" | "SIGQUIT"): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  };
  const stop = async (): Promise<void> => {
    await end("SIGINT");
    rmSync(folder, { recursive: true, force: true });
  };
  const start = async (): Promise<void> => {
    const options = ["fsync=off", "listen_addresses=127.0.0.1", `unix_socket_directories=${folder}`, ...settings];
    child = spawn(
      join(binaries, "postgres"),
      ["-D", data, "-p", String(port), ...options.flatMap((option) => ["-c", option])],
      { ...user, cwd: folder, stdio: "ignore" },
    );
    for (let i = 0; !isReady(port); i++) {
      if (child.exitCode !== null || i > 200) {
        await stop();
        throw new Error(`postgres did not start with ${settings.join(" ")}`);
      }
      await sleep(100);
    }
  };
  await start();
  return {
    port,
    folder,
    url: `postgresql://root@127.0.0.1:${port}/postgres`,
    start,
    stop,
    kill: () => end("SIGQUIT"),
    pause: () => pauseProcesses(processesOf(child?.pid)),
    resume: () => {
      for (const pid of processesOf(child?.pid)) process.kill(pid, "SIGCONT");
    },
  };
}

/** The server has a process for each connection. */
function processesOf(server: number | undefined): readonly number[] {
  if (server === undefined) return [];
  const children = readFileSync(`/proc/${server}/task/${server}/children`, "utf8").trim().split(" ");
  return [server, ...children.filter(Boolean).map(Number)];
}

function findBinaries(): string | undefined {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(root, version, "bin")).find((path) => existsSync(join(path, "postgres")));
}

function absence(): string | undefined {
  if (binaries !== undefined) return undefined;
  const reason = "there is no postgres under /usr/lib/postgresql";
  if (process.env["ATHANOR_REQUIRE_SERVERS"] === "1") throw new Error(`ATHANOR_REQUIRE_SERVERS=1, and ${reason}.`);
  return reason;
}

function idsOf(name: string): { readonly uid: number; readonly gid: number } {
  const id = (flag: string): number => Number(execFileSync("id", [flag, name], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

function isReady(port: number): boolean {
  try {
    execFileSync(join(binaries ?? "", "pg_isready"), ["-q", "-h", "127.0.0.1", "-p", String(port)], {
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  listener.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
