import {
  alias,
  column,
  type ColumnElement,
  func,
  integer,
  lateral,
  literal,
  literalColumn,
  select,
  string,
  table,
  tablesample,
  text,
  trueValue,
  union,
} from "athanor";
import { authors, books, odd, testCases } from "./support.ts";

const ship = table("ship", column("id", integer()), column("name", string()), column("portId", integer()));
const columnOf = (from: { readonly c: object }, name: string) =>
  (from.c as Readonly<Record<string, ColumnElement<unknown>>>)[name]!;

testCases("from-clauses", [
  {
    name: "a table in name only",
    build: () => select(ship.c.id, ship.c.name).where(ship.c.id.eq(7)),
    default: "SELECT ship.id, ship.name FROM ship WHERE ship.id = :id_1",
    sqlite: "SELECT ship.id, ship.name FROM ship WHERE ship.id = ?",
    postgresql: "SELECT ship.id, ship.name FROM ship WHERE ship.id = $1::INTEGER",
    mysql: "SELECT ship.id, ship.name FROM ship WHERE ship.id = ?",
  },
  {
    name: "all columns of a table in name only",
    build: () => select(ship),
    default: 'SELECT ship.id, ship.name, ship."portId" FROM ship',
    sqlite: 'SELECT ship.id, ship.name, ship."portId" FROM ship',
    postgresql: 'SELECT ship.id, ship.name, ship."portId" FROM ship',
    mysql: "SELECT ship.id, ship.name, ship.`portId` FROM ship",
  },
  {
    name: "a table in name only, without columns",
    build: () => select(text("*")).selectFrom(table("sea")),
    default: "SELECT * FROM sea",
    sqlite: "SELECT * FROM sea",
    postgresql: "SELECT * FROM sea",
    mysql: "SELECT * FROM sea",
  },
  {
    name: "columns of no table",
    build: () => select(column("a"), column("b", integer()).add(1)).selectFrom(table("sea")),
    default: "SELECT a, b + :b_1 AS anon_1 FROM sea",
    sqlite: "SELECT a, b + ? AS anon_1 FROM sea",
    postgresql: "SELECT a, b + $1::INTEGER AS anon_1 FROM sea",
    mysql: "SELECT a, b + ? AS anon_1 FROM sea",
  },
  {
    name: "literal columns",
    build: () => select(literalColumn("count(*)"), literalColumn("x").label("y")).selectFrom(ship),
    default: "SELECT count(*), x AS y FROM ship",
    sqlite: "SELECT count(*), x AS y FROM ship",
    postgresql: "SELECT count(*), x AS y FROM ship",
    mysql: "SELECT count(*), x AS y FROM ship",
  },
  {
    name: "values by select alone",
    build: () => select(literal(1), literal("x").label("w")),
    default: "SELECT :param_1 AS anon_1, :param_2 AS w",
    sqlite: "SELECT ? AS anon_1, ? AS w",
    postgresql: "SELECT $1::INTEGER AS anon_1, $2::VARCHAR AS w",
    mysql: "SELECT ? AS anon_1, ? AS w",
    rows: [[1, "x"]],
  },
  {
    name: "select without columns",
    build: () => select().selectFrom(books),
    default: "SELECT FROM books",
    sqlite: "SELECT FROM books",
    postgresql: "SELECT FROM books",
    mysql: "SELECT FROM books",
  },
  {
    name: "a table and its alias",
    build: () => {
      const b = books.alias("b");
      return select(books.c.id, b.c.id).where(books.c.id.eq(b.c.id)).orderBy(books.c.id);
    },
    default: "SELECT books.id, b.id AS id_1 FROM books, books AS b WHERE books.id = b.id ORDER BY books.id",
    sqlite: "SELECT books.id, b.id AS id_1 FROM books, books AS b WHERE books.id = b.id ORDER BY books.id",
    postgresql: "SELECT books.id, b.id AS id_1 FROM books, books AS b WHERE books.id = b.id ORDER BY books.id",
    mysql: "SELECT books.id, b.id AS id_1 FROM books, books AS b WHERE books.id = b.id ORDER BY books.id",
    rows: [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ],
  },
  {
    name: "alias() as a function",
    build: () => {
      const b = alias(books, "b");
      return select(b.c.title).where(b.c.id.eq(2));
    },
    default: "SELECT b.title FROM books AS b WHERE b.id = :id_1",
    sqlite: "SELECT b.title FROM books AS b WHERE b.id = ?",
    postgresql: "SELECT b.title FROM books AS b WHERE b.id = $1::INTEGER",
    mysql: "SELECT b.title FROM books AS b WHERE b.id = ?",
    rows: [["50% off"]],
  },
  {
    name: "an alias of an alias",
    build: () => {
      const b = books.alias("b").alias("c");
      return select(b.c.id).orderBy(b.c.id);
    },
    default: "SELECT c.id FROM books AS c ORDER BY c.id",
    sqlite: "SELECT c.id FROM books AS c ORDER BY c.id",
    postgresql: "SELECT c.id FROM books AS c ORDER BY c.id",
    mysql: "SELECT c.id FROM books AS c ORDER BY c.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "an alias whose name needs quotes",
    build: () => {
      const b = books.alias("Select");
      return select(b.c.id).where(b.c.id.eq(1));
    },
    default: 'SELECT "Select".id FROM books AS "Select" WHERE "Select".id = :id_1',
    sqlite: 'SELECT "Select".id FROM books AS "Select" WHERE "Select".id = ?',
    postgresql: 'SELECT "Select".id FROM books AS "Select" WHERE "Select".id = $1::INTEGER',
    mysql: "SELECT `Select`.id FROM books AS `Select` WHERE `Select`.id = ?",
    rows: [[1]],
  },
  {
    name: "columns of a table with an odd name",
    build: () => select(odd.c.id, odd.c.select, odd.c['a"b'], odd.c.Upper),
    default:
      'SELECT "odd ""table""; --".id, "odd ""table""; --"."select", "odd ""table""; --"."a""b", "odd ""table""; --"."Upper" FROM "odd ""table""; --"',
    sqlite:
      'SELECT "odd ""table""; --".id, "odd ""table""; --"."select", "odd ""table""; --"."a""b", "odd ""table""; --"."Upper" FROM "odd ""table""; --"',
    postgresql:
      'SELECT "odd ""table""; --".id, "odd ""table""; --"."select", "odd ""table""; --"."a""b", "odd ""table""; --"."Upper" FROM "odd ""table""; --"',
    mysql:
      'SELECT `odd "table"; --`.id, `odd "table"; --`.`select`, `odd "table"; --`.`a"b`, `odd "table"; --`.`Upper` FROM `odd "table"; --`',
    rows: [[1, "x", 5, 6]],
  },
  {
    name: "an alias without a name of a table with an odd name",
    build: () => {
      const o = odd.alias();
      return select(o.c.id, o.c.Upper);
    },
    default:
      'SELECT "odd_""table"";_--_1".id, "odd_""table"";_--_1"."Upper" FROM "odd ""table""; --" AS "odd_""table"";_--_1"',
    sqlite:
      'SELECT "odd_""table"";_--_1".id, "odd_""table"";_--_1"."Upper" FROM "odd ""table""; --" AS "odd_""table"";_--_1"',
    postgresql:
      'SELECT "odd_""table"";_--_1".id, "odd_""table"";_--_1"."Upper" FROM "odd ""table""; --" AS "odd_""table"";_--_1"',
    mysql: 'SELECT `odd_"table";_--_1`.id, `odd_"table";_--_1`.`Upper` FROM `odd "table"; --` AS `odd_"table";_--_1`',
    rows: [[1, 6]],
  },
  {
    name: "a subquery without a name",
    build: () => {
      const s = select(books.c.id, books.c.pages).where(books.c.pages.gt(10)).subquery();
      return select(s.c.id).orderBy(s.c.pages.desc(), s.c.id);
    },
    default:
      "SELECT anon_1.id FROM (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.pages > :pages_1) AS anon_1 ORDER BY anon_1.pages DESC, anon_1.id",
    sqlite:
      "SELECT anon_1.id FROM (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.pages > ?) AS anon_1 ORDER BY anon_1.pages DESC, anon_1.id",
    postgresql:
      "SELECT anon_1.id FROM (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.pages > $1::INTEGER) AS anon_1 ORDER BY anon_1.pages DESC, anon_1.id",
    mysql:
      "SELECT anon_1.id FROM (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.pages > ?) AS anon_1 ORDER BY anon_1.pages DESC, anon_1.id",
    rows: [[2], [1], [4]],
  },
  {
    name: "two subqueries without names",
    build: () => {
      const a = select(books.c.id).subquery();
      const b = select(authors.c.id).subquery();
      return select(a.c.id, b.c.id).where(a.c.id.eq(b.c.id)).orderBy(a.c.id);
    },
    default:
      "SELECT anon_1.id, anon_2.id AS id_1 FROM (SELECT books.id AS id FROM books) AS anon_1, (SELECT authors.id AS id FROM authors) AS anon_2 WHERE anon_1.id = anon_2.id ORDER BY anon_1.id",
    sqlite:
      "SELECT anon_1.id, anon_2.id AS id_1 FROM (SELECT books.id AS id FROM books) AS anon_1, (SELECT authors.id AS id FROM authors) AS anon_2 WHERE anon_1.id = anon_2.id ORDER BY anon_1.id",
    postgresql:
      "SELECT anon_1.id, anon_2.id AS id_1 FROM (SELECT books.id AS id FROM books) AS anon_1, (SELECT authors.id AS id FROM authors) AS anon_2 WHERE anon_1.id = anon_2.id ORDER BY anon_1.id",
    mysql:
      "SELECT anon_1.id, anon_2.id AS id_1 FROM (SELECT books.id AS id FROM books) AS anon_1, (SELECT authors.id AS id FROM authors) AS anon_2 WHERE anon_1.id = anon_2.id ORDER BY anon_1.id",
    rows: [
      [1, 1],
      [2, 2],
      [3, 3],
    ],
  },
  {
    name: "an alias of a subquery",
    build: () => {
      const a = select(books.c.id).subquery("a");
      const b = a.alias("b");
      return select(a.c.id, b.c.id).where(a.c.id.eq(b.c.id)).orderBy(a.c.id);
    },
    default:
      "SELECT a.id, b.id AS id_1 FROM (SELECT books.id AS id FROM books) AS a, (SELECT books.id AS id FROM books) AS b WHERE a.id = b.id ORDER BY a.id",
    sqlite:
      "SELECT a.id, b.id AS id_1 FROM (SELECT books.id AS id FROM books) AS a, (SELECT books.id AS id FROM books) AS b WHERE a.id = b.id ORDER BY a.id",
    postgresql:
      "SELECT a.id, b.id AS id_1 FROM (SELECT books.id AS id FROM books) AS a, (SELECT books.id AS id FROM books) AS b WHERE a.id = b.id ORDER BY a.id",
    mysql:
      "SELECT a.id, b.id AS id_1 FROM (SELECT books.id AS id FROM books) AS a, (SELECT books.id AS id FROM books) AS b WHERE a.id = b.id ORDER BY a.id",
    rows: [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ],
  },
  {
    name: "an alias without a name of a subquery",
    build: () => {
      const a = select(books.c.id).subquery("a");
      const b = a.alias();
      return select(a.c.id, b.c.id).where(a.c.id.eq(b.c.id)).orderBy(a.c.id);
    },
    default:
      "SELECT a.id, a_1.id AS id_1 FROM (SELECT books.id AS id FROM books) AS a, (SELECT books.id AS id FROM books) AS a_1 WHERE a.id = a_1.id ORDER BY a.id",
    sqlite:
      "SELECT a.id, a_1.id AS id_1 FROM (SELECT books.id AS id FROM books) AS a, (SELECT books.id AS id FROM books) AS a_1 WHERE a.id = a_1.id ORDER BY a.id",
    postgresql:
      "SELECT a.id, a_1.id AS id_1 FROM (SELECT books.id AS id FROM books) AS a, (SELECT books.id AS id FROM books) AS a_1 WHERE a.id = a_1.id ORDER BY a.id",
    mysql:
      "SELECT a.id, a_1.id AS id_1 FROM (SELECT books.id AS id FROM books) AS a, (SELECT books.id AS id FROM books) AS a_1 WHERE a.id = a_1.id ORDER BY a.id",
    rows: [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ],
  },
  {
    name: "a subquery in a subquery",
    build: () => {
      const a = select(books.c.id, books.c.pages).where(books.c.pages.gt(5)).subquery();
      const b = select(a.c.id).where(a.c.pages.lt(200)).subquery();
      return select(b.c.id).orderBy(b.c.id);
    },
    default:
      "SELECT anon_1.id FROM (SELECT anon_2.id AS id FROM (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.pages > :pages_1) AS anon_2 WHERE anon_2.pages < :pages_2) AS anon_1 ORDER BY anon_1.id",
    sqlite:
      "SELECT anon_1.id FROM (SELECT anon_2.id AS id FROM (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.pages > ?) AS anon_2 WHERE anon_2.pages < ?) AS anon_1 ORDER BY anon_1.id",
    postgresql:
      "SELECT anon_1.id FROM (SELECT anon_2.id AS id FROM (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.pages > $1::INTEGER) AS anon_2 WHERE anon_2.pages < $2::INTEGER) AS anon_1 ORDER BY anon_1.id",
    mysql:
      "SELECT anon_1.id FROM (SELECT anon_2.id AS id FROM (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.pages > ?) AS anon_2 WHERE anon_2.pages < ?) AS anon_1 ORDER BY anon_1.id",
    rows: [[1], [3], [4]],
  },
  {
    name: "a whole subquery",
    build: () => {
      const a = select(books.c.id, books.c.pages.label("p")).subquery("a");
      return select(a).orderBy(a.c.id);
    },
    default: "SELECT a.id, a.p FROM (SELECT books.id AS id, books.pages AS p FROM books) AS a ORDER BY a.id",
    sqlite: "SELECT a.id, a.p FROM (SELECT books.id AS id, books.pages AS p FROM books) AS a ORDER BY a.id",
    postgresql: "SELECT a.id, a.p FROM (SELECT books.id AS id, books.pages AS p FROM books) AS a ORDER BY a.id",
    mysql: "SELECT a.id, a.p FROM (SELECT books.id AS id, books.pages AS p FROM books) AS a ORDER BY a.id",
    rows: [
      [1, 100],
      [2, 250],
      [3, 7],
      [4, 100],
    ],
  },
  {
    name: "a subquery with expressions without names",
    build: () => {
      const a = select(books.c.id.add(1), func.lower(books.c.title), func.lower(books.c.title)).subquery("a");
      return select(a);
    },
    default:
      "SELECT a.anon_1, a.lower_1, a.lower_2 FROM (SELECT books.id + :id_1 AS anon_1, lower(books.title) AS lower_1, lower(books.title) AS lower_2 FROM books) AS a",
    sqlite:
      "SELECT a.anon_1, a.lower_1, a.lower_2 FROM (SELECT books.id + ? AS anon_1, lower(books.title) AS lower_1, lower(books.title) AS lower_2 FROM books) AS a",
    postgresql:
      "SELECT a.anon_1, a.lower_1, a.lower_2 FROM (SELECT books.id + $1::INTEGER AS anon_1, lower(books.title) AS lower_1, lower(books.title) AS lower_2 FROM books) AS a",
    mysql:
      "SELECT a.anon_1, a.lower_1, a.lower_2 FROM (SELECT books.id + ? AS anon_1, lower(books.title) AS lower_1, lower(books.title) AS lower_2 FROM books) AS a",
  },
  {
    name: "a subquery with two columns of one name",
    build: () => {
      const a = select(books.c.id, authors.c.id).where(books.c.authorId.eq(authors.c.id)).subquery("a");
      return select(columnOf(a, "id"), columnOf(a, "id_1")).orderBy(columnOf(a, "id"));
    },
    default:
      'SELECT a.id, a.id_1 FROM (SELECT books.id AS id, authors.id AS id_1 FROM books, authors WHERE books."authorId" = authors.id) AS a ORDER BY a.id',
    sqlite:
      'SELECT a.id, a.id_1 FROM (SELECT books.id AS id, authors.id AS id_1 FROM books, authors WHERE books."authorId" = authors.id) AS a ORDER BY a.id',
    postgresql:
      'SELECT a.id, a.id_1 FROM (SELECT books.id AS id, authors.id AS id_1 FROM books, authors WHERE books."authorId" = authors.id) AS a ORDER BY a.id',
    mysql:
      "SELECT a.id, a.id_1 FROM (SELECT books.id AS id, authors.id AS id_1 FROM books, authors WHERE books.`authorId` = authors.id) AS a ORDER BY a.id",
    rows: [
      [1, 1],
      [2, 1],
      [3, 3],
    ],
  },
  {
    name: "a subquery of one column twice",
    build: () => {
      const a = select(books.c.id, books.c.id).subquery("a");
      return select(a).orderBy(a.c.id);
    },
    default: "SELECT a.id, a.id AS id_1 FROM (SELECT books.id AS id, books.id AS id__1 FROM books) AS a ORDER BY a.id",
    sqlite: "SELECT a.id, a.id AS id_1 FROM (SELECT books.id AS id, books.id AS id__1 FROM books) AS a ORDER BY a.id",
    postgresql:
      "SELECT a.id, a.id AS id_1 FROM (SELECT books.id AS id, books.id AS id__1 FROM books) AS a ORDER BY a.id",
    mysql: "SELECT a.id, a.id AS id_1 FROM (SELECT books.id AS id, books.id AS id__1 FROM books) AS a ORDER BY a.id",
    rows: [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ],
  },
  {
    name: "a subquery of text columns",
    build: () => {
      const a = select(text("a, b")).selectFrom(books).subquery("a");
      return select(text("a.b")).selectFrom(a);
    },
    default: "SELECT a.b FROM (SELECT a, b FROM books) AS a",
    sqlite: "SELECT a.b FROM (SELECT a, b FROM books) AS a",
    postgresql: "SELECT a.b FROM (SELECT a, b FROM books) AS a",
    mysql: "SELECT a.b FROM (SELECT a, b FROM books) AS a",
  },
  {
    name: "a select of a table by its method",
    build: () => books.select().where(books.c.id.eq(1)),
    default:
      'SELECT books.id, books.title, books.pages, books.price, books."authorId" FROM books WHERE books.id = :id_1',
    sqlite: 'SELECT books.id, books.title, books.pages, books.price, books."authorId" FROM books WHERE books.id = ?',
    postgresql:
      'SELECT books.id, books.title, books.pages, books.price, books."authorId" FROM books WHERE books.id = $1::INTEGER',
    mysql: "SELECT books.id, books.title, books.pages, books.price, books.`authorId` FROM books WHERE books.id = ?",
    rows: [[1, "A Tale", 100, "9.50", 1]],
  },
  {
    name: "a select of a join by its method",
    build: () => authors.join(books).select().where(books.c.id.eq(1)),
    default:
      'SELECT authors.id, authors.name, authors.age, authors.active, books.id AS id_1, books.title, books.pages, books.price, books."authorId" FROM authors JOIN books ON authors.id = books."authorId" WHERE books.id = :id_2',
    sqlite:
      'SELECT authors.id, authors.name, authors.age, authors.active, books.id AS id_1, books.title, books.pages, books.price, books."authorId" FROM authors JOIN books ON authors.id = books."authorId" WHERE books.id = ?',
    postgresql:
      'SELECT authors.id, authors.name, authors.age, authors.active, books.id AS id_1, books.title, books.pages, books.price, books."authorId" FROM authors JOIN books ON authors.id = books."authorId" WHERE books.id = $1::INTEGER',
    mysql:
      "SELECT authors.id, authors.name, authors.age, authors.active, books.id AS id_1, books.title, books.pages, books.price, books.`authorId` FROM authors INNER JOIN books ON authors.id = books.`authorId` WHERE books.id = ?",
    rows: [[1, "Ann", 30, true, 1, "A Tale", 100, "9.50", 1]],
  },
  {
    name: "a sample of a table",
    build: () => {
      const s = tablesample(books, 10);
      return select(s.c.id);
    },
    default: "SELECT books_1.id FROM books AS books_1 TABLESAMPLE system(:system_1)",
    sqlite: /sqlite has no TABLESAMPLE\./,
    postgresql: "SELECT books_1.id FROM books AS books_1 TABLESAMPLE system($1::INTEGER)",
    mysql: /mysql has no TABLESAMPLE\./,
  },
  {
    name: "a sample by a method, with a name and a seed",
    build: () => {
      const s = books.tablesample(func.bernoulli!(25), { name: "s", seed: 7 });
      return select(s.c.id).where(s.c.pages.gt(1));
    },
    default:
      "SELECT s.id FROM books AS s TABLESAMPLE bernoulli(:bernoulli_1) REPEATABLE (:param_1) WHERE s.pages > :pages_1",
    sqlite: /sqlite has no TABLESAMPLE\./,
    postgresql:
      "SELECT s.id FROM books AS s TABLESAMPLE bernoulli($1::INTEGER) REPEATABLE ($2::INTEGER) WHERE s.pages > $3::INTEGER",
    mysql: /mysql has no TABLESAMPLE\./,
  },
  {
    name: "a sample with expressions",
    build: () => {
      const s = tablesample(books, func.system!(text("1 + 1")), { name: "s", seed: func.random() });
      return select(s.c.id);
    },
    default: "SELECT s.id FROM books AS s TABLESAMPLE system(1 + 1) REPEATABLE (random())",
    sqlite: /sqlite has no TABLESAMPLE\./,
    postgresql: "SELECT s.id FROM books AS s TABLESAMPLE system(1 + 1) REPEATABLE (random())",
    mysql: /mysql has no TABLESAMPLE\./,
  },
  {
    name: "a sample, joined",
    build: () => {
      const s = tablesample(books, func.bernoulli!(1), { seed: 3 });
      return select(authors.c.name, s.c.title).join(s);
    },
    default:
      'SELECT authors.name, books_1.title FROM authors JOIN books AS books_1 TABLESAMPLE bernoulli(:bernoulli_1) REPEATABLE (:param_1) ON authors.id = books_1."authorId"',
    sqlite: /sqlite has no TABLESAMPLE\./,
    postgresql:
      'SELECT authors.name, books_1.title FROM authors JOIN books AS books_1 TABLESAMPLE bernoulli($1::INTEGER) REPEATABLE ($2::INTEGER) ON authors.id = books_1."authorId"',
    mysql: /mysql has no TABLESAMPLE\./,
  },
  {
    name: "a sample of an alias",
    build: () => {
      const s = tablesample(books.alias("b"), func.bernoulli!(1), { name: "s" });
      return select(s.c.id);
    },
    default: "SELECT s.id FROM books AS s TABLESAMPLE bernoulli(:bernoulli_1)",
    sqlite: /sqlite has no TABLESAMPLE\./,
    postgresql: "SELECT s.id FROM books AS s TABLESAMPLE bernoulli($1::INTEGER)",
    mysql: /mysql has no TABLESAMPLE\./,
  },
  {
    name: "a sample and its table",
    build: () => {
      const s = tablesample(books, func.system!(5));
      return select(books.c.id, s.c.id).where(books.c.id.eq(s.c.id));
    },
    default:
      "SELECT books.id, books_1.id AS id_1 FROM books, books AS books_1 TABLESAMPLE system(:system_1) WHERE books.id = books_1.id",
    sqlite: /sqlite has no TABLESAMPLE\./,
    postgresql:
      "SELECT books.id, books_1.id AS id_1 FROM books, books AS books_1 TABLESAMPLE system($1::INTEGER) WHERE books.id = books_1.id",
    mysql: /mysql has no TABLESAMPLE\./,
  },
  {
    name: "a lateral subquery",
    build: () => {
      const s = select(books.c.title)
        .where(books.c.authorId.eq(authors.c.id))
        .orderBy(books.c.id)
        .limit(1)
        .lateral("s");
      return select(authors.c.name, s.c.title).orderBy(authors.c.id);
    },
    default:
      'SELECT authors.name, s.title FROM authors, LATERAL (SELECT books.title AS title FROM books WHERE books."authorId" = authors.id ORDER BY books.id LIMIT :param_1) AS s ORDER BY authors.id',
    sqlite: /sqlite has no LATERAL\./,
    postgresql:
      'SELECT authors.name, s.title FROM authors, LATERAL (SELECT books.title AS title FROM books WHERE books."authorId" = authors.id ORDER BY books.id  LIMIT $1::INTEGER) AS s ORDER BY authors.id',
    mysql:
      "SELECT authors.name, s.title FROM authors, LATERAL (SELECT books.title AS title FROM books WHERE books.`authorId` = authors.id ORDER BY books.id  LIMIT ?) AS s ORDER BY authors.id",
    rows: {
      sqlite: /sqlite has no LATERAL\./,
      postgresql: [
        ["Ann", "A Tale"],
        ["C_d%e", "under_score"],
      ],
      mysql: /MariaDB has no LATERAL/,
    },
  },
  {
    name: "a lateral subquery, joined ON true",
    build: () => {
      const s = select(books.c.title).where(books.c.authorId.eq(authors.c.id)).lateral("s");
      return select(authors.c.name, s.c.title).join(s, trueValue()).orderBy(authors.c.id, s.c.title);
    },
    default:
      'SELECT authors.name, s.title FROM authors JOIN LATERAL (SELECT books.title AS title FROM books WHERE books."authorId" = authors.id) AS s ON 1 = 1 ORDER BY authors.id, s.title',
    sqlite: /sqlite has no LATERAL\./,
    postgresql:
      'SELECT authors.name, s.title FROM authors JOIN LATERAL (SELECT books.title AS title FROM books WHERE books."authorId" = authors.id) AS s ON true ORDER BY authors.id, s.title',
    mysql:
      "SELECT authors.name, s.title FROM authors INNER JOIN LATERAL (SELECT books.title AS title FROM books WHERE books.`authorId` = authors.id) AS s ON true = 1 ORDER BY authors.id, s.title",
    rows: {
      sqlite: /sqlite has no LATERAL\./,
      postgresql: [
        ["Ann", "50% off"],
        ["Ann", "A Tale"],
        ["C_d%e", "under_score"],
      ],
      mysql: /MariaDB has no LATERAL/,
    },
  },
  {
    name: "a lateral subquery, outer joined",
    build: () => {
      const s = select(func.count(books.c.id).label("n")).where(books.c.authorId.eq(authors.c.id)).lateral();
      return select(authors.c.name, s.c.n).outerjoin(s, trueValue()).orderBy(authors.c.id);
    },
    default:
      'SELECT authors.name, anon_1.n FROM authors LEFT OUTER JOIN LATERAL (SELECT count(books.id) AS n FROM books WHERE books."authorId" = authors.id) AS anon_1 ON 1 = 1 ORDER BY authors.id',
    sqlite: /sqlite has no LATERAL\./,
    postgresql:
      'SELECT authors.name, anon_1.n FROM authors LEFT OUTER JOIN LATERAL (SELECT count(books.id) AS n FROM books WHERE books."authorId" = authors.id) AS anon_1 ON true ORDER BY authors.id',
    mysql:
      "SELECT authors.name, anon_1.n FROM authors LEFT OUTER JOIN LATERAL (SELECT count(books.id) AS n FROM books WHERE books.`authorId` = authors.id) AS anon_1 ON true = 1 ORDER BY authors.id",
    rows: {
      sqlite: /sqlite has no LATERAL\./,
      postgresql: [
        ["Ann", 2],
        ["bob", 0],
        ["C_d%e", 1],
      ],
      mysql: /MariaDB has no LATERAL/,
    },
  },
  {
    name: "lateral() of a select",
    build: () => {
      const s = lateral(select(books.c.title).where(books.c.authorId.eq(authors.c.id)), "s");
      return select(authors.c.name, s.c.title).selectFrom(authors, s);
    },
    default:
      'SELECT authors.name, s.title FROM authors, LATERAL (SELECT books.title AS title FROM books WHERE books."authorId" = authors.id) AS s',
    sqlite: /sqlite has no LATERAL\./,
    postgresql:
      'SELECT authors.name, s.title FROM authors, LATERAL (SELECT books.title AS title FROM books WHERE books."authorId" = authors.id) AS s',
    mysql:
      "SELECT authors.name, s.title FROM authors, LATERAL (SELECT books.title AS title FROM books WHERE books.`authorId` = authors.id) AS s",
  },
  {
    name: "two lateral subqueries, one naming the other",
    build: () => {
      const a = select(books.c.id, books.c.pages).where(books.c.authorId.eq(authors.c.id)).lateral("a");
      const b = select(a.c.pages.mul(2).label("twice")).lateral("b");
      return select(authors.c.name, a.c.id, b.c.twice).selectFrom(authors, a, b);
    },
    default:
      'SELECT authors.name, a.id, b.twice FROM authors, LATERAL (SELECT books.id AS id, books.pages AS pages FROM books WHERE books."authorId" = authors.id) AS a, LATERAL (SELECT a.pages * :pages_1 AS twice FROM LATERAL (SELECT books.id AS id, books.pages AS pages FROM books, authors WHERE books."authorId" = authors.id) AS a) AS b',
    sqlite: /sqlite has no LATERAL\./,
    postgresql:
      'SELECT authors.name, a.id, b.twice FROM authors, LATERAL (SELECT books.id AS id, books.pages AS pages FROM books WHERE books."authorId" = authors.id) AS a, LATERAL (SELECT a.pages * $1::INTEGER AS twice FROM LATERAL (SELECT books.id AS id, books.pages AS pages FROM books, authors WHERE books."authorId" = authors.id) AS a) AS b',
    mysql:
      "SELECT authors.name, a.id, b.twice FROM authors, LATERAL (SELECT books.id AS id, books.pages AS pages FROM books WHERE books.`authorId` = authors.id) AS a, LATERAL (SELECT a.pages * ? AS twice FROM LATERAL (SELECT books.id AS id, books.pages AS pages FROM books, authors WHERE books.`authorId` = authors.id) AS a) AS b",
  },
  {
    name: "lateral of a union",
    build: () => {
      const u = union(select(books.c.id).where(books.c.authorId.eq(authors.c.id)), select(authors.c.id)).lateral("u");
      return select(authors.c.name, u.c.id).selectFrom(authors, u);
    },
    default:
      'SELECT authors.name, u.id FROM authors, LATERAL (SELECT books.id AS id FROM books WHERE books."authorId" = authors.id UNION SELECT authors.id AS id FROM authors) AS u',
    sqlite: /sqlite has no LATERAL\./,
    postgresql:
      'SELECT authors.name, u.id FROM authors, LATERAL (SELECT books.id AS id FROM books WHERE books."authorId" = authors.id UNION SELECT authors.id AS id FROM authors) AS u',
    mysql:
      "SELECT authors.name, u.id FROM authors, LATERAL (SELECT books.id AS id FROM books WHERE books.`authorId` = authors.id UNION SELECT authors.id AS id FROM authors) AS u",
  },
  {
    name: "lateral with correlate said",
    build: () => {
      const s = select(books.c.title, authors.c.age)
        .where(books.c.authorId.eq(authors.c.id))
        .correlate(authors)
        .lateral("s");
      return select(authors.c.name, s.c.title).join(s, trueValue());
    },
    default:
      'SELECT authors.name, s.title FROM authors JOIN LATERAL (SELECT books.title AS title, authors.age AS age FROM books WHERE books."authorId" = authors.id) AS s ON 1 = 1',
    sqlite: /sqlite has no LATERAL\./,
    postgresql:
      'SELECT authors.name, s.title FROM authors JOIN LATERAL (SELECT books.title AS title, authors.age AS age FROM books WHERE books."authorId" = authors.id) AS s ON true',
    mysql:
      "SELECT authors.name, s.title FROM authors INNER JOIN LATERAL (SELECT books.title AS title, authors.age AS age FROM books WHERE books.`authorId` = authors.id) AS s ON true = 1",
  },
  {
    name: "a lateral subquery in a subquery",
    build: () => {
      const s = select(books.c.title).where(books.c.authorId.eq(authors.c.id)).lateral("s");
      const i = select(authors.c.name, s.c.title).join(s, trueValue()).subquery("i");
      return select(i.c.name, i.c.title);
    },
    default:
      'SELECT i.name, i.title FROM (SELECT authors.name AS name, s.title AS title FROM authors JOIN LATERAL (SELECT books.title AS title FROM books WHERE books."authorId" = authors.id) AS s ON 1 = 1) AS i',
    sqlite: /sqlite has no LATERAL\./,
    postgresql:
      'SELECT i.name, i.title FROM (SELECT authors.name AS name, s.title AS title FROM authors JOIN LATERAL (SELECT books.title AS title FROM books WHERE books."authorId" = authors.id) AS s ON true) AS i',
    mysql:
      "SELECT i.name, i.title FROM (SELECT authors.name AS name, s.title AS title FROM authors INNER JOIN LATERAL (SELECT books.title AS title FROM books WHERE books.`authorId` = authors.id) AS s ON true = 1) AS i",
  },
]);
