import {
  and,
  any,
  bigInteger,
  boolean,
  caseWhen,
  cast,
  char,
  date,
  datetime,
  enumeration,
  exists,
  extract,
  falseValue,
  func,
  integer,
  largeBinary,
  literal,
  literalColumn,
  not,
  nullValue,
  numeric,
  or,
  select,
  smallInteger,
  string,
  text,
  time,
  trueValue,
  tuple,
  typeCoerce,
  unicode,
  uuid,
} from "athanor";
import { match } from "athanor/mysql";
import { mysqlCases, posts, writers } from "./mysql-support.ts";

const p = posts.c;
const w = writers.c;

mysqlCases("mysql conditions", [
  {
    name: "a boolean column",
    build: () => select(p.id).where(p.live),
    sql: "SELECT posts.id FROM posts WHERE posts.live = 1",
    rows: [[1], [3], [4]],
  },
  {
    name: "its opposite",
    build: () => select(p.id).where(not(p.live)),
    sql: "SELECT posts.id FROM posts WHERE posts.live = 0",
    rows: [[2]],
  },
  {
    name: "a boolean column and another condition",
    build: () => select(p.id).where(p.live, p.stars.gt(3)),
    sql: "SELECT posts.id FROM posts WHERE posts.live = 1 AND posts.stars > ?",
    rows: [[1]],
  },
  {
    name: "or",
    build: () =>
      select(p.id)
        .where(or(p.live, p.stars.eq(3)))
        .orderBy(p.id),
    sql: "SELECT posts.id FROM posts WHERE posts.live = 1 OR posts.stars = ? ORDER BY posts.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "equal to true",
    build: () => select(p.id).where(p.live.eq(true)).orderBy(p.id),
    sql: "SELECT posts.id FROM posts WHERE posts.live = true ORDER BY posts.id",
    rows: [[1], [3], [4]],
  },
  {
    name: "is true",
    build: () => select(p.id).where(p.live.is(true)).orderBy(p.id),
    sql: "SELECT posts.id FROM posts WHERE posts.live IS true ORDER BY posts.id",
    rows: [[1], [3], [4]],
  },
  {
    name: "is not false",
    build: () => select(p.id).where(p.live.isNot(false)).orderBy(p.id),
    sql: "SELECT posts.id FROM posts WHERE posts.live IS NOT false ORDER BY posts.id",
    rows: [[1], [3], [4]],
  },
  {
    name: "true",
    build: () => select(p.id).where(trueValue()).orderBy(p.id),
    sql: "SELECT posts.id FROM posts WHERE true = 1 ORDER BY posts.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "false",
    build: () => select(p.id).where(falseValue()),
    sql: "SELECT posts.id FROM posts WHERE false = 1",
    rows: [],
  },
  {
    name: "true among others",
    build: () => select(p.id).where(and(trueValue(), p.id.eq(1))),
    sql: "SELECT posts.id FROM posts WHERE posts.id = ?",
    rows: [[1]],
  },
  {
    name: "false among others",
    build: () => select(p.id).where(and(falseValue(), p.id.eq(1))),
    sql: "SELECT posts.id FROM posts WHERE false = 1",
    rows: [],
  },
  {
    name: "false or something",
    build: () => select(p.id).where(or(falseValue(), p.id.eq(1))),
    sql: "SELECT posts.id FROM posts WHERE posts.id = ?",
    rows: [[1]],
  },
  {
    name: "constants in the list",
    build: () => select(trueValue(), falseValue(), nullValue()),
    sql: "SELECT true AS anon_1, false AS anon_2, NULL AS anon_3",
    rows: [[true, false, null]],
  },
  {
    name: "having true",
    build: () => select(p.stars).groupBy(p.stars).having(trueValue()).orderBy(p.stars),
    sql: "SELECT posts.stars FROM posts GROUP BY posts.stars HAVING true = 1 ORDER BY posts.stars",
    rows: [[0], [3], [5]],
  },
  {
    name: "a join on true",
    build: () => select(p.id, w.id).joinFrom(posts, writers, trueValue()).where(w.id.eq(1)).orderBy(p.id).limit(2),
    sql: "SELECT posts.id, writers.id AS id_1 FROM posts INNER JOIN writers ON true = 1 WHERE writers.id = ? ORDER BY posts.id  LIMIT ?",
    rows: [
      [1, 1],
      [2, 1],
    ],
  },
  {
    name: "a condition as a value",
    build: () => select(p.stars.gt(3).label("many")).orderBy(p.id),
    sql: "SELECT posts.stars > ? AS many FROM posts ORDER BY posts.id",
    rows: [[true], [false], [false], [false]],
  },
  {
    name: "null-safe: is distinct from",
    build: () => select(p.id).where(p.writerId.isDistinctFrom(1)).orderBy(p.id),
    sql: "SELECT posts.id FROM posts WHERE NOT (posts.`writerId` <=> ?) ORDER BY posts.id",
    rows: [[3], [4]],
  },
  {
    name: "null-safe: is not distinct from",
    build: () => select(p.id).where(p.writerId.isNotDistinctFrom(1)).orderBy(p.id),
    sql: "SELECT posts.id FROM posts WHERE posts.`writerId` <=> ? ORDER BY posts.id",
    rows: [[1], [2]],
  },
  {
    name: "null-safe, with NULL",
    build: () => select(p.id).where(p.body.isNotDistinctFrom(nullValue())),
    sql: "SELECT posts.id FROM posts WHERE posts.body <=> NULL",
    mariadb: "SELECT posts.id FROM posts WHERE posts.`body` <=> NULL",
    rows: [[3]],
  },
  {
    name: "the opposite of null-safe",
    build: () =>
      select(p.id)
        .where(not(p.writerId.isDistinctFrom(1)))
        .orderBy(p.id),
    sql: "SELECT posts.id FROM posts WHERE posts.`writerId` <=> ? ORDER BY posts.id",
    rows: [[1], [2]],
  },
  {
    name: "in",
    build: () =>
      select(p.id)
        .where(p.id.in([1, 3]))
        .orderBy(p.id),
    sql: "SELECT posts.id FROM posts WHERE posts.id IN (?, ?) ORDER BY posts.id",
    rows: [[1], [3]],
  },
  {
    name: "in nothing",
    build: () => select(p.id).where(p.id.in([])),
    sql: "SELECT posts.id FROM posts WHERE posts.id IN (NULL) AND (1 != 1)",
    rows: [],
  },
  {
    name: "not in nothing",
    build: () => select(p.id).where(p.id.notIn([])).orderBy(p.id),
    sql: "SELECT posts.id FROM posts WHERE (posts.id NOT IN (NULL) OR (1 = 1)) ORDER BY posts.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "tuples in",
    build: () =>
      select(p.id).where(
        tuple(p.id, p.title).in([
          [1, "Core tale"],
          [2, "x"],
        ]),
      ),
    sql: "SELECT posts.id FROM posts WHERE (posts.id, posts.title) IN ((?, ?), (?, ?))",
    rows: [[1]],
  },
  {
    name: "tuples in nothing",
    build: () => select(p.id).where(tuple(p.id, p.title).in([])),
    sql: "SELECT posts.id FROM posts WHERE (posts.id, posts.title) IN ((NULL, NULL)) AND (1 != 1)",
    rows: [],
  },
  {
    name: "in a query",
    build: () =>
      select(w.name)
        .where(w.id.in(select(p.writerId).where(p.live)))
        .orderBy(w.id),
    sql: "SELECT writers.name FROM writers WHERE writers.id IN (SELECT posts.`writerId` FROM posts WHERE posts.live = 1) ORDER BY writers.id",
    rows: [["Ann"], ["bob"]],
  },
  {
    name: "exists",
    build: () => select(w.name).where(exists().where(p.writerId.eq(w.id), p.stars.eq(5))),
    sql: "SELECT writers.name FROM writers WHERE EXISTS (SELECT * FROM posts WHERE posts.`writerId` = writers.id AND posts.stars = ?)",
    rows: [["Ann"]],
  },
  {
    name: "equal to any of a query",
    build: () => select(p.id).where(p.writerId.eq(any(select(w.id).where(w.name.eq("bob")).scalarSubquery()))),
    sql: "SELECT posts.id FROM posts WHERE posts.`writerId` = ANY (SELECT writers.id FROM writers WHERE writers.name = ?)",
    rows: [[3]],
  },
  {
    name: "between",
    build: () => select(p.id).where(p.stars.between(1, 4)).orderBy(p.id),
    sql: "SELECT posts.id FROM posts WHERE posts.stars BETWEEN ? AND ? ORDER BY posts.id",
    rows: [[2], [3]],
  },
  {
    name: "a condition without a table",
    build: () => select(literal(1)).where(literal(1).eq(2)),
    sql: "SELECT ? AS anon_1 FROM DUAL WHERE ? = ?",
    rows: [],
  },
]);

