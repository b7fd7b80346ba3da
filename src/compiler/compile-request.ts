import { ArgumentError } from "../errors/argument.ts";
import { setDDLWriter } from "../schema/ddl-text.ts";
import { type CompileRequest, type CompileResult, late } from "../sql/late.ts";
import { flattenBinds, type Node } from "../sql/node.ts";
import type { StatementNode } from "../sql/nodes/unions.ts";
import { describeValue } from "../util/describe.ts";
import { compileDDL } from "./compile-ddl.ts";
import { compileStatement } from "./compile-statement.ts";
import type { BindPart, Compiled } from "./compiled.ts";
import { defaultTarget } from "./default-target.ts";
import { expand } from "./expand.ts";
import type { CompileTarget } from "./target.ts";

type Resolver = (name: string) => CompileTarget;
let resolver: Resolver | undefined;

/** The dialect registry puts itself here, so that `compile({ dialect: "sqlite" })` finds dialects by name. */
export function setTargetResolver(resolve: Resolver): void {
  resolver = resolve;
}

/** The dialect that a request means. */
export function targetOf(dialect: string | object | undefined): CompileTarget {
  if (dialect === undefined || dialect === "default") return defaultTarget;
  if (typeof dialect === "object" && dialect !== null && "statementCompiler" in dialect)
    return dialect as CompileTarget;
  if (typeof dialect === "string" && resolver !== undefined) return resolver(dialect);
  throw new ArgumentError(
    `compile(): dialect takes a name such as "sqlite", or a dialect object, not ${describeValue(dialect)}.`,
  );
}

/** What `compile()` gives: the values by placeholder, and `toString()` for the text. */
class Result implements CompileResult {
  readonly sql: string;
  readonly params: readonly unknown[];
  constructor(sql: string, params: readonly unknown[]) {
    this.sql = sql;
    this.params = params;
  }
  toString(): string {
    return this.sql;
  }
}

function compile(node: Node, request: CompileRequest): CompileResult {
  const target = targetOf(request.dialect);
  const extraction = flattenBinds(node.binds);
  const compiled = compileStatement(target, node as StatementNode, {
    extraction,
    lint: false,
    literalBinds: request.literalBinds,
    schemaTranslateMap: request.schemaTranslateMap,
    columnKeys: request.columnKeys,
    implicitReturning: target.sqlFeatures.implicitReturning,
  });
  if (request.renderPostcompile === false) return new Result(compiled.sql, listedValues(compiled));
  const { sql, params } = expand(compiled, shownValues(compiled));
  return new Result(sql, params);
}

/** The values by bind: those of a list in one array. */
function listedValues(compiled: Compiled): unknown[] {
  return shownValues(compiled).map((value, i) => {
    const bind = compiled.binds[i]!;
    const one = ({ process }: BindPart, v: unknown): unknown => (v === null || process === undefined ? v : process(v));
    if (!bind.expanding || !Array.isArray(value)) return one(bind, value);
    const { parts } = bind;
    return value.map((v: unknown) =>
      parts === undefined || !Array.isArray(v) ? one(bind, v) : parts.map((part, n) => one(part, v[n])),
    );
  });
}

/** Values for show: what has none yet is null, and an unknown list is one null. */
function shownValues(compiled: Compiled): unknown[] {
  return compiled.binds.map((bind) => {
    let value: unknown = bind.node.value ?? bind.node.callable?.();
    if (value === undefined && bind.default?.kind === "value") value = bind.default.value;
    if (value === undefined) return bind.expanding ? [null] : null;
    return value;
  });
}

late.compile = compile;
setDDLWriter((element, options) =>
  compileDDL(targetOf(options.dialect as string | object | undefined), element, options),
);
