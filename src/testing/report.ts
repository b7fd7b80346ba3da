import { describeValue } from "../util/describe.ts";

export interface FailedCheck {
  readonly check: string;
  readonly error: unknown;
}
export interface SkippedCheck {
  readonly check: string;
  /** What the database or driver has not. */
  readonly missing: readonly string[];
}
export interface ChapterReport {
  readonly name: string;
  /** Names of checks. */
  readonly passed: readonly string[];
  readonly failed: readonly FailedCheck[];
  readonly skipped: readonly SkippedCheck[];
}

/** What `runCompliance` found. */
export interface ComplianceReport {
  /** Dialect and driver: `postgresql+pg`. */
  readonly name: string;
  readonly sync: boolean;
  readonly milliseconds: number;
  readonly chapters: readonly ChapterReport[];
}

/**
 * Reports as a Markdown table, a row for each: `47` checks passed, `45/47` some failed; checks that do not apply are left out, `–` where none
 * does.
 */
export function complianceTable(reports: readonly ComplianceReport[]): string {
  const names = [...new Set(reports.flatMap((report) => report.chapters.map((chapter) => chapter.name)))];
  const lines = [
    `| driver | ${names.join(" | ")} | all |`,
    `|---|${names.map(() => "---:").join("|")}|---:|`,
    ...reports.map((report) => {
      const cells = names.map((name) => score(report.chapters.filter((chapter) => chapter.name === name)));
      return `| \`${report.name}\` ${report.sync ? "sync" : "async"} | ${cells.join(" | ")} | ${score(report.chapters)} |`;
    }),
  ];
  return `${lines.join("\n")}\n`;
}

function score(chapters: readonly ChapterReport[]): string {
  const passed = chapters.reduce((sum, chapter) => sum + chapter.passed.length, 0);
  const failed = chapters.reduce((sum, chapter) => sum + chapter.failed.length, 0);
  if (passed + failed === 0) return "–";
  return failed === 0 ? String(passed) : `${passed}/${passed + failed}`;
}

export interface ComplianceTextOptions {
  /** How many checks do not apply is said, but not which. */
  readonly brief?: boolean | undefined;
}

/**
 * Reports in words: for each driver what failed, with its error and place, and what did not apply, by what was missing.
 *
 * ```ts
 * console.log(complianceText([await runCompliance({ url: "sqlite://", sync: true })]));
 * // sqlite+better-sqlite3 sync: 412 checks passed, none failed, 96 do not apply (2.1 s)
 * //   without sqlFeatures.arrays:
 * //     types: array of integers: what was inserted is what comes back
 * ```
 */
export function complianceText(reports: readonly ComplianceReport[], options: ComplianceTextOptions = {}): string {
  return reports.map((report) => reportText(report, options)).join("\n");
}

function reportText(report: ComplianceReport, { brief = false }: ComplianceTextOptions): string {
  const { chapters, name, sync, milliseconds } = report;
  const count = (of: (chapter: ChapterReport) => readonly unknown[]): number =>
    chapters.reduce((sum, chapter) => sum + of(chapter).length, 0);
  const [passed, failed, skipped] = [count((c) => c.passed), count((c) => c.failed), count((c) => c.skipped)];
  const seconds = (milliseconds / 1000).toFixed(1);
  const lines = [
    `${name} ${sync ? "sync" : "async"}: ${passed} checks passed, ${failed === 0 ? "none" : failed} failed, ${skipped === 0 ? "all apply" : `${skipped} do not apply`} (${seconds} s)`,
  ];
  for (const chapter of chapters)
    for (const { check, error } of chapter.failed)
      lines.push(`  ✗ ${chapter.name}: ${check}`, indented(errorText(error), 6));
  for (const [missing, checks] of brief ? [] : byMissing(chapters)) {
    lines.push(`  without ${missing}:`, ...checks.map((check) => `    ${check}`));
  }
  return `${lines.join("\n")}\n`;
}

/** What did not apply, under what it would have needed. */
function byMissing(chapters: readonly ChapterReport[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const chapter of chapters) {
    for (const { check, missing } of chapter.skipped) {
      const key = missing.join(" and ");
      const checks = found.get(key) ?? [];
      if (checks.length === 0) found.set(key, checks);
      checks.push(`${chapter.name}: ${check}`);
    }
  }
  return found;
}

/** What is worth reading of an error: its message, and where the check stands. */
function errorText(error: unknown): string {
  if (!(error instanceof Error)) return describeValue(error);
  const place = /testing\/chapters\/\S+?:\d+/.exec(error.stack ?? "")?.[0];
  return place === undefined ? error.message : `${error.message.trimEnd()}\n(${place})`;
}

function indented(text: string, by: number): string {
  return text.replaceAll(/^(?=.)/gm, " ".repeat(by));
}
