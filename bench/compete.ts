import { cases } from "./cases/index.ts";
import { type Contestant, startContestant } from "./contestant.ts";
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
/** Code that takes a millisecond is not compiled to the end after a few rounds: everyone runs for so long first, … */
const WARM_UP_MS = 300;
/** … unless that takes more rounds than these. */
const MOST_WARM_UP_ROUNDS = 50;

interface Taken {
  readonly rounds: Measured[];
  /** Milliseconds of all rounds. */
  spent: number;
}

/** Runs a case with everyone who can, each in a process of its own, rounds in turn. */
export async function compete(contest: Contest, options: Options): Promise<Measurement[]> {
  const { case: name, database, pinned, collect } = contest;
  const { peers } = options;
  const started = await Promise.all(
    contestantsOf(database, cases[name]!, peers).map((contestant) =>
      startContestant(name, database, contestant, collect),
    ),
  );
  const taken = new Map<Contestant, Taken>();
  for (const contestant of started) if (contestant !== undefined) taken.set(contestant, { rounds: [], spent: 0 });
  const isPeer = (contestant: Contestant): boolean => peers.includes(contestant.name as PeerName);
  const round = async (): Promise<void> => {
    for (const [contestant, done] of taken) {
      if (isPeer(contestant) && done.spent > options.seconds * 1000 && done.rounds.length >= LEAST_ROUNDS) continue;
      try {
        const measured = await contestant.round();
        done.spent += measured.wall;
        done.rounds.push(measured);
      } catch (error) {
        if (!isPeer(contestant)) throw error;
        console.error(`${contestant.name} failed and is left out: ${name}, ${database}`);
        taken.delete(contestant);
      }
    }
  };
  const isWarm = (): boolean => options.rounds === 1 || [...taken.values()].every(({ spent }) => spent >= WARM_UP_MS);
  let warmUp = 0;
  while (warmUp < options.warmUp || (!isWarm() && warmUp < MOST_WARM_UP_ROUNDS)) {
    await round();
    // After the first round all connections are there.
    if (pinned && warmUp === 0) await pinToOneCore([...taken.keys()]);
    warmUp++;
  }
  for (let counted = 0; counted < options.rounds; counted++) await round();
  for (const contestant of taken.keys()) await contestant.close();
  return [...taken].map(([contestant, { rounds }]) => ({
    ...contest,
    contestant: contestant.name,
    rounds: rounds.slice(Math.min(warmUp, rounds.length - 1)),
  }));
}
