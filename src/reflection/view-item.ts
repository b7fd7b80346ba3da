import { CreateView, DropView } from "../schema/ddl-view.ts";
import type { ReflectedView } from "../schema/reflected.ts";
import type { Table } from "../schema/table.ts";
import { TextClause } from "../sql/text.ts";
import { textNode } from "../sql/nodes/literal.ts";
import { NULL_TYPE } from "../types/literal-type.ts";
import { given } from "../util/given.ts";

/** Makes a table what it was found to be, a view: createAll and dropAll create and drop it as one. */
export function defineView(table: Table, { definition, columns, materialized }: ReflectedView): void {
  // The text goes into CREATE VIEW as it is; a colon in it is none of ours.
  const query = new TextClause(textNode([definition], [], NULL_TYPE, undefined));
  table.setCreatorDDL(new CreateView(query, table.name, given({ schema: table.schema, materialized, columns })));
  table.setDropperDDL(new DropView(table, { materialized }));
}
