import { bigInteger, datetime, integer, json, MetaData, numeric, string } from "athanor";
import type { Session } from "athanor/orm";
import { declarativeBase, manyToOne, oneToMany, type SessionMaker, sessionmaker } from "athanor/orm";
import { onTestFinished } from "vitest";
import type { SyncDatabase } from "../support/databases.ts";
import { captureStatements, type SentStatement } from "../support/statements.ts";

export class Base extends declarativeBase({ metadata: new MetaData() }) {}

export class Account extends Base.table("accounts", {
  id: integer().primaryKey(),
  name: string(50),
  nick: string(80).nullable(),
  age: integer().default(18),
  balance: numeric(10, 2).nullable(),
  big: bigInteger().nullable(),
  data: json().nullable(),
  born: datetime().nullable(),
  get letters() {
    return oneToMany(() => Letter, { backPopulates: "account" });
  },
}) {}

export class Letter extends Base.table("letters", {
  id: integer().primaryKey(),
  body: string(80),
  accountId: integer().nullable().references("accounts.id"),
  get account() {
    return manyToOne(() => Account, { backPopulates: "letters" });
  },
}) {}

/** A key of text. */
export class Country extends Base.table("countries", { code: string(2).primaryKey(), name: string(80) }) {}

/** A key of two columns. */
export class Place extends Base.table("places", {
  row: string(5).primaryKey(),
  number: integer().primaryKey(),
  note: string(80).nullable(),
}) {}

export const people = Base.metadata.table("people", {
  id: integer().primaryKey(),
  name: string(80),
  nick: string(80).nullable(),
  age: integer().default(18),
});

export interface Setting {
  readonly engine: ReturnType<SyncDatabase["engine"]>;
  readonly session: Session;
  readonly make: SessionMaker;
  readonly sent: SentStatement[];
}

/** Tables, three accounts (Anna 30, Berta without a nick, Carl), and a session whose transaction has begun. */
export function setUp(database: SyncDatabase): Setting {
  const engine = database.engine();
  Base.metadata.createAll(engine);
  const make = sessionmaker(engine);
  const session = make();
  session.addAll([
    new Account({ id: 1, name: "Anna", nick: "A", age: 30 }),
    new Account({ id: 2, name: "Berta", age: 40 }),
    new Account({ id: 3, name: "Carl", nick: "C", age: 50 }),
    new Country({ code: "CH", name: "Switzerland" }),
    new Place({ row: "A", number: 1 }),
  ]);
  session.commit();
  session.close();
  // Else a failing test would leave locks, for which the dropping of its schema waits.
  onTestFinished(() => session.close());
  const sent = captureStatements(engine);
  return { engine, session, make, sent };
}
