import type { Table } from "../schema/table.ts";
import {
  boolean,
  CreateView,
  date,
  foreignKeyConstraint,
  index,
  integer,
  numeric,
  primaryKeyConstraint,
  select,
  string,
  uniqueConstraint,
} from "./api.ts";
import type { CheckContext } from "./context.ts";
import { type Fixture, fixture } from "./fixture.ts";

/** Customers, their orders, and the lines of these. */
export interface Shop {
  readonly customers: Table;
  readonly orders: Table;
  readonly lines: Table;
  /** The names of the three. */
  readonly tables: readonly string[];
}

/** Declares a shop in the check's MetaData, by names that begin with `base`. */
export function declareShop(c: CheckContext, schema?: string, base = ""): Shop {
  const customers = c.metadata.table(
    c.name(`${base}customers`),
    {
      id: integer().primaryKey(),
      name: string(50),
      email: string(80).nullable(),
      credit: numeric(10, 2).nullable(),
      since: date().nullable(),
      active: boolean().nullable(),
    },
    { schema, constraints: (t) => [uniqueConstraint(t.email, { name: c.name(`${base}uq_email`) })] },
  );
  const orders = c.metadata.table(
    c.name(`${base}orders`),
    { customer: integer(), number: integer(), code: string(10) },
    {
      schema,
      constraints: (t) => [
        primaryKeyConstraint(t.customer, t.number, { name: c.name(`${base}pk_orders`) }),
        foreignKeyConstraint([t.customer], [() => customers.c.id], { name: c.name(`${base}fk_customer`) }),
        index(c.name(`${base}ix_code`), t.code, t.number),
      ],
    },
  );
  const lines = c.metadata.table(
    c.name(`${base}lines`),
    { id: integer().primaryKey(), customer: integer(), number: integer() },
    {
      schema,
      constraints: (t) => [
        foreignKeyConstraint([t.customer, t.number], [() => orders.c.customer, () => orders.c.number], {
          name: c.name(`${base}fk_order`),
        }),
      ],
    },
  );
  const tables = [customers, orders, lines].map((table) => table.name);
  return { customers, orders, lines, tables };
}
export const shop: Fixture<Shop> = fixture(async (c) => {
  const made = declareShop(c);
  await c.create();
  return made;
});
/** The same, and a view of the customers. */
export const shopWithView: Fixture<Shop & { readonly view: Table }> = fixture(async (c) => {
  const made = await c.use(shop);
  const view = new CreateView(
    select(made.customers.c["id"]!, made.customers.c["name"]!.label("called")),
    c.name("named"),
    {
      metadata: c.metadata,
    },
  ).table;
  await c.create();
  return { ...made, view };
});
