import {
  column,
  desc,
  except,
  exists,
  func,
  integer,
  intersect,
  select,
  string,
  union,
  unionAll,
  values,
} from "athanor";
import { authors, books, testCases } from "./support.ts";

testCases("subqueries", [
  {
    name: "rows that are written out",
    build: () => {
      const v = values(column("id", integer()), column("word", string()), { name: "v" }).data([
        [1, "one"],
        [2, "two"],
      ]);
      return select(authors.c.name, v.c.word).join(v, v.c.id.eq(authors.c.id)).where(authors.c.id.eq(1));
    },
    default:
      "SELECT authors.name, v.word FROM authors JOIN (VALUES (:param_1, :param_2), (:param_3, :param_4)) AS v (id, word) ON v.id = authors.id WHERE authors.id = :id_1",
    mysql: /mysql has no names for the columns of VALUES/,
    sqlite: /sqlite has no names for the columns of VALUES/,
    postgresql:
      "SELECT authors.name, v.word FROM authors JOIN (VALUES ($1::INTEGER, $2::VARCHAR), ($3::INTEGER, $4::VARCHAR)) AS v (id, word) ON v.id = authors.id WHERE authors.id = $5::INTEGER",
  },
  {
    name: "an alias",
    build: () => {
      const a = authors.alias("a");
      return select(a.c.name).where(a.c.id.eq(1));
    },
    default: "SELECT a.name FROM authors AS a WHERE a.id = :id_1",
    sqlite: "SELECT a.name FROM authors AS a WHERE a.id = ?",
    postgresql: "SELECT a.name FROM authors AS a WHERE a.id = $1::INTEGER",
    mysql: "SELECT a.name FROM authors AS a WHERE a.id = ?",
    rows: [["Ann"]],
  },
  {
    name: "an alias without a name",
    build: () => {
      const a = authors.alias();
      const b = authors.alias();
      return select(a.c.id, b.c.id).where(a.c.id.lt(b.c.id)).orderBy(a.c.id, b.c.id);
    },
    default:
      "SELECT authors_1.id, authors_2.id AS id_1 FROM authors AS authors_1, authors AS authors_2 WHERE authors_1.id < authors_2.id ORDER BY authors_1.id, authors_2.id",
    sqlite:
      "SELECT authors_1.id, authors_2.id AS id_1 FROM authors AS authors_1, authors AS authors_2 WHERE authors_1.id < authors_2.id ORDER BY authors_1.id, authors_2.id",
    postgresql:
      "SELECT authors_1.id, authors_2.id AS id_1 FROM authors AS authors_1, authors AS authors_2 WHERE authors_1.id < authors_2.id ORDER BY authors_1.id, authors_2.id",
    mysql:
      "SELECT authors_1.id, authors_2.id AS id_1 FROM authors AS authors_1, authors AS authors_2 WHERE authors_1.id < authors_2.id ORDER BY authors_1.id, authors_2.id",
    rows: [
      [1, 2],
      [1, 3],
      [2, 3],
    ],
  },
  {
    name: "a subquery",
    build: () => {
      const s = select(books.c.authorId, func.count().label("n")).groupBy(books.c.authorId).subquery("s");
      return select(authors.c.name, s.c.n).joinFrom(authors, s, s.c.authorId.eq(authors.c.id)).orderBy(authors.c.id);
    },
    default:
      'SELECT authors.name, s.n FROM authors JOIN (SELECT books."authorId" AS "authorId", count(*) AS n FROM books GROUP BY books."authorId") AS s ON s."authorId" = authors.id ORDER BY authors.id',
    sqlite:
      'SELECT authors.name, s.n FROM authors JOIN (SELECT books."authorId" AS "authorId", count(*) AS n FROM books GROUP BY books."authorId") AS s ON s."authorId" = authors.id ORDER BY authors.id',
    postgresql:
      'SELECT authors.name, s.n FROM authors JOIN (SELECT books."authorId" AS "authorId", count(*) AS n FROM books GROUP BY books."authorId") AS s ON s."authorId" = authors.id ORDER BY authors.id',
    mysql:
      "SELECT authors.name, s.n FROM authors INNER JOIN (SELECT books.`authorId` AS `authorId`, count(*) AS n FROM books GROUP BY books.`authorId`) AS s ON s.`authorId` = authors.id ORDER BY authors.id",
    rows: [
      ["Ann", 2],
      ["C_d%e", 1],
    ],
  },
  {
    name: "a scalar subquery",
    build: () =>
      select(
        authors.c.id,
        select(func.max(books.c.pages)).where(books.c.authorId.eq(authors.c.id)).scalarSubquery().label("most"),
      ).orderBy(authors.c.id),
    default:
      'SELECT authors.id, (SELECT max(books.pages) AS max_1 FROM books WHERE books."authorId" = authors.id) AS most FROM authors ORDER BY authors.id',
    sqlite:
      'SELECT authors.id, (SELECT max(books.pages) AS max_1 FROM books WHERE books."authorId" = authors.id) AS most FROM authors ORDER BY authors.id',
    postgresql:
      'SELECT authors.id, (SELECT max(books.pages) AS max_1 FROM books WHERE books."authorId" = authors.id) AS most FROM authors ORDER BY authors.id',
    mysql:
      "SELECT authors.id, (SELECT max(books.pages) AS max_1 FROM books WHERE books.`authorId` = authors.id) AS most FROM authors ORDER BY authors.id",
    rows: [
      [1, 250],
      [2, null],
      [3, 7],
    ],
  },
  {
    name: "exists",
    build: () =>
      select(authors.c.id)
        .where(exists(select(books.c.id).where(books.c.authorId.eq(authors.c.id))))
        .orderBy(authors.c.id),
    default:
      'SELECT authors.id FROM authors WHERE EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id) ORDER BY authors.id',
    sqlite:
      'SELECT authors.id FROM authors WHERE EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id) ORDER BY authors.id',
    postgresql:
      'SELECT authors.id FROM authors WHERE EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id) ORDER BY authors.id',
    mysql:
      "SELECT authors.id FROM authors WHERE EXISTS (SELECT books.id FROM books WHERE books.`authorId` = authors.id) ORDER BY authors.id",
    rows: [[1], [3]],
  },
  {
    name: "not exists, beside another condition",
    build: () =>
      select(authors.c.id).where(exists().where(books.c.authorId.eq(authors.c.id)).not(), authors.c.id.gt(1)),
    default:
      'SELECT authors.id FROM authors WHERE NOT (EXISTS (SELECT * FROM books WHERE books."authorId" = authors.id)) AND authors.id > :id_1',
    sqlite:
      'SELECT authors.id FROM authors WHERE NOT (EXISTS (SELECT * FROM books WHERE books."authorId" = authors.id)) AND authors.id > ?',
    postgresql:
      'SELECT authors.id FROM authors WHERE NOT (EXISTS (SELECT * FROM books WHERE books."authorId" = authors.id)) AND authors.id > $1::INTEGER',
    mysql:
      "SELECT authors.id FROM authors WHERE NOT (EXISTS (SELECT * FROM books WHERE books.`authorId` = authors.id)) AND authors.id > ?",
    rows: [[2]],
  },
  {
    name: "a scalar subquery in a comparison",
    build: () =>
      select(books.c.id).where(books.c.pages.eq(select(func.min(books.c.pages)).correlate(null).scalarSubquery())),
    default: "SELECT books.id FROM books WHERE books.pages = (SELECT min(books.pages) AS min_1 FROM books)",
    sqlite: "SELECT books.id FROM books WHERE books.pages = (SELECT min(books.pages) AS min_1 FROM books)",
    postgresql: "SELECT books.id FROM books WHERE books.pages = (SELECT min(books.pages) AS min_1 FROM books)",
    mysql: "SELECT books.id FROM books WHERE books.pages = (SELECT min(books.pages) AS min_1 FROM books)",
    rows: [[3]],
  },
  {
    name: "union, order and limit",
    build: () =>
      union(select(authors.c.id.label("n")), select(books.c.id))
        .orderBy("n")
        .limit(3),
    default: "SELECT authors.id AS n FROM authors UNION SELECT books.id FROM books ORDER BY n LIMIT :param_1",
    sqlite: "SELECT authors.id AS n FROM authors UNION SELECT books.id FROM books ORDER BY n LIMIT ? OFFSET ?",
    postgresql: "SELECT authors.id AS n FROM authors UNION SELECT books.id FROM books ORDER BY n  LIMIT $1::INTEGER",
    mysql: "SELECT authors.id AS n FROM authors UNION SELECT books.id FROM books ORDER BY n  LIMIT ?",
    rows: [[1], [2], [3]],
  },
  {
    name: "union all, intersect, except",
    build: () => {
      const a = select(authors.c.id);
      const b = select(books.c.id);
      return unionAll(select(except(b, a).subquery("x").c.id), select(intersect(a, b).subquery("y").c.id)).orderBy(
        "id",
      );
    },
    default:
      "SELECT x.id FROM (SELECT books.id AS id FROM books EXCEPT SELECT authors.id AS id FROM authors) AS x UNION ALL SELECT y.id FROM (SELECT authors.id AS id FROM authors INTERSECT SELECT books.id AS id FROM books) AS y ORDER BY id",
    sqlite:
      "SELECT x.id FROM (SELECT books.id AS id FROM books EXCEPT SELECT authors.id AS id FROM authors) AS x UNION ALL SELECT y.id FROM (SELECT authors.id AS id FROM authors INTERSECT SELECT books.id AS id FROM books) AS y ORDER BY id",
    postgresql:
      "SELECT x.id FROM (SELECT books.id AS id FROM books EXCEPT SELECT authors.id AS id FROM authors) AS x UNION ALL SELECT y.id FROM (SELECT authors.id AS id FROM authors INTERSECT SELECT books.id AS id FROM books) AS y ORDER BY id",
    mysql:
      "SELECT x.id FROM (SELECT books.id AS id FROM books EXCEPT SELECT authors.id AS id FROM authors) AS x UNION ALL SELECT y.id FROM (SELECT authors.id AS id FROM authors INTERSECT SELECT books.id AS id FROM books) AS y ORDER BY id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "distinct",
    build: () => select(books.c.pages).distinct().orderBy(books.c.pages),
    default: "SELECT DISTINCT books.pages FROM books ORDER BY books.pages",
    sqlite: "SELECT DISTINCT books.pages FROM books ORDER BY books.pages",
    postgresql: "SELECT DISTINCT books.pages FROM books ORDER BY books.pages",
    mysql: "SELECT DISTINCT books.pages FROM books ORDER BY books.pages",
    rows: [[7], [100], [250]],
  },
  {
    name: "limit and offset",
    build: () => select(books.c.id).orderBy(books.c.id).limit(2).offset(1),
    default: "SELECT books.id FROM books ORDER BY books.id LIMIT :param_1 OFFSET :param_2",
    sqlite: "SELECT books.id FROM books ORDER BY books.id LIMIT ? OFFSET ?",
    postgresql: "SELECT books.id FROM books ORDER BY books.id  LIMIT $1::INTEGER OFFSET $2::INTEGER",
    mysql: "SELECT books.id FROM books ORDER BY books.id  LIMIT ?, ?",
    rows: [[2], [3]],
  },
  {
    name: "offset alone",
    build: () => select(books.c.id).orderBy(books.c.id).offset(2),
    default: "SELECT books.id FROM books ORDER BY books.id LIMIT -1 OFFSET :param_1",
    sqlite: "SELECT books.id FROM books ORDER BY books.id LIMIT ? OFFSET ?",
    postgresql: "SELECT books.id FROM books ORDER BY books.id LIMIT ALL OFFSET $1::INTEGER",
    mysql: "SELECT books.id FROM books ORDER BY books.id  LIMIT ?, 18446744073709551615",
    rows: [[3], [4]],
  },
  {
    name: "group and having",
    build: () =>
      select(books.c.pages, func.count().label("n"))
        .groupBy(books.c.pages)
        .having(func.count().gt(1))
        .orderBy(desc("n")),
    default:
      "SELECT books.pages, count(*) AS n FROM books GROUP BY books.pages HAVING count(*) > :count_1 ORDER BY n DESC",
    sqlite: "SELECT books.pages, count(*) AS n FROM books GROUP BY books.pages HAVING count(*) > ? ORDER BY n DESC",
    postgresql:
      "SELECT books.pages, count(*) AS n FROM books GROUP BY books.pages HAVING count(*) > $1::INTEGER ORDER BY n DESC",
    mysql: "SELECT books.pages, count(*) AS n FROM books GROUP BY books.pages HAVING count(*) > ? ORDER BY n DESC",
    rows: [[100, 2]],
  },
  {
    name: "nulls last",
    build: () => select(authors.c.id).orderBy(authors.c.age.desc().nullsLast(), authors.c.id),
    default: "SELECT authors.id FROM authors ORDER BY authors.age DESC NULLS LAST, authors.id",
    sqlite: "SELECT authors.id FROM authors ORDER BY authors.age DESC NULLS LAST, authors.id",
    postgresql: "SELECT authors.id FROM authors ORDER BY authors.age DESC NULLS LAST, authors.id",
    mysql: /mysql has no NULLS LAST\. NULLs come first in ascending order/,
    rows: { default: [[3], [1], [2]], mysql: /no NULLS LAST/ },
  },
]);
