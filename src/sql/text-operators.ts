import type { ColumnElement, TextOperand } from "./column-element.ts";
import * as op from "./operations.ts";
import * as O from "./operator.ts";
import { containment, isContainer } from "./typed-operations.ts";
import { element, type Keyed, type Only, TypedOperators } from "./typed-operators.ts";

/** Operators of text. */
export abstract class TextOperators extends TypedOperators {
  /** `a LIKE pattern`, with % and _ as wildcards. */
  like<V>(this: Only<V, string>, pattern: TextOperand, options?: op.LikeOptions): ColumnElement<boolean> {
    return element(op.likeOp(O.LIKE, this.node, pattern, options));
  }
  /** `a NOT LIKE pattern` */
  notLike<V>(this: Only<V, string>, pattern: TextOperand, options?: op.LikeOptions): ColumnElement<boolean> {
    return element(op.likeOp(O.NOT_LIKE, this.node, pattern, options));
  }
  /** LIKE without regard to case: `lower(a) LIKE lower(pattern)`, ILIKE on PostgreSQL. */
  ilike<V>(this: Only<V, string>, pattern: TextOperand, options?: op.LikeOptions): ColumnElement<boolean> {
    return element(op.likeOp(O.ILIKE, this.node, pattern, options));
  }
  /** The opposite of ilike(). */
  notIlike<V>(this: Only<V, string>, pattern: TextOperand, options?: op.LikeOptions): ColumnElement<boolean> {
    return element(op.likeOp(O.NOT_ILIKE, this.node, pattern, options));
  }
  /** `a LIKE x || '%'`; with `autoescape`, % and _ in the value are text. */
  startswith<V>(this: Only<V, string>, text: TextOperand, options?: op.MatchOptions): ColumnElement<boolean> {
    return element(op.matchOp(O.STARTSWITH, this.node, text, options));
  }
  /** `a LIKE '%' || x` */
  endswith<V>(this: Only<V, string>, text: TextOperand, options?: op.MatchOptions): ColumnElement<boolean> {
    return element(op.matchOp(O.ENDSWITH, this.node, text, options));
  }
  /** `a LIKE '%' || x || '%'` of text; of arrays, ranges, jsonb and hstore `a @> b`: whether all of the other is in this. */
  contains<V>(this: Only<V, string>, text: TextOperand, options?: op.MatchOptions): ColumnElement<boolean>;
  contains<V>(this: Keyed<V>, other: unknown): ColumnElement<boolean>;
  contains(this: TypedOperators, text: unknown, options?: op.MatchOptions): ColumnElement<boolean> {
    if (isContainer(this.node.type)) return element(containment(O.INCLUDES, this.node, text, "contains"));
    return element(op.matchOp(O.CONTAINS, this.node, text, options));
  }
  /** startswith() without regard to case. */
  istartswith<V>(this: Only<V, string>, text: TextOperand, options?: op.MatchOptions): ColumnElement<boolean> {
    return element(op.matchOp(O.ISTARTSWITH, this.node, text, options));
  }
  /** endswith() without regard to case. */
  iendswith<V>(this: Only<V, string>, text: TextOperand, options?: op.MatchOptions): ColumnElement<boolean> {
    return element(op.matchOp(O.IENDSWITH, this.node, text, options));
  }
  /** contains() without regard to case. */
  icontains<V>(this: Only<V, string>, text: TextOperand, options?: op.MatchOptions): ColumnElement<boolean> {
    return element(op.matchOp(O.ICONTAINS, this.node, text, options));
  }
  /** The database's full-text search: `@@ plainto_tsquery` on PostgreSQL, MATCH on SQLite and MySQL. */
  match<V>(
    this: Only<V, string>,
    text: TextOperand,
    options?: {
      /** The text search configuration, such as "english"; other databases have none. */
      readonly postgresqlRegconfig?: string;
    },
  ): ColumnElement<boolean> {
    return element(op.matchText(this.node, text, options?.postgresqlRegconfig));
  }
  /** Whether a regular expression matches. */
  regexpMatch<V>(
    this: Only<V, string>,
    pattern: TextOperand,
    options?: { readonly flags?: string },
  ): ColumnElement<boolean> {
    return element(op.regexpMatch(O.REGEXP_MATCH, this.node, pattern, options?.flags));
  }
  /** The text with what a regular expression matches replaced. */
  regexpReplace<V>(
    this: Only<V, string>,
    pattern: TextOperand,
    replacement: TextOperand,
    options?: { readonly flags?: string },
  ): ColumnElement<V> {
    return element(op.regexpReplace(this.node, pattern, replacement, options?.flags));
  }
}
