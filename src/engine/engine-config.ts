import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";
import { reprValue } from "../util/repr-params.ts";
import { type EngineOptions, optionKinds } from "./engine-options.ts";
import type { URL } from "./url.ts";

/** Where `engineFromConfig` looks. */
export interface EngineConfigOptions extends EngineOptions {
  /** What the names of the entries begin with; "athanor." by default. */
  readonly prefix?: string | undefined;
}

/** Names to values, of which some are for the engine: what a configuration file or `process.env` holds. */
export type EngineConfig = Readonly<Record<string, unknown>>;

/** The URL and the options that a configuration holds; text becomes what each option is. */
export function readEngineConfig(
  config: EngineConfig,
  { prefix = "athanor.", ...given }: EngineConfigOptions,
): { readonly url: string | URL; readonly options: EngineOptions } {
  if (config === null || typeof config !== "object")
    throw new ArgumentError(
      `engineFromConfig takes an object such as { "${prefix}url": "…" }; got ${describeValue(config)}.`,
    );
  let url: unknown;
  const options: Record<string, unknown> = {};
  const entries = new Map<string, string>();
  for (const [key, value] of Object.entries(config)) {
    if (!key.startsWith(prefix)) continue;
    const name = optionName(key.slice(prefix.length));
    const before = entries.get(name);
    if (before !== undefined)
      throw new ArgumentError(
        `The configuration has ${name} twice: ${JSON.stringify(before)} and ${JSON.stringify(key)}.`,
      );
    entries.set(name, key);
    if (name === "url") url = value;
    else options[name] = typeof value === "string" ? read(key, name, value) : value;
  }
  if (url === undefined)
    throw new ArgumentError(
      `The configuration has no ${JSON.stringify(`${prefix}url`)}, which says where the database is; another prefix than ${JSON.stringify(prefix)} goes into { prefix }.`,
    );
  return { url: url as string | URL, options: { ...options, ...given } };
}

/** `poolSize`, from `pool_size` and `POOL_SIZE` too. */
function optionName(name: string): string {
  if (!name.includes("_") && name !== name.toUpperCase()) return name;
  return name.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function read(key: string, name: string, text: string): unknown {
  const kind = Object.hasOwn(optionKinds, name) ? optionKinds[name as keyof typeof optionKinds] : "text";
  switch (kind) {
    case "text":
      return text;
    case "boolean":
      return readBoolean(key, text);
    case "echo":
      return text === "debug" ? text : readBoolean(key, text);
    case "value":
      if (name === "plugins") return text.split(",").map((each) => each.trim());
      throw new ArgumentError(
        `${key} cannot be read from text: ${name} is an object or a function, which goes into the options of engineFromConfig.`,
      );
    default:
      return "oneOf" in kind ? text : readNumber(key, text, kind);
  }
}

function readBoolean(key: string, text: string): boolean {
  const word = text.trim().toLowerCase();
  if (["true", "yes", "on", "y", "t", "1"].includes(word)) return true;
  if (["false", "no", "off", "n", "f", "0"].includes(word)) return false;
  throw new ArgumentError(`${key} is ${reprValue(text)}; expected true, yes, on, y, t, 1, or false, no, off, n, f, 0.`);
}

function readNumber(key: string, text: string, { whole }: { readonly whole: boolean }): number {
  if ((whole ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/).test(text.trim())) return Number(text);
  throw new ArgumentError(`${key} is ${reprValue(text)}; expected a ${whole ? "whole " : ""}number.`);
}
