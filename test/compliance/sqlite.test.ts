import { createRequire } from "node:module";
import { hasNodeSqlite } from "../../src/dialects/sqlite/drivers/node.ts";
import { sqliteFile } from "./databases.ts";
import { complianceTests } from "./support.ts";

/** The package's native part fits one Node version only. */
function lacksBetterSqlite3(): string | undefined {
  try {
    new (createRequire(import.meta.url)("better-sqlite3"))(":memory:").close();
    return undefined;
  } catch {
    return "better-sqlite3 cannot be loaded";
  }
}

complianceTests({
  title: "sqlite+better-sqlite3",
  unavailable: lacksBetterSqlite3(),
  open: sqliteFile("sqlite+better-sqlite3"),
});
complianceTests({
  title: "sqlite+better-sqlite3, synchronous",
  unavailable: lacksBetterSqlite3(),
  open: sqliteFile("sqlite+better-sqlite3", true),
});
complianceTests({
  title: "sqlite+node",
  unavailable: hasNodeSqlite() ? undefined : `not on Node ${process.versions.node}`,
  open: sqliteFile("sqlite+node"),
});
complianceTests({ title: "sqlite+worker", open: sqliteFile("sqlite+worker") });
