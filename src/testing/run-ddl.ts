import { select } from "../sql/select.ts";
import { CreateSchema, DropSchema } from "../schema/ddl.ts";
import type { Table } from "../schema/table.ts";
import { DatabaseError } from "../errors/database.ts";
import { throws } from "./assert.ts";
import type { CheckContext } from "./context.ts";

/** Fails if there is a table or view of that name. What was done before stays done. */
export async function gone(c: CheckContext, table: Table): Promise<void> {
  await c.commit();
  await throws(DatabaseError, () => c.execute(select(table)));
  await c.rollback();
}

/** A schema besides the default one, dropped at the end of the check, after its tables. */
export async function ownSchema(c: CheckContext, base: string): Promise<string> {
  const schema = c.name(base);
  await c.execute(new CreateSchema(schema));
  await c.commit();
  c.atEnd(async () => {
    const connection = await c.connection();
    // What else is in it is the check's, and goes first.
    await c.metadata.dropAll(connection);
    await connection.execute(new DropSchema(schema));
    await connection.commit();
  });
  return schema;
}
