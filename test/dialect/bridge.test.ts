import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { BridgedDriver } from "../../src/dialect/bridge/bridged-driver.ts";
import { noPostgresql } from "../support/databases.ts";
import { options, postgresqlServer } from "./helpers.ts";
import { oddDriver } from "./odd-driver.mjs";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));

describe("the bridge to an async driver", () => {
  it("brings errors across with their fields and cause", () => {
    const connection = new BridgedDriver(oddDriver()).connect(options());
    let error: any;
    try {
      void connection.query("fail", []);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: "TypeError", message: "no", code: "23505", constraint: "uq", detail: "d" });
    expect(error.stack).toContain("odd-driver");
    expect(error.cause).toMatchObject({ message: "why" });
  });

  it.each(["exit", "uncaught"])(
    "a worker that ends (%s) while somebody waits is a lost connection, and the next one has a new worker",
    (how) => {
      const driver = new BridgedDriver(oddDriver());
      const connection = driver.connect(options());
      expect(() => connection.query(how, [])).toThrow(/worker thread.*gone/);
      expect(connection.isOpen).toBe(false);
      expect(() => connection.query("ok", [])).toThrow(/worker thread.*gone/);
      expect((driver.connect(options()).query("ok", []) as any).rows).toEqual([[1]]);
      driver.dispose();
    },
  );

  it("waits as long as the driver takes, and refuses what cannot be sent", () => {
    const connection = new BridgedDriver(oddDriver()).connect(options());
    expect((connection.query("slow", []) as any).rowcount).toBe(7);
    expect(() => connection.query("ok", [() => 1])).toThrow(/cannot be sent/);
    expect((connection.query("ok", []) as any).rows).toEqual([[1]]);
  });

  it("does not take the late wake-up call of the answer before for its own answer", () => {
    const driver = new BridgedDriver(oddDriver());
    const connection = driver.connect(options());
    expect((connection.query("late", []) as any).rowcount).toBe(8);
    expect((connection.query("ok", []) as any).rows).toEqual([[1]]);
    driver.dispose();
  });

  it("stays until the last connection is closed, when the engine is disposed of", () => {
    const driver = new BridgedDriver(oddDriver());
    const connection = driver.connect(options());
    driver.dispose();
    expect((connection.query("ok", []) as any).rows).toEqual([[1]]);
    void connection.close();
    expect(connection.isOpen).toBe(false);
  });

  it.skipIf(noPostgresql !== undefined)("lets a script end that closes nothing", () => {
    const script = `
      import { registerPostgresql } from ${JSON.stringify(`${dist}dialects/postgresql/register.js`)};
      import { resolve } from ${JSON.stringify(`${dist}dialect/registry.js`)};
      registerPostgresql();
      const { driver } = resolve("postgresql", true);
      const connection = driver.connect(${JSON.stringify(postgresqlServer)});
      console.log(connection.query("SELECT 41 + $1::int", [1]).rows[0][0]);`;
    const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
      timeout: 20_000,
    });
    expect(output.trim()).toBe("42");
  });
});
