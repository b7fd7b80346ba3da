import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";
import { decodePart, queryOf, queryPairs, unreadable, type UrlQuery } from "./url-text.ts";
import { isDrivername, URL } from "./url.ts";

/**
 * Reads a URL; a URL object comes back as it is.
 *
 * ```ts
 * makeUrl("postgresql://scott:tiger%21@[::1]:5432/app?sslmode=require").host; // "::1"
 * ```
 *
 * In user name, password and database `%40` is "@", and so on; a plus sign is a plus sign there, and a space after `?`. Several servers are
 * `?host=a:5432&host=b:5433`, or `//a:5432,b:5433/`. Throws ArgumentError, without the text of the URL (it may hold a password), for
 * one that cannot be read, or that can be read in two ways.
 */
export function makeUrl(url: string | URL): URL {
  if (url instanceof URL) return url;
  if (typeof url !== "string")
    throw new ArgumentError(
      `Expected a database URL as a string or a URL object of Athanor's, such as "sqlite:///app.db"; got ${describeValue(url)}.`,
    );
  if (url.trim() !== url) throw unreadable("it begins or ends with white space");
  const scheme = url.indexOf("://");
  if (scheme === -1 || !isDrivername(url.slice(0, scheme)))
    throw unreadable("it does not begin with dialect:// or dialect+driver://");
  const rest = url.slice(scheme + 3);
  const at = endOfUserinfo(rest);
  const { authority, database, query } = split(at === -1 ? rest : rest.slice(at + 1));
  return URL.create({
    drivername: url.slice(0, scheme),
    ...(at === -1 ? {} : userinfo(rest.slice(0, at))),
    ...servers(authority, query),
    database,
  });
}

/**
 * Where the "@" after user name and password is; -1 without one. A password may hold "/", "?" and "@" as they are, as long as
 * nobody could take it for a port.
 */
function endOfUserinfo(rest: string): number {
  const head = /[/?]/.exec(rest)?.index ?? rest.length;
  const inHead = rest.lastIndexOf("@", head);
  if (inHead !== -1) return inHead;
  const colon = rest.indexOf(":");
  const first = rest.indexOf("@", head);
  if (colon === -1 || colon > head || first === -1 || rest.startsWith("[")) return -1;
  if (/^\d*$/.test(rest.slice(colon + 1, head)) || rest.slice(0, head).includes(",")) {
    // host:5432/data@base, or a user with the password "5432/data".
    if (rest[head] === "/" && !rest.slice(0, first).includes("?"))
      throw unreadable(
        'an "@" after the first "/" could end a password or be in the database: write it %40, or the "/" %2F',
      );
    return -1;
  }
  const end = /[/?]/.exec(rest.slice(first))?.index;
  return rest.lastIndexOf("@", end === undefined ? rest.length : first + end);
}

function userinfo(text: string): { username: string; password?: string } {
  const colon = text.indexOf(":");
  return colon === -1
    ? { username: decodePart(text) }
    : { username: decodePart(text.slice(0, colon)), password: decodePart(text.slice(colon + 1)) };
}

/** What comes after the userinfo. */
function split(text: string): { authority: string; database: string | undefined; query: UrlQuery } {
  const question = text.indexOf("?");
  const query = question === -1 ? {} : queryOf(queryPairs(text.slice(question + 1)));
  const path = question === -1 ? text : text.slice(0, question);
  const slash = path.indexOf("/");
  return {
    authority: slash === -1 ? path : path.slice(0, slash),
    database: slash === -1 ? undefined : decodePart(path.slice(slash + 1)),
    query,
  };
}

/** Host and port; several servers, as libpq separates them by commas, go into the query, where SQLAlchemy has them. */
function servers(authority: string, query: UrlQuery): { host?: string; port?: number; query: UrlQuery } {
  if (!authority.includes(",")) return { ...server(authority), query };
  if (query["host"] !== undefined) throw unreadable('servers are named both before the "/" and by ?host=');
  const hosts = authority.split(",").map((each) => {
    const { host, port } = server(each);
    if (host === undefined) throw unreadable("a server in the list has no name");
    const name = host.includes(":") ? `[${host}]` : host;
    return port === undefined ? name : `${name}:${port}`;
  });
  return { query: { ...query, host: hosts } };
}

function server(text: string): { host?: string; port?: number } {
  let host: string;
  let portText: string;
  if (text.startsWith("[")) {
    const end = text.indexOf("]");
    if (end === -1) throw unreadable("the [ of an IPv6 address is not closed");
    host = text.slice(1, end);
    portText = text.slice(end + 1);
    if (portText !== "" && !portText.startsWith(":"))
      throw unreadable("after the ] of an IPv6 address comes :port or /database");
    portText = portText.slice(1);
  } else {
    const colon = text.indexOf(":");
    host = decodePart(colon === -1 ? text : text.slice(0, colon));
    portText = colon === -1 ? "" : text.slice(colon + 1);
  }
  const named = host === "" ? {} : { host };
  if (portText === "") return named;
  const port = Number(portText);
  if (!/^\d+$/.test(portText) || port > 65535)
    throw unreadable(
      'the port is no number up to 65535 (an IPv6 address stands in [ ], a ":" or "@" in a password is written %3A or %40)',
    );
  return { ...named, port };
}
