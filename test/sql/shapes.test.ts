// Windows, CTEs, unions, subqueries, joins, texts and DML of many shapes, one short statement each.
import {
  bindparam,
  caseWhen,
  column,
  deleteFrom,
  exists,
  func,
  insert,
  integer,
  lateral,
  literal,
  not,
  or,
  select,
  sql,
  string,
  table,
  text,
  trueValue,
  union,
  unionAll,
  update,
} from "athanor";
import { authors, books, odd, testCases } from "./support.ts";

testCases("shapes", [
  {
    name: "CASE by the keys of an object: whole numbers",
    build: () =>
      select(books.c.id, caseWhen({ 100: "a hundred", 7: "seven" }, { value: books.c.pages, else: "other" })).orderBy(
        books.c.id,
      ),
    default:
      "SELECT books.id, CASE books.pages WHEN :param_1 THEN :param_2 WHEN :param_3 THEN :param_4 ELSE :param_5 END AS anon_1 FROM books ORDER BY books.id",
    sqlite:
      "SELECT books.id, CASE books.pages WHEN ? THEN ? WHEN ? THEN ? ELSE ? END AS anon_1 FROM books ORDER BY books.id",
    postgresql:
      "SELECT books.id, CASE books.pages WHEN $1::INTEGER THEN $2::VARCHAR WHEN $3::INTEGER THEN $4::VARCHAR ELSE $5::VARCHAR END AS anon_1 FROM books ORDER BY books.id",
    mysql:
      "SELECT books.id, CASE books.pages WHEN ? THEN ? WHEN ? THEN ? ELSE ? END AS anon_1 FROM books ORDER BY books.id",
    rows: [
      [1, "a hundred"],
      [2, "other"],
      [3, "seven"],
      [4, "a hundred"],
    ],
  },
  {
    name: "CASE by the keys of an object: texts",
    build: () => select(caseWhen({ "A Tale": 1, "a/b": 2 }, { value: books.c.title, else: 0 })).orderBy(books.c.id),
    default:
      "SELECT CASE books.title WHEN :param_1 THEN :param_2 WHEN :param_3 THEN :param_4 ELSE :param_5 END AS anon_1 FROM books ORDER BY books.id",
    sqlite: "SELECT CASE books.title WHEN ? THEN ? WHEN ? THEN ? ELSE ? END AS anon_1 FROM books ORDER BY books.id",
    postgresql:
      "SELECT CASE books.title WHEN $1::VARCHAR THEN $2::INTEGER WHEN $3::VARCHAR THEN $4::INTEGER ELSE $5::INTEGER END AS anon_1 FROM books ORDER BY books.id",
    mysql: "SELECT CASE books.title WHEN ? THEN ? WHEN ? THEN ? ELSE ? END AS anon_1 FROM books ORDER BY books.id",
    rows: [[1], [0], [0], [2]],
  },
  {
    name: "sysdate, and functions with a precision",
    build: () => select(func.sysdate(), func.localtimestamp()),
    default: "SELECT sysdate AS sysdate_1, LOCALTIMESTAMP AS localtimestamp_1",
    sqlite: "SELECT sysdate AS sysdate_1, DATETIME(CURRENT_TIMESTAMP, 'localtime') AS localtimestamp_1",
    postgresql: "SELECT sysdate AS sysdate_1, LOCALTIMESTAMP AS localtimestamp_1",
    mysql: "SELECT SYSDATE() AS sysdate_1, LOCALTIMESTAMP AS localtimestamp_1",
  },
  {
    name: "a table in name only, in a schema",
    build: () => ((t) => select(t.c.a).where(t.c.a.gt(1)))(table("x", column("a", integer()), { schema: "far" })),
    default: "SELECT far.x.a FROM far.x WHERE far.x.a > :a_1",
    sqlite: "SELECT far.x.a FROM far.x WHERE far.x.a > ?",
    postgresql: "SELECT far.x.a FROM far.x WHERE far.x.a > $1::INTEGER",
    mysql: "SELECT far.x.a FROM far.x WHERE far.x.a > ?",
  },
  {
    name: "tables of one name, one of them in a schema",
    build: () => {
      const near = table("x", column("a", integer()));
      const far = table("x", column("a", integer()), { schema: "far" });
      return select(near.c.a, far.c.a).join(far, near.c.a.eq(far.c.a)).where(near.c.a.gt(far.c.a));
    },
    default: "SELECT x_1.a, far.x.a AS a_1 FROM x AS x_1 JOIN far.x ON x_1.a = far.x.a WHERE x_1.a > far.x.a",
    sqlite: "SELECT x_1.a, far.x.a AS a_1 FROM x AS x_1 JOIN far.x ON x_1.a = far.x.a WHERE x_1.a > far.x.a",
    postgresql: "SELECT x_1.a, far.x.a AS a_1 FROM x AS x_1 JOIN far.x ON x_1.a = far.x.a WHERE x_1.a > far.x.a",
    mysql: "SELECT x_1.a, far.x.a AS a_1 FROM x AS x_1 INNER JOIN far.x ON x_1.a = far.x.a WHERE x_1.a > far.x.a",
  },
  {
    name: "tables of one name, the one in a schema in a subquery that refers to the other",
    build: () => {
      const near = table("x", column("a", integer()));
      const far = table("x", column("a", integer()), { schema: "far" });
      return select(near.c.a).where(exists(far.c.a).where(far.c.a.eq(near.c.a)));
    },
    default: "SELECT x.a FROM x WHERE EXISTS (SELECT x_1.a FROM far.x AS x_1 WHERE x_1.a = x.a)",
    sqlite: "SELECT x.a FROM x WHERE EXISTS (SELECT x_1.a FROM far.x AS x_1 WHERE x_1.a = x.a)",
    postgresql: "SELECT x.a FROM x WHERE EXISTS (SELECT x_1.a FROM far.x AS x_1 WHERE x_1.a = x.a)",
    mysql: "SELECT x.a FROM x WHERE EXISTS (SELECT x_1.a FROM far.x AS x_1 WHERE x_1.a = x.a)",
  },
  {
    name: "LATERAL of a function",
    build: () =>
      ((f) => select(books.c.id, f.column).join(f, trueValue()))(lateral(func["generate_series"]!(1, books.c.id))),
    default:
      "SELECT books.id, anon_1 FROM books JOIN LATERAL generate_series(:generate_series_1, books.id) AS anon_1 ON 1 = 1",
    sqlite: /sqlite has no LATERAL\./,
    postgresql:
      "SELECT books.id, anon_1 FROM books JOIN LATERAL generate_series($1::INTEGER, books.id) AS anon_1 ON true",
    mysql: "SELECT books.id, anon_1 FROM books INNER JOIN LATERAL generate_series(?, books.id) AS anon_1 ON true = 1",
  },
  {
    name: "SELECT of EXISTS",
    build: () => exists(books.c.id).where(books.c.pages.gt(200)).select(),
    default: "SELECT EXISTS (SELECT books.id FROM books WHERE books.pages > :pages_1) AS anon_1",
    sqlite: "SELECT EXISTS (SELECT books.id FROM books WHERE books.pages > ?) AS anon_1",
    postgresql: "SELECT EXISTS (SELECT books.id FROM books WHERE books.pages > $1::INTEGER) AS anon_1",
    mysql: "SELECT EXISTS (SELECT books.id FROM books WHERE books.pages > ?) AS anon_1",
    rows: [[true]],
  },
  {
    name: "whole rows",
    build: () => select(func["row_to_json"]!(books.tableValued())),
    default: "SELECT row_to_json(books) AS row_to_json_1 FROM books",
    sqlite: "SELECT row_to_json(books) AS row_to_json_1 FROM books",
    postgresql: "SELECT row_to_json(books) AS row_to_json_1 FROM books",
    mysql: "SELECT row_to_json(books) AS row_to_json_1 FROM books",
  },
  {
    name: "an alias of a table as a row",
    build: () => ((a) => select(func.count(a.tableValued())).where(a.c.id.gt(1)))(books.alias("b")),
    default: "SELECT count(b) AS count_1 FROM books AS b WHERE b.id > :id_1",
    sqlite: "SELECT count(b) AS count_1 FROM books AS b WHERE b.id > ?",
    postgresql: "SELECT count(b) AS count_1 FROM books AS b WHERE b.id > $1::INTEGER",
    mysql: "SELECT count(b) AS count_1 FROM books AS b WHERE b.id > ?",
  },
  {
    name: "text with a configuration to search",
    build: () => select(books.c.id).where(books.c.title.match("tale", { postgresqlRegconfig: "english" })),
    default: "SELECT books.id FROM books WHERE books.title MATCH :title_1",
    sqlite: "SELECT books.id FROM books WHERE books.title MATCH ?",
    postgresql: "SELECT books.id FROM books WHERE books.title @@ plainto_tsquery('english', $1::VARCHAR)",
    mysql: "SELECT books.id FROM books WHERE MATCH (books.title) AGAINST (? IN BOOLEAN MODE)",
  },
  {
    name: "aggregates in an order",
    build: () => select(func.array_agg(books.c.id).aggregateOrderBy(books.c.pages.desc(), books.c.id)),
    default: "SELECT array_agg(books.id ORDER BY books.pages DESC, books.id) AS array_agg_1 FROM books",
    sqlite: "SELECT array_agg(books.id ORDER BY books.pages DESC, books.id) AS array_agg_1 FROM books",
    postgresql: "SELECT array_agg(books.id ORDER BY books.pages DESC, books.id) AS array_agg_1 FROM books",
    mysql: "SELECT array_agg(books.id ORDER BY books.pages DESC, books.id) AS array_agg_1 FROM books",
    rows: {
      sqlite: /no such function: array_agg/,
      postgresql: [[[2, 1, 4, 3]]],
      mysql: /You have an error in your SQL syntax; ch/,
    },
  },
  {
    name: "array_agg() with a filter and distinct",
    build: () => select(func.array_agg(books.c.pages.distinct()).filter(books.c.id.gt(1))),
    default: "SELECT array_agg(DISTINCT books.pages) FILTER (WHERE books.id > :id_1) AS anon_1 FROM books",
    sqlite: "SELECT array_agg(DISTINCT books.pages) FILTER (WHERE books.id > ?) AS anon_1 FROM books",
    postgresql: "SELECT array_agg(DISTINCT books.pages) FILTER (WHERE books.id > $1::INTEGER) AS anon_1 FROM books",
    mysql: /mysql has no FILTER for aggregates\. Aggregate a CASE instea/,
  },
  {
    name: "percentiles",
    build: () => select(func.percentile_cont(0.5).withinGroup(books.c.pages), func.mode().withinGroup(books.c.pages)),
    default:
      "SELECT percentile_cont(:percentile_cont_2) WITHIN GROUP (ORDER BY books.pages) AS percentile_cont_1, mode() WITHIN GROUP (ORDER BY books.pages) AS mode_1 FROM books",
    sqlite:
      "SELECT percentile_cont(?) WITHIN GROUP (ORDER BY books.pages) AS percentile_cont_1, mode() WITHIN GROUP (ORDER BY books.pages) AS mode_1 FROM books",
    postgresql:
      "SELECT percentile_cont($1::FLOAT) WITHIN GROUP (ORDER BY books.pages) AS percentile_cont_1, mode() WITHIN GROUP (ORDER BY books.pages) AS mode_1 FROM books",
    mysql:
      "SELECT percentile_cont(?) WITHIN GROUP (ORDER BY books.pages) AS percentile_cont_1, mode() WITHIN GROUP (ORDER BY books.pages) AS mode_1 FROM books",
  },
  {
    name: "windows by groups",
    build: () =>
      select(books.c.id, func.sum(books.c.id).over({ orderBy: books.c.pages, groups: [-1, 0] })).orderBy(books.c.id),
    default:
      "SELECT books.id, sum(books.id) OVER (ORDER BY books.pages GROUPS BETWEEN :param_1 PRECEDING AND CURRENT ROW) AS anon_1 FROM books ORDER BY books.id",
    sqlite:
      "SELECT books.id, sum(books.id) OVER (ORDER BY books.pages GROUPS BETWEEN ? PRECEDING AND CURRENT ROW) AS anon_1 FROM books ORDER BY books.id",
    postgresql:
      "SELECT books.id, sum(books.id) OVER (ORDER BY books.pages GROUPS BETWEEN $1::INTEGER PRECEDING AND CURRENT ROW) AS anon_1 FROM books ORDER BY books.id",
    mysql: /mysql has no GROUPS in window frames\./,
    rows: {
      sqlite: [
        [1, 8],
        [2, 7],
        [3, 3],
        [4, 8],
      ],
      postgresql: [
        [1, 8],
        [2, 7],
        [3, 3],
        [4, 8],
      ],
      mysql: /mysql has no GROUPS in window frames\./,
    },
  },
  {
    name: "windows by range",
    build: () =>
      select(
        books.c.id,
        func.count(books.c.id).over({ orderBy: books.c.pages, range: [{ preceding: 50 }, 0] }),
      ).orderBy(books.c.id),
    default:
      "SELECT books.id, count(books.id) OVER (ORDER BY books.pages RANGE BETWEEN :param_1 PRECEDING AND CURRENT ROW) AS anon_1 FROM books ORDER BY books.id",
    sqlite:
      "SELECT books.id, count(books.id) OVER (ORDER BY books.pages RANGE BETWEEN ? PRECEDING AND CURRENT ROW) AS anon_1 FROM books ORDER BY books.id",
    postgresql:
      "SELECT books.id, count(books.id) OVER (ORDER BY books.pages RANGE BETWEEN $1::INTEGER PRECEDING AND CURRENT ROW) AS anon_1 FROM books ORDER BY books.id",
    mysql:
      "SELECT books.id, count(books.id) OVER (ORDER BY books.pages RANGE BETWEEN 50 PRECEDING AND CURRENT ROW) AS anon_1 FROM books ORDER BY books.id",
    rows: [
      [1, 2],
      [2, 1],
      [3, 1],
      [4, 2],
    ],
  },
  {
    name: "windows with EXCLUDE",
    build: () =>
      select(
        books.c.id,
        func.sum(books.c.id).over({ orderBy: books.c.id, rows: [null, null], exclude: "CURRENT ROW" }),
      ).orderBy(books.c.id),
    default:
      "SELECT books.id, sum(books.id) OVER (ORDER BY books.id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW) AS anon_1 FROM books ORDER BY books.id",
    sqlite:
      "SELECT books.id, sum(books.id) OVER (ORDER BY books.id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW) AS anon_1 FROM books ORDER BY books.id",
    postgresql:
      "SELECT books.id, sum(books.id) OVER (ORDER BY books.id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW) AS anon_1 FROM books ORDER BY books.id",
    mysql: /mysql has no EXCLUDE in window frames\./,
    rows: {
      sqlite: [
        [1, 9],
        [2, 8],
        [3, 7],
        [4, 6],
      ],
      postgresql: [
        [1, 9],
        [2, 8],
        [3, 7],
        [4, 6],
      ],
      mysql: /mysql has no EXCLUDE in window frames\./,
    },
  },
  {
    name: "rank in partitions, filtered outside",
    build: () =>
      ((r) => select(r.c.id).where(r.c.place.eq(1)).orderBy(r.c.id))(
        select(
          books.c.id,
          func.row_number().over({ partitionBy: books.c.pages, orderBy: books.c.id.desc() }).label("place"),
        ).subquery("ranked"),
      ),
    default:
      "SELECT ranked.id FROM (SELECT books.id AS id, row_number() OVER (PARTITION BY books.pages ORDER BY books.id DESC) AS place FROM books) AS ranked WHERE ranked.place = :place_1 ORDER BY ranked.id",
    sqlite:
      "SELECT ranked.id FROM (SELECT books.id AS id, row_number() OVER (PARTITION BY books.pages ORDER BY books.id DESC) AS place FROM books) AS ranked WHERE ranked.place = ? ORDER BY ranked.id",
    postgresql:
      "SELECT ranked.id FROM (SELECT books.id AS id, row_number() OVER (PARTITION BY books.pages ORDER BY books.id DESC) AS place FROM books) AS ranked WHERE ranked.place = $1::INTEGER ORDER BY ranked.id",
    mysql:
      "SELECT ranked.id FROM (SELECT books.id AS id, row_number() OVER (PARTITION BY books.pages ORDER BY books.id DESC) AS place FROM books) AS ranked WHERE ranked.place = ? ORDER BY ranked.id",
    rows: [[2], [3], [4]],
  },
  {
    name: "first and last values",
    build: () =>
      select(
        books.c.id,
        func.first_value(books.c.title).over({ orderBy: books.c.id }),
        func.ntile(2).over({ orderBy: books.c.id }),
      ).orderBy(books.c.id),
    default:
      "SELECT books.id, first_value(books.title) OVER (ORDER BY books.id) AS anon_1, ntile(:ntile_1) OVER (ORDER BY books.id) AS anon_2 FROM books ORDER BY books.id",
    sqlite:
      "SELECT books.id, first_value(books.title) OVER (ORDER BY books.id) AS anon_1, ntile(?) OVER (ORDER BY books.id) AS anon_2 FROM books ORDER BY books.id",
    postgresql:
      "SELECT books.id, first_value(books.title) OVER (ORDER BY books.id) AS anon_1, ntile($1::INTEGER) OVER (ORDER BY books.id) AS anon_2 FROM books ORDER BY books.id",
    mysql:
      "SELECT books.id, first_value(books.title) OVER (ORDER BY books.id) AS anon_1, ntile(?) OVER (ORDER BY books.id) AS anon_2 FROM books ORDER BY books.id",
    rows: [
      [1, "A Tale", 1],
      [2, "A Tale", 1],
      [3, "A Tale", 2],
      [4, "A Tale", 2],
    ],
  },
  {
    name: "unions with numbered names",
    build: () =>
      unionAll(
        select(books.c.id.label("x"), books.c.pages.label("y")).where(books.c.id.eq(1)),
        select(authors.c.id, authors.c.id).where(authors.c.id.eq(2)),
      ).orderBy("x"),
    default:
      "SELECT books.id AS x, books.pages AS y FROM books WHERE books.id = :id_1 UNION ALL SELECT authors.id, authors.id AS id__1 FROM authors WHERE authors.id = :id_2 ORDER BY x",
    sqlite:
      "SELECT books.id AS x, books.pages AS y FROM books WHERE books.id = ? UNION ALL SELECT authors.id, authors.id AS id__1 FROM authors WHERE authors.id = ? ORDER BY x",
    postgresql:
      "SELECT books.id AS x, books.pages AS y FROM books WHERE books.id = $1::INTEGER UNION ALL SELECT authors.id, authors.id AS id__1 FROM authors WHERE authors.id = $2::INTEGER ORDER BY x",
    mysql:
      "SELECT books.id AS x, books.pages AS y FROM books WHERE books.id = ? UNION ALL SELECT authors.id, authors.id AS id__1 FROM authors WHERE authors.id = ? ORDER BY x",
    rows: [
      [1, 100],
      [2, 2],
    ],
  },
  {
    name: "unions of three, not nested",
    build: () => union(select(books.c.id), select(authors.c.id), select(odd.c.id)).orderBy("id"),
    default:
      'SELECT books.id FROM books UNION SELECT authors.id FROM authors UNION SELECT "odd ""table""; --".id FROM "odd ""table""; --" ORDER BY id',
    sqlite:
      'SELECT books.id FROM books UNION SELECT authors.id FROM authors UNION SELECT "odd ""table""; --".id FROM "odd ""table""; --" ORDER BY id',
    postgresql:
      'SELECT books.id FROM books UNION SELECT authors.id FROM authors UNION SELECT "odd ""table""; --".id FROM "odd ""table""; --" ORDER BY id',
    mysql:
      'SELECT books.id FROM books UNION SELECT authors.id FROM authors UNION SELECT `odd "table"; --`.id FROM `odd "table"; --` ORDER BY id',
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "a union in a CTE, and beside it",
    build: () =>
      ((u) => union(select(u.c.id), select(literal(9))).orderBy("id"))(
        unionAll(select(books.c.id).where(books.c.id.lt(2)), select(authors.c.id).where(authors.c.id.gt(2))).cte("u"),
      ),
    default:
      "WITH u AS (SELECT books.id AS id FROM books WHERE books.id < :id_1 UNION ALL SELECT authors.id AS id FROM authors WHERE authors.id > :id_2) SELECT u.id FROM u UNION SELECT :param_1 AS anon_1 ORDER BY id",
    sqlite:
      "WITH u AS (SELECT books.id AS id FROM books WHERE books.id < ? UNION ALL SELECT authors.id AS id FROM authors WHERE authors.id > ?) SELECT u.id FROM u UNION SELECT ? AS anon_1 ORDER BY id",
    postgresql:
      "WITH u AS (SELECT books.id AS id FROM books WHERE books.id < $1::INTEGER UNION ALL SELECT authors.id AS id FROM authors WHERE authors.id > $2::INTEGER) SELECT u.id FROM u UNION SELECT $3::INTEGER AS anon_1 ORDER BY id",
    mysql:
      "WITH u AS (SELECT books.id AS id FROM books WHERE books.id < ? UNION ALL SELECT authors.id AS id FROM authors WHERE authors.id > ?) SELECT u.id FROM u UNION SELECT ? AS anon_1 ORDER BY id",
    rows: [[1], [3], [9]],
  },
  {
    name: "CTEs in the order in which they are needed",
    build: () =>
      ((a) =>
        ((b, c) => select(b.c.id, c.c.n).where(b.c.id.eq(c.c.n)).orderBy(b.c.id))(
          select(a.c.id).cte("b"),
          select(func.max(a.c.id).label("n")).cte("c"),
        ))(select(books.c.id).cte("a")),
    default:
      "WITH a AS (SELECT books.id AS id FROM books), b AS (SELECT a.id AS id FROM a), c AS (SELECT max(a.id) AS n FROM a) SELECT b.id, c.n FROM b, c WHERE b.id = c.n ORDER BY b.id",
    sqlite:
      "WITH a AS (SELECT books.id AS id FROM books), b AS (SELECT a.id AS id FROM a), c AS (SELECT max(a.id) AS n FROM a) SELECT b.id, c.n FROM b, c WHERE b.id = c.n ORDER BY b.id",
    postgresql:
      "WITH a AS (SELECT books.id AS id FROM books), b AS (SELECT a.id AS id FROM a), c AS (SELECT max(a.id) AS n FROM a) SELECT b.id, c.n FROM b, c WHERE b.id = c.n ORDER BY b.id",
    mysql:
      "WITH a AS (SELECT books.id AS id FROM books), b AS (SELECT a.id AS id FROM a), c AS (SELECT max(a.id) AS n FROM a) SELECT b.id, c.n FROM b, c WHERE b.id = c.n ORDER BY b.id",
    rows: [[4, 4]],
  },
  {
    name: "two CTEs side by side",
    build: () =>
      ((x, y) => select(x.c.id, y.c.id).where(x.c.id.eq(y.c.id)).orderBy(x.c.id))(
        select(books.c.id).cte("same"),
        select(books.c.id).cte("other"),
      ),
    default:
      "WITH same AS (SELECT books.id AS id FROM books), other AS (SELECT books.id AS id FROM books) SELECT same.id, other.id AS id_1 FROM same, other WHERE same.id = other.id ORDER BY same.id",
    sqlite:
      "WITH same AS (SELECT books.id AS id FROM books), other AS (SELECT books.id AS id FROM books) SELECT same.id, other.id AS id_1 FROM same, other WHERE same.id = other.id ORDER BY same.id",
    postgresql:
      "WITH same AS (SELECT books.id AS id FROM books), other AS (SELECT books.id AS id FROM books) SELECT same.id, other.id AS id_1 FROM same, other WHERE same.id = other.id ORDER BY same.id",
    mysql:
      "WITH same AS (SELECT books.id AS id FROM books), other AS (SELECT books.id AS id FROM books) SELECT same.id, other.id AS id_1 FROM same, other WHERE same.id = other.id ORDER BY same.id",
    rows: [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ],
  },
  {
    name: "a CTE without a name",
    build: () => ((x) => select(x.c.id).where(x.c.id.gt(3)))(select(books.c.id).cte()),
    default: "WITH anon_1 AS (SELECT books.id AS id FROM books) SELECT anon_1.id FROM anon_1 WHERE anon_1.id > :id_1",
    sqlite: "WITH anon_1 AS (SELECT books.id AS id FROM books) SELECT anon_1.id FROM anon_1 WHERE anon_1.id > ?",
    postgresql:
      "WITH anon_1 AS (SELECT books.id AS id FROM books) SELECT anon_1.id FROM anon_1 WHERE anon_1.id > $1::INTEGER",
    mysql: "WITH anon_1 AS (SELECT books.id AS id FROM books) SELECT anon_1.id FROM anon_1 WHERE anon_1.id > ?",
    rows: [[4]],
  },
  {
    name: "a CTE joined to itself by an alias",
    build: () =>
      ((x) =>
        ((y) =>
          select(x.c.id, y.c.id)
            .join(y, y.c.id.eq(x.c.id.add(2)))
            .orderBy(x.c.id))(x.alias()))(select(books.c.id).cte("x")),
    default:
      "WITH x AS (SELECT books.id AS id FROM books) SELECT x.id, anon_1.id AS id_1 FROM x JOIN x AS anon_1 ON anon_1.id = x.id + :id_2 ORDER BY x.id",
    sqlite:
      "WITH x AS (SELECT books.id AS id FROM books) SELECT x.id, anon_1.id AS id_1 FROM x JOIN x AS anon_1 ON anon_1.id = x.id + ? ORDER BY x.id",
    postgresql:
      "WITH x AS (SELECT books.id AS id FROM books) SELECT x.id, anon_1.id AS id_1 FROM x JOIN x AS anon_1 ON anon_1.id = x.id + $1::INTEGER ORDER BY x.id",
    mysql:
      "WITH x AS (SELECT books.id AS id FROM books) SELECT x.id, anon_1.id AS id_1 FROM x INNER JOIN x AS anon_1 ON anon_1.id = x.id + ? ORDER BY x.id",
    rows: [
      [1, 3],
      [2, 4],
    ],
  },
  {
    name: "materialized or not",
    build: () =>
      select(select(books.c.id).cte("m").prefixWith("MATERIALIZED", { dialect: "postgresql" }).c.id).limit(1),
    default: "WITH m AS (SELECT books.id AS id FROM books) SELECT m.id FROM m LIMIT :param_1",
    sqlite: "WITH m AS (SELECT books.id AS id FROM books) SELECT m.id FROM m LIMIT ? OFFSET ?",
    postgresql: "WITH m AS MATERIALIZED (SELECT books.id AS id FROM books) SELECT m.id FROM m  LIMIT $1::INTEGER",
    mysql: "WITH m AS (SELECT books.id AS id FROM books) SELECT m.id FROM m  LIMIT ?",
  },
  {
    name: "a recursive CTE that counts with its depth",
    build: () =>
      ((t) =>
        ((all) => select(all.c.id, all.c.depth).orderBy(all.c.depth, all.c.id))(
          t.unionAll(
            select(books.c.id, t.c.depth.add(1))
              .join(t, books.c.id.eq(t.c.id.add(1)))
              .where(t.c.depth.lt(2)),
          ),
        ))(select(books.c.id, literal(0).label("depth")).where(books.c.id.eq(1)).cte("tree", { recursive: true })),
    default:
      "WITH RECURSIVE tree(id, depth) AS (SELECT books.id AS id, :param_1 AS depth FROM books WHERE books.id = :id_1 UNION ALL SELECT books.id AS id, tree.depth + :depth_1 AS anon_1 FROM books JOIN tree ON books.id = tree.id + :id_2 WHERE tree.depth < :depth_2) SELECT tree.id, tree.depth FROM tree ORDER BY tree.depth, tree.id",
    sqlite:
      "WITH RECURSIVE tree(id, depth) AS (SELECT books.id AS id, ? AS depth FROM books WHERE books.id = ? UNION ALL SELECT books.id AS id, tree.depth + ? AS anon_1 FROM books JOIN tree ON books.id = tree.id + ? WHERE tree.depth < ?) SELECT tree.id, tree.depth FROM tree ORDER BY tree.depth, tree.id",
    postgresql:
      "WITH RECURSIVE tree(id, depth) AS (SELECT books.id AS id, $1::INTEGER AS depth FROM books WHERE books.id = $2::INTEGER UNION ALL SELECT books.id AS id, tree.depth + $3::INTEGER AS anon_1 FROM books JOIN tree ON books.id = tree.id + $4::INTEGER WHERE tree.depth < $5::INTEGER) SELECT tree.id, tree.depth FROM tree ORDER BY tree.depth, tree.id",
    mysql:
      "WITH RECURSIVE tree(id, depth) AS (SELECT books.id AS id, ? AS depth FROM books WHERE books.id = ? UNION ALL SELECT books.id AS id, tree.depth + ? AS anon_1 FROM books INNER JOIN tree ON books.id = tree.id + ? WHERE tree.depth < ?) SELECT tree.id, tree.depth FROM tree ORDER BY tree.depth, tree.id",
    rows: [
      [1, 0],
      [2, 1],
      [3, 2],
    ],
  },
  {
    name: "a subquery in the select list, ordered by its label",
    build: () =>
      ((n) => select(authors.c.name, n).orderBy(n.desc(), authors.c.id))(
        select(func.count(books.c.id)).where(books.c.authorId.eq(authors.c.id)).label("n"),
      ),
    default:
      'SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) AS n FROM authors ORDER BY n DESC, authors.id',
    sqlite:
      'SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) AS n FROM authors ORDER BY n DESC, authors.id',
    postgresql:
      'SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) AS n FROM authors ORDER BY n DESC, authors.id',
    mysql:
      "SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books WHERE books.`authorId` = authors.id) AS n FROM authors ORDER BY n DESC, authors.id",
    rows: [
      ["Ann", 2],
      ["C_d%e", 1],
      ["bob", 0],
    ],
  },
  {
    name: "a scalar subquery in arithmetic",
    build: () =>
      select(books.c.id, books.c.pages.sub(select(func.min(books.c.pages)).correlate(null).scalarSubquery())).orderBy(
        books.c.id,
      ),
    default:
      "SELECT books.id, books.pages - (SELECT min(books.pages) AS min_1 FROM books) AS anon_1 FROM books ORDER BY books.id",
    sqlite:
      "SELECT books.id, books.pages - (SELECT min(books.pages) AS min_1 FROM books) AS anon_1 FROM books ORDER BY books.id",
    postgresql:
      "SELECT books.id, books.pages - (SELECT min(books.pages) AS min_1 FROM books) AS anon_1 FROM books ORDER BY books.id",
    mysql:
      "SELECT books.id, books.pages - (SELECT min(books.pages) AS min_1 FROM books) AS anon_1 FROM books ORDER BY books.id",
    rows: [
      [1, 93],
      [2, 243],
      [3, 0],
      [4, 93],
    ],
  },
  {
    name: "a scalar subquery as an argument",
    build: () => select(func.coalesce(select(authors.c.age).where(authors.c.id.eq(2)).scalarSubquery(), -1)),
    default: "SELECT coalesce((SELECT authors.age FROM authors WHERE authors.id = :id_1), :coalesce_2) AS coalesce_1",
    sqlite: "SELECT coalesce((SELECT authors.age FROM authors WHERE authors.id = ?), ?) AS coalesce_1",
    postgresql:
      "SELECT coalesce((SELECT authors.age FROM authors WHERE authors.id = $1::INTEGER), $2::INTEGER) AS coalesce_1",
    mysql: "SELECT coalesce((SELECT authors.age FROM authors WHERE authors.id = ?), ?) AS coalesce_1",
    rows: [[-1]],
  },
  {
    name: "a scalar subquery compared",
    build: () =>
      select(books.c.id).where(books.c.pages.eq(select(func.max(books.c.pages)).correlate(null).scalarSubquery())),
    default: "SELECT books.id FROM books WHERE books.pages = (SELECT max(books.pages) AS max_1 FROM books)",
    sqlite: "SELECT books.id FROM books WHERE books.pages = (SELECT max(books.pages) AS max_1 FROM books)",
    postgresql: "SELECT books.id FROM books WHERE books.pages = (SELECT max(books.pages) AS max_1 FROM books)",
    mysql: "SELECT books.id FROM books WHERE books.pages = (SELECT max(books.pages) AS max_1 FROM books)",
    rows: [[2]],
  },
  {
    name: "outer joins, and what is missing",
    build: () =>
      select(books.c.id, authors.c.name)
        .outerjoin(authors, books.c.authorId.eq(authors.c.id))
        .where(authors.c.id.is(null)),
    default:
      'SELECT books.id, authors.name FROM books LEFT OUTER JOIN authors ON books."authorId" = authors.id WHERE authors.id IS NULL',
    sqlite:
      'SELECT books.id, authors.name FROM books LEFT OUTER JOIN authors ON books."authorId" = authors.id WHERE authors.id IS NULL',
    postgresql:
      'SELECT books.id, authors.name FROM books LEFT OUTER JOIN authors ON books."authorId" = authors.id WHERE authors.id IS NULL',
    mysql:
      "SELECT books.id, authors.name FROM books LEFT OUTER JOIN authors ON books.`authorId` = authors.id WHERE authors.id IS NULL",
    rows: [[4, null]],
  },
  {
    name: "joins by foreign keys",
    build: () => select(books.c.title, authors.c.name).join(authors).orderBy(books.c.id),
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
    name: "joins of an alias by foreign keys",
    build: () => ((w) => select(books.c.title, w.c.name).join(w).where(w.c.id.eq(3)))(authors.alias("w")),
    default: 'SELECT books.title, w.name FROM books JOIN authors AS w ON w.id = books."authorId" WHERE w.id = :id_1',
    sqlite: 'SELECT books.title, w.name FROM books JOIN authors AS w ON w.id = books."authorId" WHERE w.id = ?',
    postgresql:
      'SELECT books.title, w.name FROM books JOIN authors AS w ON w.id = books."authorId" WHERE w.id = $1::INTEGER',
    mysql: "SELECT books.title, w.name FROM books INNER JOIN authors AS w ON w.id = books.`authorId` WHERE w.id = ?",
    rows: [["under_score", "C_d%e"]],
  },
  {
    name: "joins of a subquery by foreign keys",
    build: () =>
      ((w) => select(books.c.id, w.c.name).join(w).orderBy(books.c.id))(
        select(authors.c.id, authors.c.name).where(authors.c.active.eq(true)).subquery("w"),
      ),
    default:
      'SELECT books.id, w.name FROM books JOIN (SELECT authors.id AS id, authors.name AS name FROM authors WHERE authors.active = 1) AS w ON w.id = books."authorId" ORDER BY books.id',
    sqlite:
      'SELECT books.id, w.name FROM books JOIN (SELECT authors.id AS id, authors.name AS name FROM authors WHERE authors.active = 1) AS w ON w.id = books."authorId" ORDER BY books.id',
    postgresql:
      'SELECT books.id, w.name FROM books JOIN (SELECT authors.id AS id, authors.name AS name FROM authors WHERE authors.active = true) AS w ON w.id = books."authorId" ORDER BY books.id',
    mysql:
      "SELECT books.id, w.name FROM books INNER JOIN (SELECT authors.id AS id, authors.name AS name FROM authors WHERE authors.active = true) AS w ON w.id = books.`authorId` ORDER BY books.id",
    rows: [
      [1, "Ann"],
      [2, "Ann"],
      [3, "C_d%e"],
    ],
  },
  {
    name: "joins of a CTE by foreign keys",
    build: () =>
      ((w) => select(books.c.id, w.c.name).join(w).orderBy(books.c.id))(select(authors.c.id, authors.c.name).cte("w")),
    default:
      'WITH w AS (SELECT authors.id AS id, authors.name AS name FROM authors) SELECT books.id, w.name FROM books JOIN w ON w.id = books."authorId" ORDER BY books.id',
    sqlite:
      'WITH w AS (SELECT authors.id AS id, authors.name AS name FROM authors) SELECT books.id, w.name FROM books JOIN w ON w.id = books."authorId" ORDER BY books.id',
    postgresql:
      'WITH w AS (SELECT authors.id AS id, authors.name AS name FROM authors) SELECT books.id, w.name FROM books JOIN w ON w.id = books."authorId" ORDER BY books.id',
    mysql:
      "WITH w AS (SELECT authors.id AS id, authors.name AS name FROM authors) SELECT books.id, w.name FROM books INNER JOIN w ON w.id = books.`authorId` ORDER BY books.id",
    rows: [
      [1, "Ann"],
      [2, "Ann"],
      [3, "C_d%e"],
    ],
  },
  {
    name: "cross joins by a condition that always holds",
    build: () => select(authors.c.id, odd.c.id).selectFrom(authors.join(odd, trueValue())).orderBy(authors.c.id),
    default:
      'SELECT authors.id, "odd ""table""; --".id AS id_1 FROM authors JOIN "odd ""table""; --" ON 1 = 1 ORDER BY authors.id',
    sqlite:
      'SELECT authors.id, "odd ""table""; --".id AS id_1 FROM authors JOIN "odd ""table""; --" ON 1 = 1 ORDER BY authors.id',
    postgresql:
      'SELECT authors.id, "odd ""table""; --".id AS id_1 FROM authors JOIN "odd ""table""; --" ON true ORDER BY authors.id',
    mysql:
      'SELECT authors.id, `odd "table"; --`.id AS id_1 FROM authors INNER JOIN `odd "table"; --` ON true = 1 ORDER BY authors.id',
    rows: [
      [1, 1],
      [2, 1],
      [3, 1],
    ],
  },
  {
    name: "FROM in the order that was said",
    build: () =>
      select(books.c.id, authors.c.id)
        .selectFrom(authors, books)
        .where(books.c.authorId.eq(authors.c.id))
        .orderBy(books.c.id),
    default:
      'SELECT books.id, authors.id AS id_1 FROM authors, books WHERE books."authorId" = authors.id ORDER BY books.id',
    sqlite:
      'SELECT books.id, authors.id AS id_1 FROM authors, books WHERE books."authorId" = authors.id ORDER BY books.id',
    postgresql:
      'SELECT books.id, authors.id AS id_1 FROM authors, books WHERE books."authorId" = authors.id ORDER BY books.id',
    mysql:
      "SELECT books.id, authors.id AS id_1 FROM authors, books WHERE books.`authorId` = authors.id ORDER BY books.id",
    rows: [
      [1, 1],
      [2, 1],
      [3, 3],
    ],
  },
  {
    name: "a whole table, and columns of another",
    build: () => select(odd, books.c.id).where(odd.c.id.eq(books.c.id)),
    default:
      'SELECT "odd ""table""; --".id, "odd ""table""; --"."select", "odd ""table""; --"."a""b", "odd ""table""; --"."Upper", books.id AS id_1 FROM "odd ""table""; --", books WHERE "odd ""table""; --".id = books.id',
    sqlite:
      'SELECT "odd ""table""; --".id, "odd ""table""; --"."select", "odd ""table""; --"."a""b", "odd ""table""; --"."Upper", books.id AS id_1 FROM "odd ""table""; --", books WHERE "odd ""table""; --".id = books.id',
    postgresql:
      'SELECT "odd ""table""; --".id, "odd ""table""; --"."select", "odd ""table""; --"."a""b", "odd ""table""; --"."Upper", books.id AS id_1 FROM "odd ""table""; --", books WHERE "odd ""table""; --".id = books.id',
    mysql:
      'SELECT `odd "table"; --`.id, `odd "table"; --`.`select`, `odd "table"; --`.`a"b`, `odd "table"; --`.`Upper`, books.id AS id_1 FROM `odd "table"; --`, books WHERE `odd "table"; --`.id = books.id',
    rows: [[1, "x", 5, 6, 1]],
  },
  {
    name: "addColumns() and withOnlyColumns()",
    build: () => select(books.c.id).addColumns(books.c.pages).where(books.c.id.eq(3)).withOnlyColumns(books.c.title),
    default: "SELECT books.title FROM books WHERE books.id = :id_1",
    sqlite: "SELECT books.title FROM books WHERE books.id = ?",
    postgresql: "SELECT books.title FROM books WHERE books.id = $1::INTEGER",
    mysql: "SELECT books.title FROM books WHERE books.id = ?",
    rows: [["under_score"]],
  },
  {
    name: "columns that come from a join alone",
    build: () => select(func.count()).selectFrom(books.join(authors)).where(authors.c.active.eq(true)),
    default:
      'SELECT count(*) AS count_1 FROM books JOIN authors ON authors.id = books."authorId" WHERE authors.active = 1',
    sqlite:
      'SELECT count(*) AS count_1 FROM books JOIN authors ON authors.id = books."authorId" WHERE authors.active = 1',
    postgresql:
      'SELECT count(*) AS count_1 FROM books JOIN authors ON authors.id = books."authorId" WHERE authors.active = true',
    mysql:
      "SELECT count(*) AS count_1 FROM books INNER JOIN authors ON authors.id = books.`authorId` WHERE authors.active = true",
    rows: [[3]],
  },
  {
    name: "DISTINCT rows ordered",
    build: () => select(books.c.pages).distinct().orderBy(books.c.pages.desc()),
    default: "SELECT DISTINCT books.pages FROM books ORDER BY books.pages DESC",
    sqlite: "SELECT DISTINCT books.pages FROM books ORDER BY books.pages DESC",
    postgresql: "SELECT DISTINCT books.pages FROM books ORDER BY books.pages DESC",
    mysql: "SELECT DISTINCT books.pages FROM books ORDER BY books.pages DESC",
    rows: [[250], [100], [7]],
  },
  {
    name: "GROUP BY several, HAVING several",
    build: () =>
      select(books.c.pages, func.min(books.c.id))
        .groupBy(books.c.pages, books.c.price)
        .having(func.min(books.c.id).gt(0), func.count().lt(5))
        .orderBy(func.min(books.c.id)),
    default:
      "SELECT books.pages, min(books.id) AS min_1 FROM books GROUP BY books.pages, books.price HAVING min(books.id) > :min_2 AND count(*) < :count_1 ORDER BY min(books.id)",
    sqlite:
      "SELECT books.pages, min(books.id) AS min_1 FROM books GROUP BY books.pages, books.price HAVING min(books.id) > ? AND count(*) < ? ORDER BY min(books.id)",
    postgresql:
      "SELECT books.pages, min(books.id) AS min_1 FROM books GROUP BY books.pages, books.price HAVING min(books.id) > $1::INTEGER AND count(*) < $2::INTEGER ORDER BY min(books.id)",
    mysql:
      "SELECT books.pages, min(books.id) AS min_1 FROM books GROUP BY books.pages, books.price HAVING min(books.id) > ? AND count(*) < ? ORDER BY min(books.id)",
    rows: [
      [100, 1],
      [250, 2],
      [7, 3],
      [100, 4],
    ],
  },
  {
    name: "ORDER BY taken back",
    build: () => select(books.c.id).orderBy(books.c.title).orderBy(null).orderBy(books.c.id.desc()),
    default: "SELECT books.id FROM books ORDER BY books.id DESC",
    sqlite: "SELECT books.id FROM books ORDER BY books.id DESC",
    postgresql: "SELECT books.id FROM books ORDER BY books.id DESC",
    mysql: "SELECT books.id FROM books ORDER BY books.id DESC",
    rows: [[4], [3], [2], [1]],
  },
  {
    name: "LIMIT of nothing",
    build: () => select(books.c.id).orderBy(books.c.id).limit(0),
    default: "SELECT books.id FROM books ORDER BY books.id LIMIT :param_1",
    sqlite: "SELECT books.id FROM books ORDER BY books.id LIMIT ? OFFSET ?",
    postgresql: "SELECT books.id FROM books ORDER BY books.id  LIMIT $1::INTEGER",
    mysql: "SELECT books.id FROM books ORDER BY books.id  LIMIT ?",
    rows: [],
  },
  {
    name: "params() inside of a subquery",
    build: () =>
      ((s) => select(s.c.id).params({ least: 50 }).orderBy(s.c.id))(
        select(books.c.id)
          .where(books.c.pages.gt(bindparam("least", { type: integer() })))
          .subquery("s"),
      ),
    default: "SELECT s.id FROM (SELECT books.id AS id FROM books WHERE books.pages > :least) AS s ORDER BY s.id",
    sqlite: "SELECT s.id FROM (SELECT books.id AS id FROM books WHERE books.pages > ?) AS s ORDER BY s.id",
    postgresql:
      "SELECT s.id FROM (SELECT books.id AS id FROM books WHERE books.pages > $1::INTEGER) AS s ORDER BY s.id",
    mysql: "SELECT s.id FROM (SELECT books.id AS id FROM books WHERE books.pages > ?) AS s ORDER BY s.id",
    rows: [[1], [2], [4]],
  },
  {
    name: "the sql tag as a condition and a column",
    build: () =>
      select(books.c.id, sql`upper(${books.c.title})`)
        .where(sql`${books.c.pages} > ${50}`)
        .orderBy(books.c.id),
    default: "SELECT books.id, upper(books.title) FROM books WHERE books.pages > :param_1 ORDER BY books.id",
    sqlite: "SELECT books.id, upper(books.title) FROM books WHERE books.pages > ? ORDER BY books.id",
    postgresql: "SELECT books.id, upper(books.title) FROM books WHERE books.pages > $1::INTEGER ORDER BY books.id",
    mysql: "SELECT books.id, upper(books.title) FROM books WHERE books.pages > ? ORDER BY books.id",
    rows: [
      [1, "A TALE"],
      [2, "50% OFF"],
      [4, "A/B"],
    ],
  },
  {
    name: "text with a bind used twice",
    build: () =>
      text("SELECT id FROM books WHERE pages > :n OR id = :n ORDER BY id")
        .bindparams({ n: 3 })
        .columns(column("id", integer())),
    default: "SELECT id FROM books WHERE pages > :n OR id = :n ORDER BY id",
    sqlite: "SELECT id FROM books WHERE pages > ? OR id = ? ORDER BY id",
    postgresql: "SELECT id FROM books WHERE pages > $1::INTEGER OR id = $1::INTEGER ORDER BY id",
    mysql: "SELECT id FROM books WHERE pages > ? OR id = ? ORDER BY id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "text with colons that are no binds",
    build: () =>
      text("SELECT 'a:b', '12\\:30' AS x, :v AS y")
        .bindparams({ v: "z" })
        .columns(column("a"), column("x"), column("y", string())),
    default: "SELECT 'a:b', '12:30' AS x, :v AS y",
    sqlite: "SELECT 'a:b', '12:30' AS x, ? AS y",
    postgresql: "SELECT 'a:b', '12:30' AS x, $1::VARCHAR AS y",
    mysql: "SELECT 'a:b', '12:30' AS x, ? AS y",
  },
  {
    name: "INSERT with an expression of the other values",
    build: () => insert(books).values({ id: 9, title: func.upper("x"), pages: literal(2).mul(3) }),
    default: "INSERT INTO books (id, title, pages) VALUES (:id, upper(:upper_1), (:param_1 * :param_2))",
    sqlite: "INSERT INTO books (id, title, pages) VALUES (?, upper(?), (? * ?))",
    postgresql:
      "INSERT INTO books (id, title, pages) VALUES ($1::INTEGER, upper($2::VARCHAR), ($3::INTEGER * $4::INTEGER))",
    mysql: "INSERT INTO books (id, title, pages) VALUES (?, upper(?), (? * ?))",
    rows: [],
  },
  {
    name: "INSERT of a subquery's value",
    build: () =>
      insert(authors).values({
        id: 9,
        name: select(func.max(books.c.title)).scalarSubquery().cast(string(50)),
        active: true,
      }),
    default:
      "INSERT INTO authors (id, name, active) VALUES (:id, CAST((SELECT max(books.title) AS max_1 FROM books) AS VARCHAR(50)), :active)",
    sqlite:
      "INSERT INTO authors (id, name, active) VALUES (?, CAST((SELECT max(books.title) AS max_1 FROM books) AS VARCHAR(50)), ?)",
    postgresql:
      "INSERT INTO authors (id, name, active) VALUES ($1::INTEGER, CAST((SELECT max(books.title) AS max_1 FROM books) AS VARCHAR(50)), $2::BOOLEAN)",
    mysql:
      "INSERT INTO authors (id, name, active) VALUES (?, CAST((SELECT max(books.title) AS max_1 FROM books) AS CHAR(50)), ?)",
  },
  {
    name: "UPDATE by its own columns",
    build: () =>
      update(books)
        .set({ pages: books.c.pages.add(books.c.id), title: func.lower(books.c.title) })
        .where(books.c.id.in([1, 2])),
    default:
      "UPDATE books SET title=lower(books.title), pages=(books.pages + books.id) WHERE books.id IN (:id_1_1, :id_1_2)",
    sqlite: "UPDATE books SET title=lower(books.title), pages=(books.pages + books.id) WHERE books.id IN (?, ?)",
    postgresql:
      "UPDATE books SET title=lower(books.title), pages=(books.pages + books.id) WHERE books.id IN ($1::INTEGER, $2::INTEGER)",
    mysql: "UPDATE books SET title=lower(books.title), pages=(books.pages + books.id) WHERE books.id IN (?, ?)",
    rows: [],
  },
  {
    name: "UPDATE with CASE",
    build: () =>
      update(books)
        .set({ pages: caseWhen([[books.c.pages.gt(100), 100]], { else: 0 }) as never })
        .where(books.c.id.gt(0)),
    default:
      "UPDATE books SET pages=CASE WHEN (books.pages > :pages_1) THEN :param_1 ELSE :param_2 END WHERE books.id > :id_1",
    sqlite: "UPDATE books SET pages=CASE WHEN (books.pages > ?) THEN ? ELSE ? END WHERE books.id > ?",
    postgresql:
      "UPDATE books SET pages=CASE WHEN (books.pages > $1::INTEGER) THEN $2::INTEGER ELSE $3::INTEGER END WHERE books.id > $4::INTEGER",
    mysql: "UPDATE books SET pages=CASE WHEN (books.pages > ?) THEN ? ELSE ? END WHERE books.id > ?",
  },
  {
    name: "UPDATE by an EXISTS",
    build: () =>
      update(authors)
        .set({ active: false })
        .where(exists(books.c.id).where(books.c.authorId.eq(authors.c.id), books.c.pages.gt(200))),
    default:
      'UPDATE authors SET active=:active WHERE EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id AND books.pages > :pages_1)',
    sqlite:
      'UPDATE authors SET active=? WHERE EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id AND books.pages > ?)',
    postgresql:
      'UPDATE authors SET active=$1::BOOLEAN WHERE EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id AND books.pages > $2::INTEGER)',
    mysql:
      "UPDATE authors SET active=? WHERE EXISTS (SELECT books.id FROM books WHERE books.`authorId` = authors.id AND books.pages > ?)",
    rows: [],
  },
  {
    name: "DELETE by several conditions",
    build: () =>
      deleteFrom(books).where(books.c.pages.between(1, 10), or(books.c.price.is(null), books.c.price.gt("1"))),
    default:
      "DELETE FROM books WHERE books.pages BETWEEN :pages_1 AND :pages_2 AND (books.price IS NULL OR books.price > :price_1)",
    sqlite: "DELETE FROM books WHERE books.pages BETWEEN ? AND ? AND (books.price IS NULL OR books.price > ?)",
    postgresql:
      "DELETE FROM books WHERE books.pages BETWEEN $1::INTEGER AND $2::INTEGER AND (books.price IS NULL OR books.price > $3::NUMERIC(8, 2))",
    mysql: "DELETE FROM books WHERE books.pages BETWEEN ? AND ? AND (books.price IS NULL OR books.price > ?)",
    rows: [],
  },
  {
    name: "DELETE by a correlated query",
    build: () => deleteFrom(authors).where(not(exists(books.c.id).where(books.c.authorId.eq(authors.c.id)))),
    default: 'DELETE FROM authors WHERE NOT (EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id))',
    sqlite: 'DELETE FROM authors WHERE NOT (EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id))',
    postgresql:
      'DELETE FROM authors WHERE NOT (EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id))',
    mysql: "DELETE FROM authors WHERE NOT (EXISTS (SELECT books.id FROM books WHERE books.`authorId` = authors.id))",
    rows: [],
  },
]);