mysqlCases("mysql text", [
  {
    name: "concat",
    build: () => select(p.title.concat("!")).where(p.id.eq(1)),
    sql: "SELECT concat(posts.title, ?) AS anon_1 FROM posts WHERE posts.id = ?",
    rows: [["Core tale!"]],
  },
  {
    name: "concat of several is one call",
    build: () => select(p.title.concat(" by ").concat(w.name)).joinFrom(writers, posts).where(p.id.eq(1)),
    sql: "SELECT concat(posts.title, ?, writers.name) AS anon_1 FROM writers INNER JOIN posts ON writers.id = posts.`writerId` WHERE posts.id = ?",
    rows: [["Core tale by Ann"]],
  },
  {
    name: "concat compared",
    build: () =>
      select(p.id)
        .where(not(p.title.concat("x").eq(p.title)))
        .orderBy(p.id)
        .limit(1),
    sql: "SELECT posts.id FROM posts WHERE (concat(posts.title, ?)) != posts.title ORDER BY posts.id  LIMIT ?",
    rows: [[1]],
  },
  {
    name: "like",
    build: () => select(p.id).where(p.title.like("%a%")).orderBy(p.id),
    sql: "SELECT posts.id FROM posts WHERE posts.title LIKE ? ORDER BY posts.id",
    rows: [[1], [4]],
  },
  {
    name: "like with an escape",
    build: () => select(p.id).where(p.title.like("%/%%", { escape: "/" })),
    sql: "SELECT posts.id FROM posts WHERE posts.title LIKE ? ESCAPE '/'",
    rows: [[2]],
  },
  {
    name: "like with a backslash as the escape",
    build: () => select(p.id).where(p.title.like("%\\%%", { escape: "\\" })),
    sql: "SELECT posts.id FROM posts WHERE posts.title LIKE ? ESCAPE '\\\\'",
    rows: [[2]],
  },
  {
    name: "ilike",
    build: () => select(p.id).where(p.title.ilike("CORE%")),
    sql: "SELECT posts.id FROM posts WHERE lower(posts.title) LIKE lower(?)",
    rows: [[1]],
  },
  {
    name: "not ilike",
    build: () => select(p.id).where(p.title.notIlike("CORE%")).orderBy(p.id),
    sql: "SELECT posts.id FROM posts WHERE lower(posts.title) NOT LIKE lower(?) ORDER BY posts.id",
    rows: [[2], [3], [4]],
  },
  {
    name: "startswith",
    build: () => select(p.id).where(p.title.startswith("50")),
    sql: "SELECT posts.id FROM posts WHERE (posts.title LIKE concat(?, '%'))",
    rows: [[2]],
  },
  {
    name: "endswith",
    build: () => select(p.id).where(p.title.endswith("tale")),
    sql: "SELECT posts.id FROM posts WHERE (posts.title LIKE concat('%', ?))",
    rows: [[1]],
  },
  {
    name: "contains, with what could be a wildcard",
    build: () => select(p.id).where(p.title.contains("%", { autoescape: true })),
    sql: "SELECT posts.id FROM posts WHERE (posts.title LIKE concat('%', ?, '%') ESCAPE '/')",
    rows: [[2]],
  },
  {
    name: "contains an underscore",
    build: () => select(p.id).where(p.title.contains("_", { autoescape: true })),
    sql: "SELECT posts.id FROM posts WHERE (posts.title LIKE concat('%', ?, '%') ESCAPE '/')",
    rows: [[3]],
  },
  {
    name: "icontains",
    build: () => select(p.id).where(p.title.icontains("TALE")),
    sql: "SELECT posts.id FROM posts WHERE (lower(posts.title) LIKE concat('%', lower(?), '%'))",
    rows: [[1]],
  },
  {
    name: "istartswith",
    build: () => select(p.id).where(p.title.istartswith("UNDER")),
    sql: "SELECT posts.id FROM posts WHERE (lower(posts.title) LIKE concat(lower(?), '%'))",
    rows: [[3]],
  },
  {
    name: "contains a column",
    build: () => select(p.id).where(p.body.contains(p.title)),
    sql: "SELECT posts.id FROM posts WHERE (posts.body LIKE concat('%', posts.title, '%'))",
    mariadb: "SELECT posts.id FROM posts WHERE (posts.`body` LIKE concat('%', posts.title, '%'))",
    rows: [],
  },
  {
    name: "collate",
    build: () => select(p.id).where(p.title.collate("utf8mb4_bin").eq("core tale")),
    sql: "SELECT posts.id FROM posts WHERE (posts.title COLLATE utf8mb4_bin) = ?",
    rows: [],
  },
  {
    name: "order by a collation",
    build: () => select(w.name).orderBy(w.name.collate("utf8mb4_bin").desc()),
    sql: "SELECT writers.name FROM writers ORDER BY writers.name COLLATE utf8mb4_bin DESC",
    rows: [["bob"], ["Cy"], ["Ann"]],
  },
  {
    name: "a regular expression",
    build: () => select(p.id).where(p.title.regexpMatch("^[0-9]+")),
    sql: "SELECT posts.id FROM posts WHERE posts.title REGEXP ?",
    rows: [[2]],
  },
  {
    name: "not a regular expression",
    build: () =>
      select(p.id)
        .where(not(p.title.regexpMatch("^[0-9]+")))
        .orderBy(p.id),
    sql: "SELECT posts.id FROM posts WHERE posts.title NOT REGEXP ? ORDER BY posts.id",
    rows: [[1], [3], [4]],
  },
  {
    name: "a regular expression with flags",
    build: () => select(p.id).where(p.title.regexpMatch("^core", { flags: "i" })),
    sql: "SELECT posts.id FROM posts WHERE REGEXP_LIKE(posts.title, ?, 'i')",
    mariadb: "SELECT posts.id FROM posts WHERE posts.title REGEXP CONCAT('(?', 'i', ')', ?)",
    rows: [[1]],
  },
  {
    name: "not a regular expression with flags",
    build: () =>
      select(p.id)
        .where(not(p.title.regexpMatch("^core", { flags: "i" })))
        .orderBy(p.id),
    sql: "SELECT posts.id FROM posts WHERE NOT REGEXP_LIKE(posts.title, ?, 'i') ORDER BY posts.id",
    mariadb: "SELECT posts.id FROM posts WHERE posts.title NOT REGEXP CONCAT('(?', 'i', ')', ?) ORDER BY posts.id",
    rows: [[2], [3], [4]],
  },
  {
    name: "a regular expression that is a column",
    build: () => select(w.id).where(w.name.regexpMatch(w.group)).orderBy(w.id),
    sql: "SELECT writers.id FROM writers WHERE writers.name REGEXP writers.`group` ORDER BY writers.id",
    rows: [[1], [2]],
  },
  {
    name: "replacing by a regular expression",
    build: () => select(p.title.regexpReplace("[aeiou]", "_")).where(p.id.eq(1)),
    sql: "SELECT REGEXP_REPLACE(posts.title, ?, ?) AS anon_1 FROM posts WHERE posts.id = ?",
    rows: [["C_r_ t_l_"]],
  },
  {
    name: "replacing with flags",
    build: () => select(p.title.regexpReplace("C", "k", { flags: "i" })).where(p.id.eq(1)),
    sql: "SELECT REGEXP_REPLACE(posts.title, ?, ?, 'i') AS anon_1 FROM posts WHERE posts.id = ?",
    mariadb: "SELECT REGEXP_REPLACE(posts.title, CONCAT('(?', 'i', ')', ?), ?) AS anon_1 FROM posts WHERE posts.id = ?",
    rows: [["kore tale"]],
  },
]);

