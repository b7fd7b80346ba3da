// A dialect and a driver of somebody else's, written with "athanor/dialect" alone: they run on SQLite, under another name.
import { createRequire } from "node:module";
import {
  ArgumentError,
  createAsyncEngine,
  createEngine,
  deleteFrom,
  insert,
  integer,
  IntegrityError,
  MetaData,
  NoSuchModuleError,
  OperationalError,
  ProgrammingError,
  select,
  type SqlType,
  string,
  update,
} from "athanor";
import {
  type ConnectOptions,
  DDLCompiler,
  type DDLFeatures,
  defaultDDLFeatures,
  defaultExecutionCapabilities,
  defaultSqlFeatures,
  Dialect,
  type DialectOptions,
  type Driver,
  type DriverConnection,
  type DriverResult,
  type ErrorDescription,
  type ExecutionCapabilities,
  type Flow,
  type Queryable,
  quoteIdentifier,
  registerDialect,
  registerDriver,
  RESERVED_WORDS,
  SQLCompiler,
  type SqlFeatures,
  TypeCompiler,
  wait,
} from "athanor/dialect";
import { declarativeBase, sessionmaker } from "athanor/orm";
import { runCompliance } from "athanor/testing";
import { describe, expect, onTestFinished, test } from "vitest";

interface Database {
  readonly inTransaction: boolean;
  prepare(sql: string): {
    readonly reader: boolean;
    raw(on: boolean): unknown;
    safeIntegers(on: boolean): unknown;
    columns(): { name: string }[];
    all(...values: unknown[]): unknown[][];
    run(...values: unknown[]): { changes: number; lastInsertRowid: number };
  };
  close(): void;
}
type DatabaseClass = new (path: string) => Database;

const Sqlite = ((): DatabaseClass | undefined => {
  try {
    const found = createRequire(import.meta.url)("better-sqlite3") as DatabaseClass;
    // The package's native part, which fits one Node version only, is loaded by the first connection.
    new found(":memory:").close();
    return found;
  } catch {
    console.warn("skipped: dialects of third parties: better-sqlite3 cannot be loaded");
    return undefined;
  }
})();

/** SQLite has no booleans and no dates, and the package takes none; it takes numbers for fractions. */
function toSqlite(value: unknown): unknown {
  if (typeof value === "boolean") return Number(value);
  if (Number.isSafeInteger(value)) return BigInt(value as number);
  return value instanceof Date ? value.toISOString().replace("T", " ").replace("Z", "") : value;
}
/** Whole numbers are numbers where those are exact, and bytes are plain bytes. */
function fromSqlite(value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  return value instanceof Uint8Array ? Uint8Array.from(value) : value;
}

/** All that a driver must do. */
class ToyConnection implements DriverConnection {
  readonly raw: Database;
  constructor(database: Database) {
    this.raw = database;
  }
  get inTransaction(): boolean {
    return this.raw.inTransaction;
  }
  query(sql: string, given: readonly unknown[]): DriverResult {
    const params = given.map(toSqlite);
    const statement = this.raw.prepare(sql);
    if (statement.reader) {
      statement.raw(true);
      statement.safeIntegers(true);
      const rows = statement.all(...params).map((row) => row.map(fromSqlite));
      return { rows, columns: statement.columns().map((column) => column.name), rowcount: rows.length };
    }
    const { changes, lastInsertRowid } = statement.run(...params);
    return { rows: [], columns: undefined, rowcount: changes, lastInsertId: lastInsertRowid };
  }
  executeMany(sql: string, sets: readonly (readonly unknown[])[]): DriverResult {
    const results = sets.map((set) => this.query(sql, set));
    return {
      rows: results.flatMap((result) => result.rows),
      columns: results[0]?.columns,
      rowcount: results.reduce((sum, result) => sum + result.rowcount, 0),
      lastInsertIds: results.map((result) => result.lastInsertId ?? 0),
    };
  }
  close(): void {
    this.raw.close();
  }
}

const opened: ConnectOptions[] = [];

function toyDriver(): Driver {
  return {
    name: "basic",
    isAsync: false,
    connect(options) {
      opened.push(options);
      return new ToyConnection(new Sqlite!(options.database ?? ":memory:"));
    },
    adopt: (raw) => new ToyConnection(raw as Database),
  };
}

