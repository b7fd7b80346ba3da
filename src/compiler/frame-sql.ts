import type { WindowFrame } from "../sql/nodes/function.ts";

/** ROWS BETWEEN … AND … */
export function frameSql(frame: WindowFrame): string {
  const bound = (n: number | null, end: boolean): string =>
    n === null
      ? end
        ? "UNBOUNDED FOLLOWING"
        : "UNBOUNDED PRECEDING"
      : n === 0
        ? "CURRENT ROW"
        : n < 0
          ? `${-n} PRECEDING`
          : `${n} FOLLOWING`;
  return `${frame.unit} BETWEEN ${bound(frame.start, false)} AND ${bound(frame.end, true)}${frame.exclude === undefined ? "" : ` EXCLUDE ${frame.exclude}`}`;
}
