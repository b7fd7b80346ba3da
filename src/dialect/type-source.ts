/** How a program names a type: a call of an exported function, `numeric(10, 2)`. */
export interface TypeSource {
  /** "athanor", or the entry of a dialect. */
  readonly from: string;
  readonly name: string;
  /** Arguments as source text, or types in turn. */
  readonly args: readonly (string | TypeSource)[];
}

/** A literal of plain values as it stands in a program; members that are undefined are left out. */
export function literalSource(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (Array.isArray(value)) return `[${value.map(literalSource).join(", ")}]`;
  if (typeof value === "string") return stringSource(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = memberSources(value);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** The members of an object as they stand in a program; those that are undefined are left out. */
export function memberSources(value: object): string[] {
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => `${memberSource(key)}: ${literalSource(member)}`);
}

/** A string as it stands in a program, in the quotes that need fewer escapes. */
export function stringSource(text: string): string {
  const json = JSON.stringify(text);
  return text.includes('"') && !text.includes("'") ? `'${json.slice(1, -1).replaceAll('\\"', '"')}'` : json;
}

/** A name as it stands before the colon of an object's member. */
export function memberSource(key: string): string {
  if (key === "__proto__") return '["__proto__"]';
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : stringSource(key);
}

/** Arguments without those at the end that say nothing. */
export function argumentsSource(...args: readonly unknown[]): string[] {
  const given = [...args];
  const isNothing = (value: unknown): boolean =>
    value === undefined ||
    (typeof value === "object" && value !== null && Object.values(value).every((member) => member === undefined));
  while (given.length > 0 && isNothing(given.at(-1))) given.pop();
  return given.map((value) => (value === undefined ? "undefined" : literalSource(value)));
}