class ToyCompiler extends SQLCompiler {}
class ToyDDLCompiler extends DDLCompiler {
  protected override readonly supportsComments: boolean = false;
}
class ToyTypeCompiler extends TypeCompiler {
  constructor() {
    super("toy");
  }
  /** SQLite's NUMERIC keeps whole numbers as integers, whose division drops the fraction. */
  protected override numeric(): string {
    return "REAL";
  }
}

class ToyDialect extends Dialect {
  readonly name = "toy";
  readonly capabilities: ExecutionCapabilities = {
    ...defaultExecutionCapabilities,
    lastInsertId: true,
    transactionalDdl: true,
    isolationLevels: ["SERIALIZABLE", "AUTOCOMMIT"],
  };
  readonly sqlFeatures: SqlFeatures = {
    ...defaultSqlFeatures,
    paramStyle: "qmark",
    arrays: false,
    onDuplicateKey: false,
    dmlLimit: false,
    merge: false,
    deleteUsing: false,
    compoundParens: false,
    lateral: false,
    aliasColumns: false,
    tablesample: false,
    dmlInCte: false,
    fetch: false,
    forUpdate: false,
    tupleInValues: true,
  };
  readonly ddlFeatures: DDLFeatures = { ...defaultDDLFeatures, supportsAlter: false };
  readonly ddlCompiler = ToyDDLCompiler;
  readonly statementCompiler = ToyCompiler;
  readonly #types = new ToyTypeCompiler();
  readonly begun: string;

  constructor(options: DialectOptions) {
    super();
    this.begun = options["toyBegin"] === "immediate" ? "BEGIN IMMEDIATE" : "BEGIN";
  }
  defaultDriver(): string {
    return "basic";
  }
  protected override beginSql(): string {
    return this.begun;
  }
  override *onConnect(connection: Queryable): Flow<void> {
    yield* wait(connection.query("PRAGMA foreign_keys = ON", []));
  }
  typeSql(type: SqlType): string {
    return this.#types.process(type);
  }
  quote(identifier: string): string {
    return quoteIdentifier(identifier, '"', RESERVED_WORDS);
  }
  describeError(error: unknown): ErrorDescription | undefined {
    const { code } = error as { code?: unknown };
    if (typeof code !== "string" || !code.startsWith("SQLITE")) return undefined;
    return {
      category: code.startsWith("SQLITE_CONSTRAINT")
        ? "integrity"
        : code === "SQLITE_ERROR"
          ? "programming"
          : "operational",
      integrityKind: code === "SQLITE_CONSTRAINT_UNIQUE" ? "unique" : undefined,
      driverCode: code,
      isDisconnect: false,
    };
  }
  *hasTable(connection: Queryable, name: string): Flow<boolean> {
    const found = yield* wait(connection.query("SELECT 1 FROM sqlite_master WHERE name = ?", [name]));
    return found.rows.length > 0;
  }
  *hasIndex(connection: Queryable, _table: string, index: string): Flow<boolean> {
    return yield* this.hasTable(connection, index);
  }
  // oxlint-disable-next-line require-yield -- the database knows one level
  *getIsolationLevel(): Flow<string> {
    return "SERIALIZABLE";
  }
  override *resetIsolationLevel(): Flow<void> {}
  protected *applyIsolationLevel(): Flow<void> {}
}

registerDialect("toy", (options) => new ToyDialect(options));
registerDriver("toy", "basic", toyDriver);

const metadata = new MetaData();
const owners = metadata.table("owners", { id: integer().primaryKey(), name: string(30).unique() });
const pets = metadata.table("pets", {
  id: integer().primaryKey(),
  ownerId: integer().references("owners.id"),
  name: string(30),
});