mysqlCases("mysql full text", [
  {
    name: "the operator",
    build: () => select(p.id).where(p.title.match("core")),
    sql: "SELECT posts.id FROM posts WHERE MATCH (posts.title) AGAINST (? IN BOOLEAN MODE)",
    rows: [[1]],
  },
  {
    name: "not",
    build: () =>
      select(p.id)
        .where(not(p.title.match("core")))
        .orderBy(p.id),
    sql: "SELECT posts.id FROM posts WHERE NOT MATCH (posts.title) AGAINST (? IN BOOLEAN MODE) ORDER BY posts.id",
    rows: [[2], [3], [4]],
  },
  {
    name: "match",
    build: () =>
      select(p.id)
        .where(match([p.title, p.body], { against: "pears" }))
        .orderBy(p.id),
    sql: "SELECT posts.id FROM posts WHERE MATCH (posts.title, posts.body) AGAINST (?) ORDER BY posts.id",
    mariadb: "SELECT posts.id FROM posts WHERE MATCH (posts.title, posts.`body`) AGAINST (?) ORDER BY posts.id",
    rows: [[1], [2]],
  },
  {
    name: "match of one column",
    build: () => select(p.id).where(match(p.title, { against: "core" })),
    sql: "SELECT posts.id FROM posts WHERE MATCH (posts.title) AGAINST (?)",
    rows: [[1]],
  },
  {
    name: "match in boolean mode",
    build: () => select(p.id).where(match([p.title, p.body], { against: "+pears -only", inBooleanMode: true })),
    sql: "SELECT posts.id FROM posts WHERE MATCH (posts.title, posts.body) AGAINST (? IN BOOLEAN MODE)",
    mariadb: "SELECT posts.id FROM posts WHERE MATCH (posts.title, posts.`body`) AGAINST (? IN BOOLEAN MODE)",
    rows: [[1]],
  },
  {
    name: "match in natural language mode",
    build: () =>
      select(p.id)
        .where(match([p.title, p.body], { against: "apples", inNaturalLanguageMode: true }))
        .orderBy(p.id),
    sql: "SELECT posts.id FROM posts WHERE MATCH (posts.title, posts.body) AGAINST (? IN NATURAL LANGUAGE MODE) ORDER BY posts.id",
    mariadb:
      "SELECT posts.id FROM posts WHERE MATCH (posts.title, posts.`body`) AGAINST (? IN NATURAL LANGUAGE MODE) ORDER BY posts.id",
    rows: [[1], [4]],
  },
  {
    name: "match with query expansion",
    build: () =>
      select(func.count(p.id)).where(match([p.title, p.body], { against: "apples", withQueryExpansion: true })),
    sql: "SELECT count(posts.id) AS count_1 FROM posts WHERE MATCH (posts.title, posts.body) AGAINST (? WITH QUERY EXPANSION)",
    mariadb:
      "SELECT count(posts.id) AS count_1 FROM posts WHERE MATCH (posts.title, posts.`body`) AGAINST (? WITH QUERY EXPANSION)",
    rows: [[3]],
  },
  {
    name: "match with both",
    build: () =>
      select(func.count(p.id)).where(
        match([p.title, p.body], { against: "apples", inNaturalLanguageMode: true, withQueryExpansion: true }),
      ),
    sql: "SELECT count(posts.id) AS count_1 FROM posts WHERE MATCH (posts.title, posts.body) AGAINST (? IN NATURAL LANGUAGE MODE WITH QUERY EXPANSION)",
    mariadb:
      "SELECT count(posts.id) AS count_1 FROM posts WHERE MATCH (posts.title, posts.`body`) AGAINST (? IN NATURAL LANGUAGE MODE WITH QUERY EXPANSION)",
    rows: [[3]],
  },
  {
    name: "not match",
    build: () =>
      select(p.id)
        .where(not(match(p.title, { against: "core" })))
        .orderBy(p.id),
    sql: "SELECT posts.id FROM posts WHERE NOT (MATCH (posts.title) AGAINST (?)) ORDER BY posts.id",
    rows: [[2], [3], [4]],
  },
  {
    name: "sorted by relevance",
    build: () =>
      select(p.id)
        .where(match([p.title, p.body], { against: "apples" }))
        .orderBy(match([p.title, p.body], { against: "apples" }).desc()),
    sql: "SELECT posts.id FROM posts WHERE MATCH (posts.title, posts.body) AGAINST (?) ORDER BY MATCH (posts.title, posts.body) AGAINST (?) DESC",
    mariadb:
      "SELECT posts.id FROM posts WHERE MATCH (posts.title, posts.`body`) AGAINST (?) ORDER BY MATCH (posts.title, posts.`body`) AGAINST (?) DESC",
    rows: [[4], [1]],
  },
]);

