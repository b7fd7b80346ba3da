import {
  column,
  deleteFrom,
  except,
  exists,
  func,
  insert,
  integer,
  intersect,
  literal,
  literalColumn,
  MetaData,
  select,
  table,
  union,
  unionAll,
  update,
} from "athanor";
import { limit } from "athanor/mysql";
import { mysqlCases, posts, writers } from "./mysql-support.ts";

const p = posts.c;
const w = writers.c;
const q = posts.alias("q");
const odd = new MetaData().table("Odd `table`", {
  id: integer().primaryKey(),
  select: integer(),
  Mixed: integer(),
  "a`b": integer(),
  "1st": integer(),
  $x: integer(),
  "a b": integer(),
  ü: integer(),
});

mysqlCases("mysql select", [
  {
    name: "limit",
    build: () => select(p.id).orderBy(p.id).limit(2),
    sql: "SELECT posts.id FROM posts ORDER BY posts.id  LIMIT ?",
    rows: [[1], [2]],
  },
  {
    name: "limit and offset",
    build: () => select(p.id).orderBy(p.id).limit(2).offset(1),
    sql: "SELECT posts.id FROM posts ORDER BY posts.id  LIMIT ?, ?",
    rows: [[2], [3]],
  },
  {
    name: "offset alone",
    build: () => select(p.id).orderBy(p.id).offset(3),
    sql: "SELECT posts.id FROM posts ORDER BY posts.id  LIMIT ?, 18446744073709551615",
    rows: [[4]],
  },
  {
    name: "slice",
    build: () => select(p.id).orderBy(p.id).slice(1, 3),
    sql: "SELECT posts.id FROM posts ORDER BY posts.id  LIMIT ?, ?",
    rows: [[2], [3]],
  },
  {
    name: "limit 0",
    build: () => select(p.id).limit(0),
    sql: "SELECT posts.id FROM posts  LIMIT ?",
    rows: [],
  },
  {
    name: "distinct",
    build: () => select(p.stars).distinct().orderBy(p.stars),
    sql: "SELECT DISTINCT posts.stars FROM posts ORDER BY posts.stars",
    rows: [[0], [3], [5]],
  },
  {
    name: "inner join",
    build: () => select(p.id, w.name).joinFrom(writers, posts).orderBy(p.id),
    sql: "SELECT posts.id, writers.name FROM writers INNER JOIN posts ON writers.id = posts.`writerId` ORDER BY posts.id",
    rows: [
      [1, "Ann"],
      [2, "Ann"],
      [3, "bob"],
    ],
  },
  {
    name: "outer join",
    build: () =>
      select(w.name, func.count(p.id))
        .joinFrom(writers, posts, undefined, { isouter: true })
        .groupBy(w.id, w.name)
        .orderBy(w.id),
    sql: "SELECT writers.name, count(posts.id) AS count_1 FROM writers LEFT OUTER JOIN posts ON writers.id = posts.`writerId` GROUP BY writers.id, writers.name ORDER BY writers.id",
    rows: [
      ["Ann", 2],
      ["bob", 1],
      ["Cy", 0],
    ],
  },
  {
    name: "a join in a join",
    build: () =>
      select(w.name, q.c.id)
        .selectFrom(writers.join(posts, w.id.eq(p.writerId)).join(q, q.c.stars.eq(p.stars)))
        .where(q.c.id.ne(p.id))
        .orderBy(w.id),
    sql: "SELECT writers.name, q.id FROM writers INNER JOIN posts ON writers.id = posts.`writerId` INNER JOIN posts AS q ON q.stars = posts.stars WHERE q.id != posts.id ORDER BY writers.id",
    rows: [
      ["Ann", 3],
      ["bob", 2],
    ],
  },
  {
    name: "an alias",
    build: () => select(q.c.title).where(q.c.id.eq(4)),
    sql: "SELECT q.title FROM posts AS q WHERE q.id = ?",
    rows: [["a/b"]],
  },
  {
    name: "a subquery",
    build: () => select(select(p.stars.label("n")).where(p.live).subquery("s").c.n).orderBy(literalColumn("1")),
    sql: "SELECT s.n FROM (SELECT posts.stars AS n FROM posts WHERE posts.live = 1) AS s ORDER BY 1",
    rows: [[0], [3], [5]],
  },
  {
    name: "a scalar subquery",
    build: () =>
      select(w.name, select(func.max(p.stars)).where(p.writerId.eq(w.id)).scalarSubquery().label("best")).orderBy(w.id),
    sql: "SELECT writers.name, (SELECT max(posts.stars) AS max_1 FROM posts WHERE posts.`writerId` = writers.id) AS best FROM writers ORDER BY writers.id",
    rows: [
      ["Ann", 5],
      ["bob", 3],
      ["Cy", null],
    ],
  },
  {
    name: "a CTE",
    build: () => {
      const good = select(p.id).where(p.stars.gt(2)).cte("good");
      return select(good.c.id).orderBy(good.c.id);
    },
    sql: "WITH good AS (SELECT posts.id AS id FROM posts WHERE posts.stars > ?) SELECT good.id FROM good ORDER BY good.id",
    rows: [[1], [2], [3]],
  },
  {
    name: "a recursive CTE",
    build: () => {
      const start = select(literal(1).label("n")).cte("c", { recursive: true });
      const c = start.unionAll(select(start.c.n.add(1)).where(start.c.n.lt(3)));
      return select(c.c.n);
    },
    sql: "WITH RECURSIVE c(n) AS (SELECT ? AS n UNION ALL SELECT c.n + ? AS anon_1 FROM c WHERE c.n < ?) SELECT c.n FROM c",
    rows: [[1], [2], [3]],
  },
  {
    name: "union",
    build: () => union(select(p.stars), select(w.id)).orderBy("stars"),
    sql: "SELECT posts.stars FROM posts UNION SELECT writers.id FROM writers ORDER BY stars",
    rows: [[0], [1], [2], [3], [5]],
  },
  {
    name: "union with its own limits",
    build: () => unionAll(select(p.id).orderBy(p.id).limit(1), select(w.id).orderBy(w.id.desc()).limit(2)),
    sql: "(SELECT posts.id FROM posts ORDER BY posts.id  LIMIT ?) UNION ALL (SELECT writers.id FROM writers ORDER BY writers.id DESC  LIMIT ?)",
    rows: [[1], [3], [2]],
  },
  {
    name: "union with a limit",
    build: () => union(select(p.id), select(w.id)).orderBy("id").limit(2).offset(1),
    sql: "SELECT posts.id FROM posts UNION SELECT writers.id FROM writers ORDER BY id  LIMIT ?, ?",
    rows: [[2], [3]],
  },
  {
    name: "a union in a union",
    build: () =>
      union(
        select(p.id).where(p.id.eq(1)),
        unionAll(select(w.id).where(w.id.eq(1)), select(w.id).where(w.id.eq(2))),
      ).orderBy("id"),
    sql: "SELECT posts.id FROM posts WHERE posts.id = ? UNION (SELECT writers.id FROM writers WHERE writers.id = ? UNION ALL SELECT writers.id FROM writers WHERE writers.id = ?) ORDER BY id",
    rows: [[1], [2]],
  },
  {
    name: "intersect",
    build: () => intersect(select(p.stars), select(w.id)),
    sql: "SELECT posts.stars FROM posts INTERSECT SELECT writers.id FROM writers",
    rows: [[3]],
  },
  {
    name: "except",
    build: () => except(select(p.id), select(w.id)),
    sql: "SELECT posts.id FROM posts EXCEPT SELECT writers.id FROM writers",
    rows: [[4]],
  },
  {
    name: "group by and having",
    build: () => select(p.stars, func.count(p.id)).groupBy(p.stars).having(func.count(p.id).gt(1)),
    sql: "SELECT posts.stars, count(posts.id) AS count_1 FROM posts GROUP BY posts.stars HAVING count(posts.id) > ?",
    rows: [[3, 2]],
  },
  {
    name: "order by a label",
    build: () => select(p.stars.add(1).label("n")).orderBy("n").limit(1),
    sql: "SELECT posts.stars + ? AS n FROM posts ORDER BY n  LIMIT ?",
    rows: [[1]],
  },
  {
    name: "a word in front",
    build: () => select(p.id).prefixWith("SQL_NO_CACHE").orderBy(p.id).limit(1),
    sql: "SELECT SQL_NO_CACHE posts.id FROM posts ORDER BY posts.id  LIMIT ?",
    rows: [[1]],
  },
  {
    name: "straight join",
    build: () =>
      select(p.id, w.id)
        .prefixWith("STRAIGHT_JOIN", { dialect: "mysql" })
        .joinFrom(writers, posts)
        .orderBy(p.id)
        .limit(1),
    sql: "SELECT STRAIGHT_JOIN posts.id, writers.id AS id_1 FROM writers INNER JOIN posts ON writers.id = posts.`writerId` ORDER BY posts.id  LIMIT ?",
    rows: [[1, 1]],
  },
  {
    name: "a word for another database",
    build: () => select(p.id).prefixWith("X", { dialect: "oracle" }).where(p.id.eq(1)),
    sql: "SELECT posts.id FROM posts WHERE posts.id = ?",
    rows: [[1]],
  },
  {
    name: "a word in front of distinct",
    build: () => select(p.stars).prefixWith("SQL_BIG_RESULT").distinct().orderBy(p.stars),
    sql: "SELECT SQL_BIG_RESULT DISTINCT posts.stars FROM posts ORDER BY posts.stars",
    rows: [[0], [3], [5]],
  },
  {
    name: "words behind",
    build: () => select(p.id).where(p.id.eq(1)).suffixWith("LOCK IN SHARE MODE"),
    sql: "SELECT posts.id FROM posts WHERE posts.id = ? LOCK IN SHARE MODE",
    rows: [[1]],
  },
]);

