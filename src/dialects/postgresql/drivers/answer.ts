import type { DriverResult } from "../../../dialect/driver.ts";
import {
  COMMAND_COMPLETE,
  DATA_ROW,
  EMPTY_QUERY_RESPONSE,
  ERROR_RESPONSE,
  PARSE_COMPLETE,
  ROW_DESCRIPTION,
} from "./message-types.ts";
import type { Prepared } from "./prepared-statements.ts";
import { readDescription, type RowDescription, type RowReader } from "./row-reader.ts";
import { type DatabaseErrorClass, readError } from "./server-error.ts";
import { countOf } from "./server-messages.ts";

/** What a server answers to one text of statements, from what it says first until it is ready for the next. */
export class Answer {
  /** One for each statement that was executed. */
  readonly results: DriverResult[] = [];
  error: Error | undefined = undefined;
  readonly #reader: RowReader;
  readonly #ErrorClass: DatabaseErrorClass;
  readonly #prepared: Prepared | undefined;
  /** What the statement is called on the server once that has understood it. */
  readonly #name: string;
  #description: RowDescription | undefined;
  #rows: unknown[][] = [];

  constructor(prepared: Prepared | undefined, name: string, reader: RowReader, ErrorClass: DatabaseErrorClass) {
    this.#reader = reader;
    this.#ErrorClass = ErrorClass;
    this.#prepared = prepared;
    this.#name = name;
    this.#description = prepared?.description;
  }

  take(type: number, data: Buffer, start: number, end: number): void {
    switch (type) {
      case DATA_ROW:
        this.#rows.push(this.#reader.read(this.#description as RowDescription, data, start));
        break;
      case ROW_DESCRIPTION:
        this.#description = readDescription(data, start);
        break;
      case COMMAND_COMPLETE:
        this.#complete(countOf(data.toString("latin1", start, end - 1)));
        break;
      case EMPTY_QUERY_RESPONSE:
        this.#complete(-1);
        break;
      case PARSE_COMPLETE:
        if (this.#prepared !== undefined) this.#prepared.name = this.#name;
        break;
      case ERROR_RESPONSE:
        this.error ??= readError(data, start, end, this.#ErrorClass);
        break;
    }
  }

  #complete(rowcount: number): void {
    const description = this.#description;
    const columns = description === undefined || description.columns.length === 0 ? undefined : description.columns;
    this.results.push({ rows: this.#rows, columns, rowcount });
    const prepared = this.#prepared;
    if (prepared === undefined) {
      this.#rows = [];
      this.#description = undefined;
    } else if (!prepared.isDescribed) {
      prepared.description = description;
      prepared.isDescribed = true;
    }
  }
}
