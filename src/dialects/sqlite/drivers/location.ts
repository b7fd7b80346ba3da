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
}

const KNOWN = ["mode", "timeout"];
const MODES = ["ro", "rw", "rwc", "memory"];

export function isMemory(options: ConnectOptions): boolean {
  const { database } = options;
  return database === undefined || database === "" || database === ":memory:" || options.query["mode"] === "memory";
}

/** Reads the parts of the URL and of `connectArgs` that SQLite knows; anything else is an ArgumentError. */
export function sqliteLocation(options: ConnectOptions): SqliteLocation {
  if (options.host !== undefined && options.host !== "") {
    throw new ArgumentError(
      `A SQLite URL has no host, but ${JSON.stringify(options.host)} was given. Write sqlite:///relative.db, sqlite:////absolute/path.db, or sqlite:// for a memory database.`,
    );
  }
  for (const name of Object.keys(options.query)) {
    if (!KNOWN.includes(name))
      throw new ArgumentError(
        `Unknown option ${JSON.stringify(name)} in a SQLite URL; expected ${KNOWN.join(" or ")}.`,
      );
  }
  const mode = options.query["mode"] ?? "rwc";
  if (typeof mode !== "string" || !MODES.includes(mode)) {
    throw new ArgumentError(`The SQLite option mode is ${JSON.stringify(mode)}; expected one of ${MODES.join(", ")}.`);
  }
  const given = options.connectArgs["timeout"] ?? options.query["timeout"] ?? 5;
  const seconds = typeof given === "string" && given.trim() !== "" ? Number(given) : given;
  if (typeof seconds !== "number" || !(seconds >= 0 && seconds <= 2_147_483)) {
    throw new ArgumentError(`The SQLite option timeout is ${JSON.stringify(given)}; expected a number of seconds.`);
  }
  return {
    path: isMemory(options) ? ":memory:" : (options.database as string),
    readonly: mode === "ro",
    mustExist: mode === "rw" || mode === "ro",
    timeout: Math.round(seconds * 1000),
  };
}
