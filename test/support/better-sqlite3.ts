import { createRequire } from "node:module";

/** Whether the package can be loaded: its native part fits one version of Node only. */
export function hasBetterSqlite3(): boolean {
  try {
    new (createRequire(import.meta.url)("better-sqlite3"))(":memory:").close();
    return true;
  } catch {
    return false;
  }
}
