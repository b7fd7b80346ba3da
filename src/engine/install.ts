import { setTargetResolver } from "../compiler/compile-request.ts";
import type { CompileTarget } from "../compiler/target.ts";
import { createDialect } from "../dialect/registry.ts";
import { registerJsonElements } from "../sql/json-element.ts";

const dialects = new Map<string, CompileTarget>();

/** Lets `compile({ dialect: "sqlite" })` find dialects by name, for statements and DDL alike, and `get()` give elements. The roots call it. */
export function installCompiler(): void {
  registerJsonElements();
  setTargetResolver((name) => {
    let dialect = dialects.get(name);
    if (dialect === undefined) dialects.set(name, (dialect = createDialect(name)));
    return dialect;
  });
}
