import { createMockEngine, type DDLElement } from "athanor";
import type { Dialect } from "../protocol.ts";
import { Base } from "../shapes/base.ts";

function statements(dialect: Dialect, work: "createAll" | "dropAll"): string[] {
  const texts: string[] = [];
  const engine = createMockEngine(`${dialect}://`, (statement) => {
    texts.push((statement as DDLElement).compile({ dialect }).sql);
  });
  Base.metadata[work](engine, { checkfirst: false });
  return texts;
}

/** What makes the tables, the same ones for every contestant. */
export function createTables(dialect: Dialect): string[] {
  return statements(dialect, "createAll");
}

export function dropTables(dialect: Dialect): string[] {
  return Base.metadata.sortedTables
    .toReversed()
    .map(({ name }) => `DROP TABLE IF EXISTS ${name}${dialect === "postgresql" ? " CASCADE" : ""}`);
}
