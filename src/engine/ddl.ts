import { compileDDL } from "../compiler/compile-ddl.ts";
import { runEither } from "../flow/run.ts";
import type { Flow } from "../flow/flow.ts";
import type { DDLElement } from "../schema/ddl-element.ts";
import type { DDLConnection } from "../schema/ddl-runner.ts";
import type { ConnectionCore } from "./connection-core.ts";
import type { Executable, ExecuteParams } from "./executable.ts";
import { translateSchema } from "./execution-options.ts";
import { send } from "./cursor.ts";
import { CursorResult } from "./cursor-result.ts";
import { RowSource } from "./row-source.ts";
import type { QueryOptions } from "../dialect/driver.ts";

const noRows: QueryOptions = Object.freeze({ returnsRows: false });
const noParams: readonly unknown[] = Object.freeze([]);

/** CREATE, ALTER, DROP …: written anew each time, without parameters. */
export function* executeDDL(core: ConnectionCore, element: DDLElement): Flow<CursorResult> {
  const sql = compileDDL(core.dialect, element, { schemaTranslateMap: core.options.schemaTranslateMap });
  const result = yield* send(core, sql, noParams, false, noRows, "no key");
  return new CursorResult(new RowSource(undefined, []), {
    rowcount: result.rowcount,
    lastrowid: null,
    insertedPrimaryKeys: undefined,
    compiled: undefined,
  });
}

/** Runs a plan of DDL (`metadata.createAll`) on a connection. */
export function* runDDL(core: ConnectionCore, plan: (connection: DDLConnection) => Flow<void>): Flow<void> {
  const { dialect } = core;
  yield* plan({
    dialect,
    executeDDL: (element) => core.execute(element),
    *query(sql, params) {
      return (yield* core.execDriverSql(sql, params)).all();
    },
    *hasTable(name, schema) {
      const driver = yield* core.driver();
      return yield* core.guard(
        `table "${name}"`,
        dialect.hasTable(driver, name, translateSchema(core.options, schema)),
      );
    },
    *hasIndex(table, name, schema) {
      const driver = yield* core.driver();
      return yield* core.guard(
        `index "${name}"`,
        dialect.hasIndex(driver, table, name, translateSchema(core.options, schema)),
      );
    },
    *hasSequence(name, schema) {
      const driver = yield* core.driver();
      return yield* core.guard(
        `sequence "${name}"`,
        dialect.hasSequence(driver, name, translateSchema(core.options, schema)),
      );
    },
    *hasType(name, schema) {
      const driver = yield* core.driver();
      return yield* core.guard(`type "${name}"`, dialect.hasType(driver, name, translateSchema(core.options, schema)));
    },
    eventConnection: {
      dialect,
      execute: (statement, params) => runEither(core.execute(statement as Executable, params as ExecuteParams)),
    },
  });
}
