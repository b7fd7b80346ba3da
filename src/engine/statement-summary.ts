import type { Compiled } from "../compiler/compiled.ts";
import type { EntityNode } from "../sql/entity.ts";
import type { Node } from "../sql/node.ts";
import type { ColumnNode } from "../sql/nodes/column.ts";
import type { TableNode } from "../sql/nodes/table.ts";
import { iterate } from "../sql/traverse.ts";

/** What a statement does to which tables, in few words: for the names of spans. */
export interface StatementSummary {
  /** "SELECT", "INSERT" …: the statement's verb. */
  readonly operation: string | undefined;
  /** The tables of a statement that was compiled, in the order in which it names them. */
  readonly collections: readonly string[];
}

const operations: Readonly<Record<Compiled["kind"], string | undefined>> = {
  select: "SELECT",
  compound: "SELECT",
  insert: "INSERT",
  update: "UPDATE",
  delete: "DELETE",
  merge: "MERGE",
  text: undefined,
  ddl: undefined,
};

const known = new WeakMap<Compiled, StatementSummary>();

/** Worked out once for a compiled statement; SQL text is only looked at for its first word. */
export function summarize(compiled: Compiled | undefined, sql: string): StatementSummary {
  const operation = compiled === undefined ? undefined : operations[compiled.kind];
  if (compiled === undefined || operation === undefined) return { operation: firstWord(sql), collections: [] };
  let summary = known.get(compiled);
  if (summary === undefined) known.set(compiled, (summary = { operation, collections: tablesOf(compiled.node) }));
  return summary;
}

function firstWord(sql: string): string | undefined {
  return /^\s*(?:\/\*[^]*?\*\/\s*|--[^\n]*\n\s*)*([A-Za-z]+)/.exec(sql)?.[1]?.toUpperCase();
}

function tablesOf(statement: Node): string[] {
  const names = new Set<string>();
  const seen = new Set<Node>();
  const visit = (root: Node): void => {
    if (seen.has(root)) return;
    seen.add(root);
    for (const node of iterate(root)) {
      if (node.kind === "table") names.add(nameOf(node as TableNode));
      else if (node.kind === "column") {
        const { table } = node as ColumnNode;
        if (table !== undefined) visit(table);
      } else if (node.kind === "entity") visit((node as EntityNode).from);
    }
  };
  // What is written comes first, though a condition may be kept in front of it.
  const { table } = statement as { readonly table?: Node };
  if (table !== undefined) visit(table);
  visit(statement);
  return [...names];
}

function nameOf({ schema, name }: TableNode): string {
  return schema === undefined ? name : `${schema}.${name}`;
}
