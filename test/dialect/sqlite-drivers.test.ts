import { describe, it } from "vitest";
import { hasNodeSqlite } from "../../src/dialects/sqlite/drivers/node.ts";
import { hasBetterSqlite3 } from "../support/better-sqlite3.ts";
import { conformance, type Subject } from "./sqlite-conformance.ts";

const hasNode = hasNodeSqlite();
/** Node 22 cuts text at a NUL when it reads it. */
const nul = !hasNode || Number.parseInt(process.versions.node, 10) >= 24;
const cases: readonly (readonly [subject: Subject, available: boolean])[] = [
  [{ drivername: "sqlite+better-sqlite3", isAsync: false, uri: false, nul: true, functions: true }, hasBetterSqlite3()],
  [{ drivername: "sqlite+node", isAsync: false, uri: true, nul, functions: true }, hasNode],
  [{ drivername: "sqlite+worker", isAsync: true, uri: hasNode, nul, functions: false }, true],
];

for (const [subject, available] of cases) {
  if (!available) console.warn(`skipped: conformance of ${subject.drivername}: not on Node ${process.versions.node}`);
  describe.skipIf(!available)(subject.drivername, () => {
    it.each(conformance.map((each) => [each.name, each.check] as const))("%s", (_name, check) => check(subject));
  });
}