mysqlCases("mysql numbers and casts", [
  {
    name: "true division",
    build: () => select(p.stars.div(2)).where(p.id.eq(1)),
    sql: "SELECT posts.stars / ? AS anon_1 FROM posts WHERE posts.id = ?",
    rows: [["2.5000"]],
  },
  {
    name: "floor division",
    build: () => select(p.stars.floordiv(2)).where(p.id.eq(1)),
    sql: "SELECT FLOOR(posts.stars / ?) AS anon_1 FROM posts WHERE posts.id = ?",
    rows: [[2]],
  },
  {
    name: "division of decimals",
    build: () => select(p.price.div(4)).where(p.id.eq(1)),
    sql: "SELECT posts.price / ? AS anon_1 FROM posts WHERE posts.id = ?",
    rows: [["2.375000"]],
  },
  {
    name: "division of doubles",
    build: () => select(p.weight.div(2)).where(p.id.eq(1)),
    sql: "SELECT posts.weight / ? AS anon_1 FROM posts WHERE posts.id = ?",
    rows: [[0.75]],
  },
  {
    name: "the operator DIV",
    build: () => select(p.stars.op("DIV")(2)).where(p.id.eq(1)),
    sql: "SELECT posts.stars DIV ? AS anon_1 FROM posts WHERE posts.id = ?",
    rows: [[2]],
  },
  {
    name: "modulo",
    build: () => select(p.stars.mod(2)).where(p.id.eq(1)),
    sql: "SELECT posts.stars % ? AS anon_1 FROM posts WHERE posts.id = ?",
    rows: [[1]],
  },
  {
    name: "bits",
    build: () =>
      select(
        p.stars.bitwiseAnd(4),
        p.stars.bitwiseOr(2),
        p.stars.bitwiseXor(1),
        p.stars.bitwiseLshift(1),
        p.stars.bitwiseRshift(1),
      ).where(p.id.eq(1)),
    sql: "SELECT posts.stars & ? AS anon_1, posts.stars | ? AS anon_2, posts.stars ^ ? AS anon_3, posts.stars << ? AS anon_4, posts.stars >> ? AS anon_5 FROM posts WHERE posts.id = ?",
    rows: [[4, 7, 4, 10, 2]],
  },
  {
    name: "cast to integer",
    build: () => select(cast(p.stars, integer())).where(p.id.eq(1)),
    sql: "SELECT CAST(posts.stars AS SIGNED INTEGER) AS stars FROM posts WHERE posts.id = ?",
    rows: [[5]],
  },
  {
    name: "cast to small integer",
    build: () => select(cast(p.stars, smallInteger())).where(p.id.eq(1)),
    sql: "SELECT CAST(posts.stars AS SIGNED INTEGER) AS stars FROM posts WHERE posts.id = ?",
    rows: [[5]],
  },
  {
    name: "cast to big integer",
    build: () => select(cast(p.stars, bigInteger())).where(p.id.eq(1)),
    sql: "SELECT CAST(posts.stars AS SIGNED INTEGER) AS stars FROM posts WHERE posts.id = ?",
    rows: [[5n]],
  },
  {
    name: "cast to numeric",
    build: () => select(cast(p.stars, numeric(8, 2))).where(p.id.eq(1)),
    sql: "SELECT CAST(posts.stars AS DECIMAL(8, 2)) AS stars FROM posts WHERE posts.id = ?",
    rows: [["5.00"]],
  },
  {
    name: "cast to numeric without a scale",
    build: () => select(cast(p.stars, numeric(6))).where(p.id.eq(1)),
    sql: "SELECT CAST(posts.stars AS DECIMAL(6)) AS stars FROM posts WHERE posts.id = ?",
    rows: [["5"]],
  },
  {
    name: "cast to numeric without a size",
    build: () => select(cast(p.stars, numeric())).where(p.id.eq(1)),
    sql: "SELECT CAST(posts.stars AS DECIMAL) AS stars FROM posts WHERE posts.id = ?",
    rows: [["5"]],
  },
  {
    name: "cast to string",
    build: () => select(cast(p.stars, string(3))).where(p.id.eq(1)),
    sql: "SELECT CAST(posts.stars AS CHAR(3)) AS stars FROM posts WHERE posts.id = ?",
    rows: [["5"]],
  },
  {
    name: "cast to string of any length",
    build: () => select(cast(p.stars, string())).where(p.id.eq(1)),
    sql: "SELECT CAST(posts.stars AS CHAR) AS stars FROM posts WHERE posts.id = ?",
    rows: [["5"]],
  },
  {
    name: "cast to text",
    build: () => select(cast(p.stars, text())).where(p.id.eq(1)),
    sql: "SELECT CAST(posts.stars AS CHAR) AS stars FROM posts WHERE posts.id = ?",
    rows: [["5"]],
  },
  {
    name: "cast to char",
    build: () => select(cast(p.stars, char(2))).where(p.id.eq(1)),
    sql: "SELECT CAST(posts.stars AS CHAR(2)) AS stars FROM posts WHERE posts.id = ?",
    rows: [["5"]],
  },
  {
    name: "cast to unicode",
    build: () => select(cast(p.stars, unicode(4))).where(p.id.eq(1)),
    sql: "SELECT CAST(posts.stars AS CHAR(4)) AS stars FROM posts WHERE posts.id = ?",
    rows: [["5"]],
  },
  {
    name: "cast to date",
    build: () => select(cast(p.at, date())).where(p.id.eq(1)),
    sql: "SELECT CAST(posts.at AS DATE) AS at FROM posts WHERE posts.id = ?",
    rows: [["2024-02-29"]],
  },
  {
    name: "cast to time",
    build: () => select(cast(p.at, time())).where(p.id.eq(1)),
    sql: "SELECT CAST(posts.at AS TIME) AS at FROM posts WHERE posts.id = ?",
    rows: [["12:34:56"]],
  },
  {
    name: "cast to datetime",
    build: () => select(cast(p.at, datetime())).where(p.id.eq(1)),
    sql: "SELECT CAST(posts.at AS DATETIME) AS at FROM posts WHERE posts.id = ?",
    rows: [[new Date("2024-02-29T12:34:56Z")]],
  },
  {
    name: "cast to binary",
    build: () => select(cast(p.title, largeBinary())).where(p.id.eq(4)),
    sql: "SELECT CAST(posts.title AS BINARY) AS title FROM posts WHERE posts.id = ?",
    rows: [[new Uint8Array([97, 47, 98])]],
  },
  {
    name: "cast to boolean is left out",
    build: () => select(cast(p.stars, boolean())).where(p.id.eq(1)),
    sql: "SELECT posts.stars AS stars FROM posts WHERE posts.id = ?",
    rows: [[true]],
  },
  {
    name: "a cast that is left out keeps its parentheses",
    build: () => select(cast(p.stars.add(1), boolean())).where(p.id.eq(1)),
    sql: "SELECT (posts.stars + ?) AS anon_1 FROM posts WHERE posts.id = ?",
    rows: [[true]],
  },
  {
    name: "cast to uuid is left out",
    build: () => select(cast(p.title, uuid())).where(p.id.eq(99)),
    sql: "SELECT posts.title AS title FROM posts WHERE posts.id = ?",
    rows: [],
  },
  {
    name: "cast to an enumeration is left out",
    build: () => select(cast(p.title, enumeration("a", "b"))).where(p.id.eq(99)),
    sql: "SELECT posts.title AS title FROM posts WHERE posts.id = ?",
    rows: [],
  },
  {
    name: "cast of a value",
    build: () => select(cast("12", string(1))),
    sql: "SELECT CAST(? AS CHAR(1)) AS anon_1",
    rows: [["1"]],
  },
  {
    name: "cast of an expression",
    build: () => select(cast(p.stars.add(1), string(5))).where(p.id.eq(1)),
    sql: "SELECT CAST(posts.stars + ? AS CHAR(5)) AS anon_1 FROM posts WHERE posts.id = ?",
    rows: [["6"]],
  },
  {
    name: "a cast that is only for us",
    build: () => select(typeCoerce(p.stars, string())).where(p.id.eq(99)),
    sql: "SELECT posts.stars AS stars FROM posts WHERE posts.id = ?",
    rows: [],
  },
]);

