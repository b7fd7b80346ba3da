import { execFile } from "node:child_process";
import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { makeUrl } from "athanor";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { mysqlUrl, noMysql, noPostgresql, postgresqlUrl } from "../support/databases.ts";

const root = new URL("../../", import.meta.url);
const athanor = new URL("dist/index.js", root).href;

/** A program that does not end by itself is ended then. A busy machine may need long to start one. */
const LIMIT_MS = 90_000;
vi.setConfig({ testTimeout: 2 * LIMIT_MS });

interface Ended {
  readonly code: number | string | null | undefined;
  readonly output: string;
  readonly errors: string;
}

/** Runs a program by Node, which may take its time but must end by itself. */
function run(args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { encoding: "utf8", timeout: LIMIT_MS, cwd: root }, (error, output, errors) =>
      resolve({ code: error === null ? 0 : (error.code ?? error.signal), output: output.trim(), errors }),
    );
  });
}

/** A program with `createEngine`, `text` and `url`. */
function script(url: string, body: string): Promise<Ended> {
  const head = `import { createEngine, text } from ${JSON.stringify(athanor)}; const url = ${JSON.stringify(url)};`;
  return run(["--input-type=module", "-e", `${head}\n${body}`]);
}

const named = (url: string, drivername: string): string =>
  makeUrl(url).set({ drivername }).renderAsString({ hidePassword: false });

const drivers = [
  ["postgresql+pg", named(postgresqlUrl, "postgresql+pg"), noPostgresql],
  ["postgresql+postgres", named(postgresqlUrl, "postgresql+postgres"), noPostgresql],
  ["postgresql+pglite", "postgresql+pglite://", undefined],
  ["mysql+mysql2", named(mysqlUrl, "mysql+mysql2"), noMysql],
  ["mysql+mariadb", named(mysqlUrl, "mysql+mariadb"), noMysql],
] as const;

describe.each(drivers)("a program with a synchronous engine on %s", (drivername, url, unavailable) => {
  it.skipIf(unavailable !== undefined)("ends by itself, whatever it leaves open", async () => {
    const ended = await script(
      url,
      `const engine = createEngine(url);
      const connection = engine.connect();
      connection.execute(text("SELECT 1"));
      const result = connection.execute(text("SELECT 41 + 1 UNION ALL SELECT 2 UNION ALL SELECT 3"), undefined, { streamResults: true });
      console.log(result.fetchone()[0], connection.inTransaction());`,
    );
    expect(ended).toMatchObject({ code: 0, output: expect.stringMatching(/^42 true$/) });
  });

  const isOne = drivername === "postgresql+pg" || drivername === "mysql+mysql2";
  it.skipIf(unavailable !== undefined || !isOne)("ends with its own code and error", async () => {
    const begin = `const connection = createEngine(url).connect(); connection.execute(text("SELECT 1"));`;
    expect(await script(url, `${begin} process.exit(7);`)).toMatchObject({ code: 7 });
    expect(await script(url, `${begin} throw new Error("its own");`)).toMatchObject({
      code: 1,
      errors: expect.stringContaining("Error: its own"),
    });
  });

  it.skipIf(unavailable !== undefined || drivername === "postgresql+pglite")(
    "gives everything back by dispose()",
    async () => {
      const ended = await script(
        url,
        `for (let i = 0; i < 3; i++) {
        const engine = createEngine(url);
        const connections = [engine.connect(), engine.connect()];
        for (const each of connections) each.execute(text("SELECT 1"));
        for (const each of connections) each.close();
        engine.dispose();
        console.log(engine.begin((connection) => connection.execute(text("SELECT 5")).scalar()));
        engine.dispose();
        await new Promise((resolve) => setTimeout(resolve, 200));
        console.log(process.getActiveResourcesInfo().filter((name) => /port|worker|tcp/i.test(name)).join());
      }`,
      );
      expect(ended).toMatchObject({ code: 0, errors: "", output: "5\n\n5\n\n5" });
    },
  );
});

