import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createConnection, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pauseProcesses } from "./pause.ts";

/** A MariaDB server that belongs to one test file, which may configure it, and end it. */
export interface OwnMariadb {
  readonly port: number;
  /** Where the server's files are; `prepare` may have put some there. */
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

const server = ["/usr/sbin/mariadbd", "/usr/libexec/mariadbd"].find((path) => existsSync(path));

/** Why no server can be started here, if none can. */
export const noOwnMariadb = server === undefined ? "mariadbd is not installed" : undefined;

/** Starts a server of its own; `prepare` gets its folder and gives options for it. */
export async function startMariadb(prepare: (folder: string) => readonly string[] = () => []): Promise<OwnMariadb> {
  if (server === undefined) throw new Error(noOwnMariadb);
  const folder = mkdtempSync(join(tmpdir(), "athanor-mariadb-"));
  chmodSync(folder, 0o755);
  const data = join(folder, "data");
  const user = process.getuid?.() === 0 ? ["--user=mysql"] : [];
  const options = prepare(folder);
  if (user.length > 0) execFileSync("chown", ["-R", "mysql", folder]);
  execFileSync(
    "mariadb-install-db",
    ["--no-defaults", ...user, `--datadir=${data}`, "--auth-root-authentication-method=normal", "--skip-test-db"],
    { stdio: "ignore" },
  );
  const port = await freePort();
  let child: ChildProcess | undefined;
  const end = async (signal: "SIGTERM" | "SIGKILL"): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  };
  const stop = async (): Promise<void> => {
    await end("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  };
  const start = async (): Promise<void> => {
    child = spawn(
      server,
      [
        "--no-defaults",
        ...user,
        `--datadir=${data}`,
        `--socket=${join(folder, "socket")}`,
        `--pid-file=${join(folder, "pid")}`,
        `--port=${port}`,
        "--bind-address=127.0.0.1",
        ...options,
      ],
      { stdio: "ignore" },
    );
    for (let i = 0; !(await answers(port)); i++) {
      if (child.exitCode !== null || i > 200) {
        await stop();
        throw new Error(`mariadbd did not start with ${options.join(" ")}`);
      }
      await sleep(100);
    }
  };
  await start();
  return {
    port,
    folder,
    start,
    stop,
    kill: () => end("SIGKILL"),
    pause: () => pauseProcesses(child?.pid === undefined ? [] : [child.pid]),
    resume: () => void child?.kill("SIGCONT"),
  };
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  listener.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: "127.0.0.1", port });
    const answer = (value: boolean): void => {
      socket.destroy();
      resolve(value);
    };
    socket.once("data", () => answer(true));
    socket.once("error", () => answer(false));
  });
}
