import { and, func, select } from "athanor";
import { authors, books, testCases } from "./support.ts";

testCases("joins", [
  {
    name: "on by the foreign key",
    build: () => select(authors.c.name, books.c.title).selectFrom(authors).join(books).orderBy(books.c.id),
    default:
      'SELECT authors.name, books.title FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    sqlite:
      'SELECT authors.name, books.title FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    postgresql:
      'SELECT authors.name, books.title FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    mysql:
      "SELECT authors.name, books.title FROM authors INNER JOIN books ON authors.id = books.`authorId` ORDER BY books.id",
    rows: [
      ["Ann", "A Tale"],
      ["Ann", "50% off"],
      ["C_d%e", "under_score"],
    ],
  },
  {
    name: "the other way round",
    build: () => select(books.c.title, authors.c.name).joinFrom(books, authors).orderBy(books.c.id),
    default:
      'SELECT books.title, authors.name FROM books JOIN authors ON authors.id = books."authorId" ORDER BY books.id',
    sqlite:
      'SELECT books.title, authors.name FROM books JOIN authors ON authors.id = books."authorId" ORDER BY books.id',
    postgresql:
      'SELECT books.title, authors.name FROM books JOIN authors ON authors.id = books."authorId" ORDER BY books.id',
    mysql:
      "SELECT books.title, authors.name FROM books INNER JOIN authors ON authors.id = books.`authorId` ORDER BY books.id",
    rows: [
      ["A Tale", "Ann"],
      ["50% off", "Ann"],
      ["under_score", "C_d%e"],
    ],
  },
  {
    name: "an outer join",
    build: () => select(books.c.id, authors.c.name).selectFrom(books).outerjoin(authors).orderBy(books.c.id),
    default:
      'SELECT books.id, authors.name FROM books LEFT OUTER JOIN authors ON authors.id = books."authorId" ORDER BY books.id',
    sqlite:
      'SELECT books.id, authors.name FROM books LEFT OUTER JOIN authors ON authors.id = books."authorId" ORDER BY books.id',
    postgresql:
      'SELECT books.id, authors.name FROM books LEFT OUTER JOIN authors ON authors.id = books."authorId" ORDER BY books.id',
    mysql:
      "SELECT books.id, authors.name FROM books LEFT OUTER JOIN authors ON authors.id = books.`authorId` ORDER BY books.id",
    rows: [
      [1, "Ann"],
      [2, "Ann"],
      [3, "C_d%e"],
      [4, null],
    ],
  },
  {
    name: "a condition of one's own",
    build: () =>
      select(books.c.id, authors.c.id).joinFrom(
        authors,
        books,
        and(authors.c.id.eq(books.c.authorId), books.c.pages.gt(100)),
      ),
    default:
      'SELECT books.id, authors.id AS id_1 FROM authors JOIN books ON authors.id = books."authorId" AND books.pages > :pages_1',
    sqlite:
      'SELECT books.id, authors.id AS id_1 FROM authors JOIN books ON authors.id = books."authorId" AND books.pages > ?',
    postgresql:
      'SELECT books.id, authors.id AS id_1 FROM authors JOIN books ON authors.id = books."authorId" AND books.pages > $1::INTEGER',
    mysql:
      "SELECT books.id, authors.id AS id_1 FROM authors INNER JOIN books ON authors.id = books.`authorId` AND books.pages > ?",
    rows: [[2, 1]],
  },
  {
    name: "a table with itself",
    build: () => {
      const other = authors.alias("other");
      return select(authors.c.id, other.c.id)
        .joinFrom(authors, other, other.c.id.gt(authors.c.id))
        .orderBy(authors.c.id, other.c.id);
    },
    default:
      "SELECT authors.id, other.id AS id_1 FROM authors JOIN authors AS other ON other.id > authors.id ORDER BY authors.id, other.id",
    sqlite:
      "SELECT authors.id, other.id AS id_1 FROM authors JOIN authors AS other ON other.id > authors.id ORDER BY authors.id, other.id",
    postgresql:
      "SELECT authors.id, other.id AS id_1 FROM authors JOIN authors AS other ON other.id > authors.id ORDER BY authors.id, other.id",
    mysql:
      "SELECT authors.id, other.id AS id_1 FROM authors INNER JOIN authors AS other ON other.id > authors.id ORDER BY authors.id, other.id",
    rows: [
      [1, 2],
      [1, 3],
      [2, 3],
    ],
  },
  {
    name: "table.join()",
    build: () => select(func.count()).selectFrom(authors.outerjoin(books)),
    default: 'SELECT count(*) AS count_1 FROM authors LEFT OUTER JOIN books ON authors.id = books."authorId"',
    sqlite: 'SELECT count(*) AS count_1 FROM authors LEFT OUTER JOIN books ON authors.id = books."authorId"',
    postgresql: 'SELECT count(*) AS count_1 FROM authors LEFT OUTER JOIN books ON authors.id = books."authorId"',
    mysql: "SELECT count(*) AS count_1 FROM authors LEFT OUTER JOIN books ON authors.id = books.`authorId`",
    rows: [[4]],
  },
  {
    name: "a cross product",
    build: () => select(func.count()).selectFrom(authors, books),
    default: "SELECT count(*) AS count_1 FROM authors, books",
    sqlite: "SELECT count(*) AS count_1 FROM authors, books",
    postgresql: "SELECT count(*) AS count_1 FROM authors, books",
    mysql: "SELECT count(*) AS count_1 FROM authors, books",
    rows: [[12]],
  },
  {
    name: "a condition that always gets parentheses",
    build: () => select(books.c.id).joinFrom(books, authors, books.c.title.startswith(authors.c.name.concat(" "))),
    default: "SELECT books.id FROM books JOIN authors ON (books.title LIKE authors.name || :name_1 || '%')",
    sqlite: "SELECT books.id FROM books JOIN authors ON (books.title LIKE authors.name || ? || '%')",
    postgresql: "SELECT books.id FROM books JOIN authors ON (books.title LIKE authors.name || $1::VARCHAR || '%')",
    mysql: "SELECT books.id FROM books INNER JOIN authors ON (books.title LIKE concat(authors.name, ?, '%'))",
    rows: [],
  },
  {
    name: "full",
    build: () =>
      select(authors.c.id, books.c.id)
        .joinFrom(authors, books, undefined, { full: true })
        .orderBy(authors.c.id, books.c.id)
        .where(books.c.id.gt(3)),
    default:
      'SELECT authors.id, books.id AS id_1 FROM authors FULL OUTER JOIN books ON authors.id = books."authorId" WHERE books.id > :id_2 ORDER BY authors.id, books.id',
    sqlite:
      'SELECT authors.id, books.id AS id_1 FROM authors FULL OUTER JOIN books ON authors.id = books."authorId" WHERE books.id > ? ORDER BY authors.id, books.id',
    postgresql:
      'SELECT authors.id, books.id AS id_1 FROM authors FULL OUTER JOIN books ON authors.id = books."authorId" WHERE books.id > $1::INTEGER ORDER BY authors.id, books.id',
    mysql: /mysql has no FULL OUTER JOIN\./,
    rows: { default: [[null, 4]], mysql: /no FULL OUTER JOIN/ },
  },
]);
