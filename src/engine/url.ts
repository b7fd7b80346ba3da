import { ArgumentError } from "../errors/argument.ts";
import { reprValue } from "../util/repr-params.ts";

/** The parts of a URL, for `URL.create` and `url.set`. */
export interface UrlParts {
  /** "postgresql" or "postgresql+pg". */
  readonly drivername: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly database?: string | undefined;
  readonly query?: Readonly<Record<string, string | readonly string[]>> | undefined;
}

type Query = Readonly<Record<string, string | readonly string[]>>;

/**
 * Where a database is: `dialect+driver://username:password@host:port/database?key=value`. Immutable; `set` gives a changed copy.
 * Special characters in any part are percent-encoded; `URL.create` does that for you.
 */
export class URL {
  readonly drivername: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly database: string | undefined;
  readonly query: Query;

  private constructor(parts: UrlParts) {
    this.drivername = parts.drivername;
    this.username = parts.username;
    this.password = parts.password;
    this.host = parts.host;
    this.port = parts.port;
    this.database = parts.database;
    this.query = Object.freeze(Object.assign(Object.create(null) as object, parts.query));
    Object.freeze(this);
  }

  /** A URL of parts that are not percent-encoded. Throws ArgumentError for a part of the wrong type. */
  static create(parts: UrlParts): URL {
    if (parts === null || typeof parts !== "object")
      throw new ArgumentError("URL.create takes an object of parts: { drivername, username, … }.");
    const { drivername, port, query } = parts;
    if (typeof drivername !== "string" || !isDrivername(drivername)) {
      throw new ArgumentError(`A URL's drivername is like "sqlite" or "postgresql+pg"; got ${reprValue(drivername)}.`);
    }
    for (const name of ["username", "password", "host", "database"] as const) {
      const value: unknown = parts[name];
      if (value !== undefined && typeof value !== "string")
        throw new ArgumentError(`A URL's ${name} is a string; got ${typeof value}.`);
    }
    if (port !== undefined && (!Number.isInteger(port) || port < 0 || port > 65535)) {
      throw new ArgumentError(`A URL's port is a whole number up to 65535; got ${reprValue(port)}.`);
    }
    for (const [key, value] of Object.entries(query ?? {})) {
      if (typeof value !== "string" && !(Array.isArray(value) && value.every((item) => typeof item === "string"))) {
        throw new ArgumentError(
          `A URL's query holds strings and lists of strings; ${JSON.stringify(key)} is ${reprValue(value)}.`,
        );
      }
    }
    return new URL(parts);
  }

  /** The dialect: what stands before "+". */
  get backendName(): string {
    return this.drivername.split("+", 1)[0] as string;
  }
  /** The driver: what stands after "+", if anything. */
  get driverName(): string | undefined {
    const plus = this.drivername.indexOf("+");
    return plus === -1 ? undefined : this.drivername.slice(plus + 1);
  }

  /** A copy with other parts; a part given as undefined is taken away. */
  set(parts: Partial<UrlParts>): URL {
    return URL.create({ ...this.#parts(), ...parts, drivername: parts.drivername ?? this.drivername });
  }
  /** A copy whose query has these entries too; with `append`, beside those of the same name. */
  updateQueryDict(query: Query, options: { readonly append?: boolean } = {}): URL {
    const merged: Record<string, string | readonly string[]> = { ...this.query };
    for (const [key, value] of Object.entries(query)) {
      const before = merged[key];
      merged[key] = options.append === true && before !== undefined ? [before, value].flat() : value;
    }
    return this.set({ query: merged });
  }
  /** A copy without these entries of the query. */
  differenceUpdateQuery(names: Iterable<string>): URL {
    const without = new Set(names);
    return this.set({ query: Object.fromEntries(Object.entries(this.query).filter(([key]) => !without.has(key))) });
  }

  /** The text of the URL; the password is `***` unless `hidePassword` is false. */
  renderAsString(options: { readonly hidePassword?: boolean } = {}): string {
    const { username, password, host, port, database } = this;
    let text = `${this.drivername}://`;
    if (username !== undefined) text += encode(username);
    if (password !== undefined) text += `:${options.hidePassword === false ? encode(password) : "***"}`;
    if (username !== undefined || password !== undefined) text += "@";
    if (host !== undefined) text += host.includes(":") ? `[${host}]` : encode(host);
    if (port !== undefined) text += `:${port}`;
    if (database !== undefined) text += `/${encodeDatabase(database)}`;
    const pairs = Object.keys(this.query)
      .sort()
      .flatMap((key) =>
        [this.query[key] as string | readonly string[]].flat().map((value) => `${encode(key)}=${encode(value)}`),
      );
    if (pairs.length > 0) text += `${database === undefined ? "/" : ""}?${pairs.join("&")}`;
    return text;
  }
  /** With the password hidden. */
  toString(): string {
    return this.renderAsString();
  }
  toJSON(): string {
    return this.renderAsString();
  }

  /** Whether both mean the same, passwords included. */
  equals(other: URL): boolean {
    return this.renderAsString({ hidePassword: false }) === other.renderAsString({ hidePassword: false });
  }

  /** The parts as a driver takes them. */
  translateConnectArgs(): {
    host: string | undefined;
    port: number | undefined;
    username: string | undefined;
    password: string | undefined;
    database: string | undefined;
    query: Query;
  } {
    const { host, port, username, password, database, query } = this;
    return { host, port, username, password, database, query };
  }

  #parts(): UrlParts {
    const { drivername, username, password, host, port, database, query } = this;
    return { drivername, username, password, host, port, database, query };
  }
}

// console.log must not show the password either.
Object.defineProperty(URL.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: URL) {
    return this.renderAsString();
  },
});

