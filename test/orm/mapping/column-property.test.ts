import { func, integer, MetaData, select, string } from "athanor";
import {
  columnProperty,
  declarativeBase,
  manyToOne,
  oneToMany,
  selectinload,
  sessionmaker,
  synonym,
  aliased,
} from "athanor/orm";
import { describe, expect, it } from "vitest";
import { describeSync } from "../../support/databases.ts";
import { captureStatements } from "../../support/statements.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}

class Box extends Base.table("boxes", {
  id: integer().primaryKey(),
  width: integer(),
  height: integer(),
  name: string(20).nullable(),
  title: synonym("name"),
  area: columnProperty(integer(), (c) => c.width.mul(c.height)),
  twice: columnProperty(integer(), (c) => c.width.mul(2), { deferred: true }),
  get count() {
    return columnProperty(integer(), (c) =>
      select(func.count(Item.c.id)).where(Item.c.boxId.eq(c.id)).scalarSubquery(),
    );
  },
  get items() {
    return oneToMany(() => Item, { backPopulates: "box" });
  },
}) {}

class Item extends Base.table("items", {
  id: integer().primaryKey(),
  boxId: integer().references("boxes.id"),
  get box() {
    return manyToOne(() => Box, { backPopulates: "items" });
  },
}) {}

describe("SQL text of column properties", () => {
  it("is part of the select list, in terms of the class or its alias", () => {
    expect(String(select(Box))).toBe(
      'SELECT boxes.id, boxes.width, boxes.height, boxes.name, boxes.width * boxes.height AS anon_1, (SELECT count(items.id) AS count_1 \nFROM items \nWHERE items."boxId" = boxes.id) AS anon_2 \nFROM boxes',
    );
    const other = aliased(Box, "b");
    expect(String(select(other.c.area).where(other.c.count.gt(1)).orderBy(other.c.title))).toBe(
      'SELECT b.width * b.height AS anon_1 \nFROM boxes AS b \nWHERE (SELECT count(items.id) AS count_1 \nFROM items \nWHERE items."boxId" = b.id) > :param_1 ORDER BY b.name',
    );
  });
  it("is refused where a name is unknown or a value is given", () => {
    class Wrong extends declarativeBase().table("wrong", { id: integer().primaryKey(), other: synonym("ide") }) {}
    expect(() => Wrong.c).toThrow(
      'Wrong.other is a synonym of "ide", which is no attribute of Wrong. Did you mean "id"?',
    );
    expect(() => new Box({ area: 3 })).toThrow("Box.area cannot be given to the constructor");
    expect(() => {
      new Box({ width: 1 }).area = 3;
    }).toThrow("Box.area cannot be assigned");
  });
});

describeSync("column properties", (database) => {
  it("are loaded with the object, by any load, and again after a flush", () => {
    const engine = database.engine();
    Base.metadata.createAll(engine);
    const sent = captureStatements(engine);
    using session = sessionmaker(engine)();
    const box = new Box({ width: 2, height: 3, title: "first", items: [new Item(), new Item()] });
    session.add(box);
    session.flush();
    sent.length = 0;
    expect([box.area, box.count, box.name]).toEqual([6, 2, "first"]);
    expect(sent).toHaveLength(1);
    box.width = 4;
    box.title = "second";
    session.flush();
    expect([box.area, box.twice]).toEqual([12, 8]);
    session.expunge(box);
    const [found] = session.scalars(select(Box).where(Box.c.area.eq(12)).options(selectinload(Box.c.items))).all();
    sent.length = 0;
    expect([found!.area, found!.count, found!.title, found!.items.length]).toEqual([12, 2, "second", 2]);
    expect(sent).toHaveLength(0);
    expect(found!.twice).toBe(8);
    expect(sent).toHaveLength(1);
    expect(session.query(Box).filterBy({ title: "second" }).orderBy(Box.c.count.desc()).one()).toBe(found);
    session.commit();
    sent.length = 0;
    expect([found!.area, found!.count]).toEqual([12, 2]);
    expect(sent).toHaveLength(1);
    expect(JSON.parse(JSON.stringify(found))).toMatchObject({ area: 12, count: 2, width: 4 });
  });
});
