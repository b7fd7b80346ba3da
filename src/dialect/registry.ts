import { NoSuchModuleError } from "../errors/driver.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import { BridgedDriver } from "./bridge/bridged-driver.ts";
import type { Dialect } from "./dialect.ts";
import type { Driver } from "./driver.ts";

/** Options of createEngine that a dialect takes for itself (`sqliteBeginMode` …). */
export type DialectOptions = Readonly<Record<string, unknown>>;
export type DialectFactory = (options: DialectOptions) => Dialect;

const dialects = new Map<string, DialectFactory>();
/** What other libraries and hosts call our dialects. */
const otherNames: Readonly<Record<string, string>> = {
  postgres: "postgresql",
  pg: "postgresql",
  psql: "postgresql",
  sqlite3: "sqlite",
  "better-sqlite3": "sqlite",
  mysql2: "mysql",
};
const drivers = new Map<string, Map<string, () => Driver>>();

/** Makes a dialect known under the name that URLs use. The roots (`athanor/sqlite` …) and third-party dialects call this. */
export function registerDialect(name: string, factory: DialectFactory): void {
  dialects.set(name, factory);
  if (!drivers.has(name)) drivers.set(name, new Map());
}

/** Makes a driver known under `dialect+driver:`; a later registration of the same name replaces the earlier one. */
export function registerDriver(dialect: string, driver: string, factory: () => Driver): void {
  let ofDialect = drivers.get(dialect);
  if (ofDialect === undefined) drivers.set(dialect, (ofDialect = new Map()));
  ofDialect.set(driver, factory);
}

/** A new dialect object for `createEngine` or `compile({ dialect })`. Throws NoSuchModuleError for an unknown name. */
export function createDialect(name: string, options: DialectOptions = {}): Dialect {
  const factory = dialects.get(name);
  if (factory === undefined) {
    const known = [...dialects.keys()].sort().join(", ");
    const meant = otherNames[name];
    const hint = meant === undefined ? didYouMean(name, dialects.keys()) : ` Write "${meant}://" for "${name}://".`;
    throw new NoSuchModuleError(
      `Unknown dialect ${JSON.stringify(name)}; expected one of: ${known || "(none is registered)"}.${hint}`,
    );
  }
  return factory(options);
}

/** What a URL's `dialect+driver` stands for. */
export interface Resolved {
  readonly dialect: Dialect;
  readonly driver: Driver;
}

/**
 * The dialect and the driver of "dialect" or "dialect+driver". With `sync`, a driver that gives promises comes
 * wrapped by the bridge, so that its connections give values at once.
 */
export function resolve(drivername: string, sync: boolean, options: DialectOptions = {}): Resolved {
  const plus = drivername.indexOf("+");
  const dialectName = plus < 0 ? drivername : drivername.slice(0, plus);
  const dialect = createDialect(dialectName, options);
  const driverName = plus < 0 ? dialect.defaultDriver(sync) : drivername.slice(plus + 1);
  const ofDialect = drivers.get(dialectName);
  const factory = ofDialect?.get(driverName);
  if (factory === undefined) {
    const known = [...(ofDialect?.keys() ?? [])]
      .map((name) => `${dialectName}+${name}`)
      .sort()
      .join(", ");
    throw new NoSuchModuleError(
      `Unknown driver ${JSON.stringify(driverName)} for ${dialectName}; expected one of: ${known || "(none is registered)"}.`,
    );
  }
  const made = factory();
  const driver = sync && made.isAsync ? new BridgedDriver(made) : made;
  dialect.driver = driver;
  return { dialect, driver };
}
