import { describe, expect, test } from "vitest";
import { ArgumentError, cast, enumeration, insert, integer, MetaData, select, string } from "athanor";
import { array, CreateEnumType, DropEnumType } from "athanor/postgresql";
import { describeAsync } from "../../support/databases.ts";

const mood = enumeration("sad", 'it\'s "ok"', "é\\", { name: "mood" });
const odd = enumeration("a", "b", { name: 'odd "type"; --' });
const metadata = new MetaData();
const people = metadata.table("people", {
  id: integer().primaryKey(),
  mood: mood.nullable(),
  moods: array(mood).nullable(),
  odd: odd.nullable(),
  plain: enumeration("x", "y").nullable(),
  text: enumeration("x", "y", { name: "unused", nativeEnum: false }).nullable(),
});
const others = metadata.table("others", { id: integer().primaryKey(), mood: mood.nullable() });

describe("enumerations of PostgreSQL", () => {
  test("text", () => {
    const dialect = { dialect: "postgresql" };
    expect(new CreateEnumType(mood).compile(dialect).sql).toBe(`CREATE TYPE mood AS ENUM ('sad', 'it''s "ok"', 'é\\')`);
    expect(new CreateEnumType(odd).compile(dialect).sql).toBe(`CREATE TYPE "odd ""type""; --" AS ENUM ('a', 'b')`);
    expect(new DropEnumType(mood).compile(dialect).sql).toBe("DROP TYPE mood");
    expect(new DropEnumType(mood, { ifExists: true }).compile(dialect).sql).toBe("DROP TYPE IF EXISTS mood");
    expect(select(people.c.id).where(people.c.mood.eq("sad")).compile(dialect).sql.replaceAll("\n", "")).toBe(
      "SELECT people.id FROM people WHERE people.mood = $1::mood",
    );
    expect(select(cast("sad", mood)).compile(dialect).sql).toBe("SELECT CAST($1::mood AS mood) AS anon_1");
    expect(
      select(people.c.id)
        .where(people.c.moods.contains(["sad"]))
        .compile(dialect)
        .sql.replaceAll("\n", ""),
    ).toBe("SELECT people.id FROM people WHERE people.moods @> $1::mood[]");
  });
  test("are types by name alone", () => {
    for (const type of [enumeration("a"), enumeration("a", { name: "x", nativeEnum: false }), string()])
      expect(() => new CreateEnumType(type)).toThrow(ArgumentError);
    expect(() => new CreateEnumType(mood).compile({ dialect: "sqlite" })).toThrow(/sqlite/);
  });
});

describeAsync("enumerations of PostgreSQL", (database) => {
  test.skipIf(database.dialect !== "postgresql")("come and go with their tables", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    const typesThere = async (): Promise<unknown> =>
      (
        await connection.execDriverSql(
          "SELECT t.typname FROM pg_type t WHERE t.typtype = 'e' AND pg_type_is_visible(t.oid) ORDER BY 1",
        )
      )
        .all()
        .flat();
    await metadata.createAll(connection);
    await metadata.createAll(connection);
    expect(await typesThere()).toEqual(["mood", 'odd "type"; --']);
    const rows = [
      {
        id: 1,
        mood: "sad" as const,
        moods: ["é\\" as const, 'it\'s "ok"' as const],
        odd: "b" as const,
        plain: "x" as const,
        text: "y" as const,
      },
      { id: 2, mood: null, moods: [], odd: null, plain: null, text: null },
    ];
    await connection.execute(insert(people), rows);
    await connection.execute(insert(others).values({ id: 1, mood: "é\\" }));
    const all = (await connection.execute(select(people).orderBy(people.c.id))).mappings().all();
    expect(all).toEqual(rows);
    const found = await connection.execute(select(people.c.id).where(people.c.mood.in(["sad", "é\\"])));
    expect(found.scalars().all()).toEqual([1]);
    const later = await connection.execute(select(people.c.id).where(people.c.odd.gt("a")));
    expect(later.scalars().all()).toEqual([1]);
    await metadata.dropAll(connection);
    expect(await typesThere()).toEqual([]);
    await metadata.dropAll(connection);
  });
});
