import type { ServerAddress } from "../dialect/driver.ts";
import { ArgumentError } from "../errors/argument.ts";
import { reprValue } from "../util/repr-params.ts";
import type { UrlQuery } from "./url-text.ts";

/** Which servers a URL names, and what is left of its query. */
interface Servers {
  readonly host: string | undefined;
  readonly port: number | undefined;
  /** All of them, in order, when there are several. */
  readonly hosts?: readonly ServerAddress[];
  readonly query: UrlQuery;
}

/**
 * The servers of a URL: the one in front of the database, or those of `?host=`, as SQLAlchemy and libpq write them: `host=a:5432&host=b:5433`,
 * `host=a,b&port=5432,5433`, or one port for all.
 */
export function serversOf(host: string | undefined, port: number | undefined, query: UrlQuery): Servers {
  const named = host === "" ? undefined : host;
  const { host: given, port: givenPorts, ...rest } = query;
  if (given === undefined && givenPorts === undefined) return { host: named, port, query };
  if (given === undefined) {
    const ports = portsOf(givenPorts);
    if (port !== undefined || ports.length !== 1) throw wrong("ports are given, but not one for each server");
    return { host: named, port: ports[0], query: rest };
  }
  if (named !== undefined) throw wrong('servers are named both before the "/" and by ?host=');
  const ports = portsOf(givenPorts);
  const addresses = list(given).map(address);
  const own = addresses.filter((each) => each.port !== undefined).length;
  const shared = ports.length === 0 && port !== undefined ? [port] : ports;
  if (shared.length > 0 && own > 0) throw wrong("ports are given twice: beside their servers, and by themselves");
  if (shared.length > 1 && shared.length !== addresses.length)
    throw wrong(`there are ${addresses.length} servers and ${shared.length} ports`);
  const hosts = addresses.map((each, i) => ({ host: each.host, port: each.port ?? shared[i] ?? shared[0] }));
  const [first] = hosts as [ServerAddress];
  return { host: first.host, port: first.port, query: rest, ...(hosts.length > 1 ? { hosts } : {}) };
}

/** "a:5432", "[::1]:5432", or a folder with a socket. */
function address(text: string): ServerAddress {
  if (text.startsWith("/")) return { host: text, port: undefined };
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  if (host === undefined || host === "")
    throw wrong(`${reprValue(text)} is no server; expected host, host:port or [IPv6 address]:port`);
  return { host, port: match?.[3] === undefined ? undefined : portOf(match[3]) };
}

function portsOf(given: string | readonly string[] | undefined): number[] {
  return given === undefined ? [] : list(given).map(portOf);
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw wrong(`the port ${reprValue(text)} is no number up to 65535`);
  return port;
}

function list(given: string | readonly string[]): string[] {
  return [given].flat().flatMap((each) => each.split(","));
}

function wrong(why: string): ArgumentError {
  return new ArgumentError(
    `The servers of the database URL make no sense: ${why}. Expected host:port before the "/", or ?host=a:5432&host=b:5433.`,
  );
}
