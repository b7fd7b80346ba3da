// Run by Bun: bun test/dialect/sqlite-bun.ts. The driver that only Bun has, held against what every SQLite driver does.
import { createEngine } from "../../src/index.ts";
import { conformance, type Subject } from "./sqlite-conformance.ts";

const subjects: readonly Subject[] = [
  { drivername: "sqlite+bun", isAsync: false, uri: true, nul: true, functions: true },
  { drivername: "sqlite+worker", isAsync: true, uri: true, nul: true, functions: false },
];

let failed = 0;
for (const subject of subjects) {
  for (const { name, check } of conformance) {
    try {
      await check(subject);
      console.log(`✓ ${subject.drivername}: ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`× ${subject.drivername}: ${name}`);
      console.error(error);
    }
  }
}

const engine = createEngine("sqlite://");
if (engine.driver.name !== "bun") {
  failed += 1;
  console.error(`× the default driver on Bun is ${engine.driver.name}`);
}
engine.dispose();
console.log(failed === 0 ? "all content" : `${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
