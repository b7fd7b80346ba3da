import { cast, not, numeric, select } from "athanor";
import { authors, books, testCases } from "./support.ts";

testCases("operators", [
  {
    name: "equal, and null",
    build: () => select(books.c.id).where(books.c.pages.eq(100), books.c.authorId.ne(null)).orderBy(books.c.id),
    default:
      'SELECT books.id FROM books WHERE books.pages = :pages_1 AND books."authorId" IS NOT NULL ORDER BY books.id',
    sqlite: 'SELECT books.id FROM books WHERE books.pages = ? AND books."authorId" IS NOT NULL ORDER BY books.id',
    postgresql:
      'SELECT books.id FROM books WHERE books.pages = $1::INTEGER AND books."authorId" IS NOT NULL ORDER BY books.id',
    mysql: "SELECT books.id FROM books WHERE books.pages = ? AND books.`authorId` IS NOT NULL ORDER BY books.id",
    rows: [[1]],
  },
  {
    name: "order comparisons",
    build: () =>
      select(books.c.id)
        .where(books.c.pages.gt(7), books.c.pages.ge(100), books.c.pages.lt(300), books.c.pages.le(250))
        .orderBy(books.c.id),
    default:
      "SELECT books.id FROM books WHERE books.pages > :pages_1 AND books.pages >= :pages_2 AND books.pages < :pages_3 AND books.pages <= :pages_4 ORDER BY books.id",
    sqlite:
      "SELECT books.id FROM books WHERE books.pages > ? AND books.pages >= ? AND books.pages < ? AND books.pages <= ? ORDER BY books.id",
    postgresql:
      "SELECT books.id FROM books WHERE books.pages > $1::INTEGER AND books.pages >= $2::INTEGER AND books.pages < $3::INTEGER AND books.pages <= $4::INTEGER ORDER BY books.id",
    mysql:
      "SELECT books.id FROM books WHERE books.pages > ? AND books.pages >= ? AND books.pages < ? AND books.pages <= ? ORDER BY books.id",
    rows: [[1], [2], [4]],
  },
  {
    name: "is null, is not null",
    build: () => select(authors.c.age.is(null), authors.c.age.isNot(null)).orderBy(authors.c.id),
    default: "SELECT authors.age IS NULL AS anon_1, authors.age IS NOT NULL AS anon_2 FROM authors ORDER BY authors.id",
    sqlite: "SELECT authors.age IS NULL AS anon_1, authors.age IS NOT NULL AS anon_2 FROM authors ORDER BY authors.id",
    postgresql:
      "SELECT authors.age IS NULL AS anon_1, authors.age IS NOT NULL AS anon_2 FROM authors ORDER BY authors.id",
    mysql: "SELECT authors.age IS NULL AS anon_1, authors.age IS NOT NULL AS anon_2 FROM authors ORDER BY authors.id",
    rows: [
      [false, true],
      [true, false],
      [false, true],
    ],
  },
  {
    name: "is distinct from",
    build: () => select(authors.c.id).where(authors.c.age.isDistinctFrom(30), authors.c.age.isNotDistinctFrom(null)),
    default:
      "SELECT authors.id FROM authors WHERE authors.age IS DISTINCT FROM :age_1 AND authors.age IS NOT DISTINCT FROM NULL",
    sqlite: "SELECT authors.id FROM authors WHERE authors.age IS NOT ? AND authors.age IS NULL",
    postgresql:
      "SELECT authors.id FROM authors WHERE authors.age IS DISTINCT FROM $1::INTEGER AND authors.age IS NOT DISTINCT FROM NULL",
    mysql: "SELECT authors.id FROM authors WHERE NOT (authors.age <=> ?) AND authors.age <=> NULL",
    rows: [[2]],
  },
  {
    name: "between, and its opposite",
    build: () =>
      select(books.c.id)
        .where(books.c.pages.between(50, 150), not(books.c.id.between(3, 9)))
        .orderBy(books.c.id),
    default:
      "SELECT books.id FROM books WHERE books.pages BETWEEN :pages_1 AND :pages_2 AND books.id NOT BETWEEN :id_1 AND :id_2 ORDER BY books.id",
    sqlite:
      "SELECT books.id FROM books WHERE books.pages BETWEEN ? AND ? AND books.id NOT BETWEEN ? AND ? ORDER BY books.id",
    postgresql:
      "SELECT books.id FROM books WHERE books.pages BETWEEN $1::INTEGER AND $2::INTEGER AND books.id NOT BETWEEN $3::INTEGER AND $4::INTEGER ORDER BY books.id",
    mysql:
      "SELECT books.id FROM books WHERE books.pages BETWEEN ? AND ? AND books.id NOT BETWEEN ? AND ? ORDER BY books.id",
    rows: [[1]],
  },
  {
    name: "arithmetic keeps its grouping",
    build: () =>
      select(
        books.c.pages.add(1).mul(2),
        books.c.pages.sub(books.c.id.sub(1)),
        books.c.pages.mod(7),
        books.c.pages.neg(),
      ).where(books.c.id.eq(2)),
    default:
      "SELECT (books.pages + :pages_1) * :param_1 AS anon_1, books.pages - (books.id - :id_1) AS anon_2, books.pages % :pages_2 AS anon_3, -books.pages FROM books WHERE books.id = :id_2",
    sqlite:
      "SELECT (books.pages + ?) * ? AS anon_1, books.pages - (books.id - ?) AS anon_2, books.pages % ? AS anon_3, -books.pages FROM books WHERE books.id = ?",
    postgresql:
      "SELECT (books.pages + $1::INTEGER) * $2::INTEGER AS anon_1, books.pages - (books.id - $3::INTEGER) AS anon_2, books.pages % $4::INTEGER AS anon_3, -books.pages FROM books WHERE books.id = $5::INTEGER",
    mysql:
      "SELECT (books.pages + ?) * ? AS anon_1, books.pages - (books.id - ?) AS anon_2, books.pages % ? AS anon_3, -books.pages FROM books WHERE books.id = ?",
    rows: [[502, 249, 5, -250]],
  },
  {
    name: "division with and without a fraction",
    build: () => select(books.c.pages.floordiv(30), cast(books.c.pages.div(40), numeric(8, 2))).where(books.c.id.eq(1)),
    default:
      "SELECT books.pages / :pages_1 AS anon_1, CAST(books.pages / CAST(:pages_2 AS NUMERIC) AS NUMERIC(8, 2)) AS anon_2 FROM books WHERE books.id = :id_1",
    sqlite:
      "SELECT books.pages / ? AS anon_1, CAST(books.pages / (? + 0.0) AS NUMERIC(8, 2)) AS anon_2 FROM books WHERE books.id = ?",
    postgresql:
      "SELECT books.pages / $1::INTEGER AS anon_1, CAST(books.pages / CAST($2::INTEGER AS NUMERIC) AS NUMERIC(8, 2)) AS anon_2 FROM books WHERE books.id = $3::INTEGER",
    mysql:
      "SELECT FLOOR(books.pages / ?) AS anon_1, CAST(books.pages / ? AS DECIMAL(8, 2)) AS anon_2 FROM books WHERE books.id = ?",
    rows: [[3, "2.50"]],
  },
  {
    name: "bits",
    build: () =>
      select(
        books.c.pages.bitwiseAnd(6),
        books.c.pages.bitwiseOr(1),
        books.c.pages.bitwiseXor(2),
        books.c.pages.bitwiseLshift(1),
        books.c.pages.bitwiseRshift(1),
      ).where(books.c.id.eq(1)),
    default:
      "SELECT books.pages & :pages_1 AS anon_1, books.pages | :pages_2 AS anon_2, books.pages ^ :pages_3 AS anon_3, books.pages << :pages_4 AS anon_4, books.pages >> :pages_5 AS anon_5 FROM books WHERE books.id = :id_1",
    sqlite:
      "SELECT books.pages & ? AS anon_1, books.pages | ? AS anon_2, ((books.pages | ?) - (books.pages & ?)) AS anon_3, books.pages << ? AS anon_4, books.pages >> ? AS anon_5 FROM books WHERE books.id = ?",
    postgresql:
      "SELECT books.pages & $1::INTEGER AS anon_1, books.pages | $2::INTEGER AS anon_2, books.pages # $3::INTEGER AS anon_3, books.pages << $4::INTEGER AS anon_4, books.pages >> $5::INTEGER AS anon_5 FROM books WHERE books.id = $6::INTEGER",
    mysql:
      "SELECT books.pages & ? AS anon_1, books.pages | ? AS anon_2, books.pages ^ ? AS anon_3, books.pages << ? AS anon_4, books.pages >> ? AS anon_5 FROM books WHERE books.id = ?",
    rows: [[4, 101, 102, 200, 50]],
  },
  {
    name: "text is joined",
    build: () =>
      select(authors.c.name.concat("!"), authors.c.name.add("?").concat(authors.c.name)).where(authors.c.id.eq(1)),
    default:
      "SELECT authors.name || :name_1 AS anon_1, authors.name || :name_2 || authors.name AS anon_2 FROM authors WHERE authors.id = :id_1",
    sqlite:
      "SELECT authors.name || ? AS anon_1, authors.name || ? || authors.name AS anon_2 FROM authors WHERE authors.id = ?",
    postgresql:
      "SELECT authors.name || $1::VARCHAR AS anon_1, authors.name || $2::VARCHAR || authors.name AS anon_2 FROM authors WHERE authors.id = $3::INTEGER",
    mysql:
      "SELECT concat(authors.name, ?) AS anon_1, concat(authors.name, ?, authors.name) AS anon_2 FROM authors WHERE authors.id = ?",
    rows: [["Ann!", "Ann?Ann"]],
  },
  {
    name: "the dialect's own operator",
    build: () => select(authors.c.name.op("||")("x")).where(authors.c.id.eq(1)),
    default: "SELECT authors.name || :name_1 AS anon_1 FROM authors WHERE authors.id = :id_1",
    sqlite: "SELECT authors.name || ? AS anon_1 FROM authors WHERE authors.id = ?",
    postgresql: "SELECT authors.name || $1::VARCHAR AS anon_1 FROM authors WHERE authors.id = $2::INTEGER",
    mysql: "SELECT authors.name || ? AS anon_1 FROM authors WHERE authors.id = ?",
    rows: { default: [["Annx"]], mysql: [[0]] },
  },
  {
    name: "a boolean column, and true",
    build: () => select(authors.c.id).where(authors.c.active).where(authors.c.active.eq(true)),
    default: "SELECT authors.id FROM authors WHERE authors.active = 1 AND authors.active = 1",
    sqlite: "SELECT authors.id FROM authors WHERE authors.active = 1 AND authors.active = 1",
    postgresql: "SELECT authors.id FROM authors WHERE authors.active AND authors.active = true",
    mysql: "SELECT authors.id FROM authors WHERE authors.active = 1 AND authors.active = true",
    rows: [[1], [3]],
  },
]);
