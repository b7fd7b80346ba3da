import { BOOLEAN, NULL_TYPE } from "../types/literal-type.ts";
import { ArgumentError } from "../errors/argument.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import { brandOf, setBrand } from "../util/brand.ts";
import { checkName, exprOf, record, refuse, valueExpr } from "./coerce.ts";
import { ColumnElement, type NamedElement } from "./column-element.ts";
import type { BindNode } from "./node.ts";
import { namedBindNode } from "./nodes/bind.ts";
import { type ColumnNode, columnNode } from "./nodes/column.ts";
import { type TextNode, textNode } from "./nodes/literal.ts";
import { subqueryNode } from "./nodes/subquery.ts";
import type { ExprNode } from "./nodes/unions.ts";
import { Cte, type CteArguments, cteOptions, optionalName, Subquery } from "./cte.ts";
import { existsNode } from "./nodes/scalar-subquery.ts";
import type { ItemVal, SubCols } from "./row-of.ts";
import { ScalarSelect } from "./scalar-select.ts";
import { toType, type TypeLike } from "../types/type-like.ts";
import { cteNode } from "./nodes/subquery.ts";
import { proxyColumnsOf } from "./selected-columns.ts";
import { checkSqlText } from "./sql-text.ts";
import { resolveLiteralType } from "../types/literal-type.ts";

/** What `.columns({ name: type })` says the text returns. */
type ColumnsByType<M> = readonly {
  [K in keyof M]: NamedElement<K & string, M[K] extends TypeLike<infer T> ? T : never>;
}[keyof M][];

/** SQL text with named binds: a statement, or a part of one. */
export class TextClause<I extends readonly unknown[] = readonly unknown[]> extends ColumnElement<unknown> {
  declare readonly _i: I;
  /** Type only: may stand where a condition is asked for. */
  declare readonly _text: true;
  declare readonly node: TextNode;

  /** Gives values to the binds of the text: `text("… :a").bindparams({ a: 4 })`, or bindparam() objects. */
  bindparams(...given: (Readonly<Record<string, unknown>> | ColumnElement<unknown>)[]): this {
    const parts = this.node.parts.slice();
    const names = parts.map((p) => (p as BindNode).name);
    const set = (name: string, make: (old: BindNode) => BindNode): void => {
      if (!names.includes(name))
        throw new ArgumentError(`The text has no bind parameter :${name}.${didYouMean(name, names)}`);
      const made = make(parts[names.indexOf(name)] as BindNode);
      names.forEach((n, i) => {
        if (n === name) parts[i] = made;
      });
    };
    for (const g of given) {
      const expr = exprOf(g);
      if (expr?.kind === "bind") set(expr.name, () => expr);
      else {
        if (g === null || typeof g !== "object" || Array.isArray(g))
          refuse("bindparams(): an object of values by name, or a bindparam()", g);
        for (const [name, value] of Object.entries(g)) {
          if (value === undefined)
            throw new ArgumentError(
              `bindparams(): the value of ${JSON.stringify(name)} is undefined; null is SQL NULL.`,
            );
          set(name, (old) =>
            namedBindNode({
              ...old,
              value,
              type: old.type.family === "null" ? resolveLiteralType(value) : old.type,
              required: false,
              callable: undefined,
            }),
          );
        }
      }
    }
    return new TextClause(
      textNode(this.node.strings, parts, this.node.type, this.node.columns, this.node.template, this.node.execOptions),
    ) as this;
  }
  /** Says what the text returns: `text("SELECT …").columns(column("id", integer()))`. */
  columns<J extends readonly NamedElement<string, unknown>[]>(...columns: J): TextClause<J>;
  /** The same by name: `.columns({ id: integer(), name: string() })`. */
  columns<M extends Readonly<Record<string, TypeLike<unknown>>>>(columns: M): TextClause<ColumnsByType<M>>;
  columns(...columns: readonly unknown[]): TextClause {
    const first = columns[0];
    const byName = columns.length === 1 && exprOf(first) === undefined;
    const list = byName
      ? Object.entries(record(first, "columns()")).map(([name, type]): ColumnNode =>
          columnNode(
            `c${name.length}:${name}`,
            false,
            checkName(name, "columns(): a name"),
            name,
            toType(type as TypeLike<unknown>),
            undefined,
          ),
        )
      : columns.map((c): ColumnNode => {
          const n = exprOf(c);
          if (n?.kind !== "column") return refuse("columns(): a column(…)", c);
          // The result is asked for the column that was named here.
          const from = n.table === undefined ? "" : `@${n.key}`;
          return columnNode(`c${n.name.length}:${n.name}${from}`, n.anon, n.name, n.propKey, n.type, undefined, n);
        });
    if (list.length === 0) throw new ArgumentError("columns() needs at least one column(…).");
    return new TextClause(
      textNode(this.node.strings, this.node.parts, this.node.type, list, this.node.template, this.node.execOptions),
    );
  }
  executionOptions(options: Readonly<Record<string, unknown>>): this {
    const n = this.node;
    return new TextClause(
      textNode(n.strings, n.parts, n.type, n.columns, n.template, { ...n.execOptions, ...options }),
    ) as this;
  }
  /** The text as a subquery; say `.columns()` first. */
  subquery(name?: string): Subquery<SubCols<I>> {
    return new Subquery(subqueryNode(this.node, proxyColumnsOf(this.node), optionalName(name, "subquery()"), false));
  }
  /** The same as subquery(). */
  alias(name?: string): Subquery<SubCols<I>> {
    return this.subquery(name);
  }
  /** The text as `LATERAL (…)`. */
  lateral(name?: string): Subquery<SubCols<I>> {
    return new Subquery(subqueryNode(this.node, proxyColumnsOf(this.node), optionalName(name, "lateral()"), true));
  }
  /** The text as `(…)`, a value. */
  scalarSubquery(): ScalarSelect<ItemVal<I[0]> | null> {
    return new ScalarSelect(this.node);
  }
  /** `EXISTS (…)` */
  exists(): ColumnElement<boolean> {
    return new ColumnElement(existsNode(this.node, BOOLEAN));
  }
  /** Gives values to the text's named binds; the same as bindparams(). */
  params(values: Readonly<Record<string, unknown>>): this {
    return this.bindparams(values);
  }
  /** The text in WITH; say `.columns()` first. */
  cte(name?: string, options: CteArguments = {}): Cte<SubCols<I>> {
    return new Cte(cteNode(this.node, proxyColumnsOf(this.node), optionalName(name, "cte()"), cteOptions(options)));
  }
}
setBrand(TextClause.prototype, "text");

