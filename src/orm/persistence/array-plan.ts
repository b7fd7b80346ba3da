import { compileStatement } from "../../compiler/compile-statement.ts";
import type { Compiled, CompiledBind } from "../../compiler/compiled.ts";
import type { CoreConnection } from "../../engine/core-connection.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import { any } from "../../sql/expressions.ts";
import { unnest } from "../../sql/unnest.ts";
import { type BindNode, flattenBinds } from "../../sql/node.ts";
import { bindNode } from "../../sql/nodes/bind.ts";
import { deleteNode, updateNode } from "../../sql/nodes/dml.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import type { StatementNode } from "../../sql/nodes/unions.ts";
import { arrayItemType } from "../../types/array-item.ts";
import { ArrayType } from "../../types/array-type.ts";
import type { ColumnProperty } from "../contract/property.ts";
import type { StoredTable } from "../contract/mapper.ts";
import type { InstanceState } from "../contract/state.ts";
import { equals } from "./key-condition.ts";
import { wrongValue } from "./row-binder.ts";

/** Values by slot: an object's, or those of a row that no object stands for. */
export type RowValues = Pick<InstanceState, "values">;

/** One array of the statement: a column's values of all rows. */
interface ArraySource {
  readonly label: string;
  read(row: RowValues, identity: unknown, version: unknown): unknown;
}

/** One statement for any number of rows, whose values travel as one array for each column. */
export class ArrayPlan {
  readonly #node: StatementNode;
  readonly #extraction: readonly BindNode[];
  readonly #sources: ReadonlyMap<BindNode, ArraySource>;

  constructor(node: StatementNode, sources: ReadonlyMap<BindNode, ArraySource>) {
    this.#node = node;
    this.#extraction = flattenBinds(node.binds);
    this.#sources = sources;
  }

  compile(connection: CoreConnection): Compiled {
    return connection.lookup(
      this.#node,
      () =>
        compileStatement(connection.dialect, this.#node, { implicitReturning: false, extraction: this.#extraction }),
      "flush",
    );
  }

  /** The arrays, in the order of the placeholders. Throws ArgumentError naming the attribute when a value is not of its column's type. */
  params(
    compiled: Compiled,
    rows: readonly RowValues[],
    identities: readonly unknown[],
    versions: readonly unknown[] | undefined,
  ): unknown[] {
    return compiled.binds.map((bind: CompiledBind) => {
      const source = this.#sources.get(this.#extraction[bind.slot] ?? bind.node) as ArraySource;
      const values = rows.map((row, i) => source.read(row, identities[i], versions?.[i]));
      try {
        return bind.process === undefined ? values : bind.process(values);
      } catch (error) {
        throw wrongValue(source.label, error);
      }
    });
  }
}

/** UPDATE t SET a = v.s0 … FROM unnest(…) AS v(s0, …, k0) WHERE t.id = v.k0; undefined where a type does not travel in arrays. */
export function updateFromArrays(
  mapper: StoredTable,
  slots: readonly number[],
  versioned: boolean,
): ArrayPlan | undefined {
  const arrays = new Arrays(mapper);
  for (const slot of slots) arrays.add(`s${slot}`, slot, (state) => state.values[slot]);
  arrays.addKey(versioned);
  const from = arrays.from();
  if (from === undefined) return undefined;
  const node = updateNode({
    table: mapper.table.node,
    assignments: slots.map((slot) => ({ column: nodeOf(mapper, slot), value: from.column(`s${slot}`) })),
    where: from.conditions,
  });
  return new ArrayPlan(node, arrays.sources);
}

/** DELETE FROM t USING unnest(…) AS v(k0) WHERE t.id = v.k0, or with = ANY where the key is one column. */
export function deleteByArrays(mapper: StoredTable): ArrayPlan | undefined {
  const arrays = new Arrays(mapper);
  arrays.addKey(true);
  const from = arrays.from();
  if (from === undefined) return undefined;
  const [only] = mapper.primaryKeySlots;
  if (mapper.primaryKeySlots.length === 1 && mapper.version === undefined && only !== undefined) {
    const [bind] = arrays.sources.keys();
    const key = new ColumnElement<unknown>(nodeOf(mapper, only));
    const condition = key.eq(any(new ColumnElement<readonly unknown[]>(bind as BindNode)));
    return new ArrayPlan(deleteNode({ table: mapper.table.node, where: [condition.node] }), arrays.sources);
  }
  const node = deleteNode({ table: mapper.table.node, using: [from.node], where: from.conditions });
  return new ArrayPlan(node, arrays.sources);
}

class Arrays {
  readonly sources: Map<BindNode, ArraySource> = new Map();
  readonly #mapper: StoredTable;
  readonly #arrays: Map<string, ColumnElement<unknown>> = new Map();
  readonly #conditions: { readonly name: string; readonly slot: number }[] = [];
  #travels = true;

  constructor(mapper: StoredTable) {
    this.#mapper = mapper;
  }

  add(name: string, slot: number, read: ArraySource["read"]): void {
    const { column: owner, key } = this.#mapper.columns[slot] as ColumnProperty;
    const item = arrayItemType(owner.type);
    if (item === undefined) this.#travels = false;
    else {
      const bind = bindNode(name, undefined, new ArrayType(item));
      this.sources.set(bind, { label: `${this.#mapper.name}.${key}`, read });
      this.#arrays.set(name, new ColumnElement<unknown>(bind));
    }
  }

  addKey(versioned: boolean): void {
    const { primaryKeySlots: keys, version } = this.#mapper;
    keys.forEach((slot, at) => {
      this.#conditions.push({ name: `k${slot}`, slot });
      this.add(`k${slot}`, slot, (_state, identity) =>
        keys.length === 1 ? identity : (identity as readonly unknown[])[at],
      );
    });
    if (!versioned || version === undefined) return;
    this.#conditions.push({ name: "version", slot: version.slot });
    this.add("version", version.slot, (_state, _identity, known) => known);
  }

  from() {
    if (!this.#travels) return undefined;
    const valued = unnest("changed", this.#arrays);
    const columns = valued.c as Record<string, ColumnElement<unknown>>;
    const columnOf = (name: string): ColumnNode => (columns[name] as ColumnElement<unknown>).node as ColumnNode;
    return {
      node: valued.node,
      column: columnOf,
      conditions: this.#conditions.map(({ name, slot }) =>
        equals(nodeOf(this.#mapper, slot), columnOf(name) as unknown as BindNode),
      ),
    };
  }
}

function nodeOf(mapper: StoredTable, slot: number): ColumnNode {
  return (mapper.columns[slot] as ColumnProperty).column.node as ColumnNode;
}
