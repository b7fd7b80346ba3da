import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { PeerName } from "./peer.ts";

/** Next to the sources, wherever this runs: the other projects' packages are not the benchmark's own. */
export const peersFolder = fileURLToPath(new URL("../../bench/peers/", import.meta.url));

const packages: Readonly<Record<PeerName, readonly string[]>> = {
  drizzle: ["drizzle-orm"],
  kysely: ["kysely"],
  knex: ["knex"],
  objection: ["objection"],
  mikroOrm: ["@mikro-orm/core"],
  typeorm: ["typeorm"],
  sequelize: ["sequelize", "sqlite3"],
  prisma: ["@prisma/client"],
};

export function packagesOf(peers: readonly PeerName[]): string[] {
  return peers.flatMap((peer) => packages[peer]);
}

/** Installs the other projects, unless they are there. */
export function installPeers(peers: readonly PeerName[]): void {
  const missing = packagesOf(peers).filter((name) => !existsSync(`${peersFolder}node_modules/${name}`));
  if (missing.length === 0) return;
  console.error(`Installing ${missing.join(", ")} and what they need into bench/peers/node_modules.`);
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--prefix", peersFolder], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  // Prisma's client is generated. It would download an engine first, which generating has no use for.
  execFileSync("npm", ["run", "--silent", "generate", "--prefix", peersFolder], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
  });
}
