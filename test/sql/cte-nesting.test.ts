import {
  bindparam,
  column,
  type ColumnElement,
  deleteFrom,
  exists,
  func,
  insert,
  integer,
  literal,
  select,
  string,
  text,
  union,
  unionAll,
  update,
  values,
} from "athanor";
import { authors, books, odd, testCases } from "./support.ts";

const columnOf = (from: { readonly c: object }, name: string) =>
  (from.c as Readonly<Record<string, ColumnElement<unknown>>>)[name]!;

testCases("CTEs", [
  {
    name: "a CTE that nothing names",
    build: () => {
      const a = select(authors.c.id).cte("a");
      return select(books.c.id).addCte(a).orderBy(books.c.id);
    },
    default: "WITH a AS (SELECT authors.id AS id FROM authors) SELECT books.id FROM books ORDER BY books.id",
    sqlite: "WITH a AS (SELECT authors.id AS id FROM authors) SELECT books.id FROM books ORDER BY books.id",
    postgresql: "WITH a AS (SELECT authors.id AS id FROM authors) SELECT books.id FROM books ORDER BY books.id",
    mysql: "WITH a AS (SELECT authors.id AS id FROM authors) SELECT books.id FROM books ORDER BY books.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "a CTE that nothing names, nested here",
    build: () => {
      const a = select(authors.c.id).cte("a");
      return select(books.c.id)
        .where(books.c.id.in(select(books.c.id.label("x")).addCte(a, { nestHere: true })))
        .orderBy(books.c.id);
    },
    default:
      "SELECT books.id FROM books WHERE books.id IN (WITH a AS (SELECT authors.id AS id FROM authors) SELECT books.id AS x FROM books) ORDER BY books.id",
    sqlite:
      "SELECT books.id FROM books WHERE books.id IN (WITH a AS (SELECT authors.id AS id FROM authors) SELECT books.id AS x FROM books) ORDER BY books.id",
    postgresql:
      "SELECT books.id FROM books WHERE books.id IN (WITH a AS (SELECT authors.id AS id FROM authors) SELECT books.id AS x FROM books) ORDER BY books.id",
    mysql:
      "SELECT books.id FROM books WHERE books.id IN (WITH a AS (SELECT authors.id AS id FROM authors) SELECT books.id AS x FROM books) ORDER BY books.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "a nested CTE in a scalar subquery",
    build: () => {
      const n = select(func.max(books.c.pages).label("most")).cte("n", { nesting: true });
      return select(authors.c.id, select(n.c.most).scalarSubquery().label("most")).orderBy(authors.c.id);
    },
    default:
      "SELECT authors.id, (WITH n AS (SELECT max(books.pages) AS most FROM books) SELECT n.most FROM n) AS most FROM authors ORDER BY authors.id",
    sqlite:
      "SELECT authors.id, (WITH n AS (SELECT max(books.pages) AS most FROM books) SELECT n.most FROM n) AS most FROM authors ORDER BY authors.id",
    postgresql:
      "SELECT authors.id, (WITH n AS (SELECT max(books.pages) AS most FROM books) SELECT n.most FROM n) AS most FROM authors ORDER BY authors.id",
    mysql:
      "SELECT authors.id, (WITH n AS (SELECT max(books.pages) AS most FROM books) SELECT n.most FROM n) AS most FROM authors ORDER BY authors.id",
    rows: [
      [1, 250],
      [2, 250],
      [3, 250],
    ],
  },
  {
    name: "a nested CTE inside another CTE",
    build: () => {
      const inner = select(books.c.id, books.c.pages).where(books.c.pages.gt(50)).cte("inner_books", { nesting: true });
      const outer = select(inner.c.id, inner.c.pages).cte("outer_books");
      return select(outer.c.id, outer.c.pages).orderBy(outer.c.id);
    },
    default:
      "WITH outer_books AS (WITH inner_books AS (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.pages > :pages_1) SELECT inner_books.id AS id, inner_books.pages AS pages FROM inner_books) SELECT outer_books.id, outer_books.pages FROM outer_books ORDER BY outer_books.id",
    sqlite:
      "WITH outer_books AS (WITH inner_books AS (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.pages > ?) SELECT inner_books.id AS id, inner_books.pages AS pages FROM inner_books) SELECT outer_books.id, outer_books.pages FROM outer_books ORDER BY outer_books.id",
    postgresql:
      "WITH outer_books AS (WITH inner_books AS (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.pages > $1::INTEGER) SELECT inner_books.id AS id, inner_books.pages AS pages FROM inner_books) SELECT outer_books.id, outer_books.pages FROM outer_books ORDER BY outer_books.id",
    mysql:
      "WITH outer_books AS (WITH inner_books AS (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.pages > ?) SELECT inner_books.id AS id, inner_books.pages AS pages FROM inner_books) SELECT outer_books.id, outer_books.pages FROM outer_books ORDER BY outer_books.id",
    rows: [
      [1, 100],
      [2, 250],
      [4, 100],
    ],
  },
  {
    name: "two nested CTEs of one name at different levels",
    build: () => {
      const n1 = select(literal(1).label("x")).cte("n", { nesting: true });
      const mid = select(n1.c.x).cte("mid");
      const n2 = select(literal(2).label("y")).cte("n", { nesting: true });
      const mid2 = select(n2.c.y).cte("mid2");
      return select(mid.c.x, mid2.c.y);
    },
    default:
      "WITH mid AS (WITH n AS (SELECT :param_1 AS x) SELECT n.x AS x FROM n), mid2 AS (WITH n AS (SELECT :param_2 AS y) SELECT n.y AS y FROM n) SELECT mid.x, mid2.y FROM mid, mid2",
    sqlite:
      "WITH mid AS (WITH n AS (SELECT ? AS x) SELECT n.x AS x FROM n), mid2 AS (WITH n AS (SELECT ? AS y) SELECT n.y AS y FROM n) SELECT mid.x, mid2.y FROM mid, mid2",
    postgresql:
      "WITH mid AS (WITH n AS (SELECT $1::INTEGER AS x) SELECT n.x AS x FROM n), mid2 AS (WITH n AS (SELECT $2::INTEGER AS y) SELECT n.y AS y FROM n) SELECT mid.x, mid2.y FROM mid, mid2",
    mysql:
      "WITH mid AS (WITH n AS (SELECT ? AS x) SELECT n.x AS x FROM n), mid2 AS (WITH n AS (SELECT ? AS y) SELECT n.y AS y FROM n) SELECT mid.x, mid2.y FROM mid, mid2",
    rows: [[1, 2]],
  },
  {
    name: "a nested CTE at the outermost level is an ordinary one",
    build: () => {
      const n = select(books.c.id).where(books.c.id.lt(3)).cte("n", { nesting: true });
      return select(n.c.id).orderBy(n.c.id);
    },
    default: "WITH n AS (SELECT books.id AS id FROM books WHERE books.id < :id_1) SELECT n.id FROM n ORDER BY n.id",
    sqlite: "WITH n AS (SELECT books.id AS id FROM books WHERE books.id < ?) SELECT n.id FROM n ORDER BY n.id",
    postgresql:
      "WITH n AS (SELECT books.id AS id FROM books WHERE books.id < $1::INTEGER) SELECT n.id FROM n ORDER BY n.id",
    mysql: "WITH n AS (SELECT books.id AS id FROM books WHERE books.id < ?) SELECT n.id FROM n ORDER BY n.id",
    rows: [[1], [2]],
  },
  {
    name: "a nested recursive CTE",
    build: () => {
      const start = select(literal(1).label("n")).cte("r", { recursive: true, nesting: true });
      const r = start.unionAll(select(start.c.n.add(1)).where(start.c.n.lt(3)));
      const outer = select(r.c.n.label("m")).cte("o");
      return select(outer.c.m).orderBy(outer.c.m);
    },
    default:
      "WITH o AS (WITH RECURSIVE r(n) AS (SELECT :param_1 AS n UNION ALL SELECT r.n + :n_1 AS anon_1 FROM r WHERE r.n < :n_2) SELECT r.n AS m FROM r) SELECT o.m FROM o ORDER BY o.m",
    sqlite:
      "WITH o AS (WITH RECURSIVE r(n) AS (SELECT ? AS n UNION ALL SELECT r.n + ? AS anon_1 FROM r WHERE r.n < ?) SELECT r.n AS m FROM r) SELECT o.m FROM o ORDER BY o.m",
    postgresql:
      "WITH o AS (WITH RECURSIVE r(n) AS (SELECT $1::INTEGER AS n UNION ALL SELECT r.n + $2::INTEGER AS anon_1 FROM r WHERE r.n < $3::INTEGER) SELECT r.n AS m FROM r) SELECT o.m FROM o ORDER BY o.m",
    mysql:
      "WITH o AS (WITH RECURSIVE r(n) AS (SELECT ? AS n UNION ALL SELECT r.n + ? AS anon_1 FROM r WHERE r.n < ?) SELECT r.n AS m FROM r) SELECT o.m FROM o ORDER BY o.m",
    rows: [[1], [2], [3]],
  },
  {
    name: "a nested CTE in a part of a union",
    build: () => {
      const n = select(books.c.id).where(books.c.id.lt(3)).cte("n", { nesting: true });
      return unionAll(select(n.c.id), select(authors.c.id).where(authors.c.id.gt(2))).orderBy("id");
    },
    default:
      "WITH n AS (SELECT books.id AS id FROM books WHERE books.id < :id_1) SELECT n.id FROM n UNION ALL SELECT authors.id FROM authors WHERE authors.id > :id_2 ORDER BY id",
    sqlite:
      "WITH n AS (SELECT books.id AS id FROM books WHERE books.id < ?) SELECT n.id FROM n UNION ALL SELECT authors.id FROM authors WHERE authors.id > ? ORDER BY id",
    postgresql:
      "WITH n AS (SELECT books.id AS id FROM books WHERE books.id < $1::INTEGER) SELECT n.id FROM n UNION ALL SELECT authors.id FROM authors WHERE authors.id > $2::INTEGER ORDER BY id",
    mysql:
      "WITH n AS (SELECT books.id AS id FROM books WHERE books.id < ?) SELECT n.id FROM n UNION ALL SELECT authors.id FROM authors WHERE authors.id > ? ORDER BY id",
    rows: [[1], [2], [3]],
  },
  {
    name: "a CTE that both parts of a union name",
    build: () => {
      const c = select(books.c.id, books.c.pages).cte("c");
      return unionAll(select(c.c.id).where(c.c.pages.gt(100)), select(c.c.id).where(c.c.pages.lt(10))).orderBy("id");
    },
    default:
      "WITH c AS (SELECT books.id AS id, books.pages AS pages FROM books) SELECT c.id FROM c WHERE c.pages > :pages_1 UNION ALL SELECT c.id FROM c WHERE c.pages < :pages_2 ORDER BY id",
    sqlite:
      "WITH c AS (SELECT books.id AS id, books.pages AS pages FROM books) SELECT c.id FROM c WHERE c.pages > ? UNION ALL SELECT c.id FROM c WHERE c.pages < ? ORDER BY id",
    postgresql:
      "WITH c AS (SELECT books.id AS id, books.pages AS pages FROM books) SELECT c.id FROM c WHERE c.pages > $1::INTEGER UNION ALL SELECT c.id FROM c WHERE c.pages < $2::INTEGER ORDER BY id",
    mysql:
      "WITH c AS (SELECT books.id AS id, books.pages AS pages FROM books) SELECT c.id FROM c WHERE c.pages > ? UNION ALL SELECT c.id FROM c WHERE c.pages < ? ORDER BY id",
    rows: [[2], [3]],
  },
  {
    name: "a CTE of a union",
    build: () => {
      const c = union(select(books.c.id), select(authors.c.id)).cte("c");
      return select(c.c.id).orderBy(c.c.id);
    },
    default:
      "WITH c AS (SELECT books.id AS id FROM books UNION SELECT authors.id AS id FROM authors) SELECT c.id FROM c ORDER BY c.id",
    sqlite:
      "WITH c AS (SELECT books.id AS id FROM books UNION SELECT authors.id AS id FROM authors) SELECT c.id FROM c ORDER BY c.id",
    postgresql:
      "WITH c AS (SELECT books.id AS id FROM books UNION SELECT authors.id AS id FROM authors) SELECT c.id FROM c ORDER BY c.id",
    mysql:
      "WITH c AS (SELECT books.id AS id FROM books UNION SELECT authors.id AS id FROM authors) SELECT c.id FROM c ORDER BY c.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "a CTE without a name",
    build: () => {
      const c = select(books.c.id).where(books.c.pages.gt(10)).cte();
      return select(c.c.id).orderBy(c.c.id);
    },
    default:
      "WITH anon_1 AS (SELECT books.id AS id FROM books WHERE books.pages > :pages_1) SELECT anon_1.id FROM anon_1 ORDER BY anon_1.id",
    sqlite:
      "WITH anon_1 AS (SELECT books.id AS id FROM books WHERE books.pages > ?) SELECT anon_1.id FROM anon_1 ORDER BY anon_1.id",
    postgresql:
      "WITH anon_1 AS (SELECT books.id AS id FROM books WHERE books.pages > $1::INTEGER) SELECT anon_1.id FROM anon_1 ORDER BY anon_1.id",
    mysql:
      "WITH anon_1 AS (SELECT books.id AS id FROM books WHERE books.pages > ?) SELECT anon_1.id FROM anon_1 ORDER BY anon_1.id",
    rows: [[1], [2], [4]],
  },
  {
    name: "two CTEs without names",
    build: () => {
      const a = select(books.c.id).cte();
      const b = select(authors.c.id).cte();
      return select(a.c.id, b.c.id).where(a.c.id.eq(b.c.id)).orderBy(a.c.id);
    },
    default:
      "WITH anon_1 AS (SELECT books.id AS id FROM books), anon_2 AS (SELECT authors.id AS id FROM authors) SELECT anon_1.id, anon_2.id AS id_1 FROM anon_1, anon_2 WHERE anon_1.id = anon_2.id ORDER BY anon_1.id",
    sqlite:
      "WITH anon_1 AS (SELECT books.id AS id FROM books), anon_2 AS (SELECT authors.id AS id FROM authors) SELECT anon_1.id, anon_2.id AS id_1 FROM anon_1, anon_2 WHERE anon_1.id = anon_2.id ORDER BY anon_1.id",
    postgresql:
      "WITH anon_1 AS (SELECT books.id AS id FROM books), anon_2 AS (SELECT authors.id AS id FROM authors) SELECT anon_1.id, anon_2.id AS id_1 FROM anon_1, anon_2 WHERE anon_1.id = anon_2.id ORDER BY anon_1.id",
    mysql:
      "WITH anon_1 AS (SELECT books.id AS id FROM books), anon_2 AS (SELECT authors.id AS id FROM authors) SELECT anon_1.id, anon_2.id AS id_1 FROM anon_1, anon_2 WHERE anon_1.id = anon_2.id ORDER BY anon_1.id",
    rows: [
      [1, 1],
      [2, 2],
      [3, 3],
    ],
  },
  {
    name: "an alias without a name of a CTE",
    build: () => {
      const c = select(books.c.id).cte("c");
      const d = c.alias();
      return select(c.c.id, d.c.id)
        .where(c.c.id.eq(d.c.id.add(1)))
        .orderBy(c.c.id);
    },
    default:
      "WITH c AS (SELECT books.id AS id FROM books) SELECT c.id, anon_1.id AS id_1 FROM c, c AS anon_1 WHERE c.id = anon_1.id + :id_2 ORDER BY c.id",
    sqlite:
      "WITH c AS (SELECT books.id AS id FROM books) SELECT c.id, anon_1.id AS id_1 FROM c, c AS anon_1 WHERE c.id = anon_1.id + ? ORDER BY c.id",
    postgresql:
      "WITH c AS (SELECT books.id AS id FROM books) SELECT c.id, anon_1.id AS id_1 FROM c, c AS anon_1 WHERE c.id = anon_1.id + $1::INTEGER ORDER BY c.id",
    mysql:
      "WITH c AS (SELECT books.id AS id FROM books) SELECT c.id, anon_1.id AS id_1 FROM c, c AS anon_1 WHERE c.id = anon_1.id + ? ORDER BY c.id",
    rows: [
      [2, 1],
      [3, 2],
      [4, 3],
    ],
  },
  {
    name: "only an alias of a CTE",
    build: () => {
      const c = select(books.c.id).cte("c").alias("d");
      return select(c.c.id).orderBy(c.c.id);
    },
    default: "WITH c AS (SELECT books.id AS id FROM books) SELECT d.id FROM c AS d ORDER BY d.id",
    sqlite: "WITH c AS (SELECT books.id AS id FROM books) SELECT d.id FROM c AS d ORDER BY d.id",
    postgresql: "WITH c AS (SELECT books.id AS id FROM books) SELECT d.id FROM c AS d ORDER BY d.id",
    mysql: "WITH c AS (SELECT books.id AS id FROM books) SELECT d.id FROM c AS d ORDER BY d.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "an alias without a name of a CTE without a name",
    build: () => {
      const c = select(books.c.id).cte().alias();
      return select(c.c.id).orderBy(c.c.id);
    },
    default:
      "WITH anon_2 AS (SELECT books.id AS id FROM books) SELECT anon_1.id FROM anon_2 AS anon_1 ORDER BY anon_1.id",
    sqlite:
      "WITH anon_2 AS (SELECT books.id AS id FROM books) SELECT anon_1.id FROM anon_2 AS anon_1 ORDER BY anon_1.id",
    postgresql:
      "WITH anon_2 AS (SELECT books.id AS id FROM books) SELECT anon_1.id FROM anon_2 AS anon_1 ORDER BY anon_1.id",
    mysql:
      "WITH anon_2 AS (SELECT books.id AS id FROM books) SELECT anon_1.id FROM anon_2 AS anon_1 ORDER BY anon_1.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "a recursive CTE with UNION",
    build: () => {
      const start = select(books.c.id, books.c.pages).where(books.c.id.eq(1)).cte("c", { recursive: true });
      const b = books.alias("b");
      const c = start.union(select(b.c.id, b.c.pages).where(b.c.id.eq(start.c.id.add(1))));
      return select(c.c.id, c.c.pages).orderBy(c.c.id);
    },
    default:
      "WITH RECURSIVE c(id, pages) AS (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.id = :id_1 UNION SELECT b.id AS id, b.pages AS pages FROM books AS b, c WHERE b.id = c.id + :id_2) SELECT c.id, c.pages FROM c ORDER BY c.id",
    sqlite:
      "WITH RECURSIVE c(id, pages) AS (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.id = ? UNION SELECT b.id AS id, b.pages AS pages FROM books AS b, c WHERE b.id = c.id + ?) SELECT c.id, c.pages FROM c ORDER BY c.id",
    postgresql:
      "WITH RECURSIVE c(id, pages) AS (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.id = $1::INTEGER UNION SELECT b.id AS id, b.pages AS pages FROM books AS b, c WHERE b.id = c.id + $2::INTEGER) SELECT c.id, c.pages FROM c ORDER BY c.id",
    mysql:
      "WITH RECURSIVE c(id, pages) AS (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.id = ? UNION SELECT b.id AS id, b.pages AS pages FROM books AS b, c WHERE b.id = c.id + ?) SELECT c.id, c.pages FROM c ORDER BY c.id",
    rows: [
      [1, 100],
      [2, 250],
      [3, 7],
      [4, 100],
    ],
  },
  {
    name: "a recursive CTE with an alias inside",
    build: () => {
      const start = select(books.c.id, literal(0).label("depth")).where(books.c.id.eq(1)).cte("c", { recursive: true });
      const d = start.alias("d");
      const b = books.alias("b");
      const c = start.unionAll(select(b.c.id, d.c.depth.add(1)).where(b.c.id.eq(d.c.id.add(1))));
      return select(c.c.id, c.c.depth).orderBy(c.c.id);
    },
    default:
      "WITH RECURSIVE c(id, depth) AS (SELECT books.id AS id, :param_1 AS depth FROM books WHERE books.id = :id_1 UNION ALL SELECT b.id AS id, d.depth + :depth_1 AS anon_1 FROM books AS b, c AS d WHERE b.id = d.id + :id_2) SELECT c.id, c.depth FROM c ORDER BY c.id",
    sqlite:
      "WITH RECURSIVE c(id, depth) AS (SELECT books.id AS id, ? AS depth FROM books WHERE books.id = ? UNION ALL SELECT b.id AS id, d.depth + ? AS anon_1 FROM books AS b, c AS d WHERE b.id = d.id + ?) SELECT c.id, c.depth FROM c ORDER BY c.id",
    postgresql:
      "WITH RECURSIVE c(id, depth) AS (SELECT books.id AS id, $1::INTEGER AS depth FROM books WHERE books.id = $2::INTEGER UNION ALL SELECT b.id AS id, d.depth + $3::INTEGER AS anon_1 FROM books AS b, c AS d WHERE b.id = d.id + $4::INTEGER) SELECT c.id, c.depth FROM c ORDER BY c.id",
    mysql:
      "WITH RECURSIVE c(id, depth) AS (SELECT books.id AS id, ? AS depth FROM books WHERE books.id = ? UNION ALL SELECT b.id AS id, d.depth + ? AS anon_1 FROM books AS b, c AS d WHERE b.id = d.id + ?) SELECT c.id, c.depth FROM c ORDER BY c.id",
    rows: [
      [1, 0],
      [2, 1],
      [3, 2],
      [4, 3],
    ],
  },
  {
    name: "a recursive CTE, joined",
    build: () => {
      const start = select(literal(1).label("n")).cte("c", { recursive: true });
      const c = start.unionAll(select(start.c.n.add(1)).where(start.c.n.lt(3)));
      return select(c.c.n, books.c.title).joinFrom(c, books, books.c.id.eq(c.c.n)).orderBy(c.c.n);
    },
    default:
      "WITH RECURSIVE c(n) AS (SELECT :param_1 AS n UNION ALL SELECT c.n + :n_1 AS anon_1 FROM c WHERE c.n < :n_2) SELECT c.n, books.title FROM c JOIN books ON books.id = c.n ORDER BY c.n",
    sqlite:
      "WITH RECURSIVE c(n) AS (SELECT ? AS n UNION ALL SELECT c.n + ? AS anon_1 FROM c WHERE c.n < ?) SELECT c.n, books.title FROM c JOIN books ON books.id = c.n ORDER BY c.n",
    postgresql:
      "WITH RECURSIVE c(n) AS (SELECT $1::INTEGER AS n UNION ALL SELECT c.n + $2::INTEGER AS anon_1 FROM c WHERE c.n < $3::INTEGER) SELECT c.n, books.title FROM c JOIN books ON books.id = c.n ORDER BY c.n",
    mysql:
      "WITH RECURSIVE c(n) AS (SELECT ? AS n UNION ALL SELECT c.n + ? AS anon_1 FROM c WHERE c.n < ?) SELECT c.n, books.title FROM c INNER JOIN books ON books.id = c.n ORDER BY c.n",
    rows: [
      [1, "A Tale"],
      [2, "50% off"],
      [3, "under_score"],
    ],
  },
  {
    name: "a recursive CTE with several parts",
    build: () => {
      const start = select(literal(1).label("n")).cte("c", { recursive: true });
      const c = start.unionAll(
        select(start.c.n.add(1)).where(start.c.n.lt(3)),
        select(start.c.n.add(2)).where(start.c.n.lt(3)),
      );
      return select(c.c.n);
    },
    default:
      "WITH RECURSIVE c(n) AS (SELECT :param_1 AS n UNION ALL SELECT c.n + :n_1 AS anon_1 FROM c WHERE c.n < :n_2 UNION ALL SELECT c.n + :n_3 AS anon_2 FROM c WHERE c.n < :n_4) SELECT c.n FROM c",
    sqlite:
      "WITH RECURSIVE c(n) AS (SELECT ? AS n UNION ALL SELECT c.n + ? AS anon_1 FROM c WHERE c.n < ? UNION ALL SELECT c.n + ? AS anon_2 FROM c WHERE c.n < ?) SELECT c.n FROM c",
    postgresql:
      "WITH RECURSIVE c(n) AS (SELECT $1::INTEGER AS n UNION ALL SELECT c.n + $2::INTEGER AS anon_1 FROM c WHERE c.n < $3::INTEGER UNION ALL SELECT c.n + $4::INTEGER AS anon_2 FROM c WHERE c.n < $5::INTEGER) SELECT c.n FROM c",
    mysql:
      "WITH RECURSIVE c(n) AS (SELECT ? AS n UNION ALL SELECT c.n + ? AS anon_1 FROM c WHERE c.n < ? UNION ALL SELECT c.n + ? AS anon_2 FROM c WHERE c.n < ?) SELECT c.n FROM c",
    rows: {
      sqlite: [[1], [2], [3], [3], [4]],
      postgresql: /recursive reference to query "c" must not appear within its /,
      mysql: [[1], [2], [3], [3], [4]],
    },
  },
  {
    name: "an ordinary CTE beside a recursive one",
    build: () => {
      const a = select(authors.c.id, authors.c.name).cte("a");
      const start = select(literal(1).label("n")).cte("c", { recursive: true });
      const c = start.unionAll(select(start.c.n.add(1)).where(start.c.n.lt(3)));
      return select(a.c.name, c.c.n).where(a.c.id.eq(c.c.n)).orderBy(c.c.n);
    },
    default:
      "WITH RECURSIVE a AS (SELECT authors.id AS id, authors.name AS name FROM authors), c(n) AS (SELECT :param_1 AS n UNION ALL SELECT c.n + :n_1 AS anon_1 FROM c WHERE c.n < :n_2) SELECT a.name, c.n FROM a, c WHERE a.id = c.n ORDER BY c.n",
    sqlite:
      "WITH RECURSIVE a AS (SELECT authors.id AS id, authors.name AS name FROM authors), c(n) AS (SELECT ? AS n UNION ALL SELECT c.n + ? AS anon_1 FROM c WHERE c.n < ?) SELECT a.name, c.n FROM a, c WHERE a.id = c.n ORDER BY c.n",
    postgresql:
      "WITH RECURSIVE a AS (SELECT authors.id AS id, authors.name AS name FROM authors), c(n) AS (SELECT $1::INTEGER AS n UNION ALL SELECT c.n + $2::INTEGER AS anon_1 FROM c WHERE c.n < $3::INTEGER) SELECT a.name, c.n FROM a, c WHERE a.id = c.n ORDER BY c.n",
    mysql:
      "WITH RECURSIVE a AS (SELECT authors.id AS id, authors.name AS name FROM authors), c(n) AS (SELECT ? AS n UNION ALL SELECT c.n + ? AS anon_1 FROM c WHERE c.n < ?) SELECT a.name, c.n FROM a, c WHERE a.id = c.n ORDER BY c.n",
    rows: [
      ["Ann", 1],
      ["bob", 2],
      ["C_d%e", 3],
    ],
  },
  {
    name: "columns of one name in a recursive CTE",
    build: () => {
      const start = select(books.c.id, authors.c.id)
        .where(books.c.authorId.eq(authors.c.id), books.c.id.eq(1))
        .cte("c", { recursive: true });
      const c = start.unionAll(select(start.c.id.add(1), columnOf(start, "id_1")).where(start.c.id.lt(3)));
      return select(c.c.id, columnOf(c, "id_1")).orderBy(c.c.id);
    },
    default:
      'WITH RECURSIVE c(id, id_1) AS (SELECT books.id AS id, authors.id AS id_1 FROM books, authors WHERE books."authorId" = authors.id AND books.id = :id_2 UNION ALL SELECT c.id + :id_3 AS anon_1, c.id_1 AS id_1 FROM c WHERE c.id < :id_4) SELECT c.id, c.id_1 FROM c ORDER BY c.id',
    sqlite:
      'WITH RECURSIVE c(id, id_1) AS (SELECT books.id AS id, authors.id AS id_1 FROM books, authors WHERE books."authorId" = authors.id AND books.id = ? UNION ALL SELECT c.id + ? AS anon_1, c.id_1 AS id_1 FROM c WHERE c.id < ?) SELECT c.id, c.id_1 FROM c ORDER BY c.id',
    postgresql:
      'WITH RECURSIVE c(id, id_1) AS (SELECT books.id AS id, authors.id AS id_1 FROM books, authors WHERE books."authorId" = authors.id AND books.id = $1::INTEGER UNION ALL SELECT c.id + $2::INTEGER AS anon_1, c.id_1 AS id_1 FROM c WHERE c.id < $3::INTEGER) SELECT c.id, c.id_1 FROM c ORDER BY c.id',
    mysql:
      "WITH RECURSIVE c(id, id_1) AS (SELECT books.id AS id, authors.id AS id_1 FROM books, authors WHERE books.`authorId` = authors.id AND books.id = ? UNION ALL SELECT c.id + ? AS anon_1, c.id_1 AS id_1 FROM c WHERE c.id < ?) SELECT c.id, c.id_1 FROM c ORDER BY c.id",
    rows: [
      [1, 1],
      [2, 1],
      [3, 1],
    ],
  },
  {
    name: "materialized",
    build: () => {
      const c = select(books.c.id).cte("c").prefixWith("MATERIALIZED", { dialect: "postgresql" });
      return select(c.c.id).orderBy(c.c.id);
    },
    default: "WITH c AS (SELECT books.id AS id FROM books) SELECT c.id FROM c ORDER BY c.id",
    sqlite: "WITH c AS (SELECT books.id AS id FROM books) SELECT c.id FROM c ORDER BY c.id",
    postgresql: "WITH c AS MATERIALIZED (SELECT books.id AS id FROM books) SELECT c.id FROM c ORDER BY c.id",
    mysql: "WITH c AS (SELECT books.id AS id FROM books) SELECT c.id FROM c ORDER BY c.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "not materialized",
    build: () => {
      const c = select(books.c.id)
        .cte("c")
        .prefixWith("NOT MATERIALIZED", { dialect: "postgresql" })
        .prefixWith("MATERIALIZED", { dialect: "sqlite" });
      return select(c.c.id).orderBy(c.c.id);
    },
    default: "WITH c AS (SELECT books.id AS id FROM books) SELECT c.id FROM c ORDER BY c.id",
    sqlite: "WITH c AS MATERIALIZED (SELECT books.id AS id FROM books) SELECT c.id FROM c ORDER BY c.id",
    postgresql: "WITH c AS NOT MATERIALIZED (SELECT books.id AS id FROM books) SELECT c.id FROM c ORDER BY c.id",
    mysql: "WITH c AS (SELECT books.id AS id FROM books) SELECT c.id FROM c ORDER BY c.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "a suffix of a CTE",
    build: () => {
      const c = select(books.c.id)
        .cte("c")
        .suffixWith("SEARCH DEPTH FIRST BY id SET ordering", { dialect: "postgresql" });
      return select(c.c.id);
    },
    default: "WITH c AS (SELECT books.id AS id FROM books) SELECT c.id FROM c",
    sqlite: "WITH c AS (SELECT books.id AS id FROM books) SELECT c.id FROM c",
    postgresql:
      "WITH c AS (SELECT books.id AS id FROM books) SEARCH DEPTH FIRST BY id SET ordering  SELECT c.id FROM c",
    mysql: "WITH c AS (SELECT books.id AS id FROM books) SELECT c.id FROM c",
  },
  {
    name: "prefix and suffix on all dialects",
    build: () => {
      const c = select(books.c.id).cte("c").prefixWith("P1").prefixWith("P2").suffixWith("S1").suffixWith("S2");
      return select(c.c.id);
    },
    default: "WITH c AS P1 P2 (SELECT books.id AS id FROM books) S1 S2  SELECT c.id FROM c",
    sqlite: "WITH c AS P1 P2 (SELECT books.id AS id FROM books) S1 S2  SELECT c.id FROM c",
    postgresql: "WITH c AS P1 P2 (SELECT books.id AS id FROM books) S1 S2  SELECT c.id FROM c",
    mysql: "WITH c AS P1 P2 (SELECT books.id AS id FROM books) S1 S2  SELECT c.id FROM c",
  },
  {
    name: "an alias of a CTE with a prefix",
    build: () => {
      const c = select(books.c.id).cte("c").prefixWith("MATERIALIZED").alias("d");
      return select(c.c.id);
    },
    default: "WITH c AS MATERIALIZED (SELECT books.id AS id FROM books) SELECT d.id FROM c AS d",
    sqlite: "WITH c AS MATERIALIZED (SELECT books.id AS id FROM books) SELECT d.id FROM c AS d",
    postgresql: "WITH c AS MATERIALIZED (SELECT books.id AS id FROM books) SELECT d.id FROM c AS d",
    mysql: "WITH c AS MATERIALIZED (SELECT books.id AS id FROM books) SELECT d.id FROM c AS d",
  },
  {
    name: "a CTE in an EXISTS",
    build: () => {
      const c = select(books.c.authorId).where(books.c.pages.gt(100)).cte("c");
      return select(authors.c.name).where(exists(select(c.c.authorId).where(c.c.authorId.eq(authors.c.id))));
    },
    default:
      'WITH c AS (SELECT books."authorId" AS "authorId" FROM books WHERE books.pages > :pages_1) SELECT authors.name FROM authors WHERE EXISTS (SELECT c."authorId" FROM c WHERE c."authorId" = authors.id)',
    sqlite:
      'WITH c AS (SELECT books."authorId" AS "authorId" FROM books WHERE books.pages > ?) SELECT authors.name FROM authors WHERE EXISTS (SELECT c."authorId" FROM c WHERE c."authorId" = authors.id)',
    postgresql:
      'WITH c AS (SELECT books."authorId" AS "authorId" FROM books WHERE books.pages > $1::INTEGER) SELECT authors.name FROM authors WHERE EXISTS (SELECT c."authorId" FROM c WHERE c."authorId" = authors.id)',
    mysql:
      "WITH c AS (SELECT books.`authorId` AS `authorId` FROM books WHERE books.pages > ?) SELECT authors.name FROM authors WHERE EXISTS (SELECT c.`authorId` FROM c WHERE c.`authorId` = authors.id)",
    rows: [["Ann"]],
  },
  {
    name: "a CTE in IN",
    build: () => {
      const c = select(books.c.authorId).where(books.c.pages.gt(100)).cte("c");
      return select(authors.c.name).where(authors.c.id.in(select(c.c.authorId)));
    },
    default:
      'WITH c AS (SELECT books."authorId" AS "authorId" FROM books WHERE books.pages > :pages_1) SELECT authors.name FROM authors WHERE authors.id IN (SELECT c."authorId" FROM c)',
    sqlite:
      'WITH c AS (SELECT books."authorId" AS "authorId" FROM books WHERE books.pages > ?) SELECT authors.name FROM authors WHERE authors.id IN (SELECT c."authorId" FROM c)',
    postgresql:
      'WITH c AS (SELECT books."authorId" AS "authorId" FROM books WHERE books.pages > $1::INTEGER) SELECT authors.name FROM authors WHERE authors.id IN (SELECT c."authorId" FROM c)',
    mysql:
      "WITH c AS (SELECT books.`authorId` AS `authorId` FROM books WHERE books.pages > ?) SELECT authors.name FROM authors WHERE authors.id IN (SELECT c.`authorId` FROM c)",
    rows: [["Ann"]],
  },
  {
    name: "a CTE in a subquery and outside",
    build: () => {
      const c = select(books.c.authorId, books.c.pages).cte("c");
      const s = select(c.c.authorId, func.max(c.c.pages).label("most")).groupBy(c.c.authorId).subquery("s");
      return select(c.c.pages, s.c.most).where(c.c.authorId.eq(s.c.authorId)).orderBy(c.c.pages);
    },
    default:
      'WITH c AS (SELECT books."authorId" AS "authorId", books.pages AS pages FROM books) SELECT c.pages, s.most FROM c, (SELECT c."authorId" AS "authorId", max(c.pages) AS most FROM c GROUP BY c."authorId") AS s WHERE c."authorId" = s."authorId" ORDER BY c.pages',
    sqlite:
      'WITH c AS (SELECT books."authorId" AS "authorId", books.pages AS pages FROM books) SELECT c.pages, s.most FROM c, (SELECT c."authorId" AS "authorId", max(c.pages) AS most FROM c GROUP BY c."authorId") AS s WHERE c."authorId" = s."authorId" ORDER BY c.pages',
    postgresql:
      'WITH c AS (SELECT books."authorId" AS "authorId", books.pages AS pages FROM books) SELECT c.pages, s.most FROM c, (SELECT c."authorId" AS "authorId", max(c.pages) AS most FROM c GROUP BY c."authorId") AS s WHERE c."authorId" = s."authorId" ORDER BY c.pages',
    mysql:
      "WITH c AS (SELECT books.`authorId` AS `authorId`, books.pages AS pages FROM books) SELECT c.pages, s.most FROM c, (SELECT c.`authorId` AS `authorId`, max(c.pages) AS most FROM c GROUP BY c.`authorId`) AS s WHERE c.`authorId` = s.`authorId` ORDER BY c.pages",
    rows: [
      [7, 7],
      [100, 250],
      [250, 250],
    ],
  },
  {
    name: "a CTE whose query has a scalar subquery with a CTE",
    build: () => {
      const a = select(func.max(books.c.pages).label("m")).cte("a");
      const b = select(books.c.title)
        .where(books.c.pages.eq(select(a.c.m).scalarSubquery()))
        .cte("b");
      return select(b.c.title);
    },
    default:
      "WITH a AS (SELECT max(books.pages) AS m FROM books), b AS (SELECT books.title AS title FROM books WHERE books.pages = (SELECT a.m FROM a)) SELECT b.title FROM b",
    sqlite:
      "WITH a AS (SELECT max(books.pages) AS m FROM books), b AS (SELECT books.title AS title FROM books WHERE books.pages = (SELECT a.m FROM a)) SELECT b.title FROM b",
    postgresql:
      "WITH a AS (SELECT max(books.pages) AS m FROM books), b AS (SELECT books.title AS title FROM books WHERE books.pages = (SELECT a.m FROM a)) SELECT b.title FROM b",
    mysql:
      "WITH a AS (SELECT max(books.pages) AS m FROM books), b AS (SELECT books.title AS title FROM books WHERE books.pages = (SELECT a.m FROM a)) SELECT b.title FROM b",
    rows: [["50% off"]],
  },
  {
    name: "a chain of three CTEs, outermost first",
    build: () => {
      const a = select(books.c.id).where(books.c.id.gt(0)).cte("a");
      const b = select(a.c.id).cte("b");
      const c = select(b.c.id).cte("c");
      return select(c.c.id, a.c.id).where(c.c.id.eq(a.c.id)).orderBy(c.c.id);
    },
    default:
      "WITH a AS (SELECT books.id AS id FROM books WHERE books.id > :id_2), b AS (SELECT a.id AS id FROM a), c AS (SELECT b.id AS id FROM b) SELECT c.id, a.id AS id_1 FROM c, a WHERE c.id = a.id ORDER BY c.id",
    sqlite:
      "WITH a AS (SELECT books.id AS id FROM books WHERE books.id > ?), b AS (SELECT a.id AS id FROM a), c AS (SELECT b.id AS id FROM b) SELECT c.id, a.id AS id_1 FROM c, a WHERE c.id = a.id ORDER BY c.id",
    postgresql:
      "WITH a AS (SELECT books.id AS id FROM books WHERE books.id > $1::INTEGER), b AS (SELECT a.id AS id FROM a), c AS (SELECT b.id AS id FROM b) SELECT c.id, a.id AS id_1 FROM c, a WHERE c.id = a.id ORDER BY c.id",
    mysql:
      "WITH a AS (SELECT books.id AS id FROM books WHERE books.id > ?), b AS (SELECT a.id AS id FROM a), c AS (SELECT b.id AS id FROM b) SELECT c.id, a.id AS id_1 FROM c, a WHERE c.id = a.id ORDER BY c.id",
    rows: [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ],
  },
  {
    name: "a CTE with a name that needs quotes",
    build: () => {
      const c = select(books.c.id).cte("Big One");
      return select(c.c.id).orderBy(c.c.id);
    },
    default:
      'WITH "Big One" AS (SELECT books.id AS id FROM books) SELECT "Big One".id FROM "Big One" ORDER BY "Big One".id',
    sqlite:
      'WITH "Big One" AS (SELECT books.id AS id FROM books) SELECT "Big One".id FROM "Big One" ORDER BY "Big One".id',
    postgresql:
      'WITH "Big One" AS (SELECT books.id AS id FROM books) SELECT "Big One".id FROM "Big One" ORDER BY "Big One".id',
    mysql:
      "WITH `Big One` AS (SELECT books.id AS id FROM books) SELECT `Big One`.id FROM `Big One` ORDER BY `Big One`.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "a recursive CTE with quoted columns",
    build: () => {
      const start = select(odd.c.Upper, odd.c.select).cte("Recur", { recursive: true });
      const c = start.union(select(start.c.Upper.add(1), start.c.select).where(start.c.Upper.lt(8)));
      return select(c.c.Upper).orderBy(c.c.Upper);
    },
    default:
      'WITH RECURSIVE "Recur"("Upper", "select") AS (SELECT "odd ""table""; --"."Upper" AS "Upper", "odd ""table""; --"."select" AS "select" FROM "odd ""table""; --" UNION SELECT "Recur"."Upper" + :Upper_1 AS anon_1, "Recur"."select" AS "select" FROM "Recur" WHERE "Recur"."Upper" < :Upper_2) SELECT "Recur"."Upper" FROM "Recur" ORDER BY "Recur"."Upper"',
    sqlite:
      'WITH RECURSIVE "Recur"("Upper", "select") AS (SELECT "odd ""table""; --"."Upper" AS "Upper", "odd ""table""; --"."select" AS "select" FROM "odd ""table""; --" UNION SELECT "Recur"."Upper" + ? AS anon_1, "Recur"."select" AS "select" FROM "Recur" WHERE "Recur"."Upper" < ?) SELECT "Recur"."Upper" FROM "Recur" ORDER BY "Recur"."Upper"',
    postgresql:
      'WITH RECURSIVE "Recur"("Upper", "select") AS (SELECT "odd ""table""; --"."Upper" AS "Upper", "odd ""table""; --"."select" AS "select" FROM "odd ""table""; --" UNION SELECT "Recur"."Upper" + $1::INTEGER AS anon_1, "Recur"."select" AS "select" FROM "Recur" WHERE "Recur"."Upper" < $2::INTEGER) SELECT "Recur"."Upper" FROM "Recur" ORDER BY "Recur"."Upper"',
    mysql:
      'WITH RECURSIVE `Recur`(`Upper`, `select`) AS (SELECT `odd "table"; --`.`Upper` AS `Upper`, `odd "table"; --`.`select` AS `select` FROM `odd "table"; --` UNION SELECT `Recur`.`Upper` + ? AS anon_1, `Recur`.`select` AS `select` FROM `Recur` WHERE `Recur`.`Upper` < ?) SELECT `Recur`.`Upper` FROM `Recur` ORDER BY `Recur`.`Upper`',
    rows: [[6], [7], [8]],
  },
  {
    name: "a CTE of an insert with returning",
    build: () => {
      const c = insert(authors)
        .values({ id: 9, name: "z", active: true })
        .returning(authors.c.id, authors.c.name)
        .cte("c");
      return select(c.c.id, c.c.name);
    },
    default:
      "WITH c AS (INSERT INTO authors (id, name, active) VALUES (:param_1, :param_2, :param_3) RETURNING authors.id, authors.name) SELECT c.id, c.name FROM c",
    sqlite: /sqlite has no INSERT inside WITH\./,
    postgresql:
      "WITH c AS (INSERT INTO authors (id, name, active) VALUES ($1::INTEGER, $2::VARCHAR, $3::BOOLEAN) RETURNING authors.id, authors.name) SELECT c.id, c.name FROM c",
    mysql: /mysql has no INSERT inside WITH\./,
    rows: {
      sqlite: /sqlite has no INSERT inside WITH\./,
      postgresql: [[9, "z"]],
      mysql: /mysql has no INSERT inside WITH\./,
    },
  },
  {
    name: "a CTE of an update with returning",
    build: () => {
      const c = update(books).where(books.c.id.eq(1)).values({ pages: 5 }).returning(books.c.id).cte("c");
      return select(c.c.id);
    },
    default: "WITH c AS (UPDATE books SET pages=:param_1 WHERE books.id = :id_1 RETURNING books.id) SELECT c.id FROM c",
    sqlite: /sqlite has no UPDATE inside WITH\./,
    postgresql:
      "WITH c AS (UPDATE books SET pages=$1::INTEGER WHERE books.id = $2::INTEGER RETURNING books.id) SELECT c.id FROM c",
    mysql: /mysql has no UPDATE inside WITH\./,
    rows: {
      sqlite: /sqlite has no UPDATE inside WITH\./,
      postgresql: [[1]],
      mysql: /mysql has no UPDATE inside WITH\./,
    },
  },
  {
    name: "a CTE of a delete without returning",
    build: () => {
      const c = deleteFrom(books).where(books.c.id.eq(1)).cte("c");
      return select(authors.c.id).addCte(c);
    },
    default: "WITH c AS (DELETE FROM books WHERE books.id = :id_1) SELECT authors.id FROM authors",
    sqlite: /sqlite has no DELETE inside WITH\./,
    postgresql: "WITH c AS (DELETE FROM books WHERE books.id = $1::INTEGER) SELECT authors.id FROM authors",
    mysql: /mysql has no DELETE inside WITH\./,
    rows: {
      sqlite: /sqlite has no DELETE inside WITH\./,
      postgresql: [[1], [2], [3]],
      mysql: /mysql has no DELETE inside WITH\./,
    },
  },
  {
    name: "a CTE that a delete makes, in an insert from select",
    build: () => {
      const c = deleteFrom(books).where(books.c.id.eq(1)).returning(books.c.id, books.c.title).cte("c");
      return insert(authors).fromSelect(["id", "name"], select(c.c.id, c.c.title));
    },
    default:
      "WITH c AS (DELETE FROM books WHERE books.id = :id_1 RETURNING books.id, books.title) INSERT INTO authors (id, name) SELECT c.id, c.title FROM c",
    sqlite: /sqlite has no DELETE inside WITH\./,
    postgresql:
      "WITH c AS (DELETE FROM books WHERE books.id = $1::INTEGER RETURNING books.id, books.title) INSERT INTO authors (id, name) SELECT c.id, c.title FROM c",
    mysql: /mysql has no DELETE inside WITH\./,
  },
  {
    name: "a CTE in the WHERE of an update",
    build: () => {
      const c = select(authors.c.id).where(authors.c.name.eq("Ann")).cte("c");
      return update(books)
        .where(books.c.authorId.in(select(c.c.id)))
        .values({ pages: 1 })
        .returning(books.c.id);
    },
    default:
      'WITH c AS (SELECT authors.id AS id FROM authors WHERE authors.name = :name_1) UPDATE books SET pages=:pages WHERE books."authorId" IN (SELECT c.id FROM c) RETURNING books.id',
    sqlite:
      'WITH c AS (SELECT authors.id AS id FROM authors WHERE authors.name = ?) UPDATE books SET pages=? WHERE books."authorId" IN (SELECT c.id FROM c) RETURNING id',
    postgresql:
      'WITH c AS (SELECT authors.id AS id FROM authors WHERE authors.name = $2::VARCHAR) UPDATE books SET pages=$1::INTEGER WHERE books."authorId" IN (SELECT c.id FROM c) RETURNING books.id',
    mysql: /mysql has no UPDATE … RETURNING/,
    rows: { sqlite: [[1], [2]], postgresql: [[1], [2]], mysql: /mysql has no UPDATE … RETURNING/ },
  },
  {
    name: "a CTE in the WHERE of a delete",
    build: () => {
      const c = select(authors.c.id).where(authors.c.name.eq("Ann")).cte("c");
      return deleteFrom(books).where(books.c.authorId.in(select(c.c.id)));
    },
    default:
      'WITH c AS (SELECT authors.id AS id FROM authors WHERE authors.name = :name_1) DELETE FROM books WHERE books."authorId" IN (SELECT c.id FROM c)',
    sqlite:
      'WITH c AS (SELECT authors.id AS id FROM authors WHERE authors.name = ?) DELETE FROM books WHERE books."authorId" IN (SELECT c.id FROM c)',
    postgresql:
      'WITH c AS (SELECT authors.id AS id FROM authors WHERE authors.name = $1::VARCHAR) DELETE FROM books WHERE books."authorId" IN (SELECT c.id FROM c)',
    mysql:
      "WITH c AS (SELECT authors.id AS id FROM authors WHERE authors.name = ?) DELETE FROM books WHERE books.`authorId` IN (SELECT c.id FROM c)",
  },
  {
    name: "a nested CTE in an insert from select",
    build: () => {
      const c = select(authors.c.id, authors.c.name).cte("c", { nesting: true });
      return insert(authors).fromSelect(["id", "name"], select(c.c.id, c.c.name));
    },
    default:
      "WITH c AS (SELECT authors.id AS id, authors.name AS name FROM authors) INSERT INTO authors (id, name) SELECT c.id, c.name FROM c",
    sqlite:
      "WITH c AS (SELECT authors.id AS id, authors.name AS name FROM authors) INSERT INTO authors (id, name) SELECT c.id, c.name FROM c",
    postgresql:
      "WITH c AS (SELECT authors.id AS id, authors.name AS name FROM authors) INSERT INTO authors (id, name) SELECT c.id, c.name FROM c",
    mysql:
      "INSERT INTO authors (id, name) WITH c AS (SELECT authors.id AS id, authors.name AS name FROM authors) SELECT c.id, c.name FROM c",
  },
  {
    name: "a CTE of text",
    build: () => {
      const c = text("SELECT id, pages FROM books WHERE pages > :p")
        .bindparams({ p: 50 })
        .columns(column("id", integer()), column("pages", integer()))
        .cte("c");
      return select(c.c.id).where(c.c.pages.lt(200)).orderBy(c.c.id);
    },
    default:
      "WITH c AS (SELECT id, pages FROM books WHERE pages > :p) SELECT c.id FROM c WHERE c.pages < :pages_1 ORDER BY c.id",
    sqlite:
      "WITH c AS (SELECT id, pages FROM books WHERE pages > ?) SELECT c.id FROM c WHERE c.pages < ? ORDER BY c.id",
    postgresql:
      "WITH c AS (SELECT id, pages FROM books WHERE pages > $1::INTEGER) SELECT c.id FROM c WHERE c.pages < $2::INTEGER ORDER BY c.id",
    mysql: "WITH c AS (SELECT id, pages FROM books WHERE pages > ?) SELECT c.id FROM c WHERE c.pages < ? ORDER BY c.id",
    rows: [[1], [4]],
  },
  {
    name: "values as a CTE",
    build: () => {
      const c = values(column("n", integer()), column("w", string()), { name: "v" })
        .data([
          [1, "a"],
          [2, "b"],
        ])
        .cte("c");
      return select(c.c.n, c.c.w).orderBy(c.c.n);
    },
    default: "WITH c(n, w) AS (VALUES (:param_1, :param_2), (:param_3, :param_4)) SELECT c.n, c.w FROM c ORDER BY c.n",
    sqlite: "WITH c(n, w) AS (VALUES (?, ?), (?, ?)) SELECT c.n, c.w FROM c ORDER BY c.n",
    postgresql:
      "WITH c(n, w) AS (VALUES ($1::INTEGER, $2::VARCHAR), ($3::INTEGER, $4::VARCHAR)) SELECT c.n, c.w FROM c ORDER BY c.n",
    mysql: "WITH c(n, w) AS (SELECT ?, ? UNION ALL SELECT ?, ?) SELECT c.n, c.w FROM c ORDER BY c.n",
  },
  {
    name: "values without a name as a CTE",
    build: () => {
      const c = values(column("n", integer()), { literalBinds: true })
        .data([[1], [2]])
        .cte("c");
      return select(c.c.n).orderBy(c.c.n);
    },
    default: "WITH c(n) AS (VALUES (1), (2)) SELECT c.n FROM c ORDER BY c.n",
    sqlite: "WITH c(n) AS (VALUES (1), (2)) SELECT c.n FROM c ORDER BY c.n",
    postgresql: "WITH c(n) AS (VALUES (1), (2)) SELECT c.n FROM c ORDER BY c.n",
    mysql: "WITH c(n) AS (SELECT 1 UNION ALL SELECT 2) SELECT c.n FROM c ORDER BY c.n",
    rows: [[1], [2]],
  },
  {
    name: "a CTE in ORDER BY of a subquery with limit",
    build: () => {
      const c = select(books.c.id, books.c.pages).orderBy(books.c.pages.desc()).limit(2).cte("c");
      return select(c.c.id).orderBy(c.c.pages);
    },
    default:
      "WITH c AS (SELECT books.id AS id, books.pages AS pages FROM books ORDER BY books.pages DESC LIMIT :param_1) SELECT c.id FROM c ORDER BY c.pages",
    sqlite:
      "WITH c AS (SELECT books.id AS id, books.pages AS pages FROM books ORDER BY books.pages DESC LIMIT ? OFFSET ?) SELECT c.id FROM c ORDER BY c.pages",
    postgresql:
      "WITH c AS (SELECT books.id AS id, books.pages AS pages FROM books ORDER BY books.pages DESC  LIMIT $1::INTEGER) SELECT c.id FROM c ORDER BY c.pages",
    mysql:
      "WITH c AS (SELECT books.id AS id, books.pages AS pages FROM books ORDER BY books.pages DESC  LIMIT ?) SELECT c.id FROM c ORDER BY c.pages",
    rows: [[1], [2]],
  },
  {
    name: "binds of CTEs come before those of the query",
    build: () => {
      const a = select(books.c.id).where(books.c.pages.gt(1)).cte("a");
      const b = select(authors.c.id).where(authors.c.age.gt(2)).cte("b");
      return select(a.c.id)
        .where(a.c.id.in(select(b.c.id)), a.c.id.lt(99))
        .orderBy(a.c.id);
    },
    default:
      "WITH a AS (SELECT books.id AS id FROM books WHERE books.pages > :pages_1), b AS (SELECT authors.id AS id FROM authors WHERE authors.age > :age_1) SELECT a.id FROM a WHERE a.id IN (SELECT b.id FROM b) AND a.id < :id_1 ORDER BY a.id",
    sqlite:
      "WITH a AS (SELECT books.id AS id FROM books WHERE books.pages > ?), b AS (SELECT authors.id AS id FROM authors WHERE authors.age > ?) SELECT a.id FROM a WHERE a.id IN (SELECT b.id FROM b) AND a.id < ? ORDER BY a.id",
    postgresql:
      "WITH a AS (SELECT books.id AS id FROM books WHERE books.pages > $1::INTEGER), b AS (SELECT authors.id AS id FROM authors WHERE authors.age > $2::INTEGER) SELECT a.id FROM a WHERE a.id IN (SELECT b.id FROM b) AND a.id < $3::INTEGER ORDER BY a.id",
    mysql:
      "WITH a AS (SELECT books.id AS id FROM books WHERE books.pages > ?), b AS (SELECT authors.id AS id FROM authors WHERE authors.age > ?) SELECT a.id FROM a WHERE a.id IN (SELECT b.id FROM b) AND a.id < ? ORDER BY a.id",
    rows: [[1], [3]],
  },
  {
    name: "a recursive CTE that is used in a subquery",
    build: () => {
      const start = select(literal(1).label("n")).cte("c", { recursive: true });
      const c = start.unionAll(select(start.c.n.add(1)).where(start.c.n.lt(4)));
      const s = select(c.c.n).where(c.c.n.gt(1)).subquery();
      return select(s.c.n).orderBy(s.c.n);
    },
    default:
      "WITH RECURSIVE c(n) AS (SELECT :param_1 AS n UNION ALL SELECT c.n + :n_1 AS anon_2 FROM c WHERE c.n < :n_2) SELECT anon_1.n FROM (SELECT c.n AS n FROM c WHERE c.n > :n_3) AS anon_1 ORDER BY anon_1.n",
    sqlite:
      "WITH RECURSIVE c(n) AS (SELECT ? AS n UNION ALL SELECT c.n + ? AS anon_2 FROM c WHERE c.n < ?) SELECT anon_1.n FROM (SELECT c.n AS n FROM c WHERE c.n > ?) AS anon_1 ORDER BY anon_1.n",
    postgresql:
      "WITH RECURSIVE c(n) AS (SELECT $1::INTEGER AS n UNION ALL SELECT c.n + $2::INTEGER AS anon_2 FROM c WHERE c.n < $3::INTEGER) SELECT anon_1.n FROM (SELECT c.n AS n FROM c WHERE c.n > $4::INTEGER) AS anon_1 ORDER BY anon_1.n",
    mysql:
      "WITH RECURSIVE c(n) AS (SELECT ? AS n UNION ALL SELECT c.n + ? AS anon_2 FROM c WHERE c.n < ?) SELECT anon_1.n FROM (SELECT c.n AS n FROM c WHERE c.n > ?) AS anon_1 ORDER BY anon_1.n",
    rows: [[2], [3], [4]],
  },
  {
    name: "select of a whole CTE",
    build: () => {
      const c = select(books.c.id, books.c.title).where(books.c.id.lt(3)).cte("c");
      return select(c).orderBy(c.c.id);
    },
    default:
      "WITH c AS (SELECT books.id AS id, books.title AS title FROM books WHERE books.id < :id_1) SELECT c.id, c.title FROM c ORDER BY c.id",
    sqlite:
      "WITH c AS (SELECT books.id AS id, books.title AS title FROM books WHERE books.id < ?) SELECT c.id, c.title FROM c ORDER BY c.id",
    postgresql:
      "WITH c AS (SELECT books.id AS id, books.title AS title FROM books WHERE books.id < $1::INTEGER) SELECT c.id, c.title FROM c ORDER BY c.id",
    mysql:
      "WITH c AS (SELECT books.id AS id, books.title AS title FROM books WHERE books.id < ?) SELECT c.id, c.title FROM c ORDER BY c.id",
    rows: [
      [1, "A Tale"],
      [2, "50% off"],
    ],
  },
  {
    name: "a CTE beside a table of the same columns",
    build: () => {
      const c = select(books).where(books.c.id.lt(3)).cte("c");
      return select(books.c.id, c.c.id).joinFrom(books, c, books.c.id.eq(c.c.id)).orderBy(books.c.id);
    },
    default:
      'WITH c AS (SELECT books.id AS id, books.title AS title, books.pages AS pages, books.price AS price, books."authorId" AS "authorId" FROM books WHERE books.id < :id_2) SELECT books.id, c.id AS id_1 FROM books JOIN c ON books.id = c.id ORDER BY books.id',
    sqlite:
      'WITH c AS (SELECT books.id AS id, books.title AS title, books.pages AS pages, books.price AS price, books."authorId" AS "authorId" FROM books WHERE books.id < ?) SELECT books.id, c.id AS id_1 FROM books JOIN c ON books.id = c.id ORDER BY books.id',
    postgresql:
      'WITH c AS (SELECT books.id AS id, books.title AS title, books.pages AS pages, books.price AS price, books."authorId" AS "authorId" FROM books WHERE books.id < $1::INTEGER) SELECT books.id, c.id AS id_1 FROM books JOIN c ON books.id = c.id ORDER BY books.id',
    mysql:
      "WITH c AS (SELECT books.id AS id, books.title AS title, books.pages AS pages, books.price AS price, books.`authorId` AS `authorId` FROM books WHERE books.id < ?) SELECT books.id, c.id AS id_1 FROM books INNER JOIN c ON books.id = c.id ORDER BY books.id",
    rows: [
      [1, 1],
      [2, 2],
    ],
  },
  {
    name: "a CTE joined by the foreign key",
    build: () => {
      const c = select(books.c.title, books.c.authorId).cte("c");
      return select(authors.c.name, c.c.title).join(c).orderBy(c.c.title);
    },
    default:
      'WITH c AS (SELECT books.title AS title, books."authorId" AS "authorId" FROM books) SELECT authors.name, c.title FROM authors JOIN c ON authors.id = c."authorId" ORDER BY c.title',
    sqlite:
      'WITH c AS (SELECT books.title AS title, books."authorId" AS "authorId" FROM books) SELECT authors.name, c.title FROM authors JOIN c ON authors.id = c."authorId" ORDER BY c.title',
    postgresql:
      'WITH c AS (SELECT books.title AS title, books."authorId" AS "authorId" FROM books) SELECT authors.name, c.title FROM authors JOIN c ON authors.id = c."authorId" ORDER BY c.title',
    mysql:
      "WITH c AS (SELECT books.title AS title, books.`authorId` AS `authorId` FROM books) SELECT authors.name, c.title FROM authors INNER JOIN c ON authors.id = c.`authorId` ORDER BY c.title",
    rows: [
      ["Ann", "50% off"],
      ["Ann", "A Tale"],
      ["C_d%e", "under_score"],
    ],
  },
  {
    name: "params in a CTE",
    build: () => {
      const c = select(books.c.id)
        .where(books.c.pages.gt(bindparam("p", { type: integer() })))
        .cte("c");
      return select(c.c.id).orderBy(c.c.id).params({ p: 50 });
    },
    default: "WITH c AS (SELECT books.id AS id FROM books WHERE books.pages > :p) SELECT c.id FROM c ORDER BY c.id",
    sqlite: "WITH c AS (SELECT books.id AS id FROM books WHERE books.pages > ?) SELECT c.id FROM c ORDER BY c.id",
    postgresql:
      "WITH c AS (SELECT books.id AS id FROM books WHERE books.pages > $1::INTEGER) SELECT c.id FROM c ORDER BY c.id",
    mysql: "WITH c AS (SELECT books.id AS id FROM books WHERE books.pages > ?) SELECT c.id FROM c ORDER BY c.id",
    rows: [[1], [2], [4]],
  },
]);
