import { TokenReader } from "./tokens.ts";

/** One element of an index. */
export interface ParsedIndexItem {
  /** A name alone, perhaps with DESC: it may be a column's. */
  readonly name: string | undefined;
  /** All of it as text. */
  readonly text: string;
  readonly descending: boolean;
}

/** CREATE INDEX, taken apart. */
export interface ParsedIndex {
  readonly unique: boolean;
  readonly items: readonly ParsedIndexItem[];
  readonly where: string | undefined;
}

export function parseCreateIndex(sql: string): ParsedIndex {
  const reader = new TokenReader(sql);
  reader.take("CREATE");
  const unique = reader.take("UNIQUE");
  reader.take("INDEX");
  reader.take("IF", "NOT", "EXISTS");
  reader.qualifiedName();
  reader.take("ON");
  reader.name();
  const items = reader.list().map(itemOf);
  const where = reader.take("WHERE") ? reader.text(reader.at, reader.tokens.length) : undefined;
  return { unique, items, where };
}

function itemOf(item: TokenReader): ParsedIndexItem {
  const { tokens } = item;
  const last = tokens.at(-1);
  const order = tokens.length > 1 && last?.kind === "word" ? last.value.toUpperCase() : "";
  const count = order === "ASC" || order === "DESC" ? tokens.length - 1 : tokens.length;
  const first = tokens[0];
  const isName = count === 1 && first !== undefined && first.kind !== "number";
  return {
    name: isName ? first.value : undefined,
    text: item.text(0, tokens.length),
    descending: order === "DESC",
  };
}
