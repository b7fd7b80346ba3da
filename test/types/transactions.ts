// Transactions and what runs in them.
import {
  type AsyncTransaction,
  type AsyncTwoPhaseTransaction,
  createAsyncEngine,
  createEngine,
  type RunOptions,
  type Transaction,
  type TransactionOptions,
  type TwoPhaseTransaction,
} from "athanor";
import { AsyncSession, asyncSessionmaker, Session, sessionmaker } from "athanor/orm";
import { type Equal, same } from "./equal.ts";

export function sync(): void {
  const engine = createEngine("sqlite://");
  using connection = engine.connect();
  same<Equal<ReturnType<typeof connection.beginTwophase>, TwoPhaseTransaction>>();
  const transaction = connection.begin();
  same<Equal<typeof transaction, Transaction>>();
  const readOnly = connection.begin({ readOnly: true });
  same<Equal<typeof readOnly, Transaction>>();
  const value = connection.begin(() => 7, { isolationLevel: "SERIALIZABLE" });
  same<Equal<typeof value, number>>();
  const current = connection.getTransaction();
  same<Equal<typeof current, Transaction | undefined>>();
  const text = engine.run((inside) => inside.getIsolationLevel(), { retry: { attempts: 3, delay: 5 } });
  same<Equal<typeof text, string>>();
  engine.run(() => 1, { retry: false, sqliteBeginMode: "IMMEDIATE" });
  const session = new Session(engine);
  const flag = session.run((inside) => inside.isActive);
  same<Equal<typeof flag, boolean>>();
  const count = sessionmaker(engine).run((inside) => inside.new.size, { readOnly: true });
  same<Equal<typeof count, number>>();

  // @ts-expect-error -- the option is called readOnly
  connection.begin({ readonly: true });
  // @ts-expect-error -- no such mode
  engine.begin(() => 1, { sqliteBeginMode: "CONCURRENT" });
  // @ts-expect-error -- how often is an option of an object
  engine.run(() => 1, { retry: 3 });
  // @ts-expect-error -- savepoints have no options
  connection.beginNested({ readOnly: true });
  // @ts-expect-error -- only two-phase transactions are prepared
  connection.begin().prepare();
  const options: RunOptions & TransactionOptions = {
    retry: { when: (error, attempt) => error !== null && attempt < 3 },
  };
  engine.run(() => undefined, options);
}

export async function async(): Promise<void> {
  const engine = createAsyncEngine("sqlite://");
  await using connection = await engine.connect();
  const transaction = await connection.begin({ readOnly: true });
  same<Equal<typeof transaction, AsyncTransaction>>();
  const two = await connection.beginTwophase("x");
  same<Equal<typeof two, AsyncTwoPhaseTransaction>>();
  const names = await connection.recoverTwophase();
  same<Equal<typeof names, string[]>>();
  const value = await engine.run(async (inside) => await inside.getIsolationLevel());
  same<Equal<typeof value, string>>();
  const plain = await engine.run(() => 7);
  same<Equal<typeof plain, number>>();
  const session = new AsyncSession(engine);
  const flag = await session.run(async (inside) => inside.isActive, { isolationLevel: "SERIALIZABLE" });
  same<Equal<typeof flag, boolean>>();
  const count = await asyncSessionmaker(engine).run((inside) => inside.new.size);
  same<Equal<typeof count, number>>();
}
