import { bindparam, select, string, text, tuple } from "athanor";
import { authors, books, testCases } from "./support.ts";

testCases("in", [
  {
    name: "a list",
    build: () =>
      select(books.c.id)
        .where(books.c.id.in([1, 3, 9]))
        .orderBy(books.c.id),
    default: "SELECT books.id FROM books WHERE books.id IN (:id_1_1, :id_1_2, :id_1_3) ORDER BY books.id",
    sqlite: "SELECT books.id FROM books WHERE books.id IN (?, ?, ?) ORDER BY books.id",
    postgresql:
      "SELECT books.id FROM books WHERE books.id IN ($1::INTEGER, $2::INTEGER, $3::INTEGER) ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE books.id IN (?, ?, ?) ORDER BY books.id",
    rows: [[1], [3]],
  },
  {
    name: "not in a list",
    build: () =>
      select(books.c.id)
        .where(books.c.id.notIn([1, 3]))
        .orderBy(books.c.id),
    default: "SELECT books.id FROM books WHERE (books.id NOT IN (:id_1_1, :id_1_2)) ORDER BY books.id",
    sqlite: "SELECT books.id FROM books WHERE (books.id NOT IN (?, ?)) ORDER BY books.id",
    postgresql: "SELECT books.id FROM books WHERE (books.id NOT IN ($1::INTEGER, $2::INTEGER)) ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE (books.id NOT IN (?, ?)) ORDER BY books.id",
    rows: [[2], [4]],
  },
  {
    name: "nothing",
    build: () => select(books.c.id).where(books.c.id.in([])),
    default: "SELECT books.id FROM books WHERE books.id IN (NULL) AND (1 != 1)",
    sqlite: "SELECT books.id FROM books WHERE books.id IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)",
    postgresql: "SELECT books.id FROM books WHERE books.id IN (NULL) AND (1 != 1)",
    mysql: "SELECT books.id FROM books WHERE books.id IN (NULL) AND (1 != 1)",
    rows: [],
  },
  {
    name: "not in nothing",
    build: () => select(books.c.id).where(books.c.id.notIn([])).orderBy(books.c.id),
    default: "SELECT books.id FROM books WHERE (books.id NOT IN (NULL) OR (1 = 1)) ORDER BY books.id",
    sqlite:
      "SELECT books.id FROM books WHERE (books.id NOT IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)) ORDER BY books.id",
    postgresql: "SELECT books.id FROM books WHERE (books.id NOT IN (NULL) OR (1 = 1)) ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE (books.id NOT IN (NULL) OR (1 = 1)) ORDER BY books.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "a subquery",
    build: () => select(authors.c.id).where(authors.c.id.in(select(books.c.authorId).where(books.c.pages.gt(50)))),
    default:
      'SELECT authors.id FROM authors WHERE authors.id IN (SELECT books."authorId" FROM books WHERE books.pages > :pages_1)',
    sqlite:
      'SELECT authors.id FROM authors WHERE authors.id IN (SELECT books."authorId" FROM books WHERE books.pages > ?)',
    postgresql:
      'SELECT authors.id FROM authors WHERE authors.id IN (SELECT books."authorId" FROM books WHERE books.pages > $1::INTEGER)',
    mysql:
      "SELECT authors.id FROM authors WHERE authors.id IN (SELECT books.`authorId` FROM books WHERE books.pages > ?)",
    rows: [[1]],
  },
  {
    name: "expressions beside values",
    build: () =>
      select(books.c.id)
        .where(books.c.id.in([books.c.authorId, 4]))
        .orderBy(books.c.id),
    default: 'SELECT books.id FROM books WHERE books.id IN (books."authorId", :id_1) ORDER BY books.id',
    sqlite: 'SELECT books.id FROM books WHERE books.id IN (books."authorId", ?) ORDER BY books.id',
    postgresql: 'SELECT books.id FROM books WHERE books.id IN (books."authorId", $1::INTEGER) ORDER BY books.id',
    mysql: "SELECT books.id FROM books WHERE books.id IN (books.`authorId`, ?) ORDER BY books.id",
    rows: [[1], [3], [4]],
  },
  {
    name: "strings",
    build: () => select(authors.c.id).where(authors.c.name.in(["Ann", "it's"])),
    default: "SELECT authors.id FROM authors WHERE authors.name IN (:name_1_1, :name_1_2)",
    sqlite: "SELECT authors.id FROM authors WHERE authors.name IN (?, ?)",
    postgresql: "SELECT authors.id FROM authors WHERE authors.name IN ($1::VARCHAR, $2::VARCHAR)",
    mysql: "SELECT authors.id FROM authors WHERE authors.name IN (?, ?)",
    rows: [[1]],
  },
  {
    name: "pairs",
    build: () =>
      select(books.c.id).where(
        tuple(books.c.id, books.c.pages).in([
          [1, 100],
          [2, 1],
        ]),
      ),
    default: "SELECT books.id FROM books WHERE (books.id, books.pages) IN ((:id_1, :pages_1), (:id_2, :pages_2))",
    sqlite: "SELECT books.id FROM books WHERE (books.id, books.pages) IN (VALUES (?, ?), (?, ?))",
    postgresql:
      "SELECT books.id FROM books WHERE (books.id, books.pages) IN (($1::INTEGER, $2::INTEGER), ($3::INTEGER, $4::INTEGER))",
    mysql: "SELECT books.id FROM books WHERE (books.id, books.pages) IN ((?, ?), (?, ?))",
    rows: [[1]],
  },
  {
    // A list of tuples could not be a parameter: its rows were refused as single values.
    name: "pairs as a parameter",
    build: () =>
      select(books.c.id).where(
        tuple(books.c.id, books.c.pages).in(
          bindparam("q", {
            value: [
              [1, 100],
              [2, 1],
            ],
            expanding: true,
          }),
        ),
      ),
    default: "SELECT books.id FROM books WHERE (books.id, books.pages) IN ((:q_1_1, :q_1_2), (:q_2_1, :q_2_2))",
    sqlite: "SELECT books.id FROM books WHERE (books.id, books.pages) IN (VALUES (?, ?), (?, ?))",
    postgresql:
      "SELECT books.id FROM books WHERE (books.id, books.pages) IN (($1::INTEGER, $2::INTEGER), ($3::INTEGER, $4::INTEGER))",
    mysql: "SELECT books.id FROM books WHERE (books.id, books.pages) IN ((?, ?), (?, ?))",
    rows: [[1]],
  },
  {
    // An empty list in text() was written as "()", which no server takes.
    name: "an empty list in text()",
    build: () =>
      text("SELECT id FROM authors WHERE name IN :names").bindparams(
        bindparam("names", { value: [], expanding: true, type: string() }),
      ),
    default: "SELECT id FROM authors WHERE name IN (SELECT 1 FROM (SELECT 1) AS empty_set WHERE 1 != 1)",
    sqlite: "SELECT id FROM authors WHERE name IN (SELECT 1 FROM (SELECT 1) AS empty_set WHERE 1 != 1)",
    postgresql: "SELECT id FROM authors WHERE name IN (SELECT NULL::VARCHAR FROM (SELECT 1) AS empty_set WHERE 1 != 1)",
    mysql: "SELECT id FROM authors WHERE name IN (SELECT 1 FROM (SELECT 1) AS empty_set WHERE 1 != 1)",
    rows: [],
  },
]);