mysqlCases("mysql locks", [
  {
    name: "for update",
    build: () => select(p.id).where(p.id.eq(1)).withForUpdate(),
    sql: "SELECT posts.id FROM posts WHERE posts.id = ? FOR UPDATE",
    rows: [[1]],
  },
  {
    name: "nowait",
    build: () => select(p.id).where(p.id.eq(1)).withForUpdate({ nowait: true }),
    sql: "SELECT posts.id FROM posts WHERE posts.id = ? FOR UPDATE NOWAIT",
    rows: [[1]],
  },
  {
    name: "skip locked",
    build: () => select(p.id).where(p.id.eq(1)).withForUpdate({ skipLocked: true }),
    sql: "SELECT posts.id FROM posts WHERE posts.id = ? FOR UPDATE SKIP LOCKED",
    rows: [[1]],
  },
  {
    name: "share",
    build: () => select(p.id).where(p.id.eq(1)).withForUpdate({ read: true }),
    sql: "SELECT posts.id FROM posts WHERE posts.id = ? LOCK IN SHARE MODE",
    rows: [[1]],
  },
  {
    name: "share, nowait",
    build: () => select(p.id).where(p.id.eq(1)).withForUpdate({ read: true, nowait: true }),
    sql: "SELECT posts.id FROM posts WHERE posts.id = ? LOCK IN SHARE MODE NOWAIT",
    rows: [[1]],
  },
  {
    name: "share, skip locked",
    build: () => select(p.id).where(p.id.eq(1)).withForUpdate({ read: true, skipLocked: true }),
    sql: "SELECT posts.id FROM posts WHERE posts.id = ? LOCK IN SHARE MODE SKIP LOCKED",
    rows: [[1]],
  },
  {
    name: "of a column, which only MySQL 8 has",
    build: () => select(p.id).where(p.id.eq(1)).withForUpdate({ of: p.id }),
    sql: "SELECT posts.id FROM posts WHERE posts.id = ? FOR UPDATE",
    rows: [[1]],
  },
  {
    name: "with a limit",
    build: () => select(p.id).orderBy(p.id).limit(1).withForUpdate(),
    sql: "SELECT posts.id FROM posts ORDER BY posts.id  LIMIT ? FOR UPDATE",
    rows: [[1]],
  },
]);

