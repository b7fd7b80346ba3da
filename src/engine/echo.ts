import { ArgumentError } from "../errors/argument.ts";
import { reprParams, reprValue } from "../util/repr-params.ts";
import type { EngineOptions } from "./engine-options.ts";

/** Writes what an engine does, in SQLAlchemy's lines. Callers test `enabled` first, so that a silent engine formats nothing. */
export class Echo {
  readonly enabled: boolean;
  /** Result rows are logged too. */
  readonly debug: boolean;
  readonly hideParameters: boolean;
  readonly #write: (line: string) => void;
  readonly #name: string;

  constructor(options: EngineOptions) {
    const { echo, logger } = options;
    if (echo !== undefined && typeof echo !== "boolean" && echo !== "debug" && typeof echo !== "function") {
      throw new ArgumentError(
        `echo is true, false, "debug" or a function that gets the lines; got ${reprValue(echo)}.`,
      );
    }
    if (logger !== undefined && typeof logger?.log !== "function") {
      throw new ArgumentError("logger is an object with a log(line) method, such as console.");
    }
    this.enabled = echo === undefined ? logger !== undefined : echo !== false;
    this.debug = echo === "debug";
    this.hideParameters = options.hideParameters === true;
    this.#write =
      typeof echo === "function"
        ? echo
        : logger !== undefined
          ? (line) => logger.log(line)
          : // oxlint-disable-next-line no-console -- echo: true means the console
            (line) => console.log(line);
    this.#name = options.loggingName === undefined ? "athanor.engine" : `athanor.engine.${options.loggingName}`;
  }

  line(text: string, token: string | undefined): void {
    const now = new Date().toISOString().replace("T", " ").replace(".", ",").slice(0, -1);
    this.#write(`${now} INFO ${this.#name} ${token === undefined ? "" : `[${token}] `}${text}`);
  }

  statement(sql: string, params: readonly unknown[], many: boolean, badge: string, token: string | undefined): void {
    this.line(sql, token);
    this.line(
      `[${badge}] ${this.hideParameters ? "[SQL parameters hidden due to hideParameters=true]" : reprParams(params, many)}`,
      token,
    );
  }

  rows(columns: readonly string[], rows: readonly (readonly unknown[])[], token: string | undefined): void {
    this.line(`Col ${reprParams(columns)}`, token);
    for (const row of rows) this.line(`Row ${reprParams(row)}`, token);
  }
}
