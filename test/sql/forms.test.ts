// Joins, CTEs, unions, functions, windows, locks, texts and DML, one short statement each.
import {
  MetaData,
  bindparam,
  column,
  deleteFrom,
  distinct,
  except,
  exists,
  func,
  insert,
  integer,
  intersect,
  literal,
  numeric,
  select,
  string,
  text,
  union,
  unionAll,
  update,
  values,
} from "athanor";
import { authors, books, odd, testCases } from "./support.ts";

testCases("forms", [
  {
    name: "joinFrom() says what is joined, also inside of a join",
    build: () =>
      ((a2) =>
        select(books.c.id, a2.c.name)
          .joinFrom(books, authors, books.c.authorId.eq(authors.c.id))
          .joinFrom(books, a2)
          .orderBy(books.c.id))(authors.alias("writer")),
    default:
      'SELECT books.id, writer.name FROM books JOIN authors ON books."authorId" = authors.id JOIN authors AS writer ON writer.id = books."authorId" ORDER BY books.id',
    sqlite:
      'SELECT books.id, writer.name FROM books JOIN authors ON books."authorId" = authors.id JOIN authors AS writer ON writer.id = books."authorId" ORDER BY books.id',
    postgresql:
      'SELECT books.id, writer.name FROM books JOIN authors ON books."authorId" = authors.id JOIN authors AS writer ON writer.id = books."authorId" ORDER BY books.id',
    mysql:
      "SELECT books.id, writer.name FROM books INNER JOIN authors ON books.`authorId` = authors.id INNER JOIN authors AS writer ON writer.id = books.`authorId` ORDER BY books.id",
    rows: [
      [1, "Ann"],
      [2, "Ann"],
      [3, "C_d%e"],
    ],
  },
  {
    name: "VALUES with a made-up name",
    build: () =>
      ((v) => select(v.c.n, books.c.title).join(books, books.c.id.eq(v.c.n)).orderBy(v.c.n))(
        values(column("n", integer()), column("w", string()))
          .data([
            [1, "a"],
            [3, "b"],
          ])
          .alias(),
      ),
    default:
      "SELECT anon_1.n, books.title FROM (VALUES (:param_1, :param_2), (:param_3, :param_4)) AS anon_1 (n, w) JOIN books ON books.id = anon_1.n ORDER BY anon_1.n",
    sqlite: /sqlite has no names for the columns of VALUES in FROM\. Use /,
    postgresql:
      "SELECT anon_1.n, books.title FROM (VALUES ($1::INTEGER, $2::VARCHAR), ($3::INTEGER, $4::VARCHAR)) AS anon_1 (n, w) JOIN books ON books.id = anon_1.n ORDER BY anon_1.n",
    mysql: /mysql has no names for the columns of VALUES in FROM\. Use v/,
    rows: {
      sqlite: /sqlite has no names for the columns of VALUES in FROM\. Use /,
      postgresql: [
        [1, "A Tale"],
        [3, "under_score"],
      ],
      mysql: /mysql has no names for the columns of VALUES in FROM\. Use v/,
    },
  },
  {
    name: "a join of a join on the right",
    build: () =>
      select(books.c.id)
        .selectFrom(books.outerjoin(authors.join(odd, odd.c.id.eq(authors.c.id)), books.c.authorId.eq(authors.c.id)))
        .orderBy(books.c.id),
    default:
      'SELECT books.id FROM books LEFT OUTER JOIN (authors JOIN "odd ""table""; --" ON "odd ""table""; --".id = authors.id) ON books."authorId" = authors.id ORDER BY books.id',
    sqlite:
      'SELECT books.id FROM books LEFT OUTER JOIN (authors JOIN "odd ""table""; --" ON "odd ""table""; --".id = authors.id) ON books."authorId" = authors.id ORDER BY books.id',
    postgresql:
      'SELECT books.id FROM books LEFT OUTER JOIN (authors JOIN "odd ""table""; --" ON "odd ""table""; --".id = authors.id) ON books."authorId" = authors.id ORDER BY books.id',
    mysql:
      'SELECT books.id FROM books LEFT OUTER JOIN (authors INNER JOIN `odd "table"; --` ON `odd "table"; --`.id = authors.id) ON books.`authorId` = authors.id ORDER BY books.id',
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "a join as a subquery",
    build: () =>
      ((j) => select(j))(
        books.join(authors, books.c.authorId.eq(authors.c.id)).select().where(books.c.id.eq(1)).subquery("j"),
      ),
    default:
      'SELECT j.id, j.title, j.pages, j.price, j."authorId", j.id_1, j.name, j.age, j.active FROM (SELECT books.id AS id, books.title AS title, books.pages AS pages, books.price AS price, books."authorId" AS "authorId", authors.id AS id_1, authors.name AS name, authors.age AS age, authors.active AS active FROM books JOIN authors ON books."authorId" = authors.id WHERE books.id = :id_2) AS j',
    sqlite:
      'SELECT j.id, j.title, j.pages, j.price, j."authorId", j.id_1, j.name, j.age, j.active FROM (SELECT books.id AS id, books.title AS title, books.pages AS pages, books.price AS price, books."authorId" AS "authorId", authors.id AS id_1, authors.name AS name, authors.age AS age, authors.active AS active FROM books JOIN authors ON books."authorId" = authors.id WHERE books.id = ?) AS j',
    postgresql:
      'SELECT j.id, j.title, j.pages, j.price, j."authorId", j.id_1, j.name, j.age, j.active FROM (SELECT books.id AS id, books.title AS title, books.pages AS pages, books.price AS price, books."authorId" AS "authorId", authors.id AS id_1, authors.name AS name, authors.age AS age, authors.active AS active FROM books JOIN authors ON books."authorId" = authors.id WHERE books.id = $1::INTEGER) AS j',
    mysql:
      "SELECT j.id, j.title, j.pages, j.price, j.`authorId`, j.id_1, j.name, j.age, j.active FROM (SELECT books.id AS id, books.title AS title, books.pages AS pages, books.price AS price, books.`authorId` AS `authorId`, authors.id AS id_1, authors.name AS name, authors.age AS age, authors.active AS active FROM books INNER JOIN authors ON books.`authorId` = authors.id WHERE books.id = ?) AS j",
    rows: [[1, "A Tale", 100, "9.50", 1, 1, "Ann", 30, true]],
  },
  {
    name: "the same table twice",
    build: () =>
      ((a, b) => select(a.c.id, b.c.id).join(b, a.c.pages.eq(b.c.pages)).where(a.c.id.lt(b.c.id)))(
        books.alias(),
        books.alias(),
      ),
    default:
      "SELECT books_1.id, books_2.id AS id_1 FROM books AS books_1 JOIN books AS books_2 ON books_1.pages = books_2.pages WHERE books_1.id < books_2.id",
    sqlite:
      "SELECT books_1.id, books_2.id AS id_1 FROM books AS books_1 JOIN books AS books_2 ON books_1.pages = books_2.pages WHERE books_1.id < books_2.id",
    postgresql:
      "SELECT books_1.id, books_2.id AS id_1 FROM books AS books_1 JOIN books AS books_2 ON books_1.pages = books_2.pages WHERE books_1.id < books_2.id",
    mysql:
      "SELECT books_1.id, books_2.id AS id_1 FROM books AS books_1 INNER JOIN books AS books_2 ON books_1.pages = books_2.pages WHERE books_1.id < books_2.id",
    rows: [[1, 4]],
  },
  {
    name: "an alias of an alias",
    build: () => ((a) => select(a.c.id).where(a.c.id.eq(1)))(books.alias("x").alias("y")),
    default: "SELECT y.id FROM books AS y WHERE y.id = :id_1",
    sqlite: "SELECT y.id FROM books AS y WHERE y.id = ?",
    postgresql: "SELECT y.id FROM books AS y WHERE y.id = $1::INTEGER",
    mysql: "SELECT y.id FROM books AS y WHERE y.id = ?",
    rows: [[1]],
  },
  {
    name: "correlated in the select list and in WHERE",
    build: () =>
      select(authors.c.name, select(func.count(books.c.id)).where(books.c.authorId.eq(authors.c.id)).scalarSubquery())
        .where(exists(select(books.c.id).where(books.c.authorId.eq(authors.c.id))))
        .orderBy(authors.c.id),
    default:
      'SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) AS anon_1 FROM authors WHERE EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id) ORDER BY authors.id',
    sqlite:
      'SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) AS anon_1 FROM authors WHERE EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id) ORDER BY authors.id',
    postgresql:
      'SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) AS anon_1 FROM authors WHERE EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id) ORDER BY authors.id',
    mysql:
      "SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books WHERE books.`authorId` = authors.id) AS anon_1 FROM authors WHERE EXISTS (SELECT books.id FROM books WHERE books.`authorId` = authors.id) ORDER BY authors.id",
    rows: [
      ["Ann", 2],
      ["C_d%e", 1],
    ],
  },
  {
    name: "correlate(null)",
    build: () =>
      select(authors.c.id).where(
        authors.c.id.eq(
          select(func.max(authors.c.id)).where(authors.c.active.eq(true)).correlate(null).scalarSubquery(),
        ),
      ),
    default:
      "SELECT authors.id FROM authors WHERE authors.id = (SELECT max(authors.id) AS max_1 FROM authors WHERE authors.active = 1)",
    sqlite:
      "SELECT authors.id FROM authors WHERE authors.id = (SELECT max(authors.id) AS max_1 FROM authors WHERE authors.active = 1)",
    postgresql:
      "SELECT authors.id FROM authors WHERE authors.id = (SELECT max(authors.id) AS max_1 FROM authors WHERE authors.active = true)",
    mysql:
      "SELECT authors.id FROM authors WHERE authors.id = (SELECT max(authors.id) AS max_1 FROM authors WHERE authors.active = true)",
    rows: [[3]],
  },
  {
    name: "a CTE of a CTE",
    build: () =>
      ((a) => ((b) => select(b.c.id).orderBy(b.c.id))(select(a.c.id).where(a.c.id.gt(1)).cte("b")))(
        select(books.c.id).cte("a"),
      ),
    default:
      "WITH a AS (SELECT books.id AS id FROM books), b AS (SELECT a.id AS id FROM a WHERE a.id > :id_1) SELECT b.id FROM b ORDER BY b.id",
    sqlite:
      "WITH a AS (SELECT books.id AS id FROM books), b AS (SELECT a.id AS id FROM a WHERE a.id > ?) SELECT b.id FROM b ORDER BY b.id",
    postgresql:
      "WITH a AS (SELECT books.id AS id FROM books), b AS (SELECT a.id AS id FROM a WHERE a.id > $1::INTEGER) SELECT b.id FROM b ORDER BY b.id",
    mysql:
      "WITH a AS (SELECT books.id AS id FROM books), b AS (SELECT a.id AS id FROM a WHERE a.id > ?) SELECT b.id FROM b ORDER BY b.id",
    rows: [[2], [3], [4]],
  },
  {
    name: "a CTE used twice",
    build: () =>
      ((a) =>
        ((x, y) => select(x.c.id, y.c.id).where(x.c.id.add(1).eq(y.c.id)).orderBy(x.c.id))(a.alias("x"), a.alias("y")))(
        select(books.c.id).cte("a"),
      ),
    default:
      "WITH a AS (SELECT books.id AS id FROM books) SELECT x.id, y.id AS id_1 FROM a AS x, a AS y WHERE x.id + :id_2 = y.id ORDER BY x.id",
    sqlite:
      "WITH a AS (SELECT books.id AS id FROM books) SELECT x.id, y.id AS id_1 FROM a AS x, a AS y WHERE x.id + ? = y.id ORDER BY x.id",
    postgresql:
      "WITH a AS (SELECT books.id AS id FROM books) SELECT x.id, y.id AS id_1 FROM a AS x, a AS y WHERE x.id + $1::INTEGER = y.id ORDER BY x.id",
    mysql:
      "WITH a AS (SELECT books.id AS id FROM books) SELECT x.id, y.id AS id_1 FROM a AS x, a AS y WHERE x.id + ? = y.id ORDER BY x.id",
    rows: [
      [1, 2],
      [2, 3],
      [3, 4],
    ],
  },
  {
    name: "a recursive CTE",
    build: () =>
      ((n) => ((all) => select(all.c.n).orderBy(all.c.n))(n.unionAll(select(n.c.n.add(1)).where(n.c.n.lt(4)))))(
        select(literal(1).label("n")).cte("numbers", { recursive: true }),
      ),
    default:
      "WITH RECURSIVE numbers(n) AS (SELECT :param_1 AS n UNION ALL SELECT numbers.n + :n_1 AS anon_1 FROM numbers WHERE numbers.n < :n_2) SELECT numbers.n FROM numbers ORDER BY numbers.n",
    sqlite:
      "WITH RECURSIVE numbers(n) AS (SELECT ? AS n UNION ALL SELECT numbers.n + ? AS anon_1 FROM numbers WHERE numbers.n < ?) SELECT numbers.n FROM numbers ORDER BY numbers.n",
    postgresql:
      "WITH RECURSIVE numbers(n) AS (SELECT $1::INTEGER AS n UNION ALL SELECT numbers.n + $2::INTEGER AS anon_1 FROM numbers WHERE numbers.n < $3::INTEGER) SELECT numbers.n FROM numbers ORDER BY numbers.n",
    mysql:
      "WITH RECURSIVE numbers(n) AS (SELECT ? AS n UNION ALL SELECT numbers.n + ? AS anon_1 FROM numbers WHERE numbers.n < ?) SELECT numbers.n FROM numbers ORDER BY numbers.n",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "a CTE in a subquery in FROM",
    build: () =>
      ((c) => ((s) => select(s.c.id))(select(c.c.id).where(c.c.id.eq(2)).subquery("s")))(select(books.c.id).cte("c")),
    default:
      "WITH c AS (SELECT books.id AS id FROM books) SELECT s.id FROM (SELECT c.id AS id FROM c WHERE c.id = :id_1) AS s",
    sqlite:
      "WITH c AS (SELECT books.id AS id FROM books) SELECT s.id FROM (SELECT c.id AS id FROM c WHERE c.id = ?) AS s",
    postgresql:
      "WITH c AS (SELECT books.id AS id FROM books) SELECT s.id FROM (SELECT c.id AS id FROM c WHERE c.id = $1::INTEGER) AS s",
    mysql:
      "WITH c AS (SELECT books.id AS id FROM books) SELECT s.id FROM (SELECT c.id AS id FROM c WHERE c.id = ?) AS s",
    rows: [[2]],
  },
  {
    name: "unions in unions",
    build: () =>
      select(
        union(
          unionAll(select(books.c.id).where(books.c.id.eq(1)), select(books.c.id).where(books.c.id.eq(1))),
          select(books.c.id).where(books.c.id.eq(2)),
        ).subquery("u").c.id,
      ).orderBy("id"),
    default:
      "SELECT u.id FROM ((SELECT books.id AS id FROM books WHERE books.id = :id_1 UNION ALL SELECT books.id AS id FROM books WHERE books.id = :id_2) UNION SELECT books.id AS id FROM books WHERE books.id = :id_3) AS u ORDER BY u.id",
    sqlite:
      "SELECT u.id FROM (SELECT books.id AS id FROM books WHERE books.id = ? UNION ALL SELECT books.id AS id FROM books WHERE books.id = ? UNION SELECT books.id AS id FROM books WHERE books.id = ?) AS u ORDER BY u.id",
    postgresql:
      "SELECT u.id FROM ((SELECT books.id AS id FROM books WHERE books.id = $1::INTEGER UNION ALL SELECT books.id AS id FROM books WHERE books.id = $2::INTEGER) UNION SELECT books.id AS id FROM books WHERE books.id = $3::INTEGER) AS u ORDER BY u.id",
    mysql:
      "SELECT u.id FROM ((SELECT books.id AS id FROM books WHERE books.id = ? UNION ALL SELECT books.id AS id FROM books WHERE books.id = ?) UNION SELECT books.id AS id FROM books WHERE books.id = ?) AS u ORDER BY u.id",
    rows: [[1], [2]],
  },
  {
    name: "a union ordered by a name and cut",
    build: () =>
      union(select(books.c.id, books.c.pages), select(authors.c.id, authors.c.id))
        .orderBy("id", "pages")
        .limit(3)
        .offset(1),
    default:
      "SELECT books.id, books.pages FROM books UNION SELECT authors.id, authors.id AS id__1 FROM authors ORDER BY id, pages LIMIT :param_1 OFFSET :param_2",
    sqlite:
      "SELECT books.id, books.pages FROM books UNION SELECT authors.id, authors.id AS id__1 FROM authors ORDER BY id, pages LIMIT ? OFFSET ?",
    postgresql:
      "SELECT books.id, books.pages FROM books UNION SELECT authors.id, authors.id AS id__1 FROM authors ORDER BY id, pages  LIMIT $1::INTEGER OFFSET $2::INTEGER",
    mysql:
      "SELECT books.id, books.pages FROM books UNION SELECT authors.id, authors.id AS id__1 FROM authors ORDER BY id, pages  LIMIT ?, ?",
    rows: [
      [1, 100],
      [2, 2],
      [2, 250],
    ],
  },
  {
    name: "a union as a subquery joined",
    build: () =>
      ((u) => select(u.c.id, books.c.title).join(books, books.c.id.eq(u.c.id)).orderBy(u.c.id))(
        union(select(authors.c.id), select(odd.c.id)).subquery("u"),
      ),
    default:
      'SELECT u.id, books.title FROM (SELECT authors.id AS id FROM authors UNION SELECT "odd ""table""; --".id AS id FROM "odd ""table""; --") AS u JOIN books ON books.id = u.id ORDER BY u.id',
    sqlite:
      'SELECT u.id, books.title FROM (SELECT authors.id AS id FROM authors UNION SELECT "odd ""table""; --".id AS id FROM "odd ""table""; --") AS u JOIN books ON books.id = u.id ORDER BY u.id',
    postgresql:
      'SELECT u.id, books.title FROM (SELECT authors.id AS id FROM authors UNION SELECT "odd ""table""; --".id AS id FROM "odd ""table""; --") AS u JOIN books ON books.id = u.id ORDER BY u.id',
    mysql:
      'SELECT u.id, books.title FROM (SELECT authors.id AS id FROM authors UNION SELECT `odd "table"; --`.id AS id FROM `odd "table"; --`) AS u INNER JOIN books ON books.id = u.id ORDER BY u.id',
    rows: [
      [1, "A Tale"],
      [2, "50% off"],
      [3, "under_score"],
    ],
  },
  {
    name: "EXCEPT and INTERSECT",
    build: () =>
      select(except(select(books.c.id), intersect(select(books.c.id), select(authors.c.id))).subquery("e").c.id),
    default:
      "SELECT e.id FROM (SELECT books.id AS id FROM books EXCEPT (SELECT books.id AS id FROM books INTERSECT SELECT authors.id AS id FROM authors)) AS e",
    sqlite: /sqlite has no parentheses around a INTERSECT inside of EXCEP/,
    postgresql:
      "SELECT e.id FROM (SELECT books.id AS id FROM books EXCEPT (SELECT books.id AS id FROM books INTERSECT SELECT authors.id AS id FROM authors)) AS e",
    mysql:
      "SELECT e.id FROM (SELECT books.id AS id FROM books EXCEPT (SELECT books.id AS id FROM books INTERSECT SELECT authors.id AS id FROM authors)) AS e",
    rows: { sqlite: /sqlite has no parentheses around a INTERSECT inside of EXCEP/, postgresql: [[4]], mysql: [[4]] },
  },
  {
    name: "DISTINCT, GROUP BY and HAVING",
    build: () =>
      select(books.c.pages, func.count(books.c.id).label("n"))
        .groupBy(books.c.pages)
        .having(func.count(books.c.id).gt(1))
        .orderBy(books.c.pages),
    default:
      "SELECT books.pages, count(books.id) AS n FROM books GROUP BY books.pages HAVING count(books.id) > :count_1 ORDER BY books.pages",
    sqlite:
      "SELECT books.pages, count(books.id) AS n FROM books GROUP BY books.pages HAVING count(books.id) > ? ORDER BY books.pages",
    postgresql:
      "SELECT books.pages, count(books.id) AS n FROM books GROUP BY books.pages HAVING count(books.id) > $1::INTEGER ORDER BY books.pages",
    mysql:
      "SELECT books.pages, count(books.id) AS n FROM books GROUP BY books.pages HAVING count(books.id) > ? ORDER BY books.pages",
    rows: [[100, 2]],
  },
  {
    name: "DISTINCT in a function",
    build: () => select(func.count(distinct(books.c.pages)), func.sum(books.c.pages.distinct())),
    default: "SELECT count(DISTINCT books.pages) AS count_1, sum(DISTINCT books.pages) AS sum_1 FROM books",
    sqlite: "SELECT count(DISTINCT books.pages) AS count_1, sum(DISTINCT books.pages) AS sum_1 FROM books",
    postgresql: "SELECT count(DISTINCT books.pages) AS count_1, sum(DISTINCT books.pages) AS sum_1 FROM books",
    mysql: "SELECT count(DISTINCT books.pages) AS count_1, sum(DISTINCT books.pages) AS sum_1 FROM books",
    rows: [[3, 357]],
  },
  {
    name: "functions in functions",
    build: () =>
      select(func.coalesce(func.nullif(books.c.pages, 7), func.length(books.c.title), 0)).orderBy(books.c.id),
    default:
      "SELECT coalesce(nullif(books.pages, :nullif_1), length(books.title), :coalesce_2) AS coalesce_1 FROM books ORDER BY books.id",
    sqlite:
      "SELECT coalesce(nullif(books.pages, ?), length(books.title), ?) AS coalesce_1 FROM books ORDER BY books.id",
    postgresql:
      "SELECT coalesce(nullif(books.pages, $1::INTEGER), length(books.title), $2::INTEGER) AS coalesce_1 FROM books ORDER BY books.id",
    mysql: "SELECT coalesce(nullif(books.pages, ?), length(books.title), ?) AS coalesce_1 FROM books ORDER BY books.id",
    rows: [[100], [250], [11], [100]],
  },
  {
    name: "functions of packages with odd names",
    build: () => select(func["pkg"]!["Sub"]!["my fn"]!(1, column("x")), func["pkg"]!["lower_case"]!("a")),
    default: 'SELECT pkg.Sub."my fn"(:my_fn_2, x) AS my_fn_1, pkg.lower_case(:lower_case_2) AS lower_case_1',
    sqlite: 'SELECT pkg.Sub."my fn"(?, x) AS my_fn_1, pkg.lower_case(?) AS lower_case_1',
    postgresql: 'SELECT pkg.Sub."my fn"($1::INTEGER, x) AS my_fn_1, pkg.lower_case($2::VARCHAR) AS lower_case_1',
    mysql: "SELECT pkg.Sub.`my fn`(?, x) AS my_fn_1, pkg.lower_case(?) AS lower_case_1",
  },
  {
    name: "count of nothing and of all",
    build: () => select(func.count(), func.count("*")).selectFrom(books),
    default: "SELECT count(*) AS count_1, count(*) AS count_2 FROM books",
    sqlite: "SELECT count(*) AS count_1, count(*) AS count_2 FROM books",
    postgresql: "SELECT count(*) AS count_1, count(*) AS count_2 FROM books",
    mysql: "SELECT count(*) AS count_1, count(*) AS count_2 FROM books",
    rows: [[4, 4]],
  },
  {
    name: "count of a table by its rows",
    build: () => select(func.count()).selectFrom(books).where(books.c.id.gt(1)),
    default: "SELECT count(*) AS count_1 FROM books WHERE books.id > :id_1",
    sqlite: "SELECT count(*) AS count_1 FROM books WHERE books.id > ?",
    postgresql: "SELECT count(*) AS count_1 FROM books WHERE books.id > $1::INTEGER",
    mysql: "SELECT count(*) AS count_1 FROM books WHERE books.id > ?",
    rows: [[3]],
  },
  {
    name: "functions of the standard without parentheses, and with",
    build: () => select(func.current_date(), func.current_timestamp(3), func.current_user(), func.localtime()),
    default:
      "SELECT CURRENT_DATE AS current_date_1, CURRENT_TIMESTAMP(:current_timestamp_2) AS current_timestamp_1, CURRENT_USER AS current_user_1, LOCALTIME AS localtime_1",
    sqlite:
      "SELECT CURRENT_DATE AS current_date_1, CURRENT_TIMESTAMP(?) AS current_timestamp_1, CURRENT_USER AS current_user_1, LOCALTIME AS localtime_1",
    postgresql:
      "SELECT CURRENT_DATE AS current_date_1, CURRENT_TIMESTAMP($1::INTEGER) AS current_timestamp_1, CURRENT_USER AS current_user_1, LOCALTIME AS localtime_1",
    mysql:
      "SELECT CURRENT_DATE AS current_date_1, CURRENT_TIMESTAMP(?) AS current_timestamp_1, CURRENT_USER AS current_user_1, LOCALTIME AS localtime_1",
  },
  {
    name: "substring()",
    build: () => select(func.substring(books.c.title, 1, 2)).orderBy(books.c.id),
    default: "SELECT substring(books.title, :substring_2, :substring_3) AS substring_1 FROM books ORDER BY books.id",
    sqlite: "SELECT substring(books.title, ?, ?) AS substring_1 FROM books ORDER BY books.id",
    postgresql:
      "SELECT SUBSTRING(books.title FROM $1::INTEGER FOR $2::INTEGER) AS substring_1 FROM books ORDER BY books.id",
    mysql: "SELECT substring(books.title, ?, ?) AS substring_1 FROM books ORDER BY books.id",
    rows: [["A "], ["50"], ["un"], ["a/"]],
  },
  {
    name: "substring() to the end",
    build: () => select(func.substring(books.c.title, 3)).orderBy(books.c.id),
    default: "SELECT substring(books.title, :substring_2) AS substring_1 FROM books ORDER BY books.id",
    sqlite: "SELECT substring(books.title, ?) AS substring_1 FROM books ORDER BY books.id",
    postgresql: "SELECT SUBSTRING(books.title FROM $1::INTEGER) AS substring_1 FROM books ORDER BY books.id",
    mysql: "SELECT substring(books.title, ?) AS substring_1 FROM books ORDER BY books.id",
    rows: [["Tale"], ["% off"], ["der_score"], ["b"]],
  },
  {
    name: "windows: partitions, orders and frames",
    build: () =>
      select(
        books.c.id,
        func.row_number().over({ partitionBy: books.c.pages, orderBy: books.c.id }),
        func.sum(books.c.pages).over({ orderBy: books.c.id, rows: [-1, 1] }),
      ).orderBy(books.c.id),
    default:
      "SELECT books.id, row_number() OVER (PARTITION BY books.pages ORDER BY books.id) AS anon_1, sum(books.pages) OVER (ORDER BY books.id ROWS BETWEEN :param_1 PRECEDING AND :param_2 FOLLOWING) AS anon_2 FROM books ORDER BY books.id",
    sqlite:
      "SELECT books.id, row_number() OVER (PARTITION BY books.pages ORDER BY books.id) AS anon_1, sum(books.pages) OVER (ORDER BY books.id ROWS BETWEEN ? PRECEDING AND ? FOLLOWING) AS anon_2 FROM books ORDER BY books.id",
    postgresql:
      "SELECT books.id, row_number() OVER (PARTITION BY books.pages ORDER BY books.id) AS anon_1, sum(books.pages) OVER (ORDER BY books.id ROWS BETWEEN $1::INTEGER PRECEDING AND $2::INTEGER FOLLOWING) AS anon_2 FROM books ORDER BY books.id",
    mysql:
      "SELECT books.id, row_number() OVER (PARTITION BY books.pages ORDER BY books.id) AS anon_1, sum(books.pages) OVER (ORDER BY books.id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS anon_2 FROM books ORDER BY books.id",
    rows: [
      [1, 1, 350],
      [2, 1, 357],
      [3, 1, 357],
      [4, 2, 107],
    ],
  },
  {
    name: "windows without anything",
    build: () => select(func.count(books.c.id).over()).limit(1),
    default: "SELECT count(books.id) OVER () AS anon_1 FROM books LIMIT :param_1",
    sqlite: "SELECT count(books.id) OVER () AS anon_1 FROM books LIMIT ? OFFSET ?",
    postgresql: "SELECT count(books.id) OVER () AS anon_1 FROM books  LIMIT $1::INTEGER",
    mysql: "SELECT count(books.id) OVER () AS anon_1 FROM books  LIMIT ?",
    rows: [[4]],
  },
  {
    name: "lag() of one row",
    build: () => select(func.lag(books.c.pages, 1).over({ orderBy: books.c.id })).orderBy(books.c.id),
    default: "SELECT lag(books.pages, :lag_1) OVER (ORDER BY books.id) AS anon_1 FROM books ORDER BY books.id",
    sqlite: "SELECT lag(books.pages, ?) OVER (ORDER BY books.id) AS anon_1 FROM books ORDER BY books.id",
    postgresql: "SELECT lag(books.pages, $1::INTEGER) OVER (ORDER BY books.id) AS anon_1 FROM books ORDER BY books.id",
    mysql: "SELECT lag(books.pages, ?) OVER (ORDER BY books.id) AS anon_1 FROM books ORDER BY books.id",
    rows: [[null], [100], [250], [7]],
  },
  {
    name: "a window of an expression, in an expression",
    build: () => select(func.rank().over({ orderBy: books.c.pages.desc() }).add(100)).orderBy(books.c.id),
    default: "SELECT rank() OVER (ORDER BY books.pages DESC) + :param_1 AS anon_1 FROM books ORDER BY books.id",
    sqlite: "SELECT rank() OVER (ORDER BY books.pages DESC) + ? AS anon_1 FROM books ORDER BY books.id",
    postgresql: "SELECT rank() OVER (ORDER BY books.pages DESC) + $1::INTEGER AS anon_1 FROM books ORDER BY books.id",
    mysql: "SELECT rank() OVER (ORDER BY books.pages DESC) + ? AS anon_1 FROM books ORDER BY books.id",
    rows: [[102], [101], [104], [102]],
  },
  {
    name: "FILTER twice",
    build: () => select(func.count(books.c.id).filter(books.c.pages.gt(50)).filter(books.c.id.lt(3))),
    default: "SELECT count(books.id) FILTER (WHERE books.pages > :pages_1 AND books.id < :id_1) AS anon_1 FROM books",
    sqlite: "SELECT count(books.id) FILTER (WHERE books.pages > ? AND books.id < ?) AS anon_1 FROM books",
    postgresql:
      "SELECT count(books.id) FILTER (WHERE books.pages > $1::INTEGER AND books.id < $2::INTEGER) AS anon_1 FROM books",
    mysql: /mysql has no FILTER for aggregates\. Aggregate a CASE instea/,
    rows: { sqlite: [[2]], postgresql: [[2]], mysql: /mysql has no FILTER for aggregates\. Aggregate a CASE instea/ },
  },
  {
    name: "FILTER and OVER",
    build: () =>
      select(books.c.id, func.count(books.c.id).filter(books.c.pages.gt(50)).over({ orderBy: books.c.id })).orderBy(
        books.c.id,
      ),
    default:
      "SELECT books.id, count(books.id) FILTER (WHERE books.pages > :pages_1) OVER (ORDER BY books.id) AS anon_1 FROM books ORDER BY books.id",
    sqlite:
      "SELECT books.id, count(books.id) FILTER (WHERE books.pages > ?) OVER (ORDER BY books.id) AS anon_1 FROM books ORDER BY books.id",
    postgresql:
      "SELECT books.id, count(books.id) FILTER (WHERE books.pages > $1::INTEGER) OVER (ORDER BY books.id) AS anon_1 FROM books ORDER BY books.id",
    mysql: /mysql has no FILTER for aggregates\. Aggregate a CASE instea/,
    rows: {
      sqlite: [
        [1, 1],
        [2, 2],
        [3, 2],
        [4, 3],
      ],
      postgresql: [
        [1, 1],
        [2, 2],
        [3, 2],
        [4, 3],
      ],
      mysql: /mysql has no FILTER for aggregates\. Aggregate a CASE instea/,
    },
  },
  {
    name: "aggregate_strings()",
    build: () => select(func.aggregate_strings(authors.c.name, ",")).where(authors.c.id.eq(1)),
    default:
      "SELECT aggregate_strings(authors.name, :aggregate_strings_2) AS aggregate_strings_1 FROM authors WHERE authors.id = :id_1",
    sqlite: "SELECT group_concat(authors.name, ',') AS aggregate_strings_1 FROM authors WHERE authors.id = ?",
    postgresql:
      "SELECT string_agg(authors.name, ',') AS aggregate_strings_1 FROM authors WHERE authors.id = $1::INTEGER",
    mysql: "SELECT group_concat(authors.name SEPARATOR ',') AS aggregate_strings_1 FROM authors WHERE authors.id = ?",
    rows: [["Ann"]],
  },
  {
    name: "LIMIT by an expression",
    build: () => select(books.c.id).orderBy(books.c.id).limit(literal(1).add(1)).offset(1),
    default: "SELECT books.id FROM books ORDER BY books.id LIMIT :param_1 + :param_2 OFFSET :param_3",
    sqlite: "SELECT books.id FROM books ORDER BY books.id LIMIT ? + ? OFFSET ?",
    postgresql: "SELECT books.id FROM books ORDER BY books.id  LIMIT $1::INTEGER + $2::INTEGER OFFSET $3::INTEGER",
    mysql: "SELECT books.id FROM books ORDER BY books.id  LIMIT ?, ? + ?",
  },
  {
    name: "slice()",
    build: () => select(books.c.id).orderBy(books.c.id).slice(1, 3),
    default: "SELECT books.id FROM books ORDER BY books.id LIMIT :param_1 OFFSET :param_2",
    sqlite: "SELECT books.id FROM books ORDER BY books.id LIMIT ? OFFSET ?",
    postgresql: "SELECT books.id FROM books ORDER BY books.id  LIMIT $1::INTEGER OFFSET $2::INTEGER",
    mysql: "SELECT books.id FROM books ORDER BY books.id  LIMIT ?, ?",
    rows: [[2], [3]],
  },
  {
    name: "OFFSET alone",
    build: () => select(books.c.id).orderBy(books.c.id).offset(2),
    default: "SELECT books.id FROM books ORDER BY books.id LIMIT -1 OFFSET :param_1",
    sqlite: "SELECT books.id FROM books ORDER BY books.id LIMIT ? OFFSET ?",
    postgresql: "SELECT books.id FROM books ORDER BY books.id LIMIT ALL OFFSET $1::INTEGER",
    mysql: "SELECT books.id FROM books ORDER BY books.id  LIMIT ?, 18446744073709551615",
    rows: [[3], [4]],
  },
  {
    name: "FETCH with ties",
    build: () => select(books.c.id).orderBy(books.c.pages.desc()).fetch(2, { withTies: true }),
    default: "SELECT books.id FROM books ORDER BY books.pages DESC FETCH FIRST :param_1 ROWS WITH TIES",
    sqlite: /sqlite has no FETCH FIRST\. Use limit\(\)\./,
    postgresql: "SELECT books.id FROM books ORDER BY books.pages DESC FETCH FIRST ($1::INTEGER) ROWS WITH TIES",
    mysql: /mysql has no FETCH FIRST\. Use limit\(\)\./,
    rows: {
      sqlite: /sqlite has no FETCH FIRST\. Use limit\(\)\./,
      postgresql: [[2], [1], [4]],
      mysql: /mysql has no FETCH FIRST\. Use limit\(\)\./,
    },
  },
  {
    name: "prefixes and suffixes, for some databases",
    build: () =>
      select(books.c.id)
        .prefixWith("/* a */")
        .prefixWith("SQL_NO_CACHE", { dialect: "mysql" })
        .suffixWith("-- end", { dialect: "postgresql" })
        .where(books.c.id.eq(1)),
    default: "SELECT /* a */ books.id FROM books WHERE books.id = :id_1",
    sqlite: "SELECT /* a */ books.id FROM books WHERE books.id = ?",
    postgresql: "SELECT /* a */ books.id FROM books WHERE books.id = $1::INTEGER -- end",
    mysql: "SELECT /* a */ SQL_NO_CACHE books.id FROM books WHERE books.id = ?",
    rows: [[1]],
  },
  {
    name: "hints",
    build: () =>
      select(books.c.id)
        .withHint(books, "USE INDEX (PRIMARY)", "mysql")
        .withStatementHint("-- hint", "sqlite")
        .where(books.c.id.eq(1)),
    default: "SELECT books.id FROM books WHERE books.id = :id_1",
    sqlite: "SELECT books.id FROM books WHERE books.id = ? -- hint",
    postgresql: "SELECT books.id FROM books WHERE books.id = $1::INTEGER",
    mysql: "SELECT books.id FROM books USE INDEX (PRIMARY) WHERE books.id = ?",
    rows: [[1]],
  },
  {
    name: "row locks",
    build: () => select(books.c.id).where(books.c.id.eq(1)).withForUpdate({ nowait: true, of: books }),
    default: "SELECT books.id FROM books WHERE books.id = :id_1 FOR UPDATE",
    sqlite: "SELECT books.id FROM books WHERE books.id = ?",
    postgresql: "SELECT books.id FROM books WHERE books.id = $1::INTEGER FOR UPDATE OF books NOWAIT",
    mysql: "SELECT books.id FROM books WHERE books.id = ? FOR UPDATE NOWAIT",
    rows: [[1]],
  },
  {
    name: "row locks of tables in a schema",
    build: () =>
      ((t) => select(t.c.id).withForUpdate({ of: t }))(
        new MetaData().table("jobs", { id: integer().primaryKey() }, { schema: "work" }),
      ),
    default: "SELECT work.jobs.id FROM work.jobs FOR UPDATE",
    sqlite: "SELECT work.jobs.id FROM work.jobs",
    postgresql: "SELECT work.jobs.id FROM work.jobs FOR UPDATE OF jobs",
    mysql: "SELECT work.jobs.id FROM work.jobs FOR UPDATE",
  },
  {
    name: "row locks of joins and of text",
    build: () =>
      select(books.c.id)
        .selectFrom(books.join(authors))
        .withForUpdate({ of: books.join(authors) }),
    default: 'SELECT books.id FROM books JOIN authors ON authors.id = books."authorId" FOR UPDATE',
    sqlite: 'SELECT books.id FROM books JOIN authors ON authors.id = books."authorId"',
    postgresql: 'SELECT books.id FROM books JOIN authors ON authors.id = books."authorId" FOR UPDATE OF books, authors',
    mysql: "SELECT books.id FROM books INNER JOIN authors ON authors.id = books.`authorId` FOR UPDATE",
  },
  {
    name: "row locks by SQL text",
    build: () =>
      select(books.c.id)
        .withForUpdate({ of: text("books"), skipLocked: true })
        .where(books.c.id.eq(1)),
    default: "SELECT books.id FROM books WHERE books.id = :id_1 FOR UPDATE",
    sqlite: "SELECT books.id FROM books WHERE books.id = ?",
    postgresql: "SELECT books.id FROM books WHERE books.id = $1::INTEGER FOR UPDATE OF books SKIP LOCKED",
    mysql: "SELECT books.id FROM books WHERE books.id = ? FOR UPDATE SKIP LOCKED",
    rows: [[1]],
  },
  {
    name: "share locks",
    build: () => select(books.c.id).withForUpdate({ read: true }).where(books.c.id.eq(1)),
    default: "SELECT books.id FROM books WHERE books.id = :id_1 FOR UPDATE",
    sqlite: "SELECT books.id FROM books WHERE books.id = ?",
    postgresql: "SELECT books.id FROM books WHERE books.id = $1::INTEGER FOR SHARE",
    mysql: "SELECT books.id FROM books WHERE books.id = ? LOCK IN SHARE MODE",
    rows: [[1]],
  },
  {
    name: "text with columns as a subquery",
    build: () =>
      ((s) => select(s.c.id).where(s.c.id.gt(2)).orderBy(s.c.id))(
        text("SELECT id, title FROM books").columns(column("id", integer()), column("title", string())).subquery("s"),
      ),
    default: "SELECT s.id FROM (SELECT id, title FROM books) AS s WHERE s.id > :id_1 ORDER BY s.id",
    sqlite: "SELECT s.id FROM (SELECT id, title FROM books) AS s WHERE s.id > ? ORDER BY s.id",
    postgresql: "SELECT s.id FROM (SELECT id, title FROM books) AS s WHERE s.id > $1::INTEGER ORDER BY s.id",
    mysql: "SELECT s.id FROM (SELECT id, title FROM books) AS s WHERE s.id > ? ORDER BY s.id",
    rows: [[3], [4]],
  },
  {
    name: "text in WHERE, ORDER BY and the select list",
    build: () =>
      select(text("id"), text("pages + 1"))
        .selectFrom(books)
        .where(text("pages > :least").bindparams({ least: 50 }))
        .orderBy(text("id DESC")),
    default: "SELECT id, pages + 1 FROM books WHERE pages > :least ORDER BY id DESC",
    sqlite: "SELECT id, pages + 1 FROM books WHERE pages > ? ORDER BY id DESC",
    postgresql: "SELECT id, pages + 1 FROM books WHERE pages > $1::INTEGER ORDER BY id DESC",
    mysql: "SELECT id, pages + 1 FROM books WHERE pages > ? ORDER BY id DESC",
    rows: [
      [4, 101],
      [2, 251],
      [1, 101],
    ],
  },
  {
    name: "a callable bind",
    build: () => select(books.c.id).where(books.c.pages.eq(bindparam("pages", { callable: () => 7, type: integer() }))),
    default: "SELECT books.id FROM books WHERE books.pages = :pages",
    sqlite: "SELECT books.id FROM books WHERE books.pages = ?",
    postgresql: "SELECT books.id FROM books WHERE books.pages = $1::INTEGER",
    mysql: "SELECT books.id FROM books WHERE books.pages = ?",
    rows: [[3]],
  },
  {
    name: "a bind that is NULL when nothing is given",
    build: () => select(books.c.id).where(books.c.price.isNotDistinctFrom(bindparam("price", { required: false }))),
    default: "SELECT books.id FROM books WHERE books.price IS NOT DISTINCT FROM :price",
    sqlite: "SELECT books.id FROM books WHERE books.price IS ?",
    postgresql: "SELECT books.id FROM books WHERE books.price IS NOT DISTINCT FROM $1::NUMERIC(8, 2)",
    mysql: "SELECT books.id FROM books WHERE books.price <=> ?",
    rows: [[3]],
  },
  {
    name: "a bind that is written into the SQL",
    build: () => select(books.c.id).where(books.c.pages.eq(bindparam("pages", { value: 7, literalExecute: true }))),
    default: "SELECT books.id FROM books WHERE books.pages = 7",
    sqlite: "SELECT books.id FROM books WHERE books.pages = 7",
    postgresql: "SELECT books.id FROM books WHERE books.pages = 7",
    mysql: "SELECT books.id FROM books WHERE books.pages = 7",
    rows: [[3]],
  },
  {
    name: "a list of expressions as COALESCE",
    build: () => select(func.coalesce(books.c.price, literal("0.00", numeric(8, 2)))).orderBy(books.c.id),
    default: "SELECT coalesce(books.price, :param_1) AS coalesce_1 FROM books ORDER BY books.id",
    sqlite: "SELECT coalesce(books.price, ?) AS coalesce_1 FROM books ORDER BY books.id",
    postgresql: "SELECT coalesce(books.price, $1::NUMERIC(8, 2)) AS coalesce_1 FROM books ORDER BY books.id",
    mysql: "SELECT coalesce(books.price, ?) AS coalesce_1 FROM books ORDER BY books.id",
    rows: [["9.50"], ["20.00"], ["0.00"], ["1.25"]],
  },
  {
    name: "UPDATE from a subquery",
    build: () =>
      update(books)
        .set({ authorId: select(func.max(authors.c.id)).where(authors.c.id.eq(books.c.authorId)).scalarSubquery() })
        .where(books.c.id.eq(1)),
    default:
      'UPDATE books SET "authorId"=(SELECT max(authors.id) AS max_1 FROM authors WHERE authors.id = books."authorId") WHERE books.id = :id_1',
    sqlite:
      'UPDATE books SET "authorId"=(SELECT max(authors.id) AS max_1 FROM authors WHERE authors.id = books."authorId") WHERE books.id = ?',
    postgresql:
      'UPDATE books SET "authorId"=(SELECT max(authors.id) AS max_1 FROM authors WHERE authors.id = books."authorId") WHERE books.id = $1::INTEGER',
    mysql:
      "UPDATE books SET `authorId`=(SELECT max(authors.id) AS max_1 FROM authors WHERE authors.id = books.`authorId`) WHERE books.id = ?",
    rows: [],
  },
  {
    name: "DELETE by a query",
    build: () => deleteFrom(books).where(books.c.authorId.in(select(authors.c.id).where(authors.c.active.eq(false)))),
    default: 'DELETE FROM books WHERE books."authorId" IN (SELECT authors.id FROM authors WHERE authors.active = 0)',
    sqlite: 'DELETE FROM books WHERE books."authorId" IN (SELECT authors.id FROM authors WHERE authors.active = 0)',
    postgresql:
      'DELETE FROM books WHERE books."authorId" IN (SELECT authors.id FROM authors WHERE authors.active = false)',
    mysql: "DELETE FROM books WHERE books.`authorId` IN (SELECT authors.id FROM authors WHERE authors.active = false)",
    rows: [],
  },
  {
    name: "INSERT from a query with expressions",
    build: () =>
      insert(authors).fromSelect(
        ["id", "name", "active"],
        select(books.c.id.add(10), books.c.title, literal(true)).where(books.c.id.eq(1)),
      ),
    default:
      "INSERT INTO authors (id, name, active) SELECT books.id + :id_1 AS anon_1, books.title, :param_1 AS anon_2 FROM books WHERE books.id = :id_2",
    sqlite:
      "INSERT INTO authors (id, name, active) SELECT books.id + ? AS anon_1, books.title, ? AS anon_2 FROM books WHERE books.id = ?",
    postgresql:
      "INSERT INTO authors (id, name, active) SELECT books.id + $1::INTEGER AS anon_1, books.title, $2::BOOLEAN AS anon_2 FROM books WHERE books.id = $3::INTEGER",
    mysql:
      "INSERT INTO authors (id, name, active) SELECT books.id + ? AS anon_1, books.title, ? AS anon_2 FROM books WHERE books.id = ?",
    rows: [],
  },
]);
