import type { Driver } from "../../../dialect/driver.ts";
import { NoSuchModuleError } from "../../../errors/driver.ts";
import { betterSqlite3Driver } from "./better-sqlite3.ts";
import { bunSqliteDriver, isBun } from "./bun.ts";
import { hasNodeSqlite, nodeSqliteDriver } from "./node.ts";

/** The drivers that work in the thread that calls them. */
export const inThreadDrivers: Readonly<Record<string, () => Driver>> = {
  "better-sqlite3": betterSqlite3Driver,
  bun: bunSqliteDriver,
  node: nodeSqliteDriver,
};

/** What this runtime brings along; a package to be installed where it brings nothing. */
export function defaultInThreadDriver(): string {
  return isBun() ? "bun" : hasNodeSqlite() ? "node" : "better-sqlite3";
}

/** One of them by its name, or the default. */
export function inThreadDriver(name: string = defaultInThreadDriver()): Driver {
  const factory = Object.hasOwn(inThreadDrivers, name) ? inThreadDrivers[name] : undefined;
  if (factory !== undefined) return factory();
  throw new NoSuchModuleError(
    `The SQLite option driver is ${JSON.stringify(name)}; expected one of ${Object.keys(inThreadDrivers).join(", ")}.`,
  );
}
