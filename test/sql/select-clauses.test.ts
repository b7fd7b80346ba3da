import {
  asc,
  bindparam,
  cast,
  type ColumnElement,
  desc,
  distinct,
  falseValue,
  func,
  integer,
  LABEL_STYLE_DISAMBIGUATE_ONLY,
  LABEL_STYLE_NONE,
  LABEL_STYLE_TABLENAME_PLUS_COL,
  literal,
  literalColumn,
  select,
  string,
  text,
  trueValue,
} from "athanor";
import { distinctOn } from "athanor/postgresql";
import { authors, books, testCases } from "./support.ts";

const columnOf = (from: { readonly c: object }, name: string) =>
  (from.c as Readonly<Record<string, ColumnElement<unknown>>>)[name]!;

testCases("clauses of select", [
  {
    name: "hints of a table",
    build: () => select(books.c.id).withHint(books, "USE INDEX (ix)", "mysql"),
    default: "SELECT books.id FROM books",
    sqlite: "SELECT books.id FROM books",
    postgresql: "SELECT books.id FROM books",
    mysql: "SELECT books.id FROM books USE INDEX (ix)",
  },
  {
    name: "a hint with the name of an alias",
    build: () => {
      const b = books.alias("b");
      return select(b.c.id).withHint(b, "FORCE INDEX (ix_%(name)s)", "mysql");
    },
    default: "SELECT b.id FROM books AS b",
    sqlite: "SELECT b.id FROM books AS b",
    postgresql: "SELECT b.id FROM books AS b",
    mysql: "SELECT b.id FROM books AS b FORCE INDEX (ix_b)",
  },
  {
    name: "hints of both sides of a join",
    build: () =>
      select(authors.c.id)
        .join(books)
        .withHint(authors, "USE INDEX (a)", "mysql")
        .withHint(books, "USE INDEX (b)", "mysql"),
    default: 'SELECT authors.id FROM authors JOIN books ON authors.id = books."authorId"',
    sqlite: 'SELECT authors.id FROM authors JOIN books ON authors.id = books."authorId"',
    postgresql: 'SELECT authors.id FROM authors JOIN books ON authors.id = books."authorId"',
    mysql:
      "SELECT authors.id FROM authors USE INDEX (a) INNER JOIN books USE INDEX (b) ON authors.id = books.`authorId`",
  },
  {
    name: "ONLY",
    build: () => select(books.c.id).withHint(books, "ONLY", "postgresql").orderBy(books.c.id),
    default: "SELECT books.id FROM books ORDER BY books.id",
    sqlite: "SELECT books.id FROM books ORDER BY books.id",
    postgresql: "SELECT books.id FROM ONLY books ORDER BY books.id",
    mysql: "SELECT books.id FROM books ORDER BY books.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "a hint at the end of the statement",
    build: () =>
      select(books.c.id)
        .where(books.c.id.eq(1))
        .withStatementHint("OPTION (X)", "postgresql")
        .withStatementHint("ALL OF THEM"),
    default: "SELECT books.id FROM books WHERE books.id = :id_1 ALL OF THEM",
    sqlite: "SELECT books.id FROM books WHERE books.id = ? ALL OF THEM",
    postgresql: "SELECT books.id FROM books WHERE books.id = $1::INTEGER OPTION (X) ALL OF THEM",
    mysql: "SELECT books.id FROM books WHERE books.id = ? ALL OF THEM",
  },
  {
    name: "prefixes and suffixes of dialects",
    build: () =>
      select(books.c.id)
        .prefixWith("SQL_NO_CACHE", { dialect: "mysql" })
        .prefixWith("EVERY")
        .suffixWith("END")
        .suffixWith("MY END", { dialect: "mysql" }),
    default: "SELECT EVERY books.id FROM books END",
    sqlite: "SELECT EVERY books.id FROM books END",
    postgresql: "SELECT EVERY books.id FROM books END",
    mysql: "SELECT SQL_NO_CACHE EVERY books.id FROM books END MY END",
  },
  {
    name: "a prefix before DISTINCT",
    build: () => select(books.c.id).distinct().prefixWith("HINT"),
    default: "SELECT HINT DISTINCT books.id FROM books",
    sqlite: "SELECT HINT DISTINCT books.id FROM books",
    postgresql: "SELECT HINT DISTINCT books.id FROM books",
    mysql: "SELECT HINT DISTINCT books.id FROM books",
  },
  {
    name: "a prefix that is an expression",
    build: () => select(books.c.id).prefixWith(text("TOP :n").bindparams({ n: 3 })),
    default: "SELECT TOP :n books.id FROM books",
    sqlite: "SELECT TOP ? books.id FROM books",
    postgresql: "SELECT TOP $1::INTEGER books.id FROM books",
    mysql: "SELECT TOP ? books.id FROM books",
  },
  {
    name: "slice from the start",
    build: () => select(books.c.id).orderBy(books.c.id).slice(0, 2),
    default: "SELECT books.id FROM books ORDER BY books.id LIMIT :param_1",
    sqlite: "SELECT books.id FROM books ORDER BY books.id LIMIT ? OFFSET ?",
    postgresql: "SELECT books.id FROM books ORDER BY books.id  LIMIT $1::INTEGER",
    mysql: "SELECT books.id FROM books ORDER BY books.id  LIMIT ?",
    rows: [[1], [2]],
  },
  {
    name: "slice from the middle",
    build: () => select(books.c.id).orderBy(books.c.id).slice(1, 3),
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
    name: "limit taken back",
    build: () => select(books.c.id).orderBy(books.c.id).limit(1).limit(null),
    default: "SELECT books.id FROM books ORDER BY books.id",
    sqlite: "SELECT books.id FROM books ORDER BY books.id",
    postgresql: "SELECT books.id FROM books ORDER BY books.id",
    mysql: "SELECT books.id FROM books ORDER BY books.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "limit and offset by expressions",
    build: () =>
      select(books.c.id)
        .orderBy(books.c.id)
        .limit(literal(1).add(1))
        .offset(bindparam("o", { value: 1 })),
    default: "SELECT books.id FROM books ORDER BY books.id LIMIT :param_1 + :param_2 OFFSET :o",
    sqlite: "SELECT books.id FROM books ORDER BY books.id LIMIT ? + ? OFFSET ?",
    postgresql: "SELECT books.id FROM books ORDER BY books.id  LIMIT $1::INTEGER + $2::INTEGER OFFSET $3::INTEGER",
    mysql: "SELECT books.id FROM books ORDER BY books.id  LIMIT ?, ? + ?",
  },
  {
    name: "fetch",
    build: () => select(books.c.id).orderBy(books.c.id).fetch(2),
    default: "SELECT books.id FROM books ORDER BY books.id FETCH FIRST :param_1 ROWS ONLY",
    sqlite: /sqlite has no FETCH FIRST/,
    postgresql: "SELECT books.id FROM books ORDER BY books.id FETCH FIRST ($1::INTEGER) ROWS ONLY",
    mysql: /mysql has no FETCH FIRST/,
    rows: { sqlite: /sqlite has no FETCH FIRST/, postgresql: [[1], [2]], mysql: /mysql has no FETCH FIRST/ },
  },
  {
    name: "fetch and offset",
    build: () => select(books.c.id).orderBy(books.c.id).fetch(2).offset(1),
    default: "SELECT books.id FROM books ORDER BY books.id OFFSET :param_1 ROWS FETCH FIRST :param_2 ROWS ONLY",
    sqlite: /sqlite has no FETCH FIRST/,
    postgresql:
      "SELECT books.id FROM books ORDER BY books.id OFFSET ($1::INTEGER) ROWS FETCH FIRST ($2::INTEGER) ROWS ONLY",
    mysql: /mysql has no FETCH FIRST/,
    rows: { sqlite: /sqlite has no FETCH FIRST/, postgresql: [[2], [3]], mysql: /mysql has no FETCH FIRST/ },
  },
  {
    name: "fetch with ties",
    build: () => select(books.c.id).orderBy(books.c.pages).fetch(2, { withTies: true }),
    default: "SELECT books.id FROM books ORDER BY books.pages FETCH FIRST :param_1 ROWS WITH TIES",
    sqlite: /sqlite has no FETCH FIRST/,
    postgresql: "SELECT books.id FROM books ORDER BY books.pages FETCH FIRST ($1::INTEGER) ROWS WITH TIES",
    mysql: /mysql has no FETCH FIRST/,
    rows: { sqlite: /sqlite has no FETCH FIRST/, postgresql: [[3], [1], [4]], mysql: /mysql has no FETCH FIRST/ },
  },
  {
    name: "fetch percent",
    build: () => select(books.c.id).orderBy(books.c.pages).fetch(50, { percent: true }),
    default: "SELECT books.id FROM books ORDER BY books.pages FETCH FIRST :param_1 PERCENT ROWS ONLY",
    sqlite: /sqlite has no FETCH FIRST/,
    postgresql: /postgresql has no FETCH FIRST … PERCENT\./,
    mysql: /mysql has no FETCH FIRST/,
  },
  {
    name: "fetch percent with ties and offset",
    build: () => select(books.c.id).orderBy(books.c.pages).fetch(50, { percent: true, withTies: true }).offset(3),
    default:
      "SELECT books.id FROM books ORDER BY books.pages OFFSET :param_1 ROWS FETCH FIRST :param_2 PERCENT ROWS WITH TIES",
    sqlite: /sqlite has no FETCH FIRST/,
    postgresql: /postgresql has no FETCH FIRST … PERCENT\./,
    mysql: /mysql has no FETCH FIRST/,
  },
  {
    name: "the last of limit and fetch counts",
    build: () => select(books.c.id).orderBy(books.c.id).fetch(2).limit(3),
    default: "SELECT books.id FROM books ORDER BY books.id LIMIT :param_1",
    sqlite: "SELECT books.id FROM books ORDER BY books.id LIMIT ? OFFSET ?",
    postgresql: "SELECT books.id FROM books ORDER BY books.id  LIMIT $1::INTEGER",
    mysql: "SELECT books.id FROM books ORDER BY books.id  LIMIT ?",
    rows: [[1], [2], [3]],
  },
  {
    name: "DISTINCT ON",
    build: () => select(books.c.pages, books.c.id).distinct(books.c.pages).orderBy(books.c.pages, books.c.id),
    default: /default has no DISTINCT ON/,
    sqlite: /sqlite has no DISTINCT ON/,
    postgresql: "SELECT DISTINCT ON (books.pages) books.pages, books.id FROM books ORDER BY books.pages, books.id",
    mysql: /mysql has no DISTINCT ON/,
    rows: {
      sqlite: /sqlite has no DISTINCT ON/,
      postgresql: [
        [7, 3],
        [100, 1],
        [250, 2],
      ],
      mysql: /mysql has no DISTINCT ON/,
    },
  },
  {
    name: "DISTINCT ON of several",
    build: () =>
      select(books.c.id).distinct(books.c.pages, books.c.authorId).orderBy(books.c.pages, books.c.authorId, books.c.id),
    default: /default has no DISTINCT ON/,
    sqlite: /sqlite has no DISTINCT ON/,
    postgresql:
      'SELECT DISTINCT ON (books.pages, books."authorId") books.id FROM books ORDER BY books.pages, books."authorId", books.id',
    mysql: /mysql has no DISTINCT ON/,
    rows: { sqlite: /sqlite has no DISTINCT ON/, postgresql: [[3], [1], [4], [2]], mysql: /mysql has no DISTINCT ON/ },
  },
  {
    name: "DISTINCT ON as an extension",
    build: () => select(books.c.pages).ext(distinctOn(books.c.pages, books.c.id)),
    default: /default has no DISTINCT ON/,
    sqlite: /sqlite has no DISTINCT ON/,
    postgresql: "SELECT DISTINCT ON (books.pages, books.id) books.pages FROM books",
    mysql: /mysql has no DISTINCT ON/,
  },
  {
    name: "DISTINCT of one column",
    build: () => select(distinct(books.c.pages)).orderBy(books.c.pages),
    default: "SELECT DISTINCT books.pages FROM books ORDER BY books.pages",
    sqlite: "SELECT DISTINCT books.pages FROM books ORDER BY books.pages",
    postgresql: "SELECT DISTINCT books.pages FROM books ORDER BY books.pages",
    mysql: "SELECT DISTINCT books.pages FROM books ORDER BY books.pages",
    rows: [[7], [100], [250]],
  },
  {
    name: "distinct twice",
    build: () => select(books.c.pages).distinct().distinct().orderBy(books.c.pages),
    default: "SELECT DISTINCT books.pages FROM books ORDER BY books.pages",
    sqlite: "SELECT DISTINCT books.pages FROM books ORDER BY books.pages",
    postgresql: "SELECT DISTINCT books.pages FROM books ORDER BY books.pages",
    mysql: "SELECT DISTINCT books.pages FROM books ORDER BY books.pages",
    rows: [[7], [100], [250]],
  },
  {
    name: "order by a label",
    build: () => select(books.c.id, books.c.pages.mul(2).label("twice")).orderBy("twice", books.c.id),
    default: "SELECT books.id, books.pages * :pages_1 AS twice FROM books ORDER BY twice, books.id",
    sqlite: "SELECT books.id, books.pages * ? AS twice FROM books ORDER BY twice, books.id",
    postgresql: "SELECT books.id, books.pages * $1::INTEGER AS twice FROM books ORDER BY twice, books.id",
    mysql: "SELECT books.id, books.pages * ? AS twice FROM books ORDER BY twice, books.id",
    rows: [
      [3, 14],
      [1, 200],
      [4, 200],
      [2, 500],
    ],
  },
  {
    name: "order by a label, descending",
    build: () => select(books.c.id, books.c.pages.mul(2).label("twice")).orderBy(desc("twice"), asc("id")),
    default: "SELECT books.id, books.pages * :pages_1 AS twice FROM books ORDER BY twice DESC, books.id ASC",
    sqlite: "SELECT books.id, books.pages * ? AS twice FROM books ORDER BY twice DESC, books.id ASC",
    postgresql: "SELECT books.id, books.pages * $1::INTEGER AS twice FROM books ORDER BY twice DESC, books.id ASC",
    mysql: "SELECT books.id, books.pages * ? AS twice FROM books ORDER BY twice DESC, books.id ASC",
    rows: [
      [2, 500],
      [1, 200],
      [4, 200],
      [3, 14],
    ],
  },
  {
    name: "order by a label object",
    build: () => {
      const l = books.c.pages.mul(2).label("twice");
      return select(books.c.id, l).orderBy(l, books.c.id);
    },
    default: "SELECT books.id, books.pages * :pages_1 AS twice FROM books ORDER BY twice, books.id",
    sqlite: "SELECT books.id, books.pages * ? AS twice FROM books ORDER BY twice, books.id",
    postgresql: "SELECT books.id, books.pages * $1::INTEGER AS twice FROM books ORDER BY twice, books.id",
    mysql: "SELECT books.id, books.pages * ? AS twice FROM books ORDER BY twice, books.id",
    rows: [
      [3, 14],
      [1, 200],
      [4, 200],
      [2, 500],
    ],
  },
  {
    name: "order by a label object, descending",
    build: () => {
      const l = books.c.pages.mul(2).label("twice");
      return select(books.c.id, l).orderBy(l.desc(), books.c.id);
    },
    default: "SELECT books.id, books.pages * :pages_1 AS twice FROM books ORDER BY twice DESC, books.id",
    sqlite: "SELECT books.id, books.pages * ? AS twice FROM books ORDER BY twice DESC, books.id",
    postgresql: "SELECT books.id, books.pages * $1::INTEGER AS twice FROM books ORDER BY twice DESC, books.id",
    mysql: "SELECT books.id, books.pages * ? AS twice FROM books ORDER BY twice DESC, books.id",
    rows: [
      [2, 500],
      [1, 200],
      [4, 200],
      [3, 14],
    ],
  },
  {
    name: "order by a label inside an expression",
    build: () => {
      const l = books.c.pages.mul(2).label("twice");
      return select(books.c.id, l).orderBy(l.add(1), books.c.id);
    },
    default:
      "SELECT books.id, books.pages * :pages_1 AS twice FROM books ORDER BY books.pages * :pages_1 + :param_1, books.id",
    sqlite: "SELECT books.id, books.pages * ? AS twice FROM books ORDER BY books.pages * ? + ?, books.id",
    postgresql:
      "SELECT books.id, books.pages * $1::INTEGER AS twice FROM books ORDER BY books.pages * $1::INTEGER + $2::INTEGER, books.id",
    mysql: "SELECT books.id, books.pages * ? AS twice FROM books ORDER BY books.pages * ? + ?, books.id",
    rows: [
      [3, 14],
      [1, 200],
      [4, 200],
      [2, 500],
    ],
  },
  {
    name: "order by a label inside a function",
    build: () => {
      const l = func.lower(books.c.title).label("low");
      return select(books.c.id, l).orderBy(func.upper(l));
    },
    default: "SELECT books.id, lower(books.title) AS low FROM books ORDER BY upper(lower(books.title))",
    sqlite: "SELECT books.id, lower(books.title) AS low FROM books ORDER BY upper(lower(books.title))",
    postgresql: "SELECT books.id, lower(books.title) AS low FROM books ORDER BY upper(lower(books.title))",
    mysql: "SELECT books.id, lower(books.title) AS low FROM books ORDER BY upper(lower(books.title))",
    rows: [
      [2, "50% off"],
      [1, "a tale"],
      [4, "a/b"],
      [3, "under_score"],
    ],
  },
  {
    name: "order by a label that is not selected",
    build: () => {
      const l = books.c.pages.mul(2).label("twice");
      return select(books.c.id).orderBy(l, books.c.id);
    },
    default: "SELECT books.id FROM books ORDER BY books.pages * :pages_1, books.id",
    sqlite: "SELECT books.id FROM books ORDER BY books.pages * ?, books.id",
    postgresql: "SELECT books.id FROM books ORDER BY books.pages * $1::INTEGER, books.id",
    mysql: "SELECT books.id FROM books ORDER BY books.pages * ?, books.id",
    rows: [[3], [1], [4], [2]],
  },
  {
    name: "order by the name of a column that is not selected",
    build: () => select(books.c.title).orderBy("id"),
    default: "SELECT books.title FROM books ORDER BY books.id",
    sqlite: "SELECT books.title FROM books ORDER BY books.id",
    postgresql: "SELECT books.title FROM books ORDER BY books.id",
    mysql: "SELECT books.title FROM books ORDER BY books.id",
    rows: [["A Tale"], ["50% off"], ["under_score"], ["a/b"]],
  },
  {
    name: "order by a label whose name needs quotes",
    build: () => select(books.c.id, books.c.pages.mul(2).label("Big One")).orderBy("Big One", "id"),
    default: 'SELECT books.id, books.pages * :pages_1 AS "Big One" FROM books ORDER BY "Big One", books.id',
    sqlite: 'SELECT books.id, books.pages * ? AS "Big One" FROM books ORDER BY "Big One", books.id',
    postgresql: 'SELECT books.id, books.pages * $1::INTEGER AS "Big One" FROM books ORDER BY "Big One", books.id',
    mysql: "SELECT books.id, books.pages * ? AS `Big One` FROM books ORDER BY `Big One`, books.id",
    rows: [
      [3, 14],
      [1, 200],
      [4, 200],
      [2, 500],
    ],
  },
  {
    name: "group by a label",
    build: () => select(books.c.pages.div(100).label("h"), func.count()).groupBy("h").orderBy("h"),
    default:
      "SELECT books.pages / CAST(:pages_1 AS NUMERIC) AS h, count(*) AS count_1 FROM books GROUP BY h ORDER BY h",
    sqlite: "SELECT books.pages / (? + 0.0) AS h, count(*) AS count_1 FROM books GROUP BY h ORDER BY h",
    postgresql:
      "SELECT books.pages / CAST($1::INTEGER AS NUMERIC) AS h, count(*) AS count_1 FROM books GROUP BY h ORDER BY h",
    mysql: "SELECT books.pages / ? AS h, count(*) AS count_1 FROM books GROUP BY h ORDER BY h",
  },
  {
    name: "group by a label object",
    build: () => {
      const l = books.c.pages.label("p");
      return select(l, func.count(books.c.id).label("n")).groupBy(l).orderBy(l);
    },
    default: "SELECT books.pages AS p, count(books.id) AS n FROM books GROUP BY books.pages ORDER BY p",
    sqlite: "SELECT books.pages AS p, count(books.id) AS n FROM books GROUP BY books.pages ORDER BY p",
    postgresql: "SELECT books.pages AS p, count(books.id) AS n FROM books GROUP BY books.pages ORDER BY p",
    mysql: "SELECT books.pages AS p, count(books.id) AS n FROM books GROUP BY books.pages ORDER BY p",
    rows: [
      [7, 1],
      [100, 2],
      [250, 1],
    ],
  },
  {
    name: "group by a label object of an expression",
    build: () => {
      const l = books.c.pages.add(1).label("p");
      return select(l, func.count(books.c.id).label("n")).groupBy(l).orderBy(l);
    },
    default:
      "SELECT books.pages + :pages_1 AS p, count(books.id) AS n FROM books GROUP BY books.pages + :pages_1 ORDER BY p",
    sqlite: "SELECT books.pages + ? AS p, count(books.id) AS n FROM books GROUP BY books.pages + ? ORDER BY p",
    postgresql:
      "SELECT books.pages + $1::INTEGER AS p, count(books.id) AS n FROM books GROUP BY books.pages + $1::INTEGER ORDER BY p",
    mysql: "SELECT books.pages + ? AS p, count(books.id) AS n FROM books GROUP BY books.pages + ? ORDER BY p",
    rows: [
      [8, 1],
      [101, 2],
      [251, 1],
    ],
  },
  {
    name: "group by and having",
    build: () =>
      select(books.c.authorId, func.count())
        .groupBy(books.c.authorId)
        .having(func.count().gt(1))
        .orderBy(books.c.authorId),
    default:
      'SELECT books."authorId", count(*) AS count_1 FROM books GROUP BY books."authorId" HAVING count(*) > :count_2 ORDER BY books."authorId"',
    sqlite:
      'SELECT books."authorId", count(*) AS count_1 FROM books GROUP BY books."authorId" HAVING count(*) > ? ORDER BY books."authorId"',
    postgresql:
      'SELECT books."authorId", count(*) AS count_1 FROM books GROUP BY books."authorId" HAVING count(*) > $1::INTEGER ORDER BY books."authorId"',
    mysql:
      "SELECT books.`authorId`, count(*) AS count_1 FROM books GROUP BY books.`authorId` HAVING count(*) > ? ORDER BY books.`authorId`",
    rows: [[1, 2]],
  },
  {
    name: "having twice",
    build: () =>
      select(books.c.authorId)
        .groupBy(books.c.authorId)
        .having(func.count().gt(0))
        .having(func.min(books.c.pages).lt(50))
        .orderBy(books.c.authorId),
    default:
      'SELECT books."authorId" FROM books GROUP BY books."authorId" HAVING count(*) > :count_1 AND min(books.pages) < :min_1 ORDER BY books."authorId"',
    sqlite:
      'SELECT books."authorId" FROM books GROUP BY books."authorId" HAVING count(*) > ? AND min(books.pages) < ? ORDER BY books."authorId"',
    postgresql:
      'SELECT books."authorId" FROM books GROUP BY books."authorId" HAVING count(*) > $1::INTEGER AND min(books.pages) < $2::INTEGER ORDER BY books."authorId"',
    mysql:
      "SELECT books.`authorId` FROM books GROUP BY books.`authorId` HAVING count(*) > ? AND min(books.pages) < ? ORDER BY books.`authorId`",
    rows: [[3]],
  },
  {
    name: "order and group taken back",
    build: () =>
      select(books.c.id).groupBy(books.c.pages).groupBy(null).orderBy(books.c.pages).orderBy(null).orderBy(books.c.id),
    default: "SELECT books.id FROM books ORDER BY books.id",
    sqlite: "SELECT books.id FROM books ORDER BY books.id",
    postgresql: "SELECT books.id FROM books ORDER BY books.id",
    mysql: "SELECT books.id FROM books ORDER BY books.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "order added to",
    build: () => select(books.c.id).orderBy(books.c.pages.desc()).orderBy(books.c.id),
    default: "SELECT books.id FROM books ORDER BY books.pages DESC, books.id",
    sqlite: "SELECT books.id FROM books ORDER BY books.pages DESC, books.id",
    postgresql: "SELECT books.id FROM books ORDER BY books.pages DESC, books.id",
    mysql: "SELECT books.id FROM books ORDER BY books.pages DESC, books.id",
    rows: [[2], [1], [4], [3]],
  },
  {
    name: "nulls last",
    build: () => select(books.c.id).orderBy(books.c.price.desc().nullsLast(), books.c.id),
    default: "SELECT books.id FROM books ORDER BY books.price DESC NULLS LAST, books.id",
    sqlite: "SELECT books.id FROM books ORDER BY books.price DESC NULLS LAST, books.id",
    postgresql: "SELECT books.id FROM books ORDER BY books.price DESC NULLS LAST, books.id",
    mysql: /mysql has no NULLS LAST/,
    rows: { sqlite: [[2], [1], [4], [3]], postgresql: [[2], [1], [4], [3]], mysql: /mysql has no NULLS LAST/ },
  },
  {
    name: "columns added",
    build: () =>
      select(books.c.id).addColumns(books.c.title, books.c.pages.add(1).label("more")).where(books.c.id.eq(1)),
    default: "SELECT books.id, books.title, books.pages + :pages_1 AS more FROM books WHERE books.id = :id_1",
    sqlite: "SELECT books.id, books.title, books.pages + ? AS more FROM books WHERE books.id = ?",
    postgresql:
      "SELECT books.id, books.title, books.pages + $1::INTEGER AS more FROM books WHERE books.id = $2::INTEGER",
    mysql: "SELECT books.id, books.title, books.pages + ? AS more FROM books WHERE books.id = ?",
    rows: [[1, "A Tale", 101]],
  },
  {
    name: "other columns",
    build: () => select(books.c.id, books.c.title).where(books.c.id.eq(1)).withOnlyColumns(books.c.pages),
    default: "SELECT books.pages FROM books WHERE books.id = :id_1",
    sqlite: "SELECT books.pages FROM books WHERE books.id = ?",
    postgresql: "SELECT books.pages FROM books WHERE books.id = $1::INTEGER",
    mysql: "SELECT books.pages FROM books WHERE books.id = ?",
    rows: [[100]],
  },
  {
    name: "other columns of another table",
    build: () => select(books.c.id).withOnlyColumns(authors.c.id).orderBy(authors.c.id),
    default: "SELECT authors.id FROM authors ORDER BY authors.id",
    sqlite: "SELECT authors.id FROM authors ORDER BY authors.id",
    postgresql: "SELECT authors.id FROM authors ORDER BY authors.id",
    mysql: "SELECT authors.id FROM authors ORDER BY authors.id",
    rows: [[1], [2], [3]],
  },
  {
    name: "other columns, with the former FROM kept",
    build: () =>
      select(books.c.id).where(books.c.id.eq(1)).withOnlyColumns(func.count(), { maintainColumnFroms: true }),
    default: "SELECT count(*) AS count_1 FROM books WHERE books.id = :id_1",
    sqlite: "SELECT count(*) AS count_1 FROM books WHERE books.id = ?",
    postgresql: "SELECT count(*) AS count_1 FROM books WHERE books.id = $1::INTEGER",
    mysql: "SELECT count(*) AS count_1 FROM books WHERE books.id = ?",
    rows: [[1]],
  },
  {
    name: "other columns, with the FROM of two tables kept",
    build: () =>
      select(books.c.id, authors.c.id)
        .withOnlyColumns(literalColumn("1").label("one"), { maintainColumnFroms: true })
        .where(books.c.authorId.eq(authors.c.id))
        .orderBy(books.c.id),
    default: 'SELECT 1 AS one FROM books, authors WHERE books."authorId" = authors.id ORDER BY books.id',
    sqlite: 'SELECT 1 AS one FROM books, authors WHERE books."authorId" = authors.id ORDER BY books.id',
    postgresql: 'SELECT 1 AS one FROM books, authors WHERE books."authorId" = authors.id ORDER BY books.id',
    mysql: "SELECT 1 AS one FROM books, authors WHERE books.`authorId` = authors.id ORDER BY books.id",
    rows: [[1], [1], [1]],
  },
  {
    name: "other columns after a join",
    build: () => select(authors.c.id).join(books).withOnlyColumns(books.c.title).orderBy(books.c.id),
    default: 'SELECT books.title FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    sqlite: 'SELECT books.title FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    postgresql: 'SELECT books.title FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    mysql: "SELECT books.title FROM authors INNER JOIN books ON authors.id = books.`authorId` ORDER BY books.id",
    rows: [["A Tale"], ["50% off"], ["under_score"]],
  },
  {
    name: "other columns after a join, which kept its left side",
    build: () => select(authors).join(books, books.c.authorId.eq(authors.c.id)).withOnlyColumns(func.count()),
    default: 'SELECT count(*) AS count_1 FROM authors JOIN books ON books."authorId" = authors.id',
    sqlite: 'SELECT count(*) AS count_1 FROM authors JOIN books ON books."authorId" = authors.id',
    postgresql: 'SELECT count(*) AS count_1 FROM authors JOIN books ON books."authorId" = authors.id',
    mysql: "SELECT count(*) AS count_1 FROM authors INNER JOIN books ON books.`authorId` = authors.id",
    rows: [[3]],
  },
  {
    name: "columns without those that repeat",
    build: () => select(authors, books).joinFrom(authors, books).reduceColumns().orderBy(books.c.id),
    default:
      'SELECT authors.id, authors.name, authors.age, authors.active, books.id AS id_1, books.title, books.pages, books.price, books."authorId" FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    sqlite:
      'SELECT authors.id, authors.name, authors.age, authors.active, books.id AS id_1, books.title, books.pages, books.price, books."authorId" FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    postgresql:
      'SELECT authors.id, authors.name, authors.age, authors.active, books.id AS id_1, books.title, books.pages, books.price, books."authorId" FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    mysql:
      "SELECT authors.id, authors.name, authors.age, authors.active, books.id AS id_1, books.title, books.pages, books.price, books.`authorId` FROM authors INNER JOIN books ON authors.id = books.`authorId` ORDER BY books.id",
    rows: [
      [1, "Ann", 30, true, 1, "A Tale", 100, "9.50", 1],
      [1, "Ann", 30, true, 2, "50% off", 250, "20.00", 1],
      [3, "C_d%e", 41, true, 3, "under_score", 7, null, 3],
    ],
  },
  {
    name: "columns without those that repeat by a condition",
    build: () =>
      select(authors.c.id, books.c.id, books.c.title)
        .where(authors.c.id.eq(books.c.id))
        .reduceColumns()
        .orderBy(books.c.title),
    default: "SELECT authors.id, books.title FROM authors, books WHERE authors.id = books.id ORDER BY books.title",
    sqlite: "SELECT authors.id, books.title FROM authors, books WHERE authors.id = books.id ORDER BY books.title",
    postgresql: "SELECT authors.id, books.title FROM authors, books WHERE authors.id = books.id ORDER BY books.title",
    mysql: "SELECT authors.id, books.title FROM authors, books WHERE authors.id = books.id ORDER BY books.title",
    rows: [
      [2, "50% off"],
      [1, "A Tale"],
      [3, "under_score"],
    ],
  },
  {
    name: "where with a truth",
    build: () => select(books.c.id).where(trueValue()).orderBy(books.c.id),
    default: "SELECT books.id FROM books WHERE 1 = 1 ORDER BY books.id",
    sqlite: "SELECT books.id FROM books WHERE 1 = 1 ORDER BY books.id",
    postgresql: "SELECT books.id FROM books WHERE true ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE true = 1 ORDER BY books.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "where with a falsehood",
    build: () => select(books.c.id).where(falseValue()),
    default: "SELECT books.id FROM books WHERE 0 = 1",
    sqlite: "SELECT books.id FROM books WHERE 0 = 1",
    postgresql: "SELECT books.id FROM books WHERE false",
    mysql: "SELECT books.id FROM books WHERE false = 1",
    rows: [],
  },
  {
    name: "where with a falsehood among others",
    build: () => select(books.c.id).where(books.c.id.eq(1), falseValue()),
    default: "SELECT books.id FROM books WHERE 0 = 1",
    sqlite: "SELECT books.id FROM books WHERE 0 = 1",
    postgresql: "SELECT books.id FROM books WHERE false",
    mysql: "SELECT books.id FROM books WHERE false = 1",
    rows: [],
  },
  {
    name: "where with a truth among others",
    build: () => select(books.c.id).where(books.c.id.eq(1), trueValue()),
    default: "SELECT books.id FROM books WHERE books.id = :id_1",
    sqlite: "SELECT books.id FROM books WHERE books.id = ?",
    postgresql: "SELECT books.id FROM books WHERE books.id = $1::INTEGER",
    mysql: "SELECT books.id FROM books WHERE books.id = ?",
    rows: [[1]],
  },
  {
    name: "filter and filter_by",
    build: () => select(books.c.id).filter(books.c.pages.gt(5)).filterBy({ title: "a/b" }),
    default: "SELECT books.id FROM books WHERE books.pages > :pages_1 AND books.title = :title_1",
    sqlite: "SELECT books.id FROM books WHERE books.pages > ? AND books.title = ?",
    postgresql: "SELECT books.id FROM books WHERE books.pages > $1::INTEGER AND books.title = $2::VARCHAR",
    mysql: "SELECT books.id FROM books WHERE books.pages > ? AND books.title = ?",
    rows: [[4]],
  },
  {
    name: "filter_by of what was joined",
    build: () => select(authors.c.name).join(books).filterBy({ title: "A Tale" }),
    default:
      'SELECT authors.name FROM authors JOIN books ON authors.id = books."authorId" WHERE books.title = :title_1',
    sqlite: 'SELECT authors.name FROM authors JOIN books ON authors.id = books."authorId" WHERE books.title = ?',
    postgresql:
      'SELECT authors.name FROM authors JOIN books ON authors.id = books."authorId" WHERE books.title = $1::VARCHAR',
    mysql: "SELECT authors.name FROM authors INNER JOIN books ON authors.id = books.`authorId` WHERE books.title = ?",
    rows: [["Ann"]],
  },
  {
    name: "labels in the style of table and column",
    build: () =>
      select(books.c.id, authors.c.id, authors.c.name)
        .join(authors)
        .orderBy(books.c.id)
        .setLabelStyle(LABEL_STYLE_TABLENAME_PLUS_COL),
    default:
      'SELECT books.id AS books_id, authors.id AS authors_id, authors.name AS authors_name FROM books JOIN authors ON authors.id = books."authorId" ORDER BY books.id',
    sqlite:
      'SELECT books.id AS books_id, authors.id AS authors_id, authors.name AS authors_name FROM books JOIN authors ON authors.id = books."authorId" ORDER BY books.id',
    postgresql:
      'SELECT books.id AS books_id, authors.id AS authors_id, authors.name AS authors_name FROM books JOIN authors ON authors.id = books."authorId" ORDER BY books.id',
    mysql:
      "SELECT books.id AS books_id, authors.id AS authors_id, authors.name AS authors_name FROM books INNER JOIN authors ON authors.id = books.`authorId` ORDER BY books.id",
    rows: [
      [1, 1, "Ann"],
      [2, 1, "Ann"],
      [3, 3, "C_d%e"],
    ],
  },
  {
    name: "labels in the style of table and column, of an alias",
    build: () => {
      const b = books.alias();
      return select(b.c.id, b.c.title).orderBy(b.c.id).setLabelStyle(LABEL_STYLE_TABLENAME_PLUS_COL);
    },
    default:
      "SELECT books_1.id AS books_1_id, books_1.title AS books_1_title FROM books AS books_1 ORDER BY books_1.id",
    sqlite: "SELECT books_1.id AS books_1_id, books_1.title AS books_1_title FROM books AS books_1 ORDER BY books_1.id",
    postgresql:
      "SELECT books_1.id AS books_1_id, books_1.title AS books_1_title FROM books AS books_1 ORDER BY books_1.id",
    mysql: "SELECT books_1.id AS books_1_id, books_1.title AS books_1_title FROM books AS books_1 ORDER BY books_1.id",
    rows: [
      [1, "A Tale"],
      [2, "50% off"],
      [3, "under_score"],
      [4, "a/b"],
    ],
  },
  {
    name: "labels in the style of table and column, with a column twice",
    build: () =>
      select(books.c.id, books.c.id, books.c.title).orderBy(books.c.id).setLabelStyle(LABEL_STYLE_TABLENAME_PLUS_COL),
    default:
      "SELECT books.id AS books_id, books.id AS books_id__1, books.title AS books_title FROM books ORDER BY books.id",
    sqlite:
      "SELECT books.id AS books_id, books.id AS books_id__1, books.title AS books_title FROM books ORDER BY books.id",
    postgresql:
      "SELECT books.id AS books_id, books.id AS books_id__1, books.title AS books_title FROM books ORDER BY books.id",
    mysql:
      "SELECT books.id AS books_id, books.id AS books_id__1, books.title AS books_title FROM books ORDER BY books.id",
    rows: [
      [1, 1, "A Tale"],
      [2, 2, "50% off"],
      [3, 3, "under_score"],
      [4, 4, "a/b"],
    ],
  },
  {
    name: "a subquery in the style of table and column",
    build: () => {
      const s = select(books.c.id, authors.c.id)
        .where(books.c.authorId.eq(authors.c.id))
        .setLabelStyle(LABEL_STYLE_TABLENAME_PLUS_COL)
        .subquery();
      return select(columnOf(s, "books_id"), columnOf(s, "authors_id")).orderBy(columnOf(s, "books_id"));
    },
    default:
      'SELECT anon_1.books_id, anon_1.authors_id FROM (SELECT books.id AS books_id, authors.id AS authors_id FROM books, authors WHERE books."authorId" = authors.id) AS anon_1 ORDER BY anon_1.books_id',
    sqlite:
      'SELECT anon_1.books_id, anon_1.authors_id FROM (SELECT books.id AS books_id, authors.id AS authors_id FROM books, authors WHERE books."authorId" = authors.id) AS anon_1 ORDER BY anon_1.books_id',
    postgresql:
      'SELECT anon_1.books_id, anon_1.authors_id FROM (SELECT books.id AS books_id, authors.id AS authors_id FROM books, authors WHERE books."authorId" = authors.id) AS anon_1 ORDER BY anon_1.books_id',
    mysql:
      "SELECT anon_1.books_id, anon_1.authors_id FROM (SELECT books.id AS books_id, authors.id AS authors_id FROM books, authors WHERE books.`authorId` = authors.id) AS anon_1 ORDER BY anon_1.books_id",
    rows: [
      [1, 1],
      [2, 1],
      [3, 3],
    ],
  },
  {
    name: "no labels",
    build: () =>
      select(books.c.id, authors.c.id, func.lower(authors.c.name))
        .join(authors)
        .orderBy(books.c.id)
        .setLabelStyle(LABEL_STYLE_NONE),
    default:
      'SELECT books.id, authors.id, lower(authors.name) AS lower_1 FROM books JOIN authors ON authors.id = books."authorId" ORDER BY books.id',
    sqlite:
      'SELECT books.id, authors.id, lower(authors.name) AS lower_1 FROM books JOIN authors ON authors.id = books."authorId" ORDER BY books.id',
    postgresql:
      'SELECT books.id, authors.id, lower(authors.name) AS lower_1 FROM books JOIN authors ON authors.id = books."authorId" ORDER BY books.id',
    mysql:
      "SELECT books.id, authors.id, lower(authors.name) AS lower_1 FROM books INNER JOIN authors ON authors.id = books.`authorId` ORDER BY books.id",
    rows: [
      [1, 1, "ann"],
      [2, 1, "ann"],
      [3, 3, "c_d%e"],
    ],
  },
  {
    name: "labels that tell apart",
    build: () =>
      select(books.c.id, authors.c.id, books.c.id)
        .join(authors)
        .orderBy(books.c.id)
        .setLabelStyle(LABEL_STYLE_DISAMBIGUATE_ONLY),
    default:
      'SELECT books.id, authors.id AS id_1, books.id AS id__1 FROM books JOIN authors ON authors.id = books."authorId" ORDER BY books.id',
    sqlite:
      'SELECT books.id, authors.id AS id_1, books.id AS id__1 FROM books JOIN authors ON authors.id = books."authorId" ORDER BY books.id',
    postgresql:
      'SELECT books.id, authors.id AS id_1, books.id AS id__1 FROM books JOIN authors ON authors.id = books."authorId" ORDER BY books.id',
    mysql:
      "SELECT books.id, authors.id AS id_1, books.id AS id__1 FROM books INNER JOIN authors ON authors.id = books.`authorId` ORDER BY books.id",
    rows: [
      [1, 1, 1],
      [2, 1, 2],
      [3, 3, 3],
    ],
  },
  {
    name: "a label beside a column of its name",
    build: () => select(books.c.id, books.c.pages.label("id")).orderBy(books.c.title),
    default: "SELECT books.id, books.pages AS id FROM books ORDER BY books.title",
    sqlite: "SELECT books.id, books.pages AS id FROM books ORDER BY books.title",
    postgresql: "SELECT books.id, books.pages AS id FROM books ORDER BY books.title",
    mysql: "SELECT books.id, books.pages AS id FROM books ORDER BY books.title",
    rows: [
      [2, 250],
      [1, 100],
      [4, 100],
      [3, 7],
    ],
  },
  {
    name: "three columns of one name",
    build: () => {
      const b = books.alias();
      return select(books.c.id, authors.c.id, b.c.id)
        .where(books.c.id.eq(authors.c.id), b.c.id.eq(books.c.id))
        .orderBy(books.c.id);
    },
    default:
      "SELECT books.id, authors.id AS id_1, books_1.id AS id_2 FROM books, authors, books AS books_1 WHERE books.id = authors.id AND books_1.id = books.id ORDER BY books.id",
    sqlite:
      "SELECT books.id, authors.id AS id_1, books_1.id AS id_2 FROM books, authors, books AS books_1 WHERE books.id = authors.id AND books_1.id = books.id ORDER BY books.id",
    postgresql:
      "SELECT books.id, authors.id AS id_1, books_1.id AS id_2 FROM books, authors, books AS books_1 WHERE books.id = authors.id AND books_1.id = books.id ORDER BY books.id",
    mysql:
      "SELECT books.id, authors.id AS id_1, books_1.id AS id_2 FROM books, authors, books AS books_1 WHERE books.id = authors.id AND books_1.id = books.id ORDER BY books.id",
    rows: [
      [1, 1, 1],
      [2, 2, 2],
      [3, 3, 3],
    ],
  },
  {
    name: "expressions without names",
    build: () =>
      select(books.c.id.add(1), books.c.id.add(2), func.lower(books.c.title), func.lower(books.c.title)).where(
        books.c.id.eq(1),
      ),
    default:
      "SELECT books.id + :id_1 AS anon_1, books.id + :id_2 AS anon_2, lower(books.title) AS lower_1, lower(books.title) AS lower_2 FROM books WHERE books.id = :id_3",
    sqlite:
      "SELECT books.id + ? AS anon_1, books.id + ? AS anon_2, lower(books.title) AS lower_1, lower(books.title) AS lower_2 FROM books WHERE books.id = ?",
    postgresql:
      "SELECT books.id + $1::INTEGER AS anon_1, books.id + $2::INTEGER AS anon_2, lower(books.title) AS lower_1, lower(books.title) AS lower_2 FROM books WHERE books.id = $3::INTEGER",
    mysql:
      "SELECT books.id + ? AS anon_1, books.id + ? AS anon_2, lower(books.title) AS lower_1, lower(books.title) AS lower_2 FROM books WHERE books.id = ?",
    rows: [[2, 3, "a tale", "a tale"]],
  },
  {
    name: "casts keep the name of what they cast",
    build: () => select(cast(books.c.id, string(10)), cast(books.c.id.add(1), string(10))).where(books.c.id.eq(1)),
    default:
      "SELECT CAST(books.id AS VARCHAR(10)) AS id, CAST(books.id + :id_1 AS VARCHAR(10)) AS anon_1 FROM books WHERE books.id = :id_2",
    sqlite:
      "SELECT CAST(books.id AS VARCHAR(10)) AS id, CAST(books.id + ? AS VARCHAR(10)) AS anon_1 FROM books WHERE books.id = ?",
    postgresql:
      "SELECT CAST(books.id AS VARCHAR(10)) AS id, CAST(books.id + $1::INTEGER AS VARCHAR(10)) AS anon_1 FROM books WHERE books.id = $2::INTEGER",
    mysql:
      "SELECT CAST(books.id AS CHAR(10)) AS id, CAST(books.id + ? AS CHAR(10)) AS anon_1 FROM books WHERE books.id = ?",
    rows: [["1", "2"]],
  },
  {
    name: "conditions in the select list",
    build: () => select(books.c.id.gt(1), books.c.price.is(null)).orderBy(books.c.id),
    default: "SELECT books.id > :id_1 AS anon_1, books.price IS NULL AS anon_2 FROM books ORDER BY books.id",
    sqlite: "SELECT books.id > ? AS anon_1, books.price IS NULL AS anon_2 FROM books ORDER BY books.id",
    postgresql: "SELECT books.id > $1::INTEGER AS anon_1, books.price IS NULL AS anon_2 FROM books ORDER BY books.id",
    mysql: "SELECT books.id > ? AS anon_1, books.price IS NULL AS anon_2 FROM books ORDER BY books.id",
    rows: [
      [false, false],
      [true, false],
      [true, true],
      [true, false],
    ],
  },
  {
    name: "negation in the select list",
    build: () => select(authors.c.active.not(), authors.c.active).orderBy(authors.c.id),
    default: "SELECT authors.active = 0 AS active, authors.active AS active_1 FROM authors ORDER BY authors.id",
    sqlite: "SELECT authors.active = 0 AS active, authors.active AS active_1 FROM authors ORDER BY authors.id",
    postgresql: "SELECT NOT authors.active, authors.active AS active_1 FROM authors ORDER BY authors.id",
    mysql: "SELECT authors.active = 0 AS active, authors.active AS active_1 FROM authors ORDER BY authors.id",
    rows: [
      [false, true],
      [true, false],
      [false, true],
    ],
  },
  {
    name: "params of the whole statement",
    build: () =>
      select(books.c.id)
        .where(books.c.pages.gt(bindparam("p", { type: integer() })))
        .orderBy(books.c.id)
        .params({ p: 99 }),
    default: "SELECT books.id FROM books WHERE books.pages > :p ORDER BY books.id",
    sqlite: "SELECT books.id FROM books WHERE books.pages > ? ORDER BY books.id",
    postgresql: "SELECT books.id FROM books WHERE books.pages > $1::INTEGER ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE books.pages > ? ORDER BY books.id",
    rows: [[1], [2], [4]],
  },
  {
    name: "params inside a subquery",
    build: () => {
      const s = select(books.c.id)
        .where(books.c.pages.gt(bindparam("p", { type: integer() })))
        .subquery();
      return select(s.c.id).orderBy(s.c.id).params({ p: 99 });
    },
    default:
      "SELECT anon_1.id FROM (SELECT books.id AS id FROM books WHERE books.pages > :p) AS anon_1 ORDER BY anon_1.id",
    sqlite:
      "SELECT anon_1.id FROM (SELECT books.id AS id FROM books WHERE books.pages > ?) AS anon_1 ORDER BY anon_1.id",
    postgresql:
      "SELECT anon_1.id FROM (SELECT books.id AS id FROM books WHERE books.pages > $1::INTEGER) AS anon_1 ORDER BY anon_1.id",
    mysql:
      "SELECT anon_1.id FROM (SELECT books.id AS id FROM books WHERE books.pages > ?) AS anon_1 ORDER BY anon_1.id",
    rows: [[1], [2], [4]],
  },
  {
    name: "params inside a scalar subquery and an alias of a subquery",
    build: () => {
      const s = select(books.c.id, books.c.authorId)
        .where(books.c.pages.gt(bindparam("p", { type: integer() })))
        .subquery("s")
        .alias("z");
      const q = select(func.count()).selectFrom(s).where(s.c.authorId.eq(authors.c.id)).scalarSubquery();
      return select(authors.c.id, q).orderBy(authors.c.id).params({ p: 50 });
    },
    default:
      'SELECT authors.id, (SELECT count(*) AS count_1 FROM (SELECT books.id AS id, books."authorId" AS "authorId" FROM books WHERE books.pages > :p) AS z WHERE z."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    sqlite:
      'SELECT authors.id, (SELECT count(*) AS count_1 FROM (SELECT books.id AS id, books."authorId" AS "authorId" FROM books WHERE books.pages > ?) AS z WHERE z."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    postgresql:
      'SELECT authors.id, (SELECT count(*) AS count_1 FROM (SELECT books.id AS id, books."authorId" AS "authorId" FROM books WHERE books.pages > $1::INTEGER) AS z WHERE z."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    mysql:
      "SELECT authors.id, (SELECT count(*) AS count_1 FROM (SELECT books.id AS id, books.`authorId` AS `authorId` FROM books WHERE books.pages > ?) AS z WHERE z.`authorId` = authors.id) AS anon_1 FROM authors ORDER BY authors.id",
    rows: [
      [1, 2],
      [2, 0],
      [3, 0],
    ],
  },
  {
    name: "for update",
    build: () => select(books.c.id).withForUpdate(),
    default: "SELECT books.id FROM books FOR UPDATE",
    sqlite: "SELECT books.id FROM books",
    postgresql: "SELECT books.id FROM books FOR UPDATE",
    mysql: "SELECT books.id FROM books FOR UPDATE",
  },
  {
    name: "for update, nowait",
    build: () => select(books.c.id).withForUpdate({ nowait: true }),
    default: "SELECT books.id FROM books FOR UPDATE",
    sqlite: "SELECT books.id FROM books",
    postgresql: "SELECT books.id FROM books FOR UPDATE NOWAIT",
    mysql: "SELECT books.id FROM books FOR UPDATE NOWAIT",
  },
  {
    name: "for share, skip locked",
    build: () => select(books.c.id).withForUpdate({ read: true, skipLocked: true }),
    default: "SELECT books.id FROM books FOR UPDATE",
    sqlite: "SELECT books.id FROM books",
    postgresql: "SELECT books.id FROM books FOR SHARE SKIP LOCKED",
    mysql: "SELECT books.id FROM books LOCK IN SHARE MODE SKIP LOCKED",
  },
  {
    name: "for key share",
    build: () => select(books.c.id).withForUpdate({ read: true, keyShare: true }),
    default: "SELECT books.id FROM books FOR UPDATE",
    sqlite: "SELECT books.id FROM books",
    postgresql: "SELECT books.id FROM books FOR KEY SHARE",
    mysql: "SELECT books.id FROM books LOCK IN SHARE MODE",
  },
  {
    name: "for no key update of a table",
    build: () => select(books.c.id, authors.c.id).join(authors).withForUpdate({ keyShare: true, of: books }),
    default: 'SELECT books.id, authors.id AS id_1 FROM books JOIN authors ON authors.id = books."authorId" FOR UPDATE',
    sqlite: 'SELECT books.id, authors.id AS id_1 FROM books JOIN authors ON authors.id = books."authorId"',
    postgresql:
      'SELECT books.id, authors.id AS id_1 FROM books JOIN authors ON authors.id = books."authorId" FOR NO KEY UPDATE OF books',
    mysql:
      "SELECT books.id, authors.id AS id_1 FROM books INNER JOIN authors ON authors.id = books.`authorId` FOR UPDATE",
  },
  {
    name: "for update of columns of two tables",
    build: () =>
      select(books.c.id, authors.c.id)
        .join(authors)
        .withForUpdate({ of: [books.c.id, authors.c.id, books.c.title] }),
    default: 'SELECT books.id, authors.id AS id_1 FROM books JOIN authors ON authors.id = books."authorId" FOR UPDATE',
    sqlite: 'SELECT books.id, authors.id AS id_1 FROM books JOIN authors ON authors.id = books."authorId"',
    postgresql:
      'SELECT books.id, authors.id AS id_1 FROM books JOIN authors ON authors.id = books."authorId" FOR UPDATE OF books, authors',
    mysql:
      "SELECT books.id, authors.id AS id_1 FROM books INNER JOIN authors ON authors.id = books.`authorId` FOR UPDATE",
  },
  {
    name: "for update of an alias",
    build: () => {
      const b = books.alias();
      return select(b.c.id).withForUpdate({ of: b });
    },
    default: "SELECT books_1.id FROM books AS books_1 FOR UPDATE",
    sqlite: "SELECT books_1.id FROM books AS books_1",
    postgresql: "SELECT books_1.id FROM books AS books_1 FOR UPDATE OF books_1",
    mysql: "SELECT books_1.id FROM books AS books_1 FOR UPDATE",
  },
  {
    name: "for update and limit",
    build: () => select(books.c.id).limit(1).withForUpdate({ nowait: true }),
    default: "SELECT books.id FROM books LIMIT :param_1 FOR UPDATE",
    sqlite: "SELECT books.id FROM books LIMIT ? OFFSET ?",
    postgresql: "SELECT books.id FROM books  LIMIT $1::INTEGER FOR UPDATE NOWAIT",
    mysql: "SELECT books.id FROM books  LIMIT ? FOR UPDATE NOWAIT",
  },
]);
