import {
  bindparam,
  caseWhen,
  cast,
  exists,
  func,
  insert,
  integer,
  literal,
  literalColumn,
  nullValue,
  select,
  text,
} from "athanor";
import { audits, blanks, items, moves, shelves, testDml } from "./dml-support.ts";

testDml("insert", [
  {
    name: "a row",
    build: () => insert(items).values({ id: 9, sku: "z-9", title: "Zinc", qty: 1, price: "3.50" }),
    default: "INSERT INTO items (id, sku, title, qty, price) VALUES (:id, :sku, :title, :qty, :price)",
    sqlite: "INSERT INTO items (id, sku, title, qty, price) VALUES (?, ?, ?, ?, ?)",
    postgresql:
      "INSERT INTO items (id, sku, title, qty, price) VALUES ($1::INTEGER, $2::VARCHAR, $3::VARCHAR, $4::INTEGER, $5::NUMERIC(8, 2))",
    mysql: "INSERT INTO items (id, sku, title, qty, price) VALUES (?, ?, ?, ?, ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "z-9", "Zinc", 1, "3.50"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "some columns",
    build: () => insert(items).values({ id: 9, sku: "z-9" }),
    default: "INSERT INTO items (id, sku) VALUES (:id, :sku)",
    sqlite: "INSERT INTO items (id, sku) VALUES (?, ?)",
    postgresql: "INSERT INTO items (id, sku) VALUES ($1::INTEGER, $2::VARCHAR)",
    mysql: "INSERT INTO items (id, sku) VALUES (?, ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "z-9", null, null, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "the database numbers the key",
    build: () => insert(blanks).values({ note: "n" }),
    default: "INSERT INTO blanks (note) VALUES (:note)",
    sqlite: "INSERT INTO blanks (note) VALUES (?)",
    postgresql: "INSERT INTO blanks (note) VALUES ($1::VARCHAR) RETURNING blanks.id",
    mysql: "INSERT INTO blanks (note) VALUES (?)",
    after: { sqlite: { blanks: [[1, "n"]] } },
    rowcount: 1,
  },
  {
    name: "in another order than the table",
    build: () => insert(items).values({ title: "T", sku: "s", id: 8 }),
    default: "INSERT INTO items (id, sku, title) VALUES (:id, :sku, :title)",
    sqlite: "INSERT INTO items (id, sku, title) VALUES (?, ?, ?)",
    postgresql: "INSERT INTO items (id, sku, title) VALUES ($1::INTEGER, $2::VARCHAR, $3::VARCHAR)",
    mysql: "INSERT INTO items (id, sku, title) VALUES (?, ?, ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [8, "s", "T", null, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "NULL is a value",
    build: () => insert(items).values({ id: 9, sku: null, qty: null }),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty)",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?)",
    postgresql: "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER)",
    mysql: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, null, null, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "undefined is not given",
    build: () => insert(items).values({ id: 9, sku: "u", qty: undefined }),
    default: "INSERT INTO items (id, sku) VALUES (:id, :sku)",
    sqlite: "INSERT INTO items (id, sku) VALUES (?, ?)",
    postgresql: "INSERT INTO items (id, sku) VALUES ($1::INTEGER, $2::VARCHAR)",
    mysql: "INSERT INTO items (id, sku) VALUES (?, ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "u", null, null, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "zero, empty text and a negative number",
    build: () => insert(items).values({ id: 0, sku: "", qty: -3 }),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty)",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?)",
    postgresql: "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER)",
    mysql: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?)",
    after: {
      items: [
        [0, "", null, -3, null],
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 1,
    notOn: ["mysql"],
  },
  {
    name: "a second values() adds columns",
    build: () => insert(items).values({ id: 9, sku: "a" }).values({ title: "T" }),
    default: "INSERT INTO items (id, sku, title) VALUES (:id, :sku, :title)",
    sqlite: "INSERT INTO items (id, sku, title) VALUES (?, ?, ?)",
    postgresql: "INSERT INTO items (id, sku, title) VALUES ($1::INTEGER, $2::VARCHAR, $3::VARCHAR)",
    mysql: "INSERT INTO items (id, sku, title) VALUES (?, ?, ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "a", "T", null, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a second values() replaces a column",
    build: () => insert(items).values({ id: 9, sku: "a" }).values({ sku: "b", qty: 2 }),
    default: "INSERT INTO items (id, sku, qty) VALUES (:id, :sku, :qty)",
    sqlite: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?)",
    postgresql: "INSERT INTO items (id, sku, qty) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER)",
    mysql: "INSERT INTO items (id, sku, qty) VALUES (?, ?, ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "b", null, 2, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a column of another name in the database",
    build: () => insert(moves).values({ id: 9, itemId: 2, delta: 4 }),
    default: "INSERT INTO moves (id, item_id, delta) VALUES (:id, :itemId, :delta)",
    sqlite: "INSERT INTO moves (id, item_id, delta) VALUES (?, ?, ?)",
    postgresql: "INSERT INTO moves (id, item_id, delta) VALUES ($1::INTEGER, $2::INTEGER, $3::INTEGER)",
    mysql: "INSERT INTO moves (id, item_id, delta) VALUES (?, ?, ?)",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [3, 3, 10, null],
        [4, null, 2, "lost"],
        [9, 2, 4, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a key of two columns",
    build: () => insert(shelves).values({ room: "w", slot: 7, amount: 1 }),
    default: "INSERT INTO shelves (room, slot, amount) VALUES (:room, :slot, :amount)",
    sqlite: "INSERT INTO shelves (room, slot, amount) VALUES (?, ?, ?)",
    postgresql: "INSERT INTO shelves (room, slot, amount) VALUES ($1::VARCHAR, $2::INTEGER, $3::INTEGER)",
    mysql: "INSERT INTO shelves (room, slot, amount) VALUES (?, ?, ?)",
    after: {
      shelves: [
        ["n", 1, 1, 5],
        ["n", 2, 3, 4],
        ["s", 1, 2, 9],
        ["w", 7, null, 1],
      ],
    },
    rowcount: 1,
  },
  {
    name: "text that looks like SQL",
    build: () => insert(items).values({ id: 9, title: "'; DROP TABLE items; -- ? :x $1" }),
    default: "INSERT INTO items (id, title) VALUES (:id, :title)",
    sqlite: "INSERT INTO items (id, title) VALUES (?, ?)",
    postgresql: "INSERT INTO items (id, title) VALUES ($1::INTEGER, $2::VARCHAR)",
    mysql: "INSERT INTO items (id, title) VALUES (?, ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, "'; DROP TABLE items; -- ? :x $1", null, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "no values: a parameter for every column",
    build: () => insert(blanks),
    default: "INSERT INTO blanks (id, note) VALUES (:id, :note)",
    sqlite: "INSERT INTO blanks (id, note) VALUES (?, ?)",
    postgresql: "INSERT INTO blanks (id, note) VALUES ($1::INTEGER, $2::VARCHAR)",
    mysql: "INSERT INTO blanks (id, note) VALUES (?, ?)",
  },
  {
    name: "no values: parameters of the execution",
    build: () => insert(items),
    default: "INSERT INTO items (id, sku, title, qty, price) VALUES (:id, :sku, :title, :qty, :price)",
    sqlite: "INSERT INTO items (id, sku, title, qty, price) VALUES (?, ?, ?, ?, ?)",
    postgresql:
      "INSERT INTO items (id, sku, title, qty, price) VALUES ($1::INTEGER, $2::VARCHAR, $3::VARCHAR, $4::INTEGER, $5::NUMERIC(8, 2))",
    mysql: "INSERT INTO items (id, sku, title, qty, price) VALUES (?, ?, ?, ?, ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "p", null, 3, null],
      ],
    },
    rowcount: 1,
    params: { id: 9, sku: "p", qty: 3 },
  },
  {
    name: "no values: several sets of parameters",
    build: () => insert(moves),
    default: "INSERT INTO moves (id, item_id, delta, note) VALUES (:id, :itemId, :delta, :note)",
    sqlite: "INSERT INTO moves (id, item_id, delta, note) VALUES (?, ?, ?, ?)",
    postgresql:
      "INSERT INTO moves (id, item_id, delta, note) VALUES ($1::INTEGER, $2::INTEGER, $3::INTEGER, $4::VARCHAR)",
    mysql: "INSERT INTO moves (id, item_id, delta, note) VALUES (?, ?, ?, ?)",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [3, 3, 10, null],
        [4, null, 2, "lost"],
        [11, 1, null, "a"],
        [12, null, null, "b"],
      ],
    },
    params: [
      { id: 11, itemId: 1, note: "a" },
      { id: 12, itemId: null, note: "b" },
    ],
  },
  {
    name: "values and parameters",
    build: () => insert(items).values({ title: "fixed" }),
    default: "INSERT INTO items (title) VALUES (:title)",
    sqlite: "INSERT INTO items (title) VALUES (?)",
    postgresql: "INSERT INTO items (title) VALUES ($1::VARCHAR) RETURNING items.id",
    mysql: "INSERT INTO items (title) VALUES (?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [8, "x", "fixed", null, null],
        [9, "y", "fixed", null, null],
      ],
    },
    params: [
      { id: 8, sku: "x" },
      { id: 9, sku: "y" },
    ],
  },
  {
    name: "DEFAULT VALUES",
    build: () => insert(blanks).values({}),
    default: "INSERT INTO blanks DEFAULT VALUES",
    sqlite: "INSERT INTO blanks DEFAULT VALUES",
    postgresql: "INSERT INTO blanks DEFAULT VALUES RETURNING blanks.id",
    mysql: "INSERT INTO blanks () VALUES ()",
    after: { sqlite: { blanks: [[1, "none"]] } },
    rowcount: 1,
  },
  {
    name: "DEFAULT VALUES with RETURNING",
    build: () => insert(blanks).values({}).returning(blanks.c.id, blanks.c.note),
    default: "INSERT INTO blanks DEFAULT VALUES RETURNING blanks.id, blanks.note",
    sqlite: "INSERT INTO blanks DEFAULT VALUES RETURNING id, note",
    postgresql: "INSERT INTO blanks DEFAULT VALUES RETURNING blanks.id, blanks.note",
    mysql: /no INSERT … RETURNING/,
    rows: { sqlite: [[1, "none"]] },
    after: { sqlite: { blanks: [[1, "none"]] } },
  },
  {
    name: "two rows",
    build: () =>
      insert(items).values([
        { id: 8, sku: "x" },
        { id: 9, sku: "y" },
      ]),
    default: "INSERT INTO items (id, sku) VALUES (:id_m0, :sku_m0), (:id_m1, :sku_m1)",
    sqlite: "INSERT INTO items (id, sku) VALUES (?, ?), (?, ?)",
    postgresql: "INSERT INTO items (id, sku) VALUES ($1::INTEGER, $2::VARCHAR), ($3::INTEGER, $4::VARCHAR)",
    mysql: "INSERT INTO items (id, sku) VALUES (?, ?), (?, ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [8, "x", null, null, null],
        [9, "y", null, null, null],
      ],
    },
    rowcount: 2,
  },
  {
    name: "a list of one row",
    build: () => insert(items).values([{ id: 8, sku: "x" }]),
    default: "INSERT INTO items (id, sku) VALUES (:id_m0, :sku_m0)",
    sqlite: "INSERT INTO items (id, sku) VALUES (?, ?)",
    postgresql: "INSERT INTO items (id, sku) VALUES ($1::INTEGER, $2::VARCHAR)",
    mysql: "INSERT INTO items (id, sku) VALUES (?, ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [8, "x", null, null, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "three rows with NULL",
    build: () =>
      insert(moves).values([
        { id: 11, delta: 1, note: null },
        { id: 12, delta: null, note: "b" },
        { id: 13, delta: 3, note: "c" },
      ]),
    default:
      "INSERT INTO moves (id, delta, note) VALUES (:id_m0, :delta_m0, :note_m0), (:id_m1, :delta_m1, :note_m1), (:id_m2, :delta_m2, :note_m2)",
    sqlite: "INSERT INTO moves (id, delta, note) VALUES (?, ?, ?), (?, ?, ?), (?, ?, ?)",
    postgresql:
      "INSERT INTO moves (id, delta, note) VALUES ($1::INTEGER, $2::INTEGER, $3::VARCHAR), ($4::INTEGER, $5::INTEGER, $6::VARCHAR), ($7::INTEGER, $8::INTEGER, $9::VARCHAR)",
    mysql: "INSERT INTO moves (id, delta, note) VALUES (?, ?, ?), (?, ?, ?), (?, ?, ?)",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [3, 3, 10, null],
        [4, null, 2, "lost"],
        [11, null, 1, null],
        [12, null, null, "b"],
        [13, null, 3, "c"],
      ],
    },
    rowcount: 3,
  },
  {
    name: "rows with keys in another order",
    build: () =>
      insert(items).values([
        { id: 8, sku: "x" },
        { sku: "y", id: 9 },
      ]),
    default: "INSERT INTO items (id, sku) VALUES (:id_m0, :sku_m0), (:id_m1, :sku_m1)",
    sqlite: "INSERT INTO items (id, sku) VALUES (?, ?), (?, ?)",
    postgresql: "INSERT INTO items (id, sku) VALUES ($1::INTEGER, $2::VARCHAR), ($3::INTEGER, $4::VARCHAR)",
    mysql: "INSERT INTO items (id, sku) VALUES (?, ?), (?, ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [8, "x", null, null, null],
        [9, "y", null, null, null],
      ],
    },
    rowcount: 2,
  },
  {
    name: "rows with expressions",
    build: () =>
      insert(items).values([
        { id: 8, qty: literal(1).add(2) },
        { id: 9, qty: func.length("abcd") },
      ]),
    default: "INSERT INTO items (id, qty) VALUES (:id_m0, (:param_1 + :param_2)), (:id_m1, length(:length_1))",
    sqlite: "INSERT INTO items (id, qty) VALUES (?, (? + ?)), (?, length(?))",
    postgresql:
      "INSERT INTO items (id, qty) VALUES ($1::INTEGER, ($2::INTEGER + $3::INTEGER)), ($4::INTEGER, length($5::VARCHAR))",
    mysql: "INSERT INTO items (id, qty) VALUES (?, (? + ?)), (?, length(?))",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [8, null, null, 3, null],
        [9, null, null, 4, null],
      ],
    },
    rowcount: 2,
  },
  {
    name: "rows with a subquery each",
    build: () =>
      insert(items).values([
        { id: 8, qty: select(func.max(moves.c.delta)).scalarSubquery() },
        { id: 9, qty: 1 },
      ]),
    default:
      "INSERT INTO items (id, qty) VALUES (:id_m0, (SELECT max(moves.delta) AS max_1 FROM moves)), (:id_m1, :qty_m1)",
    sqlite: "INSERT INTO items (id, qty) VALUES (?, (SELECT max(moves.delta) AS max_1 FROM moves)), (?, ?)",
    postgresql:
      "INSERT INTO items (id, qty) VALUES ($1::INTEGER, (SELECT max(moves.delta) AS max_1 FROM moves)), ($2::INTEGER, $3::INTEGER)",
    mysql: "INSERT INTO items (id, qty) VALUES (?, (SELECT max(moves.delta) AS max_1 FROM moves)), (?, ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [8, null, null, 10, null],
        [9, null, null, 1, null],
      ],
    },
    rowcount: 2,
  },
  {
    name: "a second list adds rows",
    build: () =>
      insert(items)
        .values([{ id: 8, sku: "x" }])
        .values([{ sku: "y", id: 9 }]),
    default: "INSERT INTO items (id, sku) VALUES (:id_m0, :sku_m0), (:id_m1, :sku_m1)",
    sqlite: "INSERT INTO items (id, sku) VALUES (?, ?), (?, ?)",
    postgresql: "INSERT INTO items (id, sku) VALUES ($1::INTEGER, $2::VARCHAR), ($3::INTEGER, $4::VARCHAR)",
    mysql: "INSERT INTO items (id, sku) VALUES (?, ?), (?, ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [8, "x", null, null, null],
        [9, "y", null, null, null],
      ],
    },
    rowcount: 2,
  },
  {
    name: "rows with defaults",
    build: () => insert(audits).values([{ id: 8 }, { id: 9 }]),
    default:
      "INSERT INTO audits (id, kind, tag, total, hits) VALUES (:id_m0, :kind, :tag, 2 + 3, :hits), (:id_m1, :kind_m1, :tag_m1, 2 + 3, :hits_m1)",
    sqlite: "INSERT INTO audits (id, kind, tag, total, hits) VALUES (?, ?, ?, 2 + 3, ?), (?, ?, ?, 2 + 3, ?)",
    postgresql:
      "INSERT INTO audits (id, kind, tag, total, hits) VALUES ($1::INTEGER, $2::VARCHAR, $3::VARCHAR, 2 + 3, $4::INTEGER), ($5::INTEGER, $6::VARCHAR, $7::VARCHAR, 2 + 3, $8::INTEGER)",
    mysql: "INSERT INTO audits (id, kind, tag, total, hits) VALUES (?, ?, ?, 2 + 3, ?), (?, ?, ?, 2 + 3, ?)",
    after: {
      audits: [
        [1, "k", "t", 1, null, null, 0, "o"],
        [2, "k2", "t2", 2, "x", "y", 5, "o2"],
        [8, "auto", "t1", 5, null, null, 0, "srv"],
        [9, "auto", "t1", 5, null, null, 0, "srv"],
      ],
    },
    rowcount: 2,
  },
  {
    name: "rows with RETURNING",
    build: () =>
      insert(items)
        .values([
          { id: 8, sku: "x" },
          { id: 9, sku: "y" },
        ])
        .returning(items.c.id, items.c.sku),
    default: "INSERT INTO items (id, sku) VALUES (:id_m0, :sku_m0), (:id_m1, :sku_m1) RETURNING items.id, items.sku",
    sqlite: "INSERT INTO items (id, sku) VALUES (?, ?), (?, ?) RETURNING id, sku",
    postgresql:
      "INSERT INTO items (id, sku) VALUES ($1::INTEGER, $2::VARCHAR), ($3::INTEGER, $4::VARCHAR) RETURNING items.id, items.sku",
    mysql: /no INSERT … RETURNING/,
    rows: [
      [8, "x"],
      [9, "y"],
    ],
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [8, "x", null, null, null],
        [9, "y", null, null, null],
      ],
    },
  },
  {
    name: "arithmetic",
    build: () => insert(items).values({ id: literal(4).add(5), sku: "s" }),
    default: "INSERT INTO items (id, sku) VALUES ((:param_1 + :param_2), :sku)",
    sqlite: "INSERT INTO items (id, sku) VALUES ((? + ?), ?)",
    postgresql: "INSERT INTO items (id, sku) VALUES (($1::INTEGER + $2::INTEGER), $3::VARCHAR) RETURNING items.id",
    mysql: "INSERT INTO items (id, sku) VALUES ((? + ?), ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "s", null, null, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a function",
    build: () => insert(items).values({ id: 9, title: func.upper("abc") }),
    default: "INSERT INTO items (id, title) VALUES (:id, upper(:upper_1))",
    sqlite: "INSERT INTO items (id, title) VALUES (?, upper(?))",
    postgresql: "INSERT INTO items (id, title) VALUES ($1::INTEGER, upper($2::VARCHAR))",
    mysql: "INSERT INTO items (id, title) VALUES (?, upper(?))",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, "ABC", null, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "functions in functions",
    build: () =>
      insert(items).values({
        id: 9,
        title: func.lower(func.upper("aBc")),
        qty: func.coalesce(nullValue(), 4),
      }),
    default: "INSERT INTO items (id, title, qty) VALUES (:id, lower(upper(:upper_1)), coalesce(NULL, :coalesce_1))",
    sqlite: "INSERT INTO items (id, title, qty) VALUES (?, lower(upper(?)), coalesce(NULL, ?))",
    postgresql:
      "INSERT INTO items (id, title, qty) VALUES ($1::INTEGER, lower(upper($2::VARCHAR)), coalesce(NULL, $3::INTEGER))",
    mysql: "INSERT INTO items (id, title, qty) VALUES (?, lower(upper(?)), coalesce(NULL, ?))",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, "abc", 4, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "CAST",
    build: () => insert(items).values({ id: 9, qty: cast(literal("12"), integer()) }),
    default: "INSERT INTO items (id, qty) VALUES (:id, CAST(:param_1 AS INTEGER))",
    sqlite: "INSERT INTO items (id, qty) VALUES (?, CAST(? AS INTEGER))",
    postgresql: "INSERT INTO items (id, qty) VALUES ($1::INTEGER, CAST($2::VARCHAR AS INTEGER))",
    mysql: "INSERT INTO items (id, qty) VALUES (?, CAST(? AS SIGNED INTEGER))",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, null, 12, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "CASE",
    build: () => insert(items).values({ id: 9, title: caseWhen([[literal(1).eq(1), "yes"]], { else: "no" }) }),
    default:
      "INSERT INTO items (id, title) VALUES (:id, CASE WHEN (:param_1 = :param_2) THEN :param_3 ELSE :param_4 END)",
    sqlite: "INSERT INTO items (id, title) VALUES (?, CASE WHEN (? = ?) THEN ? ELSE ? END)",
    postgresql:
      "INSERT INTO items (id, title) VALUES ($1::INTEGER, CASE WHEN ($2::INTEGER = $3::INTEGER) THEN $4::VARCHAR ELSE $5::VARCHAR END)",
    mysql: "INSERT INTO items (id, title) VALUES (?, CASE WHEN (? = ?) THEN ? ELSE ? END)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, "yes", null, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "concatenation",
    build: () => insert(items).values({ id: 9, title: literal("a").concat("b") }),
    default: "INSERT INTO items (id, title) VALUES (:id, (:param_1 || :param_2))",
    sqlite: "INSERT INTO items (id, title) VALUES (?, (? || ?))",
    postgresql: "INSERT INTO items (id, title) VALUES ($1::INTEGER, ($2::VARCHAR || $3::VARCHAR))",
    mysql: "INSERT INTO items (id, title) VALUES (?, (concat(?, ?)))",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, "ab", null, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a subquery",
    build: () => insert(items).values({ id: 9, qty: select(func.sum(moves.c.delta)).scalarSubquery() }),
    default: "INSERT INTO items (id, qty) VALUES (:id, (SELECT sum(moves.delta) AS sum_1 FROM moves))",
    sqlite: "INSERT INTO items (id, qty) VALUES (?, (SELECT sum(moves.delta) AS sum_1 FROM moves))",
    postgresql: "INSERT INTO items (id, qty) VALUES ($1::INTEGER, (SELECT sum(moves.delta) AS sum_1 FROM moves))",
    mysql: "INSERT INTO items (id, qty) VALUES (?, (SELECT sum(moves.delta) AS sum_1 FROM moves))",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, null, 14, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a subquery of the same table",
    build: () => insert(items).values({ id: select(func.max(items.c.id).add(1)).scalarSubquery() as never, sku: "m" }),
    default: "INSERT INTO items (id, sku) VALUES ((SELECT max(items.id) + :max_1 AS anon_1 FROM items), :sku)",
    sqlite: "INSERT INTO items (id, sku) VALUES ((SELECT max(items.id) + ? AS anon_1 FROM items), ?)",
    postgresql:
      "INSERT INTO items (id, sku) VALUES ((SELECT max(items.id) + $1::INTEGER AS anon_1 FROM items), $2::VARCHAR) RETURNING items.id",
    mysql: "INSERT INTO items (id, sku) VALUES ((SELECT max(items.id) + ? AS anon_1 FROM items), ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [5, "m", null, null, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a subquery with a condition",
    build: () =>
      insert(moves).values({
        id: 9,
        itemId: select(items.c.id).where(items.c.sku.eq("b-2")).scalarSubquery(),
        delta: 1,
      }),
    default:
      "INSERT INTO moves (id, item_id, delta) VALUES (:id, (SELECT items.id FROM items WHERE items.sku = :sku_1), :delta)",
    sqlite: "INSERT INTO moves (id, item_id, delta) VALUES (?, (SELECT items.id FROM items WHERE items.sku = ?), ?)",
    postgresql:
      "INSERT INTO moves (id, item_id, delta) VALUES ($1::INTEGER, (SELECT items.id FROM items WHERE items.sku = $2::VARCHAR), $3::INTEGER)",
    mysql: "INSERT INTO moves (id, item_id, delta) VALUES (?, (SELECT items.id FROM items WHERE items.sku = ?), ?)",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [3, 3, 10, null],
        [4, null, 2, "lost"],
        [9, 2, 1, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a select is a subquery by itself",
    build: () => insert(moves).values({ id: 9, delta: select(func.count()).selectFrom(shelves) as never }),
    default: "INSERT INTO moves (id, delta) VALUES (:id, (SELECT count(*) AS count_1 FROM shelves))",
    sqlite: "INSERT INTO moves (id, delta) VALUES (?, (SELECT count(*) AS count_1 FROM shelves))",
    postgresql: "INSERT INTO moves (id, delta) VALUES ($1::INTEGER, (SELECT count(*) AS count_1 FROM shelves))",
    mysql: "INSERT INTO moves (id, delta) VALUES (?, (SELECT count(*) AS count_1 FROM shelves))",
    after: {
      moves: [
        [1, 1, 3, "in"],
        [2, 1, -1, "out"],
        [3, 3, 10, null],
        [4, null, 2, "lost"],
        [9, null, 3, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a condition as a value",
    build: () =>
      insert(blanks).values({
        id: 9,
        note: caseWhen([[exists().where(items.c.qty.gt(10)), "some"]], { else: "none" }),
      }),
    default:
      "INSERT INTO blanks (id, note) VALUES (:id, CASE WHEN (EXISTS (SELECT * FROM items WHERE items.qty > :qty_1)) THEN :param_1 ELSE :param_2 END)",
    sqlite:
      "INSERT INTO blanks (id, note) VALUES (?, CASE WHEN (EXISTS (SELECT * FROM items WHERE items.qty > ?)) THEN ? ELSE ? END)",
    postgresql:
      "INSERT INTO blanks (id, note) VALUES ($1::INTEGER, CASE WHEN (EXISTS (SELECT * FROM items WHERE items.qty > $2::INTEGER)) THEN $3::VARCHAR ELSE $4::VARCHAR END)",
    mysql:
      "INSERT INTO blanks (id, note) VALUES (?, CASE WHEN (EXISTS (SELECT * FROM items WHERE items.qty > ?)) THEN ? ELSE ? END)",
    after: { blanks: [[9, "some"]] },
    rowcount: 1,
  },
  {
    name: "SQL text",
    build: () => insert(items).values({ id: 9, qty: text("3 * 4") as never }),
    default: "INSERT INTO items (id, qty) VALUES (:id, 3 * 4)",
    sqlite: "INSERT INTO items (id, qty) VALUES (?, 3 * 4)",
    postgresql: "INSERT INTO items (id, qty) VALUES ($1::INTEGER, 3 * 4)",
    mysql: "INSERT INTO items (id, qty) VALUES (?, 3 * 4)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, null, 12, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a literal column",
    build: () => insert(items).values({ id: 9, qty: literalColumn("3 * 4") as never }),
    default: "INSERT INTO items (id, qty) VALUES (:id, 3 * 4)",
    sqlite: "INSERT INTO items (id, qty) VALUES (?, 3 * 4)",
    postgresql: "INSERT INTO items (id, qty) VALUES ($1::INTEGER, 3 * 4)",
    mysql: "INSERT INTO items (id, qty) VALUES (?, 3 * 4)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, null, 12, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "NULL as an expression",
    build: () => insert(items).values({ id: 9, title: nullValue() as never }),
    default: "INSERT INTO items (id, title) VALUES (:id, NULL)",
    sqlite: "INSERT INTO items (id, title) VALUES (?, NULL)",
    postgresql: "INSERT INTO items (id, title) VALUES ($1::INTEGER, NULL)",
    mysql: "INSERT INTO items (id, title) VALUES (?, NULL)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, null, null, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a bind of its own name",
    build: () =>
      insert(items).values({ id: bindparam("b_id") as never, sku: bindparam("b_sku", { value: "dflt" }) as never }),
    default: "INSERT INTO items (id, sku) VALUES (:b_id, :b_sku)",
    sqlite: "INSERT INTO items (id, sku) VALUES (?, ?)",
    postgresql: "INSERT INTO items (id, sku) VALUES ($1::INTEGER, $2::VARCHAR)",
    mysql: "INSERT INTO items (id, sku) VALUES (?, ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, "dflt", null, null, null],
      ],
    },
    rowcount: 1,
    params: { b_id: 9 },
  },
  {
    name: "a bind named as its column",
    build: () => insert(items).values({ id: bindparam("id") as never, sku: bindparam("sku") as never }),
    default: "INSERT INTO items (id, sku) VALUES (:id, :sku)",
    sqlite: "INSERT INTO items (id, sku) VALUES (?, ?)",
    postgresql: "INSERT INTO items (id, sku) VALUES ($1::INTEGER, $2::VARCHAR)",
    mysql: "INSERT INTO items (id, sku) VALUES (?, ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [8, "x", null, null, null],
        [9, "y", null, null, null],
      ],
    },
    params: [
      { id: 8, sku: "x" },
      { id: 9, sku: "y" },
    ],
  },
  {
    name: "a bind in an expression",
    build: () => insert(items).values({ id: 9, qty: literal(2).mul(bindparam("b_n", { type: integer() })) as never }),
    default: "INSERT INTO items (id, qty) VALUES (:id, (:param_1 * :b_n))",
    sqlite: "INSERT INTO items (id, qty) VALUES (?, (? * ?))",
    postgresql: "INSERT INTO items (id, qty) VALUES ($1::INTEGER, ($2::INTEGER * $3::INTEGER))",
    mysql: "INSERT INTO items (id, qty) VALUES (?, (? * ?))",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, null, 42, null],
      ],
    },
    rowcount: 1,
    params: { b_n: 21 },
  },
  {
    name: "every default",
    build: () => insert(audits).values({ id: 9 }),
    default: "INSERT INTO audits (id, kind, tag, total, hits) VALUES (:id, :kind, :tag, 2 + 3, :hits)",
    sqlite: "INSERT INTO audits (id, kind, tag, total, hits) VALUES (?, ?, ?, 2 + 3, ?)",
    postgresql:
      "INSERT INTO audits (id, kind, tag, total, hits) VALUES ($1::INTEGER, $2::VARCHAR, $3::VARCHAR, 2 + 3, $4::INTEGER)",
    mysql: "INSERT INTO audits (id, kind, tag, total, hits) VALUES (?, ?, ?, 2 + 3, ?)",
    after: {
      audits: [
        [1, "k", "t", 1, null, null, 0, "o"],
        [2, "k2", "t2", 2, "x", "y", 5, "o2"],
        [9, "auto", "t1", 5, null, null, 0, "srv"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a value instead of a default",
    build: () => insert(audits).values({ id: 9, kind: "k", tag: "g", total: 1, hits: 2, origin: "x" }),
    default:
      "INSERT INTO audits (id, kind, tag, total, hits, origin) VALUES (:id, :kind, :tag, :total, :hits, :origin)",
    sqlite: "INSERT INTO audits (id, kind, tag, total, hits, origin) VALUES (?, ?, ?, ?, ?, ?)",
    postgresql:
      "INSERT INTO audits (id, kind, tag, total, hits, origin) VALUES ($1::INTEGER, $2::VARCHAR, $3::VARCHAR, $4::INTEGER, $5::INTEGER, $6::VARCHAR)",
    mysql: "INSERT INTO audits (id, kind, tag, total, hits, origin) VALUES (?, ?, ?, ?, ?, ?)",
    after: {
      audits: [
        [1, "k", "t", 1, null, null, 0, "o"],
        [2, "k2", "t2", 2, "x", "y", 5, "o2"],
        [9, "k", "g", 1, null, null, 2, "x"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "NULL instead of a default",
    build: () => insert(audits).values({ id: 9, kind: null, tag: null, total: null, hits: null, origin: null }),
    default:
      "INSERT INTO audits (id, kind, tag, total, hits, origin) VALUES (:id, :kind, :tag, :total, :hits, :origin)",
    sqlite: "INSERT INTO audits (id, kind, tag, total, hits, origin) VALUES (?, ?, ?, ?, ?, ?)",
    postgresql:
      "INSERT INTO audits (id, kind, tag, total, hits, origin) VALUES ($1::INTEGER, $2::VARCHAR, $3::VARCHAR, $4::INTEGER, $5::INTEGER, $6::VARCHAR)",
    mysql: "INSERT INTO audits (id, kind, tag, total, hits, origin) VALUES (?, ?, ?, ?, ?, ?)",
    after: {
      audits: [
        [1, "k", "t", 1, null, null, 0, "o"],
        [2, "k2", "t2", 2, "x", "y", 5, "o2"],
        [9, null, null, null, null, null, null, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "an expression instead of a default",
    build: () => insert(audits).values({ id: 9, total: literal(1).add(1), kind: func.lower("KK") }),
    default:
      "INSERT INTO audits (id, kind, tag, total, hits) VALUES (:id, lower(:lower_1), :tag, (:param_1 + :param_2), :hits)",
    sqlite: "INSERT INTO audits (id, kind, tag, total, hits) VALUES (?, lower(?), ?, (? + ?), ?)",
    postgresql:
      "INSERT INTO audits (id, kind, tag, total, hits) VALUES ($1::INTEGER, lower($2::VARCHAR), $3::VARCHAR, ($4::INTEGER + $5::INTEGER), $6::INTEGER)",
    mysql: "INSERT INTO audits (id, kind, tag, total, hits) VALUES (?, lower(?), ?, (? + ?), ?)",
    after: {
      audits: [
        [1, "k", "t", 1, null, null, 0, "o"],
        [2, "k2", "t2", 2, "x", "y", 5, "o2"],
        [9, "kk", "t1", 2, null, null, 0, "srv"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "defaults beside parameters",
    build: () => insert(audits),
    default:
      "INSERT INTO audits (id, kind, tag, total, touched, stamp, hits, origin) VALUES (:id, :kind, :tag, :total, :touched, :stamp, :hits, :origin)",
    sqlite: "INSERT INTO audits (id, kind, tag, total, touched, stamp, hits, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    postgresql:
      "INSERT INTO audits (id, kind, tag, total, touched, stamp, hits, origin) VALUES ($1::INTEGER, $2::VARCHAR, $3::VARCHAR, $4::INTEGER, $5::VARCHAR, $6::VARCHAR, $7::INTEGER, $8::VARCHAR)",
    mysql: "INSERT INTO audits (id, kind, tag, total, touched, stamp, hits, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    after: {
      audits: [
        [1, "k", "t", 1, null, null, 0, "o"],
        [2, "k2", "t2", 2, "x", "y", 5, "o2"],
        [8, "a", "t1", 5, null, null, 0, "srv"],
        [9, "b", "t1", 5, null, null, 0, "srv"],
      ],
    },
    params: [
      { id: 8, kind: "a" },
      { id: 9, kind: "b" },
    ],
  },
  {
    name: "inline()",
    build: () => insert(audits).values({ id: 9 }).inline(),
    default: "INSERT INTO audits (id, kind, tag, total, hits) VALUES (:id, :kind, :tag, 2 + 3, :hits)",
    sqlite: "INSERT INTO audits (id, kind, tag, total, hits) VALUES (?, ?, ?, 2 + 3, ?)",
    postgresql:
      "INSERT INTO audits (id, kind, tag, total, hits) VALUES ($1::INTEGER, $2::VARCHAR, $3::VARCHAR, 2 + 3, $4::INTEGER)",
    mysql: "INSERT INTO audits (id, kind, tag, total, hits) VALUES (?, ?, ?, 2 + 3, ?)",
    after: {
      audits: [
        [1, "k", "t", 1, null, null, 0, "o"],
        [2, "k2", "t2", 2, "x", "y", 5, "o2"],
        [9, "auto", "t1", 5, null, null, 0, "srv"],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a prefix",
    build: () => insert(items).prefixWith("OR REPLACE", { dialect: "sqlite" }).values({ id: 1, sku: "new" }),
    default: "INSERT INTO items (id, sku) VALUES (:id, :sku)",
    sqlite: "INSERT OR REPLACE INTO items (id, sku) VALUES (?, ?)",
    postgresql: "INSERT INTO items (id, sku) VALUES ($1::INTEGER, $2::VARCHAR)",
    mysql: "INSERT INTO items (id, sku) VALUES (?, ?)",
  },
  {
    name: "a prefix that SQLite executes",
    build: () => insert(items).prefixWith("OR IGNORE", { dialect: "sqlite" }).values({ id: 1, sku: "new" }),
    default: "INSERT INTO items (id, sku) VALUES (:id, :sku)",
    sqlite: "INSERT OR IGNORE INTO items (id, sku) VALUES (?, ?)",
    postgresql: "INSERT INTO items (id, sku) VALUES ($1::INTEGER, $2::VARCHAR)",
    mysql: "INSERT INTO items (id, sku) VALUES (?, ?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
      ],
    },
    rowcount: 0,
    notOn: ["postgresql", "mysql"],
  },
  {
    name: "two prefixes",
    build: () =>
      insert(items)
        .prefixWith("LOW_PRIORITY", { dialect: "mysql" })
        .prefixWith("IGNORE", { dialect: "mysql" })
        .values({ id: 9 }),
    default: "INSERT INTO items (id) VALUES (:id)",
    sqlite: "INSERT INTO items (id) VALUES (?)",
    postgresql: "INSERT INTO items (id) VALUES ($1::INTEGER)",
    mysql: "INSERT LOW_PRIORITY IGNORE INTO items (id) VALUES (?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, null, null, null],
      ],
    },
    rowcount: 1,
  },
  {
    name: "a prefix for all",
    build: () => insert(items).prefixWith("/* note */").values({ id: 9 }),
    default: "INSERT /* note */ INTO items (id) VALUES (:id)",
    sqlite: "INSERT /* note */ INTO items (id) VALUES (?)",
    postgresql: "INSERT /* note */ INTO items (id) VALUES ($1::INTEGER)",
    mysql: "INSERT /* note */ INTO items (id) VALUES (?)",
    after: {
      items: [
        [1, "a-1", "Anchor", 5, "9.50"],
        [2, "b-2", "Buoy", 0, null],
        [3, "c-3", null, 12, "1.25"],
        [4, "d-4", "Drum", 7, "20.00"],
        [9, null, null, null, null],
      ],
    },
    rowcount: 1,
  },
]);