mysqlCases("mysql functions", [
  {
    name: "without parentheses",
    build: () =>
      select(func.current_date!(), func.current_timestamp(), func.current_time!(), func.localtime!()).where(
        p.id.eq(99),
      ),
    sql: "SELECT CURRENT_DATE AS current_date_1, CURRENT_TIMESTAMP AS current_timestamp_1, CURRENT_TIME AS current_time_1, LOCALTIME AS localtime_1 FROM posts WHERE posts.id = ?",
    rows: [],
  },
  {
    name: "sysdate",
    build: () => select(func.sysdate!().isNot(null)),
    sql: "SELECT SYSDATE() IS NOT NULL AS anon_1",
    rows: [[true]],
  },
  {
    name: "random",
    build: () => select(func.random().ge(0)),
    sql: "SELECT rand() >= ? AS anon_1",
    rows: [[true]],
  },
  {
    name: "utc_timestamp",
    build: () => select(func.utc_timestamp!(), func.utc_timestamp!(3)).where(p.id.eq(99)),
    sql: "SELECT utc_timestamp() AS utc_timestamp_1, utc_timestamp(?) AS utc_timestamp_2 FROM posts WHERE posts.id = ?",
  },
  {
    name: "char_length and others",
    build: () =>
      select(func.char_length(p.title), func.lower(p.title), func.coalesce(p.body, "none")).where(p.id.eq(3)),
    sql: "SELECT char_length(posts.title) AS char_length_1, lower(posts.title) AS lower_1, coalesce(posts.body, ?) AS coalesce_1 FROM posts WHERE posts.id = ?",
    mariadb:
      "SELECT char_length(posts.title) AS char_length_1, lower(posts.title) AS lower_1, coalesce(posts.`body`, ?) AS coalesce_1 FROM posts WHERE posts.id = ?",
    rows: [[11, "under_score", "none"]],
  },
  {
    name: "aggregate_strings",
    build: () => select(func.aggregate_strings!(w.name, ", ")),
    sql: "SELECT group_concat(writers.name SEPARATOR ', ') AS aggregate_strings_1 FROM writers",
    rows: [["Ann, bob, Cy"]],
  },
  {
    name: "aggregate_strings with a quote",
    build: () => select(func.aggregate_strings!(w.name, "'\\")),
    sql: "SELECT group_concat(writers.name SEPARATOR '''\\\\') AS aggregate_strings_1 FROM writers",
    rows: [["Ann'\\bob'\\Cy"]],
  },
  {
    name: "with rollup",
    build: () => select(p.stars, func.count(p.id)).groupBy(func.rollup!(p.stars)),
    sql: "SELECT posts.stars, count(posts.id) AS count_1 FROM posts GROUP BY posts.stars WITH ROLLUP",
    rows: [
      [0, 1],
      [3, 2],
      [5, 1],
      [null, 4],
    ],
  },
  {
    name: "with rollup of two",
    build: () => select(p.stars, p.live, func.count(p.id)).groupBy(func.rollup!(p.stars, p.live)).having(p.stars.eq(3)),
    sql: "SELECT posts.stars, posts.live, count(posts.id) AS count_1 FROM posts GROUP BY posts.stars, posts.live WITH ROLLUP HAVING posts.stars = ?",
    rows: [
      [3, false, 1],
      [3, true, 1],
      [3, null, 2],
    ],
  },
  {
    name: "extract year",
    build: () => select(extract("year", p.at)).where(p.id.eq(1)),
    sql: "SELECT EXTRACT(year FROM posts.at) AS anon_1 FROM posts WHERE posts.id = ?",
    rows: [[2024]],
  },
  {
    name: "extract month",
    build: () => select(extract("month", p.at)).where(p.id.eq(1)),
    sql: "SELECT EXTRACT(month FROM posts.at) AS anon_1 FROM posts WHERE posts.id = ?",
    rows: [[2]],
  },
  {
    name: "extract day",
    build: () => select(extract("day", p.at)).where(p.id.eq(1)),
    sql: "SELECT EXTRACT(day FROM posts.at) AS anon_1 FROM posts WHERE posts.id = ?",
    rows: [[29]],
  },
  {
    name: "extract hour",
    build: () => select(extract("hour", p.at)).where(p.id.eq(1)),
    sql: "SELECT EXTRACT(hour FROM posts.at) AS anon_1 FROM posts WHERE posts.id = ?",
    rows: [[12]],
  },
  {
    name: "extract minute",
    build: () => select(extract("minute", p.at)).where(p.id.eq(1)),
    sql: "SELECT EXTRACT(minute FROM posts.at) AS anon_1 FROM posts WHERE posts.id = ?",
    rows: [[34]],
  },
  {
    name: "extract second",
    build: () => select(extract("second", p.at)).where(p.id.eq(1)),
    sql: "SELECT EXTRACT(second FROM posts.at) AS anon_1 FROM posts WHERE posts.id = ?",
    rows: [[56]],
  },
  {
    name: "extract microsecond",
    build: () => select(extract("microsecond", p.at)).where(p.id.eq(1)),
    sql: "SELECT EXTRACT(microsecond FROM posts.at) AS anon_1 FROM posts WHERE posts.id = ?",
    rows: [[0]],
  },
  {
    name: "extract quarter",
    build: () => select(extract("quarter", p.at)).where(p.id.eq(1)),
    sql: "SELECT EXTRACT(quarter FROM posts.at) AS anon_1 FROM posts WHERE posts.id = ?",
    rows: [[1]],
  },
  {
    name: "extract week",
    build: () => select(extract("week", p.at)).where(p.id.eq(1)),
    sql: "SELECT EXTRACT(week FROM posts.at) AS anon_1 FROM posts WHERE posts.id = ?",
    rows: [[8]],
  },
  {
    name: "row numbers",
    build: () => select(p.id, func.row_number().over({ partitionBy: p.stars, orderBy: p.id.desc() })).orderBy(p.id),
    sql: "SELECT posts.id, row_number() OVER (PARTITION BY posts.stars ORDER BY posts.id DESC) AS anon_1 FROM posts ORDER BY posts.id",
    rows: [
      [1, 1],
      [2, 2],
      [3, 1],
      [4, 1],
    ],
  },
  {
    name: "a running sum",
    build: () => select(p.id, func.sum(p.stars).over({ orderBy: p.id, rows: [null, 0] })).orderBy(p.id),
    sql: "SELECT posts.id, sum(posts.stars) OVER (ORDER BY posts.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_1 FROM posts ORDER BY posts.id",
    rows: [
      [1, 5],
      [2, 8],
      [3, 11],
      [4, 11],
    ],
  },
  {
    name: "case",
    build: () => select(caseWhen([[p.stars.gt(3), "good"]], { else: "fair" })).orderBy(p.id),
    sql: "SELECT CASE WHEN (posts.stars > ?) THEN ? ELSE ? END AS anon_1 FROM posts ORDER BY posts.id",
    rows: [["good"], ["fair"], ["fair"], ["fair"]],
  },
  {
    name: "an interval",
    build: () => select(func.date_add!(p.at, literalColumn("INTERVAL 1 DAY"))).where(p.id.eq(1)),
    sql: "SELECT date_add(posts.at, INTERVAL 1 DAY) AS date_add_1 FROM posts WHERE posts.id = ?",
    rows: [["2024-03-01 12:34:56"]],
  },
  {
    name: "if, ifnull, date_format",
    build: () =>
      select(func.IF!(p.live, "y", "n"), func.ifnull!(p.body, "-"), func.date_format!(p.at, "%Y/%m")).where(p.id.eq(3)),
    sql: "SELECT IF(posts.live, ?, ?) AS `IF_1`, ifnull(posts.body, ?) AS ifnull_1, date_format(posts.at, ?) AS date_format_1 FROM posts WHERE posts.id = ?",
    mariadb:
      "SELECT IF(posts.live, ?, ?) AS `IF_1`, ifnull(posts.`body`, ?) AS ifnull_1, date_format(posts.at, ?) AS date_format_1 FROM posts WHERE posts.id = ?",
    rows: [["y", "-", "2024/02"]],
  },
]);