/**
 * Reads a URL; a URL object comes back as it is.
 *
 * ```ts
 * makeUrl("postgresql://scott:tiger%21@[::1]:5432/app?sslmode=require").host; // "::1"
 * ```
 *
 * Throws ArgumentError, without the text of the URL (it may hold a password), for one that cannot be read.
 */
export function makeUrl(url: string | URL): URL {
  if (url instanceof URL) return url;
  if (typeof url !== "string")
    throw new ArgumentError(
      `Expected a database URL as a string or URL object, such as "sqlite:///app.db"; got ${url === null ? "null" : typeof url}.`,
    );
  const scheme = url.indexOf("://");
  if (scheme === -1 || !isDrivername(url.slice(0, scheme)))
    throw unreadable("it does not begin with dialect:// or dialect+driver://");
  const drivername = url.slice(0, scheme);
  let rest = url.slice(scheme + 3);
  let query: Record<string, string | readonly string[]> = {};
  const question = questionMark(rest);
  if (question !== -1) {
    query = parseQuery(rest.slice(question + 1));
    rest = rest.slice(0, question);
  }
  // The userinfo ends at the last "@" in front of the path: a "/" inside a password must be written %2F.
  const slashAfterHost = rest.indexOf("/");
  const at = (slashAfterHost === -1 ? rest : rest.slice(0, slashAfterHost)).lastIndexOf("@");
  let username: string | undefined;
  let password: string | undefined;
  if (at !== -1) {
    const userinfo = rest.slice(0, at);
    const colon = userinfo.indexOf(":");
    username = decode(colon === -1 ? userinfo : userinfo.slice(0, colon));
    if (colon !== -1) password = decode(userinfo.slice(colon + 1));
    rest = rest.slice(at + 1);
  }
  const slash = rest.indexOf("/");
  const authority = slash === -1 ? rest : rest.slice(0, slash);
  const database = slash === -1 ? undefined : decode(rest.slice(slash + 1));
  let host: string | undefined;
  let portText: string | undefined;
  if (authority.startsWith("[")) {
    const end = authority.indexOf("]");
    if (end === -1) throw unreadable("the [ of an IPv6 address is not closed");
    host = authority.slice(1, end);
    const after = authority.slice(end + 1);
    if (after !== "" && !after.startsWith(":"))
      throw unreadable("after the ] of an IPv6 address comes :port or /database");
    portText = after === "" ? undefined : after.slice(1);
  } else {
    const colon = authority.indexOf(":");
    host = decode(colon === -1 ? authority : authority.slice(0, colon));
    portText = colon === -1 ? undefined : authority.slice(colon + 1);
  }
  let port: number | undefined;
  if (portText !== undefined && portText !== "") {
    port = Number(portText);
    if (!isDigits(portText) || port > 65535)
      throw unreadable("the port is no number up to 65535 (a ':' or '@' in a password is written %3A, %40)");
  }
  return URL.create({
    drivername,
    username,
    password,
    port,
    query,
    host: host === "" ? undefined : host,
    database: database === "" ? undefined : database,
  });
}

function unreadable(why: string): ArgumentError {
  return new ArgumentError(
    `The database URL cannot be read: ${why}. Expected dialect+driver://username:password@host:port/database?key=value; URL.create({ … }) takes the parts unencoded.`,
  );
}

/** The "?" of the query: not one inside userinfo. */
function questionMark(rest: string): number {
  const slash = rest.indexOf("/");
  return rest.indexOf("?", slash === -1 ? rest.lastIndexOf("@") + 1 : slash);
}

function parseQuery(text: string): Record<string, string | readonly string[]> {
  const query: Record<string, string | readonly string[]> = Object.create(null) as Record<
    string,
    string | readonly string[]
  >;
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const key = decode((equals === -1 ? pair : pair.slice(0, equals)).replaceAll("+", " "));
    const value = equals === -1 ? "" : decode(pair.slice(equals + 1).replaceAll("+", " "));
    const before = query[key];
    query[key] = before === undefined ? value : [before, value].flat();
  }
  return query;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unreadable("a % in it is not followed by two hexadecimal digits (a plain % is written %25)");
  }
}

/** encodeURIComponent leaves ' ( ) * ! as they are, which are harmless in a URL's parts. */
function encode(text: string): string {
  return encodeURIComponent(text);
}

/** Paths stay readable. */
function encodeDatabase(text: string): string {
  return encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%3A", ":");
}

function isDrivername(text: string): boolean {
  return /^[A-Za-z0-9_]+(\+[A-Za-z0-9_-]+)?$/.test(text);
}

function isDigits(text: string): boolean {
  return /^[0-9]+$/.test(text);
}
