import { deleteFrom, func, insert, integer, MetaData, select, string, text, update } from "athanor";
import { expect, test } from "vitest";
import { describeSync } from "../support/databases.ts";

const metadata = new MetaData();
const parcels = metadata.table("cr_parcels", {
  id: integer().primaryKey(),
  label: string(50),
  size: integer().default(3),
  stamp: string(50).default(() => "now"),
  place: string(50).serverDefault("depot"),
  touched: integer()
    .default(0)
    .onupdate(() => 7),
  rank: integer().default(1).onupdate(text("40 + 2")),
});

describeSync("what an execution tells", (database) => {
  test("of the values that an INSERT sent", () => {
    const engine = database.engine();
    metadata.createAll(engine);
    using conn = engine.connect();
    const one = conn.execute(insert(parcels).values({ label: "a", rank: func.length("xyz") }));
    expect(one.lastInsertedParams()).toMatchObject({ label: "a", size: 3, stamp: "now", touched: 0 });
    expect(one.prefetchCols().map((column) => column.name)).toEqual(["size", "stamp", "touched"]);
    expect(one.postfetchCols().map((column) => column.name)).toEqual(["place", "rank"]);
    expect(one.lastrowHasDefaults()).toBe(true);
    expect(one.isInsert).toBe(true);
    const many = conn.execute(
      insert(parcels),
      [{ label: "b" }, { label: "c", size: 4 }].map((set) => ({ size: 5, ...set })),
    );
    expect(many.lastInsertedParams()).toMatchObject([
      { label: "b", size: 5, stamp: "now" },
      { label: "c", size: 4, stamp: "now" },
    ]);
    expect(many.rowcount).toBe(2);
    expect(() => one.lastUpdatedParams()).toThrow(
      /lastUpdatedParams\(\) is for update\(\); this statement was of the kind insert/,
    );
  });

  test("of the key, by name", () => {
    const engine = database.engine();
    metadata.createAll(engine);
    using conn = engine.connect();
    const result = conn.execute(insert(parcels).values({ label: "a" }));
    expect(result.insertedPrimaryKey).toEqual([1]);
    expect(result.insertedPrimaryKey._asdict()).toEqual({ id: 1 });
    expect(result.insertedPrimaryKeyRows).toEqual([[1]]);
    if (database.dialect === "postgresql") {
      expect(result.returnedDefaults).toEqual([1]);
      expect(result.returnedDefaultsRows?.map((row) => row._asdict())).toEqual([{ id: 1 }]);
    } else {
      expect(result.returnedDefaults).toBeNull();
    }
    expect(() => conn.execute(select(parcels.c.id)).insertedPrimaryKey).toThrow(/Only an INSERT/);
  });

  test("of the values that an UPDATE sent", () => {
    const engine = database.engine();
    metadata.createAll(engine);
    using conn = engine.connect();
    conn.execute(insert(parcels).values({ label: "a" }));
    const result = conn.execute(update(parcels).where(parcels.c.id.eq(1)).set({ size: 9 }));
    expect(result.lastUpdatedParams()).toMatchObject({ size: 9, touched: 7, id_1: 1 });
    expect(result.prefetchCols().map((column) => column.name)).toEqual(["touched"]);
    expect(result.postfetchCols().map((column) => column.name)).toEqual(["rank"]);
    expect([result.rowcount, result.supportsSaneRowcount(), result.supportsSaneMultiRowcount()]).toEqual([
      1,
      true,
      true,
    ]);
    expect(conn.execute(select(parcels.c.touched, parcels.c.rank)).one()).toEqual([7, 42]);
    const gone = conn.execute(deleteFrom(parcels).where(parcels.c.id.eq(1)));
    expect(() => gone.prefetchCols()).toThrow(/prefetchCols\(\) is for insert\(\) and update\(\)/);
    expect(() => conn.execDriverSql("SELECT 1").postfetchCols()).toThrow(/this statement was SQL text/);
  });
});
