import { TokenReader } from "./tokens.ts";

/** CREATE VIEW, taken apart: its query, and the names of its columns where it gives them. */
export function parseCreateView(sql: string): { definition: string; columns: readonly string[] | undefined } {
  const reader = new TokenReader(sql);
  reader.take("CREATE");
  if (!reader.take("TEMP")) reader.take("TEMPORARY");
  reader.take("VIEW");
  reader.take("IF", "NOT", "EXISTS");
  reader.qualifiedName();
  const columns = reader.isSign("(") ? reader.names() : undefined;
  reader.take("AS");
  return { definition: reader.text(reader.at, reader.tokens.length), columns };
}
