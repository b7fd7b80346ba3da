import { bindparam, caseWhen, exists, func, integer, or, select, text, tuple, update } from "athanor";
import { limit } from "athanor/mysql";
import { audits, blanks, items, moves, shelves, testDml } from "./dml-support.ts";

const m = moves.alias("m");
const o = items.alias("o");
const a = items.alias("a");
const totals = select(moves.c.itemId.label("item"), func.sum(moves.c.delta).label("total"))
  .groupBy(moves.c.itemId)
  .subquery("totals");
const best = select(moves.c.itemId, moves.c.delta).where(moves.c.delta.gt(2)).cte("best");
const few = select(shelves.c.itemId.label("id")).where(shelves.c.amount.lt(5)).cte("few");

testDml("update", [
  {
    name: "one column",
    build: () => update(items).set({ qty: 1 }).where(items.c.id.eq(1)),
    default: "UPDATE items SET qty=:qty WHERE items.id = :id_1",
    sqlite: "UPDATE items SET qty=? WHERE items.id = ?",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE items.id = $2::INTEGER",
    mysql: "UPDATE items SET qty=? WHERE items.id = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 1, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "values() is set()",
    build: () => update(items).values({ qty: 1 }).where(items.c.id.eq(1)),
    default: "UPDATE items SET qty=:qty WHERE items.id = :id_1",
    sqlite: "UPDATE items SET qty=? WHERE items.id = ?",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE items.id = $2::INTEGER",
    mysql: "UPDATE items SET qty=? WHERE items.id = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 1, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "several columns, in the order of the table",
    build: () => update(items).set({ qty: 1, title: "T", sku: "s" }).where(items.c.id.eq(2)),
    default: "UPDATE items SET sku=:sku, title=:title, qty=:qty WHERE items.id = :id_1",
    sqlite: "UPDATE items SET sku=?, title=?, qty=? WHERE items.id = ?",
    postgresql: "UPDATE items SET sku=$1::VARCHAR, title=$2::VARCHAR, qty=$3::INTEGER WHERE items.id = $4::INTEGER",
    mysql: "UPDATE items SET sku=?, title=?, qty=? WHERE items.id = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "s", "T", 1, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "NULL",
    build: () => update(items).set({ qty: null, title: null }).where(items.c.id.le(2)),
    default: "UPDATE items SET title=:title, qty=:qty WHERE items.id <= :id_1",
    sqlite: "UPDATE items SET title=?, qty=? WHERE items.id <= ?",
    postgresql: "UPDATE items SET title=$1::VARCHAR, qty=$2::INTEGER WHERE items.id <= $3::INTEGER",
    mysql: "UPDATE items SET title=?, qty=? WHERE items.id <= ?",
    after: {
      items: [
        [1, "a-1", null, null, "9.50"],
        [2, "b-2", null, null, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 2,
  },
  {
    name: "undefined leaves a column alone",
    build: () => update(items).set({ qty: 3, title: undefined }).where(items.c.id.eq(1)),
    default: "UPDATE items SET qty=:qty WHERE items.id = :id_1",
    sqlite: "UPDATE items SET qty=? WHERE items.id = ?",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE items.id = $2::INTEGER",
    mysql: "UPDATE items SET qty=? WHERE items.id = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 3, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "every row",
    build: () => update(items).set({ qty: 0 }).allRows(),
    default: "UPDATE items SET qty=:qty",
    sqlite: "UPDATE items SET qty=?",
    postgresql: "UPDATE items SET qty=$1::INTEGER",
    mysql: "UPDATE items SET qty=?",
    after: {
      items: [
        [1, "a-1", "Anchor", 0, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 0, "1.25"],
        [4, "d-4", "Drum", 0, "20.00"],
      ],
    },
    rowcount: 4,
  },
  {
    name: "no row",
    build: () => update(items).set({ qty: 0 }).where(items.c.id.eq(99)),
    default: "UPDATE items SET qty=:qty WHERE items.id = :id_1",
    sqlite: "UPDATE items SET qty=? WHERE items.id = ?",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE items.id = $2::INTEGER",
    mysql: "UPDATE items SET qty=? WHERE items.id = ?",
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
    name: "two conditions",
    build: () => update(items).set({ qty: 0 }).where(items.c.qty.gt(4), items.c.price.isNot(null)),
    default: "UPDATE items SET qty=:qty WHERE items.qty > :qty_1 AND items.price IS NOT NULL",
    sqlite: "UPDATE items SET qty=? WHERE items.qty > ? AND items.price IS NOT NULL",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE items.qty > $2::INTEGER AND items.price IS NOT NULL",
    mysql: "UPDATE items SET qty=? WHERE items.qty > ? AND items.price IS NOT NULL",
    after: {
      items: [
        [1, "a-1", "Anchor", 0, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 0, "1.25"],
        [4, "d-4", "Drum", 0, "20.00"],
      ],
    },
    rowcount: 3,
  },
  {
    name: "where() twice",
    build: () => update(items).set({ qty: 0 }).where(items.c.qty.gt(4)).where(items.c.id.ne(4)),
    default: "UPDATE items SET qty=:qty WHERE items.qty > :qty_1 AND items.id != :id_1",
    sqlite: "UPDATE items SET qty=? WHERE items.qty > ? AND items.id != ?",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE items.qty > $2::INTEGER AND items.id != $3::INTEGER",
    mysql: "UPDATE items SET qty=? WHERE items.qty > ? AND items.id != ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 0, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 0, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 2,
  },
  {
    name: "filterBy",
    build: () => update(items).set({ qty: 2 }).filterBy({ sku: "a-1", qty: 5 }),
    default: "UPDATE items SET qty=:qty WHERE items.sku = :sku_1 AND items.qty = :qty_1",
    sqlite: "UPDATE items SET qty=? WHERE items.sku = ? AND items.qty = ?",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE items.sku = $2::VARCHAR AND items.qty = $3::INTEGER",
    mysql: "UPDATE items SET qty=? WHERE items.sku = ? AND items.qty = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 2, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "filterBy with null",
    build: () => update(items).set({ qty: 2 }).filterBy({ title: null }),
    default: "UPDATE items SET qty=:qty WHERE items.title IS NULL",
    sqlite: "UPDATE items SET qty=? WHERE items.title IS NULL",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE items.title IS NULL",
    mysql: "UPDATE items SET qty=? WHERE items.title IS NULL",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 2, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "or",
    build: () =>
      update(items)
        .set({ qty: 2 })
        .where(or(items.c.id.eq(1), items.c.title.is(null))),
    default: "UPDATE items SET qty=:qty WHERE items.id = :id_1 OR items.title IS NULL",
    sqlite: "UPDATE items SET qty=? WHERE items.id = ? OR items.title IS NULL",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE items.id = $2::INTEGER OR items.title IS NULL",
    mysql: "UPDATE items SET qty=? WHERE items.id = ? OR items.title IS NULL",
    after: {
      items: [
        [1, "a-1", "Anchor", 2, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 2, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 2,
  },
  {
    name: "IN",
    build: () =>
      update(items)
        .set({ qty: 2 })
        .where(items.c.id.in([1, 3])),
    default: "UPDATE items SET qty=:qty WHERE items.id IN (:id_1_1, :id_1_2)",
    sqlite: "UPDATE items SET qty=? WHERE items.id IN (?, ?)",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE items.id IN ($2::INTEGER, $3::INTEGER)",
    mysql: "UPDATE items SET qty=? WHERE items.id IN (?, ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 2, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 2, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 2,
  },
  {
    name: "IN nothing",
    build: () => update(items).set({ qty: 2 }).where(items.c.id.in([])),
    default: "UPDATE items SET qty=:qty WHERE items.id IN (NULL) AND (1 != 1)",
    sqlite: "UPDATE items SET qty=? WHERE items.id IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE items.id IN (NULL) AND (1 != 1)",
    mysql: "UPDATE items SET qty=? WHERE items.id IN (NULL) AND (1 != 1)",
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
    name: "LIKE",
    build: () => update(items).set({ qty: 2 }).where(items.c.sku.like("%-3")),
    default: "UPDATE items SET qty=:qty WHERE items.sku LIKE :sku_1",
    sqlite: "UPDATE items SET qty=? WHERE items.sku LIKE ?",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE items.sku LIKE $2::VARCHAR",
    mysql: "UPDATE items SET qty=? WHERE items.sku LIKE ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 2, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "the column itself",
    build: () =>
      update(items)
        .set({ qty: items.c.qty.add(1) })
        .where(items.c.id.eq(1)),
    default: "UPDATE items SET qty=(items.qty + :qty_1) WHERE items.id = :id_1",
    sqlite: "UPDATE items SET qty=(items.qty + ?) WHERE items.id = ?",
    postgresql: "UPDATE items SET qty=(items.qty + $1::INTEGER) WHERE items.id = $2::INTEGER",
    mysql: "UPDATE items SET qty=(items.qty + ?) WHERE items.id = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 6, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "another column",
    build: () => update(items).set({ title: items.c.sku }).where(items.c.title.is(null)),
    default: "UPDATE items SET title=items.sku WHERE items.title IS NULL",
    sqlite: "UPDATE items SET title=items.sku WHERE items.title IS NULL",
    postgresql: "UPDATE items SET title=items.sku WHERE items.title IS NULL",
    mysql: "UPDATE items SET title=items.sku WHERE items.title IS NULL",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", "c-3", 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "two columns of each other",
    build: () =>
      update(shelves)
        .set({ amount: shelves.c.slot.mul(10), itemId: shelves.c.slot })
        .where(shelves.c.room.eq("n")),
    default: "UPDATE shelves SET item_id=shelves.slot, amount=(shelves.slot * :slot_1) WHERE shelves.room = :room_1",
    sqlite: "UPDATE shelves SET item_id=shelves.slot, amount=(shelves.slot * ?) WHERE shelves.room = ?",
    postgresql:
      "UPDATE shelves SET item_id=shelves.slot, amount=(shelves.slot * $1::INTEGER) WHERE shelves.room = $2::VARCHAR",
    mysql: "UPDATE shelves SET item_id=shelves.slot, amount=(shelves.slot * ?) WHERE shelves.room = ?",
    after: {
      shelves: [
        ["n", 1, 1, 10],
        ["n", 2, 2, 20],
        ["s", 1, 2, 9],
      ],
    },
    rowcount: 2,
  },
  {
    name: "a function",
    build: () =>
      update(items)
        .set({ title: func.upper(items.c.sku) })
        .where(items.c.id.eq(3)),
    default: "UPDATE items SET title=upper(items.sku) WHERE items.id = :id_1",
    sqlite: "UPDATE items SET title=upper(items.sku) WHERE items.id = ?",
    postgresql: "UPDATE items SET title=upper(items.sku) WHERE items.id = $1::INTEGER",
    mysql: "UPDATE items SET title=upper(items.sku) WHERE items.id = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", "C-3", 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "coalesce",
    build: () =>
      update(items)
        .set({ title: func.coalesce(items.c.title, "unnamed") })
        .where(items.c.id.gt(2)),
    default: "UPDATE items SET title=coalesce(items.title, :coalesce_1) WHERE items.id > :id_1",
    sqlite: "UPDATE items SET title=coalesce(items.title, ?) WHERE items.id > ?",
    postgresql: "UPDATE items SET title=coalesce(items.title, $1::VARCHAR) WHERE items.id > $2::INTEGER",
    mysql: "UPDATE items SET title=coalesce(items.title, ?) WHERE items.id > ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", "unnamed", 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 2,
  },
  {
    name: "CASE",
    build: () =>
      update(items)
        .set({ title: caseWhen([[items.c.qty.gt(5), "many"]], { else: "few" }) })
        .allRows(),
    default: "UPDATE items SET title=CASE WHEN (items.qty > :qty_1) THEN :param_1 ELSE :param_2 END",
    sqlite: "UPDATE items SET title=CASE WHEN (items.qty > ?) THEN ? ELSE ? END",
    postgresql: "UPDATE items SET title=CASE WHEN (items.qty > $1::INTEGER) THEN $2::VARCHAR ELSE $3::VARCHAR END",
    mysql: "UPDATE items SET title=CASE WHEN (items.qty > ?) THEN ? ELSE ? END",
    after: {
      items: [
        [1, "a-1", "few", 5, "9.50"],
        [2, "b-2", "few", 0, null],
        [3, "c-3", "many", 12, "1.25"],
        [4, "d-4", "many", 7, "20.00"],
      ],
    },
    rowcount: 4,
  },
  {
    name: "concatenation",
    build: () =>
      update(items)
        .set({ title: items.c.sku.concat("!") })
        .where(items.c.id.eq(1)),
    default: "UPDATE items SET title=(items.sku || :sku_1) WHERE items.id = :id_1",
    sqlite: "UPDATE items SET title=(items.sku || ?) WHERE items.id = ?",
    postgresql: "UPDATE items SET title=(items.sku || $1::VARCHAR) WHERE items.id = $2::INTEGER",
    mysql: "UPDATE items SET title=(concat(items.sku, ?)) WHERE items.id = ?",
    after: {
      items: [
        [1, "a-1", "a-1!", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a key",
    build: () => update(items).set({ id: 40 }).where(items.c.id.eq(4)),
    default: "UPDATE items SET id=:id WHERE items.id = :id_1",
    sqlite: "UPDATE items SET id=? WHERE items.id = ?",
    postgresql: "UPDATE items SET id=$1::INTEGER WHERE items.id = $2::INTEGER",
    mysql: "UPDATE items SET id=? WHERE items.id = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [40, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a column of another name",
    build: () => update(moves).set({ itemId: 2 }).where(moves.c.itemId.eq(1)),
    default: "UPDATE moves SET item_id=:itemId WHERE moves.item_id = :itemId_1",
    sqlite: "UPDATE moves SET item_id=? WHERE moves.item_id = ?",
    postgresql: "UPDATE moves SET item_id=$1::INTEGER WHERE moves.item_id = $2::INTEGER",
    mysql: "UPDATE moves SET item_id=? WHERE moves.item_id = ?",
    after: {
      moves: [
        [1, 2, 3, "in"],
        [2, 2, -1, "out"],
        [3, 3, 10, null],
        [4, null, 2, "lost"],
      ],
    },
    rowcount: 2,
  },
  {
    name: "a key of two columns",
    build: () => update(shelves).set({ amount: 0 }).where(shelves.c.room.eq("n"), shelves.c.slot.eq(2)),
    default: "UPDATE shelves SET amount=:amount WHERE shelves.room = :room_1 AND shelves.slot = :slot_1",
    sqlite: "UPDATE shelves SET amount=? WHERE shelves.room = ? AND shelves.slot = ?",
    postgresql: "UPDATE shelves SET amount=$1::INTEGER WHERE shelves.room = $2::VARCHAR AND shelves.slot = $3::INTEGER",
    mysql: "UPDATE shelves SET amount=? WHERE shelves.room = ? AND shelves.slot = ?",
    after: {
      shelves: [
        ["n", 1, 1, 5],
        ["n", 2, 3, 0],
        ["s", 1, 2, 9],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a tuple",
    build: () =>
      update(shelves)
        .set({ amount: 0 })
        .where(
          tuple(shelves.c.room, shelves.c.slot).in([
            ["n", 1],
            ["s", 1],
          ]),
        ),
    default:
      "UPDATE shelves SET amount=:amount WHERE (shelves.room, shelves.slot) IN ((:room_1, :slot_1), (:room_2, :slot_2))",
    sqlite: "UPDATE shelves SET amount=? WHERE (shelves.room, shelves.slot) IN (VALUES (?, ?), (?, ?))",
    postgresql:
      "UPDATE shelves SET amount=$1::INTEGER WHERE (shelves.room, shelves.slot) IN (($2::VARCHAR, $3::INTEGER), ($4::VARCHAR, $5::INTEGER))",
    mysql: "UPDATE shelves SET amount=? WHERE (shelves.room, shelves.slot) IN ((?, ?), (?, ?))",
    after: {
      shelves: [
        ["n", 1, 1, 0],
        ["n", 2, 3, 4],
        ["s", 1, 2, 0],
      ],
    },
    rowcount: 2,
  },
  {
    name: "SQL text",
    build: () =>
      update(items)
        .set({ qty: text("qty * 2") as never })
        .where(text("id = 1")),
    default: "UPDATE items SET qty=qty * 2 WHERE id = 1",
    sqlite: "UPDATE items SET qty=qty * 2 WHERE id = 1",
    postgresql: "UPDATE items SET qty=qty * 2 WHERE id = 1",
    mysql: "UPDATE items SET qty=qty * 2 WHERE id = 1",
    after: {
      items: [
        [1, "a-1", "Anchor", 10, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "SQL text with a parameter",
    build: () =>
      update(items)
        .set({ qty: 1 })
        .where(text("id = :wanted").bindparams({ wanted: 2 })),
    default: "UPDATE items SET qty=:qty WHERE id = :wanted",
    sqlite: "UPDATE items SET qty=? WHERE id = ?",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE id = $2::INTEGER",
    mysql: "UPDATE items SET qty=? WHERE id = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 1, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "set() twice",
    build: () => update(items).set({ qty: 1 }).set({ title: "T" }).where(items.c.id.eq(1)),
    default: "UPDATE items SET title=:title, qty=:qty WHERE items.id = :id_1",
    sqlite: "UPDATE items SET title=?, qty=? WHERE items.id = ?",
    postgresql: "UPDATE items SET title=$1::VARCHAR, qty=$2::INTEGER WHERE items.id = $3::INTEGER",
    mysql: "UPDATE items SET title=?, qty=? WHERE items.id = ?",
    after: {
      items: [
        [1, "a-1", "T", 1, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "set() of the same column again",
    build: () => update(items).set({ qty: 1 }).set({ qty: 2 }).where(items.c.id.eq(1)),
    default: "UPDATE items SET qty=:qty WHERE items.id = :id_1",
    sqlite: "UPDATE items SET qty=? WHERE items.id = ?",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE items.id = $2::INTEGER",
    mysql: "UPDATE items SET qty=? WHERE items.id = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 2, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "orderedValues",
    build: () => update(items).orderedValues(["qty", 1], ["title", "T"]).where(items.c.id.eq(1)),
    default: "UPDATE items SET qty=:qty, title=:title WHERE items.id = :id_1",
    sqlite: "UPDATE items SET qty=?, title=? WHERE items.id = ?",
    postgresql: "UPDATE items SET qty=$1::INTEGER, title=$2::VARCHAR WHERE items.id = $3::INTEGER",
    mysql: "UPDATE items SET qty=?, title=? WHERE items.id = ?",
    after: {
      items: [
        [1, "a-1", "T", 1, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "orderedValues by column",
    build: () => update(items).orderedValues([items.c.qty, 9], [items.c.sku, "o"]).where(items.c.id.eq(1)),
    default: "UPDATE items SET qty=:qty, sku=:sku WHERE items.id = :id_1",
    sqlite: "UPDATE items SET qty=?, sku=? WHERE items.id = ?",
    postgresql: "UPDATE items SET qty=$1::INTEGER, sku=$2::VARCHAR WHERE items.id = $3::INTEGER",
    mysql: "UPDATE items SET qty=?, sku=? WHERE items.id = ?",
    after: {
      items: [
        [1, "o", "Anchor", 9, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "orderedValues with expressions",
    build: () => update(shelves).orderedValues(["itemId", shelves.c.amount], ["amount", 1]).where(shelves.c.slot.eq(2)),
    default: "UPDATE shelves SET item_id=shelves.amount, amount=:amount WHERE shelves.slot = :slot_1",
    sqlite: "UPDATE shelves SET item_id=shelves.amount, amount=? WHERE shelves.slot = ?",
    postgresql: "UPDATE shelves SET item_id=shelves.amount, amount=$1::INTEGER WHERE shelves.slot = $2::INTEGER",
    mysql: "UPDATE shelves SET item_id=shelves.amount, amount=? WHERE shelves.slot = ?",
    after: {
      shelves: [
        ["n", 1, 1, 5],
        ["n", 2, 4, 1],
        ["s", 1, 2, 9],
      ],
    },
    rowcount: 1,
  },
  {
    name: "orderedValues, then onupdate",
    build: () => update(audits).orderedValues(["total", 8], ["kind", "o"]).where(audits.c.id.eq(1)),
    default:
      "UPDATE audits SET total=:total, kind=:kind, touched=:touched, stamp=:stamp, hits=hits + 1 WHERE audits.id = :id_1",
    sqlite: "UPDATE audits SET total=?, kind=?, touched=?, stamp=?, hits=hits + 1 WHERE audits.id = ?",
    postgresql:
      "UPDATE audits SET total=$1::INTEGER, kind=$2::VARCHAR, touched=$3::VARCHAR, stamp=$4::VARCHAR, hits=hits + 1 WHERE audits.id = $5::INTEGER",
    mysql: "UPDATE audits SET total=?, kind=?, touched=?, stamp=?, hits=hits + 1 WHERE audits.id = ?",
    after: {
      audits: [
        [1, "o", "t", 8, "upd", "fn", 1, "o"],
        [2, "k2", "t2", 2, "x", "y", 5, "o2"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "onupdate of every kind",
    build: () => update(audits).set({ kind: "n" }).where(audits.c.id.eq(2)),
    default: "UPDATE audits SET kind=:kind, touched=:touched, stamp=:stamp, hits=hits + 1 WHERE audits.id = :id_1",
    sqlite: "UPDATE audits SET kind=?, touched=?, stamp=?, hits=hits + 1 WHERE audits.id = ?",
    postgresql:
      "UPDATE audits SET kind=$1::VARCHAR, touched=$2::VARCHAR, stamp=$3::VARCHAR, hits=hits + 1 WHERE audits.id = $4::INTEGER",
    mysql: "UPDATE audits SET kind=?, touched=?, stamp=?, hits=hits + 1 WHERE audits.id = ?",
    after: {
      audits: [
        [1, "k", "t", 1, null, null, 0, "o"],
        [2, "n", "t2", 2, "upd", "fn", 6, "o2"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a value instead of onupdate",
    build: () => update(audits).set({ touched: "me", stamp: null, hits: 0 }).where(audits.c.id.eq(2)),
    default: "UPDATE audits SET touched=:touched, stamp=:stamp, hits=:hits WHERE audits.id = :id_1",
    sqlite: "UPDATE audits SET touched=?, stamp=?, hits=? WHERE audits.id = ?",
    postgresql:
      "UPDATE audits SET touched=$1::VARCHAR, stamp=$2::VARCHAR, hits=$3::INTEGER WHERE audits.id = $4::INTEGER",
    mysql: "UPDATE audits SET touched=?, stamp=?, hits=? WHERE audits.id = ?",
    after: {
      audits: [
        [1, "k", "t", 1, null, null, 0, "o"],
        [2, "k2", "t2", 2, "me", null, 0, "o2"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "inline()",
    build: () => update(audits).set({ kind: "n" }).where(audits.c.id.eq(1)).inline(),
    default: "UPDATE audits SET kind=:kind, touched=:touched, stamp=:stamp, hits=hits + 1 WHERE audits.id = :id_1",
    sqlite: "UPDATE audits SET kind=?, touched=?, stamp=?, hits=hits + 1 WHERE audits.id = ?",
    postgresql:
      "UPDATE audits SET kind=$1::VARCHAR, touched=$2::VARCHAR, stamp=$3::VARCHAR, hits=hits + 1 WHERE audits.id = $4::INTEGER",
    mysql: "UPDATE audits SET kind=?, touched=?, stamp=?, hits=hits + 1 WHERE audits.id = ?",
    after: {
      audits: [
        [1, "n", "t", 1, "upd", "fn", 1, "o"],
        [2, "k2", "t2", 2, "x", "y", 5, "o2"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "no values: a parameter for every column",
    build: () => update(blanks).where(blanks.c.id.eq(1)),
    default: "UPDATE blanks SET id=:id, note=:note WHERE blanks.id = :id_1",
    sqlite: "UPDATE blanks SET id=?, note=? WHERE blanks.id = ?",
    postgresql: "UPDATE blanks SET id=$1::INTEGER, note=$2::VARCHAR WHERE blanks.id = $3::INTEGER",
    mysql: "UPDATE blanks SET id=?, note=? WHERE blanks.id = ?",
  },
  {
    name: "executemany with binds of other names",
    build: () =>
      update(items)
        .set({ qty: bindparam("b_qty") as never })
        .where(items.c.id.eq(bindparam("b_id"))),
    default: "UPDATE items SET qty=:b_qty WHERE items.id = :b_id",
    sqlite: "UPDATE items SET qty=? WHERE items.id = ?",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE items.id = $2::INTEGER",
    mysql: "UPDATE items SET qty=? WHERE items.id = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 10, "9.50"],
        [2, "b-2", "Buoy", 20, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    params: [
      { b_qty: 10, b_id: 1 },
      { b_qty: 20, b_id: 2 },
    ],
  },
  {
    name: "one set of parameters",
    build: () =>
      update(items)
        .set({ title: bindparam("b_t") as never })
        .where(items.c.sku.eq(bindparam("b_s"))),
    default: "UPDATE items SET title=:b_t WHERE items.sku = :b_s",
    sqlite: "UPDATE items SET title=? WHERE items.sku = ?",
    postgresql: "UPDATE items SET title=$1::VARCHAR WHERE items.sku = $2::VARCHAR",
    mysql: "UPDATE items SET title=? WHERE items.sku = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "N", 7, "20.00"],
      ],
    },
    rowcount: 1,
    params: { b_t: "N", b_s: "d-4" },
  },
  {
    name: "a bind with a value",
    build: () =>
      update(items)
        .set({ qty: bindparam("b_qty", { value: 6 }) })
        .where(items.c.id.eq(bindparam("b_id", { value: 3 }))),
    default: "UPDATE items SET qty=:b_qty WHERE items.id = :b_id",
    sqlite: "UPDATE items SET qty=? WHERE items.id = ?",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE items.id = $2::INTEGER",
    mysql: "UPDATE items SET qty=? WHERE items.id = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 6, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a bind in an expression",
    build: () =>
      update(items)
        .set({ qty: items.c.qty.add(bindparam("b_n", { type: integer() })) })
        .where(items.c.id.eq(bindparam("b_id", { type: integer() }))),
    default: "UPDATE items SET qty=(items.qty + :b_n) WHERE items.id = :b_id",
    sqlite: "UPDATE items SET qty=(items.qty + ?) WHERE items.id = ?",
    postgresql: "UPDATE items SET qty=(items.qty + $1::INTEGER) WHERE items.id = $2::INTEGER",
    mysql: "UPDATE items SET qty=(items.qty + ?) WHERE items.id = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 6, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 9, "20.00"],
      ],
    },
    params: [
      { b_n: 1, b_id: 1 },
      { b_n: 2, b_id: 4 },
    ],
  },
  {
    name: "an expanding bind",
    build: () =>
      update(items)
        .set({ qty: 0 })
        .where(items.c.id.in(bindparam("ids", { expanding: true }))),
    default: "UPDATE items SET qty=:qty WHERE items.id IN (:ids_1)",
    sqlite: "UPDATE items SET qty=? WHERE items.id IN (?)",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE items.id IN ($2::INTEGER)",
    mysql: "UPDATE items SET qty=? WHERE items.id IN (?)",
  },
  {
    name: "a subquery as a value",
    build: () =>
      update(items)
        .set({ qty: select(func.max(moves.c.delta)).scalarSubquery() })
        .where(items.c.id.eq(1)),
    default: "UPDATE items SET qty=(SELECT max(moves.delta) AS max_1 FROM moves) WHERE items.id = :id_1",
    sqlite: "UPDATE items SET qty=(SELECT max(moves.delta) AS max_1 FROM moves) WHERE items.id = ?",
    postgresql: "UPDATE items SET qty=(SELECT max(moves.delta) AS max_1 FROM moves) WHERE items.id = $1::INTEGER",
    mysql: "UPDATE items SET qty=(SELECT max(moves.delta) AS max_1 FROM moves) WHERE items.id = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 10, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a correlated subquery as a value",
    build: () =>
      update(items)
        .set({ qty: select(func.sum(moves.c.delta)).where(moves.c.itemId.eq(items.c.id)).scalarSubquery() })
        .where(items.c.id.in([1, 3])),
    default:
      "UPDATE items SET qty=(SELECT sum(moves.delta) AS sum_1 FROM moves WHERE moves.item_id = items.id) WHERE items.id IN (:id_1_1, :id_1_2)",
    sqlite:
      "UPDATE items SET qty=(SELECT sum(moves.delta) AS sum_1 FROM moves WHERE moves.item_id = items.id) WHERE items.id IN (?, ?)",
    postgresql:
      "UPDATE items SET qty=(SELECT sum(moves.delta) AS sum_1 FROM moves WHERE moves.item_id = items.id) WHERE items.id IN ($1::INTEGER, $2::INTEGER)",
    mysql:
      "UPDATE items SET qty=(SELECT sum(moves.delta) AS sum_1 FROM moves WHERE moves.item_id = items.id) WHERE items.id IN (?, ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 2, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 10, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 2,
  },
  {
    name: "a correlated subquery of an alias",
    build: () =>
      update(items)
        .set({ title: select(m.c.note).where(m.c.itemId.eq(items.c.id), m.c.delta.gt(0)).scalarSubquery() })
        .where(items.c.id.eq(1)),
    default:
      "UPDATE items SET title=(SELECT m.note FROM moves AS m WHERE m.item_id = items.id AND m.delta > :delta_1) WHERE items.id = :id_1",
    sqlite:
      "UPDATE items SET title=(SELECT m.note FROM moves AS m WHERE m.item_id = items.id AND m.delta > ?) WHERE items.id = ?",
    postgresql:
      "UPDATE items SET title=(SELECT m.note FROM moves AS m WHERE m.item_id = items.id AND m.delta > $1::INTEGER) WHERE items.id = $2::INTEGER",
    mysql:
      "UPDATE items SET title=(SELECT m.note FROM moves AS m WHERE m.item_id = items.id AND m.delta > ?) WHERE items.id = ?",
    after: {
      items: [
        [1, "a-1", "in", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "IN a subquery",
    build: () =>
      update(items)
        .set({ qty: 0 })
        .where(items.c.id.in(select(moves.c.itemId))),
    default: "UPDATE items SET qty=:qty WHERE items.id IN (SELECT moves.item_id FROM moves)",
    sqlite: "UPDATE items SET qty=? WHERE items.id IN (SELECT moves.item_id FROM moves)",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE items.id IN (SELECT moves.item_id FROM moves)",
    mysql: "UPDATE items SET qty=? WHERE items.id IN (SELECT moves.item_id FROM moves)",
    after: {
      items: [
        [1, "a-1", "Anchor", 0, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 0, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 2,
  },
  {
    name: "EXISTS",
    build: () =>
      update(items)
        .set({ qty: 0 })
        .where(exists().where(moves.c.itemId.eq(items.c.id))),
    default: "UPDATE items SET qty=:qty WHERE EXISTS (SELECT * FROM moves WHERE moves.item_id = items.id)",
    sqlite: "UPDATE items SET qty=? WHERE EXISTS (SELECT * FROM moves WHERE moves.item_id = items.id)",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE EXISTS (SELECT * FROM moves WHERE moves.item_id = items.id)",
    mysql: "UPDATE items SET qty=? WHERE EXISTS (SELECT * FROM moves WHERE moves.item_id = items.id)",
    after: {
      items: [
        [1, "a-1", "Anchor", 0, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 0, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 2,
  },
  {
    name: "NOT EXISTS",
    build: () =>
      update(items)
        .set({ qty: -1 })
        .where(exists().where(moves.c.itemId.eq(items.c.id)).not()),
    default: "UPDATE items SET qty=:qty WHERE NOT (EXISTS (SELECT * FROM moves WHERE moves.item_id = items.id))",
    sqlite: "UPDATE items SET qty=? WHERE NOT (EXISTS (SELECT * FROM moves WHERE moves.item_id = items.id))",
    postgresql:
      "UPDATE items SET qty=$1::INTEGER WHERE NOT (EXISTS (SELECT * FROM moves WHERE moves.item_id = items.id))",
    mysql: "UPDATE items SET qty=? WHERE NOT (EXISTS (SELECT * FROM moves WHERE moves.item_id = items.id))",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", -1, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", -1, "20.00"],
      ],
    },
    rowcount: 2,
  },
  {
    name: "a comparison with a subquery",
    build: () =>
      update(moves)
        .set({ delta: 0 })
        .where(moves.c.itemId.eq(select(items.c.id).where(items.c.sku.eq("c-3")).scalarSubquery())),
    default:
      "UPDATE moves SET delta=:delta WHERE moves.item_id = (SELECT items.id FROM items WHERE items.sku = :sku_1)",
    sqlite: "UPDATE moves SET delta=? WHERE moves.item_id = (SELECT items.id FROM items WHERE items.sku = ?)",
    postgresql:
      "UPDATE moves SET delta=$1::INTEGER WHERE moves.item_id = (SELECT items.id FROM items WHERE items.sku = $2::VARCHAR)",
    mysql: "UPDATE moves SET delta=? WHERE moves.item_id = (SELECT items.id FROM items WHERE items.sku = ?)",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [3, 3, 0, null],
        [4, null, 2, "lost"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "FROM another table",
    build: () => update(items).set({ qty: moves.c.delta }).where(items.c.id.eq(moves.c.itemId), moves.c.id.eq(3)),
    default: "UPDATE items SET qty=moves.delta FROM moves WHERE items.id = moves.item_id AND moves.id = :id_1",
    sqlite: "UPDATE items SET qty=moves.delta FROM moves WHERE items.id = moves.item_id AND moves.id = ?",
    postgresql: "UPDATE items SET qty=moves.delta FROM moves WHERE items.id = moves.item_id AND moves.id = $1::INTEGER",
    mysql: "UPDATE items, moves SET items.qty=moves.delta WHERE items.id = moves.item_id AND moves.id = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 10, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "FROM another table in the condition alone",
    build: () => update(items).set({ qty: 0 }).where(items.c.id.eq(moves.c.itemId), moves.c.note.eq("in")),
    default: "UPDATE items SET qty=:qty FROM moves WHERE items.id = moves.item_id AND moves.note = :note_1",
    sqlite: "UPDATE items SET qty=? FROM moves WHERE items.id = moves.item_id AND moves.note = ?",
    postgresql:
      "UPDATE items SET qty=$1::INTEGER FROM moves WHERE items.id = moves.item_id AND moves.note = $2::VARCHAR",
    mysql: "UPDATE items, moves SET items.qty=? WHERE items.id = moves.item_id AND moves.note = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 0, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "FROM two tables",
    build: () =>
      update(items)
        .set({ qty: shelves.c.amount.add(moves.c.delta) })
        .where(items.c.id.eq(moves.c.itemId), shelves.c.itemId.eq(items.c.id), moves.c.id.eq(3)),
    default:
      "UPDATE items SET qty=(shelves.amount + moves.delta) FROM moves, shelves WHERE items.id = moves.item_id AND shelves.item_id = items.id AND moves.id = :id_1",
    sqlite:
      "UPDATE items SET qty=(shelves.amount + moves.delta) FROM moves, shelves WHERE items.id = moves.item_id AND shelves.item_id = items.id AND moves.id = ?",
    postgresql:
      "UPDATE items SET qty=(shelves.amount + moves.delta) FROM moves, shelves WHERE items.id = moves.item_id AND shelves.item_id = items.id AND moves.id = $1::INTEGER",
    mysql:
      "UPDATE items, moves, shelves SET items.qty=(shelves.amount + moves.delta) WHERE items.id = moves.item_id AND shelves.item_id = items.id AND moves.id = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 14, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "FROM an alias of the same table",
    build: () => update(items).set({ title: o.c.title }).where(items.c.id.eq(3), o.c.id.eq(1)),
    default: "UPDATE items SET title=o.title FROM items AS o WHERE items.id = :id_1 AND o.id = :id_2",
    sqlite: "UPDATE items SET title=o.title FROM items AS o WHERE items.id = ? AND o.id = ?",
    postgresql: "UPDATE items SET title=o.title FROM items AS o WHERE items.id = $1::INTEGER AND o.id = $2::INTEGER",
    mysql: "UPDATE items, items AS o SET items.title=o.title WHERE items.id = ? AND o.id = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", "Anchor", 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "FROM a subquery",
    build: () => update(items).set({ qty: totals.c.total }).where(items.c.id.eq(totals.c.item)),
    default:
      "UPDATE items SET qty=totals.total FROM (SELECT moves.item_id AS item, sum(moves.delta) AS total FROM moves GROUP BY moves.item_id) AS totals WHERE items.id = totals.item",
    sqlite:
      "UPDATE items SET qty=totals.total FROM (SELECT moves.item_id AS item, sum(moves.delta) AS total FROM moves GROUP BY moves.item_id) AS totals WHERE items.id = totals.item",
    postgresql:
      "UPDATE items SET qty=totals.total FROM (SELECT moves.item_id AS item, sum(moves.delta) AS total FROM moves GROUP BY moves.item_id) AS totals WHERE items.id = totals.item",
    mysql:
      "UPDATE items, (SELECT moves.item_id AS item, sum(moves.delta) AS total FROM moves GROUP BY moves.item_id) AS totals SET items.qty=totals.total WHERE items.id = totals.item",
    after: {
      items: [
        [1, "a-1", "Anchor", 2, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 10, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 2,
  },
  {
    name: "FROM a CTE",
    build: () => update(items).set({ qty: best.c.delta }).where(items.c.id.eq(best.c.itemId)),
    default:
      "WITH best AS (SELECT moves.item_id AS item_id, moves.delta AS delta FROM moves WHERE moves.delta > :delta_1) UPDATE items SET qty=best.delta FROM best WHERE items.id = best.item_id",
    sqlite:
      "WITH best AS (SELECT moves.item_id AS item_id, moves.delta AS delta FROM moves WHERE moves.delta > ?) UPDATE items SET qty=best.delta FROM best WHERE items.id = best.item_id",
    postgresql:
      "WITH best AS (SELECT moves.item_id AS item_id, moves.delta AS delta FROM moves WHERE moves.delta > $1::INTEGER) UPDATE items SET qty=best.delta FROM best WHERE items.id = best.item_id",
    mysql:
      "WITH best AS (SELECT moves.item_id AS item_id, moves.delta AS delta FROM moves WHERE moves.delta > ?) UPDATE items, best SET items.qty=best.delta WHERE items.id = best.item_id",
    after: {
      items: [
        [1, "a-1", "Anchor", 3, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 10, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    notOn: ["mysql"],
  },
  {
    name: "a CTE in a subquery",
    build: () =>
      update(items)
        .set({ qty: 0 })
        .where(items.c.id.in(select(few.c.id))),
    default:
      "WITH few AS (SELECT shelves.item_id AS id FROM shelves WHERE shelves.amount < :amount_1) UPDATE items SET qty=:qty WHERE items.id IN (SELECT few.id FROM few)",
    sqlite:
      "WITH few AS (SELECT shelves.item_id AS id FROM shelves WHERE shelves.amount < ?) UPDATE items SET qty=? WHERE items.id IN (SELECT few.id FROM few)",
    postgresql:
      "WITH few AS (SELECT shelves.item_id AS id FROM shelves WHERE shelves.amount < $2::INTEGER) UPDATE items SET qty=$1::INTEGER WHERE items.id IN (SELECT few.id FROM few)",
    mysql:
      "WITH few AS (SELECT shelves.item_id AS id FROM shelves WHERE shelves.amount < ?) UPDATE items SET qty=? WHERE items.id IN (SELECT few.id FROM few)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 0, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    notOn: ["mysql"],
  },
  {
    name: "two tables in SET",
    build: () =>
      update(items)
        .orderedValues([items.c.qty, 1], [moves.c.note, "both"])
        .where(items.c.id.eq(moves.c.itemId), items.c.id.eq(3)),
    default: /does not support additional tables in the SET clause/,
    sqlite: /does not support additional tables in the SET clause/,
    postgresql: /does not support additional tables in the SET clause/,
    mysql: "UPDATE items, moves SET moves.note=?, items.qty=? WHERE items.id = moves.item_id AND items.id = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 1, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [3, 3, 10, "both"],
        [4, null, 2, "lost"],
      ],
    },
  },
  {
    name: "an alias is updated",
    build: () => update(a).set({ qty: 8 }).where(a.c.id.eq(1)),
    default: "UPDATE items AS a SET qty=:qty WHERE a.id = :id_1",
    sqlite: "UPDATE items AS a SET qty=? WHERE a.id = ?",
    postgresql: "UPDATE items AS a SET qty=$1::INTEGER WHERE a.id = $2::INTEGER",
    mysql: "UPDATE items AS a SET qty=? WHERE a.id = ?",
  },
  {
    name: "RETURNING columns",
    build: () => update(items).set({ qty: 1 }).where(items.c.id.le(2)).returning(items.c.id, items.c.qty),
    default: "UPDATE items SET qty=:qty WHERE items.id <= :id_1 RETURNING items.id, items.qty",
    sqlite: "UPDATE items SET qty=? WHERE items.id <= ? RETURNING id, qty",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE items.id <= $2::INTEGER RETURNING items.id, items.qty",
    mysql: /no UPDATE … RETURNING/,
    rows: [
      [1, 1],
      [2, 1],
    ],
    after: {
      items: [
        [1, "a-1", "Anchor", 1, "9.50"],
        [2, "b-2", "Buoy", 1, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "RETURNING an expression",
    build: () =>
      update(items)
        .set({ qty: items.c.qty.add(1) })
        .where(items.c.id.eq(1))
        .returning(items.c.qty.mul(10).label("ten")),
    default: "UPDATE items SET qty=(items.qty + :qty_1) WHERE items.id = :id_1 RETURNING items.qty * :qty_2 AS ten",
    sqlite: "UPDATE items SET qty=(items.qty + ?) WHERE items.id = ? RETURNING qty * ? AS ten",
    postgresql:
      "UPDATE items SET qty=(items.qty + $1::INTEGER) WHERE items.id = $2::INTEGER RETURNING items.qty * $3::INTEGER AS ten",
    mysql: /no UPDATE … RETURNING/,
    rows: [[60]],
    after: {
      items: [
        [1, "a-1", "Anchor", 6, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "RETURNING the table",
    build: () => update(items).set({ title: "all" }).where(items.c.id.eq(2)).returning(items),
    default:
      "UPDATE items SET title=:title WHERE items.id = :id_1 RETURNING items.id, items.sku, items.title, items.qty, items.price",
    sqlite: "UPDATE items SET title=? WHERE items.id = ? RETURNING id, sku, title, qty, price",
    postgresql:
      "UPDATE items SET title=$1::VARCHAR WHERE items.id = $2::INTEGER RETURNING items.id, items.sku, items.title, items.qty, items.price",
    mysql: /no UPDATE … RETURNING/,
    rows: [[2, "b-2", "all", 0, null]],
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "all", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "RETURNING an onupdate value",
    build: () => update(audits).set({ kind: "z" }).where(audits.c.id.eq(2)).returning(audits.c.touched, audits.c.hits),
    default:
      "UPDATE audits SET kind=:kind, touched=:touched, stamp=:stamp, hits=hits + 1 WHERE audits.id = :id_1 RETURNING audits.touched, audits.hits",
    sqlite: "UPDATE audits SET kind=?, touched=?, stamp=?, hits=hits + 1 WHERE audits.id = ? RETURNING touched, hits",
    postgresql:
      "UPDATE audits SET kind=$1::VARCHAR, touched=$2::VARCHAR, stamp=$3::VARCHAR, hits=hits + 1 WHERE audits.id = $4::INTEGER RETURNING audits.touched, audits.hits",
    mysql: /no UPDATE … RETURNING/,
    rows: [["upd", 6]],
    after: {
      audits: [
        [1, "k", "t", 1, null, null, 0, "o"],
        [2, "z", "t2", 2, "upd", "fn", 6, "o2"],
      ],
    },
  },
  {
    name: "LIMIT on MySQL",
    build: () => update(items).set({ qty: 0 }).where(items.c.qty.gt(1)).ext(limit(1)),
    default: "UPDATE items SET qty=:qty WHERE items.qty > :qty_1 LIMIT 1",
    sqlite: /no LIMIT in UPDATE/,
    postgresql: /no LIMIT in UPDATE/,
    mysql: "UPDATE items SET qty=? WHERE items.qty > ? LIMIT 1",
    after: {
      items: [
        [1, "a-1", "Anchor", 0, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "a prefix",
    build: () => update(items).prefixWith("LOW_PRIORITY", { dialect: "mysql" }).set({ qty: 0 }).where(items.c.id.eq(1)),
    default: "UPDATE items SET qty=:qty WHERE items.id = :id_1",
    sqlite: "UPDATE items SET qty=? WHERE items.id = ?",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE items.id = $2::INTEGER",
    mysql: "UPDATE LOW_PRIORITY items SET qty=? WHERE items.id = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 0, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a hint",
    build: () => update(items).withHint("FORCE INDEX (PRIMARY)", "mysql").set({ qty: 0 }).where(items.c.id.eq(1)),
    default: "UPDATE items SET qty=:qty WHERE items.id = :id_1",
    sqlite: "UPDATE items SET qty=? WHERE items.id = ?",
    postgresql: "UPDATE items SET qty=$1::INTEGER WHERE items.id = $2::INTEGER",
    mysql: "UPDATE items FORCE INDEX (PRIMARY) SET qty=? WHERE items.id = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 0, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "ONLY",
    build: () => update(items).withHint("ONLY", "postgresql").set({ qty: 0 }).where(items.c.id.eq(1)),
    default: "UPDATE items SET qty=:qty WHERE items.id = :id_1",
    sqlite: "UPDATE items SET qty=? WHERE items.id = ?",
    postgresql: "UPDATE ONLY items SET qty=$1::INTEGER WHERE items.id = $2::INTEGER",
    mysql: "UPDATE items SET qty=? WHERE items.id = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 0, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
]);
