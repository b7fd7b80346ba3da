import type { ColumnNode } from "./nodes/column.ts";
import type { Node } from "./node.ts";
import type { ExprNode, FromNode } from "./nodes/unions.ts";
import { columnsOf } from "./selected-columns.ts";

/** The expression, and all that it stands for: a subquery's column stands for the column that was selected. */
function origins(node: Node): Node[] {
  const out: Node[] = [node];
  for (let i = 0; i < out.length; i++) {
    const n = out[i] as ExprNode;
    if (n.kind === "column" && n.base !== undefined) out.push(n.base);
    else if (n.kind === "label") out.push(n.element);
  }
  return out;
}

/** The column of `from` that stands for `wanted`, or for what `wanted` stands for; the nearest of several. */
export function correspondingColumn(from: FromNode, wanted: ExprNode): ColumnNode | undefined {
  const columns = columnsOf(from);
  const targets = origins(wanted);
  for (const target of targets) {
    let best: ColumnNode | undefined;
    let distance = Infinity;
    for (const c of columns) {
      const at = origins(c).indexOf(target);
      if (at >= 0 && at < distance) {
        best = c;
        distance = at;
      }
    }
    if (best !== undefined) return best;
  }
  return undefined;
}

/** Whether `from` is `of`, or selects from it, aliases it or joins it. */
export function isDerivedFrom(from: FromNode, of: FromNode): boolean {
  if (from === of) return true;
  switch (from.kind) {
    case "alias":
      return isDerivedFrom(from.element, of);
    case "join":
      return isDerivedFrom(from.left, of) || isDerivedFrom(from.right, of);
    case "subquery":
    case "cte":
      return from.columns.some((c) =>
        origins(c).some((n) => n.kind === "column" && n !== c && isFrom((n as ColumnNode).table, of)),
      );
    default:
      return false;
  }
}

function isFrom(table: FromNode | undefined, of: FromNode): boolean {
  return table !== undefined && isDerivedFrom(table, of);
}
