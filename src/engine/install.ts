import { setTargetResolver } from "../compiler/compile-request.ts";
import type { CompileTarget } from "../compiler/target.ts";
import { createDialect } from "../dialect/registry.ts";

const dialects = new Map<string, CompileTarget>();

/** Lets `compile({ dialect: "sqlite" })` find dialects by name, for statements and DDL alike. The roots call it. */
export function installCompiler(): void {
  setTargetResolver((name) => {
    let dialect = dialects.get(name);
    if (dialect === undefined) dialects.set(name, (dialect = createDialect(name)));
    return dialect;
  });
}
