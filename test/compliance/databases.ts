import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAsyncEngine, makeUrl } from "athanor";
import { mysqlUrl, postgresqlUrl } from "../support/databases.ts";
import type { Target } from "./support.ts";

const freshName = (): string => `athanor_compliance_${randomUUID().slice(0, 8)}`;

/** A file of its own. */
export function sqliteFile(drivername: string, sync = false): Target["open"] {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), "athanor-compliance-"));
    return {
      target: { url: `${drivername}:///${join(folder, "test.db")}`, sync },
      close: async () => rmSync(folder, { recursive: true, force: true }),
    };
  };
}

/** A schema of its own on the server of the tests. */
export function postgresqlSchema(drivername: string, sync = false): Target["open"] {
  return async () => {
    const schema = freshName();
    const admin = createAsyncEngine(postgresqlUrl);
    await admin.begin((connection) => connection.execDriverSql(`CREATE SCHEMA ${schema}`));
    const url = makeUrl(postgresqlUrl)
      .set({ drivername })
      .updateQueryDict({ options: `-c search_path=${schema}` });
    return {
      target: { url, sync },
      close: async () => {
        await admin.begin((connection) => connection.execDriverSql(`DROP SCHEMA ${schema} CASCADE`));
        await admin.dispose();
      },
    };
  };
}

/** A database of its own on the server of the tests. */
export function mysqlDatabase(drivername: string, sync = false): Target["open"] {
  return async () => {
    const database = freshName();
    const admin = createAsyncEngine(mysqlUrl);
    await admin.begin((connection) => connection.execDriverSql(`CREATE DATABASE ${database}`));
    return {
      target: { url: makeUrl(mysqlUrl).set({ drivername, database }), sync },
      close: async () => {
        await admin.begin((connection) => connection.execDriverSql(`DROP DATABASE ${database}`));
        await admin.dispose();
      },
    };
  };
}
