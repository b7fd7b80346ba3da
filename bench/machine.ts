import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import type { Options } from "./options.ts";
import { packagesOf, peersFolder } from "./peers.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The version of an installed package, found without asking the package for it. */
function versionIn(folder: string, name: string): string | undefined {
  try {
    const { version } = JSON.parse(readFileSync(`${folder}node_modules/${name}/package.json`, "utf8")) as {
      version: string;
    };
    return version;
  } catch {
    return undefined;
  }
}

export interface Machine {
  readonly date: string;
  readonly node: string;
  readonly processor: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly title: string;
}

/** What a table of figures must say of where they come from. */
export function describeMachine({ rounds, warmUp, seconds, peers, versions: databases }: Options): Machine {
  const versions: Record<string, string> = {};
  const note = (name: string, version: string | undefined): void => {
    if (version !== undefined) versions[name] = version;
  };
  for (const name of ["better-sqlite3", "pg", "@electric-sql/pglite", "mysql2"]) note(name, versionIn(root, name));
  for (const name of packagesOf(peers)) note(name, versionIn(peersFolder, name));
  for (const [database, version] of databases) note(database === "sqlite" ? "SQLite" : database, version);
  const date = new Date().toISOString().slice(0, 10);
  const processor = `${cpus().length} × ${cpus()[0]?.model ?? "?"}`;
  const limit = peers.length > 0 ? ` (of other projects: at least one, and at most ${seconds} s a line)` : "";
  const title = `Medians of ${rounds} rounds${limit} after ${warmUp} or more to warm up, each verified. Node ${process.version}, ${processor}, ${date}.`;
  return { date, node: process.version, processor, versions, title };
}
