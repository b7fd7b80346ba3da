import type { ConnectOptions } from "../../dialect/driver.ts";
import { ArgumentError } from "../../errors/argument.ts";

/** The SET statement that every new session begins with; `time_zone`, `collation` and `sql_mode` come from the URL. */
export function sessionSettings(options: ConnectOptions): string {
  const settings: string[] = [];
  // Another character set was agreed upon with the driver.
  if (options.connectArgs["charset"] === undefined) settings.push("NAMES utf8mb4");
  settings.push("autocommit = 0", `time_zone = '${plainOption(options, "time_zone") ?? "+00:00"}'`);
  const collation = plainOption(options, "collation");
  if (collation !== undefined) settings.push(`collation_connection = '${collation}'`);
  const mode = plainOption(options, "sql_mode");
  // Else 0 in an AUTO_INCREMENT column would become another number.
  settings.push(`sql_mode = CONCAT(${mode === undefined ? "@@sql_mode" : `'${mode}'`}, ',NO_AUTO_VALUE_ON_ZERO')`);
  return `SET ${settings.join(", ")}`;
}

/** Names of zones, collations and modes hold nothing that a string literal would have to escape. */
function plainOption(options: ConnectOptions, name: string): string | undefined {
  const value = options.query[name];
  if (value === undefined || (typeof value === "string" && /^[\w+:/, -]*$/.test(value))) return value;
  throw new ArgumentError(
    `The MySQL option ${name} is ${JSON.stringify(value)}; expected letters, digits and the signs _ + - : / and comma.`,
  );
}
