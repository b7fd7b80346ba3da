import { availableParallelism } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import { defineConfig, type Plugin } from "vitest/config";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const src = path("./src/");
const dist = path("./dist/");

/**
 * A module of src/ that looks at its own address sees that of its built twin: what it starts from there, a worker thread,
 * is loaded by Node itself, and Node 20 loads no TypeScript. `npm test` builds first.
 */
const builtAddresses: Plugin = {
  name: "athanor:built-addresses",
  enforce: "pre",
  transform(code, id) {
    if (!id.startsWith(src) || !code.includes("import.meta.url")) return undefined;
    const twin = pathToFileURL(dist + id.slice(src.length).replace(/\.ts$/, ".js")).href;
    return { code: code.replaceAll("import.meta.url", JSON.stringify(twin)), map: null };
  },
};

const sourceAliases = [
  { find: /^athanor$/, replacement: `${src}index.ts` },
  { find: /^athanor\/(.+)$/, replacement: `${src}$1.ts` },
];
const builtAliases = [
  { find: /^athanor$/, replacement: `${dist}index.js` },
  { find: /^athanor\/(.+)$/, replacement: `${dist}$1.js` },
  { find: /^(?:\.\.\/)+src\/(.+)\.ts$/, replacement: `${dist}$1.js` },
];

/** `npm test` builds and says `--mode built`: what users get is tested, and Node loads it by itself. `npx vitest` tests the source as it is. */
export default defineConfig(({ mode }) => ({
  plugins: mode === "built" ? [] : [builtAddresses],
  resolve: { alias: mode === "built" ? builtAliases : sourceAliases },
  test: {
    server: { deps: { external: [/\/dist\//] } },
    include: ["test/**/*.test.ts"],
    // A process for each file: native drivers, and worker threads that a synchronous call waits for.
    pool: "forks",
    // The tests wait for servers as much as they work: three at a time, on two cores too.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
}));
