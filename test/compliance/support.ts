// The compliance suite as tests: a describe for each chapter, a test for each check.
import { chapters, ComplianceRun, type ComplianceTarget } from "athanor/testing";
import { afterAll, beforeAll, describe, test } from "vitest";

/** Why tests of a target are skipped, if they are, and what is to be prepared and taken away. */
export interface Target {
  readonly title: string;
  readonly unavailable?: string | undefined;
  /** Prepares a database that the run has for itself. */
  readonly open: () => Promise<{ readonly target: ComplianceTarget; readonly close: () => Promise<void> }>;
}

export function complianceTests({ title, unavailable, open }: Target): void {
  if (unavailable !== undefined) console.warn(`skipped: compliance of ${title}: ${unavailable}`);
  describe.skipIf(unavailable !== undefined)(title, () => {
    let run: ComplianceRun;
    let close: () => Promise<void>;
    beforeAll(async () => {
      const opened = await open();
      close = opened.close;
      run = await ComplianceRun.open(opened.target);
    });
    afterAll(async () => {
      await run.close();
      await close();
    });
    for (const chapter of chapters) {
      describe(chapter.name, () => {
        for (const check of chapter.checks) {
          test(check.name, async (context) => {
            const missing = run.missing(check);
            if (missing.length > 0) context.skip(`not on ${run.name}: ${missing.join(", ")}`);
            await run.check(check);
          });
        }
      });
    }
  });
}
