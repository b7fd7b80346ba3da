import type { ReferentialAction } from "../../../schema/column-options.ts";
import { TokenReader } from "./tokens.ts";

/** What CREATE TABLE says of a column beyond what the pragmas tell. */
export interface ParsedColumn {
  readonly name: string;
  collation: string | undefined;
  computed: { readonly sqltext: string; readonly persisted: boolean } | undefined;
  /** ON CONFLICT of NOT NULL. */
  notNullConflict: string | undefined;
}
export interface ParsedKey {
  readonly name: string | undefined;
  readonly columns: readonly string[];
  readonly conflict: string | undefined;
}
export interface ParsedForeignKey {
  readonly name: string | undefined;
  readonly columns: readonly string[];
  readonly table: string;
  /** Empty: the primary key of that table. */
  readonly referred: readonly string[];
  readonly ondelete: ReferentialAction | undefined;
  readonly onupdate: ReferentialAction | undefined;
  readonly match: string | undefined;
  readonly deferrable: boolean | undefined;
  readonly initially: "DEFERRED" | "IMMEDIATE" | undefined;
}

/** CREATE TABLE, taken apart. */
export interface ParsedTable {
  readonly columns: readonly ParsedColumn[];
  readonly primaryKey: (ParsedKey & { readonly descending: boolean }) | undefined;
  readonly autoincrement: boolean;
  readonly uniques: readonly ParsedKey[];
  readonly checks: readonly { readonly name: string | undefined; readonly sqltext: string }[];
  readonly foreignKeys: readonly ParsedForeignKey[];
  readonly withoutRowid: boolean;
  readonly strict: boolean;
}

/** Reads CREATE TABLE as SQLite keeps it; undefined for anything else, a virtual table above all. */
export function parseCreateTable(sql: string): ParsedTable | undefined {
  const reader = new TokenReader(sql);
  if (!reader.take("CREATE")) return undefined;
  if (!reader.take("TEMP")) reader.take("TEMPORARY");
  if (!reader.take("TABLE")) return undefined;
  reader.take("IF", "NOT", "EXISTS");
  reader.qualifiedName();
  return reader.isSign("(") ? new CreateTableParser(reader).parse() : undefined;
}

class CreateTableParser {
  readonly #reader: TokenReader;
  readonly #columns: ParsedColumn[] = [];
  readonly #uniques: ParsedKey[] = [];
  readonly #checks: { name: string | undefined; sqltext: string }[] = [];
  readonly #foreignKeys: ParsedForeignKey[] = [];
  #primaryKey: ParsedTable["primaryKey"];
  #autoincrement = false;

  constructor(reader: TokenReader) {
    this.#reader = reader;
  }

  parse(): ParsedTable {
    for (const item of this.#reader.list()) {
      if (this.#isConstraint(item)) while (!item.done) this.#tableConstraint(item);
      else this.#column(item);
    }
    let withoutRowid = false;
    let strict = false;
    while (!this.#reader.done) {
      if (this.#reader.take("WITHOUT", "ROWID")) withoutRowid = true;
      else if (this.#reader.take("STRICT")) strict = true;
      else this.#reader.at++;
    }
    return {
      columns: this.#columns,
      primaryKey: this.#primaryKey,
      autoincrement: this.#autoincrement,
      uniques: this.#uniques,
      checks: this.#checks,
      foreignKeys: this.#foreignKeys,
      withoutRowid,
      strict,
    };
  }

  #isConstraint(item: TokenReader): boolean {
    return (
      item.is("CONSTRAINT") ||
      item.is("PRIMARY", "KEY") ||
      item.is("FOREIGN", "KEY") ||
      ((item.is("UNIQUE") || item.is("CHECK")) && item.tokens[1]?.value === "(")
    );
  }

  /** The comma between constraints may be missing. */
  #tableConstraint(item: TokenReader): void {
    const name = item.take("CONSTRAINT") ? item.name() : undefined;
    if (item.take("PRIMARY", "KEY")) {
      const columns = item.names();
      if (item.take("AUTOINCREMENT")) this.#autoincrement = true;
      this.#primaryKey = { name, columns, conflict: conflict(item), descending: false };
    } else if (item.take("UNIQUE")) this.#uniques.push({ name, columns: item.names(), conflict: conflict(item) });
    else if (item.take("CHECK")) {
      this.#checks.push({ name, sqltext: item.parenthesized() });
      conflict(item);
    } else if (item.take("FOREIGN", "KEY")) {
      const columns = item.names();
      item.take("REFERENCES");
      this.#foreignKeys.push(references(item, name, columns));
    } else item.at++;
  }

  #column(item: TokenReader): void {
    const column: ParsedColumn = {
      name: item.name(),
      collation: undefined,
      computed: undefined,
      notNullConflict: undefined,
    };
    this.#columns.push(column);
    while (!item.done) this.#columnConstraint(item, column);
  }

