import { cases } from "./cases/index.ts";
import { startContestant } from "./contestant.ts";
import { isSync } from "./databases/urls.ts";
import type { Measurement } from "./measurement.ts";
import type { Options } from "./options.ts";
import { pinToOneCore } from "./pinning.ts";
import type { PeerName } from "./peer.ts";
import type { Case, ContestantName, DatabaseName, Measured } from "./protocol.ts";

export interface Contest {
  readonly case: string;
  readonly database: DatabaseName;
  readonly pinned: boolean;
  readonly collect: string;
}

/** Who may have means for a case; a peer says itself whether it has. */
function contestantsOf(
  database: DatabaseName,
  { sync, server, peer }: Case,
  peers: readonly PeerName[],
): ContestantName[] {
  const own = isSync(database) ? sync : server;
  if (own === undefined) return [];
  const names: ContestantName[] = [];
  if (own.hand !== undefined) names.push("hand");
  if ("handBulk" in own) names.push("handBulk");
  names.push("athanor");
  return peer !== undefined && (database === "sqlite" || database === "postgresql") ? [...names, ...peers] : names;
}

/** One to warm up, one that counts. */
const LEAST_ROUNDS = 2;

/** Runs a case with everyone who can, each in a process of its own, rounds in turn. */
export async function compete(contest: Contest, options: Options): Promise<Measurement[]> {
  const { case: name, database, pinned, collect } = contest;
  const { peers } = options;
  const started = await Promise.all(
    contestantsOf(database, cases[name]!, peers).map((contestant) =>
      startContestant(name, database, contestant, collect),
    ),
  );
  const contestants = started.filter((contestant) => contestant !== undefined);
  const taken = new Map(contestants.map((contestant) => [contestant, [] as Measured[]]));
  const spent = new Map(contestants.map((contestant) => [contestant, 0]));
  for (let round = 0; round < options.warmUp + options.rounds; round++) {
    // After the first round all connections are there.
    if (pinned && round === 1) await pinToOneCore([...taken.keys()]);
    for (const [contestant, rounds] of taken) {
      const isPeer = peers.includes(contestant.name as PeerName);
      if (isPeer && spent.get(contestant)! > options.seconds * 1000 && rounds.length >= LEAST_ROUNDS) continue;
      try {
        const measured = await contestant.round();
        spent.set(contestant, spent.get(contestant)! + measured.wall);
        rounds.push(measured);
      } catch (error) {
        if (!isPeer) throw error;
        console.error(`${contestant.name} failed and is left out: ${name}, ${database}`);
        taken.delete(contestant);
      }
    }
  }
  for (const contestant of taken.keys()) await contestant.close();
  return [...taken].map(([contestant, rounds]) => {
    const warmUp = Math.min(options.warmUp, rounds.length - 1);
    return { ...contest, contestant: contestant.name, rounds: rounds.slice(warmUp) };
  });
}
