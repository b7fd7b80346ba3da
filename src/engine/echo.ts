import { reprParams } from "../util/repr-params.ts";
import type { Log } from "../util/log.ts";
import type { DriverResult } from "../dialect/driver.ts";
import { type EchoOption, engineLog, type LogOptions } from "./log-options.ts";

/** What the log must know of an execution. */
export interface LoggedExecution {
  readonly statement: string;
  readonly parameters: readonly unknown[];
  readonly executemany: boolean;
  /** Milliseconds; known when it has ended. */
  readonly duration: number;
  /** Where the statement's text came from: "cached since 2.1s ago". */
  readonly badge: string;
  readonly token: string | undefined;
}

/** Writes what an engine does, in SQLAlchemy's lines. Callers test `enabled` first, so that a silent engine formats nothing. */
export class Echo {
  readonly enabled: boolean;
  /** How long statements take, and their rows, are logged too. */
  readonly debug: boolean;
  readonly hideParameters: boolean;
  /** Milliseconds after which a statement is slow. */
  readonly slow: number;
  readonly #log: Log;

  readonly #options: LogOptions;

  constructor(options: LogOptions) {
    this.#options = options;
    this.#log = engineLog(options);
    this.enabled = this.#log.enabled;
    this.debug = this.#log.debug;
    this.hideParameters = options.hideParameters === true;
    this.slow = options.slowQueryThreshold ?? Infinity;
  }

  /** What `echo` was set to. */
  get option(): EchoOption {
    return this.#options.echo ?? this.enabled;
  }
  /** The same log, louder or quieter. */
  set(echo: EchoOption): Echo {
    return new Echo({ ...this.#options, echo });
  }

  line(text: string, token: string | undefined): void {
    if (this.#log.structured) this.#log.write("info", text, token === undefined ? {} : { token });
    else this.#log.write("info", token === undefined ? text : `[${token}] ${text}`);
  }

  /** A statement goes to the driver. Loggers that take fields get one record, when it has ended. */
  begins(execution: LoggedExecution): void {
    if (this.#log.structured) return;
    this.line(execution.statement, execution.token);
    this.line(`[${execution.badge}] ${this.#parameters(execution)}`, execution.token);
  }

  /** The driver has done with a statement; no result when it failed. */
  ends(execution: LoggedExecution, result: DriverResult | undefined): void {
    const { statement, duration, token } = execution;
    if (this.enabled && this.#log.structured) {
      this.#log.write("info", statement, {
        parameters: this.#parameters(execution),
        durationMs: duration,
        cache: execution.badge,
        ...(result === undefined ? { failed: true } : { rows: rowsOf(result) }),
        ...(token === undefined ? {} : { token }),
      });
    } else if (this.debug) {
      this.#debug(
        result === undefined
          ? `Failed after ${milliseconds(duration)}`
          : `Took ${milliseconds(duration)}, rows: ${rowsOf(result)}`,
        token,
      );
    }
    if (this.debug && !this.hideParameters && result?.columns !== undefined) {
      this.#debug(`Col ${reprParams(result.columns)}`, token);
      for (const row of result.rows) this.#debug(`Row ${reprParams(row)}`, token);
    }
    this.warnIfSlow(execution);
  }

  warnIfSlow({ statement, duration }: Pick<LoggedExecution, "statement" | "duration">): void {
    if (duration > this.slow)
      this.#log.write("warn", `Slow statement, took ${milliseconds(duration)}: ${statement}`, { durationMs: duration });
  }

  #debug(text: string, token: string | undefined): void {
    if (this.#log.structured) this.#log.write("debug", text, token === undefined ? {} : { token });
    else this.#log.write("debug", token === undefined ? text : `[${token}] ${text}`);
  }

  #parameters({ parameters, executemany }: LoggedExecution): string {
    return this.hideParameters
      ? "[SQL parameters hidden due to hideParameters=true]"
      : reprParams(parameters, executemany);
  }
}

/** Rows that came, or that were changed. */
function rowsOf({ columns, rows, rowcount }: DriverResult): number {
  return columns === undefined ? rowcount : rows.length;
}

function milliseconds(duration: number): string {
  return `${duration.toFixed(2)} ms`;
}
