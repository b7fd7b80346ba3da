import { and, caseWhen, column, func, integer, merge, select, string, values } from "athanor";
import { audits, blanks, items, moves, shelves, testDml } from "./dml-support.ts";

const totals = select(moves.c.itemId.label("item"), func.sum(moves.c.delta).label("total"))
  .where(moves.c.itemId.isNot(null))
  .groupBy(moves.c.itemId)
  .subquery("totals");
const fresh = values(column("id", integer()), column("sku", string()), column("qty", integer()), {
  name: "fresh",
}).data([
  [1, "a-1", 50],
  [9, "z-9", 90],
]);
const onId = items.c.id.eq(fresh.c.id);
const byTotals = items.c.id.eq(totals.c.item);
const cte = select(shelves.c.itemId, shelves.c.amount)
  .where(shelves.c.amount.gt(4), shelves.c.room.eq("s"))
  .cte("full");
const t = items.alias("t");

testDml("merge", [
  {
    name: "update what is there",
    build: () =>
      merge(items)
        .using(totals, byTotals)
        .whenMatched({ set: { qty: totals.c.total } }),
    default:
      "MERGE INTO items USING (SELECT moves.item_id AS item, sum(moves.delta) AS total FROM moves WHERE moves.item_id IS NOT NULL GROUP BY moves.item_id) AS totals ON items.id = totals.item WHEN MATCHED THEN UPDATE SET qty = totals.total",
    sqlite: /sqlite has no MERGE/,
    postgresql:
      "MERGE INTO items USING (SELECT moves.item_id AS item, sum(moves.delta) AS total FROM moves WHERE moves.item_id IS NOT NULL GROUP BY moves.item_id) AS totals ON items.id = totals.item WHEN MATCHED THEN UPDATE SET qty = totals.total",
    mysql: /mysql has no MERGE/,
    after: {
      items: [
        [1, "a-1", "Anchor", 2, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 10, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "update with both rows",
    build: () =>
      merge(items)
        .using(totals, byTotals)
        .whenMatched({ set: { qty: items.c.qty.add(totals.c.total) } }),
    default:
      "MERGE INTO items USING (SELECT moves.item_id AS item, sum(moves.delta) AS total FROM moves WHERE moves.item_id IS NOT NULL GROUP BY moves.item_id) AS totals ON items.id = totals.item WHEN MATCHED THEN UPDATE SET qty = (items.qty + totals.total)",
    sqlite: /sqlite has no MERGE/,
    postgresql:
      "MERGE INTO items USING (SELECT moves.item_id AS item, sum(moves.delta) AS total FROM moves WHERE moves.item_id IS NOT NULL GROUP BY moves.item_id) AS totals ON items.id = totals.item WHEN MATCHED THEN UPDATE SET qty = (items.qty + totals.total)",
    mysql: /mysql has no MERGE/,
    after: {
      items: [
        [1, "a-1", "Anchor", 7, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 22, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "update with a value",
    build: () =>
      merge(items)
        .using(totals, byTotals)
        .whenMatched({ set: { title: "moved", qty: null } }),
    default:
      "MERGE INTO items USING (SELECT moves.item_id AS item, sum(moves.delta) AS total FROM moves WHERE moves.item_id IS NOT NULL GROUP BY moves.item_id) AS totals ON items.id = totals.item WHEN MATCHED THEN UPDATE SET title = :param_1, qty = :param_2",
    sqlite: /sqlite has no MERGE/,
    postgresql:
      "MERGE INTO items USING (SELECT moves.item_id AS item, sum(moves.delta) AS total FROM moves WHERE moves.item_id IS NOT NULL GROUP BY moves.item_id) AS totals ON items.id = totals.item WHEN MATCHED THEN UPDATE SET title = $1::VARCHAR, qty = $2::INTEGER",
    mysql: /mysql has no MERGE/,
    after: {
      items: [
        [1, "a-1", "moved", null, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", "moved", null, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "delete what is there",
    build: () => merge(shelves).using(items, shelves.c.itemId.eq(items.c.id)).whenMatched({ delete: true }),
    default: "MERGE INTO shelves USING items ON shelves.item_id = items.id WHEN MATCHED THEN DELETE",
    sqlite: /sqlite has no MERGE/,
    postgresql: "MERGE INTO shelves USING items ON shelves.item_id = items.id WHEN MATCHED THEN DELETE",
    mysql: /mysql has no MERGE/,
    after: { shelves: [] },
  },
  {
    name: "delete where a condition holds",
    build: () =>
      merge(shelves)
        .using(items, shelves.c.itemId.eq(items.c.id))
        .whenMatched({ and: items.c.qty.gt(1), delete: true }),
    default:
      "MERGE INTO shelves USING items ON shelves.item_id = items.id WHEN MATCHED AND items.qty > :qty_1 THEN DELETE",
    sqlite: /sqlite has no MERGE/,
    postgresql:
      "MERGE INTO shelves USING items ON shelves.item_id = items.id WHEN MATCHED AND items.qty > $1::INTEGER THEN DELETE",
    mysql: /mysql has no MERGE/,
    after: { shelves: [["s", 1, 2, 9]] },
  },
  {
    name: "two branches",
    build: () =>
      merge(shelves)
        .using(items, shelves.c.itemId.eq(items.c.id))
        .whenMatched({ and: items.c.qty.eq(0), delete: true })
        .whenMatched({ set: { amount: items.c.qty } }),
    default:
      "MERGE INTO shelves USING items ON shelves.item_id = items.id WHEN MATCHED AND items.qty = :qty_1 THEN DELETE WHEN MATCHED THEN UPDATE SET amount = items.qty",
    sqlite: /sqlite has no MERGE/,
    postgresql:
      "MERGE INTO shelves USING items ON shelves.item_id = items.id WHEN MATCHED AND items.qty = $1::INTEGER THEN DELETE WHEN MATCHED THEN UPDATE SET amount = items.qty",
    mysql: /mysql has no MERGE/,
    after: {
      shelves: [
        ["n", 1, 1, 5],
        ["n", 2, 3, 12],
      ],
    },
  },
  {
    name: "nothing for some",
    build: () =>
      merge(shelves)
        .using(items, shelves.c.itemId.eq(items.c.id))
        .whenMatched({ and: items.c.id.eq(1), nothing: true })
        .whenMatched({ set: { amount: 0 } }),
    default:
      "MERGE INTO shelves USING items ON shelves.item_id = items.id WHEN MATCHED AND items.id = :id_1 THEN DO NOTHING WHEN MATCHED THEN UPDATE SET amount = :param_1",
    sqlite: /sqlite has no MERGE/,
    postgresql:
      "MERGE INTO shelves USING items ON shelves.item_id = items.id WHEN MATCHED AND items.id = $1::INTEGER THEN DO NOTHING WHEN MATCHED THEN UPDATE SET amount = $2::INTEGER",
    mysql: /mysql has no MERGE/,
    after: {
      shelves: [
        ["n", 1, 1, 5],
        ["n", 2, 3, 0],
        ["s", 1, 2, 0],
      ],
    },
  },
  {
    name: "insert what is not there",
    build: () =>
      merge(items)
        .using(fresh, onId)
        .whenNotMatched({ values: { id: fresh.c.id, sku: fresh.c.sku, qty: fresh.c.qty } }),
    default:
      "MERGE INTO items USING (VALUES (:param_1, :param_2, :param_3), (:param_4, :param_5, :param_6)) AS fresh (id, sku, qty) ON items.id = fresh.id WHEN NOT MATCHED THEN INSERT (id, sku, qty) VALUES (fresh.id, fresh.sku, fresh.qty)",
    sqlite: /sqlite has no MERGE/,
    postgresql:
      "MERGE INTO items USING (VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER), ($4::INTEGER, $5::VARCHAR, $6::INTEGER)) AS fresh (id, sku, qty) ON items.id = fresh.id WHEN NOT MATCHED THEN INSERT (id, sku, qty) VALUES (fresh.id, fresh.sku, fresh.qty)",
    mysql: /mysql has no MERGE/,
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "z-9", null, 90, null],
      ],
    },
  },
  {
    name: "insert with values of its own",
    build: () =>
      merge(items)
        .using(fresh, onId)
        .whenNotMatched({ values: { id: fresh.c.id, title: "new", qty: fresh.c.qty.add(1) } }),
    default:
      "MERGE INTO items USING (VALUES (:param_1, :param_2, :param_3), (:param_4, :param_5, :param_6)) AS fresh (id, sku, qty) ON items.id = fresh.id WHEN NOT MATCHED THEN INSERT (id, title, qty) VALUES (fresh.id, :param_7, (fresh.qty + :qty_1))",
    sqlite: /sqlite has no MERGE/,
    postgresql:
      "MERGE INTO items USING (VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER), ($4::INTEGER, $5::VARCHAR, $6::INTEGER)) AS fresh (id, sku, qty) ON items.id = fresh.id WHEN NOT MATCHED THEN INSERT (id, title, qty) VALUES (fresh.id, $7::VARCHAR, (fresh.qty + $8::INTEGER))",
    mysql: /mysql has no MERGE/,
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, "new", 91, null],
      ],
    },
  },
  {
    name: "insert where a condition holds",
    build: () =>
      merge(items)
        .using(fresh, onId)
        .whenNotMatched({ and: fresh.c.qty.gt(100), values: { id: fresh.c.id } }),
    default:
      "MERGE INTO items USING (VALUES (:param_1, :param_2, :param_3), (:param_4, :param_5, :param_6)) AS fresh (id, sku, qty) ON items.id = fresh.id WHEN NOT MATCHED AND fresh.qty > :qty_1 THEN INSERT (id) VALUES (fresh.id)",
    sqlite: /sqlite has no MERGE/,
    postgresql:
      "MERGE INTO items USING (VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER), ($4::INTEGER, $5::VARCHAR, $6::INTEGER)) AS fresh (id, sku, qty) ON items.id = fresh.id WHEN NOT MATCHED AND fresh.qty > $7::INTEGER THEN INSERT (id) VALUES (fresh.id)",
    mysql: /mysql has no MERGE/,
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
    name: "update or insert",
    build: () =>
      merge(items)
        .using(fresh, onId)
        .whenMatched({ set: { qty: fresh.c.qty } })
        .whenNotMatched({ values: { id: fresh.c.id, sku: fresh.c.sku, qty: fresh.c.qty } }),
    default:
      "MERGE INTO items USING (VALUES (:param_1, :param_2, :param_3), (:param_4, :param_5, :param_6)) AS fresh (id, sku, qty) ON items.id = fresh.id WHEN MATCHED THEN UPDATE SET qty = fresh.qty WHEN NOT MATCHED THEN INSERT (id, sku, qty) VALUES (fresh.id, fresh.sku, fresh.qty)",
    sqlite: /sqlite has no MERGE/,
    postgresql:
      "MERGE INTO items USING (VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER), ($4::INTEGER, $5::VARCHAR, $6::INTEGER)) AS fresh (id, sku, qty) ON items.id = fresh.id WHEN MATCHED THEN UPDATE SET qty = fresh.qty WHEN NOT MATCHED THEN INSERT (id, sku, qty) VALUES (fresh.id, fresh.sku, fresh.qty)",
    mysql: /mysql has no MERGE/,
    after: {
      items: [
        [1, "a-1", "Anchor", 50, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "z-9", null, 90, null],
      ],
    },
  },
  {
    name: "nothing or insert",
    build: () =>
      merge(items)
        .using(fresh, onId)
        .whenMatched({ nothing: true })
        .whenNotMatched({ values: { id: fresh.c.id } }),
    default:
      "MERGE INTO items USING (VALUES (:param_1, :param_2, :param_3), (:param_4, :param_5, :param_6)) AS fresh (id, sku, qty) ON items.id = fresh.id WHEN MATCHED THEN DO NOTHING WHEN NOT MATCHED THEN INSERT (id) VALUES (fresh.id)",
    sqlite: /sqlite has no MERGE/,
    postgresql:
      "MERGE INTO items USING (VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER), ($4::INTEGER, $5::VARCHAR, $6::INTEGER)) AS fresh (id, sku, qty) ON items.id = fresh.id WHEN MATCHED THEN DO NOTHING WHEN NOT MATCHED THEN INSERT (id) VALUES (fresh.id)",
    mysql: /mysql has no MERGE/,
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, null, null, null],
      ],
    },
  },
  {
    name: "insert nothing",
    build: () =>
      merge(items)
        .using(fresh, onId)
        .whenMatched({ set: { title: "T" } })
        .whenNotMatched({ nothing: true }),
    default:
      "MERGE INTO items USING (VALUES (:param_1, :param_2, :param_3), (:param_4, :param_5, :param_6)) AS fresh (id, sku, qty) ON items.id = fresh.id WHEN MATCHED THEN UPDATE SET title = :param_7 WHEN NOT MATCHED THEN DO NOTHING",
    sqlite: /sqlite has no MERGE/,
    postgresql:
      "MERGE INTO items USING (VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER), ($4::INTEGER, $5::VARCHAR, $6::INTEGER)) AS fresh (id, sku, qty) ON items.id = fresh.id WHEN MATCHED THEN UPDATE SET title = $7::VARCHAR WHEN NOT MATCHED THEN DO NOTHING",
    mysql: /mysql has no MERGE/,
    after: {
      items: [
        [1, "a-1", "T", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "from a table with a condition in ON",
    build: () =>
      merge(blanks)
        .using(items, and(blanks.c.id.eq(items.c.id), items.c.qty.gt(6)))
        .whenNotMatched({ and: items.c.qty.gt(6), values: { id: items.c.id, note: items.c.sku } }),
    default:
      "MERGE INTO blanks USING items ON blanks.id = items.id AND items.qty > :qty_1 WHEN NOT MATCHED AND items.qty > :qty_2 THEN INSERT (id, note) VALUES (items.id, items.sku)",
    sqlite: /sqlite has no MERGE/,
    postgresql:
      "MERGE INTO blanks USING items ON blanks.id = items.id AND items.qty > $1::INTEGER WHEN NOT MATCHED AND items.qty > $2::INTEGER THEN INSERT (id, note) VALUES (items.id, items.sku)",
    mysql: /mysql has no MERGE/,
    after: {
      blanks: [
        [3, "c-3"],
        [4, "d-4"],
      ],
    },
  },
  {
    name: "defaults of INSERT",
    build: () =>
      merge(audits)
        .using(items, audits.c.id.eq(items.c.id))
        .whenNotMatched({ and: items.c.id.eq(4), values: { id: items.c.id } }),
    default:
      "MERGE INTO audits USING items ON audits.id = items.id WHEN NOT MATCHED AND items.id = :id_1 THEN INSERT (id, kind, tag, total, hits) VALUES (items.id, :kind, :tag, 2 + 3, :hits)",
    sqlite: /sqlite has no MERGE/,
    postgresql:
      "MERGE INTO audits USING items ON audits.id = items.id WHEN NOT MATCHED AND items.id = $1::INTEGER THEN INSERT (id, kind, tag, total, hits) VALUES (items.id, $2::VARCHAR, $3::VARCHAR, 2 + 3, $4::INTEGER)",
    mysql: /mysql has no MERGE/,
    after: {
      audits: [
        [1, "k", "t", 1, null, null, 0, "o"],
        [2, "k2", "t2", 2, "x", "y", 5, "o2"],
        [4, "auto", "t1", 5, null, null, 0, "srv"],
      ],
    },
  },
  {
    name: "onupdate of UPDATE",
    build: () =>
      merge(audits)
        .using(items, and(audits.c.id.eq(items.c.id), items.c.id.eq(2)))
        .whenMatched({ set: { kind: items.c.sku } }),
    default:
      "MERGE INTO audits USING items ON audits.id = items.id AND items.id = :id_1 WHEN MATCHED THEN UPDATE SET kind = items.sku, touched = :touched, stamp = :stamp, hits = hits + 1",
    sqlite: /sqlite has no MERGE/,
    postgresql:
      "MERGE INTO audits USING items ON audits.id = items.id AND items.id = $1::INTEGER WHEN MATCHED THEN UPDATE SET kind = items.sku, touched = $2::VARCHAR, stamp = $3::VARCHAR, hits = hits + 1",
    mysql: /mysql has no MERGE/,
    after: {
      audits: [
        [1, "k", "t", 1, null, null, 0, "o"],
        [2, "b-2", "t2", 2, "upd", "fn", 6, "o2"],
      ],
    },
  },
  {
    name: "from a CTE",
    build: () =>
      merge(items)
        .using(cte, items.c.id.eq(cte.c.itemId))
        .whenMatched({ set: { qty: cte.c.amount } }),
    default:
      'WITH "full" AS (SELECT shelves.item_id AS item_id, shelves.amount AS amount FROM shelves WHERE shelves.amount > :amount_1 AND shelves.room = :room_1) MERGE INTO items USING "full" ON items.id = "full".item_id WHEN MATCHED THEN UPDATE SET qty = "full".amount',
    sqlite: /sqlite has no MERGE/,
    postgresql:
      'WITH "full" AS (SELECT shelves.item_id AS item_id, shelves.amount AS amount FROM shelves WHERE shelves.amount > $1::INTEGER AND shelves.room = $2::VARCHAR) MERGE INTO items USING "full" ON items.id = "full".item_id WHEN MATCHED THEN UPDATE SET qty = "full".amount',
    mysql: /mysql has no MERGE/,
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 9, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "into an alias",
    build: () =>
      merge(t)
        .using(totals, t.c.id.eq(totals.c.item))
        .whenMatched({ set: { qty: t.c.qty.add(1) } }),
    default:
      "MERGE INTO items AS t USING (SELECT moves.item_id AS item, sum(moves.delta) AS total FROM moves WHERE moves.item_id IS NOT NULL GROUP BY moves.item_id) AS totals ON t.id = totals.item WHEN MATCHED THEN UPDATE SET qty = (t.qty + :qty_1)",
    sqlite: /sqlite has no MERGE/,
    postgresql:
      "MERGE INTO items AS t USING (SELECT moves.item_id AS item, sum(moves.delta) AS total FROM moves WHERE moves.item_id IS NOT NULL GROUP BY moves.item_id) AS totals ON t.id = totals.item WHEN MATCHED THEN UPDATE SET qty = (t.qty + $1::INTEGER)",
    mysql: /mysql has no MERGE/,
    after: {
      items: [
        [1, "a-1", "Anchor", 6, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 13, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "a column of another name",
    build: () =>
      merge(moves)
        .using(items, and(moves.c.id.eq(items.c.id), items.c.id.eq(4)))
        .whenMatched({ set: { itemId: items.c.id } }),
    default:
      "MERGE INTO moves USING items ON moves.id = items.id AND items.id = :id_1 WHEN MATCHED THEN UPDATE SET item_id = items.id",
    sqlite: /sqlite has no MERGE/,
    postgresql:
      "MERGE INTO moves USING items ON moves.id = items.id AND items.id = $1::INTEGER WHEN MATCHED THEN UPDATE SET item_id = items.id",
    mysql: /mysql has no MERGE/,
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [3, 3, 10, null],
        [4, 4, 2, "lost"],
      ],
    },
  },
  {
    name: "a subquery as value",
    build: () =>
      merge(items)
        .using(totals, byTotals)
        .whenMatched({ set: { qty: select(func.max(shelves.c.amount)).scalarSubquery() } }),
    default:
      "MERGE INTO items USING (SELECT moves.item_id AS item, sum(moves.delta) AS total FROM moves WHERE moves.item_id IS NOT NULL GROUP BY moves.item_id) AS totals ON items.id = totals.item WHEN MATCHED THEN UPDATE SET qty = (SELECT max(shelves.amount) AS max_1 FROM shelves)",
    sqlite: /sqlite has no MERGE/,
    postgresql:
      "MERGE INTO items USING (SELECT moves.item_id AS item, sum(moves.delta) AS total FROM moves WHERE moves.item_id IS NOT NULL GROUP BY moves.item_id) AS totals ON items.id = totals.item WHEN MATCHED THEN UPDATE SET qty = (SELECT max(shelves.amount) AS max_1 FROM shelves)",
    mysql: /mysql has no MERGE/,
    after: {
      items: [
        [1, "a-1", "Anchor", 9, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 9, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "CASE as value",
    build: () =>
      merge(items)
        .using(totals, byTotals)
        .whenMatched({ set: { title: caseWhen([[totals.c.total.gt(5), "much"]], { else: "little" }) } }),
    default:
      "MERGE INTO items USING (SELECT moves.item_id AS item, sum(moves.delta) AS total FROM moves WHERE moves.item_id IS NOT NULL GROUP BY moves.item_id) AS totals ON items.id = totals.item WHEN MATCHED THEN UPDATE SET title = CASE WHEN (totals.total > :total_1) THEN :param_1 ELSE :param_2 END",
    sqlite: /sqlite has no MERGE/,
    postgresql:
      "MERGE INTO items USING (SELECT moves.item_id AS item, sum(moves.delta) AS total FROM moves WHERE moves.item_id IS NOT NULL GROUP BY moves.item_id) AS totals ON items.id = totals.item WHEN MATCHED THEN UPDATE SET title = CASE WHEN (totals.total > $1::INTEGER) THEN $2::VARCHAR ELSE $3::VARCHAR END",
    mysql: /mysql has no MERGE/,
    after: {
      items: [
        [1, "a-1", "little", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", "much", 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
]);
