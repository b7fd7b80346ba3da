import type { Dialect } from "../dialect/dialect.ts";
import type { ServerAddress } from "../dialect/driver.ts";
import { createDialect } from "../dialect/registry.ts";
import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";
import { reprValue } from "../util/repr-params.ts";
import { serversOf } from "./url-servers.ts";
import { encodeDatabase, encodeHost, encodePart, encodeQuery, queryOf, queryPairs, type UrlQuery } from "./url-text.ts";

/** The parts of a URL, for `URL.create` and `url.set`. */
export interface UrlParts {
  /** "postgresql" or "postgresql+pg". */
  readonly drivername: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly database?: string | undefined;
  readonly query?: UrlQuery | undefined;
}

/** What a driver is told of a URL. */
export interface UrlConnectArgs {
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly hosts?: readonly ServerAddress[];
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
  readonly query: UrlQuery;
}

interface AppendOptions {
  /** Beside entries of the same name, which are replaced otherwise. */
  readonly append?: boolean | undefined;
}

/**
 * Where a database is: `dialect+driver://username:password@host:port/database?key=value`. Immutable; `set` gives a changed copy.
 * In text, special characters are percent-encoded; `URL.create` takes parts as they are. The password shows only when it is asked for.
 *
 * ```ts
 * const url = URL.create({ drivername: "postgresql", username: "scott", password: "p@ss/word", host: "db", database: "app" });
 * String(url);                                  // "postgresql://scott:***@db/app"
 * url.renderAsString({ hidePassword: false });  // "postgresql://scott:p%40ss%2Fword@db/app"
 * ```
 */
export class URL {
  readonly drivername: string;
  readonly username: string | undefined;
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly database: string | undefined;
  readonly query: UrlQuery;
  /** Private, so that whatever prints or copies the fields of an object does not find it. */
  readonly #password: string | undefined;

  private constructor(parts: UrlParts) {
    this.drivername = parts.drivername;
    this.username = parts.username;
    this.#password = parts.password;
    this.host = parts.host;
    this.port = parts.port;
    this.database = parts.database;
    this.query = frozen(parts.query ?? {});
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
      // What was given is not shown: it may be a password.
      if (value !== undefined && typeof value !== "string")
        throw new ArgumentError(`A URL's ${name} is a string; got ${value === null ? "null" : typeof value}.`);
    }
    if (port !== undefined && (!Number.isInteger(port) || port < 0 || port > 65535)) {
      throw new ArgumentError(`A URL's port is a whole number up to 65535; got ${reprValue(port)}.`);
    }
    if (query !== undefined) checkQuery(query);
    return new URL(parts);
  }

  get password(): string | undefined {
    return this.#password;
  }
  /** The entries of the query, each as a list. */
  get normalizedQuery(): Readonly<Record<string, readonly string[]>> {
    const lists = Object.create(null) as Record<string, readonly string[]>;
    for (const [key, value] of Object.entries(this.query)) lists[key] = typeof value === "string" ? [value] : value;
    return lists;
  }

  /** The dialect's name: what stands before "+". */
  getBackendName(): string {
    return this.drivername.split("+", 1)[0] as string;
  }
  /** The driver's name: what stands after "+", else the one that the dialect takes. Throws NoSuchModuleError for an unknown dialect. */
  getDriverName(): string {
    const plus = this.drivername.indexOf("+");
    return plus === -1 ? this.getDialect().defaultDriver(true) : this.drivername.slice(plus + 1);
  }
  /** A new dialect object of the URL's dialect. Throws NoSuchModuleError for an unknown one. */
  getDialect(): Dialect {
    return createDialect(this.getBackendName());
  }

  /** A copy with other parts; a part given as undefined is taken away. */
  set(parts: Partial<UrlParts>): URL {
    return URL.create({ ...this.#parts(), ...parts, drivername: parts.drivername ?? this.drivername });
  }
  /** A copy whose query has these entries, too. `append`: beside those of the same name, not in their place. */
  updateQueryDict(query: UrlQuery, options: AppendOptions = {}): URL {
    checkQuery(query);
    return this.updateQueryPairs(Object.entries(query), options);
  }
  /** The same with pairs, in which a name may come several times. */
  updateQueryPairs(
    pairs: Iterable<readonly [string, string | readonly string[]]>,
    { append = false }: AppendOptions = {},
  ): URL {
    const given = queryOf(pairs);
    return this.set({
      query: append ? queryOf([...Object.entries(this.query), ...Object.entries(given)]) : { ...this.query, ...given },
    });
  }
  /** The same with the text of a query: `url.updateQueryString("a=1&b=2")`. */
  updateQueryString(text: string, options: AppendOptions = {}): URL {
    if (typeof text !== "string")
      throw new ArgumentError(`updateQueryString() takes text such as "a=1&b=2"; got ${describeValue(text)}.`);
    return this.updateQueryPairs(queryPairs(text), options);
  }
  /** A copy without these entries of the query. */
  differenceUpdateQuery(names: Iterable<string>): URL {
    const without = new Set(names);
    return this.set({ query: Object.fromEntries(Object.entries(this.query).filter(([key]) => !without.has(key))) });
  }

  /** The text of the URL; the password is `***` unless `hidePassword` is false. */
  renderAsString(options: { readonly hidePassword?: boolean } = {}): string {
    const { username, host, port, database } = this;
    const password = this.#password;
    let text = `${this.drivername}://`;
    if (username !== undefined) text += encodePart(username);
    if (password !== undefined) text += `:${options.hidePassword === false ? encodePart(password) : "***"}`;
    if (username !== undefined || password !== undefined) text += "@";
    if (host !== undefined) text += host.includes(":") ? `[${host}]` : encodeHost(host);
    if (port !== undefined) text += `:${port}`;
    if (database !== undefined) text += `/${encodeDatabase(database)}`;
    const query = encodeQuery(this.query);
    return query === "" ? text : `${text}?${query}`;
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

  /** The parts as a driver takes them: empty ones are left out, `host` and `port` of the query are read. Throws ArgumentError for servers that make no sense. */
  translateConnectArgs(): UrlConnectArgs {
    const { username, database } = this;
    return {
      ...serversOf(this.host, this.port, this.query),
      username: username === "" ? undefined : username,
      password: this.#password === "" ? undefined : this.#password,
      database: database === "" ? undefined : database,
    };
  }

  #parts(): UrlParts {
    const { drivername, username, host, port, database, query } = this;
    return { drivername, username, password: this.#password, host, port, database, query };
  }
}

// console.log must not show the password either.
Object.defineProperty(URL.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: URL) {
    return this.renderAsString();
  },
});

export function isDrivername(text: string): boolean {
  return /^[A-Za-z0-9_]+(\+[A-Za-z0-9_-]+)?$/.test(text);
}

function checkQuery(query: UrlQuery): void {
  if (query === null || typeof query !== "object")
    throw new ArgumentError(`A URL's query is an object of strings and lists of strings; got ${describeValue(query)}.`);
  for (const [key, value] of Object.entries(query)) {
    if (typeof value !== "string" && !(Array.isArray(value) && value.every((item) => typeof item === "string"))) {
      throw new ArgumentError(
        `A URL's query holds strings and lists of strings; ${JSON.stringify(key)} is ${describeValue(value)}.`,
      );
    }
  }
}

function frozen(query: UrlQuery): UrlQuery {
  const copy = Object.create(null) as Record<string, string | readonly string[]>;
  for (const [key, value] of Object.entries(query))
    copy[key] = typeof value === "string" ? value : Object.freeze([...value]);
  return Object.freeze(copy);
}
