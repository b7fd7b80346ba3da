import { ArgumentError } from "../../errors/argument.ts";
import { columnExpr, valueExpr } from "../../sql/coerce.ts";
import { ColumnElement, type TextOperand } from "../../sql/column-element.ts";
import { binaryNode } from "../../sql/nodes/binary.ts";
import { listNode } from "../../sql/nodes/list.ts";
import { MATCH } from "../../sql/operator.ts";
import { BOOLEAN, NULL_TYPE, STRING } from "../../types/literal-type.ts";
import { describeValue } from "../../util/describe.ts";

/** What stands behind the text in AGAINST (…), by the modifier of the node. */
export const matchModes = {
  none: "",
  boolean: " IN BOOLEAN MODE",
  natural: " IN NATURAL LANGUAGE MODE",
  "natural expansion": " IN NATURAL LANGUAGE MODE WITH QUERY EXPANSION",
  expansion: " WITH QUERY EXPANSION",
} as const;
export type MatchMode = keyof typeof matchModes;

export interface MatchOptions {
  /** The text to look for. */
  readonly against: TextOperand;
  /** The text is in the language of boolean searches: "+needed -unwanted part*". */
  readonly inBooleanMode?: boolean;
  readonly inNaturalLanguageMode?: boolean;
  /** Looks again with the words of the best rows. */
  readonly withQueryExpansion?: boolean;
}

type Column = ColumnElement<string> | ColumnElement<string | null>;

/**
 * A full-text search: a condition, and the relevance to sort by (`typeCoerce(match(…), double())` reads it as a number).
 * The columns are those of a FULLTEXT index.
 *
 * ```ts
 * select(posts.c.id).where(match([posts.c.title, posts.c.body], { against: "+core -draft", inBooleanMode: true }))
 * // SELECT posts.id FROM posts WHERE MATCH (posts.title, posts.body) AGAINST (? IN BOOLEAN MODE)
 * ```
 */
export function match(columns: Column | readonly Column[], options: MatchOptions): ColumnElement<boolean> {
  const list = Array.isArray(columns) ? (columns as readonly Column[]) : [columns as Column];
  if (list.length === 0) throw new ArgumentError("match() needs at least one column.");
  if (options === null || typeof options !== "object" || options.against === undefined)
    throw new ArgumentError(`match() takes { against: "text" } as its second argument; got ${describeValue(options)}.`);
  const items = list.map((column) => columnExpr(column, "match(): a column"));
  const against = valueExpr(options.against, "match(): the text to look for", STRING);
  return new ColumnElement(binaryNode(MATCH, listNode("comma", items, NULL_TYPE), against, BOOLEAN, modeOf(options)));
}

function modeOf(options: MatchOptions): MatchMode {
  const { inBooleanMode = false, inNaturalLanguageMode = false, withQueryExpansion = false } = options;
  if (inBooleanMode && (inNaturalLanguageMode || withQueryExpansion))
    throw new ArgumentError(
      "match(): inBooleanMode excludes inNaturalLanguageMode and withQueryExpansion; say one of them.",
    );
  if (inBooleanMode) return "boolean";
  if (inNaturalLanguageMode) return withQueryExpansion ? "natural expansion" : "natural";
  return withQueryExpansion ? "expansion" : "none";
}