mysqlCases("mysql insert", [
  {
    name: "one row",
    build: () => insert(writers).values({ id: 9, name: "x" }),
    sql: "INSERT INTO writers (id, name) VALUES (?, ?)",
    rows: 1,
  },
  {
    name: "several rows",
    build: () =>
      insert(writers).values([
        { id: 8, name: "x" },
        { id: 9, name: "y" },
      ]),
    sql: "INSERT INTO writers (id, name) VALUES (?, ?), (?, ?)",
    rows: 2,
  },
  {
    name: "a word in front of INTO",
    build: () => insert(writers).prefixWith("IGNORE").values({ id: 1, name: "x" }),
    sql: "INSERT IGNORE INTO writers (id, name) VALUES (?, ?)",
    rows: 0,
  },
  {
    name: "low priority",
    build: () => insert(writers).prefixWith("LOW_PRIORITY").values({ id: 9, name: "x" }),
    sql: "INSERT LOW_PRIORITY INTO writers (id, name) VALUES (?, ?)",
    rows: 1,
  },
  {
    name: "an expression",
    build: () => insert(writers).values({ id: 9, name: func.upper("x") }),
    sql: "INSERT INTO writers (id, name) VALUES (?, upper(?))",
    rows: 1,
  },
  {
    name: "from a query",
    build: () => insert(writers).fromSelect(["id", "name"], select(p.id.add(10), p.title).where(p.id.lt(3))),
    sql: "INSERT INTO writers (id, name) SELECT posts.id + ? AS anon_1, posts.title FROM posts WHERE posts.id < ?",
    rows: 2,
  },
  {
    name: "from a query with a CTE",
    build: () => {
      const c = select(p.id, p.title).where(p.live).cte("c");
      return insert(writers).fromSelect(["id", "name"], select(c.c.id.add(10), c.c.title));
    },
    sql: "INSERT INTO writers (id, name) WITH c AS (SELECT posts.id AS id, posts.title AS title FROM posts WHERE posts.live = 1) SELECT c.id + ? AS anon_1, c.title FROM c",
    rows: 3,
  },
  {
    name: "returning, which only MariaDB has",
    build: () => insert(writers).values({ id: 9, name: "x" }).returning(w.id, w.name),
    sql: /no INSERT … RETURNING/,
    mariadb: "INSERT INTO writers (id, name) VALUES (?, ?) RETURNING writers.id, writers.name",
    rows: [[9, "x"]],
  },
]);

