import {
  bindparam,
  caseWhen,
  cast,
  deleteFrom,
  func,
  insert,
  literal,
  select,
  string,
  text,
  union,
  update,
} from "athanor";
import { audits, blanks, items, moves, shelves, testDml } from "./dml-support.ts";

const low = select(items.c.id, items.c.sku).where(items.c.qty.lt(6)).cte("low");
const first = select(literal(5).label("n")).cte("numbers", { recursive: true });
const numbers = first.unionAll(select(first.c.n.add(1)).where(first.c.n.lt(8)));
const gone = deleteFrom(moves).where(moves.c.id.lt(3)).returning(moves.c.id, moves.c.note).cte("gone");
const added = insert(items).values({ id: 9, sku: "w" }).returning(items.c.id).cte("added");
const changed = update(items)
  .set({ qty: items.c.qty.add(100) })
  .where(items.c.id.lt(3))
  .returning(items.c.id, items.c.qty)
  .cte("changed");
const plainDelete = deleteFrom(moves).where(moves.c.id.eq(4)).cte("plain");
const rows = insert(items)
  .values([
    { id: 8, sku: "x" },
    { id: 9, sku: "y" },
  ])
  .returning(items.c.id, items.c.sku)
  .cte("rows");

testDml("insert from select, returning, DML in WITH", [
  {
    name: "from a select",
    build: () =>
      insert(moves).fromSelect(["id", "note"], select(items.c.id.add(10), items.c.title).where(items.c.id.lt(3))),
    default:
      "INSERT INTO moves (id, note) SELECT items.id + :id_1 AS anon_1, items.title FROM items WHERE items.id < :id_2",
    sqlite: "INSERT INTO moves (id, note) SELECT items.id + ? AS anon_1, items.title FROM items WHERE items.id < ?",
    postgresql:
      "INSERT INTO moves (id, note) SELECT items.id + $1::INTEGER AS anon_1, items.title FROM items WHERE items.id < $2::INTEGER",
    mysql: "INSERT INTO moves (id, note) SELECT items.id + ? AS anon_1, items.title FROM items WHERE items.id < ?",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [3, 3, 10, null],
        [4, null, 2, "lost"],
        [11, null, null, "Anchor"],
        [12, null, null, "Buoy"],
      ],
    },
    rowcount: 2,
  },
  {
    name: "columns as columns",
    build: () =>
      insert(moves).fromSelect(
        [moves.c.id, moves.c.itemId],
        select(items.c.id.add(10), items.c.id).where(items.c.qty.gt(6)),
      ),
    default:
      "INSERT INTO moves (id, item_id) SELECT items.id + :id_1 AS anon_1, items.id FROM items WHERE items.qty > :qty_1",
    sqlite: "INSERT INTO moves (id, item_id) SELECT items.id + ? AS anon_1, items.id FROM items WHERE items.qty > ?",
    postgresql:
      "INSERT INTO moves (id, item_id) SELECT items.id + $1::INTEGER AS anon_1, items.id FROM items WHERE items.qty > $2::INTEGER",
    mysql: "INSERT INTO moves (id, item_id) SELECT items.id + ? AS anon_1, items.id FROM items WHERE items.qty > ?",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [3, 3, 10, null],
        [4, null, 2, "lost"],
        [13, 3, null, null],
        [14, 4, null, null],
      ],
    },
    rowcount: 2,
  },
  {
    name: "without a condition",
    build: () => insert(blanks).fromSelect(["id", "note"], select(items.c.id, items.c.sku)),
    default: "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items",
    sqlite: "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items",
    postgresql: "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items",
    mysql: "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items",
    after: {
      blanks: [
        [1, "a-1"],
        [2, "b-2"],
        [3, "c-3"],
        [4, "d-4"],
      ],
    },
    rowcount: 4,
  },
  {
    name: "from the table itself",
    build: () =>
      insert(shelves).fromSelect(
        ["room", "slot", "amount"],
        select(func.lower(shelves.c.room).concat("2"), shelves.c.slot, shelves.c.amount).where(shelves.c.room.eq("n")),
      ),
    default:
      "INSERT INTO shelves (room, slot, amount) SELECT lower(shelves.room) || :lower_1 AS anon_1, shelves.slot, shelves.amount FROM shelves WHERE shelves.room = :room_1",
    sqlite:
      "INSERT INTO shelves (room, slot, amount) SELECT lower(shelves.room) || ? AS anon_1, shelves.slot, shelves.amount FROM shelves WHERE shelves.room = ?",
    postgresql:
      "INSERT INTO shelves (room, slot, amount) SELECT lower(shelves.room) || $1::VARCHAR AS anon_1, shelves.slot, shelves.amount FROM shelves WHERE shelves.room = $2::VARCHAR",
    mysql:
      "INSERT INTO shelves (room, slot, amount) SELECT concat(lower(shelves.room), ?) AS anon_1, shelves.slot, shelves.amount FROM shelves WHERE shelves.room = ?",
    after: {
      shelves: [
        ["n", 1, 1, 5],
        ["n", 2, 3, 4],
        ["n2", 1, null, 5],
        ["n2", 2, null, 4],
        ["s", 1, 2, 9],
      ],
    },
    rowcount: 2,
  },
  {
    name: "from groups",
    build: () =>
      insert(shelves).fromSelect(
        ["room", "slot", "amount"],
        select(literal("g"), moves.c.itemId, func.sum(moves.c.delta))
          .where(moves.c.itemId.isNot(null))
          .groupBy(moves.c.itemId),
      ),
    default:
      "INSERT INTO shelves (room, slot, amount) SELECT :param_1 AS anon_1, moves.item_id, sum(moves.delta) AS sum_1 FROM moves WHERE moves.item_id IS NOT NULL GROUP BY moves.item_id",
    sqlite:
      "INSERT INTO shelves (room, slot, amount) SELECT ? AS anon_1, moves.item_id, sum(moves.delta) AS sum_1 FROM moves WHERE moves.item_id IS NOT NULL GROUP BY moves.item_id",
    postgresql:
      "INSERT INTO shelves (room, slot, amount) SELECT $1::VARCHAR AS anon_1, moves.item_id, sum(moves.delta) AS sum_1 FROM moves WHERE moves.item_id IS NOT NULL GROUP BY moves.item_id",
    mysql:
      "INSERT INTO shelves (room, slot, amount) SELECT ? AS anon_1, moves.item_id, sum(moves.delta) AS sum_1 FROM moves WHERE moves.item_id IS NOT NULL GROUP BY moves.item_id",
    after: {
      shelves: [
        ["g", 1, null, 2],
        ["g", 3, null, 10],
        ["n", 1, 1, 5],
        ["n", 2, 3, 4],
        ["s", 1, 2, 9],
      ],
    },
    rowcount: 2,
  },
  {
    name: "from a join",
    build: () =>
      insert(blanks).fromSelect(
        ["id", "note"],
        select(moves.c.id, items.c.sku).joinFrom(moves, items, moves.c.itemId.eq(items.c.id)),
      ),
    default:
      "INSERT INTO blanks (id, note) SELECT moves.id, items.sku FROM moves JOIN items ON moves.item_id = items.id",
    sqlite:
      "INSERT INTO blanks (id, note) SELECT moves.id, items.sku FROM moves JOIN items ON moves.item_id = items.id",
    postgresql:
      "INSERT INTO blanks (id, note) SELECT moves.id, items.sku FROM moves JOIN items ON moves.item_id = items.id",
    mysql:
      "INSERT INTO blanks (id, note) SELECT moves.id, items.sku FROM moves INNER JOIN items ON moves.item_id = items.id",
    after: {
      blanks: [
        [1, "a-1"],
        [2, "a-1"],
        [3, "c-3"],
      ],
    },
    rowcount: 3,
  },
  {
    name: "in an order, with a limit",
    build: () =>
      insert(blanks).fromSelect(["id", "note"], select(items.c.id, items.c.sku).orderBy(items.c.qty.desc()).limit(2)),
    default:
      "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items ORDER BY items.qty DESC LIMIT :param_1",
    sqlite:
      "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items ORDER BY items.qty DESC LIMIT ? OFFSET ?",
    postgresql:
      "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items ORDER BY items.qty DESC  LIMIT $1::INTEGER",
    mysql: "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items ORDER BY items.qty DESC  LIMIT ?",
    after: {
      blanks: [
        [3, "c-3"],
        [4, "d-4"],
      ],
    },
    rowcount: 2,
  },
  {
    name: "from a union",
    build: () =>
      insert(blanks).fromSelect(
        ["id", "note"],
        union(
          select(items.c.id, items.c.sku).where(items.c.id.eq(1)),
          select(moves.c.id, moves.c.note).where(moves.c.id.eq(2)),
        ),
      ),
    default:
      "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items WHERE items.id = :id_1 UNION SELECT moves.id, moves.note FROM moves WHERE moves.id = :id_2",
    sqlite:
      "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items WHERE items.id = ? UNION SELECT moves.id, moves.note FROM moves WHERE moves.id = ?",
    postgresql:
      "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items WHERE items.id = $1::INTEGER UNION SELECT moves.id, moves.note FROM moves WHERE moves.id = $2::INTEGER",
    mysql:
      "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items WHERE items.id = ? UNION SELECT moves.id, moves.note FROM moves WHERE moves.id = ?",
    after: {
      blanks: [
        [1, "a-1"],
        [2, "out"],
      ],
    },
    rowcount: 2,
  },
  {
    name: "from a CTE",
    build: () => insert(blanks).fromSelect(["id", "note"], select(low.c.id, low.c.sku)),
    default:
      "WITH low AS (SELECT items.id AS id, items.sku AS sku FROM items WHERE items.qty < :qty_1) INSERT INTO blanks (id, note) SELECT low.id, low.sku FROM low",
    sqlite:
      "WITH low AS (SELECT items.id AS id, items.sku AS sku FROM items WHERE items.qty < ?) INSERT INTO blanks (id, note) SELECT low.id, low.sku FROM low",
    postgresql:
      "WITH low AS (SELECT items.id AS id, items.sku AS sku FROM items WHERE items.qty < $1::INTEGER) INSERT INTO blanks (id, note) SELECT low.id, low.sku FROM low",
    mysql:
      "INSERT INTO blanks (id, note) WITH low AS (SELECT items.id AS id, items.sku AS sku FROM items WHERE items.qty < ?) SELECT low.id, low.sku FROM low",
    after: {
      blanks: [
        [1, "a-1"],
        [2, "b-2"],
      ],
    },
  },
  {
    name: "from a recursive CTE",
    build: () => insert(blanks).fromSelect(["id"], select(numbers.c.n)),
    default:
      "WITH RECURSIVE numbers(n) AS (SELECT :param_1 AS n UNION ALL SELECT numbers.n + :n_1 AS anon_1 FROM numbers WHERE numbers.n < :n_2) INSERT INTO blanks (id) SELECT numbers.n FROM numbers",
    sqlite:
      "WITH RECURSIVE numbers(n) AS (SELECT ? AS n UNION ALL SELECT numbers.n + ? AS anon_1 FROM numbers WHERE numbers.n < ?) INSERT INTO blanks (id) SELECT numbers.n FROM numbers",
    postgresql:
      "WITH RECURSIVE numbers(n) AS (SELECT $1::INTEGER AS n UNION ALL SELECT numbers.n + $2::INTEGER AS anon_1 FROM numbers WHERE numbers.n < $3::INTEGER) INSERT INTO blanks (id) SELECT numbers.n FROM numbers",
    mysql:
      "INSERT INTO blanks (id) WITH RECURSIVE numbers(n) AS (SELECT ? AS n UNION ALL SELECT numbers.n + ? AS anon_1 FROM numbers WHERE numbers.n < ?) SELECT numbers.n FROM numbers",
    after: {
      blanks: [
        [5, "none"],
        [6, "none"],
        [7, "none"],
        [8, "none"],
      ],
    },
  },
  {
    name: "from SQL text",
    build: () => insert(blanks).fromSelect(["id", "note"], text("SELECT id, sku FROM items WHERE id > 2")),
    default: "INSERT INTO blanks (id, note) SELECT id, sku FROM items WHERE id > 2",
    sqlite: "INSERT INTO blanks (id, note) SELECT id, sku FROM items WHERE id > 2",
    postgresql: "INSERT INTO blanks (id, note) SELECT id, sku FROM items WHERE id > 2",
    mysql: "INSERT INTO blanks (id, note) SELECT id, sku FROM items WHERE id > 2",
    after: {
      blanks: [
        [3, "c-3"],
        [4, "d-4"],
      ],
    },
    rowcount: 2,
  },
  {
    name: "with defaults",
    build: () =>
      insert(audits).fromSelect(["id", "origin"], select(items.c.id.add(10), items.c.sku).where(items.c.id.eq(1))),
    default:
      "INSERT INTO audits (id, origin, kind, tag, total, hits) SELECT items.id + :id_1 AS anon_1, items.sku, :kind AS anon_2, :tag AS anon_3, 2 + 3, :hits AS anon_4 FROM items WHERE items.id = :id_2",
    sqlite:
      "INSERT INTO audits (id, origin, kind, tag, total, hits) SELECT items.id + ? AS anon_1, items.sku, ? AS anon_2, ? AS anon_3, 2 + 3, ? AS anon_4 FROM items WHERE items.id = ?",
    postgresql:
      "INSERT INTO audits (id, origin, kind, tag, total, hits) SELECT items.id + $1::INTEGER AS anon_1, items.sku, $2::VARCHAR AS anon_2, $3::VARCHAR AS anon_3, 2 + 3, $4::INTEGER AS anon_4 FROM items WHERE items.id = $5::INTEGER",
    mysql:
      "INSERT INTO audits (id, origin, kind, tag, total, hits) SELECT items.id + ? AS anon_1, items.sku, ? AS anon_2, ? AS anon_3, 2 + 3, ? AS anon_4 FROM items WHERE items.id = ?",
    after: {
      audits: [
        [1, "k", "t", 1, null, null, 0, "o"],
        [2, "k2", "t2", 2, "x", "y", 5, "o2"],
        [11, "auto", "t1", 5, null, null, 0, "a-1"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a column instead of its default",
    build: () =>
      insert(audits).fromSelect(
        ["id", "kind", "tag", "total", "hits"],
        select(items.c.id.add(10), items.c.sku, items.c.sku.label("s2"), items.c.qty, items.c.qty.label("q2")).where(
          items.c.id.eq(1),
        ),
      ),
    default:
      "INSERT INTO audits (id, kind, tag, total, hits) SELECT items.id + :id_1 AS anon_1, items.sku, items.sku AS s2, items.qty, items.qty AS q2 FROM items WHERE items.id = :id_2",
    sqlite:
      "INSERT INTO audits (id, kind, tag, total, hits) SELECT items.id + ? AS anon_1, items.sku, items.sku AS s2, items.qty, items.qty AS q2 FROM items WHERE items.id = ?",
    postgresql:
      "INSERT INTO audits (id, kind, tag, total, hits) SELECT items.id + $1::INTEGER AS anon_1, items.sku, items.sku AS s2, items.qty, items.qty AS q2 FROM items WHERE items.id = $2::INTEGER",
    mysql:
      "INSERT INTO audits (id, kind, tag, total, hits) SELECT items.id + ? AS anon_1, items.sku, items.sku AS s2, items.qty, items.qty AS q2 FROM items WHERE items.id = ?",
    after: {
      audits: [
        [1, "k", "t", 1, null, null, 0, "o"],
        [2, "k2", "t2", 2, "x", "y", 5, "o2"],
        [11, "a-1", "a-1", 5, null, null, 5, "srv"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "without defaults",
    build: () =>
      insert(audits).fromSelect(["id", "origin"], select(items.c.id.add(10), items.c.sku).where(items.c.id.eq(1)), {
        includeDefaults: false,
      }),
    default:
      "INSERT INTO audits (id, origin) SELECT items.id + :id_1 AS anon_1, items.sku FROM items WHERE items.id = :id_2",
    sqlite: "INSERT INTO audits (id, origin) SELECT items.id + ? AS anon_1, items.sku FROM items WHERE items.id = ?",
    postgresql:
      "INSERT INTO audits (id, origin) SELECT items.id + $1::INTEGER AS anon_1, items.sku FROM items WHERE items.id = $2::INTEGER",
    mysql: "INSERT INTO audits (id, origin) SELECT items.id + ? AS anon_1, items.sku FROM items WHERE items.id = ?",
    after: {
      audits: [
        [1, "k", "t", 1, null, null, 0, "o"],
        [2, "k2", "t2", 2, "x", "y", 5, "o2"],
        [11, null, null, null, null, null, null, "a-1"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a union has no room for defaults",
    build: () => insert(audits).fromSelect(["id"], union(select(items.c.id), select(moves.c.id))),
    default: /cannot add the columns with defaults/,
    sqlite: /cannot add the columns with defaults/,
    postgresql: /cannot add the columns with defaults/,
    mysql: /cannot add the columns with defaults/,
  },
  {
    name: "with RETURNING",
    build: () =>
      insert(blanks)
        .fromSelect(["id", "note"], select(items.c.id, items.c.sku).where(items.c.id.gt(2)))
        .returning(blanks.c.id, blanks.c.note),
    default:
      "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items WHERE items.id > :id_1 RETURNING blanks.id, blanks.note",
    sqlite: "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items WHERE items.id > ? RETURNING id, note",
    postgresql:
      "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items WHERE items.id > $1::INTEGER RETURNING blanks.id, blanks.note",
    mysql: /no INSERT … RETURNING/,
    rows: [
      [3, "c-3"],
      [4, "d-4"],
    ],
    after: {
      blanks: [
        [3, "c-3"],
        [4, "d-4"],
      ],
    },
  },
  {
    name: "a parameter of the execution",
    build: () =>
      insert(blanks).fromSelect(
        ["id", "note"],
        select(items.c.id, items.c.sku).where(items.c.id.eq(bindparam("wanted"))),
      ),
    default: "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items WHERE items.id = :wanted",
    sqlite: "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items WHERE items.id = ?",
    postgresql: "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items WHERE items.id = $1::INTEGER",
    mysql: "INSERT INTO blanks (id, note) SELECT items.id, items.sku FROM items WHERE items.id = ?",
    after: { blanks: [[3, "c-3"]] },
    rowcount: 1,
    params: { wanted: 3 },
  },
  {
    name: "a prefix",
    build: () => insert(blanks).prefixWith("IGNORE", { dialect: "mysql" }).fromSelect(["id"], select(items.c.id)),
    default: "INSERT INTO blanks (id) SELECT items.id FROM items",
    sqlite: "INSERT INTO blanks (id) SELECT items.id FROM items",
    postgresql: "INSERT INTO blanks (id) SELECT items.id FROM items",
    mysql: "INSERT IGNORE INTO blanks (id) SELECT items.id FROM items",
    after: {
      blanks: [
        [1, "none"],
        [2, "none"],
        [3, "none"],
        [4, "none"],
      ],
    },
    rowcount: 4,
  },
  {
    name: "returning one column",
    build: () => insert(items).values({ id: 9, sku: "s", qty: 3 }).returning(items.c.sku),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) RETURNING items.sku",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) RETURNING sku",
    postgresql: "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) RETURNING items.sku",
    mysql: /no INSERT … RETURNING/,
    rows: [["s"]],
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "s", null, 3, null],
      ],
    },
  },
  {
    name: "returning columns in another order",
    build: () => insert(items).values({ id: 9, sku: "s", qty: 3 }).returning(items.c.qty, items.c.id),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) RETURNING items.qty, items.id",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) RETURNING qty, id",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) RETURNING items.qty, items.id",
    mysql: /no INSERT … RETURNING/,
    rows: [[3, 9]],
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "s", null, 3, null],
      ],
    },
  },
  {
    name: "returning the table",
    build: () => insert(items).values({ id: 9, sku: "s", qty: 3 }).returning(items),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) RETURNING items.id, items.sku, items.title, items.qty, items.price",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) RETURNING id, sku, title, qty, price",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) RETURNING items.id, items.sku, items.title, items.qty, items.price",
    mysql: /no INSERT … RETURNING/,
    rows: [[9, "s", null, 3, null]],
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "s", null, 3, null],
      ],
    },
  },
  {
    name: "returning an expression",
    build: () => insert(items).values({ id: 9, sku: "s", qty: 3 }).returning(items.c.qty.mul(2)),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) RETURNING items.qty * :qty_1 AS anon_1",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) RETURNING qty * ? AS anon_1",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) RETURNING items.qty * $4::INTEGER AS anon_1",
    mysql: /no INSERT … RETURNING/,
    rows: [[6]],
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "s", null, 3, null],
      ],
    },
  },
  {
    name: "returning a label",
    build: () => insert(items).values({ id: 9, sku: "s", qty: 3 }).returning(items.c.qty.add(1).label("more")),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) RETURNING items.qty + :qty_1 AS more",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) RETURNING qty + ? AS more",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) RETURNING items.qty + $4::INTEGER AS more",
    mysql: /no INSERT … RETURNING/,
    rows: [[4]],
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "s", null, 3, null],
      ],
    },
  },
  {
    name: "returning a labelled column",
    build: () => insert(items).values({ id: 9, sku: "s", qty: 3 }).returning(items.c.id.label("ident")),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) RETURNING items.id AS ident",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) RETURNING id AS ident",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) RETURNING items.id AS ident",
    mysql: /no INSERT … RETURNING/,
    rows: [[9]],
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "s", null, 3, null],
      ],
    },
  },
  {
    name: "returning a function",
    build: () => insert(items).values({ id: 9, sku: "s", qty: 3 }).returning(func.upper(items.c.sku)),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) RETURNING upper(items.sku) AS upper_1",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) RETURNING upper(sku) AS upper_1",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) RETURNING upper(items.sku) AS upper_1",
    mysql: /no INSERT … RETURNING/,
    rows: [["S"]],
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "s", null, 3, null],
      ],
    },
  },
  {
    name: "returning a literal",
    build: () => insert(items).values({ id: 9, sku: "s", qty: 3 }).returning(literal(5)),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) RETURNING :param_1 AS anon_1",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) RETURNING ? AS anon_1",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) RETURNING $4::INTEGER AS anon_1",
    mysql: /no INSERT … RETURNING/,
    rows: [[5]],
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "s", null, 3, null],
      ],
    },
  },
  {
    name: "returning CASE",
    build: () =>
      insert(items)
        .values({ id: 9, sku: "s", qty: 3 })
        .returning(caseWhen([[items.c.qty.gt(2), "many"]], { else: "few" }).label("how")),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) RETURNING CASE WHEN (items.qty > :qty_1) THEN :param_1 ELSE :param_2 END AS how",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) RETURNING CASE WHEN (qty > ?) THEN ? ELSE ? END AS how",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) RETURNING CASE WHEN (items.qty > $4::INTEGER) THEN $5::VARCHAR ELSE $6::VARCHAR END AS how",
    mysql: /no INSERT … RETURNING/,
    rows: [["many"]],
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "s", null, 3, null],
      ],
    },
  },
  {
    name: "returning a cast",
    build: () =>
      insert(items)
        .values({ id: 9, sku: "s", qty: 3 })
        .returning(cast(items.c.qty, string(10))),
    default:
      "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) RETURNING CAST(items.qty AS VARCHAR(10)) AS qty",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) RETURNING CAST(qty AS VARCHAR(10)) AS qty",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) RETURNING CAST(items.qty AS VARCHAR(10)) AS qty",
    mysql: /no INSERT … RETURNING/,
    rows: [["3"]],
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "s", null, 3, null],
      ],
    },
  },
  {
    name: "returning twice the same column",
    build: () => insert(items).values({ id: 9, sku: "s", qty: 3 }).returning(items.c.id, items.c.id.label("again")),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) RETURNING items.id, items.id AS again",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) RETURNING id, id AS again",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) RETURNING items.id, items.id AS again",
    mysql: /no INSERT … RETURNING/,
    rows: [[9, 9]],
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "s", null, 3, null],
      ],
    },
  },
  {
    name: "returning a concatenation",
    build: () => insert(items).values({ id: 9, sku: "s", qty: 3 }).returning(items.c.sku.concat("!").label("x")),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty) RETURNING items.sku || :sku_1 AS x",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?) RETURNING sku || ? AS x",
    postgresql:
      "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER) RETURNING items.sku || $4::VARCHAR AS x",
    mysql: /no INSERT … RETURNING/,
    rows: [["s!"]],
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "s", null, 3, null],
      ],
    },
  },
  {
    name: "returning() twice",
    build: () => insert(items).values({ id: 9, sku: "s" }).returning(items.c.id).returning(items.c.sku),
    default: "INSERT INTO items (id, sku) VALUES (:id, :sku) RETURNING items.id, items.sku",
    sqlite: "INSERT INTO items (id, sku) VALUES (?, ?) RETURNING id, sku",
    postgresql: "INSERT INTO items (id, sku) VALUES ($1::INTEGER, $2::VARCHAR) RETURNING items.id, items.sku",
    mysql: /no INSERT … RETURNING/,
    rows: [[9, "s"]],
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "s", null, null, null],
      ],
    },
  },
  {
    name: "returning defaults",
    build: () =>
      insert(audits).values({ id: 9 }).returning(audits.c.kind, audits.c.tag, audits.c.total, audits.c.origin),
    default:
      "INSERT INTO audits (id, kind, tag, total, hits) VALUES (:id, :kind, :tag, 2 + 3, :hits) RETURNING audits.kind, audits.tag, audits.total, audits.origin",
    sqlite:
      "INSERT INTO audits (id, kind, tag, total, hits) VALUES (?, ?, ?, 2 + 3, ?) RETURNING kind, tag, total, origin",
    postgresql:
      "INSERT INTO audits (id, kind, tag, total, hits) VALUES ($1::INTEGER, $2::VARCHAR, $3::VARCHAR, 2 + 3, $4::INTEGER) RETURNING audits.kind, audits.tag, audits.total, audits.origin",
    mysql: /no INSERT … RETURNING/,
    rows: [["auto", "t1", 5, "srv"]],
    after: {
      audits: [
        [1, "k", "t", 1, null, null, 0, "o"],
        [2, "k2", "t2", 2, "x", "y", 5, "o2"],
        [9, "auto", "t1", 5, null, null, 0, "srv"],
      ],
    },
  },
  {
    name: "returning for each set of parameters",
    build: () => insert(items).returning(items.c.id, items.c.sku, { sortByParameterOrder: true }),
    default:
      "INSERT INTO items (id, sku, title, qty, price) VALUES (:id, :sku, :title, :qty, :price) RETURNING items.id, items.sku",
    sqlite: "INSERT INTO items (id, sku, title, qty, price) VALUES (?, ?, ?, ?, ?) RETURNING id, sku",
    postgresql:
      "INSERT INTO items (id, sku, title, qty, price) VALUES ($1::INTEGER, $2::VARCHAR, $3::VARCHAR, $4::INTEGER, $5::NUMERIC(8, 2)) RETURNING items.id, items.sku",
    mysql: /no INSERT … RETURNING/,
    rows: [
      [8, "y"],
      [9, "x"],
    ],
    after: {},
    params: [
      { id: 9, sku: "x" },
      { id: 8, sku: "y" },
    ],
  },
  {
    name: "several rows cannot be sorted by parameters",
    build: () =>
      insert(items)
        .values([{ id: 8 }, { id: 9 }])
        .returning(items.c.id, { sortByParameterOrder: true }),
    default: /cannot be sorted by parameters/,
    sqlite: /cannot be sorted by parameters/,
    postgresql: /cannot be sorted by parameters/,
    mysql: /cannot be sorted/,
  },
  {
    name: "DELETE in WITH",
    build: () => select(gone.c.id, gone.c.note),
    default:
      "WITH gone AS (DELETE FROM moves WHERE moves.id < :id_1 RETURNING moves.id, moves.note) SELECT gone.id, gone.note FROM gone",
    sqlite: /sqlite has no DELETE inside WITH/,
    postgresql:
      "WITH gone AS (DELETE FROM moves WHERE moves.id < $1::INTEGER RETURNING moves.id, moves.note) SELECT gone.id, gone.note FROM gone",
    mysql: /no DELETE inside WITH/,
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
    notOn: ["sqlite", "mysql"],
  },
  {
    name: "INSERT in WITH",
    build: () => select(added.c.id),
    default:
      "WITH added AS (INSERT INTO items (id, sku) VALUES (:param_1, :param_2) RETURNING items.id) SELECT added.id FROM added",
    sqlite: /sqlite has no INSERT inside WITH/,
    postgresql:
      "WITH added AS (INSERT INTO items (id, sku) VALUES ($1::INTEGER, $2::VARCHAR) RETURNING items.id) SELECT added.id FROM added",
    mysql: /no INSERT inside WITH/,
    rows: [[9]],
    after: {},
    notOn: ["sqlite", "mysql"],
  },
  {
    name: "UPDATE in WITH",
    build: () => select(changed.c.qty).where(changed.c.id.eq(1)),
    default:
      "WITH changed AS (UPDATE items SET qty=(items.qty + :qty_1) WHERE items.id < :id_1 RETURNING items.id, items.qty) SELECT changed.qty FROM changed WHERE changed.id = :id_2",
    sqlite: /sqlite has no UPDATE inside WITH/,
    postgresql:
      "WITH changed AS (UPDATE items SET qty=(items.qty + $1::INTEGER) WHERE items.id < $2::INTEGER RETURNING items.id, items.qty) SELECT changed.qty FROM changed WHERE changed.id = $3::INTEGER",
    mysql: /no UPDATE inside WITH/,
    rows: [[105]],
    notOn: ["sqlite", "mysql"],
  },
  {
    name: "moved from one table to another",
    build: () => insert(blanks).fromSelect(["id", "note"], select(gone.c.id, gone.c.note)),
    default:
      "WITH gone AS (DELETE FROM moves WHERE moves.id < :id_1 RETURNING moves.id, moves.note) INSERT INTO blanks (id, note) SELECT gone.id, gone.note FROM gone",
    sqlite: /sqlite has no DELETE inside WITH/,
    postgresql:
      "WITH gone AS (DELETE FROM moves WHERE moves.id < $1::INTEGER RETURNING moves.id, moves.note) INSERT INTO blanks (id, note) SELECT gone.id, gone.note FROM gone",
    mysql: /no DELETE inside WITH/,
    after: {
      blanks: [
        [1, "in"],
        [2, "out"],
      ],
      moves: [
        [3, 3, 10, null],
        [4, null, 2, "lost"],
      ],
    },
    notOn: ["sqlite", "mysql"],
  },
  {
    name: "two changes in one statement",
    build: () => update(items).set({ qty: 1 }).where(items.c.id.eq(1)).addCte(plainDelete),
    default:
      "WITH plain AS (DELETE FROM moves WHERE moves.id = :id_1) UPDATE items SET qty=:qty WHERE items.id = :id_2",
    sqlite: /sqlite has no DELETE inside WITH/,
    postgresql:
      "WITH plain AS (DELETE FROM moves WHERE moves.id = $2::INTEGER) UPDATE items SET qty=$1::INTEGER WHERE items.id = $3::INTEGER",
    mysql: /mysql has no DELETE inside WITH/,
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [3, 3, 10, null],
      ],
    },
    notOn: ["sqlite", "mysql"],
  },
  {
    name: "INSERT of several rows in WITH",
    build: () => select(rows.c.id, rows.c.sku),
    default:
      "WITH rows AS (INSERT INTO items (id, sku) VALUES (:param_1, :param_2), (:param_3, :param_4) RETURNING items.id, items.sku) SELECT rows.id, rows.sku FROM rows",
    sqlite: /sqlite has no INSERT inside WITH/,
    postgresql:
      "WITH rows AS (INSERT INTO items (id, sku) VALUES ($1::INTEGER, $2::VARCHAR), ($3::INTEGER, $4::VARCHAR) RETURNING items.id, items.sku) SELECT rows.id, rows.sku FROM rows",
    mysql: /no INSERT inside WITH/,
    rows: [
      [8, "x"],
      [9, "y"],
    ],
    notOn: ["sqlite", "mysql"],
  },
]);
