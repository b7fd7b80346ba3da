/// <reference lib="esnext.disposable" preserve="true" />
/**
 * What every dialect and driver must get right, as checks that anybody can run on a database of his own. docs/compliance.md is the guide.
 *
 * @module
 */
import { registerMysql } from "./dialects/mysql/register.ts";
import { registerPostgresql } from "./dialects/postgresql/register.ts";
import { registerSqlite } from "./dialects/sqlite/register.ts";
import { installCompiler } from "./engine/install.ts";
import { installOrm } from "./orm/session/install.ts";
import { installReflection } from "./reflection/install.ts";

installCompiler();
installReflection();
installOrm();
registerSqlite();
registerPostgresql();
registerMysql();

export { runCompliance, type ComplianceOptions } from "./testing/run-compliance.ts";
export { ComplianceRun, type ComplianceTarget } from "./testing/compliance-run.ts";
export { chapters } from "./testing/chapters/index.ts";
export { type Chapter, chapter, type Check, check } from "./testing/check.ts";
export { CheckContext } from "./testing/context.ts";
export type {
  CheckConnection,
  CheckEngine,
  CheckSession,
  CheckStream,
  CheckTransaction,
  CheckTwoPhase,
} from "./testing/connection.ts";
export { type Fixture, fixture } from "./testing/fixture.ts";
export {
  alterTable,
  catalog,
  comments,
  concurrency,
  database,
  either,
  execution,
  isolationLevel,
  lacks,
  type Requirement,
  separateConnections,
  sql,
  type Subject,
} from "./testing/requirement.ts";
export {
  type ChapterReport,
  type ComplianceReport,
  complianceTable,
  complianceText,
  type ComplianceTextOptions,
  type FailedCheck,
  type SkippedCheck,
} from "./testing/report.ts";
