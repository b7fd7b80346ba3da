import { ArgumentError } from "../errors/argument.ts";
import { consoleSink, lineSink, Log, type Logger, loggerSink, type LogSink } from "../util/log.ts";
import { reprValue } from "../util/repr-params.ts";

/** What `echo` and `echoPool` take. */
export type EchoOption = boolean | "debug" | ((line: string) => void);

/** The options of createEngine that are about logs. */
export interface LogOptions {
  /** true: every statement is logged; "debug": how long it took, and its rows, too; a function gets the lines. */
  readonly echo?: EchoOption | undefined;
  /** true: what the pool does is logged; "debug": every connection that is taken and given back, too. */
  readonly echoPool?: EchoOption | undefined;
  /** Gets what would go to the console; turns `echo` on unless it is false. */
  readonly logger?: Logger | undefined;
  /** Parameters stay out of logs, error messages and traces. */
  readonly hideParameters?: boolean | undefined;
  /** Name in the log lines: `athanor.engine.<loggingName>`. */
  readonly loggingName?: string | undefined;
  /** Name in the pool's log lines: `athanor.pool.<poolLoggingName>`. */
  readonly poolLoggingName?: string | undefined;
  /** Milliseconds; a statement that takes longer is warned of, with its text and how long it took. */
  readonly slowQueryThreshold?: number | undefined;
}

/** The engine's log. */
export function engineLog(options: LogOptions): Log {
  return makeLog("echo", options.echo ?? options.logger !== undefined, "athanor.engine", options.loggingName, options);
}

/** The pool's log. */
export function poolLog(options: LogOptions): Log {
  return makeLog("echoPool", options.echoPool ?? false, "athanor.pool", options.poolLoggingName, options);
}

function makeLog(option: string, echo: unknown, name: string, suffix: string | undefined, options: LogOptions): Log {
  if (typeof echo !== "boolean" && echo !== "debug" && typeof echo !== "function") {
    throw new ArgumentError(
      `${option} is true, false, "debug" or a function that gets the lines; got ${reprValue(echo)}.`,
    );
  }
  const sink = typeof echo === "function" ? lineSink(echo as (line: string) => void) : sinkOf(options.logger);
  return new Log(suffix === undefined ? name : `${name}.${suffix}`, typeof echo === "function" ? true : echo, sink);
}

function sinkOf(logger: Logger | undefined): LogSink {
  if (logger === undefined) return consoleSink;
  const sink = logger !== null && typeof logger === "object" ? loggerSink(logger) : undefined;
  if (sink !== undefined) return sink;
  throw new ArgumentError(
    "logger is an object with the methods info, debug, warn and error, such as console or pino(), or one with log(line).",
  );
}
