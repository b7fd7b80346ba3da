import { type CompileRequest, type CompileResult, compileNode } from "./late.ts";
import type { StatementNode } from "./nodes/unions.ts";

/** Something that can be executed. `_i` are the items of its rows, for types alone. */
export abstract class Statement<I extends readonly unknown[]> {
  declare readonly _i: I;
  abstract readonly node: StatementNode;

  /** The SQL and its parameters, for a dialect. */
  compile(request?: CompileRequest): CompileResult {
    return compileNode(this.node, request);
  }
  /** The SQL of the default dialect, with `:name` binds. */
  toString(): string {
    return compileNode(this.node).sql;
  }
}
