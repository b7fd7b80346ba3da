import { inspect } from "node:util";
import {
  AmbiguousForeignKeysError,
  ArgumentError,
  AthanorError,
  CompileError,
  ConstraintColumnNotFoundError,
  createEngine,
  CustomElement,
  DatabaseError,
  DataError,
  DBAPIError,
  DuplicateColumnError,
  type EngineOptions,
  foreignKeyConstraint,
  IllegalStateChangeError,
  insert,
  integer,
  IntegrityError,
  InvalidRequestError,
  largeBinary,
  MetaData,
  NoForeignKeysError,
  NoReferencedColumnError,
  NoReferencedTableError,
  NoReferenceError,
  ObjectNotExecutableError,
  OperationalError,
  ProgrammingError,
  select,
  StatementError,
  StatementTimeoutError,
  string,
  table,
  text,
  uniqueConstraint,
  UnsupportedCompilationError,
} from "athanor";
import { declarativeBase, Session } from "athanor/orm";
import { describe, expect, onTestFinished, test } from "vitest";
import { describeSync, sqliteDriver } from "../support/databases.ts";

function engine(options?: EngineOptions) {
  const made = createEngine(`${sqliteDriver}://`, options);
  onTestFinished(() => made.dispose());
  return made;
}

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

describeSync("an error of the database", (database) => {
  const people = new MetaData().table("people", {
    id: integer().primaryKey(),
    name: string(20).unique(),
    age: integer().nullable().check(text("age >= 0")),
  });

  function prepared(options?: EngineOptions) {
    const made = database.engine(options);
    people.create(made);
    made.begin((connection) => connection.execute(insert(people).values({ id: 1, name: "secret" })));
    return made;
  }

  test("says what the driver said, which statement it was, with which parameters, and where to read on", () => {
    const made = prepared();
    using connection = made.connect();
    const error = thrownBy(() =>
      connection.execute(insert(people).values({ id: 2, name: "secret" })),
    ) as IntegrityError;
    expect(error).toBeInstanceOf(IntegrityError);
    for (const kind of [DatabaseError, DBAPIError, StatementError, AthanorError, Error])
      expect(error).toBeInstanceOf(kind);
    expect([error.name, error.code, error.kind]).toEqual(["IntegrityError", "integrity", "unique"]);
    const lines = error.message.split("\n");
    expect(lines[0]).toMatch(/^\((better-sqlite3|node|pg|mysql2)\.\w+\) \S/);
    expect(lines).toContainEqual(expect.stringMatching(/^\[SQL: INSERT INTO people \(id, name\) VALUES \(.*\)\]$/));
    expect(lines.at(-2)).toBe("[parameters: (2, 'secret')]");
    expect(lines.at(-1)).toBe("(Background on this error: docs/errors.md#integrity)");
    expect(error.statement).toMatch(/^INSERT INTO people/);
    expect(error.params).toEqual([2, "secret"]);
    expect(error.cause).toBeInstanceOf(Error);
    expect(error.orig).toBe(error.cause);
    expect(error.connectionInvalidated).toBe(false);
    expect(error.driverCode).toBeTypeOf("string");
  });

  test("is plain data as JSON, whatever its parameters are", () => {
    const made = prepared();
    using connection = made.connect();
    const bytes = new Uint8Array(3);
    const error = thrownBy(() =>
      connection.execDriverSql(
        database.dialect === "postgresql" ? "SELECT nonsense, $1::bytea" : "SELECT nonsense, ?",
        [bytes],
      ),
    ) as ProgrammingError;
    expect(JSON.parse(JSON.stringify({ error }))).toEqual({
      error: {
        name: error.name,
        code: error.code,
        message: error.message,
        statement: error.statement,
        params: "(<3 bytes>,)",
        hideParameters: false,
        isRetryable: false,
        connectionInvalidated: false,
        ...(error.driverCode === undefined ? {} : { driverCode: error.driverCode }),
      },
    });
  });

  test("shows no parameter where the engine hides them", () => {
    const made = prepared({ hideParameters: true });
    using connection = made.connect();
    const error = thrownBy(() =>
      connection.execute(insert(people).values({ id: 1, name: "other secret" })),
    ) as IntegrityError;
    expect(error.params).toBeUndefined();
    expect(error.message).toContain("[SQL parameters hidden due to hideParameters=true]");
    const shown = [String(error), JSON.stringify(error), inspect(error), inspect({ error }, { depth: 9 }), error.stack];
    for (const each of shown) expect(each).not.toContain("other secret");
    expect(inspect(error)).toContain(`"code":"integrity"`);
    expect(inspect(error)).toContain("errors.test.ts");
  });

  // MySQL's messages repeat values, and so do some of PostgreSQL's: they were shown though parameters were to be hidden.
  test("repeats no parameter in the database's words either", () => {
    const made = prepared({ hideParameters: true });
    using connection = made.connect();
    const words = new MetaData().table(
      "words",
      { id: integer().primaryKey(), word: string(200).unique(), n: integer().nullable() },
      { prefixes: ["TEMPORARY"] },
    );
    words.metadata.createAll(connection, { checkfirst: false });
    const secrets = ['o\'Brien "x"@host', "ab", `${"long secret ".repeat(10)}.`, "a$&(b)*c"];
    for (const [i, word] of secrets.entries()) connection.execute(insert(words).values({ id: i + 1, word }));
    const failures: (() => unknown)[] = secrets.flatMap((word) => [
      () => connection.execute(insert(words).values({ id: 9, word })),
      () =>
        connection.execute(insert(words), [
          { id: 8, word: "new" },
          { id: 9, word },
        ]),
    ]);
    if (database.dialect !== "sqlite")
      failures.push(() => connection.execute(text("UPDATE words SET n = :text WHERE id = 1"), { text: "no number" }));
    for (const failure of failures) {
      const error = thrownBy(() => connection.beginNested(failure)) as StatementError;
      expect(error).toBeInstanceOf(DBAPIError);
      for (const shown of [error.message, JSON.stringify(error), inspect(error)])
        for (const secret of [...secrets, "Brien", "long secret", "no number"])
          if (secret !== "ab") expect(shown).not.toContain(secret);
          else expect(shown).not.toMatch(/['"(]ab['")]/);
      expect(error.message).toMatch(/words|entry|integer/);
    }
  });

  test("lists many parameter sets as many", () => {
    const made = prepared();
    using connection = made.connect();
    const sets = Array.from({ length: 30 }, (_, i) => [i + 1, `n${i}`]);
    const sql =
      database.dialect === "postgresql"
        ? "INSERT INTO people (id, name) VALUES ($1, $2)"
        : "INSERT INTO people (id, name) VALUES (?, ?)";
    const error = thrownBy(() => connection.execDriverSql(sql, sets)) as IntegrityError;
    expect(error.message).toContain("[parameters: [(1, 'n0'), (2, 'n1'),");
    expect(error.message).toContain("displaying 10 of 30 total bound parameter sets");
    expect((error.toJSON() as { params: string }).params).toContain("displaying 10 of 30");
  });

  test("is of the class that its cause is of", () => {
    const made = prepared();
    using connection = made.connect();
    // SQLite has one code for all that is wrong with a statement; SQLAlchemy has it under OperationalError, too.
    const wrong = database.dialect === "sqlite" ? OperationalError : ProgrammingError;
    const attempts: [() => unknown, new (...args: never) => Error, Partial<IntegrityError>][] = [
      [() => connection.execDriverSql("SELECT * FROM nowhere"), wrong, {}],
      [() => connection.execDriverSql("SELEC 1"), wrong, {}],
      [
        () => connection.execDriverSql("INSERT INTO people (id, name) VALUES (3, NULL)"),
        IntegrityError,
        { kind: "notNull" },
      ],
      [
        () => connection.execDriverSql("INSERT INTO people (id, name, age) VALUES (3, 'x', -1)"),
        IntegrityError,
        { kind: "check" },
      ],
      [
        () => connection.execDriverSql("INSERT INTO people (id, name) VALUES (1, 'y')"),
        IntegrityError,
        { kind: "unique" },
      ],
    ];
    for (const [attempt, kind, details] of attempts) {
      const error = thrownBy(attempt);
      expect(error, String(error)).toBeInstanceOf(kind);
      expect(error).toMatchObject(details);
      connection.rollback();
    }
    if (database.dialect === "sqlite") return;
    const tooLong = "INSERT INTO people (id, name) VALUES (4, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx')";
    expect(thrownBy(() => connection.execDriverSql(tooLong))).toBeInstanceOf(DataError);
  });
});

describe("the tree of errors", () => {
  test("parents are SQLAlchemy's", () => {
    const parents: [abstract new (...args: never) => Error, abstract new (...args: never) => Error][] = [
      [NoReferencedTableError, NoReferenceError],
      [NoReferencedColumnError, NoReferenceError],
      [NoReferenceError, InvalidRequestError],
      [ObjectNotExecutableError, ArgumentError],
      [DuplicateColumnError, ArgumentError],
      [ConstraintColumnNotFoundError, ArgumentError],
      [NoForeignKeysError, ArgumentError],
      [AmbiguousForeignKeysError, ArgumentError],
      [UnsupportedCompilationError, CompileError],
      [IllegalStateChangeError, InvalidRequestError],
      [StatementTimeoutError, OperationalError],
      [IntegrityError, DatabaseError],
      [DatabaseError, DBAPIError],
      [DBAPIError, StatementError],
      [StatementError, AthanorError],
      [InvalidRequestError, AthanorError],
      [ArgumentError, AthanorError],
      [CompileError, AthanorError],
    ];
    for (const [child, parent] of parents) expect(Object.getPrototypeOf(child)).toBe(parent);
  });

  test("what is no statement", () => {
    using connection = engine().connect();
    for (const given of ["SELECT 1", 1, null, undefined, {}, { sql: "SELECT 1" }]) {
      const error = thrownBy(() => connection.execute(given as never)) as AthanorError;
      expect(error).toBeInstanceOf(ObjectNotExecutableError);
      expect(error.code).toBe("not-executable");
    }
    using session = new Session(engine());
    expect(() => session.execute("SELECT 1" as never)).toThrow(ObjectNotExecutableError);
  });

  test("columns that there are twice, or not at all", () => {
    const metadata = new MetaData();
    const shape = { a: integer().primaryKey(), b: integer().named("a") };
    expect(() => metadata.table("t", shape)).toThrow(DuplicateColumnError);
    const t = metadata.table("u", { id: integer().primaryKey() });
    expect(() => t.appendColumn("id", string())).toThrow(DuplicateColumnError);
    const error = thrownBy(() =>
      metadata.table(
        "v",
        { id: integer().primaryKey(), name: string() },
        { constraints: () => [uniqueConstraint("nmae" as never)] },
      ),
    ) as AthanorError;
    expect(error).toBeInstanceOf(ConstraintColumnNotFoundError);
    expect(error.message).toBe(
      'uniqueConstraint() of table "v" names the column "nmae", which the table does not have. Did you mean "name"?',
    );
  });

  test("tables and columns that a foreign key names in vain", () => {
    const metadata = new MetaData();
    const a = metadata.table("a", { id: integer().primaryKey(), other: integer().references("nowhere.id") });
    metadata.table("b", { id: integer().primaryKey() });
    const c = metadata.table(
      "c",
      { id: integer().primaryKey(), bId: integer() },
      {
        constraints: () => [foreignKeyConstraint(["bId"], ["b.nothing"])],
      },
    );
    expect(thrownBy(() => a.foreignKeys.map((key) => key.column))).toBeInstanceOf(NoReferencedTableError);
    expect(thrownBy(() => c.foreignKeys.map((key) => key.column))).toBeInstanceOf(NoReferencedColumnError);
    expect(() => select(a.join(c))).toThrow(AthanorError);
    expect(() => select(table("x").join(table("y")))).toThrow(NoForeignKeysError);
  });

  test("elements and types that nobody said how to write", () => {
    class Mine extends CustomElement<number> {}
    const statement = select(new Mine(integer()).label("x"));
    expect(() => statement.compile({ dialect: "sqlite" })).toThrow(UnsupportedCompilationError);
    expect(thrownBy(() => statement.compile({ dialect: "sqlite" }))).toMatchObject({ code: "unsupported-compilation" });
  });

  test("a session that is used by its own flush", () => {
    class Base extends declarativeBase() {}
    let within: unknown;
    class Row extends Base.table("rows", {
      id: integer().primaryKey(),
      data: largeBinary().default(() => {
        within ??= thrownBy(() => session.flush());
        return new Uint8Array(1);
      }),
    }) {}
    const made = engine();
    Base.metadata.createAll(made);
    const session = new Session(made);
    session.add(new Row({}));
    session.commit();
    expect(within).toBeInstanceOf(IllegalStateChangeError);
    session.close();
  });
});
