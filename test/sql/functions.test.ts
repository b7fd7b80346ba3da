import { caseWhen, cast, falseValue, func, select, string, typeCoerce } from "athanor";
import { authors, books, testCases } from "./support.ts";

testCases("functions", [
  {
    name: "count",
    build: () =>
      select(func.count(), func.count(books.c.authorId), func.count(books.c.pages.distinct())).selectFrom(books),
    default:
      'SELECT count(*) AS count_1, count(books."authorId") AS count_2, count(DISTINCT books.pages) AS count_3 FROM books',
    sqlite:
      'SELECT count(*) AS count_1, count(books."authorId") AS count_2, count(DISTINCT books.pages) AS count_3 FROM books',
    postgresql:
      'SELECT count(*) AS count_1, count(books."authorId") AS count_2, count(DISTINCT books.pages) AS count_3 FROM books',
    mysql:
      "SELECT count(*) AS count_1, count(books.`authorId`) AS count_2, count(DISTINCT books.pages) AS count_3 FROM books",
    rows: [[4, 3, 3]],
  },
  {
    name: "several, nested",
    build: () =>
      select(func.upper(func.substr(authors.c.name, 1, 2)), func.coalesce(authors.c.age, 0)).orderBy(authors.c.id),
    default:
      "SELECT upper(substr(authors.name, :substr_1, :substr_2)) AS upper_1, coalesce(authors.age, :coalesce_2) AS coalesce_1 FROM authors ORDER BY authors.id",
    sqlite:
      "SELECT upper(substr(authors.name, ?, ?)) AS upper_1, coalesce(authors.age, ?) AS coalesce_1 FROM authors ORDER BY authors.id",
    postgresql:
      "SELECT upper(substr(authors.name, $1::INTEGER, $2::INTEGER)) AS upper_1, coalesce(authors.age, $3::INTEGER) AS coalesce_1 FROM authors ORDER BY authors.id",
    mysql:
      "SELECT upper(substr(authors.name, ?, ?)) AS upper_1, coalesce(authors.age, ?) AS coalesce_1 FROM authors ORDER BY authors.id",
    rows: [
      ["AN", 30],
      ["BO", 0],
      ["C_", 41],
    ],
  },
  {
    name: "a window",
    build: () =>
      select(books.c.id, func.row_number().over({ partitionBy: books.c.pages, orderBy: books.c.id.desc() })).orderBy(
        books.c.id,
      ),
    default:
      "SELECT books.id, row_number() OVER (PARTITION BY books.pages ORDER BY books.id DESC) AS anon_1 FROM books ORDER BY books.id",
    sqlite:
      "SELECT books.id, row_number() OVER (PARTITION BY books.pages ORDER BY books.id DESC) AS anon_1 FROM books ORDER BY books.id",
    postgresql:
      "SELECT books.id, row_number() OVER (PARTITION BY books.pages ORDER BY books.id DESC) AS anon_1 FROM books ORDER BY books.id",
    mysql:
      "SELECT books.id, row_number() OVER (PARTITION BY books.pages ORDER BY books.id DESC) AS anon_1 FROM books ORDER BY books.id",
    rows: [
      [1, 2],
      [2, 1],
      [3, 1],
      [4, 1],
    ],
  },
  {
    name: "a frame",
    build: () =>
      select(books.c.id, func.sum(books.c.pages).over({ orderBy: books.c.id, rows: [null, 0] })).orderBy(books.c.id),
    default:
      "SELECT books.id, sum(books.pages) OVER (ORDER BY books.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_1 FROM books ORDER BY books.id",
    sqlite:
      "SELECT books.id, sum(books.pages) OVER (ORDER BY books.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_1 FROM books ORDER BY books.id",
    postgresql:
      "SELECT books.id, sum(books.pages) OVER (ORDER BY books.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_1 FROM books ORDER BY books.id",
    mysql:
      "SELECT books.id, sum(books.pages) OVER (ORDER BY books.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_1 FROM books ORDER BY books.id",
    rows: [
      [1, 100],
      [2, 350],
      [3, 357],
      [4, 457],
    ],
  },
  {
    name: "filter",
    build: () => select(func.count(books.c.id).filter(books.c.pages.gt(50))),
    default: "SELECT count(books.id) FILTER (WHERE books.pages > :pages_1) AS anon_1 FROM books",
    sqlite: "SELECT count(books.id) FILTER (WHERE books.pages > ?) AS anon_1 FROM books",
    postgresql: "SELECT count(books.id) FILTER (WHERE books.pages > $1::INTEGER) AS anon_1 FROM books",
    mysql: /mysql has no FILTER for aggregates\. Aggregate a CASE instead/,
    rows: { default: [[3]], mysql: /no FILTER for aggregates/ },
  },
  {
    name: "case",
    build: () =>
      select(
        caseWhen(
          [
            [books.c.pages.lt(50), "thin"],
            [books.c.pages.lt(200), "middle"],
          ],
          { else: "fat" },
        ).label("size"),
      ).orderBy(books.c.id),
    default:
      "SELECT CASE WHEN (books.pages < :pages_1) THEN :param_1 WHEN (books.pages < :pages_2) THEN :param_2 ELSE :param_3 END AS size FROM books ORDER BY books.id",
    sqlite:
      "SELECT CASE WHEN (books.pages < ?) THEN ? WHEN (books.pages < ?) THEN ? ELSE ? END AS size FROM books ORDER BY books.id",
    postgresql:
      "SELECT CASE WHEN (books.pages < $1::INTEGER) THEN $2::VARCHAR WHEN (books.pages < $3::INTEGER) THEN $4::VARCHAR ELSE $5::VARCHAR END AS size FROM books ORDER BY books.id",
    mysql:
      "SELECT CASE WHEN (books.pages < ?) THEN ? WHEN (books.pages < ?) THEN ? ELSE ? END AS size FROM books ORDER BY books.id",
    rows: [["middle"], ["fat"], ["thin"], ["middle"]],
  },
  {
    name: "case of a value",
    build: () => select(caseWhen({ Ann: 1, bob: 2 }, { value: authors.c.name }).label("n")).orderBy(authors.c.id),
    default:
      "SELECT CASE authors.name WHEN :param_1 THEN :param_2 WHEN :param_3 THEN :param_4 END AS n FROM authors ORDER BY authors.id",
    sqlite: "SELECT CASE authors.name WHEN ? THEN ? WHEN ? THEN ? END AS n FROM authors ORDER BY authors.id",
    postgresql:
      "SELECT CASE authors.name WHEN $1::VARCHAR THEN $2::INTEGER WHEN $3::VARCHAR THEN $4::INTEGER END AS n FROM authors ORDER BY authors.id",
    mysql: "SELECT CASE authors.name WHEN ? THEN ? WHEN ? THEN ? END AS n FROM authors ORDER BY authors.id",
    rows: [[1], [2], [null]],
  },
  {
    name: "cast",
    build: () =>
      select(cast(books.c.pages, string(10)), cast(books.c.title.concat("!"), string(3)).label("cut")).where(
        books.c.id.eq(1),
      ),
    default:
      "SELECT CAST(books.pages AS VARCHAR(10)) AS pages, CAST(books.title || :title_1 AS VARCHAR(3)) AS cut FROM books WHERE books.id = :id_1",
    sqlite:
      "SELECT CAST(books.pages AS VARCHAR(10)) AS pages, CAST(books.title || ? AS VARCHAR(3)) AS cut FROM books WHERE books.id = ?",
    postgresql:
      "SELECT CAST(books.pages AS VARCHAR(10)) AS pages, CAST(books.title || $1::VARCHAR AS VARCHAR(3)) AS cut FROM books WHERE books.id = $2::INTEGER",
    mysql:
      "SELECT CAST(books.pages AS CHAR(10)) AS pages, CAST(concat(books.title, ?) AS CHAR(3)) AS cut FROM books WHERE books.id = ?",
    rows: { sqlite: [["100", "A Tale!"]], postgresql: [["100", "A T"]], mysql: [["100", "A T"]] },
  },
  {
    name: "one function twice",
    build: () => select(func.lower(authors.c.name), func.lower(authors.c.name)).where(authors.c.id.eq(1)),
    default:
      "SELECT lower(authors.name) AS lower_1, lower(authors.name) AS lower_2 FROM authors WHERE authors.id = :id_1",
    sqlite: "SELECT lower(authors.name) AS lower_1, lower(authors.name) AS lower_2 FROM authors WHERE authors.id = ?",
    postgresql:
      "SELECT lower(authors.name) AS lower_1, lower(authors.name) AS lower_2 FROM authors WHERE authors.id = $1::INTEGER",
    mysql: "SELECT lower(authors.name) AS lower_1, lower(authors.name) AS lower_2 FROM authors WHERE authors.id = ?",
    rows: [["ann", "ann"]],
  },
  {
    name: "typeCoerce changes no SQL",
    build: () => select(typeCoerce(books.c.pages, string())).where(falseValue()),
    default: "SELECT books.pages AS pages FROM books WHERE 0 = 1",
    sqlite: "SELECT books.pages AS pages FROM books WHERE 0 = 1",
    postgresql: "SELECT books.pages AS pages FROM books WHERE false",
    mysql: "SELECT books.pages AS pages FROM books WHERE false = 1",
    rows: [],
  },
]);
