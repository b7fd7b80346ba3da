import {
  chapter,
  check,
  type ComplianceReport,
  complianceTable,
  complianceText,
  database,
  runCompliance,
  sql,
} from "athanor/testing";
import { describe, expect, test } from "vitest";
import { sqliteDriver } from "../support/databases.ts";

const one = chapter(
  "one",
  check("works", async (c) => {
    const connection = await c.connection();
    await connection.execDriverSql("SELECT 1");
  }),
  check("fails", async (c) => {
    const connection = await c.connection();
    await connection.execDriverSql("SELEKT 1");
  }),
  check("needs arrays", [sql("arrays")], async () => undefined),
);
const two = chapter(
  "two",
  check("needs arrays too", [sql("arrays")], async () => undefined),
  check("needs both", [sql("arrays"), database("materializedViews")], async () => undefined),
);

describe("the report of a run", () => {
  test.each([false, true])("says what passed, what failed and what did not apply, synchronous: %s", async (sync) => {
    const seen: unknown[] = [];
    const report = await runCompliance({
      url: `${sqliteDriver}://`,
      sync,
      chapters: [one, two],
      onCheck: (chapterName, name, error) => seen.push([chapterName, name, error instanceof Error]),
    });
    expect(seen).toEqual([
      ["one", "works", false],
      ["one", "fails", true],
    ]);
    expect(report.sync).toBe(sync);
    expect(report.chapters.map(({ name, passed, failed, skipped }) => [name, passed, failed.length, skipped])).toEqual([
      ["one", ["works"], 1, [{ check: "needs arrays", missing: ["sqlFeatures.arrays"] }]],
      [
        "two",
        [],
        0,
        [
          { check: "needs arrays too", missing: ["sqlFeatures.arrays"] },
          { check: "needs both", missing: ["sqlFeatures.arrays", "requirements.materializedViews"] },
        ],
      ],
    ]);
    const mode = sync ? "sync" : "async";
    const text = complianceText([{ ...report, milliseconds: 1234 }]);
    expect(text).toContain(
      `${report.name} ${mode}: 1 checks passed, 1 failed, 3 do not apply (1.2 s)\n  ✗ one: fails\n      (${sqliteDriver.replace("sqlite+", "")}.`,
    );
    expect(text).toContain("\n      [SQL: SELEKT 1]\n");
    expect(text).toMatch(
      /\n {2}without sqlFeatures\.arrays:\n {4}one: needs arrays\n {4}two: needs arrays too\n {2}without sqlFeatures\.arrays and requirements\.materializedViews:\n {4}two: needs both\n$/,
    );
    expect(complianceText([report], { brief: true })).not.toContain("without");
    expect(complianceTable([report])).toBe(
      `| driver | one | two | all |\n|---|---:|---:|---:|\n| \`${report.name}\` ${mode} | 1/2 | – | 1/2 |\n`,
    );
  });

  const made = (name: string, passed: string[], error?: unknown): ComplianceReport => ({
    name,
    sync: true,
    milliseconds: 50,
    chapters: [{ name: "one", passed, failed: error === undefined ? [] : [{ check: "odd", error }], skipped: [] }],
  });

  test("of several drivers stands in one table, and in one text", () => {
    const reports = [made("a+x", ["1", "2"]), made("b+y", ["1"])];
    expect(complianceTable(reports)).toBe(
      "| driver | one | all |\n|---|---:|---:|\n| `a+x` sync | 2 | 2 |\n| `b+y` sync | 1 | 1 |\n",
    );
    expect(complianceText(reports)).toBe(
      "a+x sync: 2 checks passed, none failed, all apply (0.1 s)\n\nb+y sync: 1 checks passed, none failed, all apply (0.1 s)\n",
    );
  });

  test("says what was thrown that is no error", () => {
    expect(complianceText([made("a+x", [], "just text")])).toContain('  ✗ one: odd\n      the string "just text"\n');
  });
});
