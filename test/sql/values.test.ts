import { column, func, insert, integer, literal, select, string, trueValue, tuple, values } from "athanor";
import { authors, testCases } from "./support.ts";

const v = values(column("n", integer()), column("w", string()), { name: "v" }).data([
  [1, "a"],
  [2, "b"],
]);

testCases("values", [
  {
    name: "values",
    build: () => select(v).orderBy(v.c.n),
    default: "SELECT v.n, v.w FROM (VALUES (:param_1, :param_2), (:param_3, :param_4)) AS v (n, w) ORDER BY v.n",
    sqlite: /sqlite has no names for the columns of VALUES in FROM/,
    postgresql:
      "SELECT v.n, v.w FROM (VALUES ($1::INTEGER, $2::VARCHAR), ($3::INTEGER, $4::VARCHAR)) AS v (n, w) ORDER BY v.n",
    mysql: /mysql has no names for the columns of VALUES in FROM/,
    rows: {
      sqlite: /sqlite has no names for the columns of VALUES in FROM/,
      postgresql: [
        [1, "a"],
        [2, "b"],
      ],
      mysql: /mysql has no names for the columns of VALUES in FROM/,
    },
  },
  {
    name: "values of several data()",
    build: () => {
      const w = values(column("n", integer()), { name: "w" })
        .data([[1]])
        .data([[2], [3]]);
      return select(w.c.n).orderBy(w.c.n);
    },
    default: "SELECT w.n FROM (VALUES (:param_1), (:param_2), (:param_3)) AS w (n) ORDER BY w.n",
    sqlite: /sqlite has no names for the columns of VALUES in FROM/,
    postgresql: "SELECT w.n FROM (VALUES ($1::INTEGER), ($2::INTEGER), ($3::INTEGER)) AS w (n) ORDER BY w.n",
    mysql: /mysql has no names for the columns of VALUES in FROM/,
    rows: {
      sqlite: /sqlite has no names for the columns of VALUES in FROM/,
      postgresql: [[1], [2], [3]],
      mysql: /mysql has no names for the columns of VALUES in FROM/,
    },
  },
  {
    name: "values without a name",
    build: () => {
      const w = values(column("n", integer()), column("w", string())).data([[1, "a"]]);
      return select(w);
    },
    default: "SELECT n, w FROM (VALUES (:param_1, :param_2))",
    sqlite: "SELECT n, w FROM (VALUES (?, ?))",
    postgresql: "SELECT n, w FROM (VALUES ($1::INTEGER, $2::VARCHAR))",
    mysql: "SELECT n, w FROM (SELECT ?, ?)",
  },
  {
    name: "values with literals",
    build: () => {
      const w = values(column("n", integer()), column("w", string()), { name: "w", literalBinds: true }).data([
        [1, "a'b"],
        [2, null],
      ]);
      return select(w.c.n, w.c.w).orderBy(w.c.n);
    },
    default: "SELECT w.n, w.w FROM (VALUES (1, 'a''b'), (2, NULL)) AS w (n, w) ORDER BY w.n",
    sqlite: /sqlite has no names for the columns of VALUES in FROM/,
    postgresql: "SELECT w.n, w.w FROM (VALUES (1, 'a''b'), (2, NULL)) AS w (n, w) ORDER BY w.n",
    mysql: /mysql has no names for the columns of VALUES in FROM/,
    rows: {
      sqlite: /sqlite has no names for the columns of VALUES in FROM/,
      postgresql: [
        [1, "a'b"],
        [2, null],
      ],
      mysql: /mysql has no names for the columns of VALUES in FROM/,
    },
  },
  {
    name: "values under another name",
    build: () => {
      const w = v.alias("other");
      return select(w.c.n, w.c.w).orderBy(w.c.n);
    },
    default:
      "SELECT other.n, other.w FROM (VALUES (:param_1, :param_2), (:param_3, :param_4)) AS other (n, w) ORDER BY other.n",
    sqlite: /sqlite has no names for the columns of VALUES in FROM/,
    postgresql:
      "SELECT other.n, other.w FROM (VALUES ($1::INTEGER, $2::VARCHAR), ($3::INTEGER, $4::VARCHAR)) AS other (n, w) ORDER BY other.n",
    mysql: /mysql has no names for the columns of VALUES in FROM/,
    rows: {
      sqlite: /sqlite has no names for the columns of VALUES in FROM/,
      postgresql: [
        [1, "a"],
        [2, "b"],
      ],
      mysql: /mysql has no names for the columns of VALUES in FROM/,
    },
  },
  {
    name: "values under a name that needs quotes",
    build: () => {
      const w = v.alias("Big One");
      return select(w.c.n).orderBy(w.c.n);
    },
    default:
      'SELECT "Big One".n FROM (VALUES (:param_1, :param_2), (:param_3, :param_4)) AS "Big One" (n, w) ORDER BY "Big One".n',
    sqlite: /sqlite has no names for the columns of VALUES in FROM/,
    postgresql:
      'SELECT "Big One".n FROM (VALUES ($1::INTEGER, $2::VARCHAR), ($3::INTEGER, $4::VARCHAR)) AS "Big One" (n, w) ORDER BY "Big One".n',
    mysql: /mysql has no names for the columns of VALUES in FROM/,
    rows: {
      sqlite: /sqlite has no names for the columns of VALUES in FROM/,
      postgresql: [[1], [2]],
      mysql: /mysql has no names for the columns of VALUES in FROM/,
    },
  },
  {
    name: "values twice",
    build: () => {
      const w = v.alias("w");
      return select(v.c.n, w.c.n).where(v.c.n.lt(w.c.n));
    },
    default:
      "SELECT v.n, w.n AS n_1 FROM (VALUES (:param_1, :param_2), (:param_3, :param_4)) AS v (n, w), (VALUES (:param_1, :param_2), (:param_3, :param_4)) AS w (n, w) WHERE v.n < w.n",
    sqlite: /sqlite has no names for the columns of VALUES in FROM/,
    postgresql:
      "SELECT v.n, w.n AS n_1 FROM (VALUES ($1::INTEGER, $2::VARCHAR), ($3::INTEGER, $4::VARCHAR)) AS v (n, w), (VALUES ($1::INTEGER, $2::VARCHAR), ($3::INTEGER, $4::VARCHAR)) AS w (n, w) WHERE v.n < w.n",
    mysql: /mysql has no names for the columns of VALUES in FROM/,
    rows: {
      sqlite: /sqlite has no names for the columns of VALUES in FROM/,
      postgresql: [[1, 2]],
      mysql: /mysql has no names for the columns of VALUES in FROM/,
    },
  },
  {
    name: "values joined to a table",
    build: () => select(authors.c.name, v.c.w).join(v, v.c.n.eq(authors.c.id)).orderBy(authors.c.id),
    default:
      "SELECT authors.name, v.w FROM authors JOIN (VALUES (:param_1, :param_2), (:param_3, :param_4)) AS v (n, w) ON v.n = authors.id ORDER BY authors.id",
    sqlite: /sqlite has no names for the columns of VALUES in FROM/,
    postgresql:
      "SELECT authors.name, v.w FROM authors JOIN (VALUES ($1::INTEGER, $2::VARCHAR), ($3::INTEGER, $4::VARCHAR)) AS v (n, w) ON v.n = authors.id ORDER BY authors.id",
    mysql: /mysql has no names for the columns of VALUES in FROM/,
    rows: {
      sqlite: /sqlite has no names for the columns of VALUES in FROM/,
      postgresql: [
        ["Ann", "a"],
        ["bob", "b"],
      ],
      mysql: /mysql has no names for the columns of VALUES in FROM/,
    },
  },
  {
    name: "a table joined to values",
    build: () => select(v.c.w, authors.c.name).joinFrom(v, authors, authors.c.id.eq(v.c.n)).orderBy(v.c.n),
    default:
      "SELECT v.w, authors.name FROM (VALUES (:param_1, :param_2), (:param_3, :param_4)) AS v (n, w) JOIN authors ON authors.id = v.n ORDER BY v.n",
    sqlite: /sqlite has no names for the columns of VALUES in FROM/,
    postgresql:
      "SELECT v.w, authors.name FROM (VALUES ($1::INTEGER, $2::VARCHAR), ($3::INTEGER, $4::VARCHAR)) AS v (n, w) JOIN authors ON authors.id = v.n ORDER BY v.n",
    mysql: /mysql has no names for the columns of VALUES in FROM/,
    rows: {
      sqlite: /sqlite has no names for the columns of VALUES in FROM/,
      postgresql: [
        ["a", "Ann"],
        ["b", "bob"],
      ],
      mysql: /mysql has no names for the columns of VALUES in FROM/,
    },
  },
  {
    name: "values with expressions",
    build: () => {
      const w = values(column("n", integer()), { name: "w" }).data([[literal(1).add(1)], [func.length("abc")]]);
      return select(w.c.n).orderBy(w.c.n);
    },
    default: "SELECT w.n FROM (VALUES (:param_1 + :param_2), (length(:length_1))) AS w (n) ORDER BY w.n",
    sqlite: /sqlite has no names for the columns of VALUES in FROM/,
    postgresql: "SELECT w.n FROM (VALUES ($1::INTEGER + $2::INTEGER), (length($3::VARCHAR))) AS w (n) ORDER BY w.n",
    mysql: /mysql has no names for the columns of VALUES in FROM/,
    rows: {
      sqlite: /sqlite has no names for the columns of VALUES in FROM/,
      postgresql: [[2], [3]],
      mysql: /mysql has no names for the columns of VALUES in FROM/,
    },
  },
  {
    name: "values in a subquery",
    build: () => {
      const s = select(v.c.n, v.c.w).where(v.c.n.gt(1)).subquery("s");
      return select(s.c.w);
    },
    default:
      "SELECT s.w FROM (SELECT v.n AS n, v.w AS w FROM (VALUES (:param_1, :param_2), (:param_3, :param_4)) AS v (n, w) WHERE v.n > :n_1) AS s",
    sqlite: /sqlite has no names for the columns of VALUES in FROM/,
    postgresql:
      "SELECT s.w FROM (SELECT v.n AS n, v.w AS w FROM (VALUES ($1::INTEGER, $2::VARCHAR), ($3::INTEGER, $4::VARCHAR)) AS v (n, w) WHERE v.n > $5::INTEGER) AS s",
    mysql: /mysql has no names for the columns of VALUES in FROM/,
    rows: {
      sqlite: /sqlite has no names for the columns of VALUES in FROM/,
      postgresql: [["b"]],
      mysql: /mysql has no names for the columns of VALUES in FROM/,
    },
  },
  {
    name: "lateral values",
    build: () => {
      const w = values(column("n", integer()), { name: "w" })
        .data([[authors.c.id], [authors.c.age]])
        .lateral();
      return select(authors.c.name, w.c.n).selectFrom(authors).join(w, trueValue());
    },
    default:
      "SELECT authors.name, w.n FROM authors JOIN LATERAL (VALUES (authors.id), (authors.age)) AS w (n) ON 1 = 1",
    sqlite: /sqlite has no LATERAL\./,
    postgresql:
      "SELECT authors.name, w.n FROM authors JOIN LATERAL (VALUES (authors.id), (authors.age)) AS w (n) ON true",
    mysql: /mysql has no names for the columns of VALUES in FROM/,
  },
  {
    name: "lateral values under a name",
    build: () => {
      const w = values(column("n", integer()))
        .data([[authors.c.id]])
        .lateral("z");
      return select(authors.c.name, w.c.n).join(w, trueValue());
    },
    default: "SELECT authors.name, z.n FROM authors JOIN LATERAL (VALUES (authors.id)) AS z (n) ON 1 = 1",
    sqlite: /sqlite has no LATERAL\./,
    postgresql: "SELECT authors.name, z.n FROM authors JOIN LATERAL (VALUES (authors.id)) AS z (n) ON true",
    mysql: /mysql has no names for the columns of VALUES in FROM/,
  },
  {
    name: "values as a value for IN",
    build: () =>
      select(authors.c.id)
        .where(
          authors.c.id.in(
            values(column("n", integer()))
              .data([[1], [3]])
              .scalarValues(),
          ),
        )
        .orderBy(authors.c.id),
    default: "SELECT authors.id FROM authors WHERE authors.id IN (VALUES (:param_1), (:param_2)) ORDER BY authors.id",
    sqlite: "SELECT authors.id FROM authors WHERE authors.id IN (VALUES (?), (?)) ORDER BY authors.id",
    postgresql:
      "SELECT authors.id FROM authors WHERE authors.id IN (VALUES ($1::INTEGER), ($2::INTEGER)) ORDER BY authors.id",
    mysql: "SELECT authors.id FROM authors WHERE authors.id IN (SELECT ? UNION ALL SELECT ?) ORDER BY authors.id",
  },
  {
    name: "values as a value, with literals",
    build: () =>
      select(authors.c.id)
        .where(
          authors.c.id.in(
            values(column("n", integer()), { literalBinds: true })
              .data([[1], [3]])
              .scalarValues(),
          ),
        )
        .orderBy(authors.c.id),
    default: "SELECT authors.id FROM authors WHERE authors.id IN (VALUES (1), (3)) ORDER BY authors.id",
    sqlite: "SELECT authors.id FROM authors WHERE authors.id IN (VALUES (1), (3)) ORDER BY authors.id",
    postgresql: "SELECT authors.id FROM authors WHERE authors.id IN (VALUES (1), (3)) ORDER BY authors.id",
    mysql: "SELECT authors.id FROM authors WHERE authors.id IN (SELECT 1 UNION ALL SELECT 3) ORDER BY authors.id",
    rows: [[1], [3]],
  },
  {
    name: "values as a value for a tuple",
    build: () =>
      select(authors.c.id)
        .where(
          tuple(authors.c.id, authors.c.name).in(
            values(column("n", integer()), column("w", string()))
              .data([
                [1, "Ann"],
                [3, "x"],
              ])
              .scalarValues(),
          ),
        )
        .orderBy(authors.c.id),
    default:
      "SELECT authors.id FROM authors WHERE (authors.id, authors.name) IN (VALUES (:param_1, :param_2), (:param_3, :param_4)) ORDER BY authors.id",
    sqlite:
      "SELECT authors.id FROM authors WHERE (authors.id, authors.name) IN (VALUES (?, ?), (?, ?)) ORDER BY authors.id",
    postgresql:
      "SELECT authors.id FROM authors WHERE (authors.id, authors.name) IN (VALUES ($1::INTEGER, $2::VARCHAR), ($3::INTEGER, $4::VARCHAR)) ORDER BY authors.id",
    mysql:
      "SELECT authors.id FROM authors WHERE (authors.id, authors.name) IN (SELECT ?, ? UNION ALL SELECT ?, ?) ORDER BY authors.id",
  },
  {
    name: "values as a CTE, twice",
    build: () => {
      const c = values(column("n", integer()), column("w", string()), { literalBinds: true })
        .data([
          [1, "a"],
          [2, "b"],
        ])
        .cte("c");
      const d = c.alias("d");
      return select(c.c.n, d.c.w).where(c.c.n.eq(d.c.n.add(1)));
    },
    default: "WITH c(n, w) AS (VALUES (1, 'a'), (2, 'b')) SELECT c.n, d.w FROM c, c AS d WHERE c.n = d.n + :n_1",
    sqlite: "WITH c(n, w) AS (VALUES (1, 'a'), (2, 'b')) SELECT c.n, d.w FROM c, c AS d WHERE c.n = d.n + ?",
    postgresql:
      "WITH c(n, w) AS (VALUES (1, 'a'), (2, 'b')) SELECT c.n, d.w FROM c, c AS d WHERE c.n = d.n + $1::INTEGER",
    mysql: "WITH c(n, w) AS (SELECT 1, 'a' UNION ALL SELECT 2, 'b') SELECT c.n, d.w FROM c, c AS d WHERE c.n = d.n + ?",
    rows: [[2, "a"]],
  },
  {
    name: "values as a CTE in an insert",
    build: () => {
      const c = values(column("n", integer()), column("w", string()), { name: "x" })
        .data([[1, "a"]])
        .cte("c");
      return insert(authors).fromSelect(["id", "name"], select(c.c.n, c.c.w));
    },
    default: "WITH c(n, w) AS (VALUES (:param_1, :param_2)) INSERT INTO authors (id, name) SELECT c.n, c.w FROM c",
    sqlite: "WITH c(n, w) AS (VALUES (?, ?)) INSERT INTO authors (id, name) SELECT c.n, c.w FROM c",
    postgresql:
      "WITH c(n, w) AS (VALUES ($1::INTEGER, $2::VARCHAR)) INSERT INTO authors (id, name) SELECT c.n, c.w FROM c",
    mysql: "INSERT INTO authors (id, name) WITH c(n, w) AS (SELECT ?, ?) SELECT c.n, c.w FROM c",
  },
]);