mysqlCases("mysql update and delete", [
  {
    name: "update",
    build: () =>
      update(posts)
        .values({ stars: p.stars.add(1) })
        .where(p.id.eq(1)),
    sql: "UPDATE posts SET stars=(posts.stars + ?) WHERE posts.id = ?",
    rows: 1,
  },
  {
    name: "update counts the rows that it found",
    build: () => update(posts).values({ stars: 3 }).where(p.stars.eq(3)),
    sql: "UPDATE posts SET stars=? WHERE posts.stars = ?",
    rows: 2,
  },
  {
    name: "update in an order of its own",
    build: () =>
      update(posts)
        .orderedValues(["weight", 1], ["stars", p.stars.add(1)])
        .where(p.id.eq(1)),
    sql: "UPDATE posts SET weight=?, stars=(posts.stars + ?) WHERE posts.id = ?",
    rows: 1,
  },
  {
    name: "update with another table",
    build: () => update(posts).values({ title: w.name }).where(p.writerId.eq(w.id), w.id.eq(1)),
    sql: "UPDATE posts, writers SET posts.title=writers.name WHERE posts.`writerId` = writers.id AND writers.id = ?",
    rows: 2,
  },
  {
    name: "update of an alias",
    build: () => update(q).values({ stars: 9 }).where(q.c.id.eq(1)),
    sql: "UPDATE posts AS q SET stars=? WHERE q.id = ?",
    rows: 1,
  },
  {
    name: "update by a subquery",
    build: () =>
      update(posts)
        .values({ writerId: select(func.max(w.id)).scalarSubquery() })
        .where(p.id.eq(1)),
    sql: "UPDATE posts SET `writerId`=(SELECT max(writers.id) AS max_1 FROM writers) WHERE posts.id = ?",
    rows: 1,
  },
  {
    name: "update with a word",
    build: () => update(posts).prefixWith("IGNORE").values({ stars: 1 }).where(p.id.eq(1)),
    sql: "UPDATE IGNORE posts SET stars=? WHERE posts.id = ?",
    rows: 1,
  },
  {
    name: "update with a limit",
    build: () => update(posts).values({ stars: 1 }).where(p.live).ext(limit(2)),
    sql: "UPDATE posts SET stars=? WHERE posts.live = 1 LIMIT 2",
    rows: 2,
  },
  {
    name: "update where exists",
    build: () =>
      update(posts)
        .values({ stars: 1 })
        .where(exists().where(w.id.eq(p.writerId), w.name.eq("bob"))),
    sql: "UPDATE posts SET stars=? WHERE EXISTS (SELECT * FROM writers WHERE writers.id = posts.`writerId` AND writers.name = ?)",
    rows: 1,
  },
  {
    name: "delete",
    build: () => deleteFrom(posts).where(p.id.eq(1)),
    sql: "DELETE FROM posts WHERE posts.id = ?",
    rows: 1,
  },
  {
    name: "delete with another table",
    build: () => deleteFrom(posts).where(p.writerId.eq(w.id), w.name.eq("Ann")),
    sql: "DELETE FROM posts USING posts, writers WHERE posts.`writerId` = writers.id AND writers.name = ?",
    rows: 2,
  },
  {
    name: "delete of an alias with another table",
    build: () => deleteFrom(q).where(q.c.writerId.eq(w.id), w.name.eq("Ann")),
    sql: "DELETE FROM q USING posts AS q, writers WHERE q.`writerId` = writers.id AND writers.name = ?",
    rows: 2,
  },
  {
    name: "delete with a word",
    build: () => deleteFrom(posts).prefixWith("QUICK").where(p.id.eq(1)),
    sql: "DELETE QUICK FROM posts WHERE posts.id = ?",
    rows: 1,
  },
  {
    name: "delete with a limit",
    build: () => deleteFrom(posts).where(p.live).ext(limit(2)),
    sql: "DELETE FROM posts WHERE posts.live = 1 LIMIT 2",
    rows: 2,
  },
  {
    name: "delete in a query",
    build: () => deleteFrom(posts).where(p.writerId.in(select(w.id).where(w.name.eq("bob")))),
    sql: "DELETE FROM posts WHERE posts.`writerId` IN (SELECT writers.id FROM writers WHERE writers.name = ?)",
    rows: 1,
  },
  {
    name: "delete returning, which only MariaDB has",
    build: () => deleteFrom(posts).where(p.id.eq(1)).returning(p.title),
    sql: /no DELETE … RETURNING/,
    mariadb: "DELETE FROM posts WHERE posts.id = ? RETURNING posts.title",
    rows: [["Core tale"]],
  },
]);

