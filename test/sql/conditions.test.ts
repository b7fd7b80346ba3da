// ANY and ALL, EXISTS, IN, precedence and the opposite of conditions.
import {
  all,
  and,
  any,
  array,
  bitwiseNot,
  caseWhen,
  cast,
  collate,
  column,
  exists,
  extract,
  falseValue,
  func,
  integer,
  literal,
  not,
  or,
  select,
  string,
  table,
  trueValue,
  tuple,
  values,
} from "athanor";
import { authors, books, testCases } from "./support.ts";

testCases("conditions", [
  {
    name: "ANY of a query compared with null",
    build: () => select(books.c.id).where(any(select(authors.c.age)).eq(null)),
    default: "SELECT books.id FROM books WHERE NULL = ANY (SELECT authors.age FROM authors)",
    sqlite: /sqlite has no ANY \(…\)\. Use in\(\), exists\(\), or func\.m/,
    postgresql: "SELECT books.id FROM books WHERE NULL = ANY (SELECT authors.age FROM authors)",
    mysql: "SELECT books.id FROM books WHERE NULL = ANY (SELECT authors.age FROM authors)",
    rows: { sqlite: /sqlite has no ANY \(…\)\. Use in\(\), exists\(\), or func\.m/, postgresql: [], mysql: [] },
  },
  {
    name: "not ANY",
    build: () =>
      select(books.c.id)
        .where(not(any(select(authors.c.id)).eq(books.c.authorId)))
        .orderBy(books.c.id),
    default:
      'SELECT books.id FROM books WHERE NOT (books."authorId" = ANY (SELECT authors.id FROM authors)) ORDER BY books.id',
    sqlite: /sqlite has no ANY \(…\)\. Use in\(\), exists\(\), or func\.m/,
    postgresql:
      'SELECT books.id FROM books WHERE NOT (books."authorId" = ANY (SELECT authors.id FROM authors)) ORDER BY books.id',
    mysql:
      "SELECT books.id FROM books WHERE NOT (books.`authorId` = ANY (SELECT authors.id FROM authors)) ORDER BY books.id",
    rows: { sqlite: /sqlite has no ANY \(…\)\. Use in\(\), exists\(\), or func\.m/, postgresql: [], mysql: [] },
  },
  {
    name: "not ALL",
    build: () =>
      select(books.c.id)
        .where(not(all(select(authors.c.id)).eq(books.c.authorId)))
        .orderBy(books.c.id),
    default:
      'SELECT books.id FROM books WHERE NOT (books."authorId" = ALL (SELECT authors.id FROM authors)) ORDER BY books.id',
    sqlite: /sqlite has no ALL \(…\)\. Use in\(\), exists\(\), or func\.m/,
    postgresql:
      'SELECT books.id FROM books WHERE NOT (books."authorId" = ALL (SELECT authors.id FROM authors)) ORDER BY books.id',
    mysql:
      "SELECT books.id FROM books WHERE NOT (books.`authorId` = ALL (SELECT authors.id FROM authors)) ORDER BY books.id",
    rows: {
      sqlite: /sqlite has no ALL \(…\)\. Use in\(\), exists\(\), or func\.m/,
      postgresql: [[1], [2], [3]],
      mysql: [[1], [2], [3]],
    },
  },
  {
    name: "ALL of a query",
    build: () =>
      select(books.c.id)
        .where(all(select(authors.c.id)).le(books.c.pages))
        .orderBy(books.c.id),
    default: "SELECT books.id FROM books WHERE books.pages >= ALL (SELECT authors.id FROM authors) ORDER BY books.id",
    sqlite: /sqlite has no ALL \(…\)\. Use in\(\), exists\(\), or func\.m/,
    postgresql:
      "SELECT books.id FROM books WHERE books.pages >= ALL (SELECT authors.id FROM authors) ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE books.pages >= ALL (SELECT authors.id FROM authors) ORDER BY books.id",
    rows: {
      sqlite: /sqlite has no ALL \(…\)\. Use in\(\), exists\(\), or func\.m/,
      postgresql: [[1], [2], [3], [4]],
      mysql: [[1], [2], [3], [4]],
    },
  },
  {
    name: "ANY of VALUES",
    build: () =>
      select(books.c.id)
        .where(
          any(
            values(column("n", integer()))
              .data([[1], [3]])
              .scalarValues(),
          ).eq(books.c.id),
        )
        .orderBy(books.c.id),
    default: "SELECT books.id FROM books WHERE books.id = ANY (VALUES (:param_1), (:param_2)) ORDER BY books.id",
    sqlite: /sqlite has no ANY \(…\)\. Use in\(\), exists\(\), or func\.m/,
    postgresql:
      "SELECT books.id FROM books WHERE books.id = ANY (VALUES ($1::INTEGER), ($2::INTEGER)) ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE books.id = ANY (SELECT ? UNION ALL SELECT ?) ORDER BY books.id",
    rows: {
      sqlite: /sqlite has no ANY \(…\)\. Use in\(\), exists\(\), or func\.m/,
      postgresql: [[1], [3]],
      mysql: [[1], [3]],
    },
  },
  {
    name: "the functions any, all and some are no operators to turn round",
    build: () =>
      select(not(column("x").eq(func["any"]!(column("list")))), not(func["some"]!(column("list")).ne(column("x")))),
    default: "SELECT NOT (x = any(list)) AS anon_1, NOT (some(list) != x) AS anon_2",
    sqlite: "SELECT NOT (x = any(list)) AS anon_1, NOT (some(list) != x) AS anon_2",
    postgresql: "SELECT NOT (x = any(list)) AS anon_1, NOT (some(list) != x) AS anon_2",
    mysql: "SELECT NOT (x = any(list)) AS anon_1, NOT (some(list) != x) AS anon_2",
  },
  {
    name: "EXISTS of a scalar subquery",
    build: () =>
      select(authors.c.name)
        .where(exists(select(books.c.id).where(books.c.authorId.eq(authors.c.id)).scalarSubquery()))
        .orderBy(authors.c.id),
    default:
      'SELECT authors.name FROM authors WHERE EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id) ORDER BY authors.id',
    sqlite:
      'SELECT authors.name FROM authors WHERE EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id) ORDER BY authors.id',
    postgresql:
      'SELECT authors.name FROM authors WHERE EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id) ORDER BY authors.id',
    mysql:
      "SELECT authors.name FROM authors WHERE EXISTS (SELECT books.id FROM books WHERE books.`authorId` = authors.id) ORDER BY authors.id",
    rows: [["Ann"], ["C_d%e"]],
  },
  {
    name: "not EXISTS of a scalar subquery",
    build: () =>
      select(authors.c.name).where(
        not(exists(select(books.c.id).where(books.c.authorId.eq(authors.c.id)).scalarSubquery())),
      ),
    default:
      'SELECT authors.name FROM authors WHERE NOT (EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id))',
    sqlite:
      'SELECT authors.name FROM authors WHERE NOT (EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id))',
    postgresql:
      'SELECT authors.name FROM authors WHERE NOT (EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id))',
    mysql:
      "SELECT authors.name FROM authors WHERE NOT (EXISTS (SELECT books.id FROM books WHERE books.`authorId` = authors.id))",
    rows: [["bob"]],
  },
  {
    name: "IN of a subquery object selects from it",
    build: () =>
      select(books.c.id).where(books.c.authorId.in(select(authors.c.id).where(authors.c.age.gt(35)).subquery())),
    default:
      'SELECT books.id FROM books WHERE books."authorId" IN (SELECT anon_1.id FROM (SELECT authors.id AS id FROM authors WHERE authors.age > :age_1) AS anon_1)',
    sqlite:
      'SELECT books.id FROM books WHERE books."authorId" IN (SELECT anon_1.id FROM (SELECT authors.id AS id FROM authors WHERE authors.age > ?) AS anon_1)',
    postgresql:
      'SELECT books.id FROM books WHERE books."authorId" IN (SELECT anon_1.id FROM (SELECT authors.id AS id FROM authors WHERE authors.age > $1::INTEGER) AS anon_1)',
    mysql:
      "SELECT books.id FROM books WHERE books.`authorId` IN (SELECT anon_1.id FROM (SELECT authors.id AS id FROM authors WHERE authors.age > ?) AS anon_1)",
    rows: [[3]],
  },
  {
    name: "IN of a CTE selects from it",
    build: () =>
      select(books.c.id).where(books.c.authorId.in(select(authors.c.id).where(authors.c.age.gt(35)).cte("old"))),
    default:
      'WITH "old" AS (SELECT authors.id AS id FROM authors WHERE authors.age > :age_1) SELECT books.id FROM books WHERE books."authorId" IN (SELECT "old".id FROM "old")',
    sqlite:
      'WITH old AS (SELECT authors.id AS id FROM authors WHERE authors.age > ?) SELECT books.id FROM books WHERE books."authorId" IN (SELECT old.id FROM old)',
    postgresql:
      'WITH "old" AS (SELECT authors.id AS id FROM authors WHERE authors.age > $1::INTEGER) SELECT books.id FROM books WHERE books."authorId" IN (SELECT "old".id FROM "old")',
    mysql:
      "WITH old AS (SELECT authors.id AS id FROM authors WHERE authors.age > ?) SELECT books.id FROM books WHERE books.`authorId` IN (SELECT old.id FROM old)",
    rows: [[3]],
  },
  {
    name: "IN of a table of one column",
    build: () => select(column("q")).where(column("q").in(table("t", column("x")))),
    default: "SELECT q WHERE q IN (SELECT t.x FROM t)",
    sqlite: "SELECT q WHERE q IN (SELECT t.x FROM t)",
    postgresql: "SELECT q WHERE q IN (SELECT t.x FROM t)",
    mysql: "SELECT q FROM DUAL WHERE q IN (SELECT t.x FROM t)",
  },
  {
    name: "IN of VALUES",
    build: () =>
      select(books.c.id)
        .where(books.c.id.in(values(column("n", integer())).data([[1], [4]])))
        .orderBy(books.c.id),
    default: "SELECT books.id FROM books WHERE books.id IN (VALUES (:param_1), (:param_2)) ORDER BY books.id",
    sqlite: "SELECT books.id FROM books WHERE books.id IN (VALUES (?), (?)) ORDER BY books.id",
    postgresql: "SELECT books.id FROM books WHERE books.id IN (VALUES ($1::INTEGER), ($2::INTEGER)) ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE books.id IN (SELECT ? UNION ALL SELECT ?) ORDER BY books.id",
    rows: [[1], [4]],
  },
  {
    name: "NOT IN of VALUES",
    build: () =>
      select(books.c.id)
        .where(books.c.id.notIn(values(column("n", integer())).data([[1], [4]])))
        .orderBy(books.c.id),
    default: "SELECT books.id FROM books WHERE (books.id NOT IN (VALUES (:param_1), (:param_2))) ORDER BY books.id",
    sqlite: "SELECT books.id FROM books WHERE (books.id NOT IN (VALUES (?), (?))) ORDER BY books.id",
    postgresql:
      "SELECT books.id FROM books WHERE (books.id NOT IN (VALUES ($1::INTEGER), ($2::INTEGER))) ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE (books.id NOT IN (SELECT ? UNION ALL SELECT ?)) ORDER BY books.id",
    rows: [[2], [3]],
  },
  {
    name: "a list beside a list of expressions",
    build: () =>
      select(books.c.id)
        .where(books.c.pages.in([100, books.c.id.mul(50), null]))
        .orderBy(books.c.id),
    default: "SELECT books.id FROM books WHERE books.pages IN (:pages_1, books.id * :id_1, :pages_2) ORDER BY books.id",
    sqlite: "SELECT books.id FROM books WHERE books.pages IN (?, books.id * ?, ?) ORDER BY books.id",
    postgresql:
      "SELECT books.id FROM books WHERE books.pages IN ($1::INTEGER, books.id * $2::INTEGER, $3::INTEGER) ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE books.pages IN (?, books.id * ?, ?) ORDER BY books.id",
    rows: [[1], [4]],
  },
  {
    name: "nested AND and OR lose what is not needed",
    build: () =>
      select(books.c.id)
        .where(and(books.c.id.gt(1), and(books.c.id.lt(4), or(books.c.pages.eq(7), books.c.pages.eq(250)))))
        .orderBy(books.c.id),
    default:
      "SELECT books.id FROM books WHERE books.id > :id_1 AND books.id < :id_2 AND (books.pages = :pages_1 OR books.pages = :pages_2) ORDER BY books.id",
    sqlite:
      "SELECT books.id FROM books WHERE books.id > ? AND books.id < ? AND (books.pages = ? OR books.pages = ?) ORDER BY books.id",
    postgresql:
      "SELECT books.id FROM books WHERE books.id > $1::INTEGER AND books.id < $2::INTEGER AND (books.pages = $3::INTEGER OR books.pages = $4::INTEGER) ORDER BY books.id",
    mysql:
      "SELECT books.id FROM books WHERE books.id > ? AND books.id < ? AND (books.pages = ? OR books.pages = ?) ORDER BY books.id",
    rows: [[2], [3]],
  },
  {
    name: "OR inside AND inside OR",
    build: () =>
      select(books.c.id)
        .where(or(and(or(books.c.id.eq(1), books.c.id.eq(2)), books.c.pages.gt(200)), books.c.id.eq(3)))
        .orderBy(books.c.id),
    default:
      "SELECT books.id FROM books WHERE (books.id = :id_1 OR books.id = :id_2) AND books.pages > :pages_1 OR books.id = :id_3 ORDER BY books.id",
    sqlite:
      "SELECT books.id FROM books WHERE (books.id = ? OR books.id = ?) AND books.pages > ? OR books.id = ? ORDER BY books.id",
    postgresql:
      "SELECT books.id FROM books WHERE (books.id = $1::INTEGER OR books.id = $2::INTEGER) AND books.pages > $3::INTEGER OR books.id = $4::INTEGER ORDER BY books.id",
    mysql:
      "SELECT books.id FROM books WHERE (books.id = ? OR books.id = ?) AND books.pages > ? OR books.id = ? ORDER BY books.id",
    rows: [[2], [3]],
  },
  {
    name: "true and false in lists",
    build: () => select(books.c.id).where(or(falseValue(), books.c.id.eq(1)), and(trueValue(), books.c.pages.gt(1))),
    default: "SELECT books.id FROM books WHERE books.id = :id_1 AND books.pages > :pages_1",
    sqlite: "SELECT books.id FROM books WHERE books.id = ? AND books.pages > ?",
    postgresql: "SELECT books.id FROM books WHERE books.id = $1::INTEGER AND books.pages > $2::INTEGER",
    mysql: "SELECT books.id FROM books WHERE books.id = ? AND books.pages > ?",
    rows: [[1]],
  },
  {
    name: "not of a list",
    build: () =>
      select(books.c.id)
        .where(not(or(books.c.id.eq(1), books.c.pages.eq(250))))
        .orderBy(books.c.id),
    default: "SELECT books.id FROM books WHERE NOT (books.id = :id_1 OR books.pages = :pages_1) ORDER BY books.id",
    sqlite: "SELECT books.id FROM books WHERE NOT (books.id = ? OR books.pages = ?) ORDER BY books.id",
    postgresql:
      "SELECT books.id FROM books WHERE NOT (books.id = $1::INTEGER OR books.pages = $2::INTEGER) ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE NOT (books.id = ? OR books.pages = ?) ORDER BY books.id",
    rows: [[3], [4]],
  },
  {
    name: "not not",
    build: () =>
      select(books.c.id)
        .where(not(not(books.c.id.in([1, 2]))))
        .orderBy(books.c.id),
    default: "SELECT books.id FROM books WHERE books.id IN (:id_1_1, :id_1_2) ORDER BY books.id",
    sqlite: "SELECT books.id FROM books WHERE books.id IN (?, ?) ORDER BY books.id",
    postgresql: "SELECT books.id FROM books WHERE books.id IN ($1::INTEGER, $2::INTEGER) ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE books.id IN (?, ?) ORDER BY books.id",
    rows: [[1], [2]],
  },
  {
    name: "comparisons of comparisons",
    build: () => select(books.c.id).where(books.c.id.eq(1).eq(books.c.pages.eq(100))),
    default: "SELECT books.id FROM books WHERE (books.id = :id_1) = (books.pages = :pages_1)",
    sqlite: "SELECT books.id FROM books WHERE (books.id = ?) = (books.pages = ?)",
    postgresql: "SELECT books.id FROM books WHERE (books.id = $1::INTEGER) = (books.pages = $2::INTEGER)",
    mysql: "SELECT books.id FROM books WHERE (books.id = ?) = (books.pages = ?)",
    rows: [[1], [2], [3]],
  },
  {
    name: "differences are grouped to the left",
    build: () => select(books.c.pages.sub(books.c.id.sub(1)).sub(2)).where(books.c.id.eq(2)),
    default: "SELECT (books.pages - (books.id - :id_1)) - :param_1 AS anon_1 FROM books WHERE books.id = :id_2",
    sqlite: "SELECT (books.pages - (books.id - ?)) - ? AS anon_1 FROM books WHERE books.id = ?",
    postgresql:
      "SELECT (books.pages - (books.id - $1::INTEGER)) - $2::INTEGER AS anon_1 FROM books WHERE books.id = $3::INTEGER",
    mysql: "SELECT (books.pages - (books.id - ?)) - ? AS anon_1 FROM books WHERE books.id = ?",
    rows: [[247]],
  },
  {
    name: "products of sums",
    build: () => select(books.c.pages.add(1).mul(books.c.id.add(2))).where(books.c.id.eq(3)),
    default: "SELECT (books.pages + :pages_1) * (books.id + :id_1) AS anon_1 FROM books WHERE books.id = :id_2",
    sqlite: "SELECT (books.pages + ?) * (books.id + ?) AS anon_1 FROM books WHERE books.id = ?",
    postgresql:
      "SELECT (books.pages + $1::INTEGER) * (books.id + $2::INTEGER) AS anon_1 FROM books WHERE books.id = $3::INTEGER",
    mysql: "SELECT (books.pages + ?) * (books.id + ?) AS anon_1 FROM books WHERE books.id = ?",
    rows: [[40]],
  },
  {
    name: "quotients of quotients",
    build: () => select(books.c.pages.div(books.c.pages.div(2))).where(books.c.id.eq(1)),
    default:
      "SELECT books.pages / CAST((books.pages / CAST(:pages_1 AS NUMERIC)) AS NUMERIC) AS anon_1 FROM books WHERE books.id = :id_1",
    sqlite: "SELECT books.pages / ((books.pages / (? + 0.0)) + 0.0) AS anon_1 FROM books WHERE books.id = ?",
    postgresql:
      "SELECT books.pages / CAST((books.pages / CAST($1::INTEGER AS NUMERIC)) AS NUMERIC) AS anon_1 FROM books WHERE books.id = $2::INTEGER",
    mysql: "SELECT books.pages / (books.pages / ?) AS anon_1 FROM books WHERE books.id = ?",
  },
  {
    name: "negative of a sum",
    build: () => select(books.c.pages.add(1).neg()).where(books.c.id.eq(3)),
    default: "SELECT -(books.pages + :pages_1) AS anon_1 FROM books WHERE books.id = :id_1",
    sqlite: "SELECT -(books.pages + ?) AS anon_1 FROM books WHERE books.id = ?",
    postgresql: "SELECT -(books.pages + $1::INTEGER) AS anon_1 FROM books WHERE books.id = $2::INTEGER",
    mysql: "SELECT -(books.pages + ?) AS anon_1 FROM books WHERE books.id = ?",
    rows: [[-8]],
  },
  {
    name: "negative of a product",
    build: () => select(books.c.pages.mul(2).neg().sub(1)).where(books.c.id.eq(3)),
    default: "SELECT -(books.pages * :pages_1) - :param_1 AS anon_1 FROM books WHERE books.id = :id_1",
    sqlite: "SELECT -(books.pages * ?) - ? AS anon_1 FROM books WHERE books.id = ?",
    postgresql: "SELECT -(books.pages * $1::INTEGER) - $2::INTEGER AS anon_1 FROM books WHERE books.id = $3::INTEGER",
    mysql: "SELECT -(books.pages * ?) - ? AS anon_1 FROM books WHERE books.id = ?",
    rows: [[-15]],
  },
  {
    name: "concatenation of sums",
    build: () =>
      select(cast(books.c.pages.add(1), string(10)).concat("-").concat(books.c.title)).where(books.c.id.eq(3)),
    default:
      "SELECT CAST(books.pages + :pages_1 AS VARCHAR(10)) || :param_1 || books.title AS anon_1 FROM books WHERE books.id = :id_1",
    sqlite: "SELECT CAST(books.pages + ? AS VARCHAR(10)) || ? || books.title AS anon_1 FROM books WHERE books.id = ?",
    postgresql:
      "SELECT CAST(books.pages + $1::INTEGER AS VARCHAR(10)) || $2::VARCHAR || books.title AS anon_1 FROM books WHERE books.id = $3::INTEGER",
    mysql: "SELECT concat(CAST(books.pages + ? AS CHAR(10)), ?, books.title) AS anon_1 FROM books WHERE books.id = ?",
    rows: [["8-under_score"]],
  },
  {
    name: "BETWEEN of sums",
    build: () =>
      select(books.c.id)
        .where(books.c.pages.add(1).between(books.c.id.mul(2), 101))
        .orderBy(books.c.id),
    default:
      "SELECT books.id FROM books WHERE books.pages + :pages_1 BETWEEN books.id * :id_1 AND :param_1 ORDER BY books.id",
    sqlite: "SELECT books.id FROM books WHERE books.pages + ? BETWEEN books.id * ? AND ? ORDER BY books.id",
    postgresql:
      "SELECT books.id FROM books WHERE books.pages + $1::INTEGER BETWEEN books.id * $2::INTEGER AND $3::INTEGER ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE books.pages + ? BETWEEN books.id * ? AND ? ORDER BY books.id",
    rows: [[1], [3], [4]],
  },
  {
    name: "not BETWEEN",
    build: () =>
      select(books.c.id)
        .where(not(books.c.pages.between(50, 150)))
        .orderBy(books.c.id),
    default: "SELECT books.id FROM books WHERE books.pages NOT BETWEEN :pages_1 AND :pages_2 ORDER BY books.id",
    sqlite: "SELECT books.id FROM books WHERE books.pages NOT BETWEEN ? AND ? ORDER BY books.id",
    postgresql:
      "SELECT books.id FROM books WHERE books.pages NOT BETWEEN $1::INTEGER AND $2::INTEGER ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE books.pages NOT BETWEEN ? AND ? ORDER BY books.id",
    rows: [[2], [3]],
  },
  {
    name: "LIKE of a concatenation",
    build: () => select(books.c.id).where(books.c.title.concat("x").like("%x")).orderBy(books.c.id),
    default: "SELECT books.id FROM books WHERE (books.title || :title_1) LIKE :param_1 ORDER BY books.id",
    sqlite: "SELECT books.id FROM books WHERE (books.title || ?) LIKE ? ORDER BY books.id",
    postgresql: "SELECT books.id FROM books WHERE (books.title || $1::VARCHAR) LIKE $2::VARCHAR ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE (concat(books.title, ?)) LIKE ? ORDER BY books.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "not of the LIKE family",
    build: () =>
      select(books.c.id).where(
        not(books.c.title.contains("a", { autoescape: true })),
        not(books.c.title.startswith("u")),
        not(books.c.title.iendswith("F")),
      ),
    default:
      "SELECT books.id FROM books WHERE (books.title NOT LIKE '%' || :title_1 || '%' ESCAPE '/') AND (books.title NOT LIKE :title_2 || '%') AND (lower(books.title) NOT LIKE '%' || lower(:title_3))",
    sqlite:
      "SELECT books.id FROM books WHERE (books.title NOT LIKE '%' || ? || '%' ESCAPE '/') AND (books.title NOT LIKE ? || '%') AND (lower(books.title) NOT LIKE '%' || lower(?))",
    postgresql:
      "SELECT books.id FROM books WHERE (books.title NOT LIKE '%' || $1::VARCHAR || '%' ESCAPE '/') AND (books.title NOT LIKE $2::VARCHAR || '%') AND (books.title NOT ILIKE '%' || $3::VARCHAR)",
    mysql:
      "SELECT books.id FROM books WHERE (books.title NOT LIKE concat('%', ?, '%') ESCAPE '/') AND (books.title NOT LIKE concat(?, '%')) AND (lower(books.title) NOT LIKE concat('%', lower(?)))",
    rows: [],
  },
  {
    name: "IS and IS NOT of true",
    build: () =>
      select(authors.c.id).where(authors.c.active.is(true), authors.c.active.isNot(false)).orderBy(authors.c.id),
    default: "SELECT authors.id FROM authors WHERE authors.active IS 1 AND authors.active IS NOT 0 ORDER BY authors.id",
    sqlite: "SELECT authors.id FROM authors WHERE authors.active IS 1 AND authors.active IS NOT 0 ORDER BY authors.id",
    postgresql:
      "SELECT authors.id FROM authors WHERE authors.active IS true AND authors.active IS NOT false ORDER BY authors.id",
    mysql:
      "SELECT authors.id FROM authors WHERE authors.active IS true AND authors.active IS NOT false ORDER BY authors.id",
    rows: [[1], [3]],
  },
  {
    name: "IS NULL of an expression",
    build: () => select(books.c.id).where(books.c.price.add("1").is(null)),
    default: "SELECT books.id FROM books WHERE books.price + :price_1 IS NULL",
    sqlite: "SELECT books.id FROM books WHERE books.price + ? IS NULL",
    postgresql: "SELECT books.id FROM books WHERE books.price + $1::NUMERIC(8, 2) IS NULL",
    mysql: "SELECT books.id FROM books WHERE books.price + ? IS NULL",
    rows: [[3]],
  },
  {
    name: "IS DISTINCT FROM an expression",
    build: () =>
      select(authors.c.id)
        .where(authors.c.age.isDistinctFrom(authors.c.id.mul(30)))
        .orderBy(authors.c.id),
    default: "SELECT authors.id FROM authors WHERE authors.age IS DISTINCT FROM authors.id * :id_1 ORDER BY authors.id",
    sqlite: "SELECT authors.id FROM authors WHERE authors.age IS NOT authors.id * ? ORDER BY authors.id",
    postgresql:
      "SELECT authors.id FROM authors WHERE authors.age IS DISTINCT FROM authors.id * $1::INTEGER ORDER BY authors.id",
    mysql: "SELECT authors.id FROM authors WHERE NOT (authors.age <=> authors.id * ?) ORDER BY authors.id",
    rows: [[2], [3]],
  },
  {
    name: "not IS DISTINCT FROM",
    build: () => select(authors.c.id).where(not(authors.c.age.isDistinctFrom(null))),
    default: "SELECT authors.id FROM authors WHERE authors.age IS NOT DISTINCT FROM NULL",
    sqlite: "SELECT authors.id FROM authors WHERE authors.age IS NULL",
    postgresql: "SELECT authors.id FROM authors WHERE authors.age IS NOT DISTINCT FROM NULL",
    mysql: "SELECT authors.id FROM authors WHERE authors.age <=> NULL",
    rows: [[2]],
  },
  {
    name: "tuples compared",
    build: () =>
      select(books.c.id)
        .where(tuple(books.c.id, books.c.pages).gt([2, 1]))
        .orderBy(books.c.id),
    default: "SELECT books.id FROM books WHERE (books.id, books.pages) > (:param_1, :param_2) ORDER BY books.id",
    sqlite: "SELECT books.id FROM books WHERE (books.id, books.pages) > (?, ?) ORDER BY books.id",
    postgresql:
      "SELECT books.id FROM books WHERE (books.id, books.pages) > ($1::INTEGER, $2::INTEGER) ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE (books.id, books.pages) > (?, ?) ORDER BY books.id",
    rows: [[2], [3], [4]],
  },
  {
    name: "tuples in a query",
    build: () =>
      select(books.c.id)
        .where(tuple(books.c.id, books.c.pages).in(select(books.c.id, books.c.pages).where(books.c.pages.eq(100))))
        .orderBy(books.c.id),
    default:
      "SELECT books.id FROM books WHERE (books.id, books.pages) IN (SELECT books.id, books.pages FROM books WHERE books.pages = :pages_1) ORDER BY books.id",
    sqlite:
      "SELECT books.id FROM books WHERE (books.id, books.pages) IN (SELECT books.id, books.pages FROM books WHERE books.pages = ?) ORDER BY books.id",
    postgresql:
      "SELECT books.id FROM books WHERE (books.id, books.pages) IN (SELECT books.id, books.pages FROM books WHERE books.pages = $1::INTEGER) ORDER BY books.id",
    mysql:
      "SELECT books.id FROM books WHERE (books.id, books.pages) IN (SELECT books.id, books.pages FROM books WHERE books.pages = ?) ORDER BY books.id",
    rows: [[1], [4]],
  },
  {
    name: "tuples not in a list",
    build: () =>
      select(books.c.id)
        .where(
          tuple(books.c.id, books.c.pages).notIn([
            [1, 100],
            [2, 250],
          ]),
        )
        .orderBy(books.c.id),
    default:
      "SELECT books.id FROM books WHERE ((books.id, books.pages) NOT IN ((:id_1, :pages_1), (:id_2, :pages_2))) ORDER BY books.id",
    sqlite:
      "SELECT books.id FROM books WHERE ((books.id, books.pages) NOT IN (VALUES (?, ?), (?, ?))) ORDER BY books.id",
    postgresql:
      "SELECT books.id FROM books WHERE ((books.id, books.pages) NOT IN (($1::INTEGER, $2::INTEGER), ($3::INTEGER, $4::INTEGER))) ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE ((books.id, books.pages) NOT IN ((?, ?), (?, ?))) ORDER BY books.id",
    rows: [[3], [4]],
  },
  {
    name: "CASE by value",
    build: () =>
      select(
        caseWhen(
          [
            [100, "a hundred"],
            [7, "seven"],
          ],
          { value: books.c.pages, else: "else" },
        ),
      ).orderBy(books.c.id),
    default:
      "SELECT CASE books.pages WHEN :param_1 THEN :param_2 WHEN :param_3 THEN :param_4 ELSE :param_5 END AS anon_1 FROM books ORDER BY books.id",
    sqlite: "SELECT CASE books.pages WHEN ? THEN ? WHEN ? THEN ? ELSE ? END AS anon_1 FROM books ORDER BY books.id",
    postgresql:
      "SELECT CASE books.pages WHEN $1::INTEGER THEN $2::VARCHAR WHEN $3::INTEGER THEN $4::VARCHAR ELSE $5::VARCHAR END AS anon_1 FROM books ORDER BY books.id",
    mysql: "SELECT CASE books.pages WHEN ? THEN ? WHEN ? THEN ? ELSE ? END AS anon_1 FROM books ORDER BY books.id",
    rows: [["a hundred"], ["else"], ["seven"], ["a hundred"]],
  },
  {
    name: "CASE of conditions, in an expression",
    build: () => select(caseWhen([[books.c.pages.gt(99), 1]], { else: 0 }).add(books.c.id)).orderBy(books.c.id),
    default:
      "SELECT CASE WHEN (books.pages > :pages_1) THEN :param_1 ELSE :param_2 END + books.id AS anon_1 FROM books ORDER BY books.id",
    sqlite: "SELECT CASE WHEN (books.pages > ?) THEN ? ELSE ? END + books.id AS anon_1 FROM books ORDER BY books.id",
    postgresql:
      "SELECT CASE WHEN (books.pages > $1::INTEGER) THEN $2::INTEGER ELSE $3::INTEGER END + books.id AS anon_1 FROM books ORDER BY books.id",
    mysql: "SELECT CASE WHEN (books.pages > ?) THEN ? ELSE ? END + books.id AS anon_1 FROM books ORDER BY books.id",
    rows: [[2], [3], [3], [5]],
  },
  {
    name: "CASE in WHERE",
    build: () => select(books.c.id).where(caseWhen([[books.c.price.is(null), "none"]], { else: "some" }).eq("none")),
    default:
      "SELECT books.id FROM books WHERE CASE WHEN (books.price IS NULL) THEN :param_1 ELSE :param_2 END = :param_3",
    sqlite: "SELECT books.id FROM books WHERE CASE WHEN (books.price IS NULL) THEN ? ELSE ? END = ?",
    postgresql:
      "SELECT books.id FROM books WHERE CASE WHEN (books.price IS NULL) THEN $1::VARCHAR ELSE $2::VARCHAR END = $3::VARCHAR",
    mysql: "SELECT books.id FROM books WHERE CASE WHEN (books.price IS NULL) THEN ? ELSE ? END = ?",
    rows: [[3]],
  },
  {
    name: "operators of one's own and their precedence",
    build: () =>
      select(
        column("a").op("@@")(column("b").op("##")(column("c"))),
        column("a").op("@@")(column("b")).op("##")(column("c")),
        column("a").op("@@", { precedence: 9 })(column("b")).add(column("c")),
      ),
    default: "SELECT a @@ (b ## c) AS anon_1, (a @@ b) ## c AS anon_2, a @@ b + c AS anon_3",
    sqlite: "SELECT a @@ (b ## c) AS anon_1, (a @@ b) ## c AS anon_2, a @@ b + c AS anon_3",
    postgresql: "SELECT a @@ (b ## c) AS anon_1, (a @@ b) ## c AS anon_2, a @@ b + c AS anon_3",
    mysql: "SELECT a @@ (b ## c) AS anon_1, (a @@ b) ## c AS anon_2, a @@ b + c AS anon_3",
  },
  {
    name: "bits grouped",
    build: () => select(books.c.pages.bitwiseAnd(4).bitwiseOr(books.c.id.bitwiseXor(1))).orderBy(books.c.id),
    default: "SELECT (books.pages & :pages_1) | (books.id ^ :id_1) AS anon_1 FROM books ORDER BY books.id",
    sqlite: "SELECT (books.pages & ?) | (((books.id | ?) - (books.id & ?))) AS anon_1 FROM books ORDER BY books.id",
    postgresql: "SELECT (books.pages & $1::INTEGER) | (books.id # $2::INTEGER) AS anon_1 FROM books ORDER BY books.id",
    mysql: "SELECT (books.pages & ?) | (books.id ^ ?) AS anon_1 FROM books ORDER BY books.id",
    rows: [[4], [3], [6], [5]],
  },
  {
    name: "bits compared",
    build: () => select(books.c.id).where(books.c.pages.bitwiseAnd(1).eq(1)),
    default: "SELECT books.id FROM books WHERE books.pages & :pages_1 = :param_1",
    sqlite: "SELECT books.id FROM books WHERE books.pages & ? = ?",
    postgresql: "SELECT books.id FROM books WHERE books.pages & $1::INTEGER = $2::INTEGER",
    mysql: "SELECT books.id FROM books WHERE books.pages & ? = ?",
    rows: [[3]],
  },
  {
    name: "shifts",
    build: () => select(books.c.id.bitwiseLshift(2).add(1), books.c.pages.bitwiseRshift(1)).where(books.c.id.eq(3)),
    default:
      "SELECT (books.id << :id_1) + :param_1 AS anon_1, books.pages >> :pages_1 AS anon_2 FROM books WHERE books.id = :id_2",
    sqlite: "SELECT (books.id << ?) + ? AS anon_1, books.pages >> ? AS anon_2 FROM books WHERE books.id = ?",
    postgresql:
      "SELECT (books.id << $1::INTEGER) + $2::INTEGER AS anon_1, books.pages >> $3::INTEGER AS anon_2 FROM books WHERE books.id = $4::INTEGER",
    mysql: "SELECT (books.id << ?) + ? AS anon_1, books.pages >> ? AS anon_2 FROM books WHERE books.id = ?",
    rows: [[13, 3]],
  },
  {
    name: "~ of a sum",
    build: () => select(bitwiseNot(books.c.id.add(1))).where(books.c.id.eq(3)),
    default: "SELECT ~(books.id + :id_1) AS anon_1 FROM books WHERE books.id = :id_2",
    sqlite: "SELECT ~(books.id + ?) AS anon_1 FROM books WHERE books.id = ?",
    postgresql: "SELECT ~(books.id + $1::INTEGER) AS anon_1 FROM books WHERE books.id = $2::INTEGER",
    mysql: "SELECT ~(books.id + ?) AS anon_1 FROM books WHERE books.id = ?",
    rows: { sqlite: [[-5]], postgresql: [[-5]], mysql: /A result of type integer should be withi/ },
  },
  {
    name: "an array of literals beside a list",
    build: () => select(array([1, 2]).eq([1, 2]), array([books.c.id, 2]).contains([2])).where(books.c.id.eq(1)),
    default:
      "SELECT ARRAY[:param_1, :param_2] = ARRAY[:param_3, :param_4] AS anon_1, ARRAY[books.id, :param_5] @> ARRAY[:param_6] AS anon_2 FROM books WHERE books.id = :id_1",
    sqlite: /sqlite has no arrays\./,
    postgresql:
      "SELECT ARRAY[$1::INTEGER, $2::INTEGER] = ARRAY[$3::INTEGER, $4::INTEGER] AS anon_1, ARRAY[books.id, $5::INTEGER] @> ARRAY[$6::INTEGER] AS anon_2 FROM books WHERE books.id = $7::INTEGER",
    mysql: /mysql has no arrays\./,
    rows: { sqlite: /sqlite has no arrays\./, postgresql: [[true, true]], mysql: /mysql has no arrays\./ },
  },
  {
    name: "collations, of a schema too",
    build: () => select(books.c.title.collate("C"), collate(books.c.title, "de", "public")),
    default: 'SELECT books.title COLLATE "C" AS anon_1, books.title COLLATE public.de AS anon_2 FROM books',
    sqlite: 'SELECT books.title COLLATE "C" AS anon_1, books.title COLLATE public.de AS anon_2 FROM books',
    postgresql: 'SELECT books.title COLLATE "C" AS anon_1, books.title COLLATE public.de AS anon_2 FROM books',
    mysql: "SELECT books.title COLLATE `C` AS anon_1, books.title COLLATE public.de AS anon_2 FROM books",
  },
  {
    name: "EXTRACT in conditions",
    build: () =>
      select(books.c.id)
        .where(extract("year", literal(new Date(Date.UTC(2024, 1, 3)))).eq(2024))
        .orderBy(books.c.id)
        .limit(1),
    default: "SELECT books.id FROM books WHERE EXTRACT(year FROM :param_1) = :param_2 ORDER BY books.id LIMIT :param_3",
    sqlite:
      "SELECT books.id FROM books WHERE CAST(STRFTIME('%Y', ?) AS INTEGER) = ? ORDER BY books.id LIMIT ? OFFSET ?",
    postgresql:
      "SELECT books.id FROM books WHERE EXTRACT(year FROM $1::TIMESTAMP WITHOUT TIME ZONE) = $2::INTEGER ORDER BY books.id  LIMIT $3::INTEGER",
    mysql: "SELECT books.id FROM books WHERE EXTRACT(year FROM ?) = ? ORDER BY books.id  LIMIT ?",
    rows: [[1]],
  },
  {
    name: "string and number are added",
    build: () =>
      select(column("s", string()).add(column("n", integer())), column("s", string()).add(column("t", string()))),
    default: "SELECT s + n AS anon_1, s || t AS anon_2",
    sqlite: "SELECT s + n AS anon_1, s || t AS anon_2",
    postgresql: "SELECT s + n AS anon_1, s || t AS anon_2",
    mysql: "SELECT s + n AS anon_1, concat(s, t) AS anon_2",
  },
  {
    name: "% of products",
    build: () => select(books.c.pages.mul(2).mod(books.c.id.add(3))).orderBy(books.c.id),
    default: "SELECT (books.pages * :pages_1) % (books.id + :id_1) AS anon_1 FROM books ORDER BY books.id",
    sqlite: "SELECT (books.pages * ?) % (books.id + ?) AS anon_1 FROM books ORDER BY books.id",
    postgresql: "SELECT (books.pages * $1::INTEGER) % (books.id + $2::INTEGER) AS anon_1 FROM books ORDER BY books.id",
    mysql: "SELECT (books.pages * ?) % (books.id + ?) AS anon_1 FROM books ORDER BY books.id",
    rows: [[0], [0], [2], [4]],
  },
  {
    name: "powers",
    build: () => select(books.c.id.pow(2).add(1)).where(books.c.id.eq(3)),
    default: "SELECT pow(books.id, :pow_1) + :pow_2 AS anon_1 FROM books WHERE books.id = :id_1",
    sqlite: "SELECT pow(books.id, ?) + ? AS anon_1 FROM books WHERE books.id = ?",
    postgresql: "SELECT power(books.id, $1::INTEGER) + $2::INTEGER AS anon_1 FROM books WHERE books.id = $3::INTEGER",
    mysql: "SELECT pow(books.id, ?) + ? AS anon_1 FROM books WHERE books.id = ?",
  },
]);
