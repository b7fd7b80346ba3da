import { LABEL_STYLE_TABLENAME_PLUS_COL, func, select } from "athanor";
import { authors, books, odd, testCases } from "./support.ts";

testCases("labels", [
  {
    name: "a label",
    build: () => select(books.c.pages.mul(2).label("twice")).orderBy("twice").limit(1),
    default: "SELECT books.pages * :pages_1 AS twice FROM books ORDER BY twice LIMIT :param_1",
    sqlite: "SELECT books.pages * ? AS twice FROM books ORDER BY twice LIMIT ? OFFSET ?",
    postgresql: "SELECT books.pages * $1::INTEGER AS twice FROM books ORDER BY twice  LIMIT $2::INTEGER",
    mysql: "SELECT books.pages * ? AS twice FROM books ORDER BY twice  LIMIT ?",
    rows: [[14]],
  },
  {
    name: "equal names are told apart",
    build: () => select(authors.c.id, books.c.id).joinFrom(authors, books).orderBy(books.c.id),
    default:
      'SELECT authors.id, books.id AS id_1 FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    sqlite:
      'SELECT authors.id, books.id AS id_1 FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    postgresql:
      'SELECT authors.id, books.id AS id_1 FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    mysql:
      "SELECT authors.id, books.id AS id_1 FROM authors INNER JOIN books ON authors.id = books.`authorId` ORDER BY books.id",
    rows: [
      [1, 1],
      [1, 2],
      [3, 3],
    ],
  },
  {
    name: "repeats",
    build: () => select(authors.c.id, authors.c.id, authors.c.id).where(authors.c.id.eq(1)),
    default: "SELECT authors.id, authors.id AS id__1, authors.id AS id__2 FROM authors WHERE authors.id = :id_1",
    sqlite: "SELECT authors.id, authors.id AS id__1, authors.id AS id__2 FROM authors WHERE authors.id = ?",
    postgresql:
      "SELECT authors.id, authors.id AS id__1, authors.id AS id__2 FROM authors WHERE authors.id = $1::INTEGER",
    mysql: "SELECT authors.id, authors.id AS id__1, authors.id AS id__2 FROM authors WHERE authors.id = ?",
    rows: [[1, 1, 1]],
  },
  {
    name: "expressions get numbers",
    build: () => select(books.c.id.add(1), books.c.id.add(2)).where(books.c.id.eq(1)),
    default: "SELECT books.id + :id_1 AS anon_1, books.id + :id_2 AS anon_2 FROM books WHERE books.id = :id_3",
    sqlite: "SELECT books.id + ? AS anon_1, books.id + ? AS anon_2 FROM books WHERE books.id = ?",
    postgresql:
      "SELECT books.id + $1::INTEGER AS anon_1, books.id + $2::INTEGER AS anon_2 FROM books WHERE books.id = $3::INTEGER",
    mysql: "SELECT books.id + ? AS anon_1, books.id + ? AS anon_2 FROM books WHERE books.id = ?",
    rows: [[2, 3]],
  },
  {
    name: "labels in order and group by expression",
    build: () => {
      const n = func.count().label("n");
      return select(books.c.pages, n).groupBy(books.c.pages).orderBy(n.desc(), books.c.pages);
    },
    default: "SELECT books.pages, count(*) AS n FROM books GROUP BY books.pages ORDER BY n DESC, books.pages",
    sqlite: "SELECT books.pages, count(*) AS n FROM books GROUP BY books.pages ORDER BY n DESC, books.pages",
    postgresql: "SELECT books.pages, count(*) AS n FROM books GROUP BY books.pages ORDER BY n DESC, books.pages",
    mysql: "SELECT books.pages, count(*) AS n FROM books GROUP BY books.pages ORDER BY n DESC, books.pages",
    rows: [
      [100, 2],
      [7, 1],
      [250, 1],
    ],
  },
  {
    name: "labels in the style table_column",
    build: () =>
      select(authors.c.id, authors.c.name).where(authors.c.id.eq(1)).setLabelStyle(LABEL_STYLE_TABLENAME_PLUS_COL),
    default: "SELECT authors.id AS authors_id, authors.name AS authors_name FROM authors WHERE authors.id = :id_1",
    sqlite: "SELECT authors.id AS authors_id, authors.name AS authors_name FROM authors WHERE authors.id = ?",
    postgresql:
      "SELECT authors.id AS authors_id, authors.name AS authors_name FROM authors WHERE authors.id = $1::INTEGER",
    mysql: "SELECT authors.id AS authors_id, authors.name AS authors_name FROM authors WHERE authors.id = ?",
    rows: [[1, "Ann"]],
  },
  {
    name: "names that need quotes",
    build: () => select(odd, odd.c.Upper.label('x"; DROP TABLE y; --')),
    default:
      'SELECT "odd ""table""; --".id, "odd ""table""; --"."select", "odd ""table""; --"."a""b", "odd ""table""; --"."Upper", "odd ""table""; --"."Upper" AS "x""; DROP TABLE y; --" FROM "odd ""table""; --"',
    sqlite:
      'SELECT "odd ""table""; --".id, "odd ""table""; --"."select", "odd ""table""; --"."a""b", "odd ""table""; --"."Upper", "odd ""table""; --"."Upper" AS "x""; DROP TABLE y; --" FROM "odd ""table""; --"',
    postgresql:
      'SELECT "odd ""table""; --".id, "odd ""table""; --"."select", "odd ""table""; --"."a""b", "odd ""table""; --"."Upper", "odd ""table""; --"."Upper" AS "x""; DROP TABLE y; --" FROM "odd ""table""; --"',
    mysql:
      'SELECT `odd "table"; --`.id, `odd "table"; --`.`select`, `odd "table"; --`.`a"b`, `odd "table"; --`.`Upper`, `odd "table"; --`.`Upper` AS `x"; DROP TABLE y; --` FROM `odd "table"; --`',
    rows: [[1, "x", 5, 6, 6]],
  },
  {
    name: "hostile names in every place",
    build: () => select(odd.c.select).where(odd.c['a"b'].eq(5)).groupBy(odd.c.select).orderBy(odd.c.select),
    default:
      'SELECT "odd ""table""; --"."select" FROM "odd ""table""; --" WHERE "odd ""table""; --"."a""b" = :a_b_1 GROUP BY "odd ""table""; --"."select" ORDER BY "odd ""table""; --"."select"',
    sqlite:
      'SELECT "odd ""table""; --"."select" FROM "odd ""table""; --" WHERE "odd ""table""; --"."a""b" = ? GROUP BY "odd ""table""; --"."select" ORDER BY "odd ""table""; --"."select"',
    postgresql:
      'SELECT "odd ""table""; --"."select" FROM "odd ""table""; --" WHERE "odd ""table""; --"."a""b" = $1::INTEGER GROUP BY "odd ""table""; --"."select" ORDER BY "odd ""table""; --"."select"',
    mysql:
      'SELECT `odd "table"; --`.`select` FROM `odd "table"; --` WHERE `odd "table"; --`.`a"b` = ? GROUP BY `odd "table"; --`.`select` ORDER BY `odd "table"; --`.`select`',
    rows: [["x"]],
  },
]);
