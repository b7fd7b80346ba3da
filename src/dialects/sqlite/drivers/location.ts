import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ArgumentError } from "../../../errors/argument.ts";
import type { ConnectOptions } from "../../../dialect/driver.ts";

/** Where a SQLite URL points, and how the file is opened. */
export interface SqliteLocation {
  /** A path, or ":memory:". */
  readonly path: string;
  /** `?mode=ro`: nothing is written. */
  readonly readonly: boolean;
  /** `?mode=rw`: the file must exist. */
  readonly mustExist: boolean;
  /** `?timeout=5`: how long to wait for another connection's lock, in milliseconds here. */
  readonly timeout: number;
  /** What only SQLite's own form of file names, the URI, can say: `?cache=shared`, `?immutable=1` … */
  readonly uriOptions: readonly (readonly [name: string, value: string])[];
  /** `?prepared_statement_cache_size=`: how many prepared statements a connection keeps; 256 unless said otherwise. */
  readonly cacheSize: number;
}

const KNOWN = ["mode", "timeout", "cache", "immutable", "nolock", "vfs", "uri", "prepared_statement_cache_size"];
/** Read by the dialect when the connection is open, and by the driver that works in a worker thread. */
const ELSEWHERE = ["foreign_keys", "journal_mode", "driver"];
const MODES = ["ro", "rw", "rwc", "memory"];
const DEFAULT_CACHE_SIZE = 256;

export function isMemory(options: Pick<ConnectOptions, "database" | "query">): boolean {
  const { database } = options;
  return database === undefined || database === "" || isMemoryName(database) || options.query["mode"] === "memory";
}

/** Whether several connections can see one memory database: `?cache=shared`. */
export function isSharedMemory(options: ConnectOptions): boolean {
  return isMemory(options) && options.query["cache"] === "shared";
}

/** Reads the parts of the URL and of `connectArgs` that SQLite knows; anything else is an ArgumentError. */
export function sqliteLocation(options: ConnectOptions): SqliteLocation {
  if (options.host !== undefined && options.host !== "") {
    throw new ArgumentError(
      `A SQLite URL has no host, but ${JSON.stringify(options.host)} was given. Write sqlite:///relative.db, sqlite:////absolute/path.db, or sqlite:// for a memory database.`,
    );
  }
  for (const name of Object.keys(options.query)) {
    if (!KNOWN.includes(name) && !ELSEWHERE.includes(name))
      throw new ArgumentError(
        `Unknown option ${JSON.stringify(name)} in a SQLite URL; expected one of ${[...KNOWN, ...ELSEWHERE].sort().join(", ")}.`,
      );
  }
  const mode = oneOf(options, "mode", MODES) ?? "rwc";
  const given = options.connectArgs["timeout"] ?? options.query["timeout"] ?? 5;
  const seconds = typeof given === "string" && given.trim() !== "" ? Number(given) : given;
  if (typeof seconds !== "number" || !(seconds >= 0 && seconds <= 2_147_483)) {
    throw new ArgumentError(`The SQLite option timeout is ${JSON.stringify(given)}; expected a number of seconds.`);
  }
  return {
    path: pathOf(options),
    readonly: mode === "ro",
    mustExist: mode === "rw" || mode === "ro",
    timeout: Math.round(seconds * 1000),
    uriOptions: uriOptions(options),
    cacheSize: cacheSize(options),
  };
}

/** A switch of the URL: on, true, yes or 1; off, false, no or 0. */
export function switchOption(options: ConnectOptions, name: string): boolean | undefined {
  const value = oneOf(options, name, ["on", "off", "true", "false", "yes", "no", "1", "0"]);
  return value === undefined ? undefined : ["on", "true", "yes", "1"].includes(value);
}

/** An option of the URL with a closed list of values, in lower case. */
export function oneOf(options: ConnectOptions, name: string, values: readonly string[]): string | undefined {
  const value = options.query[name];
  if (value === undefined) return undefined;
  const found = typeof value === "string" ? value.toLowerCase() : undefined;
  if (found !== undefined && values.includes(found)) return found;
  throw new ArgumentError(
    `The SQLite option ${name} is ${JSON.stringify(value)}; expected one of ${values.join(", ")}.`,
  );
}

/** The location as SQLite's URI, for a driver that understands it. */
export function uriOf({ path, readonly, mustExist, uriOptions: parameters }: SqliteLocation): string {
  const query = new URLSearchParams(Object.fromEntries(parameters));
  if (!query.has("mode")) query.set("mode", readonly ? "ro" : mustExist ? "rw" : "rwc");
  if (path === ":memory:") query.delete("mode");
  const inMemory = path === ":memory:" || query.get("mode") === "memory";
  return `${inMemory ? `file:${encodeURIComponent(path)}` : pathToFileURL(resolve(path)).href}?${query.toString()}`;
}

/** A path that is not taken for a URI. */
export function plainPath(path: string): string {
  return path.startsWith("file:") ? `./${path}` : path;
}

/** Opens a database; the error of one that cannot be opened says which it is. */
export function opened<T>({ path }: SqliteLocation, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof Error && !error.message.includes(path)) error.message += `: ${path}`;
    throw error;
  }
}

function pathOf(options: ConnectOptions): string {
  const database = options.database ?? "";
  const uri = switchOption(options, "uri") === true;
  if (database.startsWith("file:")) {
    if (!uri)
      throw new ArgumentError(
        `The SQLite database is written as a URI: ${JSON.stringify(database)}. Add uri=true to the options, or write ./${database} for a file of that name.`,
      );
    const name = decodeUri(database.slice("file:".length).replace(/^\/\/(?:localhost)?(?=\/)/, ""));
    return name === "" || (isMemory(options) && !isSharedMemory(options)) ? ":memory:" : name;
  }
  if (uri)
    throw new ArgumentError(
      `The SQLite option uri=true is for a database that is written as a URI, file:path; got ${JSON.stringify(database)}.`,
    );
  if (database === "" || isMemoryName(database)) return ":memory:";
  return isMemory(options) && !isSharedMemory(options) ? ":memory:" : database;
}

function isMemoryName(database: string): boolean {
  return database === ":memory:" || database === "file::memory:";
}

function uriOptions(options: ConnectOptions): [string, string][] {
  const found: [string, string][] = [];
  if (oneOf(options, "cache", ["shared", "private"]) === "shared") {
    found.push(["cache", "shared"]);
    if (options.query["mode"] === "memory") found.push(["mode", "memory"]);
  }
  for (const name of ["immutable", "nolock"]) if (switchOption(options, name) === true) found.push([name, "1"]);
  const { vfs } = options.query;
  if (vfs !== undefined) found.push(["vfs", String(vfs)]);
  return found;
}

function cacheSize(options: ConnectOptions): number {
  const value = options.query["prepared_statement_cache_size"];
  if (value === undefined) return DEFAULT_CACHE_SIZE;
  if (typeof value === "string" && /^\d{1,9}$/.test(value)) return Number(value);
  throw new ArgumentError(
    `The SQLite option prepared_statement_cache_size is ${JSON.stringify(value)}; expected a whole number.`,
  );
}

function decodeUri(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw new ArgumentError(
      `The SQLite database is a URI whose escapes cannot be read: ${JSON.stringify(text)}.`,
      "argument",
      { cause: error },
    );
  }
}
