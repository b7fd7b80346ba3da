import { and, falseValue, not, or, select, trueValue } from "athanor";
import { authors, books, testCases } from "./support.ts";

testCases("conjunctions", [
  {
    name: "and, or, not",
    build: () =>
      select(books.c.id)
        .where(or(and(books.c.pages.eq(100), books.c.id.gt(1)), not(books.c.pages.gt(50))))
        .orderBy(books.c.id),
    default:
      "SELECT books.id FROM books WHERE books.pages = :pages_1 AND books.id > :id_1 OR books.pages <= :pages_2 ORDER BY books.id",
    sqlite: "SELECT books.id FROM books WHERE books.pages = ? AND books.id > ? OR books.pages <= ? ORDER BY books.id",
    postgresql:
      "SELECT books.id FROM books WHERE books.pages = $1::INTEGER AND books.id > $2::INTEGER OR books.pages <= $3::INTEGER ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE books.pages = ? AND books.id > ? OR books.pages <= ? ORDER BY books.id",
    rows: [[3], [4]],
  },
  {
    name: "or inside and gets parentheses",
    build: () => select(books.c.id).where(books.c.id.gt(1), or(books.c.id.eq(2), books.c.id.eq(1))),
    default: "SELECT books.id FROM books WHERE books.id > :id_1 AND (books.id = :id_2 OR books.id = :id_3)",
    sqlite: "SELECT books.id FROM books WHERE books.id > ? AND (books.id = ? OR books.id = ?)",
    postgresql:
      "SELECT books.id FROM books WHERE books.id > $1::INTEGER AND (books.id = $2::INTEGER OR books.id = $3::INTEGER)",
    mysql: "SELECT books.id FROM books WHERE books.id > ? AND (books.id = ? OR books.id = ?)",
    rows: [[2]],
  },
  {
    name: "one or in where() gets none",
    build: () =>
      select(books.c.id)
        .where(or(books.c.id.eq(2), books.c.id.eq(1)))
        .orderBy(books.c.id),
    default: "SELECT books.id FROM books WHERE books.id = :id_1 OR books.id = :id_2 ORDER BY books.id",
    sqlite: "SELECT books.id FROM books WHERE books.id = ? OR books.id = ? ORDER BY books.id",
    postgresql: "SELECT books.id FROM books WHERE books.id = $1::INTEGER OR books.id = $2::INTEGER ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE books.id = ? OR books.id = ? ORDER BY books.id",
    rows: [[1], [2]],
  },
  {
    name: "opposites",
    build: () =>
      select(books.c.id).where(
        not(books.c.id.eq(1)),
        not(books.c.id.in([2])),
        not(books.c.title.like("a%")),
        not(books.c.price.is(null)),
      ),
    default:
      "SELECT books.id FROM books WHERE books.id != :id_1 AND (books.id NOT IN (:id_2_1)) AND books.title NOT LIKE :title_1 AND books.price IS NOT NULL",
    sqlite:
      "SELECT books.id FROM books WHERE books.id != ? AND (books.id NOT IN (?)) AND books.title NOT LIKE ? AND books.price IS NOT NULL",
    postgresql:
      "SELECT books.id FROM books WHERE books.id != $1::INTEGER AND (books.id NOT IN ($3::INTEGER)) AND books.title NOT LIKE $2::VARCHAR AND books.price IS NOT NULL",
    mysql:
      "SELECT books.id FROM books WHERE books.id != ? AND (books.id NOT IN (?)) AND books.title NOT LIKE ? AND books.price IS NOT NULL",
    rows: [],
  },
  {
    name: "not of a conjunction",
    build: () =>
      select(books.c.id)
        .where(not(and(books.c.id.gt(1), books.c.id.lt(4))))
        .orderBy(books.c.id),
    default: "SELECT books.id FROM books WHERE NOT (books.id > :id_1 AND books.id < :id_2) ORDER BY books.id",
    sqlite: "SELECT books.id FROM books WHERE NOT (books.id > ? AND books.id < ?) ORDER BY books.id",
    postgresql:
      "SELECT books.id FROM books WHERE NOT (books.id > $1::INTEGER AND books.id < $2::INTEGER) ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE NOT (books.id > ? AND books.id < ?) ORDER BY books.id",
    rows: [[1], [4]],
  },
  {
    name: "not of a boolean column",
    build: () => select(authors.c.id).where(authors.c.active.not()),
    default: "SELECT authors.id FROM authors WHERE authors.active = 0",
    sqlite: "SELECT authors.id FROM authors WHERE authors.active = 0",
    postgresql: "SELECT authors.id FROM authors WHERE NOT authors.active",
    mysql: "SELECT authors.id FROM authors WHERE authors.active = 0",
    rows: [[2]],
  },
  {
    name: "true and false are reduced",
    build: () => select(books.c.id).where(and(trueValue(), books.c.id.eq(1)), or(falseValue(), books.c.pages.eq(100))),
    default: "SELECT books.id FROM books WHERE books.id = :id_1 AND books.pages = :pages_1",
    sqlite: "SELECT books.id FROM books WHERE books.id = ? AND books.pages = ?",
    postgresql: "SELECT books.id FROM books WHERE books.id = $1::INTEGER AND books.pages = $2::INTEGER",
    mysql: "SELECT books.id FROM books WHERE books.id = ? AND books.pages = ?",
    rows: [[1]],
  },
  {
    name: "false wins",
    build: () => select(books.c.id).where(and(falseValue(), books.c.id.eq(1))),
    default: "SELECT books.id FROM books WHERE 0 = 1",
    sqlite: "SELECT books.id FROM books WHERE 0 = 1",
    postgresql: "SELECT books.id FROM books WHERE false",
    mysql: "SELECT books.id FROM books WHERE false = 1",
    rows: [],
  },
  {
    name: "methods",
    build: () => select(books.c.id).where(books.c.id.eq(1).or(books.c.id.eq(2)).and(books.c.pages.eq(250))),
    default: "SELECT books.id FROM books WHERE (books.id = :id_1 OR books.id = :id_2) AND books.pages = :pages_1",
    sqlite: "SELECT books.id FROM books WHERE (books.id = ? OR books.id = ?) AND books.pages = ?",
    postgresql:
      "SELECT books.id FROM books WHERE (books.id = $1::INTEGER OR books.id = $2::INTEGER) AND books.pages = $3::INTEGER",
    mysql: "SELECT books.id FROM books WHERE (books.id = ? OR books.id = ?) AND books.pages = ?",
    rows: [[2]],
  },
]);
