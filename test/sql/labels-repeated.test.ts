// Names of columns that stand more than once, of SQL text, of binds, and labels in ORDER BY.
import {
  LABEL_STYLE_TABLENAME_PLUS_COL,
  bigInteger,
  bindparam,
  cast,
  column,
  falseValue,
  func,
  integer,
  literal,
  literalColumn,
  not,
  nullValue,
  select,
  trueValue,
  typeCoerce,
  unionAll,
} from "athanor";
import { authors, books, odd, testCases } from "./support.ts";

testCases("labels", [
  {
    name: "a column that stands twice",
    build: () => select(books.c.id, books.c.pages, books.c.id, books.c.pages).orderBy(books.c.id).limit(2),
    default:
      "SELECT books.id, books.pages, books.id AS id__1, books.pages AS pages__1 FROM books ORDER BY books.id LIMIT :param_1",
    sqlite:
      "SELECT books.id, books.pages, books.id AS id__1, books.pages AS pages__1 FROM books ORDER BY books.id LIMIT ? OFFSET ?",
    postgresql:
      "SELECT books.id, books.pages, books.id AS id__1, books.pages AS pages__1 FROM books ORDER BY books.id  LIMIT $1::INTEGER",
    mysql:
      "SELECT books.id, books.pages, books.id AS id__1, books.pages AS pages__1 FROM books ORDER BY books.id  LIMIT ?",
    rows: [
      [1, 100, 1, 100],
      [2, 250, 2, 250],
    ],
  },
  {
    name: "each repeated name counts for itself",
    build: () => select(books.c.id, books.c.pages, books.c.id, books.c.id, books.c.pages).where(books.c.id.eq(3)),
    default:
      "SELECT books.id, books.pages, books.id AS id__1, books.id AS id__2, books.pages AS pages__1 FROM books WHERE books.id = :id_1",
    sqlite:
      "SELECT books.id, books.pages, books.id AS id__1, books.id AS id__2, books.pages AS pages__1 FROM books WHERE books.id = ?",
    postgresql:
      "SELECT books.id, books.pages, books.id AS id__1, books.id AS id__2, books.pages AS pages__1 FROM books WHERE books.id = $1::INTEGER",
    mysql:
      "SELECT books.id, books.pages, books.id AS id__1, books.id AS id__2, books.pages AS pages__1 FROM books WHERE books.id = ?",
    rows: [[3, 7, 3, 3, 7]],
  },
  {
    name: "columns of one name and their repetitions",
    build: () =>
      select(authors.c.id, books.c.id, authors.c.id, books.c.id)
        .join(books, books.c.authorId.eq(authors.c.id))
        .orderBy(books.c.id),
    default:
      'SELECT authors.id, books.id AS id_1, authors.id AS id__1, books.id AS id__2 FROM authors JOIN books ON books."authorId" = authors.id ORDER BY books.id',
    sqlite:
      'SELECT authors.id, books.id AS id_1, authors.id AS id__1, books.id AS id__2 FROM authors JOIN books ON books."authorId" = authors.id ORDER BY books.id',
    postgresql:
      'SELECT authors.id, books.id AS id_1, authors.id AS id__1, books.id AS id__2 FROM authors JOIN books ON books."authorId" = authors.id ORDER BY books.id',
    mysql:
      "SELECT authors.id, books.id AS id_1, authors.id AS id__1, books.id AS id__2 FROM authors INNER JOIN books ON books.`authorId` = authors.id ORDER BY books.id",
    rows: [
      [1, 1, 1, 1],
      [1, 2, 1, 2],
      [3, 3, 3, 3],
    ],
  },
  {
    name: "repetitions with the names of tables",
    build: () =>
      select(books.c.id, books.c.id, books.c.pages, books.c.id)
        .setLabelStyle(LABEL_STYLE_TABLENAME_PLUS_COL)
        .where(books.c.id.eq(1)),
    default:
      "SELECT books.id AS books_id, books.id AS books_id__1, books.pages AS books_pages, books.id AS books_id__2 FROM books WHERE books.id = :id_1",
    sqlite:
      "SELECT books.id AS books_id, books.id AS books_id__1, books.pages AS books_pages, books.id AS books_id__2 FROM books WHERE books.id = ?",
    postgresql:
      "SELECT books.id AS books_id, books.id AS books_id__1, books.pages AS books_pages, books.id AS books_id__2 FROM books WHERE books.id = $1::INTEGER",
    mysql:
      "SELECT books.id AS books_id, books.id AS books_id__1, books.pages AS books_pages, books.id AS books_id__2 FROM books WHERE books.id = ?",
    rows: [[1, 1, 100, 1]],
  },
  {
    name: "repetitions of an alias without a name",
    build: () =>
      ((b) => select(b.c.id, b.c.id, b.c.pages).setLabelStyle(LABEL_STYLE_TABLENAME_PLUS_COL).where(b.c.id.eq(1)))(
        books.alias(),
      ),
    default:
      "SELECT books_1.id AS books_1_id, books_1.id AS books_1_id__1, books_1.pages AS books_1_pages FROM books AS books_1 WHERE books_1.id = :id_1",
    sqlite:
      "SELECT books_1.id AS books_1_id, books_1.id AS books_1_id__1, books_1.pages AS books_1_pages FROM books AS books_1 WHERE books_1.id = ?",
    postgresql:
      "SELECT books_1.id AS books_1_id, books_1.id AS books_1_id__1, books_1.pages AS books_1_pages FROM books AS books_1 WHERE books_1.id = $1::INTEGER",
    mysql:
      "SELECT books_1.id AS books_1_id, books_1.id AS books_1_id__1, books_1.pages AS books_1_pages FROM books AS books_1 WHERE books_1.id = ?",
    rows: [[1, 1, 100]],
  },
  {
    name: "repetitions inside a subquery",
    build: () => select(select(books.c.id, books.c.pages, books.c.id, books.c.id).where(books.c.id.eq(2)).subquery()),
    default:
      "SELECT anon_1.id, anon_1.pages, anon_1.id AS id_1, anon_1.id AS id_2 FROM (SELECT books.id AS id, books.pages AS pages, books.id AS id__1, books.id AS id__2 FROM books WHERE books.id = :id_3) AS anon_1",
    sqlite:
      "SELECT anon_1.id, anon_1.pages, anon_1.id AS id_1, anon_1.id AS id_2 FROM (SELECT books.id AS id, books.pages AS pages, books.id AS id__1, books.id AS id__2 FROM books WHERE books.id = ?) AS anon_1",
    postgresql:
      "SELECT anon_1.id, anon_1.pages, anon_1.id AS id_1, anon_1.id AS id_2 FROM (SELECT books.id AS id, books.pages AS pages, books.id AS id__1, books.id AS id__2 FROM books WHERE books.id = $1::INTEGER) AS anon_1",
    mysql:
      "SELECT anon_1.id, anon_1.pages, anon_1.id AS id_1, anon_1.id AS id_2 FROM (SELECT books.id AS id, books.pages AS pages, books.id AS id__1, books.id AS id__2 FROM books WHERE books.id = ?) AS anon_1",
    rows: [[2, 250, 2, 2]],
  },
  {
    name: "a subquery of a subquery, both without a name and with names of tables",
    build: () =>
      ((a) =>
        ((b) => select(b).setLabelStyle(LABEL_STYLE_TABLENAME_PLUS_COL))(
          select(a).setLabelStyle(LABEL_STYLE_TABLENAME_PLUS_COL).subquery(),
        ))(select(books.c.id, books.c.pages).where(books.c.id.eq(4)).subquery()),
    default:
      "SELECT anon_1.anon_2_id AS anon_1_anon_2_id, anon_1.anon_2_pages AS anon_1_anon_2_pages FROM (SELECT anon_2.id AS anon_2_id, anon_2.pages AS anon_2_pages FROM (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.id = :id_1) AS anon_2) AS anon_1",
    sqlite:
      "SELECT anon_1.anon_2_id AS anon_1_anon_2_id, anon_1.anon_2_pages AS anon_1_anon_2_pages FROM (SELECT anon_2.id AS anon_2_id, anon_2.pages AS anon_2_pages FROM (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.id = ?) AS anon_2) AS anon_1",
    postgresql:
      "SELECT anon_1.anon_2_id AS anon_1_anon_2_id, anon_1.anon_2_pages AS anon_1_anon_2_pages FROM (SELECT anon_2.id AS anon_2_id, anon_2.pages AS anon_2_pages FROM (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.id = $1::INTEGER) AS anon_2) AS anon_1",
    mysql:
      "SELECT anon_1.anon_2_id AS anon_1_anon_2_id, anon_1.anon_2_pages AS anon_1_anon_2_pages FROM (SELECT anon_2.id AS anon_2_id, anon_2.pages AS anon_2_pages FROM (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.id = ?) AS anon_2) AS anon_1",
    rows: [[4, 100]],
  },
  {
    name: "casts of one column, and the column",
    build: () =>
      select(cast(books.c.pages, integer()), cast(books.c.pages, bigInteger()), books.c.pages).where(books.c.id.eq(1)),
    default:
      "SELECT CAST(books.pages AS INTEGER) AS pages, CAST(books.pages AS BIGINT) AS pages__1, books.pages AS pages_1 FROM books WHERE books.id = :id_1",
    sqlite:
      "SELECT CAST(books.pages AS INTEGER) AS pages, CAST(books.pages AS BIGINT) AS pages__1, books.pages AS pages_1 FROM books WHERE books.id = ?",
    postgresql:
      "SELECT CAST(books.pages AS INTEGER) AS pages, CAST(books.pages AS BIGINT) AS pages__1, books.pages AS pages_1 FROM books WHERE books.id = $1::INTEGER",
    mysql:
      "SELECT CAST(books.pages AS SIGNED INTEGER) AS pages, CAST(books.pages AS SIGNED INTEGER) AS pages__1, books.pages AS pages_1 FROM books WHERE books.id = ?",
    rows: [[100, 100n, 100]],
  },
  {
    name: "typeCoerce() of one column twice",
    build: () =>
      select(typeCoerce(books.c.pages, integer()), typeCoerce(books.c.pages, bigInteger())).where(books.c.id.eq(1)),
    default: "SELECT books.pages AS pages, books.pages AS pages__1 FROM books WHERE books.id = :id_1",
    sqlite: "SELECT books.pages AS pages, books.pages AS pages__1 FROM books WHERE books.id = ?",
    postgresql: "SELECT books.pages AS pages, books.pages AS pages__1 FROM books WHERE books.id = $1::INTEGER",
    mysql: "SELECT books.pages AS pages, books.pages AS pages__1 FROM books WHERE books.id = ?",
    rows: [[100, 100n]],
  },
  {
    name: "one function object twice",
    build: () => ((n) => select(n, n))(func.count(books.c.id)),
    default: "SELECT count(books.id) AS count_1, count(books.id) AS count__1 FROM books",
    sqlite: "SELECT count(books.id) AS count_1, count(books.id) AS count__1 FROM books",
    postgresql: "SELECT count(books.id) AS count_1, count(books.id) AS count__1 FROM books",
    mysql: "SELECT count(books.id) AS count_1, count(books.id) AS count__1 FROM books",
    rows: [[4, 4]],
  },
  {
    name: "one value twice",
    build: () => ((v) => select(v, literal("b"), v))(literal("a")),
    default: "SELECT :param_1 AS anon_1, :param_2 AS anon_2, :param_1 AS anon__1",
    sqlite: "SELECT ? AS anon_1, ? AS anon_2, ? AS anon__1",
    postgresql: "SELECT $1::VARCHAR AS anon_1, $2::VARCHAR AS anon_2, $1::VARCHAR AS anon__1",
    mysql: "SELECT ? AS anon_1, ? AS anon_2, ? AS anon__1",
    rows: [["a", "b", "a"]],
  },
  {
    name: "NULL twice in both parts of a union",
    build: () => unionAll(select(nullValue(), nullValue()), select(nullValue(), nullValue())),
    default: "SELECT NULL AS anon_1, NULL AS anon__1 UNION ALL SELECT NULL AS anon_1, NULL AS anon__1",
    sqlite: "SELECT NULL AS anon_1, NULL AS anon__1 UNION ALL SELECT NULL AS anon_1, NULL AS anon__1",
    postgresql: "SELECT NULL AS anon_1, NULL AS anon__1 UNION ALL SELECT NULL AS anon_1, NULL AS anon__1",
    mysql: "SELECT NULL AS anon_1, NULL AS anon__1 UNION ALL SELECT NULL AS anon_1, NULL AS anon__1",
    rows: [
      [null, null],
      [null, null],
    ],
  },
  {
    name: "true and false twice",
    build: () => select(trueValue(), trueValue(), falseValue(), falseValue()),
    default: "SELECT 1 AS anon_1, 1 AS anon__1, 0 AS anon_2, 0 AS anon__2",
    sqlite: "SELECT 1 AS anon_1, 1 AS anon__1, 0 AS anon_2, 0 AS anon__2",
    postgresql: "SELECT true AS anon_1, true AS anon__1, false AS anon_2, false AS anon__2",
    mysql: "SELECT true AS anon_1, true AS anon__1, false AS anon_2, false AS anon__2",
    rows: [[true, true, false, false]],
  },
  {
    name: "repetitions in an expression",
    build: () => ((e) => select(e, e))(books.c.pages.add(1)).where(books.c.id.eq(3)),
    default:
      "SELECT books.pages + :pages_1 AS anon_1, books.pages + :pages_1 AS anon__1 FROM books WHERE books.id = :id_1",
    sqlite: "SELECT books.pages + ? AS anon_1, books.pages + ? AS anon__1 FROM books WHERE books.id = ?",
    postgresql:
      "SELECT books.pages + $1::INTEGER AS anon_1, books.pages + $1::INTEGER AS anon__1 FROM books WHERE books.id = $2::INTEGER",
    mysql: "SELECT books.pages + ? AS anon_1, books.pages + ? AS anon__1 FROM books WHERE books.id = ?",
    rows: [[8, 8]],
  },
  {
    name: "SQL text as a column of a subquery keeps its name",
    build: () =>
      ((s) => select(s))(
        select(literalColumn("pages", integer())).selectFrom(books).where(books.c.id.eq(1)).subquery("s"),
      ),
    default: "SELECT s.pages FROM (SELECT pages FROM books WHERE books.id = :id_1) AS s",
    sqlite: "SELECT s.pages FROM (SELECT pages FROM books WHERE books.id = ?) AS s",
    postgresql: "SELECT s.pages FROM (SELECT pages FROM books WHERE books.id = $1::INTEGER) AS s",
    mysql: "SELECT s.pages FROM (SELECT pages FROM books WHERE books.id = ?) AS s",
    rows: [[100]],
  },
  {
    name: "a star as a column of a subquery",
    build: () =>
      ((s) => select(s))(
        select(literalColumn("*"))
          .selectFrom(select(books.c.id, books.c.pages).where(books.c.id.eq(1)).subquery("inside"))
          .subquery("s"),
      ),
    default:
      "SELECT s.* FROM (SELECT * FROM (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.id = :id_1) AS inside) AS s",
    sqlite:
      "SELECT s.* FROM (SELECT * FROM (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.id = ?) AS inside) AS s",
    postgresql:
      "SELECT s.* FROM (SELECT * FROM (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.id = $1::INTEGER) AS inside) AS s",
    mysql:
      "SELECT s.* FROM (SELECT * FROM (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.id = ?) AS inside) AS s",
    rows: [[1, 100]],
  },
  {
    name: "a quoted name as a column of a subquery",
    build: () => ((s) => select(s))(select(literalColumn('"Upper"')).selectFrom(odd).subquery("s")),
    default: 'SELECT s."Upper" FROM (SELECT "Upper" FROM "odd ""table""; --") AS s',
    sqlite: 'SELECT s."Upper" FROM (SELECT "Upper" FROM "odd ""table""; --") AS s',
    postgresql: 'SELECT s."Upper" FROM (SELECT "Upper" FROM "odd ""table""; --") AS s',
    mysql: 'SELECT s."Upper" FROM (SELECT "Upper" FROM `odd "table"; --`) AS s',
    rows: { sqlite: [[6]], postgresql: [[6]], mysql: /You have an error in your SQL syntax; ch/ },
  },
  {
    name: "an expression as SQL text gets a name",
    build: () =>
      ((s) => select(s))(
        select(literalColumn("pages + 1", integer())).selectFrom(books).where(books.c.id.eq(3)).subquery("s"),
      ),
    default: 'SELECT s."pages_+_1_1" FROM (SELECT pages + 1 AS "pages_+_1_1" FROM books WHERE books.id = :id_1) AS s',
    sqlite: 'SELECT s."pages_+_1_1" FROM (SELECT pages + 1 AS "pages_+_1_1" FROM books WHERE books.id = ?) AS s',
    postgresql:
      'SELECT s."pages_+_1_1" FROM (SELECT pages + 1 AS "pages_+_1_1" FROM books WHERE books.id = $1::INTEGER) AS s',
    mysql: "SELECT s.`pages_+_1_1` FROM (SELECT pages + 1 AS `pages_+_1_1` FROM books WHERE books.id = ?) AS s",
    rows: [[8]],
  },
  {
    name: "ORDER BY a label's name, and its modifiers",
    build: () =>
      ((e) => select(books.c.id, e).orderBy(e.desc().nullsLast()))(books.c.pages.add(books.c.id).label("sum")),
    default: "SELECT books.id, books.pages + books.id AS sum FROM books ORDER BY sum DESC NULLS LAST",
    sqlite: "SELECT books.id, books.pages + books.id AS sum FROM books ORDER BY sum DESC NULLS LAST",
    postgresql: "SELECT books.id, books.pages + books.id AS sum FROM books ORDER BY sum DESC NULLS LAST",
    mysql: /mysql has no NULLS LAST\. NULLs come first in ascending orde/,
    rows: {
      sqlite: [
        [2, 252],
        [4, 104],
        [1, 101],
        [3, 10],
      ],
      postgresql: [
        [2, 252],
        [4, 104],
        [1, 101],
        [3, 10],
      ],
      mysql: /mysql has no NULLS LAST\. NULLs come first in ascending orde/,
    },
  },
  {
    name: "ORDER BY labels of conditions",
    build: () => ((e) => select(e).orderBy(e.desc(), books.c.id))(books.c.pages.gt(50).label("long")),
    default: "SELECT books.pages > :pages_1 AS long FROM books ORDER BY long DESC, books.id",
    sqlite: "SELECT books.pages > ? AS long FROM books ORDER BY long DESC, books.id",
    postgresql: "SELECT books.pages > $1::INTEGER AS long FROM books ORDER BY long DESC, books.id",
    mysql: "SELECT books.pages > ? AS `long` FROM books ORDER BY `long` DESC, books.id",
    rows: [[true], [true], [true], [false]],
  },
  {
    name: "ORDER BY a labelled concatenation",
    build: () => ((e) => select(e).orderBy(e.asc()))(books.c.title.concat("!").label("loud")),
    default: "SELECT books.title || :title_1 AS loud FROM books ORDER BY loud ASC",
    sqlite: "SELECT books.title || ? AS loud FROM books ORDER BY loud ASC",
    postgresql: "SELECT books.title || $1::VARCHAR AS loud FROM books ORDER BY loud ASC",
    mysql: "SELECT concat(books.title, ?) AS loud FROM books ORDER BY loud ASC",
    rows: [["50% off!"], ["A Tale!"], ["a/b!"], ["under_score!"]],
  },
  {
    name: "a label inside a function in ORDER BY is written out",
    build: () => ((e) => select(e).orderBy(func.abs(e), books.c.id))(books.c.pages.sub(100).label("off")),
    default: 'SELECT books.pages - :pages_1 AS "off" FROM books ORDER BY abs(books.pages - :pages_1), books.id',
    sqlite: "SELECT books.pages - ? AS off FROM books ORDER BY abs(books.pages - ?), books.id",
    postgresql:
      'SELECT books.pages - $1::INTEGER AS "off" FROM books ORDER BY abs(books.pages - $1::INTEGER), books.id',
    mysql: "SELECT books.pages - ? AS off FROM books ORDER BY abs(books.pages - ?), books.id",
    rows: [[0], [0], [-93], [150]],
  },
  {
    name: "labels that a person gives twice",
    build: () => select(books.c.id.label("x"), books.c.pages.label("x")).where(books.c.id.eq(1)),
    default: "SELECT books.id AS x, books.pages AS x FROM books WHERE books.id = :id_1",
    sqlite: "SELECT books.id AS x, books.pages AS x FROM books WHERE books.id = ?",
    postgresql: "SELECT books.id AS x, books.pages AS x FROM books WHERE books.id = $1::INTEGER",
    mysql: "SELECT books.id AS x, books.pages AS x FROM books WHERE books.id = ?",
    rows: [[1, 100]],
  },
  {
    name: "a label like another column's name",
    build: () => select(books.c.id, books.c.pages.label("id")).where(books.c.id.eq(1)),
    default: "SELECT books.id, books.pages AS id FROM books WHERE books.id = :id_2",
    sqlite: "SELECT books.id, books.pages AS id FROM books WHERE books.id = ?",
    postgresql: "SELECT books.id, books.pages AS id FROM books WHERE books.id = $1::INTEGER",
    mysql: "SELECT books.id, books.pages AS id FROM books WHERE books.id = ?",
    rows: [[1, 100]],
  },
  {
    name: "GROUP BY a label",
    build: () =>
      ((e) => select(e, func.count(books.c.id)).groupBy(e).orderBy(e))(
        books.c.pages.div(100).cast(integer()).label("hundreds"),
      ),
    default:
      "SELECT CAST(books.pages / CAST(:pages_1 AS NUMERIC) AS INTEGER) AS hundreds, count(books.id) AS count_1 FROM books GROUP BY CAST(books.pages / CAST(:pages_1 AS NUMERIC) AS INTEGER) ORDER BY hundreds",
    sqlite:
      "SELECT CAST(books.pages / (? + 0.0) AS INTEGER) AS hundreds, count(books.id) AS count_1 FROM books GROUP BY CAST(books.pages / (? + 0.0) AS INTEGER) ORDER BY hundreds",
    postgresql:
      "SELECT CAST(books.pages / CAST($1::INTEGER AS NUMERIC) AS INTEGER) AS hundreds, count(books.id) AS count_1 FROM books GROUP BY CAST(books.pages / CAST($1::INTEGER AS NUMERIC) AS INTEGER) ORDER BY hundreds",
    mysql:
      "SELECT CAST(books.pages / ? AS SIGNED INTEGER) AS hundreds, count(books.id) AS count_1 FROM books GROUP BY CAST(books.pages / ? AS SIGNED INTEGER) ORDER BY hundreds",
    rows: {
      sqlite: [
        [0, 1],
        [1, 2],
        [2, 1],
      ],
      postgresql: [
        [0, 1],
        [1, 2],
        [3, 1],
      ],
      mysql: [
        [0, 1],
        [1, 2],
        [3, 1],
      ],
    },
  },
  {
    name: "columns without a table are not told apart",
    build: () =>
      select(column("id", integer()), column("id", integer())).selectFrom(books).where(column("id", integer()).eq(1)),
    default: "SELECT id, id FROM books WHERE id = :id_1",
    sqlite: "SELECT id, id FROM books WHERE id = ?",
    postgresql: "SELECT id, id FROM books WHERE id = $1::INTEGER",
    mysql: "SELECT id, id FROM books WHERE id = ?",
    rows: [[1, 1]],
  },
  {
    name: "a bind is called as the attribute is",
    build: () => select(books.c.id).where(books.c.authorId.eq(1), books.c.authorId.ne(2)).orderBy(books.c.id),
    default:
      'SELECT books.id FROM books WHERE books."authorId" = :authorId_1 AND books."authorId" != :authorId_2 ORDER BY books.id',
    sqlite: 'SELECT books.id FROM books WHERE books."authorId" = ? AND books."authorId" != ? ORDER BY books.id',
    postgresql:
      'SELECT books.id FROM books WHERE books."authorId" = $1::INTEGER AND books."authorId" != $2::INTEGER ORDER BY books.id',
    mysql: "SELECT books.id FROM books WHERE books.`authorId` = ? AND books.`authorId` != ? ORDER BY books.id",
    rows: [[1], [2]],
  },
  {
    name: "binds with odd names",
    build: () => select(books.c.id).where(books.c.title.eq(bindparam("a title: [x].(y)", { value: "a/b" }))),
    default: "SELECT books.id FROM books WHERE books.title = :a_titleC__x__AyZ",
    sqlite: "SELECT books.id FROM books WHERE books.title = ?",
    postgresql: "SELECT books.id FROM books WHERE books.title = $1::VARCHAR",
    mysql: "SELECT books.id FROM books WHERE books.title = ?",
    rows: [[4]],
  },
  {
    name: "a name that must be quoted as a label",
    build: () => select(books.c.id.label("Book Id"), books.c.pages.label("select")).where(books.c.id.eq(1)),
    default: 'SELECT books.id AS "Book Id", books.pages AS "select" FROM books WHERE books.id = :id_1',
    sqlite: 'SELECT books.id AS "Book Id", books.pages AS "select" FROM books WHERE books.id = ?',
    postgresql: 'SELECT books.id AS "Book Id", books.pages AS "select" FROM books WHERE books.id = $1::INTEGER',
    mysql: "SELECT books.id AS `Book Id`, books.pages AS `select` FROM books WHERE books.id = ?",
    rows: [[1, 100]],
  },
  {
    name: "labels of unary expressions",
    build: () =>
      select(books.c.pages.neg(), not(authors.c.active))
        .selectFrom(books.join(authors, books.c.authorId.eq(authors.c.id)))
        .where(books.c.id.eq(1)),
    default:
      'SELECT -books.pages, authors.active = 0 AS active FROM books JOIN authors ON books."authorId" = authors.id WHERE books.id = :id_1',
    sqlite:
      'SELECT -books.pages, authors.active = 0 AS active FROM books JOIN authors ON books."authorId" = authors.id WHERE books.id = ?',
    postgresql:
      'SELECT -books.pages, NOT authors.active FROM books JOIN authors ON books."authorId" = authors.id WHERE books.id = $1::INTEGER',
    mysql:
      "SELECT -books.pages, authors.active = 0 AS active FROM books INNER JOIN authors ON books.`authorId` = authors.id WHERE books.id = ?",
    rows: [[-100, false]],
  },
]);
