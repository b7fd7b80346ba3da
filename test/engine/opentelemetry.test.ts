import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Context,
  context,
  type ContextManager,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { type EngineOptions, insert, integer, MetaData, select, string } from "athanor";
import { openTelemetry, type OpenTelemetryOptions } from "athanor/opentelemetry";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeAsync, describeSync } from "../support/databases.ts";

/** The context manager of @opentelemetry/context-async-hooks, as far as it is needed. */
class Contexts implements ContextManager {
  readonly #storage = new AsyncLocalStorage<Context>();
  active(): Context {
    return this.#storage.getStore() ?? ROOT_CONTEXT;
  }
  with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    given: Context,
    fn: F,
    self?: ThisParameterType<F>,
    ...args: A
  ): ReturnType<F> {
    return this.#storage.run(given, () => fn.apply(self, args));
  }
  bind<T>(_context: Context, target: T): T {
    return target;
  }
  enable(): this {
    return this;
  }
  disable(): this {
    return this;
  }
}

const exporter = new InMemorySpanExporter();
const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
beforeAll(() => void context.setGlobalContextManager(new Contexts()));
afterAll(() => context.disable());

const items = new MetaData().table("items", { id: integer().primaryKey(), name: string(20) });

/** The spans that have ended, without those of transactions. */
function finished() {
  return exporter.getFinishedSpans().filter(({ name }) => !/^(BEGIN|COMMIT|ROLLBACK)\b/.test(name));
}

function traced(options: OpenTelemetryOptions = {}): EngineOptions {
  exporter.reset();
  return { tracer: openTelemetry({ tracerProvider, ...options }) };
}

describeSync("openTelemetry", (database) => {
  test("makes spans by the semantic conventions for databases", () => {
    const made = database.engine(traced({ attributes: { "service.part": "test" } }));
    using connection = made.connect();
    items.create(connection);
    exporter.reset();
    connection.execute(insert(items), [
      { id: 1, name: "secret" },
      { id: 2, name: "b" },
    ]);
    connection.execute(select(items.c.name).where(items.c.id.eq(1)));
    expect(() => connection.execute(insert(items).values({ id: 1, name: "secret" }))).toThrow();
    const spans = finished();
    const { system, namespace, code } = {
      sqlite: { system: "sqlite", namespace: undefined, code: /^SQLITE_CONSTRAINT|^1555$/ },
      postgresql: { system: "postgresql", namespace: made.url.database, code: /^23505$/ },
      mysql: { system: "mariadb", namespace: made.url.database, code: /^1062$/ },
    }[database.dialect];
    expect(spans.map(({ name, kind }) => [name, kind])).toEqual([
      // Elsewhere the rows go in one statement.
      [database.dialect === "sqlite" ? "BATCH INSERT items" : expect.stringMatching(/INSERT items$/), SpanKind.CLIENT],
      ["SELECT items", SpanKind.CLIENT],
      ["INSERT items", SpanKind.CLIENT],
    ]);
    const server = made.url.host === undefined ? {} : { "server.address": made.url.host };
    expect(spans[1]?.attributes).toEqual({
      "service.part": "test",
      "db.system.name": system,
      ...(namespace === undefined ? {} : { "db.namespace": namespace }),
      "db.collection.name": "items",
      "db.operation.name": "SELECT",
      "db.query.summary": "SELECT items",
      "db.query.text": expect.stringMatching(/^SELECT items\.name \nFROM items \nWHERE items\.id = [?$]/),
      ...server,
    });
    if (database.dialect === "sqlite") expect(spans[0]?.attributes["db.operation.batch.size"]).toBe(2);
    const failed = spans[2];
    expect(failed?.attributes["db.response.status_code"]).toMatch(code);
    expect(failed?.attributes["error.type"]).toBe(failed?.attributes["db.response.status_code"]);
    expect(failed?.status.code).toBe(SpanStatusCode.ERROR);
    expect(JSON.stringify(spans.map(({ name, attributes }) => [name, attributes]))).not.toContain("secret");
  });

  test("text of your own has its database in the name, and no values", () => {
    const made = database.engine(traced());
    exporter.reset();
    made.begin((connection) => connection.execDriverSql("SELECT 'secret', 17"));
    const [span] = finished();
    expect(span?.name).toBe(["SELECT", made.url.database].filter(Boolean).join(" "));
    expect(span?.attributes["db.query.text"]).toBe("SELECT ?, ?");
    expect(span?.attributes["db.query.summary"]).toBeUndefined();
  });
});

describeAsync("openTelemetry", (database) => {
  test("spans have the active one as their parent, and are the active one for the driver", async () => {
    const made = await database.engine(traced());
    const tracer = tracerProvider.getTracer("test");
    await using connection = await made.connect();
    const parent = tracer.startSpan("request");
    await context.with(trace.setSpan(context.active(), parent), () => connection.execDriverSql("SELECT 1"));
    parent.end();
    const [child, request] = finished();
    expect(request?.name).toBe("request");
    expect(child?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId);
    expect(child?.spanContext().traceId).toBe(request?.spanContext().traceId);
  });

  test("requireParentSpan, queryText, and the span in SQL comments", async () => {
    const sent: string[] = [];
    const made = await database.engine({
      ...traced({ requireParentSpan: true, queryText: false }),
      sqlComments: { traceparent: true },
      logger: { info: (line: string) => sent.push(line) },
    });
    await using connection = await made.connect();
    await connection.execDriverSql("SELECT 1");
    expect(finished()).toEqual([]);
    const parent = tracerProvider.getTracer("test").startSpan("request");
    await context.with(trace.setSpan(context.active(), parent), () => connection.execDriverSql("SELECT 2"));
    const [span] = finished();
    const { traceId, spanId } = span!.spanContext();
    expect(span?.attributes["db.query.text"]).toBeUndefined();
    expect(sent.filter((line) => line.includes("SELECT"))).toEqual([
      "athanor.engine SELECT 1",
      `athanor.engine SELECT 2 /*traceparent='00-${traceId}-${spanId}-01'*/`,
    ]);
  });
});
