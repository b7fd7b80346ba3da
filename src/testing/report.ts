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