describe.skipIf(noPostgresql !== undefined)("a synchronous engine on PostgreSQL", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "athanor-bridge-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const body = `const engine = createEngine(${JSON.stringify(postgresqlUrl)});
    console.log(engine.begin((connection) => connection.execute(text("SELECT 41 + 1")).scalar()));`;
  const esm = `import { createEngine, text } from ${JSON.stringify(athanor)};\n${body}`;
  const forty2 = { code: 0, output: "42", errors: "" };

  it("works under Node's own options", async () => {
    const path = file("options.mjs", esm);
    const preload = file("preload.mjs", "globalThis.loaded = true;");
    for (const options of [
      ["--max-old-space-size=400", "--stack-trace-limit=50"],
      ["--enable-source-maps", "--no-warnings", "--import", pathToFileURL(preload).href],
      ["--expose-gc", "--conditions=development", "--unhandled-rejections=strict"],
    ])
      expect(await run([...options, path]), options.join(" ")).toMatchObject(forty2);
    expect(await run(["--max-old-space-size=400", "--input-type=module", "-e", esm])).toMatchObject(forty2);
  });

  it("works in a CommonJS program", async () => {
    const path = file(
      "program.cjs",
      `const { createEngine, text } = require(${JSON.stringify(new URL(athanor).pathname)});\n${body}`,
    );
    expect(await run(["--no-warnings", path])).toMatchObject({ code: 0, output: "42" });
  });

  it("works in worker threads, several at a time, which may be ended", async () => {
    const worker = file(
      "nested.mjs",
      `import { parentPort } from "node:worker_threads";\n${esm.replace("console.log", "parentPort.postMessage")}
      setInterval(() => undefined, 1000);`,
    );
    const path = file(
      "parent.mjs",
      `import { Worker } from "node:worker_threads";
      const workers = [1, 2, 3].map(() => new Worker(${JSON.stringify(worker)}));
      const answers = await Promise.all(workers.map((each) => new Promise((resolve) => each.once("message", resolve))));
      console.log(answers.join());
      await Promise.all(workers.map((each) => each.terminate()));`,
    );
    expect(await run([path])).toMatchObject({ code: 0, output: "42,42,42" });
  });

  it("may be ended with its thread in the middle of a statement", async () => {
    const worker = file(
      "busy.mjs",
      `import { parentPort } from "node:worker_threads";
      import { createEngine, text } from ${JSON.stringify(athanor)};
      const connection = createEngine(${JSON.stringify(postgresqlUrl)}).connect();
      parentPort.postMessage(connection.execute(text("SELECT pg_backend_pid()")).scalar());
      connection.execute(text("SELECT pg_sleep(60)"));`,
    );
    const path = file(
      "impatient.mjs",
      `import { Worker } from "node:worker_threads";
      const worker = new Worker(${JSON.stringify(worker)});
      await new Promise((resolve) => worker.once("message", resolve));
      await new Promise((resolve) => setTimeout(resolve, 100));
      console.log(await worker.terminate());`,
    );
    expect(await run([path])).toMatchObject({ code: 0, output: "1" });
  });

  // Without a build, where Node reads TypeScript.
  it.skipIf(Number(process.versions.node.split(".")[0]) < 23)("works from its sources", async () => {
    const source = esm.replace(athanor, new URL("src/index.ts", root).href);
    expect(await run(["--no-warnings", file("source.mjs", source)])).toMatchObject({ code: 0, output: "42" });
  });

  it("says what is missing when its thread's script is", async () => {
    const copy = join(folder, "package");
    const { cpSync } = await import("node:fs");
    cpSync(new URL("dist", root), join(copy, "dist"), { recursive: true });
    cpSync(new URL("package.json", root), join(copy, "package.json"));
    rmSync(join(copy, "dist/dialect/bridge/worker.js"));
    const path = file("bundled.mjs", esm.replace(athanor, pathToFileURL(join(copy, "dist/index.js")).href));
    const ended = await run([path]);
    expect(ended.code).toBe(1);
    expect(ended.errors).toMatch(/script of the worker thread that runs the database driver is missing: .*worker\.js/);
  });
});
