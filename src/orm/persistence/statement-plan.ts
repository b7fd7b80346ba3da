import type { Compiled, CompiledBind, CompileOptions } from "../../compiler/compiled.ts";
import { compileStatement } from "../../compiler/compile-statement.ts";
import type { CoreConnection } from "../../engine/core-connection.ts";
import type { BindNode } from "../../sql/node.ts";
import { flattenBinds } from "../../sql/node.ts";
import type { StatementNode } from "../../sql/nodes/unions.ts";
import { bindNode } from "../../sql/nodes/bind.ts";
import type { ColumnProperty } from "../contract/property.ts";
import { From, type ParameterSource, RowBinder } from "./row-binder.ts";

/** Where the binds of a statement under construction get their values. */
export type BindSources = Map<BindNode, { readonly from: From; readonly index: number; readonly label: string }>;

/** A statement of a flush, for any number of objects. */
export class StatementPlan {
  readonly node: StatementNode;
  readonly #extraction: readonly BindNode[];
  readonly #sources: BindSources;
  #binder: RowBinder | undefined;

  constructor(node: StatementNode, sources: BindSources) {
    this.node = node;
    this.#extraction = flattenBinds(node.binds);
    this.#sources = sources;
  }

  /** The compiled form, through the engine's cache. */
  compile(connection: CoreConnection): Compiled {
    const compiled = connection.lookup(
      this.node,
      () => compileStatement(connection.dialect, this.node, { ...options, extraction: this.#extraction }),
      "flush",
    );
    this.#binder ??= new RowBinder(
      compiled.binds.map((bind) => parameterSource(bind, this.#extraction, this.#sources)),
    );
    return compiled;
  }

  /** Makes the parameters of an object; there once the statement was compiled. */
  get binder(): RowBinder {
    return this.#binder as RowBinder;
  }
}

const options: CompileOptions = { implicitReturning: false };

/** A bind for a mapped column, noted in `sources`. */
export function columnBind(property: ColumnProperty, from: From, index: number, sources: BindSources): BindNode {
  const { column } = property;
  const bind = bindNode(
    from !== From.values ? `${column.table.name}_${column.name}` : column.name,
    undefined,
    column.type,
  );
  sources.set(bind, { from, index, label: `${property.mapper.name}.${property.key}` });
  return bind;
}

function parameterSource(bind: CompiledBind, extraction: readonly BindNode[], sources: BindSources): ParameterSource {
  const { process } = bind;
  const node = (bind.slot >= 0 ? extraction[bind.slot] : undefined) ?? bind.node;
  const source = sources.get(node);
  if (source !== undefined) return { ...source, process };
  const label = bind.column?.propKey ?? bind.name;
  if (bind.default !== undefined && bind.default.kind === "callable") {
    return { from: From.call, index: 0, constant: bind.default.fn, process, label };
  }
  // Part of an SQL expression: its value does not depend on the object.
  const value = bind.default === undefined ? node.value : bind.default.value;
  const constant = process === undefined || (value === null && process.takesNull !== true) ? value : process(value);
  return { from: From.constant, index: 0, constant, process: undefined, label };
}
