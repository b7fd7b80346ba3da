import { and, caseWhen, func, insert, select, text } from "athanor";
import { insert as mysqlInsert } from "athanor/mysql";
import { insert as pgInsert } from "athanor/postgresql";
import { insert as sqliteInsert } from "athanor/sqlite";
import { audits, blanks, items, moves, shelves, testDml } from "./dml-support.ts";

/** A statement that refers to itself. */
function on<S, R>(statement: S, build: (statement: S) => R): R {
  return build(statement);
}

testDml("upserts", [
  {
    name: "DO NOTHING (sqlite)",
    build: () => on(sqliteInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) => s.onConflictDoNothing()),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT DO NOTHING",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT DO NOTHING",
    mysql: /no ON CONFLICT/,
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
    name: "DO NOTHING (postgresql)",
    build: () => on(pgInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) => s.onConflictDoNothing()),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT DO NOTHING",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT DO NOTHING",
    mysql: /no ON CONFLICT/,
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
    name: "DO NOTHING on a column (sqlite)",
    build: () =>
      on(sqliteInsert(items).values({ id: 9, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoNothing({ indexElements: ["sku"] }),
      ),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (sku) DO NOTHING",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (sku) DO NOTHING",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (sku) DO NOTHING",
    mysql: /no ON CONFLICT/,
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
    name: "DO NOTHING on a column (postgresql)",
    build: () =>
      on(pgInsert(items).values({ id: 9, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoNothing({ indexElements: ["sku"] }),
      ),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (sku) DO NOTHING",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (sku) DO NOTHING",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (sku) DO NOTHING",
    mysql: /no ON CONFLICT/,
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
    name: "DO NOTHING on a column object (sqlite)",
    build: () =>
      on(sqliteInsert(items).values({ id: 9, sku: "new", qty: 50 }), (s) =>
        s.onConflictDoNothing({ indexElements: [items.c.sku] }),
      ),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (sku) DO NOTHING",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (sku) DO NOTHING",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (sku) DO NOTHING",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "new", null, 50, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "DO NOTHING on a column object (postgresql)",
    build: () =>
      on(pgInsert(items).values({ id: 9, sku: "new", qty: 50 }), (s) =>
        s.onConflictDoNothing({ indexElements: [items.c.sku] }),
      ),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (sku) DO NOTHING",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (sku) DO NOTHING",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (sku) DO NOTHING",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "new", null, 50, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "DO UPDATE (sqlite)",
    build: () =>
      on(sqliteInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["id"], set: { qty: 7 } }),
      ),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET qty = :param_1",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET qty = ?",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET qty = $4::INTEGER",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", "Anchor", 7, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "DO UPDATE (postgresql)",
    build: () =>
      on(pgInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["id"], set: { qty: 7 } }),
      ),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET qty = :param_1",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET qty = ?",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET qty = $4::INTEGER",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", "Anchor", 7, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "DO UPDATE with the excluded row (sqlite)",
    build: () =>
      on(sqliteInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["sku"], set: { qty: s.excluded.qty } }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (sku) DO UPDATE SET qty = excluded.qty",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (sku) DO UPDATE SET qty = excluded.qty",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (sku) DO UPDATE SET qty = excluded.qty",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", "Anchor", 50, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "DO UPDATE with the excluded row (postgresql)",
    build: () =>
      on(pgInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["sku"], set: { qty: s.excluded.qty } }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (sku) DO UPDATE SET qty = excluded.qty",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (sku) DO UPDATE SET qty = excluded.qty",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (sku) DO UPDATE SET qty = excluded.qty",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", "Anchor", 50, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "DO UPDATE adds (sqlite)",
    build: () =>
      on(sqliteInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["sku"], set: { qty: items.c.qty.add(s.excluded.qty) } }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (sku) DO UPDATE SET qty = (items.qty + excluded.qty)",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (sku) DO UPDATE SET qty = (items.qty + excluded.qty)",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (sku) DO UPDATE SET qty = (items.qty + excluded.qty)",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", "Anchor", 55, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "DO UPDATE adds (postgresql)",
    build: () =>
      on(pgInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["sku"], set: { qty: items.c.qty.add(s.excluded.qty) } }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (sku) DO UPDATE SET qty = (items.qty + excluded.qty)",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (sku) DO UPDATE SET qty = (items.qty + excluded.qty)",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (sku) DO UPDATE SET qty = (items.qty + excluded.qty)",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", "Anchor", 55, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "DO UPDATE of several columns (sqlite)",
    build: () =>
      on(sqliteInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["id"], set: { title: "T", qty: 1, sku: s.excluded.sku } }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET sku = excluded.sku, title = :param_1, qty = :param_2",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET sku = excluded.sku, title = ?, qty = ?",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET sku = excluded.sku, title = $4::VARCHAR, qty = $5::INTEGER",
    mysql: /no ON CONFLICT/,
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
    name: "DO UPDATE of several columns (postgresql)",
    build: () =>
      on(pgInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["id"], set: { title: "T", qty: 1, sku: s.excluded.sku } }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET sku = excluded.sku, title = :param_1, qty = :param_2",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET sku = excluded.sku, title = ?, qty = ?",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET sku = excluded.sku, title = $4::VARCHAR, qty = $5::INTEGER",
    mysql: /no ON CONFLICT/,
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
    name: "DO UPDATE with NULL (sqlite)",
    build: () =>
      on(sqliteInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["id"], set: { title: null } }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET title = :param_1",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET title = ?",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET title = $4::VARCHAR",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", null, 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "DO UPDATE with NULL (postgresql)",
    build: () =>
      on(pgInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["id"], set: { title: null } }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET title = :param_1",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET title = ?",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET title = $4::VARCHAR",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", null, 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "DO UPDATE with a function (sqlite)",
    build: () =>
      on(sqliteInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["id"], set: { title: func.upper(s.excluded.sku) } }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET title = upper(excluded.sku)",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET title = upper(excluded.sku)",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET title = upper(excluded.sku)",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", "A-1", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "DO UPDATE with a function (postgresql)",
    build: () =>
      on(pgInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["id"], set: { title: func.upper(s.excluded.sku) } }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET title = upper(excluded.sku)",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET title = upper(excluded.sku)",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET title = upper(excluded.sku)",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", "A-1", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "DO UPDATE with a subquery (sqlite)",
    build: () =>
      on(sqliteInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["id"], set: { qty: select(func.max(moves.c.delta)).scalarSubquery() } }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET qty = (SELECT max(moves.delta) AS max_1 FROM moves)",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET qty = (SELECT max(moves.delta) AS max_1 FROM moves)",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET qty = (SELECT max(moves.delta) AS max_1 FROM moves)",
    mysql: /no ON CONFLICT/,
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
    name: "DO UPDATE with a subquery (postgresql)",
    build: () =>
      on(pgInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["id"], set: { qty: select(func.max(moves.c.delta)).scalarSubquery() } }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET qty = (SELECT max(moves.delta) AS max_1 FROM moves)",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET qty = (SELECT max(moves.delta) AS max_1 FROM moves)",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET qty = (SELECT max(moves.delta) AS max_1 FROM moves)",
    mysql: /no ON CONFLICT/,
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
    name: "DO UPDATE with CASE (sqlite)",
    build: () =>
      on(sqliteInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({
          indexElements: ["id"],
          set: { qty: caseWhen([[items.c.qty.gt(s.excluded.qty), items.c.qty]], { else: s.excluded.qty }) },
        }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET qty = CASE WHEN (items.qty > excluded.qty) THEN items.qty ELSE excluded.qty END",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET qty = CASE WHEN (items.qty > excluded.qty) THEN items.qty ELSE excluded.qty END",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET qty = CASE WHEN (items.qty > excluded.qty) THEN items.qty ELSE excluded.qty END",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", "Anchor", 50, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "DO UPDATE with CASE (postgresql)",
    build: () =>
      on(pgInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({
          indexElements: ["id"],
          set: { qty: caseWhen([[items.c.qty.gt(s.excluded.qty), items.c.qty]], { else: s.excluded.qty }) },
        }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET qty = CASE WHEN (items.qty > excluded.qty) THEN items.qty ELSE excluded.qty END",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET qty = CASE WHEN (items.qty > excluded.qty) THEN items.qty ELSE excluded.qty END",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET qty = CASE WHEN (items.qty > excluded.qty) THEN items.qty ELSE excluded.qty END",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", "Anchor", 50, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "DO UPDATE where (sqlite)",
    build: () =>
      on(sqliteInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({
          indexElements: ["id"],
          set: { qty: s.excluded.qty },
          where: items.c.qty.lt(s.excluded.qty),
        }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty WHERE items.qty < excluded.qty",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty WHERE items.qty < excluded.qty",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty WHERE items.qty < excluded.qty",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", "Anchor", 50, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "DO UPDATE where (postgresql)",
    build: () =>
      on(pgInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({
          indexElements: ["id"],
          set: { qty: s.excluded.qty },
          where: items.c.qty.lt(s.excluded.qty),
        }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty WHERE items.qty < excluded.qty",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty WHERE items.qty < excluded.qty",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty WHERE items.qty < excluded.qty",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", "Anchor", 50, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "DO UPDATE where it does not hold (sqlite)",
    build: () =>
      on(sqliteInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["id"], set: { qty: s.excluded.qty }, where: items.c.qty.gt(100) }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty WHERE items.qty > :qty_1",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty WHERE items.qty > ?",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty WHERE items.qty > $4::INTEGER",
    mysql: /no ON CONFLICT/,
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
    name: "DO UPDATE where it does not hold (postgresql)",
    build: () =>
      on(pgInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["id"], set: { qty: s.excluded.qty }, where: items.c.qty.gt(100) }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty WHERE items.qty > :qty_1",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty WHERE items.qty > ?",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty WHERE items.qty > $4::INTEGER",
    mysql: /no ON CONFLICT/,
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
    name: "DO UPDATE with two conditions (sqlite)",
    build: () =>
      on(sqliteInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({
          indexElements: ["id"],
          set: { qty: 3 },
          where: and(items.c.qty.lt(100), items.c.title.isNot(null)),
        }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET qty = :param_1 WHERE items.qty < :qty_1 AND items.title IS NOT NULL",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET qty = ? WHERE items.qty < ? AND items.title IS NOT NULL",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET qty = $4::INTEGER WHERE items.qty < $5::INTEGER AND items.title IS NOT NULL",
    mysql: /no ON CONFLICT/,
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
    name: "DO UPDATE with two conditions (postgresql)",
    build: () =>
      on(pgInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({
          indexElements: ["id"],
          set: { qty: 3 },
          where: and(items.c.qty.lt(100), items.c.title.isNot(null)),
        }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET qty = :param_1 WHERE items.qty < :qty_1 AND items.title IS NOT NULL",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET qty = ? WHERE items.qty < ? AND items.title IS NOT NULL",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET qty = $4::INTEGER WHERE items.qty < $5::INTEGER AND items.title IS NOT NULL",
    mysql: /no ON CONFLICT/,
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
    name: "a key of two columns (sqlite)",
    build: () =>
      on(sqliteInsert(shelves).values({ room: "n", slot: 1, amount: 10 }), (s) =>
        s.onConflictDoUpdate({
          indexElements: ["room", "slot"],
          set: { amount: shelves.c.amount.add(s.excluded.amount) },
        }),
      ),
    default:
      "INSERT INTO shelves (room, slot, amount) VALUES (:room, :slot, :amount) ON CONFLICT (room, slot) DO UPDATE SET amount = (shelves.amount + excluded.amount)",
    sqlite:
      "INSERT INTO shelves (room, slot, amount) VALUES (?, ?, ?) ON CONFLICT (room, slot) DO UPDATE SET amount = (shelves.amount + excluded.amount)",
    postgresql:
      "INSERT INTO shelves (room, slot, amount) VALUES ($1::VARCHAR, $2::INTEGER, $3::INTEGER) ON CONFLICT (room, slot) DO UPDATE SET amount = (shelves.amount + excluded.amount)",
    mysql: /no ON CONFLICT/,
    after: {
      shelves: [
        ["n", 1, 1, 15],
        ["n", 2, 3, 4],
        ["s", 1, 2, 9],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a key of two columns (postgresql)",
    build: () =>
      on(pgInsert(shelves).values({ room: "n", slot: 1, amount: 10 }), (s) =>
        s.onConflictDoUpdate({
          indexElements: ["room", "slot"],
          set: { amount: shelves.c.amount.add(s.excluded.amount) },
        }),
      ),
    default:
      "INSERT INTO shelves (room, slot, amount) VALUES (:room, :slot, :amount) ON CONFLICT (room, slot) DO UPDATE SET amount = (shelves.amount + excluded.amount)",
    sqlite:
      "INSERT INTO shelves (room, slot, amount) VALUES (?, ?, ?) ON CONFLICT (room, slot) DO UPDATE SET amount = (shelves.amount + excluded.amount)",
    postgresql:
      "INSERT INTO shelves (room, slot, amount) VALUES ($1::VARCHAR, $2::INTEGER, $3::INTEGER) ON CONFLICT (room, slot) DO UPDATE SET amount = (shelves.amount + excluded.amount)",
    mysql: /no ON CONFLICT/,
    after: {
      shelves: [
        ["n", 1, 1, 15],
        ["n", 2, 3, 4],
        ["s", 1, 2, 9],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a column of another name (sqlite)",
    build: () =>
      on(sqliteInsert(moves).values({ id: 4, itemId: 2 }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["id"], set: { itemId: s.excluded.itemId } }),
      ),
    default:
      "INSERT INTO moves (id, item_id) VALUES (:id, :itemId) ON CONFLICT (id) DO UPDATE SET item_id = excluded.item_id",
    sqlite: "INSERT INTO moves (id, item_id) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET item_id = excluded.item_id",
    postgresql:
      "INSERT INTO moves (id, item_id) VALUES ($1::INTEGER, $2::INTEGER) ON CONFLICT (id) DO UPDATE SET item_id = excluded.item_id",
    mysql: /no ON CONFLICT/,
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [3, 3, 10, null],
        [4, 2, 2, "lost"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a column of another name (postgresql)",
    build: () =>
      on(pgInsert(moves).values({ id: 4, itemId: 2 }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["id"], set: { itemId: s.excluded.itemId } }),
      ),
    default:
      "INSERT INTO moves (id, item_id) VALUES (:id, :itemId) ON CONFLICT (id) DO UPDATE SET item_id = excluded.item_id",
    sqlite: "INSERT INTO moves (id, item_id) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET item_id = excluded.item_id",
    postgresql:
      "INSERT INTO moves (id, item_id) VALUES ($1::INTEGER, $2::INTEGER) ON CONFLICT (id) DO UPDATE SET item_id = excluded.item_id",
    mysql: /no ON CONFLICT/,
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [3, 3, 10, null],
        [4, 2, 2, "lost"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "several rows (sqlite)",
    build: () =>
      on(
        sqliteInsert(items).values([
          { id: 1, qty: 10 },
          { id: 9, qty: 90 },
        ]),
        (s) => s.onConflictDoUpdate({ indexElements: ["id"], set: { qty: s.excluded.qty } }),
      ),
    default:
      "INSERT INTO items (id, qty) VALUES (:id_m0, :qty_m0), (:id_m1, :qty_m1) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty",
    sqlite: "INSERT INTO items (id, qty) VALUES (?, ?), (?, ?) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty",
    postgresql:
      "INSERT INTO items (id, qty) VALUES ($1::INTEGER, $2::INTEGER), ($3::INTEGER, $4::INTEGER) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", "Anchor", 10, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, null, 90, null],
      ],
    },
    rowcount: 2,
  },
  {
    name: "several rows (postgresql)",
    build: () =>
      on(
        pgInsert(items).values([
          { id: 1, qty: 10 },
          { id: 9, qty: 90 },
        ]),
        (s) => s.onConflictDoUpdate({ indexElements: ["id"], set: { qty: s.excluded.qty } }),
      ),
    default:
      "INSERT INTO items (id, qty) VALUES (:id_m0, :qty_m0), (:id_m1, :qty_m1) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty",
    sqlite: "INSERT INTO items (id, qty) VALUES (?, ?), (?, ?) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty",
    postgresql:
      "INSERT INTO items (id, qty) VALUES ($1::INTEGER, $2::INTEGER), ($3::INTEGER, $4::INTEGER) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", "Anchor", 10, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, null, 90, null],
      ],
    },
    rowcount: 2,
  },
  {
    name: "several rows, DO NOTHING (sqlite)",
    build: () =>
      on(
        sqliteInsert(items).values([
          { id: 1, qty: 10 },
          { id: 9, qty: 90 },
        ]),
        (s) => s.onConflictDoNothing({ indexElements: ["id"] }),
      ),
    default: "INSERT INTO items (id, qty) VALUES (:id_m0, :qty_m0), (:id_m1, :qty_m1) ON CONFLICT (id) DO NOTHING",
    sqlite: "INSERT INTO items (id, qty) VALUES (?, ?), (?, ?) ON CONFLICT (id) DO NOTHING",
    postgresql:
      "INSERT INTO items (id, qty) VALUES ($1::INTEGER, $2::INTEGER), ($3::INTEGER, $4::INTEGER) ON CONFLICT (id) DO NOTHING",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, null, 90, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "several rows, DO NOTHING (postgresql)",
    build: () =>
      on(
        pgInsert(items).values([
          { id: 1, qty: 10 },
          { id: 9, qty: 90 },
        ]),
        (s) => s.onConflictDoNothing({ indexElements: ["id"] }),
      ),
    default: "INSERT INTO items (id, qty) VALUES (:id_m0, :qty_m0), (:id_m1, :qty_m1) ON CONFLICT (id) DO NOTHING",
    sqlite: "INSERT INTO items (id, qty) VALUES (?, ?), (?, ?) ON CONFLICT (id) DO NOTHING",
    postgresql:
      "INSERT INTO items (id, qty) VALUES ($1::INTEGER, $2::INTEGER), ($3::INTEGER, $4::INTEGER) ON CONFLICT (id) DO NOTHING",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, null, 90, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "with RETURNING (sqlite)",
    build: () =>
      on(sqliteInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s
          .onConflictDoUpdate({ indexElements: ["id"], set: { qty: s.excluded.qty } })
          .returning(items.c.id, items.c.qty),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty RETURNING items.id, items.qty",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty RETURNING id, qty",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty RETURNING items.id, items.qty",
    mysql: /no ON CONFLICT/,
    rows: [[1, 50]],
    after: {
      items: [
        [1, "a-1", "Anchor", 50, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "with RETURNING (postgresql)",
    build: () =>
      on(pgInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s
          .onConflictDoUpdate({ indexElements: ["id"], set: { qty: s.excluded.qty } })
          .returning(items.c.id, items.c.qty),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty RETURNING items.id, items.qty",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty RETURNING id, qty",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty RETURNING items.id, items.qty",
    mysql: /no ON CONFLICT/,
    rows: [[1, 50]],
    after: {
      items: [
        [1, "a-1", "Anchor", 50, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "DO NOTHING with RETURNING (sqlite)",
    build: () =>
      on(sqliteInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoNothing().returning(items.c.id),
      ),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT DO NOTHING RETURNING items.id",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT DO NOTHING RETURNING items.id",
    mysql: /no ON CONFLICT/,
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
    name: "DO NOTHING with RETURNING (postgresql)",
    build: () =>
      on(pgInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) => s.onConflictDoNothing().returning(items.c.id)),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT DO NOTHING RETURNING items.id",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT DO NOTHING RETURNING items.id",
    mysql: /no ON CONFLICT/,
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
    name: "defaults (sqlite)",
    build: () =>
      on(sqliteInsert(audits).values({ id: 1 }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["id"], set: { kind: s.excluded.kind, total: s.excluded.total } }),
      ),
    default:
      "INSERT INTO audits (id, kind, tag, total, hits) VALUES (:id, :kind, :tag, 2 + 3, :hits) ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, total = excluded.total",
    sqlite:
      "INSERT INTO audits (id, kind, tag, total, hits) VALUES (?, ?, ?, 2 + 3, ?) ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, total = excluded.total",
    postgresql:
      "INSERT INTO audits (id, kind, tag, total, hits) VALUES ($1::INTEGER, $2::VARCHAR, $3::VARCHAR, 2 + 3, $4::INTEGER) ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, total = excluded.total",
    mysql: /no ON CONFLICT/,
    after: {
      audits: [
        [1, "auto", "t", 5, null, null, 0, "o"],
        [2, "k2", "t2", 2, "x", "y", 5, "o2"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "defaults (postgresql)",
    build: () =>
      on(pgInsert(audits).values({ id: 1 }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["id"], set: { kind: s.excluded.kind, total: s.excluded.total } }),
      ),
    default:
      "INSERT INTO audits (id, kind, tag, total, hits) VALUES (:id, :kind, :tag, 2 + 3, :hits) ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, total = excluded.total",
    sqlite:
      "INSERT INTO audits (id, kind, tag, total, hits) VALUES (?, ?, ?, 2 + 3, ?) ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, total = excluded.total",
    postgresql:
      "INSERT INTO audits (id, kind, tag, total, hits) VALUES ($1::INTEGER, $2::VARCHAR, $3::VARCHAR, 2 + 3, $4::INTEGER) ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, total = excluded.total",
    mysql: /no ON CONFLICT/,
    after: {
      audits: [
        [1, "auto", "t", 5, null, null, 0, "o"],
        [2, "k2", "t2", 2, "x", "y", 5, "o2"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "the excluded row as a whole (sqlite)",
    build: () =>
      on(sqliteInsert(blanks).values({ id: 2, note: "x" }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["id"], set: s.excluded }),
      ),
    default:
      "INSERT INTO blanks (id, note) VALUES (:id, :note) ON CONFLICT (id) DO UPDATE SET id = excluded.id, note = excluded.note",
    sqlite:
      "INSERT INTO blanks (id, note) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET id = excluded.id, note = excluded.note",
    postgresql:
      "INSERT INTO blanks (id, note) VALUES ($1::INTEGER, $2::VARCHAR) ON CONFLICT (id) DO UPDATE SET id = excluded.id, note = excluded.note",
    mysql: /no ON CONFLICT/,
    after: { blanks: [[2, "x"]] },
    rowcount: 1,
  },
  {
    name: "the excluded row as a whole (postgresql)",
    build: () =>
      on(pgInsert(blanks).values({ id: 2, note: "x" }), (s) =>
        s.onConflictDoUpdate({ indexElements: ["id"], set: s.excluded }),
      ),
    default:
      "INSERT INTO blanks (id, note) VALUES (:id, :note) ON CONFLICT (id) DO UPDATE SET id = excluded.id, note = excluded.note",
    sqlite:
      "INSERT INTO blanks (id, note) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET id = excluded.id, note = excluded.note",
    postgresql:
      "INSERT INTO blanks (id, note) VALUES ($1::INTEGER, $2::VARCHAR) ON CONFLICT (id) DO UPDATE SET id = excluded.id, note = excluded.note",
    mysql: /no ON CONFLICT/,
    after: { blanks: [[2, "x"]] },
    rowcount: 1,
  },
  {
    name: "an index expression (sqlite)",
    build: () =>
      on(sqliteInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoNothing({ indexElements: [func.lower(items.c.sku)] }),
      ),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (lower(sku)) DO NOTHING",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (lower(sku)) DO NOTHING",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (lower(sku)) DO NOTHING",
    mysql: /no ON CONFLICT/,
  },
  {
    name: "an index expression (postgresql)",
    build: () =>
      on(pgInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoNothing({ indexElements: [func.lower(items.c.sku)] }),
      ),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (lower(sku)) DO NOTHING",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (lower(sku)) DO NOTHING",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (lower(sku)) DO NOTHING",
    mysql: /no ON CONFLICT/,
  },
  {
    name: "an index expression as text (sqlite)",
    build: () =>
      on(sqliteInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoNothing({ indexElements: [text("lower(sku)")] }),
      ),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (lower(sku)) DO NOTHING",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (lower(sku)) DO NOTHING",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (lower(sku)) DO NOTHING",
    mysql: /no ON CONFLICT/,
  },
  {
    name: "an index expression as text (postgresql)",
    build: () =>
      on(pgInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoNothing({ indexElements: [text("lower(sku)")] }),
      ),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (lower(sku)) DO NOTHING",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (lower(sku)) DO NOTHING",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (lower(sku)) DO NOTHING",
    mysql: /no ON CONFLICT/,
  },
  {
    name: "a partial index (sqlite)",
    build: () =>
      on(sqliteInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoNothing({ indexElements: ["sku"], indexWhere: items.c.qty.gt(5) }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (sku) WHERE qty > :qty_1 DO NOTHING",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (sku) WHERE qty > 5 DO NOTHING",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (sku) WHERE qty > $4::INTEGER DO NOTHING",
    mysql: /no ON CONFLICT/,
  },
  {
    name: "a partial index (postgresql)",
    build: () =>
      on(pgInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoNothing({ indexElements: ["sku"], indexWhere: items.c.qty.gt(5) }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (sku) WHERE qty > :qty_1 DO NOTHING",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (sku) WHERE qty > 5 DO NOTHING",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (sku) WHERE qty > $4::INTEGER DO NOTHING",
    mysql: /no ON CONFLICT/,
  },
  {
    name: "a partial index and an update (sqlite)",
    build: () =>
      on(sqliteInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({
          indexElements: ["sku"],
          indexWhere: items.c.title.like("A%"),
          set: { qty: 1 },
          where: items.c.id.ne(3),
        }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (sku) WHERE title LIKE :title_1 DO UPDATE SET qty = :param_1 WHERE items.id != :id_1",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (sku) WHERE title LIKE 'A%' DO UPDATE SET qty = ? WHERE items.id != ?",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (sku) WHERE title LIKE $4::VARCHAR DO UPDATE SET qty = $5::INTEGER WHERE items.id != $6::INTEGER",
    mysql: /no ON CONFLICT/,
  },
  {
    name: "a partial index and an update (postgresql)",
    build: () =>
      on(pgInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onConflictDoUpdate({
          indexElements: ["sku"],
          indexWhere: items.c.title.like("A%"),
          set: { qty: 1 },
          where: items.c.id.ne(3),
        }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (sku) WHERE title LIKE :title_1 DO UPDATE SET qty = :param_1 WHERE items.id != :id_1",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (sku) WHERE title LIKE 'A%' DO UPDATE SET qty = ? WHERE items.id != ?",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (sku) WHERE title LIKE $4::VARCHAR DO UPDATE SET qty = $5::INTEGER WHERE items.id != $6::INTEGER",
    mysql: /no ON CONFLICT/,
  },
  {
    name: "ON CONSTRAINT",
    build: () =>
      pgInsert(items)
        .values({ id: 1, qty: 8 })
        .onConflictDoUpdate({ constraint: "items_pkey", set: { qty: 9 } }),
    default:
      "INSERT INTO items (id, qty) VALUES (:id, :qty) ON CONFLICT ON CONSTRAINT items_pkey DO UPDATE SET qty = :param_1",
    sqlite: /no ON CONFLICT ON CONSTRAINT/,
    postgresql:
      "INSERT INTO items (id, qty) VALUES ($1::INTEGER, $2::INTEGER) ON CONFLICT ON CONSTRAINT items_pkey DO UPDATE SET qty = $3::INTEGER",
    mysql: /no ON CONFLICT/,
    after: {
      items: [
        [1, "a-1", "Anchor", 9, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "ON CONSTRAINT, a name that needs quotes",
    build: () => pgInsert(items).values({ id: 1, qty: 8 }).onConflictDoNothing({ constraint: "Odd key" }),
    default: 'INSERT INTO items (id, qty) VALUES (:id, :qty) ON CONFLICT ON CONSTRAINT "Odd key" DO NOTHING',
    sqlite: /no ON CONFLICT ON CONSTRAINT/,
    postgresql:
      'INSERT INTO items (id, qty) VALUES ($1::INTEGER, $2::INTEGER) ON CONFLICT ON CONSTRAINT "Odd key" DO NOTHING',
    mysql: /no ON CONFLICT/,
  },
  {
    name: "a constraint without a name is its columns",
    build: () =>
      pgInsert(shelves)
        .values({ room: "s", slot: 1, amount: 2 })
        .onConflictDoUpdate({ constraint: shelves.primaryKeyConstraint, set: { amount: 3 } }),
    default:
      "INSERT INTO shelves (room, slot, amount) VALUES (:room, :slot, :amount) ON CONFLICT (room, slot) DO UPDATE SET amount = :param_1",
    sqlite:
      "INSERT INTO shelves (room, slot, amount) VALUES (?, ?, ?) ON CONFLICT (room, slot) DO UPDATE SET amount = ?",
    postgresql:
      "INSERT INTO shelves (room, slot, amount) VALUES ($1::VARCHAR, $2::INTEGER, $3::INTEGER) ON CONFLICT (room, slot) DO UPDATE SET amount = $4::INTEGER",
    mysql: /no ON CONFLICT/,
    after: {
      shelves: [
        ["n", 1, 1, 5],
        ["n", 2, 3, 4],
        ["s", 1, 2, 3],
      ],
    },
    rowcount: 1,
  },
  {
    name: "INSERT \u2026 SELECT with ON CONFLICT",
    build: () =>
      on(
        sqliteInsert(blanks).fromSelect(["id", "note"], select(items.c.id, items.c.sku).where(items.c.id.lt(3))),
        (s) => s.onConflictDoUpdate({ indexElements: ["id"], set: { note: s.excluded.note } }),
      ),
    default:
      "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items WHERE items.id < :id_1 ON CONFLICT (id) DO UPDATE SET note = excluded.note",
    sqlite:
      "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items WHERE items.id < ? ON CONFLICT (id) DO UPDATE SET note = excluded.note",
    postgresql:
      "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items WHERE items.id < $1::INTEGER ON CONFLICT (id) DO UPDATE SET note = excluded.note",
    mysql: /no ON CONFLICT/,
    after: {
      blanks: [
        [1, "a-1"],
        [2, "b-2"],
      ],
    },
    rowcount: 2,
  },
  {
    name: "INSERT \u2026 SELECT without WHERE: SQLite needs one",
    build: () => sqliteInsert(blanks).fromSelect(["id", "note"], select(items.c.id, items.c.sku)).onConflictDoNothing(),
    default: "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items ON CONFLICT DO NOTHING",
    sqlite: "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items WHERE 1 = 1 ON CONFLICT DO NOTHING",
    postgresql: "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items ON CONFLICT DO NOTHING",
    mysql: /no ON CONFLICT/,
    after: {
      blanks: [
        [1, "a-1"],
        [2, "b-2"],
        [3, "c-3"],
        [4, "d-4"],
      ],
    },
  },
  {
    name: "ON DUPLICATE KEY UPDATE",
    build: () =>
      on(mysqlInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) => s.onDuplicateKeyUpdate({ qty: 7 })),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON DUPLICATE KEY UPDATE qty = :param_1",
    sqlite: /no ON DUPLICATE KEY UPDATE/,
    postgresql: /no ON DUPLICATE KEY UPDATE/,
    mysql: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE qty = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 7, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "the inserted row",
    build: () =>
      on(mysqlInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onDuplicateKeyUpdate({ qty: s.inserted.qty }),
      ),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON DUPLICATE KEY UPDATE qty = VALUES(qty)",
    sqlite: /no ON DUPLICATE KEY UPDATE/,
    postgresql: /no ON DUPLICATE KEY UPDATE/,
    mysql: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE qty = VALUES(qty)",
    after: {
      items: [
        [1, "a-1", "Anchor", 50, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "the inserted row in an expression",
    build: () =>
      on(mysqlInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onDuplicateKeyUpdate({ qty: items.c.qty.add(s.inserted.qty) }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON DUPLICATE KEY UPDATE qty = (items.qty + VALUES(qty))",
    sqlite: /no ON DUPLICATE KEY UPDATE/,
    postgresql: /no ON DUPLICATE KEY UPDATE/,
    mysql: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE qty = (items.qty + VALUES(qty))",
    after: {
      items: [
        [1, "a-1", "Anchor", 55, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "several columns in the order of the table",
    build: () =>
      on(mysqlInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onDuplicateKeyUpdate({ qty: 1, title: "T" }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON DUPLICATE KEY UPDATE title = :param_1, qty = :param_2",
    sqlite: /no ON DUPLICATE KEY UPDATE/,
    postgresql: /no ON DUPLICATE KEY UPDATE/,
    mysql: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE title = ?, qty = ?",
    after: {
      items: [
        [1, "a-1", "T", 1, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "pairs keep their order",
    build: () =>
      on(mysqlInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onDuplicateKeyUpdate([
          ["qty", 1],
          ["title", "T"],
        ]),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON DUPLICATE KEY UPDATE qty = :param_1, title = :param_2",
    sqlite: /no ON DUPLICATE KEY UPDATE/,
    postgresql: /no ON DUPLICATE KEY UPDATE/,
    mysql: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE qty = ?, title = ?",
    after: {
      items: [
        [1, "a-1", "T", 1, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "NULL",
    build: () =>
      on(mysqlInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) => s.onDuplicateKeyUpdate({ title: null })),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON DUPLICATE KEY UPDATE title = :param_1",
    sqlite: /no ON DUPLICATE KEY UPDATE/,
    postgresql: /no ON DUPLICATE KEY UPDATE/,
    mysql: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE title = ?",
    after: {
      items: [
        [1, "a-1", null, 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "a function",
    build: () =>
      on(mysqlInsert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.onDuplicateKeyUpdate({ title: func.upper(s.inserted.sku) }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON DUPLICATE KEY UPDATE title = upper(VALUES(sku))",
    sqlite: /no ON DUPLICATE KEY UPDATE/,
    postgresql: /no ON DUPLICATE KEY UPDATE/,
    mysql: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE title = upper(VALUES(sku))",
    after: {
      items: [
        [1, "a-1", "A-1", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "several rows",
    build: () =>
      on(
        mysqlInsert(items).values([
          { id: 1, qty: 10 },
          { id: 9, qty: 90 },
        ]),
        (s) => s.onDuplicateKeyUpdate({ qty: s.inserted.qty }),
      ),
    default:
      "INSERT INTO items (id, qty) VALUES (:id_m0, :qty_m0), (:id_m1, :qty_m1) ON DUPLICATE KEY UPDATE qty = VALUES(qty)",
    sqlite: /no ON DUPLICATE KEY UPDATE/,
    postgresql: /no ON DUPLICATE KEY UPDATE/,
    mysql: "INSERT INTO items (id, qty) VALUES (?, ?), (?, ?) ON DUPLICATE KEY UPDATE qty = VALUES(qty)",
    after: {
      items: [
        [1, "a-1", "Anchor", 10, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, null, 90, null],
      ],
    },
  },
  {
    name: "INSERT \u2026 SELECT with ON DUPLICATE KEY",
    build: () =>
      on(mysqlInsert(blanks).fromSelect(["id", "note"], select(items.c.id, items.c.sku)), (s) =>
        s.onDuplicateKeyUpdate({ note: s.inserted.note }),
      ),
    default:
      "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items ON DUPLICATE KEY UPDATE note = VALUES(note)",
    sqlite: /no ON DUPLICATE KEY UPDATE/,
    postgresql: /no ON DUPLICATE KEY UPDATE/,
    mysql:
      "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items ON DUPLICATE KEY UPDATE note = VALUES(note)",
    after: {
      blanks: [
        [1, "a-1"],
        [2, "b-2"],
        [3, "c-3"],
        [4, "d-4"],
      ],
    },
  },
  {
    name: "orUpdate with a value",
    build: () =>
      on(insert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) => s.orUpdate({ on: ["id"], set: { qty: 7 } })),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET qty = :param_1",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET qty = ?",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET qty = $4::INTEGER",
    mysql: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE qty = ?",
    after: {
      items: [
        [1, "a-1", "Anchor", 7, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "orUpdate with the new row",
    build: () =>
      on(insert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.orUpdate({ on: ["sku"], set: { qty: s.excluded.qty } }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (sku) DO UPDATE SET qty = excluded.qty",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (sku) DO UPDATE SET qty = excluded.qty",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (sku) DO UPDATE SET qty = excluded.qty",
    mysql: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE qty = VALUES(qty)",
    after: {
      items: [
        [1, "a-1", "Anchor", 50, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "orUpdate adds",
    build: () =>
      on(insert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.orUpdate({ on: [items.c.sku], set: { qty: items.c.qty.add(s.excluded.qty) } }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (sku) DO UPDATE SET qty = (items.qty + excluded.qty)",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (sku) DO UPDATE SET qty = (items.qty + excluded.qty)",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (sku) DO UPDATE SET qty = (items.qty + excluded.qty)",
    mysql: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE qty = (items.qty + VALUES(qty))",
    after: {
      items: [
        [1, "a-1", "Anchor", 55, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "orUpdate all",
    build: () => on(insert(items).values({ id: 1, sku: "zz", qty: 50 }), (s) => s.orUpdate({ on: ["id"], set: "all" })),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET sku = excluded.sku, qty = excluded.qty",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET sku = excluded.sku, qty = excluded.qty",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET sku = excluded.sku, qty = excluded.qty",
    mysql:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE sku = VALUES(sku), qty = VALUES(qty)",
    after: {
      items: [
        [1, "zz", "Anchor", 50, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "orUpdate all leaves the key alone",
    build: () =>
      on(insert(items).values({ id: 77, sku: "a-1", title: "New" }), (s) => s.orUpdate({ on: ["sku"], set: "all" })),
    default:
      "INSERT INTO items (id, sku, title) VALUES (:id, :sku, :title) ON CONFLICT (sku) DO UPDATE SET title = excluded.title",
    sqlite:
      "INSERT INTO items (id, sku, title) VALUES (?, ?, ?) ON CONFLICT (sku) DO UPDATE SET title = excluded.title",
    postgresql:
      "INSERT INTO items (id, sku, title) VALUES ($1::INTEGER, $2::VARCHAR, $3::VARCHAR) ON CONFLICT (sku) DO UPDATE SET title = excluded.title",
    mysql: "INSERT INTO items (id, sku, title) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE title = VALUES(title)",
    after: {
      items: [
        [1, "a-1", "New", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "orUpdate of a new row",
    build: () =>
      on(insert(items).values({ id: 9, sku: "new", qty: 4 }), (s) => s.orUpdate({ on: ["sku"], set: "all" })),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (sku) DO UPDATE SET qty = excluded.qty",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (sku) DO UPDATE SET qty = excluded.qty",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (sku) DO UPDATE SET qty = excluded.qty",
    mysql: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE qty = VALUES(qty)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "new", null, 4, null],
      ],
    },
  },
  {
    name: "orUpdate all with nothing but the key",
    build: () => on(insert(items).values({ id: 1 }), (s) => s.orUpdate({ on: ["id"], set: "all" })),
    default: "INSERT INTO items (id) VALUES (:id) ON CONFLICT (id) DO NOTHING",
    sqlite: "INSERT INTO items (id) VALUES (?) ON CONFLICT (id) DO NOTHING",
    postgresql: "INSERT INTO items (id) VALUES ($1::INTEGER) ON CONFLICT (id) DO NOTHING",
    mysql: "INSERT INTO items (id) VALUES (?) ON DUPLICATE KEY UPDATE id = items.id",
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
    name: "orUpdate of several columns",
    build: () =>
      on(insert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.orUpdate({ on: ["id"], set: { price: "2.00", title: s.excluded.sku, qty: null } }),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET title = excluded.sku, qty = :param_1, price = :param_2",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET title = excluded.sku, qty = ?, price = ?",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET title = excluded.sku, qty = $4::INTEGER, price = $5::NUMERIC(8, 2)",
    mysql:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE title = VALUES(sku), qty = ?, price = ?",
    after: {
      items: [
        [1, "a-1", "a-1", null, "2.00"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "orUpdate of several rows",
    build: () =>
      on(
        insert(items).values([
          { id: 1, qty: 10 },
          { id: 9, qty: 90 },
        ]),
        (s) => s.orUpdate({ on: ["id"], set: { qty: s.excluded.qty } }),
      ),
    default:
      "INSERT INTO items (id, qty) VALUES (:id_m0, :qty_m0), (:id_m1, :qty_m1) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty",
    sqlite: "INSERT INTO items (id, qty) VALUES (?, ?), (?, ?) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty",
    postgresql:
      "INSERT INTO items (id, qty) VALUES ($1::INTEGER, $2::INTEGER), ($3::INTEGER, $4::INTEGER) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty",
    mysql: "INSERT INTO items (id, qty) VALUES (?, ?), (?, ?) ON DUPLICATE KEY UPDATE qty = VALUES(qty)",
    after: {
      items: [
        [1, "a-1", "Anchor", 10, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, null, 90, null],
      ],
    },
  },
  {
    name: "orUpdate by a key of two columns",
    build: () =>
      on(insert(shelves).values({ room: "s", slot: 1, amount: 10 }), (s) =>
        s.orUpdate({ on: ["room", "slot"], set: { amount: shelves.c.amount.add(s.excluded.amount) } }),
      ),
    default:
      "INSERT INTO shelves (room, slot, amount) VALUES (:room, :slot, :amount) ON CONFLICT (room, slot) DO UPDATE SET amount = (shelves.amount + excluded.amount)",
    sqlite:
      "INSERT INTO shelves (room, slot, amount) VALUES (?, ?, ?) ON CONFLICT (room, slot) DO UPDATE SET amount = (shelves.amount + excluded.amount)",
    postgresql:
      "INSERT INTO shelves (room, slot, amount) VALUES ($1::VARCHAR, $2::INTEGER, $3::INTEGER) ON CONFLICT (room, slot) DO UPDATE SET amount = (shelves.amount + excluded.amount)",
    mysql:
      "INSERT INTO shelves (room, slot, amount) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE amount = (shelves.amount + VALUES(amount))",
    after: {
      shelves: [
        ["n", 1, 1, 5],
        ["n", 2, 3, 4],
        ["s", 1, 2, 19],
      ],
    },
  },
  {
    name: "orUpdate all by a key of two columns",
    build: () =>
      on(
        insert(shelves).values([
          { room: "s", slot: 1, itemId: 4, amount: 10 },
          { room: "t", slot: 1, itemId: null, amount: 1 },
        ]),
        (s) => s.orUpdate({ on: [shelves.c.room, shelves.c.slot], set: "all" }),
      ),
    default:
      "INSERT INTO shelves (room, slot, item_id, amount) VALUES (:room_m0, :slot_m0, :itemId_m0, :amount_m0), (:room_m1, :slot_m1, :itemId_m1, :amount_m1) ON CONFLICT (room, slot) DO UPDATE SET item_id = excluded.item_id, amount = excluded.amount",
    sqlite:
      "INSERT INTO shelves (room, slot, item_id, amount) VALUES (?, ?, ?, ?), (?, ?, ?, ?) ON CONFLICT (room, slot) DO UPDATE SET item_id = excluded.item_id, amount = excluded.amount",
    postgresql:
      "INSERT INTO shelves (room, slot, item_id, amount) VALUES ($1::VARCHAR, $2::INTEGER, $3::INTEGER, $4::INTEGER), ($5::VARCHAR, $6::INTEGER, $7::INTEGER, $8::INTEGER) ON CONFLICT (room, slot) DO UPDATE SET item_id = excluded.item_id, amount = excluded.amount",
    mysql:
      "INSERT INTO shelves (room, slot, item_id, amount) VALUES (?, ?, ?, ?), (?, ?, ?, ?) ON DUPLICATE KEY UPDATE item_id = VALUES(item_id), amount = VALUES(amount)",
    after: {
      shelves: [
        ["n", 1, 1, 5],
        ["n", 2, 3, 4],
        ["s", 1, 4, 10],
        ["t", 1, null, 1],
      ],
    },
  },
  {
    name: "orUpdate with a function",
    build: () =>
      on(insert(items).values({ id: 2, title: "LOUD" }), (s) =>
        s.orUpdate({ on: ["id"], set: { title: func.lower(s.excluded.title) } }),
      ),
    default:
      "INSERT INTO items (id, title) VALUES (:id, :title) ON CONFLICT (id) DO UPDATE SET title = lower(excluded.title)",
    sqlite: "INSERT INTO items (id, title) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET title = lower(excluded.title)",
    postgresql:
      "INSERT INTO items (id, title) VALUES ($1::INTEGER, $2::VARCHAR) ON CONFLICT (id) DO UPDATE SET title = lower(excluded.title)",
    mysql: "INSERT INTO items (id, title) VALUES (?, ?) ON DUPLICATE KEY UPDATE title = lower(VALUES(title))",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "loud", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "orIgnore",
    build: () => on(insert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) => s.orIgnore()),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT DO NOTHING",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT DO NOTHING",
    mysql: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE id = items.id",
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
    name: "orIgnore on a column",
    build: () => on(insert(items).values({ id: 9, sku: "a-1" }), (s) => s.orIgnore({ on: ["sku"] })),
    default: "INSERT INTO items (id, sku) VALUES (:id, :sku) ON CONFLICT (sku) DO NOTHING",
    sqlite: "INSERT INTO items (id, sku) VALUES (?, ?) ON CONFLICT (sku) DO NOTHING",
    postgresql: "INSERT INTO items (id, sku) VALUES ($1::INTEGER, $2::VARCHAR) ON CONFLICT (sku) DO NOTHING",
    mysql: "INSERT INTO items (id, sku) VALUES (?, ?) ON DUPLICATE KEY UPDATE sku = items.sku",
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
    name: "orIgnore of a new row",
    build: () => on(insert(items).values({ id: 9, sku: "new" }), (s) => s.orIgnore({ on: ["sku"] })),
    default: "INSERT INTO items (id, sku) VALUES (:id, :sku) ON CONFLICT (sku) DO NOTHING",
    sqlite: "INSERT INTO items (id, sku) VALUES (?, ?) ON CONFLICT (sku) DO NOTHING",
    postgresql: "INSERT INTO items (id, sku) VALUES ($1::INTEGER, $2::VARCHAR) ON CONFLICT (sku) DO NOTHING",
    mysql: "INSERT INTO items (id, sku) VALUES (?, ?) ON DUPLICATE KEY UPDATE sku = items.sku",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "new", null, null, null],
      ],
    },
  },
  {
    name: "orIgnore of several rows",
    build: () =>
      on(
        insert(items).values([
          { id: 1, qty: 0 },
          { id: 8, qty: 8 },
        ]),
        (s) => s.orIgnore({ on: ["id"] }),
      ),
    default: "INSERT INTO items (id, qty) VALUES (:id_m0, :qty_m0), (:id_m1, :qty_m1) ON CONFLICT (id) DO NOTHING",
    sqlite: "INSERT INTO items (id, qty) VALUES (?, ?), (?, ?) ON CONFLICT (id) DO NOTHING",
    postgresql:
      "INSERT INTO items (id, qty) VALUES ($1::INTEGER, $2::INTEGER), ($3::INTEGER, $4::INTEGER) ON CONFLICT (id) DO NOTHING",
    mysql: "INSERT INTO items (id, qty) VALUES (?, ?), (?, ?) ON DUPLICATE KEY UPDATE id = items.id",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [8, null, null, 8, null],
      ],
    },
  },
  {
    name: "orUpdate with RETURNING",
    build: () =>
      on(insert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) =>
        s.orUpdate({ on: ["id"], set: { qty: s.excluded.qty } }).returning(items.c.id, items.c.qty),
      ),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty RETURNING items.id, items.qty",
    sqlite:
      "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty RETURNING id, qty",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT (id) DO UPDATE SET qty = excluded.qty RETURNING items.id, items.qty",
    mysql: /no INSERT … RETURNING/,
    rows: [[1, 50]],
    after: {
      items: [
        [1, "a-1", "Anchor", 50, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
  },
  {
    name: "orIgnore with RETURNING",
    build: () => on(insert(items).values({ id: 1, sku: "a-1", qty: 50 }), (s) => s.orIgnore().returning(items.c.id)),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) ON CONFLICT DO NOTHING RETURNING items.id",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) ON CONFLICT DO NOTHING RETURNING items.id",
    mysql: /no INSERT … RETURNING/,
    // MariaDB returns the row that is there, which its ON DUPLICATE KEY UPDATE sets to what it is.
    notOn: ["mysql"],
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
    name: "orUpdate from a select",
    build: () =>
      on(insert(blanks).fromSelect(["id", "note"], select(items.c.id, items.c.sku).where(items.c.id.lt(4))), (s) =>
        s.orUpdate({ on: ["id"], set: { note: s.excluded.note } }),
      ),
    default:
      "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items WHERE items.id < :id_1 ON CONFLICT (id) DO UPDATE SET note = excluded.note",
    sqlite:
      "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items WHERE items.id < ? ON CONFLICT (id) DO UPDATE SET note = excluded.note",
    postgresql:
      "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items WHERE items.id < $1::INTEGER ON CONFLICT (id) DO UPDATE SET note = excluded.note",
    mysql:
      "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items WHERE items.id < ? ON DUPLICATE KEY UPDATE note = VALUES(note)",
    after: {
      blanks: [
        [1, "a-1"],
        [2, "b-2"],
        [3, "c-3"],
      ],
    },
  },
]);
