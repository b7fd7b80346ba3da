import { userInfo } from "node:os";
import type { ConnectOptions } from "../../../dialect/driver.ts";
import { ArgumentError } from "../../../errors/argument.ts";

/** libpq's environment variables for options that a URL leaves out. */
const variables: Readonly<Record<string, string>> = {
  application_name: "PGAPPNAME",
  channel_binding: "PGCHANNELBINDING",
  connect_timeout: "PGCONNECT_TIMEOUT",
  options: "PGOPTIONS",
  passfile: "PGPASSFILE",
  sslcert: "PGSSLCERT",
  sslcrl: "PGSSLCRL",
  sslkey: "PGSSLKEY",
  sslmode: "PGSSLMODE",
  sslnegotiation: "PGSSLNEGOTIATION",
  sslrootcert: "PGSSLROOTCERT",
  target_session_attrs: "PGTARGETSESSIONATTRS",
};

/** An option after `?`, or of the environment; undefined when neither has it. */
export function optionText(options: ConnectOptions, name: string): string | undefined {
  const given = options.query[name];
  if (given !== undefined && typeof given !== "string")
    throw new ArgumentError(`The PostgreSQL option ${name} is given ${given.length} times; expected it once.`);
  return given ?? environment(variables[name]);
}

/** The same as a whole number. */
export function optionNumber(options: ConnectOptions, name: string, least: number): number | undefined {
  const text = optionText(options, name);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() !== "" && Number.isSafeInteger(number) && number >= least) return number;
  throw new ArgumentError(
    `The PostgreSQL option ${name} is ${JSON.stringify(text)}; expected a whole number of at least ${least}.`,
  );
}

/** The same as one of several words; undefined when none is given. */
export function optionWord<W extends string>(
  options: ConnectOptions,
  name: string,
  words: readonly W[],
): W | undefined {
  const text = optionText(options, name);
  const word = words.find((each) => each === text);
  if (text === undefined || word !== undefined) return word;
  throw new ArgumentError(
    `The PostgreSQL option ${name} is ${JSON.stringify(text)}; expected one of ${words.join(", ")}.`,
  );
}

/** An environment variable; an empty one counts as none. */
export function environment(name: string | undefined): string | undefined {
  const value = name === undefined ? undefined : process.env[name];
  return value === "" ? undefined : value;
}

/** Who runs this program, by the operating system. */
export function systemUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    // A container may give no name to its user.
    return environment("USER");
  }
}
