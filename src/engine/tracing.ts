import diagnostics from "node:diagnostics_channel";
import type { Dialect } from "../dialect/dialect.ts";
import type { ConnectOptions, Driver, DriverConnection } from "../dialect/driver.ts";
import type { Awaitable } from "../flow/flow.ts";
import type { EngineCore } from "./engine-core.ts";
import { maskLiterals } from "./mask-literals.ts";
import type { Execution } from "./observed-call.ts";
import type { TraceContext } from "./sql-comments.ts";
import { summarize } from "./statement-summary.ts";

/** What a trace is told of a statement. No values are in it. */
export interface TracedStatement {
  /** OpenTelemetry's name of the database system: "postgresql", "mysql", "mariadb", "sqlite". */
  readonly system: string;
  /** The database's name. */
  readonly namespace: string | undefined;
  readonly serverAddress: string | undefined;
  /** undefined for the system's usual one. */
  readonly serverPort: number | undefined;
  /** The SQL text; in text of your own, values that stand in it are `?`. */
  readonly statement: string;
  /** "SELECT", "INSERT" … */
  readonly operation: string | undefined;
  /** The tables of a statement that was compiled. */
  readonly collections: readonly string[];
  /** How many parameter sets one execution has, when there are several. */
  readonly batchSize: number | undefined;
}

/** How a traced statement failed. */
export interface TracedFailure {
  readonly error: unknown;
  /** The database's own code: an SQLSTATE, "SQLITE_BUSY", "1062". */
  readonly statusCode: string | undefined;
  /** undefined when the engine hides parameters: a database's message may repeat them. */
  readonly message: string | undefined;
}

/** One statement's span. */
export interface StatementSpan {
  /** For SQL comments. */
  readonly context: TraceContext | undefined;
  /** Calls the driver where this span is the active one. */
  run<T>(call: () => T): T;
  end(): void;
  fail(failure: TracedFailure): void;
}

/** What the option `tracer` takes; `openTelemetry()` of "athanor/opentelemetry" is one. */
export interface StatementTracer {
  start(statement: TracedStatement): StatementSpan;
}

/** What subscribers of the channel `athanor:query` get. */
export interface QueryMessage {
  readonly system: string;
  readonly database: string | undefined;
  readonly serverAddress: string | undefined;
  readonly serverPort: number | undefined;
  readonly statement: string;
  /** undefined when the engine hides parameters. */
  readonly parameters: readonly unknown[] | undefined;
  readonly executemany: boolean;
  /** From `end` (sync drivers) or `asyncEnd` on: what the driver gave. */
  readonly result?: unknown;
  /** From `error` on: the driver's error. */
  readonly error?: unknown;
}

/** What is used here of a TracingChannel of Node's; its own type would make @types/node a need of every user. */
interface TraceChannel<M> {
  readonly hasSubscribers: boolean;
  traceSync<T>(call: () => T, message: M): T;
  tracePromise<T>(call: () => Promise<T>, message: M): Promise<T>;
}

/** Every statement, from its way to the driver to its result. Node's names: `tracing:athanor:query:start`, `:end`, `:asyncStart`, `:asyncEnd`, `:error`. */
export const queryChannel: TraceChannel<QueryMessage> = diagnostics.tracingChannel("athanor:query");

/** What subscribers of the channel `athanor:connect` get. */
export type ConnectMessage = Pick<
  QueryMessage,
  "system" | "database" | "serverAddress" | "serverPort" | "result" | "error"
>;

/** Every connection that a driver opens. */
const connectChannel: TraceChannel<ConnectMessage> = diagnostics.tracingChannel("athanor:connect");

/** Opens a connection; subscribers of the channel hear of it. */
export function tracedConnect(
  { systemName, defaultPort }: Dialect,
  driver: Driver,
  options: ConnectOptions,
): Awaitable<DriverConnection> {
  if (!connectChannel.hasSubscribers) return driver.connect(options);
  const { host, port, database } = options;
  const message: ConnectMessage = {
    system: systemName,
    database,
    serverAddress: host,
    serverPort: port ?? (host === undefined ? undefined : defaultPort),
  };
  const open = (): Awaitable<DriverConnection> => driver.connect(options);
  return driver.isAsync
    ? connectChannel.tracePromise(open as () => Promise<DriverConnection>, message)
    : connectChannel.traceSync(open, message);
}

/** Starts the span of a statement. */
export function startSpan(tracer: StatementTracer, execution: Execution): StatementSpan {
  const { engine } = execution.core;
  const { compiled, statement, parameters, executemany } = execution;
  const own = compiled === undefined || compiled.kind === "text";
  return tracer.start({
    ...serverOf(engine),
    ...summarize(compiled, statement),
    statement: own ? maskLiterals(statement, engine.dialect.quote("a b").startsWith('"')) : statement,
    batchSize: executemany && parameters.length > 1 ? parameters.length : undefined,
  });
}

/** Ends the span of a statement that failed. */
export function failSpan(span: StatementSpan, execution: Execution, error: unknown): void {
  const { dialect, echo } = execution.core.engine;
  span.fail({
    error,
    statusCode: dialect.statusCode(error),
    message: echo.hideParameters ? undefined : error instanceof Error ? error.message : String(error),
  });
}

/** Calls the driver; subscribers of the channel hear of it, and the span is the active one. */
export function tracedCall<T>(
  execution: Execution,
  span: StatementSpan | undefined,
  call: () => Awaitable<T>,
): Awaitable<T> {
  const inSpan = span === undefined ? call : (): Awaitable<T> => span.run(call);
  if (!queryChannel.hasSubscribers) return inSpan();
  const message = messageOf(execution);
  return execution.core.engine.driver.isAsync
    ? queryChannel.tracePromise(inSpan as () => Promise<T>, message)
    : queryChannel.traceSync(inSpan, message);
}

function messageOf({ core, statement, parameters, executemany }: Execution): QueryMessage {
  const { engine } = core;
  const { system, namespace, serverAddress, serverPort } = serverOf(engine);
  return {
    system,
    database: namespace,
    serverAddress,
    serverPort: serverPort ?? (serverAddress === undefined ? undefined : engine.dialect.defaultPort),
    statement,
    parameters: engine.echo.hideParameters ? undefined : parameters,
    executemany,
  };
}

type Server = Pick<TracedStatement, "system" | "namespace" | "serverAddress" | "serverPort">;

const servers = new WeakMap<EngineCore, Server>();

function serverOf(engine: EngineCore): Server {
  let server = servers.get(engine);
  if (server === undefined) {
    const { url, dialect } = engine;
    const { host, port, database } = url.translateConnectArgs();
    server = {
      system: dialect.systemName,
      namespace: database,
      serverAddress: host,
      serverPort: host === undefined || port === dialect.defaultPort ? undefined : port,
    };
    // What the system is may only be known from the first connection on.
    if (dialect.serverVersion !== undefined) servers.set(engine, server);
  }
  return server;
}
