import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Server } from "./connection-settings.ts";

/** The password that libpq's file of passwords has for a server; undefined when it has none, or others may read the file. */
export function passwordFromFile(
  path: string | undefined,
  server: Server,
  database: string | undefined,
  user: string | undefined,
): string | undefined {
  const text = read(path ?? join(homedir(), ".pgpass"));
  if (text === undefined) return undefined;
  const host = server.host.startsWith("/") ? "localhost" : server.host;
  const wanted = [host, String(server.port), database, user];
  for (const line of text.split("\n")) {
    if (line.startsWith("#")) continue;
    const fields = fieldsOf(line);
    if (fields.length === 5 && wanted.every((each, i) => fields[i] === "*" || fields[i] === each)) return fields[4];
  }
  return undefined;
}

function read(path: string): string | undefined {
  try {
    // As libpq does, a file that others may read is left aside.
    if (process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0) return undefined;
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** host:port:database:user:password, where a backslash takes what follows as it is. */
function fieldsOf(line: string): string[] {
  const fields = [""];
  for (let i = 0; i < line.length; i++) {
    const c = line[i] as string;
    if (c === ":" && fields.length < 5) fields.push("");
    else if (c !== "\r") fields[fields.length - 1] += c === "\\" && i + 1 < line.length ? (line[++i] as string) : c;
  }
  return fields;
}
