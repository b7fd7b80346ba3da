import {
  type Connection,
  type Engine,
  func,
  insert,
  insertSentinel,
  integer,
  listen,
  literalColumn,
  MetaData,
  select,
  string,
  uuid,
} from "athanor";
import { insert as insertOnConflict } from "athanor/postgresql";
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { describeSync } from "../support/databases.ts";

const metadata = new MetaData();
const marks = metadata.table("im_marks", {
  id: integer().primaryKey(),
  label: string(40),
  place: string(40).serverDefault("depot"),
});
const pairs = metadata.table("im_pairs", {
  a: integer().primaryKey().autoincrement(false),
  b: string(40).primaryKey(),
  n: integer(),
});
const tokens = metadata.table("im_tokens", {
  id: uuid()
    .primaryKey()
    .default(() => randomUUID()),
  label: string(40),
});
const sentinels = metadata.table("im_sentinels", { n: integer(), nr: insertSentinel() });
const marked = metadata.table("im_marked", {
  n: integer(),
  token: uuid()
    .default(() => randomUUID())
    .insertSentinel(),
});
const loose = metadata.table("im_loose", { label: string(40), n: integer() });

/** The statements that go to the driver, and how many rows each INSERT carries. */
function watch(connection: Connection): { readonly sql: string[]; readonly many: boolean[] } {
  const seen = { sql: [] as string[], many: [] as boolean[] };
  listen(connection, "beforeCursorExecute", (_c, _cursor, statement, _params, _context, many) => {
    seen.sql.push(statement);
    seen.many.push(many);
  });
  return seen;
}
const labels = (count: number): { label: string }[] => Array.from({ length: count }, (_, i) => ({ label: `l${i}` }));