  /** One constraint beside a column; the words of its type, which the pragmas tell, go by. */
  #columnConstraint(item: TokenReader, column: ParsedColumn): void {
    const name = item.take("CONSTRAINT") ? item.name() : undefined;
    const columns = [column.name];
    if (item.take("PRIMARY", "KEY")) {
      const descending = item.take("DESC");
      if (!descending) item.take("ASC");
      this.#primaryKey = { name, columns, conflict: conflict(item), descending };
      if (item.take("AUTOINCREMENT")) this.#autoincrement = true;
    } else if (item.take("NOT", "NULL")) column.notNullConflict = conflict(item);
    else if (item.take("UNIQUE")) this.#uniques.push({ name, columns, conflict: conflict(item) });
    else if (item.is("CHECK") && item.tokens[item.at + 1]?.value === "(") {
      item.at++;
      this.#checks.push({ name, sqltext: item.parenthesized() });
    } else if (item.take("COLLATE")) column.collation = item.name();
    else if (item.take("REFERENCES")) this.#foreignKeys.push(references(item, name, columns));
    else if (item.take("GENERATED", "ALWAYS", "AS") || (item.is("AS") && item.tokens[item.at + 1]?.value === "(")) {
      item.take("AS");
      const sqltext = item.parenthesized();
      column.computed = { sqltext, persisted: item.take("STORED") };
    } else if (item.isSign("(")) item.skipParentheses();
    else item.at++;
  }
}

function conflict(reader: TokenReader): string | undefined {
  return reader.take("ON", "CONFLICT") ? reader.word() : undefined;
}

/** What follows REFERENCES. */
function references(reader: TokenReader, name: string | undefined, columns: readonly string[]): ParsedForeignKey {
  const table = reader.name();
  const referred = reader.isSign("(") ? reader.names() : [];
  let ondelete: ReferentialAction | undefined;
  let onupdate: ReferentialAction | undefined;
  let match: string | undefined;
  let deferrable: boolean | undefined;
  let initially: "DEFERRED" | "IMMEDIATE" | undefined;
  for (;;) {
    if (reader.take("ON", "DELETE")) ondelete = action(reader);
    else if (reader.take("ON", "UPDATE")) onupdate = action(reader);
    else if (reader.take("MATCH")) match = reader.word();
    else if (reader.take("NOT", "DEFERRABLE")) deferrable = false;
    else if (reader.take("DEFERRABLE")) deferrable = true;
    else if (reader.take("INITIALLY")) initially = reader.word() === "DEFERRED" ? "DEFERRED" : "IMMEDIATE";
    else break;
  }
  return { name, columns, table, referred, ondelete, onupdate, match, deferrable, initially };
}

/** NO ACTION, which goes without saying, is nothing. */
function action(reader: TokenReader): ReferentialAction | undefined {
  const word = reader.word();
  if (word === "CASCADE" || word === "RESTRICT") return word;
  const second = reader.word();
  return word === "SET" ? (second === "NULL" ? "SET NULL" : "SET DEFAULT") : undefined;
}