/** SQL text; `:name` is a bind, `\\:` a colon. Written as given: never build it from input. */
export function textClause(source: string): TextClause {
  const [strings, names] = splitBinds(checkSqlText(source, "text(): SQL text"));
  const made = new Map<string, ExprNode>();
  const parts = names.map((name) => {
    let bind = made.get(name);
    if (bind === undefined) {
      bind = namedBindNode({
        name,
        value: undefined,
        type: NULL_TYPE,
        unique: false,
        expanding: false,
        required: true,
        literalExecute: false,
      });
      made.set(name, bind);
    }
    return bind;
  });
  return new TextClause(textNode(strings, parts, NULL_TYPE, undefined));
}

function isWord(c: number): boolean {
  return (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95;
}

/** Text around `:name` binds. `::`, a colon after a letter or digit, `\:` and quoted text are no binds. */
function splitBinds(source: string): [string[], string[]] {
  const strings: string[] = [];
  const names: string[] = [];
  let out = "";
  let i = 0;
  while (i < source.length) {
    const ch = source[i]!;
    if (ch === "\\" && source[i + 1] === ":") {
      out += ":";
      i += 2;
      continue;
    }
    if (ch === "'" || ch === '"') {
      let end = source.indexOf(ch, i + 1);
      if (end < 0) end = source.length - 1;
      out += source.slice(i, end + 1).replaceAll("\\:", ":");
      i = end + 1;
      continue;
    }
    if (ch === ":" && source[i + 1] !== ":" && source[i - 1] !== ":" && !isWord(source.charCodeAt(i - 1))) {
      let end = i + 1;
      while (end < source.length && isWord(source.charCodeAt(end))) end++;
      if (end > i + 1 && (source[end] !== ":" || source[end + 1] === ":")) {
        strings.push(out);
        names.push(source.slice(i + 1, end));
        out = "";
        i = end;
        continue;
      }
    }
    out += ch;
    i++;
  }
  strings.push(out);
  return [strings, names];
}

/** `` sql`lower(${users.c.name}) = ${name}` ``: SQL text in which values become binds and expressions their SQL. */
export function sql<T = unknown>(strings: TemplateStringsArray, ...values: unknown[]): ColumnElement<T> {
  for (const s of strings) checkSqlText(s, "sql``: SQL text");
  const parts = values.map((v, i): ExprNode => {
    const brand = brandOf(v);
    if (brand === "from")
      throw new ArgumentError(
        `sql\`\`: the value at position ${i} is a from-clause; embed its columns, or write its name.`,
      );
    return valueExpr(v, `sql\`\`: a value or column expression at position ${i}`);
  });
  return new TextClause(textNode([...strings], parts, NULL_TYPE, undefined, true)) as unknown as ColumnElement<T>;
}