describeSync("an INSERT with a list of sets", (database) => {
  const { dialect } = database;
  const start = (options = {}): { engine: Engine; conn: Connection } => {
    const engine = database.engine(options);
    metadata.createAll(engine);
    return { engine, conn: engine.connect() };
  };
  const rowsOf = (sql: string): number => sql.match(/\((?:\?|\$\d+(?:::\w+)?)[,)]/g)?.length ?? 0;

  test("gives rows in pages", () => {
    const { conn } = start();
    using _ = conn;
    const seen = watch(conn);
    const result = conn.execute(insert(marks).returning(marks.c.id, marks.c.label, marks.c.place), labels(25), {
      insertmanyvaluesPageSize: 10,
    });
    expect(seen.sql.map(rowsOf)).toEqual([10, 10, 5]);
    expect(seen.many).toEqual([false, false, false]);
    expect(result.rowcount).toBe(25);
    const rows = result.all();
    expect(rows.map((row) => row.label).sort()).toEqual(
      labels(25)
        .map((set) => set.label)
        .sort(),
    );
    expect(new Set(rows.map((row) => row.place))).toEqual(new Set(["depot"]));
    expect(conn.scalar(select(func.count(marks.c.id)))).toEqual(dialect === "sqlite" ? 25 : expect.anything());
  });

  test("gives rows in the order of the sets when that is asked for", () => {
    const { conn } = start();
    using _ = conn;
    const seen = watch(conn);
    const statement = insert(marks).returning(marks.c.label, marks.c.id, { sortByParameterOrder: true });
    const result = conn.execute(statement, labels(25), { insertmanyvaluesPageSize: 10 });
    expect(result.keys()).toEqual(["label", "id"]);
    const rows = result.all();
    expect(rows.map((row) => row.label)).toEqual(labels(25).map((set) => set.label));
    expect(rows.map((row) => row.id)).toEqual(rows.map((row) => row.id).sort((x, y) => x - y));
    expect(rows[0]).toHaveLength(2);
    expect(seen.sql).toHaveLength(3);
    if (dialect === "postgresql") {
      expect(conn.engine.driver.name).toBe("pg");
      expect(seen.sql[2]).toBe(
        "INSERT INTO im_marks (label) SELECT p0::VARCHAR FROM (VALUES ($1::VARCHAR, 0), ($2::VARCHAR, 1), ($3::VARCHAR, 2), ($4::VARCHAR, 3), ($5::VARCHAR, 4)) AS imp_sen(p0, sen_counter) ORDER BY sen_counter RETURNING im_marks.label, im_marks.id, im_marks.id AS id__1",
      );
    } else if (dialect === "sqlite") {
      expect(seen.sql[2]).toBe(
        "INSERT INTO im_marks (label) VALUES (?), (?), (?), (?), (?) RETURNING label, id, id AS id__1",
      );
    }
  });

  test("gives rows in order by keys that were given, alone and composite", () => {
    const { conn } = start();
    using _ = conn;
    const seen = watch(conn);
    const sets = Array.from({ length: 12 }, (_unused, i) => ({ a: (i * 7) % 12, b: `b${i % 5}`, n: i }));
    const statement = insert(pairs).returning(pairs.c.n, { sortByParameterOrder: true });
    expect(conn.execute(statement, sets).scalars().all()).toEqual(sets.map((set) => set.n));
    expect(seen.sql).toHaveLength(1);
    const made = insert(tokens).returning(tokens.c.id, tokens.c.label, { sortByParameterOrder: true });
    const rows = conn.execute(made, labels(12)).all();
    expect(rows.map((row) => row.label)).toEqual(labels(12).map((set) => set.label));
    expect(seen.sql).toHaveLength(2);
    const keys = conn.execute(insert(tokens), labels(3)).insertedPrimaryKeyRows;
    expect(new Set(keys.map(([id]) => id)).size).toBe(3);
  });

  test("gives rows in order by a column that is there for it", () => {
    const { conn } = start();
    using _ = conn;
    const seen = watch(conn);
    const sets = [3, 1, 2].map((n) => ({ n }));
    const counted = insert(sentinels).returning(sentinels.c.n, { sortByParameterOrder: true });
    expect(conn.execute(counted, sets, { insertmanyvaluesPageSize: 2 }).all()).toEqual([[3], [1], [2]]);
    expect(seen.sql).toHaveLength(2);
    if (dialect !== "postgresql") {
      expect(seen.sql[0]).toMatch(/^INSERT INTO im_sentinels \(n, nr\) VALUES \(\?, \?\), \(\?, \?\) RETURNING/);
      expect(conn.execute(select(sentinels.c.nr).orderBy(sentinels.c.nr)).scalars().all()).toEqual([0, 1, 2]);
    }
    const given = insert(marked).returning(marked.c.n, { sortByParameterOrder: true });
    expect(conn.execute(given, sets).scalars().all()).toEqual([3, 1, 2]);
    expect(
      conn
        .execute(
          given,
          sets.map((set) => ({ ...set, token: randomUUID() })),
        )
        .scalars()
        .all(),
    ).toEqual([3, 1, 2]);
    // Without rows to be ordered it stays as it is.
    conn.execute(insert(sentinels), [{ n: 9 }]);
    expect(conn.execute(select(sentinels.c.nr).where(sentinels.c.n.eq(9))).scalarOne()).toBeNull();
  });

  test("sends one statement a row where the order cannot be known otherwise", () => {
    const { conn } = start();
    using _ = conn;
    const seen = watch(conn);
    const statement = insert(loose).returning(loose.c.n, { sortByParameterOrder: true });
    const sets = [3, 1, 2].map((n) => ({ label: "x", n }));
    expect(conn.execute(statement, sets).scalars().all()).toEqual([3, 1, 2]);
    expect(seen.sql).toHaveLength(dialect === "postgresql" ? 1 : 3);
  });

  test("knows the keys that the database made, without being asked for rows", () => {
    const { conn } = start();
    using _ = conn;
    const seen = watch(conn);
    const result = conn.execute(insert(marks), labels(7), { insertmanyvaluesPageSize: 5 });
    expect(result.rowcount).toBe(7);
    expect(result.returnsRows).toBe(false);
    const keys = result.insertedPrimaryKeyRows;
    const stored = conn.execute(select(marks.c.id).orderBy(marks.c.label)).all();
    expect(keys.map(([id]) => id)).toEqual(stored.map(([id]) => id));
    // In process a prepared statement for each row is quicker.
    expect(seen.many[0]).toBe(dialect === "sqlite");
    expect(seen.sql).toHaveLength(dialect === "sqlite" ? 2 : 3);
  });

  test("needs no rows back where keys are given", () => {
    const { conn } = start();
    using _ = conn;
    const seen = watch(conn);
    const sets = Array.from({ length: 5 }, (_unused, i) => ({ id: i + 1, label: `l${i}` }));
    const result = conn.execute(insert(marks), sets);
    expect(result.insertedPrimaryKeyRows).toEqual([[1], [2], [3], [4], [5]]);
    expect(seen.sql).toHaveLength(1);
    expect(seen.sql[0]).not.toContain("RETURNING");
    expect(rowsOf(seen.sql[0] as string)).toBe(dialect === "sqlite" ? 1 : 5);
  });

  test("keeps within the database's limit of parameters", () => {
    const { conn } = start();
    using _ = conn;
    const seen = watch(conn);
    const width = conn.dialect.sqlFeatures.maxBinds;
    const wide = new MetaData().table("im_wide", {
      id: integer().primaryKey(),
      ...Object.fromEntries(Array.from({ length: 90 }, (_unused, i) => [`c${i}`, integer()])),
    });
    wide.create(conn);
    seen.sql.length = 0;
    const set = Object.fromEntries(Array.from({ length: 90 }, (_unused, i) => [`c${i}`, i]));
    const count = Math.floor(width / 90) + 3;
    const sets = Array.from({ length: count }, () => set);
    const result = conn.execute(insert(wide).returning(wide.c.id), sets);
    expect(result.all()).toHaveLength(count);
    expect(seen.sql.map((sql) => sql.match(/\?|\$\d+/g)?.length)).toEqual([Math.floor(width / 90) * 90, 270]);
    wide.drop(conn);
  });

  test("can be done without", () => {
    const { conn } = start({ useInsertmanyvalues: false });
    using _ = conn;
    const seen = watch(conn);
    const rows = conn.execute(insert(marks).returning(marks.c.label, { sortByParameterOrder: true }), labels(3));
    expect(rows.scalars().all()).toEqual(["l0", "l1", "l2"]);
    expect(seen.sql).toHaveLength(3);
    conn.execute(insert(marks), labels(3));
    expect(seen.many.at(-1)).toBe(true);
    conn.execute(insert(marks).returning(marks.c.id), labels(3), { useInsertmanyvalues: true });
    expect(seen.sql).toHaveLength(5);
  });

  test("takes expressions, defaults and values of the statement into every row", () => {
    const { conn } = start();
    using _ = conn;
    const seen = watch(conn);
    const statement = insert(marks)
      .values({ label: "", place: func.upper("here: $1 ?") })
      .returning(marks.c.label, marks.c.place, { sortByParameterOrder: true });
    expect(
      conn
        .execute(statement, labels(2))
        .all()
        .map((row) => [...row]),
    ).toEqual([
      ["l0", "HERE: $1 ?"],
      ["l1", "HERE: $1 ?"],
    ]);
    expect(seen.sql).toHaveLength(1);
    const fixed = insert(marks)
      .values({ label: "", place: literalColumn<string>("'a $1 ? b'") })
      .returning(marks.c.place);
    expect(conn.execute(fixed, labels(2)).scalars().all()).toEqual(["a $1 ? b", "a $1 ? b"]);
    expect(rowsOf(seen.sql[1] as string)).toBe(2);
  });

  test("with a conflict hits no row twice in one statement", () => {
    const { conn } = start();
    using _ = conn;
    const seen = watch(conn);
    const upsert = insert(pairs).orUpdate({ on: [pairs.c.a, pairs.c.b], set: "all" });
    const sets = [
      { a: 1, b: "x", n: 1 },
      { a: 2, b: "x", n: 2 },
      { a: 1, b: "x", n: 3 },
      { a: 1, b: "y", n: 4 },
    ];
    conn.execute(upsert, sets);
    expect(conn.execute(select(pairs.c.a, pairs.c.b, pairs.c.n).orderBy(pairs.c.a, pairs.c.b)).all()).toEqual([
      [1, "x", 3],
      [1, "y", 4],
      [2, "x", 2],
    ]);
    expect(seen.sql.slice(0, -1).map(rowsOf)).toEqual(
      dialect === "postgresql" ? [2, 2] : dialect === "mysql" ? [2, 2] : [1],
    );
    if (dialect !== "postgresql") return;
    const other = insertOnConflict(pairs).onConflictDoUpdate({
      indexElements: [pairs.c.a, pairs.c.b],
      set: { n: 50 },
    });
    const result = conn.execute(other.returning(pairs.c.n), sets);
    expect(result.scalars().all()).toEqual([50, 50, 50, 50]);
  });

  test("with rows that are left out gives the others", () => {
    const { conn } = start();
    using _ = conn;
    conn.execute(insert(marks).values({ id: 2, label: "there" }));
    const sets = [1, 2, 3].map((id) => ({ id, label: "new" }));
    const ignore = insert(marks).orIgnore({ on: [marks.c.id] });
    const ordered = ignore.returning(marks.c.id, { sortByParameterOrder: true });
    if (dialect !== "mysql") expect(conn.execute(ordered, sets).scalars().all()).toEqual([1, 3]);
    else conn.execute(ignore, sets);
    expect(conn.execute(select(marks.c.label).orderBy(marks.c.id)).scalars().all()).toEqual(["new", "there", "new"]);
  });

  test("refuses sets of other names, and says which", () => {
    const { conn } = start();
    using _ = conn;
    const sets = [{ label: "a" }, { label: "b", place: "c" }];
    expect(() => conn.execute(insert(marks), sets)).toThrow(/position 1 gives "place", which the first does not/);
  });

  test("is logged as SQLAlchemy logs it", () => {
    const lines: string[] = [];
    const { conn } = start({ logger: { log: (line: string) => lines.push(line) } });
    using _ = conn;
    lines.length = 0;
    const page = { insertmanyvaluesPageSize: 2 };
    conn.execute(insert(marks).returning(marks.c.id), labels(3), page);
    conn.execute(insert(marks).returning(marks.c.id, { sortByParameterOrder: true }), labels(3), page);
    const badges = lines.flatMap((line) => /\[([^\]]*insertmanyvalues[^\]]*)\]/.exec(line)?.[1] ?? []);
    expect(badges.map((badge) => badge.replace(/in [\d.]+s/, "in 0s"))).toEqual([
      "generated in 0s (insertmanyvalues) 1/2 (unordered)",
      "insertmanyvalues 2/2 (unordered)",
      "generated in 0s (insertmanyvalues) 1/2 (ordered)",
      "insertmanyvalues 2/2 (ordered)",
    ]);
    if (dialect === "postgresql") return;
    lines.length = 0;
    const sets = [
      { label: "x", n: 1 },
      { label: "y", n: 2 },
    ];
    conn.execute(insert(loose).returning(loose.c.n, { sortByParameterOrder: true }), sets);
    expect(lines.join("\n")).toMatch(/\(insertmanyvalues\) 1\/2 \(ordered; batch not supported\)/);
    expect(lines.join("\n")).toMatch(/\[insertmanyvalues 2\/2 \(ordered; batch not supported\)\]/);
  });
});
