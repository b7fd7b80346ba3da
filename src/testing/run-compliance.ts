import { chapters as allChapters } from "./chapters/index.ts";
import type { Chapter } from "./check.ts";
import { ComplianceRun, type ComplianceTarget } from "./compliance-run.ts";
import type { ChapterReport, ComplianceReport, FailedCheck, SkippedCheck } from "./report.ts";

export interface ComplianceOptions extends ComplianceTarget {
  /** All chapters unless given. */
  readonly chapters?: readonly Chapter[] | undefined;
  /** Called after each check that applied: for a program that shows how far it is. */
  readonly onCheck?: ((chapter: string, check: string, error: unknown) => void) | undefined;
}

/**
 * Runs the compliance suite on a database and says what passed, what failed and what did not apply.
 *
 * ```ts
 * import "my-dialect";
 * const report = await runCompliance({ url: "toy:///test.db", sync: true });
 * for (const { name, failed } of report.chapters) for (const { check, error } of failed) console.error(name, check, error);
 * ```
 *
 * Failures are part of the report; what is thrown is that the database cannot be reached.
 */
export async function runCompliance(options: ComplianceOptions): Promise<ComplianceReport> {
  const run = await ComplianceRun.open(options);
  const started = performance.now();
  const chapters: ChapterReport[] = [];
  try {
    for (const chapter of options.chapters ?? allChapters) {
      const passed: string[] = [];
      const failed: FailedCheck[] = [];
      const skipped: SkippedCheck[] = [];
      for (const check of chapter.checks) {
        const missing = run.missing(check);
        if (missing.length > 0) {
          skipped.push({ check: check.name, missing });
          continue;
        }
        let error: unknown;
        try {
          await run.check(check);
          passed.push(check.name);
        } catch (thrown) {
          error = thrown;
          failed.push({ check: check.name, error });
        }
        options.onCheck?.(chapter.name, check.name, error);
      }
      chapters.push({ name: chapter.name, passed, failed, skipped });
    }
  } finally {
    await run.close();
  }
  const { name } = run;
  return { name, sync: options.sync === true, milliseconds: performance.now() - started, chapters };
}
