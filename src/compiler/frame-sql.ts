import type { FrameBound, WindowFrame } from "../sql/nodes/function.ts";
import type { ExprNode } from "../sql/nodes/unions.ts";

/** ROWS BETWEEN … AND …, with what writes the distances. */
export function frameSql(frame: WindowFrame, write: (distance: ExprNode) => string): string {
  const bound = (b: FrameBound, end: boolean): string =>
    b === "current"
      ? "CURRENT ROW"
      : b === "unbounded"
        ? `UNBOUNDED ${end ? "FOLLOWING" : "PRECEDING"}`
        : `${write(b.distance)} ${b.after ? "FOLLOWING" : "PRECEDING"}`;
  const exclude = frame.exclude === undefined ? "" : ` EXCLUDE ${frame.exclude}`;
  return `${frame.unit} BETWEEN ${bound(frame.start, false)} AND ${bound(frame.end, true)}${exclude}`;
}
