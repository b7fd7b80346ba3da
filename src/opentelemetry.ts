/**
 * Spans of OpenTelemetry for every statement, by its semantic conventions for databases. Needs the package `@opentelemetry/api`.
 *
 * ```ts
 * const engine = createEngine("sqlite:///app.db", { tracer: openTelemetry() });
 * ```
 *
 * @module
 */
import {
  type Attributes,
  context,
  isSpanContextValid,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
  type TracerProvider,
} from "@opentelemetry/api";
import type { StatementSpan, StatementTracer, TracedFailure, TracedStatement } from "./engine/tracing.ts";

export type { StatementSpan, StatementTracer, TracedFailure, TracedStatement } from "./engine/tracing.ts";

/** Options of `openTelemetry`. */
export interface OpenTelemetryOptions {
  /** Whose tracer makes the spans; the global one by default. */
  readonly tracerProvider?: TracerProvider | undefined;
  /** Only statements inside another span get one. */
  readonly requireParentSpan?: boolean | undefined;
  /** Whether spans carry the SQL text (`db.query.text`), which holds no values; true by default. */
  readonly queryText?: boolean | undefined;
  /** Attributes of every span besides. */
  readonly attributes?: Attributes | undefined;
}

/**
 * A tracer for `createEngine(url, { tracer })`. A span is called `SELECT users` and has `db.system.name`, `db.namespace`,
 * `db.collection.name` (of a statement of one table), `db.operation.name`, `db.operation.batch.size`, `db.query.summary`, `db.query.text`,
 * `server.address` and `server.port`; one that failed has `db.response.status_code` and `error.type`.
 * The driver is called inside of it, so that instrumentation of the driver makes child spans.
 */
export function openTelemetry(options: OpenTelemetryOptions = {}): StatementTracer {
  const tracer = (options.tracerProvider ?? trace).getTracer("athanor");
  return {
    start(statement) {
      if (options.requireParentSpan === true && trace.getActiveSpan() === undefined) return unspanned;
      return new OpenTelemetrySpan(startSpan(tracer, statement, options));
    },
  };
}

const unspanned: StatementSpan = {
  context: undefined,
  run: (call) => call(),
  end: () => undefined,
  fail: () => undefined,
};

function startSpan(tracer: Tracer, statement: TracedStatement, { queryText, attributes }: OpenTelemetryOptions): Span {
  const { system, namespace, serverAddress, serverPort, operation, collections, batchSize } = statement;
  const verb = batchSize === undefined || operation === undefined ? operation : `BATCH ${operation}`;
  const summary = collections.length === 0 ? undefined : [verb, ...collections].join(" ").slice(0, 255);
  const [collection] = collections;
  const given: Attributes = { ...attributes, "db.system.name": system };
  if (namespace !== undefined) given["db.namespace"] = namespace;
  if (collection !== undefined && collections.length === 1) given["db.collection.name"] = collection;
  if (verb !== undefined) given["db.operation.name"] = verb;
  if (summary !== undefined) given["db.query.summary"] = summary;
  if (batchSize !== undefined) given["db.operation.batch.size"] = batchSize;
  if (queryText !== false) given["db.query.text"] = statement.statement;
  if (serverAddress !== undefined) given["server.address"] = serverAddress;
  if (serverPort !== undefined) given["server.port"] = serverPort;
  const name = summary ?? ([verb, namespace ?? serverAddress].filter(Boolean).join(" ") || system);
  return tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes: given });
}

class OpenTelemetrySpan implements StatementSpan {
  readonly #span: Span;
  constructor(span: Span) {
    this.#span = span;
  }
  get context(): StatementSpan["context"] {
    const { traceId, spanId, traceFlags, traceState } = this.#span.spanContext();
    if (!isSpanContextValid(this.#span.spanContext())) return undefined;
    return {
      traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`,
      tracestate: traceState?.serialize(),
    };
  }
  run<T>(call: () => T): T {
    return context.with(trace.setSpan(context.active(), this.#span), call);
  }
  end(): void {
    this.#span.end();
  }
  fail({ error, statusCode, message }: TracedFailure): void {
    if (statusCode !== undefined) this.#span.setAttribute("db.response.status_code", statusCode);
    this.#span.setAttribute("error.type", statusCode ?? (error instanceof Error ? error.name : "_OTHER"));
    this.#span.setStatus(
      message === undefined ? { code: SpanStatusCode.ERROR } : { code: SpanStatusCode.ERROR, message },
    );
    this.#span.end();
  }
}
