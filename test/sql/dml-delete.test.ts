import { bindparam, deleteFrom, exists, func, not, or, select, text, tuple } from "athanor";
import { limit } from "athanor/mysql";
import { items, moves, shelves, testDml } from "./dml-support.ts";

const old = select(moves.c.id).where(moves.c.delta.lt(3)).cte("old");
const o = moves.alias("o");
const big = select(items.c.id).where(items.c.qty.gt(10)).subquery("big");

testDml("delete", [
  {
    name: "by key",
    build: () => deleteFrom(moves).where(moves.c.id.eq(1)),
    default: "DELETE FROM moves WHERE moves.id = :id_1",
    sqlite: "DELETE FROM moves WHERE moves.id = ?",
    postgresql: "DELETE FROM moves WHERE moves.id = $1::INTEGER",
    mysql: "DELETE FROM moves WHERE moves.id = ?",
    after: {
      moves: [
        [2, 1, -1, "out"],
        [3, 3, 10, null],
        [4, null, 2, "lost"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "every row",
    build: () => deleteFrom(moves).allRows(),
    default: "DELETE FROM moves",
    sqlite: "DELETE FROM moves",
    postgresql: "DELETE FROM moves",
    mysql: "DELETE FROM moves",
    after: { moves: [] },
    rowcount: 4,
  },
  {
    name: "no row",
    build: () => deleteFrom(moves).where(moves.c.id.eq(99)),
    default: "DELETE FROM moves WHERE moves.id = :id_1",
    sqlite: "DELETE FROM moves WHERE moves.id = ?",
    postgresql: "DELETE FROM moves WHERE moves.id = $1::INTEGER",
    mysql: "DELETE FROM moves WHERE moves.id = ?",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [3, 3, 10, null],
        [4, null, 2, "lost"],
      ],
    },
    rowcount: 0,
  },
  {
    name: "two conditions",
    build: () => deleteFrom(moves).where(moves.c.itemId.eq(1), moves.c.delta.lt(0)),
    default: "DELETE FROM moves WHERE moves.item_id = :itemId_1 AND moves.delta < :delta_1",
    sqlite: "DELETE FROM moves WHERE moves.item_id = ? AND moves.delta < ?",
    postgresql: "DELETE FROM moves WHERE moves.item_id = $1::INTEGER AND moves.delta < $2::INTEGER",
    mysql: "DELETE FROM moves WHERE moves.item_id = ? AND moves.delta < ?",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [3, 3, 10, null],
        [4, null, 2, "lost"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "where() twice",
    build: () => deleteFrom(moves).where(moves.c.delta.gt(0)).where(moves.c.note.is(null)),
    default: "DELETE FROM moves WHERE moves.delta > :delta_1 AND moves.note IS NULL",
    sqlite: "DELETE FROM moves WHERE moves.delta > ? AND moves.note IS NULL",
    postgresql: "DELETE FROM moves WHERE moves.delta > $1::INTEGER AND moves.note IS NULL",
    mysql: "DELETE FROM moves WHERE moves.delta > ? AND moves.note IS NULL",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [4, null, 2, "lost"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "filterBy",
    build: () => deleteFrom(moves).filterBy({ note: "in", delta: 3 }),
    default: "DELETE FROM moves WHERE moves.note = :note_1 AND moves.delta = :delta_1",
    sqlite: "DELETE FROM moves WHERE moves.note = ? AND moves.delta = ?",
    postgresql: "DELETE FROM moves WHERE moves.note = $1::VARCHAR AND moves.delta = $2::INTEGER",
    mysql: "DELETE FROM moves WHERE moves.note = ? AND moves.delta = ?",
    after: {
      moves: [
        [2, 1, -1, "out"],
        [3, 3, 10, null],
        [4, null, 2, "lost"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "NULL",
    build: () => deleteFrom(moves).where(moves.c.itemId.eq(null)),
    default: "DELETE FROM moves WHERE moves.item_id IS NULL",
    sqlite: "DELETE FROM moves WHERE moves.item_id IS NULL",
    postgresql: "DELETE FROM moves WHERE moves.item_id IS NULL",
    mysql: "DELETE FROM moves WHERE moves.item_id IS NULL",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [3, 3, 10, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "not NULL",
    build: () => deleteFrom(moves).where(moves.c.itemId.ne(null)),
    default: "DELETE FROM moves WHERE moves.item_id IS NOT NULL",
    sqlite: "DELETE FROM moves WHERE moves.item_id IS NOT NULL",
    postgresql: "DELETE FROM moves WHERE moves.item_id IS NOT NULL",
    mysql: "DELETE FROM moves WHERE moves.item_id IS NOT NULL",
    after: { moves: [[4, null, 2, "lost"]] },
    rowcount: 3,
  },
  {
    name: "or",
    build: () => deleteFrom(moves).where(or(moves.c.id.eq(1), moves.c.note.eq("lost"))),
    default: "DELETE FROM moves WHERE moves.id = :id_1 OR moves.note = :note_1",
    sqlite: "DELETE FROM moves WHERE moves.id = ? OR moves.note = ?",
    postgresql: "DELETE FROM moves WHERE moves.id = $1::INTEGER OR moves.note = $2::VARCHAR",
    mysql: "DELETE FROM moves WHERE moves.id = ? OR moves.note = ?",
    after: {
      moves: [
        [2, 1, -1, "out"],
        [3, 3, 10, null],
      ],
    },
    rowcount: 2,
  },
  {
    name: "not",
    build: () => deleteFrom(moves).where(not(moves.c.id.between(2, 3))),
    default: "DELETE FROM moves WHERE moves.id NOT BETWEEN :id_1 AND :id_2",
    sqlite: "DELETE FROM moves WHERE moves.id NOT BETWEEN ? AND ?",
    postgresql: "DELETE FROM moves WHERE moves.id NOT BETWEEN $1::INTEGER AND $2::INTEGER",
    mysql: "DELETE FROM moves WHERE moves.id NOT BETWEEN ? AND ?",
    after: {
      moves: [
        [2, 1, -1, "out"],
        [3, 3, 10, null],
      ],
    },
    rowcount: 2,
  },
  {
    name: "IN",
    build: () => deleteFrom(moves).where(moves.c.id.in([2, 3, 99])),
    default: "DELETE FROM moves WHERE moves.id IN (:id_1_1, :id_1_2, :id_1_3)",
    sqlite: "DELETE FROM moves WHERE moves.id IN (?, ?, ?)",
    postgresql: "DELETE FROM moves WHERE moves.id IN ($1::INTEGER, $2::INTEGER, $3::INTEGER)",
    mysql: "DELETE FROM moves WHERE moves.id IN (?, ?, ?)",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [4, null, 2, "lost"],
      ],
    },
    rowcount: 2,
  },
  {
    name: "NOT IN",
    build: () => deleteFrom(moves).where(moves.c.id.notIn([2, 3])),
    default: "DELETE FROM moves WHERE (moves.id NOT IN (:id_1_1, :id_1_2))",
    sqlite: "DELETE FROM moves WHERE (moves.id NOT IN (?, ?))",
    postgresql: "DELETE FROM moves WHERE (moves.id NOT IN ($1::INTEGER, $2::INTEGER))",
    mysql: "DELETE FROM moves WHERE (moves.id NOT IN (?, ?))",
    after: {
      moves: [
        [2, 1, -1, "out"],
        [3, 3, 10, null],
      ],
    },
    rowcount: 2,
  },
  {
    name: "IN nothing",
    build: () => deleteFrom(moves).where(moves.c.id.in([])),
    default: "DELETE FROM moves WHERE moves.id IN (NULL) AND (1 != 1)",
    sqlite: "DELETE FROM moves WHERE moves.id IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)",
    postgresql: "DELETE FROM moves WHERE moves.id IN (NULL) AND (1 != 1)",
    mysql: "DELETE FROM moves WHERE moves.id IN (NULL) AND (1 != 1)",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [3, 3, 10, null],
        [4, null, 2, "lost"],
      ],
    },
    rowcount: 0,
  },
  {
    name: "LIKE",
    build: () => deleteFrom(moves).where(moves.c.note.startswith("lo")),
    default: "DELETE FROM moves WHERE (moves.note LIKE :note_1 || '%')",
    sqlite: "DELETE FROM moves WHERE (moves.note LIKE ? || '%')",
    postgresql: "DELETE FROM moves WHERE (moves.note LIKE $1::VARCHAR || '%')",
    mysql: "DELETE FROM moves WHERE (moves.note LIKE concat(?, '%'))",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [3, 3, 10, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a tuple",
    build: () => deleteFrom(shelves).where(tuple(shelves.c.room, shelves.c.slot).in([["n", 2]])),
    default: "DELETE FROM shelves WHERE (shelves.room, shelves.slot) IN ((:room_1, :slot_1))",
    sqlite: "DELETE FROM shelves WHERE (shelves.room, shelves.slot) IN (VALUES (?, ?))",
    postgresql: "DELETE FROM shelves WHERE (shelves.room, shelves.slot) IN (($1::VARCHAR, $2::INTEGER))",
    mysql: "DELETE FROM shelves WHERE (shelves.room, shelves.slot) IN ((?, ?))",
    after: {
      shelves: [
        ["n", 1, 1, 5],
        ["s", 1, 2, 9],
      ],
    },
    rowcount: 1,
  },
  {
    name: "arithmetic",
    build: () => deleteFrom(shelves).where(shelves.c.amount.sub(shelves.c.slot).gt(3)),
    default: "DELETE FROM shelves WHERE shelves.amount - shelves.slot > :param_1",
    sqlite: "DELETE FROM shelves WHERE shelves.amount - shelves.slot > ?",
    postgresql: "DELETE FROM shelves WHERE shelves.amount - shelves.slot > $1::INTEGER",
    mysql: "DELETE FROM shelves WHERE shelves.amount - shelves.slot > ?",
    after: { shelves: [["n", 2, 3, 4]] },
    rowcount: 2,
  },
  {
    name: "a function",
    build: () => deleteFrom(items).where(func.length(items.c.title).gt(4), items.c.id.eq(1).not()),
    default: "DELETE FROM items WHERE length(items.title) > :length_1 AND items.id != :id_1",
    sqlite: "DELETE FROM items WHERE length(items.title) > ? AND items.id != ?",
    postgresql: "DELETE FROM items WHERE length(items.title) > $1::INTEGER AND items.id != $2::INTEGER",
    mysql: "DELETE FROM items WHERE length(items.title) > ? AND items.id != ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 0,
  },
  {
    name: "SQL text",
    build: () => deleteFrom(moves).where(text("delta > 5")),
    default: "DELETE FROM moves WHERE delta > 5",
    sqlite: "DELETE FROM moves WHERE delta > 5",
    postgresql: "DELETE FROM moves WHERE delta > 5",
    mysql: "DELETE FROM moves WHERE delta > 5",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [4, null, 2, "lost"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a bind",
    build: () => deleteFrom(moves).where(moves.c.id.eq(bindparam("b_id"))),
    default: "DELETE FROM moves WHERE moves.id = :b_id",
    sqlite: "DELETE FROM moves WHERE moves.id = ?",
    postgresql: "DELETE FROM moves WHERE moves.id = $1::INTEGER",
    mysql: "DELETE FROM moves WHERE moves.id = ?",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [3, 3, 10, null],
        [4, null, 2, "lost"],
      ],
    },
    rowcount: 1,
    params: { b_id: 2 },
  },
  {
    name: "executemany",
    build: () => deleteFrom(moves).where(moves.c.id.eq(bindparam("b_id")), moves.c.delta.gt(bindparam("b_min"))),
    default: "DELETE FROM moves WHERE moves.id = :b_id AND moves.delta > :b_min",
    sqlite: "DELETE FROM moves WHERE moves.id = ? AND moves.delta > ?",
    postgresql: "DELETE FROM moves WHERE moves.id = $1::INTEGER AND moves.delta > $2::INTEGER",
    mysql: "DELETE FROM moves WHERE moves.id = ? AND moves.delta > ?",
    after: {
      moves: [
        [2, 1, -1, "out"],
        [4, null, 2, "lost"],
      ],
    },
    params: [
      { b_id: 1, b_min: 0 },
      { b_id: 2, b_min: 0 },
      { b_id: 3, b_min: 9 },
    ],
  },
  {
    name: "a bind named like the column",
    build: () => deleteFrom(moves).where(moves.c.id.eq(bindparam("id"))),
    default: "DELETE FROM moves WHERE moves.id = :id",
    sqlite: "DELETE FROM moves WHERE moves.id = ?",
    postgresql: "DELETE FROM moves WHERE moves.id = $1::INTEGER",
    mysql: "DELETE FROM moves WHERE moves.id = ?",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [3, 3, 10, null],
      ],
    },
    rowcount: 1,
    params: { id: 4 },
  },
  {
    name: "IN a subquery",
    build: () => deleteFrom(moves).where(moves.c.itemId.in(select(items.c.id).where(items.c.qty.gt(10)))),
    default: "DELETE FROM moves WHERE moves.item_id IN (SELECT items.id FROM items WHERE items.qty > :qty_1)",
    sqlite: "DELETE FROM moves WHERE moves.item_id IN (SELECT items.id FROM items WHERE items.qty > ?)",
    postgresql: "DELETE FROM moves WHERE moves.item_id IN (SELECT items.id FROM items WHERE items.qty > $1::INTEGER)",
    mysql: "DELETE FROM moves WHERE moves.item_id IN (SELECT items.id FROM items WHERE items.qty > ?)",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [4, null, 2, "lost"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "NOT IN a subquery",
    build: () => deleteFrom(items).where(items.c.id.notIn(select(moves.c.itemId).where(moves.c.itemId.isNot(null)))),
    default:
      "DELETE FROM items WHERE (items.id NOT IN (SELECT moves.item_id FROM moves WHERE moves.item_id IS NOT NULL))",
    sqlite:
      "DELETE FROM items WHERE (items.id NOT IN (SELECT moves.item_id FROM moves WHERE moves.item_id IS NOT NULL))",
    postgresql:
      "DELETE FROM items WHERE (items.id NOT IN (SELECT moves.item_id FROM moves WHERE moves.item_id IS NOT NULL))",
    mysql:
      "DELETE FROM items WHERE (items.id NOT IN (SELECT moves.item_id FROM moves WHERE moves.item_id IS NOT NULL))",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [3, "c-3", null, 12, "1.25"],
      ],
    },
    rowcount: 2,
  },
  {
    name: "EXISTS",
    build: () => deleteFrom(shelves).where(exists().where(moves.c.itemId.eq(shelves.c.itemId))),
    default: "DELETE FROM shelves WHERE EXISTS (SELECT * FROM moves WHERE moves.item_id = shelves.item_id)",
    sqlite: "DELETE FROM shelves WHERE EXISTS (SELECT * FROM moves WHERE moves.item_id = shelves.item_id)",
    postgresql: "DELETE FROM shelves WHERE EXISTS (SELECT * FROM moves WHERE moves.item_id = shelves.item_id)",
    mysql: "DELETE FROM shelves WHERE EXISTS (SELECT * FROM moves WHERE moves.item_id = shelves.item_id)",
    after: { shelves: [["s", 1, 2, 9]] },
    rowcount: 2,
  },
  {
    name: "NOT EXISTS",
    build: () => deleteFrom(shelves).where(exists(select(moves.c.id).where(moves.c.itemId.eq(shelves.c.itemId))).not()),
    default:
      "DELETE FROM shelves WHERE NOT (EXISTS (SELECT moves.id FROM moves WHERE moves.item_id = shelves.item_id))",
    sqlite: "DELETE FROM shelves WHERE NOT (EXISTS (SELECT moves.id FROM moves WHERE moves.item_id = shelves.item_id))",
    postgresql:
      "DELETE FROM shelves WHERE NOT (EXISTS (SELECT moves.id FROM moves WHERE moves.item_id = shelves.item_id))",
    mysql: "DELETE FROM shelves WHERE NOT (EXISTS (SELECT moves.id FROM moves WHERE moves.item_id = shelves.item_id))",
    after: {
      shelves: [
        ["n", 1, 1, 5],
        ["n", 2, 3, 4],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a correlated comparison",
    build: () =>
      deleteFrom(shelves).where(
        shelves.c.amount.gt(select(items.c.qty).where(items.c.id.eq(shelves.c.itemId)).scalarSubquery()),
      ),
    default:
      "DELETE FROM shelves WHERE shelves.amount > (SELECT items.qty FROM items WHERE items.id = shelves.item_id)",
    sqlite: "DELETE FROM shelves WHERE shelves.amount > (SELECT items.qty FROM items WHERE items.id = shelves.item_id)",
    postgresql:
      "DELETE FROM shelves WHERE shelves.amount > (SELECT items.qty FROM items WHERE items.id = shelves.item_id)",
    mysql: "DELETE FROM shelves WHERE shelves.amount > (SELECT items.qty FROM items WHERE items.id = shelves.item_id)",
    after: {
      shelves: [
        ["n", 1, 1, 5],
        ["n", 2, 3, 4],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a CTE",
    build: () => deleteFrom(moves).where(moves.c.id.in(select(old.c.id))),
    default:
      'WITH "old" AS (SELECT moves.id AS id FROM moves WHERE moves.delta < :delta_1) DELETE FROM moves WHERE moves.id IN (SELECT "old".id FROM "old")',
    sqlite:
      "WITH old AS (SELECT moves.id AS id FROM moves WHERE moves.delta < ?) DELETE FROM moves WHERE moves.id IN (SELECT old.id FROM old)",
    postgresql:
      'WITH "old" AS (SELECT moves.id AS id FROM moves WHERE moves.delta < $1::INTEGER) DELETE FROM moves WHERE moves.id IN (SELECT "old".id FROM "old")',
    mysql:
      "WITH old AS (SELECT moves.id AS id FROM moves WHERE moves.delta < ?) DELETE FROM moves WHERE moves.id IN (SELECT old.id FROM old)",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [3, 3, 10, null],
      ],
    },
    notOn: ["mysql"],
  },
  {
    name: "a CTE by addCte",
    build: () => deleteFrom(moves).where(moves.c.id.eq(1)).addCte(old),
    default:
      'WITH "old" AS (SELECT moves.id AS id FROM moves WHERE moves.delta < :delta_1) DELETE FROM moves WHERE moves.id = :id_1',
    sqlite: "WITH old AS (SELECT moves.id AS id FROM moves WHERE moves.delta < ?) DELETE FROM moves WHERE moves.id = ?",
    postgresql:
      'WITH "old" AS (SELECT moves.id AS id FROM moves WHERE moves.delta < $1::INTEGER) DELETE FROM moves WHERE moves.id = $2::INTEGER',
    mysql: "WITH old AS (SELECT moves.id AS id FROM moves WHERE moves.delta < ?) DELETE FROM moves WHERE moves.id = ?",
    after: {
      moves: [
        [2, 1, -1, "out"],
        [3, 3, 10, null],
        [4, null, 2, "lost"],
      ],
    },
    notOn: ["mysql"],
  },
  {
    name: "USING",
    build: () => deleteFrom(moves).using(items).where(moves.c.itemId.eq(items.c.id), items.c.sku.eq("a-1")),
    default: "DELETE FROM moves , items WHERE moves.item_id = items.id AND items.sku = :sku_1",
    sqlite: /no DELETE … USING/,
    postgresql: "DELETE FROM moves USING items WHERE moves.item_id = items.id AND items.sku = $1::VARCHAR",
    mysql: "DELETE FROM moves USING moves, items WHERE moves.item_id = items.id AND items.sku = ?",
    after: {
      moves: [
        [3, 3, 10, null],
        [4, null, 2, "lost"],
      ],
    },
  },
  {
    name: "USING by the conditions",
    build: () => deleteFrom(moves).where(moves.c.itemId.eq(items.c.id), items.c.qty.gt(10)),
    default: "DELETE FROM moves , items WHERE moves.item_id = items.id AND items.qty > :qty_1",
    sqlite: /no DELETE … USING/,
    postgresql: "DELETE FROM moves USING items WHERE moves.item_id = items.id AND items.qty > $1::INTEGER",
    mysql: "DELETE FROM moves USING moves, items WHERE moves.item_id = items.id AND items.qty > ?",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [4, null, 2, "lost"],
      ],
    },
  },
  {
    name: "USING two tables",
    build: () =>
      deleteFrom(moves)
        .using(items, shelves)
        .where(moves.c.itemId.eq(items.c.id), shelves.c.itemId.eq(items.c.id), shelves.c.amount.eq(4)),
    default:
      "DELETE FROM moves , items, shelves WHERE moves.item_id = items.id AND shelves.item_id = items.id AND shelves.amount = :amount_1",
    sqlite: /no DELETE … USING/,
    postgresql:
      "DELETE FROM moves USING items, shelves WHERE moves.item_id = items.id AND shelves.item_id = items.id AND shelves.amount = $1::INTEGER",
    mysql:
      "DELETE FROM moves USING moves, items, shelves WHERE moves.item_id = items.id AND shelves.item_id = items.id AND shelves.amount = ?",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [4, null, 2, "lost"],
      ],
    },
  },
  {
    name: "USING an alias of the table",
    build: () => deleteFrom(moves).using(o).where(moves.c.itemId.eq(o.c.itemId), moves.c.id.gt(o.c.id)),
    default: "DELETE FROM moves , moves AS o WHERE moves.item_id = o.item_id AND moves.id > o.id",
    sqlite: /no DELETE … USING/,
    postgresql: "DELETE FROM moves USING moves AS o WHERE moves.item_id = o.item_id AND moves.id > o.id",
    mysql: "DELETE FROM moves USING moves, moves AS o WHERE moves.item_id = o.item_id AND moves.id > o.id",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [3, 3, 10, null],
        [4, null, 2, "lost"],
      ],
    },
  },
  {
    name: "USING a subquery",
    build: () => deleteFrom(moves).using(big).where(moves.c.itemId.eq(big.c.id)),
    default:
      "DELETE FROM moves , (SELECT items.id AS id FROM items WHERE items.qty > :qty_1) AS big WHERE moves.item_id = big.id",
    sqlite: /no DELETE … USING/,
    postgresql:
      "DELETE FROM moves USING (SELECT items.id AS id FROM items WHERE items.qty > $1::INTEGER) AS big WHERE moves.item_id = big.id",
    mysql:
      "DELETE FROM moves USING moves, (SELECT items.id AS id FROM items WHERE items.qty > ?) AS big WHERE moves.item_id = big.id",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [4, null, 2, "lost"],
      ],
    },
  },
  {
    name: "USING a join",
    build: () =>
      deleteFrom(moves)
        .using(items.join(shelves, shelves.c.itemId.eq(items.c.id)))
        .where(moves.c.itemId.eq(items.c.id), shelves.c.room.eq("s")),
    default:
      "DELETE FROM moves , items JOIN shelves ON shelves.item_id = items.id WHERE moves.item_id = items.id AND shelves.room = :room_1",
    sqlite: /no DELETE … USING/,
    postgresql:
      "DELETE FROM moves USING items JOIN shelves ON shelves.item_id = items.id WHERE moves.item_id = items.id AND shelves.room = $1::VARCHAR",
    mysql:
      "DELETE FROM moves USING moves, items INNER JOIN shelves ON shelves.item_id = items.id WHERE moves.item_id = items.id AND shelves.room = ?",
  },
  {
    name: "RETURNING columns",
    build: () => deleteFrom(moves).where(moves.c.itemId.eq(1)).returning(moves.c.id, moves.c.note),
    default: "DELETE FROM moves WHERE moves.item_id = :itemId_1 RETURNING moves.id, moves.note",
    sqlite: "DELETE FROM moves WHERE moves.item_id = ? RETURNING id, note",
    postgresql: "DELETE FROM moves WHERE moves.item_id = $1::INTEGER RETURNING moves.id, moves.note",
    mysql: /no DELETE … RETURNING/,
    rows: [
      [1, "in"],
      [2, "out"],
    ],
    after: {
      moves: [
        [3, 3, 10, null],
        [4, null, 2, "lost"],
      ],
    },
  },
  {
    name: "RETURNING the table",
    build: () => deleteFrom(shelves).where(shelves.c.room.eq("n")).returning(shelves),
    default:
      "DELETE FROM shelves WHERE shelves.room = :room_1 RETURNING shelves.room, shelves.slot, shelves.item_id, shelves.amount",
    sqlite: "DELETE FROM shelves WHERE shelves.room = ? RETURNING room, slot, item_id, amount",
    postgresql:
      "DELETE FROM shelves WHERE shelves.room = $1::VARCHAR RETURNING shelves.room, shelves.slot, shelves.item_id, shelves.amount",
    mysql: /no DELETE … RETURNING/,
    rows: [
      ["n", 1, 1, 5],
      ["n", 2, 3, 4],
    ],
    after: { shelves: [["s", 1, 2, 9]] },
  },
  {
    name: "RETURNING an expression",
    build: () => deleteFrom(shelves).where(shelves.c.slot.eq(1)).returning(shelves.c.amount.add(1).label("next")),
    default: "DELETE FROM shelves WHERE shelves.slot = :slot_1 RETURNING shelves.amount + :amount_1 AS next",
    sqlite: "DELETE FROM shelves WHERE shelves.slot = ? RETURNING amount + ? AS next",
    postgresql: "DELETE FROM shelves WHERE shelves.slot = $1::INTEGER RETURNING shelves.amount + $2::INTEGER AS next",
    mysql: /no DELETE … RETURNING/,
    rows: [[6], [10]],
    after: { shelves: [["n", 2, 3, 4]] },
  },
  {
    name: "RETURNING a function",
    build: () => deleteFrom(items).where(items.c.id.eq(4)).returning(func.lower(items.c.title)),
    default: "DELETE FROM items WHERE items.id = :id_1 RETURNING lower(items.title) AS lower_1",
    sqlite: "DELETE FROM items WHERE items.id = ? RETURNING lower(title) AS lower_1",
    postgresql: "DELETE FROM items WHERE items.id = $1::INTEGER RETURNING lower(items.title) AS lower_1",
    mysql: /no DELETE … RETURNING/,
    rows: [["drum"]],
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
      ],
    },
  },
  {
    name: "RETURNING nothing found",
    build: () => deleteFrom(items).where(items.c.id.eq(44)).returning(items.c.id),
    default: "DELETE FROM items WHERE items.id = :id_1 RETURNING items.id",
    sqlite: "DELETE FROM items WHERE items.id = ? RETURNING id",
    postgresql: "DELETE FROM items WHERE items.id = $1::INTEGER RETURNING items.id",
    mysql: /no DELETE … RETURNING/,
    rows: [],
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "USING and RETURNING",
    build: () =>
      deleteFrom(moves)
        .using(items)
        .where(moves.c.itemId.eq(items.c.id), items.c.id.eq(3))
        .returning(moves.c.id, items.c.sku),
    default:
      "DELETE FROM moves , items WHERE moves.item_id = items.id AND items.id = :id_1 RETURNING moves.id, items.sku",
    sqlite: /no DELETE … USING/,
    postgresql:
      "DELETE FROM moves USING items WHERE moves.item_id = items.id AND items.id = $1::INTEGER RETURNING moves.id, items.sku",
    mysql: /no DELETE … USING … RETURNING/,
    rows: [[3, "c-3"]],
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [4, null, 2, "lost"],
      ],
    },
  },
  {
    name: "LIMIT on MySQL",
    build: () => deleteFrom(moves).where(moves.c.delta.gt(0)).ext(limit(1)),
    default: "DELETE FROM moves WHERE moves.delta > :delta_1 LIMIT 1",
    sqlite: /no LIMIT in UPDATE and DELETE/,
    postgresql: /no LIMIT in UPDATE and DELETE/,
    mysql: "DELETE FROM moves WHERE moves.delta > ? LIMIT 1",
    after: {
      moves: [
        [2, 1, -1, "out"],
        [3, 3, 10, null],
        [4, null, 2, "lost"],
      ],
    },
  },
  {
    name: "LIMIT again",
    build: () => deleteFrom(moves).where(moves.c.delta.gt(0)).ext(limit(1)).ext(limit(2)),
    default: "DELETE FROM moves WHERE moves.delta > :delta_1 LIMIT 2",
    sqlite: /no LIMIT in UPDATE and DELETE/,
    postgresql: /no LIMIT in UPDATE and DELETE/,
    mysql: "DELETE FROM moves WHERE moves.delta > ? LIMIT 2",
    after: {
      moves: [
        [2, 1, -1, "out"],
        [4, null, 2, "lost"],
      ],
    },
  },
  {
    name: "a prefix",
    build: () => deleteFrom(moves).prefixWith("QUICK", { dialect: "mysql" }).where(moves.c.id.eq(1)),
    default: "DELETE FROM moves WHERE moves.id = :id_1",
    sqlite: "DELETE FROM moves WHERE moves.id = ?",
    postgresql: "DELETE FROM moves WHERE moves.id = $1::INTEGER",
    mysql: "DELETE QUICK FROM moves WHERE moves.id = ?",
    after: {
      moves: [
        [2, 1, -1, "out"],
        [3, 3, 10, null],
        [4, null, 2, "lost"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "ONLY",
    build: () => deleteFrom(moves).withHint("ONLY", "postgresql").where(moves.c.id.eq(1)),
    default: "DELETE FROM moves WHERE moves.id = :id_1",
    sqlite: "DELETE FROM moves WHERE moves.id = ?",
    postgresql: "DELETE FROM ONLY moves WHERE moves.id = $1::INTEGER",
    mysql: "DELETE FROM moves WHERE moves.id = ?",
    after: {
      moves: [
        [2, 1, -1, "out"],
        [3, 3, 10, null],
        [4, null, 2, "lost"],
      ],
    },
    rowcount: 1,
  },
]);
