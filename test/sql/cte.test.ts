import { insert, literal, select, trueValue } from "athanor";
import { authors, books, testCases } from "./support.ts";

testCases("cte", [
  {
    name: "a CTE",
    build: () => {
      const big = select(books.c.id, books.c.pages).where(books.c.pages.ge(100)).cte("big");
      return select(big.c.id).where(big.c.pages.lt(200)).orderBy(big.c.id);
    },
    default:
      "WITH big AS (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.pages >= :pages_1) SELECT big.id FROM big WHERE big.pages < :pages_2 ORDER BY big.id",
    sqlite:
      "WITH big AS (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.pages >= ?) SELECT big.id FROM big WHERE big.pages < ? ORDER BY big.id",
    postgresql:
      "WITH big AS (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.pages >= $1::INTEGER) SELECT big.id FROM big WHERE big.pages < $2::INTEGER ORDER BY big.id",
    mysql:
      "WITH big AS (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.pages >= ?) SELECT big.id FROM big WHERE big.pages < ? ORDER BY big.id",
    rows: [[1], [4]],
  },
  {
    name: "a CTE twice",
    build: () => {
      const big = select(books.c.id).where(books.c.pages.ge(100)).cte("big");
      const other = big.alias("other");
      return select(big.c.id, other.c.id).where(big.c.id.lt(other.c.id)).orderBy(big.c.id, other.c.id);
    },
    default:
      "WITH big AS (SELECT books.id AS id FROM books WHERE books.pages >= :pages_1) SELECT big.id, other.id AS id_1 FROM big, big AS other WHERE big.id < other.id ORDER BY big.id, other.id",
    sqlite:
      "WITH big AS (SELECT books.id AS id FROM books WHERE books.pages >= ?) SELECT big.id, other.id AS id_1 FROM big, big AS other WHERE big.id < other.id ORDER BY big.id, other.id",
    postgresql:
      "WITH big AS (SELECT books.id AS id FROM books WHERE books.pages >= $1::INTEGER) SELECT big.id, other.id AS id_1 FROM big, big AS other WHERE big.id < other.id ORDER BY big.id, other.id",
    mysql:
      "WITH big AS (SELECT books.id AS id FROM books WHERE books.pages >= ?) SELECT big.id, other.id AS id_1 FROM big, big AS other WHERE big.id < other.id ORDER BY big.id, other.id",
    rows: [
      [1, 2],
      [1, 4],
      [2, 4],
    ],
  },
  {
    name: "a recursive CTE",
    build: () => {
      const start = select(literal(1).label("n")).cte("counter", { recursive: true });
      const counter = start.unionAll(select(start.c.n.add(1)).where(start.c.n.lt(5)));
      return select(counter.c.n).orderBy(counter.c.n);
    },
    default:
      "WITH RECURSIVE counter(n) AS (SELECT :param_1 AS n UNION ALL SELECT counter.n + :n_1 AS anon_1 FROM counter WHERE counter.n < :n_2) SELECT counter.n FROM counter ORDER BY counter.n",
    sqlite:
      "WITH RECURSIVE counter(n) AS (SELECT ? AS n UNION ALL SELECT counter.n + ? AS anon_1 FROM counter WHERE counter.n < ?) SELECT counter.n FROM counter ORDER BY counter.n",
    postgresql:
      "WITH RECURSIVE counter(n) AS (SELECT $1::INTEGER AS n UNION ALL SELECT counter.n + $2::INTEGER AS anon_1 FROM counter WHERE counter.n < $3::INTEGER) SELECT counter.n FROM counter ORDER BY counter.n",
    mysql:
      "WITH RECURSIVE counter(n) AS (SELECT ? AS n UNION ALL SELECT counter.n + ? AS anon_1 FROM counter WHERE counter.n < ?) SELECT counter.n FROM counter ORDER BY counter.n",
    rows: [[1], [2], [3], [4], [5]],
  },
  {
    name: "one CTE in another",
    build: () => {
      const a = select(books.c.id).where(books.c.id.gt(1)).cte("a");
      const b = select(a.c.id).where(a.c.id.lt(4)).cte("b");
      return select(b.c.id).orderBy(b.c.id);
    },
    default:
      "WITH a AS (SELECT books.id AS id FROM books WHERE books.id > :id_1), b AS (SELECT a.id AS id FROM a WHERE a.id < :id_2) SELECT b.id FROM b ORDER BY b.id",
    sqlite:
      "WITH a AS (SELECT books.id AS id FROM books WHERE books.id > ?), b AS (SELECT a.id AS id FROM a WHERE a.id < ?) SELECT b.id FROM b ORDER BY b.id",
    postgresql:
      "WITH a AS (SELECT books.id AS id FROM books WHERE books.id > $1::INTEGER), b AS (SELECT a.id AS id FROM a WHERE a.id < $2::INTEGER) SELECT b.id FROM b ORDER BY b.id",
    mysql:
      "WITH a AS (SELECT books.id AS id FROM books WHERE books.id > ?), b AS (SELECT a.id AS id FROM a WHERE a.id < ?) SELECT b.id FROM b ORDER BY b.id",
    rows: [[2], [3]],
  },
  {
    name: "an insert with a CTE",
    build: () => {
      const s = select(books.c.title, books.c.id.add(10).label("id")).where(books.c.id.eq(1)).cte("s");
      return insert(authors)
        .fromSelect(["id", "name", "active"], select(s.c.id, s.c.title, trueValue()))
        .returning(authors.c.id, authors.c.name);
    },
    default:
      "WITH s AS (SELECT books.title AS title, books.id + :id_1 AS id FROM books WHERE books.id = :id_2) INSERT INTO authors (id, name, active) SELECT s.id, s.title, 1 AS anon_1 FROM s RETURNING authors.id, authors.name",
    sqlite:
      "WITH s AS (SELECT books.title AS title, books.id + ? AS id FROM books WHERE books.id = ?) INSERT INTO authors (id, name, active) SELECT s.id, s.title, 1 AS anon_1 FROM s RETURNING id, name",
    postgresql:
      "WITH s AS (SELECT books.title AS title, books.id + $1::INTEGER AS id FROM books WHERE books.id = $2::INTEGER) INSERT INTO authors (id, name, active) SELECT s.id, s.title, true AS anon_1 FROM s RETURNING authors.id, authors.name",
    mysql: /mysql has no INSERT … RETURNING\. Execute the statement, then/,
    rows: [[11, "A Tale"]],
  },
]);
