import { insert, select } from "athanor";
import { inspect, Session } from "athanor/orm";
import { assertEqual, shuffledKeys } from "../data.ts";
import type { AthanorSqlite } from "../databases/athanor.ts";
import type { Case, Round } from "../protocol.ts";
import { Client, Customer, customerData, fillClients, fillCustomers } from "../shapes/customers.ts";

const NEW = 100_000;
const STORED = 500_000;
const SHORT = 10_000;
const CHUNK = 1_000;
const table = inspect(Customer).localTable;

/** New customers, in an empty table each round. */
function storing({ exec, scalar }: AthanorSqlite, run: () => void): Round {
  return {
    before: () => exec(`DELETE FROM ${table.name}`),
    run,
    verify() {
      let expected = 0;
      for (let n = 1; n <= NEW; n++) expected += customerData(n).name.length;
      assertEqual(Number(scalar(`SELECT sum(length(name)) FROM ${table.name}`)), expected, "sum over the table");
    },
  };
}

function verifyKeys(count: number): Round["verify"] {
  return (sum) => assertEqual(sum, (count * (count + 1)) / 2, "sum of the keys");
}

const flushes: Case = {
  title: "100,000 objects flushed 1,000 at a time, keys generated (test_flush_no_pk)",
  unit: "rate",
  per: NEW,
  published: 48_000,
  sync: {
    athanor: (database) =>
      storing(database, () => {
        using session = new Session(database.engine);
        for (let start = 1; start <= NEW; start += CHUNK) {
          session.addAll(Array.from({ length: CHUNK }, (_, index) => new Customer(customerData(start + index))));
          session.flush();
        }
        session.commit();
      }),
  },
};

const bulkInsert: Case = {
  title: "100,000 rows by session.execute(insert(Class), rows) (test_orm_bulk_insert)",
  unit: "rate",
  per: NEW,
  published: 227_000,
  sync: {
    athanor: (database) =>
      storing(database, () => {
        using session = new Session(database.engine);
        session.execute(
          insert(Customer),
          Array.from({ length: NEW }, (_, index) => customerData(index + 1)),
        );
        session.commit();
      }),
  },
};

const objects: Case = {
  title: "500,000 objects loaded as a list (test_orm_full_objects_list)",
  unit: "rate",
  per: STORED,
  published: 107_000,
  fill: () => fillCustomers(STORED),
  sync: {
    athanor: ({ engine }) => ({
      run() {
        using session = new Session(engine);
        let sum = 0;
        for (const customer of session.scalars(select(Customer)).all()) sum += customer.id;
        return sum;
      },
      verify: verifyKeys(STORED),
    }),
  },
};

const chunks: Case = {
  title: "500,000 objects loaded 1,000 at a time (test_orm_full_objects_chunks)",
  unit: "rate",
  per: STORED,
  published: 208_000,
  fill: () => fillCustomers(STORED),
  sync: {
    athanor: ({ engine }) => ({
      run() {
        using session = new Session(engine);
        let sum = 0;
        for (const customer of session.scalars(select(Customer), undefined, { yieldPer: CHUNK })) sum += customer.id;
        return sum;
      },
      verify: verifyKeys(STORED),
    }),
  },
};

const core: Case = {
  title: "500,000 rows by Core (test_core_fetchall)",
  unit: "rate",
  per: STORED,
  published: 637_000,
  fill: () => fillCustomers(STORED),
  sync: {
    athanor: ({ engine }) => ({
      run() {
        using connection = engine.connect();
        let sum = 0;
        const { id, name, description } = Customer.c;
        for (const row of connection.execute(select(id, name, description)).all()) sum += row[0];
        return sum;
      },
      verify: verifyKeys(STORED),
    }),
  },
};

const shortKeys = shuffledKeys(SHORT);

const shortSelects: Case = {
  title: "10,000 short ORM selects, built anew and cached (test_orm_query_new_style)",
  unit: "rate",
  per: SHORT,
  published: 12_500,
  fill: () => fillClients(SHORT),
  sync: {
    athanor: ({ engine }) => ({
      run() {
        using session = new Session(engine);
        let sum = 0;
        for (const id of shortKeys) sum += session.execute(select(Client).where(Client.c.id.eq(id))).scalarOne().id;
        return sum;
      },
      verify: verifyKeys(SHORT),
    }),
  },
};

/** The workloads of SQLAlchemy's own performance examples, in memory on SQLite. */
export const sqlalchemyCases: Readonly<Record<string, Case>> = {
  sqlalchemyFlush: flushes,
  sqlalchemyBulk: bulkInsert,
  sqlalchemyObjects: objects,
  sqlalchemyChunks: chunks,
  sqlalchemyCore: core,
  sqlalchemyShort: shortSelects,
};
