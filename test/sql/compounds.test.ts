import {
  bindparam,
  column,
  desc,
  except,
  exceptAll,
  func,
  integer,
  intersect,
  intersectAll,
  select,
  text,
  union,
  unionAll,
} from "athanor";
import { authors, books, testCases } from "./support.ts";

testCases("unions and their kin", [
  {
    name: "union of two",
    build: () => union(select(authors.c.id), select(books.c.id)).orderBy("id"),
    default: "SELECT authors.id FROM authors UNION SELECT books.id FROM books ORDER BY id",
    sqlite: "SELECT authors.id FROM authors UNION SELECT books.id FROM books ORDER BY id",
    postgresql: "SELECT authors.id FROM authors UNION SELECT books.id FROM books ORDER BY id",
    mysql: "SELECT authors.id FROM authors UNION SELECT books.id FROM books ORDER BY id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "union of three",
    build: () => union(select(authors.c.id), select(books.c.id), select(books.c.pages)).orderBy("id"),
    default:
      "SELECT authors.id FROM authors UNION SELECT books.id FROM books UNION SELECT books.pages FROM books ORDER BY id",
    sqlite:
      "SELECT authors.id FROM authors UNION SELECT books.id FROM books UNION SELECT books.pages FROM books ORDER BY id",
    postgresql:
      "SELECT authors.id FROM authors UNION SELECT books.id FROM books UNION SELECT books.pages FROM books ORDER BY id",
    mysql:
      "SELECT authors.id FROM authors UNION SELECT books.id FROM books UNION SELECT books.pages FROM books ORDER BY id",
    rows: [[1], [2], [3], [4], [7], [100], [250]],
  },
  {
    name: "union all by the method",
    build: () => select(authors.c.id).unionAll(select(books.c.id)).orderBy("id"),
    default: "SELECT authors.id FROM authors UNION ALL SELECT books.id FROM books ORDER BY id",
    sqlite: "SELECT authors.id FROM authors UNION ALL SELECT books.id FROM books ORDER BY id",
    postgresql: "SELECT authors.id FROM authors UNION ALL SELECT books.id FROM books ORDER BY id",
    mysql: "SELECT authors.id FROM authors UNION ALL SELECT books.id FROM books ORDER BY id",
    rows: [[1], [1], [2], [2], [3], [3], [4]],
  },
  {
    name: "a method of a union",
    build: () => select(authors.c.id).union(select(books.c.id)).unionAll(select(books.c.pages)).orderBy("id"),
    default:
      "(SELECT authors.id FROM authors UNION SELECT books.id FROM books) UNION ALL SELECT books.pages FROM books ORDER BY id",
    sqlite:
      "SELECT authors.id FROM authors UNION SELECT books.id FROM books UNION ALL SELECT books.pages FROM books ORDER BY id",
    postgresql:
      "(SELECT authors.id FROM authors UNION SELECT books.id FROM books) UNION ALL SELECT books.pages FROM books ORDER BY id",
    mysql:
      "(SELECT authors.id FROM authors UNION SELECT books.id FROM books) UNION ALL SELECT books.pages FROM books ORDER BY id",
    rows: [[1], [2], [3], [4], [7], [100], [100], [250]],
  },
  {
    name: "intersect",
    build: () => intersect(select(authors.c.id), select(books.c.id)).orderBy("id"),
    default: "SELECT authors.id FROM authors INTERSECT SELECT books.id FROM books ORDER BY id",
    sqlite: "SELECT authors.id FROM authors INTERSECT SELECT books.id FROM books ORDER BY id",
    postgresql: "SELECT authors.id FROM authors INTERSECT SELECT books.id FROM books ORDER BY id",
    mysql: "SELECT authors.id FROM authors INTERSECT SELECT books.id FROM books ORDER BY id",
    rows: [[1], [2], [3]],
  },
  {
    name: "except",
    build: () => except(select(books.c.id), select(authors.c.id)).orderBy("id"),
    default: "SELECT books.id FROM books EXCEPT SELECT authors.id FROM authors ORDER BY id",
    sqlite: "SELECT books.id FROM books EXCEPT SELECT authors.id FROM authors ORDER BY id",
    postgresql: "SELECT books.id FROM books EXCEPT SELECT authors.id FROM authors ORDER BY id",
    mysql: "SELECT books.id FROM books EXCEPT SELECT authors.id FROM authors ORDER BY id",
    rows: [[4]],
  },
  {
    name: "intersect all",
    build: () => intersectAll(select(authors.c.id), select(books.c.id)),
    default: "SELECT authors.id FROM authors INTERSECT ALL SELECT books.id FROM books",
    sqlite: "SELECT authors.id FROM authors INTERSECT ALL SELECT books.id FROM books",
    postgresql: "SELECT authors.id FROM authors INTERSECT ALL SELECT books.id FROM books",
    mysql: "SELECT authors.id FROM authors INTERSECT ALL SELECT books.id FROM books",
  },
  {
    name: "except all",
    build: () => exceptAll(select(authors.c.id), select(books.c.id)),
    default: "SELECT authors.id FROM authors EXCEPT ALL SELECT books.id FROM books",
    sqlite: "SELECT authors.id FROM authors EXCEPT ALL SELECT books.id FROM books",
    postgresql: "SELECT authors.id FROM authors EXCEPT ALL SELECT books.id FROM books",
    mysql: "SELECT authors.id FROM authors EXCEPT ALL SELECT books.id FROM books",
  },
  {
    name: "a union in a union",
    build: () => union(select(authors.c.id), unionAll(select(books.c.id), select(books.c.id))).orderBy("id"),
    default:
      "SELECT authors.id FROM authors UNION (SELECT books.id FROM books UNION ALL SELECT books.id FROM books) ORDER BY id",
    sqlite: /sqlite has no parentheses around a UNION ALL inside of UNION/,
    postgresql:
      "SELECT authors.id FROM authors UNION (SELECT books.id FROM books UNION ALL SELECT books.id FROM books) ORDER BY id",
    mysql:
      "SELECT authors.id FROM authors UNION (SELECT books.id FROM books UNION ALL SELECT books.id FROM books) ORDER BY id",
    rows: {
      sqlite: /sqlite has no parentheses around a UNION ALL inside of UNION/,
      postgresql: [[1], [2], [3], [4]],
      mysql: [[1], [2], [3], [4]],
    },
  },
  {
    name: "a union first in a union",
    build: () => unionAll(union(select(authors.c.id), select(books.c.id)), select(books.c.id)).orderBy("id"),
    default:
      "(SELECT authors.id FROM authors UNION SELECT books.id FROM books) UNION ALL SELECT books.id FROM books ORDER BY id",
    sqlite:
      "SELECT authors.id FROM authors UNION SELECT books.id FROM books UNION ALL SELECT books.id FROM books ORDER BY id",
    postgresql:
      "(SELECT authors.id FROM authors UNION SELECT books.id FROM books) UNION ALL SELECT books.id FROM books ORDER BY id",
    mysql:
      "(SELECT authors.id FROM authors UNION SELECT books.id FROM books) UNION ALL SELECT books.id FROM books ORDER BY id",
    rows: [[1], [1], [2], [2], [3], [3], [4], [4]],
  },
  {
    name: "except of a union",
    build: () => except(union(select(authors.c.id), select(books.c.id)), select(authors.c.id)).orderBy("id"),
    default:
      "(SELECT authors.id FROM authors UNION SELECT books.id FROM books) EXCEPT SELECT authors.id FROM authors ORDER BY id",
    sqlite:
      "SELECT authors.id FROM authors UNION SELECT books.id FROM books EXCEPT SELECT authors.id FROM authors ORDER BY id",
    postgresql:
      "(SELECT authors.id FROM authors UNION SELECT books.id FROM books) EXCEPT SELECT authors.id FROM authors ORDER BY id",
    mysql:
      "(SELECT authors.id FROM authors UNION SELECT books.id FROM books) EXCEPT SELECT authors.id FROM authors ORDER BY id",
    rows: [[4]],
  },
  {
    name: "except with a union behind",
    build: () => except(select(books.c.id), union(select(authors.c.id), select(authors.c.id.add(1)))).orderBy("id"),
    default:
      "SELECT books.id FROM books EXCEPT (SELECT authors.id FROM authors UNION SELECT authors.id + :id_1 AS anon_1 FROM authors) ORDER BY id",
    sqlite: /sqlite has no parentheses around a UNION inside of EXCEPT/,
    postgresql:
      "SELECT books.id FROM books EXCEPT (SELECT authors.id FROM authors UNION SELECT authors.id + $1::INTEGER AS anon_1 FROM authors) ORDER BY id",
    mysql:
      "SELECT books.id FROM books EXCEPT (SELECT authors.id FROM authors UNION SELECT authors.id + ? AS anon_1 FROM authors) ORDER BY id",
    rows: { sqlite: /sqlite has no parentheses around a UNION inside of EXCEPT/, postgresql: [], mysql: [] },
  },
  {
    name: "a part with limit",
    build: () =>
      unionAll(
        select(books.c.id).orderBy(books.c.id.desc()).limit(1),
        select(authors.c.id).orderBy(authors.c.id).limit(1),
      ).orderBy("id"),
    default:
      "(SELECT books.id FROM books ORDER BY books.id DESC LIMIT :param_1) UNION ALL (SELECT authors.id FROM authors ORDER BY authors.id LIMIT :param_2) ORDER BY id",
    sqlite: /sqlite has no ORDER BY or LIMIT inside a part of a UNION/,
    postgresql:
      "(SELECT books.id FROM books ORDER BY books.id DESC  LIMIT $1::INTEGER) UNION ALL (SELECT authors.id FROM authors ORDER BY authors.id  LIMIT $2::INTEGER) ORDER BY id",
    mysql:
      "(SELECT books.id FROM books ORDER BY books.id DESC  LIMIT ?) UNION ALL (SELECT authors.id FROM authors ORDER BY authors.id  LIMIT ?) ORDER BY id",
    rows: {
      sqlite: /sqlite has no ORDER BY or LIMIT inside a part of a UNION/,
      postgresql: [[1], [4]],
      mysql: [[1], [4]],
    },
  },
  {
    name: "a part with an order",
    build: () => union(select(books.c.id).orderBy(books.c.id), select(authors.c.id)).orderBy("id"),
    default: "(SELECT books.id FROM books ORDER BY books.id) UNION SELECT authors.id FROM authors ORDER BY id",
    sqlite: /sqlite has no ORDER BY or LIMIT inside a part of a UNION/,
    postgresql: "(SELECT books.id FROM books ORDER BY books.id) UNION SELECT authors.id FROM authors ORDER BY id",
    mysql: "(SELECT books.id FROM books ORDER BY books.id) UNION SELECT authors.id FROM authors ORDER BY id",
    rows: {
      sqlite: /sqlite has no ORDER BY or LIMIT inside a part of a UNION/,
      postgresql: [[1], [2], [3], [4]],
      mysql: [[1], [2], [3], [4]],
    },
  },
  {
    name: "a union with limit in a union",
    build: () =>
      unionAll(union(select(books.c.id), select(authors.c.id)).orderBy("id").limit(2), select(authors.c.id)).orderBy(
        "id",
      ),
    default:
      "(SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY id LIMIT :param_1) UNION ALL SELECT authors.id FROM authors ORDER BY id",
    sqlite: /sqlite has no ORDER BY or LIMIT inside a part of a UNION/,
    postgresql:
      "(SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY id  LIMIT $1::INTEGER) UNION ALL SELECT authors.id FROM authors ORDER BY id",
    mysql:
      "(SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY id  LIMIT ?) UNION ALL SELECT authors.id FROM authors ORDER BY id",
    rows: {
      sqlite: /sqlite has no ORDER BY or LIMIT inside a part of a UNION/,
      postgresql: [[1], [1], [2], [2], [3]],
      mysql: [[1], [1], [2], [2], [3]],
    },
  },
  {
    name: "a union with limit and offset",
    build: () => union(select(books.c.id), select(authors.c.id)).orderBy("id").limit(2).offset(1),
    default:
      "SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY id LIMIT :param_1 OFFSET :param_2",
    sqlite: "SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY id LIMIT ? OFFSET ?",
    postgresql:
      "SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY id  LIMIT $1::INTEGER OFFSET $2::INTEGER",
    mysql: "SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY id  LIMIT ?, ?",
    rows: [[2], [3]],
  },
  {
    name: "a union with fetch",
    build: () => union(select(books.c.id), select(authors.c.id)).orderBy("id").fetch(2),
    default:
      "SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY id FETCH FIRST :param_1 ROWS ONLY",
    sqlite: /sqlite has no FETCH FIRST/,
    postgresql:
      "SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY id FETCH FIRST ($1::INTEGER) ROWS ONLY",
    mysql: /mysql has no FETCH FIRST/,
    rows: { sqlite: /sqlite has no FETCH FIRST/, postgresql: [[1], [2]], mysql: /mysql has no FETCH FIRST/ },
  },
  {
    name: "a union ordered by a label",
    build: () => union(select(books.c.id.label("n")), select(authors.c.id)).orderBy(desc("n")),
    default: "SELECT books.id AS n FROM books UNION SELECT authors.id FROM authors ORDER BY n DESC",
    sqlite: "SELECT books.id AS n FROM books UNION SELECT authors.id FROM authors ORDER BY n DESC",
    postgresql: "SELECT books.id AS n FROM books UNION SELECT authors.id FROM authors ORDER BY n DESC",
    mysql: "SELECT books.id AS n FROM books UNION SELECT authors.id FROM authors ORDER BY n DESC",
    rows: [[4], [3], [2], [1]],
  },
  {
    name: "a union ordered by a column of the first part",
    build: () => union(select(books.c.id, books.c.title), select(authors.c.id, authors.c.name)).orderBy(books.c.title),
    default:
      "SELECT books.id, books.title FROM books UNION SELECT authors.id, authors.name FROM authors ORDER BY title",
    sqlite: "SELECT books.id, books.title FROM books UNION SELECT authors.id, authors.name FROM authors ORDER BY title",
    postgresql:
      "SELECT books.id, books.title FROM books UNION SELECT authors.id, authors.name FROM authors ORDER BY title",
    mysql: "SELECT books.id, books.title FROM books UNION SELECT authors.id, authors.name FROM authors ORDER BY title",
  },
  {
    name: "a union ordered by text",
    build: () => union(select(books.c.id), select(authors.c.id)).orderBy(text("1 DESC")),
    default: "SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY 1 DESC",
    sqlite: "SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY 1 DESC",
    postgresql: "SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY 1 DESC",
    mysql: "SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY 1 DESC",
    rows: [[4], [3], [2], [1]],
  },
  {
    name: "a union grouped",
    build: () => union(select(books.c.id), select(authors.c.id)).groupBy("id"),
    default: "SELECT books.id FROM books UNION SELECT authors.id FROM authors GROUP BY id",
    sqlite: "SELECT books.id FROM books UNION SELECT authors.id FROM authors GROUP BY id",
    postgresql: "SELECT books.id FROM books UNION SELECT authors.id FROM authors GROUP BY id",
    mysql: "SELECT books.id FROM books UNION SELECT authors.id FROM authors GROUP BY id",
  },
  {
    name: "a union for update",
    build: () => union(select(books.c.id), select(authors.c.id)).withForUpdate(),
    default: /FOR UPDATE cannot stand at a UNION: say withForUpdate\(\) of its parts\./,
    sqlite: /FOR UPDATE cannot stand at a UNION: say withForUpdate\(\) of its parts\./,
    postgresql: /FOR UPDATE cannot stand at a UNION: say withForUpdate\(\) of its parts\./,
    mysql: /FOR UPDATE cannot stand at a UNION: say withForUpdate\(\) of its parts\./,
  },
  {
    name: "a union in a subquery",
    build: () => {
      const u = union(select(books.c.id, books.c.title), select(authors.c.id, authors.c.name)).subquery("u");
      return select(u.c.id, u.c.title).orderBy(u.c.title);
    },
    default:
      "SELECT u.id, u.title FROM (SELECT books.id AS id, books.title AS title FROM books UNION SELECT authors.id AS id, authors.name AS name FROM authors) AS u ORDER BY u.title",
    sqlite:
      "SELECT u.id, u.title FROM (SELECT books.id AS id, books.title AS title FROM books UNION SELECT authors.id AS id, authors.name AS name FROM authors) AS u ORDER BY u.title",
    postgresql:
      "SELECT u.id, u.title FROM (SELECT books.id AS id, books.title AS title FROM books UNION SELECT authors.id AS id, authors.name AS name FROM authors) AS u ORDER BY u.title",
    mysql:
      "SELECT u.id, u.title FROM (SELECT books.id AS id, books.title AS title FROM books UNION SELECT authors.id AS id, authors.name AS name FROM authors) AS u ORDER BY u.title",
  },
  {
    name: "an alias of a union",
    build: () => {
      const u = union(select(books.c.id), select(authors.c.id)).alias("u");
      return select(func.count(u.c.id));
    },
    default:
      "SELECT count(u.id) AS count_1 FROM (SELECT books.id AS id FROM books UNION SELECT authors.id AS id FROM authors) AS u",
    sqlite:
      "SELECT count(u.id) AS count_1 FROM (SELECT books.id AS id FROM books UNION SELECT authors.id AS id FROM authors) AS u",
    postgresql:
      "SELECT count(u.id) AS count_1 FROM (SELECT books.id AS id FROM books UNION SELECT authors.id AS id FROM authors) AS u",
    mysql:
      "SELECT count(u.id) AS count_1 FROM (SELECT books.id AS id FROM books UNION SELECT authors.id AS id FROM authors) AS u",
    rows: [[4]],
  },
  {
    name: "a union with limit in a subquery",
    build: () => {
      const u = union(select(books.c.id), select(authors.c.id)).orderBy("id").limit(2).subquery("u");
      return select(u.c.id).orderBy(u.c.id);
    },
    default:
      "SELECT u.id FROM (SELECT books.id AS id FROM books UNION SELECT authors.id AS id FROM authors ORDER BY id LIMIT :param_1) AS u ORDER BY u.id",
    sqlite:
      "SELECT u.id FROM (SELECT books.id AS id FROM books UNION SELECT authors.id AS id FROM authors ORDER BY id LIMIT ? OFFSET ?) AS u ORDER BY u.id",
    postgresql:
      "SELECT u.id FROM (SELECT books.id AS id FROM books UNION SELECT authors.id AS id FROM authors ORDER BY id  LIMIT $1::INTEGER) AS u ORDER BY u.id",
    mysql:
      "SELECT u.id FROM (SELECT books.id AS id FROM books UNION SELECT authors.id AS id FROM authors ORDER BY id  LIMIT ?) AS u ORDER BY u.id",
    rows: [[1], [2]],
  },
  {
    name: "a union of labelled expressions in a subquery",
    build: () => {
      const u = unionAll(select(books.c.pages.add(1).label("n")), select(authors.c.age)).subquery("u");
      return select(func.sum(u.c.n).label("s"));
    },
    default:
      "SELECT sum(u.n) AS s FROM (SELECT books.pages + :pages_1 AS n FROM books UNION ALL SELECT authors.age AS age FROM authors) AS u",
    sqlite:
      "SELECT sum(u.n) AS s FROM (SELECT books.pages + ? AS n FROM books UNION ALL SELECT authors.age AS age FROM authors) AS u",
    postgresql:
      "SELECT sum(u.n) AS s FROM (SELECT books.pages + $1::INTEGER AS n FROM books UNION ALL SELECT authors.age AS age FROM authors) AS u",
    mysql:
      "SELECT sum(u.n) AS s FROM (SELECT books.pages + ? AS n FROM books UNION ALL SELECT authors.age AS age FROM authors) AS u",
    rows: [[532]],
  },
  {
    name: "a union of expressions without names",
    build: () => union(select(books.c.pages.add(1)), select(authors.c.age)).orderBy(text("1")),
    default: "SELECT books.pages + :pages_1 AS anon_1 FROM books UNION SELECT authors.age FROM authors ORDER BY 1",
    sqlite: "SELECT books.pages + ? AS anon_1 FROM books UNION SELECT authors.age FROM authors ORDER BY 1",
    postgresql:
      "SELECT books.pages + $1::INTEGER AS anon_1 FROM books UNION SELECT authors.age FROM authors ORDER BY 1",
    mysql: "SELECT books.pages + ? AS anon_1 FROM books UNION SELECT authors.age FROM authors ORDER BY 1",
  },
  {
    name: "a union as a scalar value",
    build: () => {
      const u = union(select(func.max(books.c.pages)), select(func.max(books.c.pages))).scalarSubquery();
      return select(authors.c.id).where(u.gt(10)).orderBy(authors.c.id);
    },
    default:
      "SELECT authors.id FROM authors WHERE (SELECT max(books.pages) AS max_1 FROM books UNION SELECT max(books.pages) AS max_2 FROM books) > :param_1 ORDER BY authors.id",
    sqlite:
      "SELECT authors.id FROM authors WHERE (SELECT max(books.pages) AS max_1 FROM books UNION SELECT max(books.pages) AS max_2 FROM books) > ? ORDER BY authors.id",
    postgresql:
      "SELECT authors.id FROM authors WHERE (SELECT max(books.pages) AS max_1 FROM books UNION SELECT max(books.pages) AS max_2 FROM books) > $1::INTEGER ORDER BY authors.id",
    mysql:
      "SELECT authors.id FROM authors WHERE (SELECT max(books.pages) AS max_1 FROM books UNION SELECT max(books.pages) AS max_2 FROM books) > ? ORDER BY authors.id",
    rows: [[1], [2], [3]],
  },
  {
    name: "a union of whole tables",
    build: () => {
      const a = authors.alias("a");
      return union(select(authors).where(authors.c.id.eq(1)), select(a).where(a.c.id.eq(2))).orderBy("id");
    },
    default:
      "SELECT authors.id, authors.name, authors.age, authors.active FROM authors WHERE authors.id = :id_1 UNION SELECT a.id, a.name, a.age, a.active FROM authors AS a WHERE a.id = :id_2 ORDER BY id",
    sqlite:
      "SELECT authors.id, authors.name, authors.age, authors.active FROM authors WHERE authors.id = ? UNION SELECT a.id, a.name, a.age, a.active FROM authors AS a WHERE a.id = ? ORDER BY id",
    postgresql:
      "SELECT authors.id, authors.name, authors.age, authors.active FROM authors WHERE authors.id = $1::INTEGER UNION SELECT a.id, a.name, a.age, a.active FROM authors AS a WHERE a.id = $2::INTEGER ORDER BY id",
    mysql:
      "SELECT authors.id, authors.name, authors.age, authors.active FROM authors WHERE authors.id = ? UNION SELECT a.id, a.name, a.age, a.active FROM authors AS a WHERE a.id = ? ORDER BY id",
    rows: [
      [1, "Ann", 30, true],
      [2, "bob", null, false],
    ],
  },
  {
    name: "a union of two columns of one name",
    build: () =>
      union(select(books.c.id, authors.c.id).join(authors), select(authors.c.id, authors.c.age)).orderBy(text("1, 2")),
    default:
      'SELECT books.id, authors.id AS id_1 FROM books JOIN authors ON authors.id = books."authorId" UNION SELECT authors.id, authors.age FROM authors ORDER BY 1, 2',
    sqlite:
      'SELECT books.id, authors.id AS id_1 FROM books JOIN authors ON authors.id = books."authorId" UNION SELECT authors.id, authors.age FROM authors ORDER BY 1, 2',
    postgresql:
      'SELECT books.id, authors.id AS id_1 FROM books JOIN authors ON authors.id = books."authorId" UNION SELECT authors.id, authors.age FROM authors ORDER BY 1, 2',
    mysql:
      "SELECT books.id, authors.id AS id_1 FROM books INNER JOIN authors ON authors.id = books.`authorId` UNION SELECT authors.id, authors.age FROM authors ORDER BY 1, 2",
  },
  {
    name: "a union of texts",
    build: () => union(text("SELECT 1 AS n").columns(column("n", integer())), select(authors.c.id)).orderBy(text("1")),
    default: "SELECT 1 AS n UNION SELECT authors.id FROM authors ORDER BY 1",
    sqlite: "SELECT 1 AS n UNION SELECT authors.id FROM authors ORDER BY 1",
    postgresql: "SELECT 1 AS n UNION SELECT authors.id FROM authors ORDER BY 1",
    mysql: "SELECT 1 AS n UNION SELECT authors.id FROM authors ORDER BY 1",
    rows: [[1], [2], [3]],
  },
  {
    name: "a union with a distinct part",
    build: () => unionAll(select(books.c.pages).distinct(), select(authors.c.id)).orderBy(text("1")),
    default: "SELECT DISTINCT books.pages FROM books UNION ALL SELECT authors.id FROM authors ORDER BY 1",
    sqlite: "SELECT DISTINCT books.pages FROM books UNION ALL SELECT authors.id FROM authors ORDER BY 1",
    postgresql: "SELECT DISTINCT books.pages FROM books UNION ALL SELECT authors.id FROM authors ORDER BY 1",
    mysql: "SELECT DISTINCT books.pages FROM books UNION ALL SELECT authors.id FROM authors ORDER BY 1",
    rows: [[1], [2], [3], [7], [100], [250]],
  },
  {
    name: "a union with binds",
    build: () =>
      union(select(books.c.id).where(books.c.pages.gt(50)), select(books.c.id).where(books.c.pages.lt(10))).orderBy(
        "id",
      ),
    default:
      "SELECT books.id FROM books WHERE books.pages > :pages_1 UNION SELECT books.id FROM books WHERE books.pages < :pages_2 ORDER BY id",
    sqlite:
      "SELECT books.id FROM books WHERE books.pages > ? UNION SELECT books.id FROM books WHERE books.pages < ? ORDER BY id",
    postgresql:
      "SELECT books.id FROM books WHERE books.pages > $1::INTEGER UNION SELECT books.id FROM books WHERE books.pages < $2::INTEGER ORDER BY id",
    mysql:
      "SELECT books.id FROM books WHERE books.pages > ? UNION SELECT books.id FROM books WHERE books.pages < ? ORDER BY id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "a union of subqueries",
    build: () => {
      const a = select(books.c.id).subquery("a");
      const b = select(authors.c.id).subquery("b");
      return union(select(a.c.id), select(b.c.id)).orderBy("id");
    },
    default:
      "SELECT a.id FROM (SELECT books.id AS id FROM books) AS a UNION SELECT b.id FROM (SELECT authors.id AS id FROM authors) AS b ORDER BY id",
    sqlite:
      "SELECT a.id FROM (SELECT books.id AS id FROM books) AS a UNION SELECT b.id FROM (SELECT authors.id AS id FROM authors) AS b ORDER BY id",
    postgresql:
      "SELECT a.id FROM (SELECT books.id AS id FROM books) AS a UNION SELECT b.id FROM (SELECT authors.id AS id FROM authors) AS b ORDER BY id",
    mysql:
      "SELECT a.id FROM (SELECT books.id AS id FROM books) AS a UNION SELECT b.id FROM (SELECT authors.id AS id FROM authors) AS b ORDER BY id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "intersect inside except",
    build: () => except(select(books.c.id), intersect(select(books.c.id), select(authors.c.id))).orderBy("id"),
    default:
      "SELECT books.id FROM books EXCEPT (SELECT books.id FROM books INTERSECT SELECT authors.id FROM authors) ORDER BY id",
    sqlite: /sqlite has no parentheses around a INTERSECT inside of EXCEPT/,
    postgresql:
      "SELECT books.id FROM books EXCEPT (SELECT books.id FROM books INTERSECT SELECT authors.id FROM authors) ORDER BY id",
    mysql:
      "SELECT books.id FROM books EXCEPT (SELECT books.id FROM books INTERSECT SELECT authors.id FROM authors) ORDER BY id",
    rows: { sqlite: /sqlite has no parentheses around a INTERSECT inside of EXCEPT/, postgresql: [[4]], mysql: [[4]] },
  },
  {
    name: "union of one",
    build: () => union(select(books.c.id)).orderBy("id"),
    default: "SELECT books.id FROM books ORDER BY id",
    sqlite: "SELECT books.id FROM books ORDER BY id",
    postgresql: "SELECT books.id FROM books ORDER BY id",
    mysql: "SELECT books.id FROM books ORDER BY id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "params in a union",
    build: () =>
      union(select(books.c.id).where(books.c.id.gt(bindparam("p", { type: integer() }))), select(authors.c.id))
        .orderBy("id")
        .params({ p: 3 }),
    default: "SELECT books.id FROM books WHERE books.id > :p UNION SELECT authors.id FROM authors ORDER BY id",
    sqlite: "SELECT books.id FROM books WHERE books.id > ? UNION SELECT authors.id FROM authors ORDER BY id",
    postgresql:
      "SELECT books.id FROM books WHERE books.id > $1::INTEGER UNION SELECT authors.id FROM authors ORDER BY id",
    mysql: "SELECT books.id FROM books WHERE books.id > ? UNION SELECT authors.id FROM authors ORDER BY id",
    rows: [[1], [2], [3], [4]],
  },
]);