mysqlCases("mysql names", [
  {
    name: "that need quotes",
    build: () => select(odd),
    sql: "SELECT `Odd ``table```.id, `Odd ``table```.`select`, `Odd ``table```.`Mixed`, `Odd ``table```.`a``b`, `Odd ``table```.`1st`, `Odd ``table```.`$x`, `Odd ``table```.`a b`, `Odd ``table```.`ü` FROM `Odd ``table```",
  },
  {
    name: "that need quotes, inserted",
    build: () => insert(odd).values({ id: 1, select: 2, Mixed: 3, "a`b": 4, "1st": 5, $x: 6, "a b": 7, ü: 8 }),
    sql: "INSERT INTO `Odd ``table``` (id, `select`, `Mixed`, `a``b`, `1st`, `$x`, `a b`, `ü`) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
  },
  {
    name: "that need quotes, updated",
    build: () => update(odd).values({ "a`b": 4, "1st": 5 }).where(odd.c.select.eq(2)),
    sql: "UPDATE `Odd ``table``` SET `a``b`=?, `1st`=? WHERE `Odd ``table```.`select` = ?",
  },
  {
    name: "in another database",
    build: () => select(new MetaData().table("t", { id: integer() }, { schema: "Other" }).c.id),
    sql: "SELECT `Other`.t.id FROM `Other`.t",
  },
  {
    name: "the word group",
    build: () => select(column("group")).selectFrom(table("t")),
    sql: "SELECT `group` FROM t",
  },
  {
    name: "the word rank",
    build: () => select(column("rank")).selectFrom(table("t")),
    sql: "SELECT `rank` FROM t",
    mariadb: "SELECT rank FROM t",
  },
  {
    name: "the word system",
    build: () => select(column("system")).selectFrom(table("t")),
    sql: "SELECT `system` FROM t",
  },
  {
    name: "the word body",
    build: () => select(column("body")).selectFrom(table("t")),
    sql: "SELECT body FROM t",
    mariadb: "SELECT `body` FROM t",
  },
  {
    name: "the word lateral",
    build: () => select(column("lateral")).selectFrom(table("t")),
    sql: "SELECT `lateral` FROM t",
    mariadb: "SELECT lateral FROM t",
  },
  {
    name: "the word offset",
    build: () => select(column("offset")).selectFrom(table("t")),
    sql: "SELECT offset FROM t",
    mariadb: "SELECT `offset` FROM t",
  },
  {
    name: "the word returning",
    build: () => select(column("returning")).selectFrom(table("t")),
    sql: "SELECT returning FROM t",
    mariadb: "SELECT `returning` FROM t",
  },
  {
    name: "the word member",
    build: () => select(column("member")).selectFrom(table("t")),
    sql: "SELECT `member` FROM t",
    mariadb: "SELECT member FROM t",
  },
  {
    name: "the word groups",
    build: () => select(column("groups")).selectFrom(table("t")),
    sql: "SELECT `groups` FROM t",
    mariadb: "SELECT groups FROM t",
  },
  {
    name: "the word period",
    build: () => select(column("period")).selectFrom(table("t")),
    sql: "SELECT period FROM t",
    mariadb: "SELECT `period` FROM t",
  },
  {
    name: "the word position",
    build: () => select(column("position")).selectFrom(table("t")),
    sql: "SELECT position FROM t",
    mariadb: "SELECT `position` FROM t",
  },
  {
    name: "the word function",
    build: () => select(column("function")).selectFrom(table("t")),
    sql: "SELECT `function` FROM t",
    mariadb: "SELECT function FROM t",
  },
  {
    name: "the word role",
    build: () => select(column("role")).selectFrom(table("t")),
    sql: "SELECT `role` FROM t",
    mariadb: "SELECT role FROM t",
  },
  {
    name: "the word empty",
    build: () => select(column("empty")).selectFrom(table("t")),
    sql: "SELECT `empty` FROM t",
    mariadb: "SELECT empty FROM t",
  },
  {
    name: "the word json_table",
    build: () => select(column("json_table")).selectFrom(table("t")),
    sql: "SELECT `json_table` FROM t",
    mariadb: "SELECT json_table FROM t",
  },
  {
    name: "the word window",
    build: () => select(column("window")).selectFrom(table("t")),
    sql: "SELECT `window` FROM t",
  },
  {
    name: "the word over",
    build: () => select(column("over")).selectFrom(table("t")),
    sql: "SELECT `over` FROM t",
  },
  {
    name: "the word cume_dist",
    build: () => select(column("cume_dist")).selectFrom(table("t")),
    sql: "SELECT `cume_dist` FROM t",
    mariadb: "SELECT cume_dist FROM t",
  },
  {
    name: "the word intersect",
    build: () => select(column("intersect")).selectFrom(table("t")),
    sql: "SELECT `intersect` FROM t",
  },
  {
    name: "the word except",
    build: () => select(column("except")).selectFrom(table("t")),
    sql: "SELECT `except` FROM t",
  },
  {
    name: "the word recursive",
    build: () => select(column("recursive")).selectFrom(table("t")),
    sql: "SELECT `recursive` FROM t",
  },
  {
    name: "the word row",
    build: () => select(column("row")).selectFrom(table("t")),
    sql: "SELECT `row` FROM t",
    mariadb: "SELECT row FROM t",
  },
  {
    name: "the word rows",
    build: () => select(column("rows")).selectFrom(table("t")),
    sql: "SELECT `rows` FROM t",
  },
  {
    name: "the word of",
    build: () => select(column("of")).selectFrom(table("t")),
    sql: "SELECT `of` FROM t",
    mariadb: "SELECT of FROM t",
  },
  {
    name: "the word get",
    build: () => select(column("get")).selectFrom(table("t")),
    sql: "SELECT `get` FROM t",
    mariadb: "SELECT get FROM t",
  },
  {
    name: "the word history",
    build: () => select(column("history")).selectFrom(table("t")),
    sql: "SELECT history FROM t",
    mariadb: "SELECT `history` FROM t",
  },
  {
    name: "the word package",
    build: () => select(column("package")).selectFrom(table("t")),
    sql: "SELECT package FROM t",
    mariadb: "SELECT `package` FROM t",
  },
  {
    name: "the word raise",
    build: () => select(column("raise")).selectFrom(table("t")),
    sql: "SELECT raise FROM t",
    mariadb: "SELECT `raise` FROM t",
  },
  {
    name: "the word elsif",
    build: () => select(column("elsif")).selectFrom(table("t")),
    sql: "SELECT elsif FROM t",
    mariadb: "SELECT `elsif` FROM t",
  },
  {
    name: "the word goto",
    build: () => select(column("goto")).selectFrom(table("t")),
    sql: "SELECT goto FROM t",
    mariadb: "SELECT `goto` FROM t",
  },
  {
    name: "the word without",
    build: () => select(column("without")).selectFrom(table("t")),
    sql: "SELECT without FROM t",
    mariadb: "SELECT `without` FROM t",
  },
  {
    name: "the word array",
    build: () => select(column("array")).selectFrom(table("t")),
    sql: "SELECT `array` FROM t",
    mariadb: "SELECT array FROM t",
  },
  {
    name: "the word cube",
    build: () => select(column("cube")).selectFrom(table("t")),
    sql: "SELECT `cube` FROM t",
    mariadb: "SELECT cube FROM t",
  },
  {
    name: "the word lag",
    build: () => select(column("lag")).selectFrom(table("t")),
    sql: "SELECT `lag` FROM t",
    mariadb: "SELECT lag FROM t",
  },
  {
    name: "the word lead",
    build: () => select(column("lead")).selectFrom(table("t")),
    sql: "SELECT `lead` FROM t",
    mariadb: "SELECT lead FROM t",
  },
]);
