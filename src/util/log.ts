export type LogLevel = "debug" | "info" | "warn" | "error";

/**
 * Where log lines go: `console`, pino, bunyan, winston, or an object of your own.
 *
 * - With `info`, `debug`, `warn` and `error`: each is called with one text, `athanor.engine BEGIN (implicit)`. A level that is missing is not logged.
 * - With these, and `bindings()` as pino has it, or `fields` as bunyan: called with an object of fields and the text. A statement is one record, written when
 *   it has ended, with `parameters`, `durationMs`, `rows` and `cache`.
 * - With `log` alone: gets finished lines, with time and level.
 */
export interface Logger {
  log?(line: string): void;
  debug?(...given: never): void;
  info?(...given: never): void;
  warn?(...given: never): void;
  error?(...given: never): void;
  readonly bindings?: unknown;
  readonly fields?: unknown;
}

/** What a record says besides its text; for loggers that take fields. */
export type LogFields = Readonly<Record<string, unknown>>;

/** What becomes of a record. */
export interface LogSink {
  /** Whether fields are kept. */
  readonly structured: boolean;
  write(level: LogLevel, name: string, text: string, fields: LogFields): void;
}

/** The sink of a user's logger; undefined when it has none of the methods. */
export function loggerSink(logger: Logger): LogSink | undefined {
  if (typeof logger.info === "function") return leveled(logger as Leveled, takesFields(logger));
  return typeof logger.log === "function" ? lineSink((line) => logger.log?.(line)) : undefined;
}

/** winston and others have `child()` too, but take the text first. */
function takesFields(logger: Logger): boolean {
  return typeof logger.bindings === "function" || (typeof logger.fields === "object" && logger.fields !== null);
}

type Leveled = { readonly [L in LogLevel]?: (...given: readonly unknown[]) => void };

function leveled(logger: Leveled, structured: boolean): LogSink {
  return {
    structured,
    write(level, name, text, fields) {
      if (structured) logger[level]?.({ logger: name, ...fields }, text);
      else logger[level]?.(`${name} ${text}`);
    },
  };
}

/** Finished lines: `2026-01-31 12:00:00,000 INFO athanor.engine BEGIN (implicit)`. */
export function lineSink(write: (line: string, level: LogLevel) => void): LogSink {
  return {
    structured: false,
    write(level, name, text) {
      const now = new Date().toISOString().replace("T", " ").replace(".", ",").slice(0, -1);
      write(`${now} ${level.toUpperCase()} ${name} ${text}`, level);
    },
  };
}

/** The console, by `echo: true`. */
export const consoleSink: LogSink = lineSink((line, level) => {
  // oxlint-disable-next-line no-console -- what was asked for
  (level === "warn" || level === "error" ? console.error : console.log)(line);
});

/** One source of log records: an engine, a pool. Callers test `enabled` or `debug` before they format anything. */
export class Log {
  readonly name: string;
  /** Whether records of level info are wanted. */
  readonly enabled: boolean;
  /** Whether those of level debug are, too. */
  readonly debug: boolean;
  readonly structured: boolean;
  readonly #sink: LogSink;

  constructor(name: string, level: boolean | "debug", sink: LogSink) {
    this.name = name;
    this.enabled = level !== false;
    this.debug = level === "debug";
    this.structured = sink.structured;
    this.#sink = sink;
  }

  /** Warnings and errors are written whether or not the log is enabled. */
  write(level: LogLevel, text: string, fields: LogFields = {}): void {
    this.#sink.write(level, this.name, text, fields);
  }
}

/** Writes nothing, not even warnings. */
export const silent: Log = new Log("", false, { structured: false, write: () => undefined });
