// Options of createEngine that a dialect takes for itself.
import { createAsyncEngine, createEngine } from "athanor";

createEngine("sqlite:///a.db", {
  sqliteForeignKeys: false,
  sqliteJournalMode: "wal",
  sqliteBeginMode: "IMMEDIATE",
  sqliteAttach: { archive: "archive.db" },
});
createAsyncEngine("sqlite+worker:///a.db", { connectArgs: { setup: "/srv/functions.mjs" } });
// @ts-expect-error there is no such journal mode
createEngine("sqlite:///a.db", { sqliteJournalMode: "fast" });
// @ts-expect-error files by schema name, not a list
createEngine("sqlite:///a.db", { sqliteAttach: ["archive.db"] });
// @ts-expect-error a switch
createEngine("sqlite:///a.db", { sqliteForeignKeys: "on" });
