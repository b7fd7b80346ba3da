import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";
import type { ExecutionContext } from "./engine-events.ts";

/** Tags of a comment: name to value. Undefined leaves a tag out; `true` for `traceparent` or `tracestate` takes it from the active span. */
export type SqlCommentTags = Readonly<Record<string, string | number | boolean | undefined>>;

/** What the option `sqlComments` takes. */
export type SqlCommentsOption = SqlCommentTags | ((context: ExecutionContext) => SqlCommentTags);

/** The W3C trace context of a span. */
export interface TraceContext {
  readonly traceparent: string;
  readonly tracestate?: string | undefined;
}

const FROM_SPAN = ["traceparent", "tracestate"] as const;

/**
 * Appends comments in sqlcommenter's form, by which a statement can be told in the database's own logs:
 * `SELECT 1 /*action='checkout',application='shop'*\/`.
 */
export class SqlComments {
  /** Comments differ from execution to execution, so that drivers should not keep the statements prepared. */
  readonly perExecution: boolean;
  readonly #option: SqlCommentsOption;
  readonly #fixed: string | undefined;

  constructor(option: SqlCommentsOption, hasTracer: boolean) {
    if (option === null || (typeof option !== "object" && typeof option !== "function"))
      throw new ArgumentError(
        `sqlComments is an object of tags such as { application: "shop" }, or a function that gives one; got ${describeValue(option)}.`,
      );
    this.#option = option;
    const traced = typeof option === "object" && FROM_SPAN.some((name) => option[name] === true);
    if (traced && !hasTracer)
      throw new ArgumentError(
        "sqlComments: { traceparent: true } takes the trace context of the active span, and needs the option tracer.",
      );
    this.perExecution = typeof option === "function" || traced;
    this.#fixed = this.perExecution ? undefined : commentOf(option as SqlCommentTags, undefined);
  }

  /** The statement with its comment; one that has a comment already is left alone, as sqlcommenter's specification wants it. */
  append(sql: string, context: ExecutionContext, trace: TraceContext | undefined): string {
    const comment = this.#fixed ?? commentOf(this.#tags(context), trace);
    if (comment === "" || sql.includes("/*") || sql.includes("--")) return sql;
    const end = /[;\s]*$/.exec(sql)?.index ?? sql.length;
    return `${sql.slice(0, end)} ${comment}${sql.slice(end)}`;
  }

  #tags(context: ExecutionContext): SqlCommentTags {
    return typeof this.#option === "function" ? this.#option(context) : this.#option;
  }
}

function commentOf(tags: SqlCommentTags, trace: TraceContext | undefined): string {
  if (tags === null || typeof tags !== "object")
    throw new ArgumentError(`sqlComments must give an object of tags; it gave ${describeValue(tags)}.`);
  const pairs: string[] = [];
  for (const [name, given] of Object.entries(tags)) {
    const value = given === true && isFromSpan(name) ? trace?.[name] : given;
    if (value === undefined || value === "") continue;
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean")
      throw new ArgumentError(
        `The tag ${JSON.stringify(name)} of an SQL comment is a string, number or boolean; got ${describeValue(value)}.`,
      );
    pairs.push(`${encode(name)}='${encode(String(value))}'`);
  }
  return pairs.length === 0 ? "" : `/*${pairs.sort().join(",")}*/`;
}

function isFromSpan(name: string): name is (typeof FROM_SPAN)[number] {
  return (FROM_SPAN as readonly string[]).includes(name);
}

/** Percent-encoded, quotes and asterisks too: nothing is left that could end the value or the comment, or look like a placeholder. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd")).replace(
    /[!'()*~]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
