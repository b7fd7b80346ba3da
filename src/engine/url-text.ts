import { ArgumentError } from "../errors/argument.ts";

/** The query of a URL: several values of one name are a list. */
export type UrlQuery = Readonly<Record<string, string | readonly string[]>>;

export function unreadable(why: string): ArgumentError {
  return new ArgumentError(
    `The database URL cannot be read: ${why}. Expected dialect+driver://username:password@host:port/database?key=value; URL.create({ … }) takes the parts unencoded.`,
  );
}

/** Percent escapes of userinfo, host and database; a plus sign is a plus sign there. */
export function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unreadable("a % in it is not followed by two hexadecimal digits of UTF-8 (a plain % is written %25)");
  }
}

/** Spaces and plus signs stay as they are, as in SQLAlchemy. */
export function encodePart(text: string): string {
  return percent(text).replaceAll("%20", " ").replaceAll("%2B", "+");
}

/** Paths stay readable. */
export function encodeDatabase(text: string): string {
  return encodePart(text).replaceAll("%2F", "/").replaceAll("%3A", ":");
}

/** Only what would end the host. */
export function encodeHost(text: string): string {
  return text.replace(/[/?#@%\s]/g, percent);
}

function percent(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** `a=1&b=x+y`, by name. */
export function encodeQuery(query: UrlQuery): string {
  const encode = (text: string): string => percent(text).replaceAll("%20", "+");
  return Object.keys(query)
    .sort()
    .flatMap((key) =>
      [query[key] as string | readonly string[]].flat().map((value) => `${encode(key)}=${encode(value)}`),
    )
    .join("&");
}

/** The pairs of a query, decoded, in order. */
export function queryPairs(text: string): [string, string][] {
  const pairs: [string, string][] = [];
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const key = equals === -1 ? pair : pair.slice(0, equals);
    const value = equals === -1 ? "" : pair.slice(equals + 1);
    pairs.push([decodePart(key.replaceAll("+", " ")), decodePart(value.replaceAll("+", " "))]);
  }
  return pairs;
}

/** Pairs as a query; those of one name become a list. */
export function queryOf(pairs: Iterable<readonly [string, string | readonly string[]]>): UrlQuery {
  const query = Object.create(null) as Record<string, string | readonly string[]>;
  for (const [key, value] of pairs) {
    const before = query[key];
    query[key] = before === undefined ? value : [before, value].flat();
  }
  return query;
}
