import { parseArgs } from "node:util";
import { groups, cases } from "./cases/index.ts";
import { databaseNames, probe } from "./databases/urls.ts";
import { peerNames, type PeerName } from "./peer.ts";
import type { DatabaseName } from "./protocol.ts";

const COLLECTIONS = ["none", "young", "full"];

export interface Options {
  readonly names: readonly string[];
  /** Whether HTTP is served too. */
  readonly http: boolean;
  readonly databases: readonly DatabaseName[];
  /** The versions of the databases. */
  readonly versions: ReadonlyMap<DatabaseName, string>;
  /** Databases that were left out, each with the reason. */
  readonly absent: ReadonlyMap<DatabaseName, string>;
  readonly peers: readonly PeerName[];
  readonly rounds: number;
  readonly warmUp: number;
  /** No other project starts another round of a case after so many seconds, once it had two. */
  readonly seconds: number;
  readonly collections: readonly string[];
  /** Whether PostgreSQL is measured on one core too. */
  readonly pinned: boolean;
  readonly json: string | undefined;
  readonly markdown: string | undefined;
}

/** Splits a list and refuses what is none of `known`. */
function listed<T extends string>(option: string, text: string, known: readonly T[]): T[] {
  const names = text.split(",") as T[];
  for (const name of names)
    if (!known.includes(name)) throw new Error(`${option} ${name}: there are ${known.join(", ")}`);
  return names;
}

function whole(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`${option} ${text}: a whole number from 1 up was expected`);
  return value;
}

async function chooseDatabases(text: string | undefined): Promise<Pick<Options, "databases" | "versions" | "absent">> {
  const absent = new Map<DatabaseName, string>();
  const asked: DatabaseName[] =
    text === "all" ? [...databaseNames] : listed("--on", text ?? "sqlite,postgresql", databaseNames);
  const versions = new Map<DatabaseName, string>();
  for (const database of asked) {
    const found = await probe(database);
    if ("version" in found) versions.set(database, found.version);
    else absent.set(database, found.reason);
    // Without a server there is PostgreSQL all the same.
    if (text === undefined && absent.has("postgresql") && !asked.includes("pglite")) asked.push("pglite");
  }
  return { databases: [...versions.keys()], versions, absent };
}

/** The options of the command line, each checked. */
export async function readOptions(): Promise<Options> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: "string" },
      peers: { type: "string", default: "none" },
      rounds: { type: "string", default: "15" },
      seconds: { type: "string", default: "20" },
      on: { type: "string" },
      collect: { type: "string", default: "none" },
      pinned: { type: "boolean", default: false },
      json: { type: "string" },
      markdown: { type: "string" },
    },
  });
  const known = [...Object.keys(groups), "http", ...Object.keys(cases)];
  const asked = [values.only, ...positionals].filter((text) => text !== undefined).join(",");
  const named = listed("--only", asked === "" ? "standard" : asked, known);
  const names = named.filter((name) => name !== "http");
  const rounds = whole("--rounds", values.rounds);
  return {
    names: names.flatMap((name) => (name in groups ? Object.keys(groups[name]!) : [name])),
    http: named.includes("http"),
    ...(await chooseDatabases(values.on)),
    peers:
      values.peers === "none" ? [] : values.peers === "all" ? peerNames : listed("--peers", values.peers, peerNames),
    rounds,
    warmUp: rounds === 1 ? 1 : 3,
    seconds: whole("--seconds", values.seconds),
    collections: listed("--collect", values.collect, COLLECTIONS),
    pinned: values.pinned,
    json: values.json,
    markdown: values.markdown,
  };
}