describe.skipIf(Sqlite === undefined)("a dialect of somebody else's", () => {
  test("does what Core does", () => {
    const lines: string[] = [];
    const engine = createEngine("toy://", { poolclass: "static", echo: (line) => lines.push(line) });
    onTestFinished(() => engine.dispose());
    metadata.createAll(engine);
    metadata.createAll(engine);
    using connection = engine.connect();
    const added = connection.execute(insert(owners).values({ name: "Ada" }));
    expect(added.insertedPrimaryKey?.[0]).toBe(1);
    connection.execute(insert(pets), [
      { ownerId: 1, name: "Rex" },
      { ownerId: 1, name: "Tom" },
    ]);
    connection.commit();
    const query = select(owners.c.name, pets.c.name.label("pet"))
      .join(pets, pets.c.ownerId.eq(owners.c.id))
      .where(pets.c.name.in(["Rex", "Tom", "Mia"]))
      .orderBy(pets.c.name);
    expect(
      connection
        .execute(query)
        .all()
        .map((row) => [...row]),
    ).toEqual([
      ["Ada", "Rex"],
      ["Ada", "Tom"],
    ]);
    expect(connection.execute(update(pets).where(pets.c.id.eq(1)).values({ name: "Max" })).rowcount).toBe(1);
    connection.rollback();
    connection.beginNested(() => connection.execute(deleteFrom(pets).allRows())).close();
    connection.rollback();
    expect(connection.execute(select(pets.c.name)).scalars().all()).toEqual(["Rex", "Tom"]);
    expect(() => connection.execute(insert(owners).values({ name: "Ada" }))).toThrow(IntegrityError);
    connection.rollback();
    expect(() => connection.execDriverSql("SELECT nonsense")).toThrow(ProgrammingError);
    expect(lines.some((line) => line.includes("CREATE TABLE pets"))).toBe(true);
    metadata.dropAll(engine);
  });

  test("does what the ORM does, synchronously and asynchronously", async () => {
    class Base extends declarativeBase() {}
    class Star extends Base.table("stars", { id: integer().primaryKey(), name: string(20) }) {}
    const engine = createEngine("toy+basic://", { poolclass: "static" });
    onTestFinished(() => engine.dispose());
    Base.metadata.createAll(engine);
    using session = sessionmaker(engine)();
    session.addAll([new Star({ name: "Vega" }), new Star({ name: "Sirius" })]);
    session.commit();
    const sirius = session.query(Star).filterBy({ name: "Sirius" }).one();
    sirius.name = "Sirius A";
    session.commit();
    expect(session.get(Star, sirius.id)?.name).toBe("Sirius A");
    const asynchronous = createAsyncEngine("toy://", { poolclass: "static" });
    onTestFinished(() => asynchronous.dispose());
    await Base.metadata.createAll(asynchronous);
    await using connection = await asynchronous.connect();
    await connection.execute(insert(Star).values({ name: "Deneb" }));
    expect(await connection.scalar(select(Star.c.name))).toBe("Deneb");
  });

  test.each([true, false])("passes what applies to it of the compliance suite, synchronous: %s", async (sync) => {
    const report = await runCompliance({ url: "toy://", sync, options: { poolclass: "static" } });
    const failures = report.chapters.flatMap(({ name, failed }) =>
      failed.map(({ check, error }) => `${name}: ${check}: ${String(error)}`),
    );
    expect(failures).toEqual([]);
    const passed = report.chapters.reduce((sum, chapter) => sum + chapter.passed.length, 0);
    expect(passed).toBeGreaterThan(300);
  });

  test("takes options and the parts of the URL", () => {
    opened.length = 0;
    const engine = createEngine("toy://u:p@h:5/:memory:?x=1&x=2", {
      connectArgs: { mine: 1 },
      toyBegin: "immediate",
    } as object);
    onTestFinished(() => engine.dispose());
    using connection = engine.connect();
    connection.execDriverSql("SELECT 1");
    expect((engine.dialect as ToyDialect).begun).toBe("BEGIN IMMEDIATE");
    expect(opened).toEqual([
      {
        host: "h",
        port: 5,
        username: "u",
        password: "p",
        database: ":memory:",
        query: { x: ["1", "2"] },
        connectArgs: { mine: 1 },
      },
    ]);
    expect(() => createEngine("toy://", { toyBegin: "immediate", tyoBegin: 1 } as object)).toThrow(ArgumentError);
  });

  test("takes over connections of its package", () => {
    const database = new Sqlite!(":memory:");
    database.prepare("CREATE TABLE mine (a)").run();
    using engine = createEngine("toy://", { creator: () => database });
    using connection = engine.connect();
    expect(connection.execDriverSql("SELECT count(*) FROM mine").scalar()).toBe(0);
  });

  test("errors of opening are the database's", () => {
    using engine = createEngine("toy:////nowhere/at/all.db");
    expect(() => engine.connect()).toThrow(OperationalError);
  });

  test("compiles by name", () => {
    expect(select(pets.c.id).where(pets.c.name.eq("x")).compile({ dialect: "toy" })).toMatchObject({
      sql: "SELECT pets.id \nFROM pets \nWHERE pets.name = ?",
      params: ["x"],
    });
  });

  test("a driver that is not known is refused, with those that are", () => {
    expect(() => createEngine("toy+other://")).toThrow(NoSuchModuleError);
    expect(() => createEngine("toy+other://")).toThrow(/expected one of: toy\+basic/);
  });
});
