import {
  and,
  any,
  caseWhen,
  exists,
  foreignKeyConstraint,
  func,
  integer,
  join,
  literalColumn,
  MetaData,
  or,
  outerjoin,
  select,
  string,
  trueValue,
  union,
} from "athanor";
import { authors, books, testCases } from "./support.ts";

const m2 = new MetaData();
const airports = m2.table("airports", { id: integer().primaryKey(), city: string(20) });
const flights = m2.table("flights", {
  id: integer().primaryKey(),
  srcId: integer().references("airports.id"),
  dstId: integer().references("airports.id"),
});
const seats = m2.table("seats", {
  flightId: integer().primaryKey().references("flights.id"),
  no: integer().primaryKey(),
});
const meals = m2.table(
  "meals",
  { id: integer().primaryKey(), flightId: integer(), no: integer() },
  { constraints: (c) => [foreignKeyConstraint([c.flightId, c.no], ["seats.flightId", "seats.no"])] },
);
const nodes = m2.table("nodes", { id: integer().primaryKey(), parentId: integer().references("nodes.id").nullable() });

testCases("joins and correlation", [
  {
    name: "a join by its foreign key",
    build: () => select(authors.c.name, books.c.title).join(books).orderBy(books.c.id),
    default:
      'SELECT authors.name, books.title FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    sqlite:
      'SELECT authors.name, books.title FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    postgresql:
      'SELECT authors.name, books.title FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    mysql:
      "SELECT authors.name, books.title FROM authors INNER JOIN books ON authors.id = books.`authorId` ORDER BY books.id",
    rows: [
      ["Ann", "A Tale"],
      ["Ann", "50% off"],
      ["C_d%e", "under_score"],
    ],
  },
  {
    name: "a join where both tables are selected from",
    build: () => select(authors.c.name, books.c.title).selectFrom(authors).join(books).orderBy(books.c.id),
    default:
      'SELECT authors.name, books.title FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    sqlite:
      'SELECT authors.name, books.title FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    postgresql:
      'SELECT authors.name, books.title FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    mysql:
      "SELECT authors.name, books.title FROM authors INNER JOIN books ON authors.id = books.`authorId` ORDER BY books.id",
    rows: [
      ["Ann", "A Tale"],
      ["Ann", "50% off"],
      ["C_d%e", "under_score"],
    ],
  },
  {
    name: "a join of two foreign keys needs ON",
    build: () => select(flights.c.id, airports.c.city).joinFrom(flights, airports, airports.c.id.eq(flights.c.srcId)),
    default: 'SELECT flights.id, airports.city FROM flights JOIN airports ON airports.id = flights."srcId"',
    sqlite: 'SELECT flights.id, airports.city FROM flights JOIN airports ON airports.id = flights."srcId"',
    postgresql: 'SELECT flights.id, airports.city FROM flights JOIN airports ON airports.id = flights."srcId"',
    mysql: "SELECT flights.id, airports.city FROM flights INNER JOIN airports ON airports.id = flights.`srcId`",
  },
  {
    name: "a join by a foreign key of two columns",
    build: () => select(meals.c.id).join(seats),
    default: 'SELECT meals.id FROM meals JOIN seats ON seats."flightId" = meals."flightId" AND seats.no = meals.no',
    sqlite: 'SELECT meals.id FROM meals JOIN seats ON seats."flightId" = meals."flightId" AND seats.no = meals.no',
    postgresql: 'SELECT meals.id FROM meals JOIN seats ON seats."flightId" = meals."flightId" AND seats.no = meals.no',
    mysql: "SELECT meals.id FROM meals INNER JOIN seats ON seats.`flightId` = meals.`flightId` AND seats.no = meals.no",
  },
  {
    name: "a join by a foreign key of two columns, the other way",
    build: () => select(seats.c.no).join(meals),
    default: 'SELECT seats.no FROM seats JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no',
    sqlite: 'SELECT seats.no FROM seats JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no',
    postgresql: 'SELECT seats.no FROM seats JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no',
    mysql: "SELECT seats.no FROM seats INNER JOIN meals ON seats.`flightId` = meals.`flightId` AND seats.no = meals.no",
  },
  {
    name: "a chain of joins",
    build: () => select(airports.c.city).join(flights, flights.c.srcId.eq(airports.c.id)).join(seats).join(meals),
    default:
      'SELECT airports.city FROM airports JOIN flights ON flights."srcId" = airports.id JOIN seats ON flights.id = seats."flightId" JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no',
    sqlite:
      'SELECT airports.city FROM airports JOIN flights ON flights."srcId" = airports.id JOIN seats ON flights.id = seats."flightId" JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no',
    postgresql:
      'SELECT airports.city FROM airports JOIN flights ON flights."srcId" = airports.id JOIN seats ON flights.id = seats."flightId" JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no',
    mysql:
      "SELECT airports.city FROM airports INNER JOIN flights ON flights.`srcId` = airports.id INNER JOIN seats ON flights.id = seats.`flightId` INNER JOIN meals ON seats.`flightId` = meals.`flightId` AND seats.no = meals.no",
  },
  {
    name: "a table joined to itself by an alias",
    build: () => {
      const p = nodes.alias("p");
      return select(nodes.c.id, p.c.id).join(p, p.c.id.eq(nodes.c.parentId));
    },
    default: 'SELECT nodes.id, p.id AS id_1 FROM nodes JOIN nodes AS p ON p.id = nodes."parentId"',
    sqlite: 'SELECT nodes.id, p.id AS id_1 FROM nodes JOIN nodes AS p ON p.id = nodes."parentId"',
    postgresql: 'SELECT nodes.id, p.id AS id_1 FROM nodes JOIN nodes AS p ON p.id = nodes."parentId"',
    mysql: "SELECT nodes.id, p.id AS id_1 FROM nodes INNER JOIN nodes AS p ON p.id = nodes.`parentId`",
  },
  {
    name: "an outer join of an alias",
    build: () => {
      const b = books.alias();
      return select(authors.c.name, b.c.title).outerjoin(b).orderBy(authors.c.id, b.c.id);
    },
    default:
      'SELECT authors.name, books_1.title FROM authors LEFT OUTER JOIN books AS books_1 ON authors.id = books_1."authorId" ORDER BY authors.id, books_1.id',
    sqlite:
      'SELECT authors.name, books_1.title FROM authors LEFT OUTER JOIN books AS books_1 ON authors.id = books_1."authorId" ORDER BY authors.id, books_1.id',
    postgresql:
      'SELECT authors.name, books_1.title FROM authors LEFT OUTER JOIN books AS books_1 ON authors.id = books_1."authorId" ORDER BY authors.id, books_1.id',
    mysql:
      "SELECT authors.name, books_1.title FROM authors LEFT OUTER JOIN books AS books_1 ON authors.id = books_1.`authorId` ORDER BY authors.id, books_1.id",
    rows: [
      ["Ann", "A Tale"],
      ["Ann", "50% off"],
      ["bob", null],
      ["C_d%e", "under_score"],
    ],
  },
  {
    name: "an outer join by option",
    build: () =>
      select(authors.c.name, books.c.title).join(books, undefined, { isouter: true }).orderBy(authors.c.id, books.c.id),
    default:
      'SELECT authors.name, books.title FROM authors LEFT OUTER JOIN books ON authors.id = books."authorId" ORDER BY authors.id, books.id',
    sqlite:
      'SELECT authors.name, books.title FROM authors LEFT OUTER JOIN books ON authors.id = books."authorId" ORDER BY authors.id, books.id',
    postgresql:
      'SELECT authors.name, books.title FROM authors LEFT OUTER JOIN books ON authors.id = books."authorId" ORDER BY authors.id, books.id',
    mysql:
      "SELECT authors.name, books.title FROM authors LEFT OUTER JOIN books ON authors.id = books.`authorId` ORDER BY authors.id, books.id",
    rows: [
      ["Ann", "A Tale"],
      ["Ann", "50% off"],
      ["bob", null],
      ["C_d%e", "under_score"],
    ],
  },
  {
    name: "a full join",
    build: () =>
      select(authors.c.name, books.c.title).join(books, undefined, { full: true }).orderBy(authors.c.id, books.c.id),
    default:
      'SELECT authors.name, books.title FROM authors FULL OUTER JOIN books ON authors.id = books."authorId" ORDER BY authors.id, books.id',
    sqlite:
      'SELECT authors.name, books.title FROM authors FULL OUTER JOIN books ON authors.id = books."authorId" ORDER BY authors.id, books.id',
    postgresql:
      'SELECT authors.name, books.title FROM authors FULL OUTER JOIN books ON authors.id = books."authorId" ORDER BY authors.id, books.id',
    mysql: /mysql has no FULL OUTER JOIN\./,
    rows: {
      sqlite: [
        [null, "a/b"],
        ["Ann", "A Tale"],
        ["Ann", "50% off"],
        ["bob", null],
        ["C_d%e", "under_score"],
      ],
      postgresql: [
        ["Ann", "A Tale"],
        ["Ann", "50% off"],
        ["bob", null],
        ["C_d%e", "under_score"],
        [null, "a/b"],
      ],
      mysql: /mysql has no FULL OUTER JOIN\./,
    },
  },
  {
    name: "a full outer join by outerjoin",
    build: () => select(authors.c.name, books.c.title).outerjoin(books, undefined, { full: true }),
    default: 'SELECT authors.name, books.title FROM authors FULL OUTER JOIN books ON authors.id = books."authorId"',
    sqlite: 'SELECT authors.name, books.title FROM authors FULL OUTER JOIN books ON authors.id = books."authorId"',
    postgresql: 'SELECT authors.name, books.title FROM authors FULL OUTER JOIN books ON authors.id = books."authorId"',
    mysql: /mysql has no FULL OUTER JOIN\./,
  },
  {
    name: "outerjoin_from",
    build: () => select(books.c.title, authors.c.name).outerjoinFrom(books, authors).orderBy(books.c.id),
    default:
      'SELECT books.title, authors.name FROM books LEFT OUTER JOIN authors ON authors.id = books."authorId" ORDER BY books.id',
    sqlite:
      'SELECT books.title, authors.name FROM books LEFT OUTER JOIN authors ON authors.id = books."authorId" ORDER BY books.id',
    postgresql:
      'SELECT books.title, authors.name FROM books LEFT OUTER JOIN authors ON authors.id = books."authorId" ORDER BY books.id',
    mysql:
      "SELECT books.title, authors.name FROM books LEFT OUTER JOIN authors ON authors.id = books.`authorId` ORDER BY books.id",
    rows: [
      ["A Tale", "Ann"],
      ["50% off", "Ann"],
      ["under_score", "C_d%e"],
      ["a/b", null],
    ],
  },
  {
    name: "join_from with a condition of its own",
    build: () =>
      select(books.c.title, authors.c.name).joinFrom(books, authors, books.c.id.eq(authors.c.id)).orderBy(books.c.id),
    default: "SELECT books.title, authors.name FROM books JOIN authors ON books.id = authors.id ORDER BY books.id",
    sqlite: "SELECT books.title, authors.name FROM books JOIN authors ON books.id = authors.id ORDER BY books.id",
    postgresql: "SELECT books.title, authors.name FROM books JOIN authors ON books.id = authors.id ORDER BY books.id",
    mysql: "SELECT books.title, authors.name FROM books INNER JOIN authors ON books.id = authors.id ORDER BY books.id",
    rows: [
      ["A Tale", "Ann"],
      ["50% off", "bob"],
      ["under_score", "C_d%e"],
    ],
  },
  {
    name: "a join with a condition of two parts",
    build: () =>
      select(authors.c.name, books.c.title)
        .join(books, and(books.c.authorId.eq(authors.c.id), books.c.pages.gt(50)))
        .orderBy(books.c.id),
    default:
      'SELECT authors.name, books.title FROM authors JOIN books ON books."authorId" = authors.id AND books.pages > :pages_1 ORDER BY books.id',
    sqlite:
      'SELECT authors.name, books.title FROM authors JOIN books ON books."authorId" = authors.id AND books.pages > ? ORDER BY books.id',
    postgresql:
      'SELECT authors.name, books.title FROM authors JOIN books ON books."authorId" = authors.id AND books.pages > $1::INTEGER ORDER BY books.id',
    mysql:
      "SELECT authors.name, books.title FROM authors INNER JOIN books ON books.`authorId` = authors.id AND books.pages > ? ORDER BY books.id",
    rows: [
      ["Ann", "A Tale"],
      ["Ann", "50% off"],
    ],
  },
  {
    name: "a join with a condition of two alternatives",
    build: () =>
      select(authors.c.name, books.c.title)
        .join(books, or(books.c.authorId.eq(authors.c.id), books.c.pages.gt(200)))
        .orderBy(authors.c.id, books.c.id),
    default:
      'SELECT authors.name, books.title FROM authors JOIN books ON books."authorId" = authors.id OR books.pages > :pages_1 ORDER BY authors.id, books.id',
    sqlite:
      'SELECT authors.name, books.title FROM authors JOIN books ON books."authorId" = authors.id OR books.pages > ? ORDER BY authors.id, books.id',
    postgresql:
      'SELECT authors.name, books.title FROM authors JOIN books ON books."authorId" = authors.id OR books.pages > $1::INTEGER ORDER BY authors.id, books.id',
    mysql:
      "SELECT authors.name, books.title FROM authors INNER JOIN books ON books.`authorId` = authors.id OR books.pages > ? ORDER BY authors.id, books.id",
    rows: [
      ["Ann", "A Tale"],
      ["Ann", "50% off"],
      ["bob", "50% off"],
      ["C_d%e", "50% off"],
      ["C_d%e", "under_score"],
    ],
  },
  {
    name: "a join element",
    build: () => {
      const j = authors.join(books);
      return select(authors.c.name, books.c.title).selectFrom(j).orderBy(books.c.id);
    },
    default:
      'SELECT authors.name, books.title FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    sqlite:
      'SELECT authors.name, books.title FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    postgresql:
      'SELECT authors.name, books.title FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    mysql:
      "SELECT authors.name, books.title FROM authors INNER JOIN books ON authors.id = books.`authorId` ORDER BY books.id",
    rows: [
      ["Ann", "A Tale"],
      ["Ann", "50% off"],
      ["C_d%e", "under_score"],
    ],
  },
  {
    name: "join() as a function",
    build: () => {
      const j = join(authors, books, books.c.authorId.eq(authors.c.id));
      return select(authors.c.name).selectFrom(j).orderBy(books.c.id);
    },
    default: 'SELECT authors.name FROM authors JOIN books ON books."authorId" = authors.id ORDER BY books.id',
    sqlite: 'SELECT authors.name FROM authors JOIN books ON books."authorId" = authors.id ORDER BY books.id',
    postgresql: 'SELECT authors.name FROM authors JOIN books ON books."authorId" = authors.id ORDER BY books.id',
    mysql: "SELECT authors.name FROM authors INNER JOIN books ON books.`authorId` = authors.id ORDER BY books.id",
    rows: [["Ann"], ["Ann"], ["C_d%e"]],
  },
  {
    name: "outerjoin() as a function",
    build: () => {
      const j = outerjoin(authors, books);
      return select(authors.c.name, books.c.id).selectFrom(j).orderBy(authors.c.id, books.c.id);
    },
    default:
      'SELECT authors.name, books.id FROM authors LEFT OUTER JOIN books ON authors.id = books."authorId" ORDER BY authors.id, books.id',
    sqlite:
      'SELECT authors.name, books.id FROM authors LEFT OUTER JOIN books ON authors.id = books."authorId" ORDER BY authors.id, books.id',
    postgresql:
      'SELECT authors.name, books.id FROM authors LEFT OUTER JOIN books ON authors.id = books."authorId" ORDER BY authors.id, books.id',
    mysql:
      "SELECT authors.name, books.id FROM authors LEFT OUTER JOIN books ON authors.id = books.`authorId` ORDER BY authors.id, books.id",
    rows: [
      ["Ann", 1],
      ["Ann", 2],
      ["bob", null],
      ["C_d%e", 3],
    ],
  },
  {
    name: "a join of a join on the right",
    build: () => {
      const j = seats.join(meals);
      return select(flights.c.id).selectFrom(flights.outerjoin(j, flights.c.id.eq(seats.c.flightId)));
    },
    default:
      'SELECT flights.id FROM flights LEFT OUTER JOIN (seats JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no) ON flights.id = seats."flightId"',
    sqlite:
      'SELECT flights.id FROM flights LEFT OUTER JOIN (seats JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no) ON flights.id = seats."flightId"',
    postgresql:
      'SELECT flights.id FROM flights LEFT OUTER JOIN (seats JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no) ON flights.id = seats."flightId"',
    mysql:
      "SELECT flights.id FROM flights LEFT OUTER JOIN (seats INNER JOIN meals ON seats.`flightId` = meals.`flightId` AND seats.no = meals.no) ON flights.id = seats.`flightId`",
  },
  {
    name: "a join of a join on the left",
    build: () => select(flights.c.id).selectFrom(flights.join(seats).join(meals)),
    default:
      'SELECT flights.id FROM flights JOIN seats ON flights.id = seats."flightId" JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no',
    sqlite:
      'SELECT flights.id FROM flights JOIN seats ON flights.id = seats."flightId" JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no',
    postgresql:
      'SELECT flights.id FROM flights JOIN seats ON flights.id = seats."flightId" JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no',
    mysql:
      "SELECT flights.id FROM flights INNER JOIN seats ON flights.id = seats.`flightId` INNER JOIN meals ON seats.`flightId` = meals.`flightId` AND seats.no = meals.no",
  },
  {
    name: "a join of a join by the foreign key",
    build: () => select(flights.c.id).selectFrom(flights.join(seats.join(meals))),
    default:
      'SELECT flights.id FROM flights JOIN (seats JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no) ON flights.id = seats."flightId"',
    sqlite:
      'SELECT flights.id FROM flights JOIN (seats JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no) ON flights.id = seats."flightId"',
    postgresql:
      'SELECT flights.id FROM flights JOIN (seats JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no) ON flights.id = seats."flightId"',
    mysql:
      "SELECT flights.id FROM flights INNER JOIN (seats INNER JOIN meals ON seats.`flightId` = meals.`flightId` AND seats.no = meals.no) ON flights.id = seats.`flightId`",
  },
  {
    name: "columns of a join",
    build: () => {
      const j = authors.join(books);
      return select(j.c.authors_name!, j.c.books_title!).selectFrom(j).orderBy(j.c.books_id!);
    },
    default:
      'SELECT authors.name, books.title FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    sqlite:
      'SELECT authors.name, books.title FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    postgresql:
      'SELECT authors.name, books.title FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    mysql:
      "SELECT authors.name, books.title FROM authors INNER JOIN books ON authors.id = books.`authorId` ORDER BY books.id",
    rows: [
      ["Ann", "A Tale"],
      ["Ann", "50% off"],
      ["C_d%e", "under_score"],
    ],
  },
  {
    name: "a select of a join's method",
    build: () => authors.join(books).select().orderBy(books.c.id),
    default:
      'SELECT authors.id, authors.name, authors.age, authors.active, books.id AS id_1, books.title, books.pages, books.price, books."authorId" FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    sqlite:
      'SELECT authors.id, authors.name, authors.age, authors.active, books.id AS id_1, books.title, books.pages, books.price, books."authorId" FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    postgresql:
      'SELECT authors.id, authors.name, authors.age, authors.active, books.id AS id_1, books.title, books.pages, books.price, books."authorId" FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    mysql:
      "SELECT authors.id, authors.name, authors.age, authors.active, books.id AS id_1, books.title, books.pages, books.price, books.`authorId` FROM authors INNER JOIN books ON authors.id = books.`authorId` ORDER BY books.id",
    rows: [
      [1, "Ann", 30, true, 1, "A Tale", 100, "9.50", 1],
      [1, "Ann", 30, true, 2, "50% off", 250, "20.00", 1],
      [3, "C_d%e", 41, true, 3, "under_score", 7, null, 3],
    ],
  },
  {
    name: "a select of a whole join",
    build: () => select(authors.join(books)).orderBy(books.c.id),
    default:
      'SELECT authors.id, authors.name, authors.age, authors.active, books.id AS id_1, books.title, books.pages, books.price, books."authorId" FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    sqlite:
      'SELECT authors.id, authors.name, authors.age, authors.active, books.id AS id_1, books.title, books.pages, books.price, books."authorId" FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    postgresql:
      'SELECT authors.id, authors.name, authors.age, authors.active, books.id AS id_1, books.title, books.pages, books.price, books."authorId" FROM authors JOIN books ON authors.id = books."authorId" ORDER BY books.id',
    mysql:
      "SELECT authors.id, authors.name, authors.age, authors.active, books.id AS id_1, books.title, books.pages, books.price, books.`authorId` FROM authors INNER JOIN books ON authors.id = books.`authorId` ORDER BY books.id",
    rows: [
      [1, "Ann", 30, true, 1, "A Tale", 100, "9.50", 1],
      [1, "Ann", 30, true, 2, "50% off", 250, "20.00", 1],
      [3, "C_d%e", 41, true, 3, "under_score", 7, null, 3],
    ],
  },
  {
    name: "a subquery of a join",
    build: () => {
      const s = select(authors.c.name, books.c.title, books.c.id).join(books).subquery("s");
      return select(s.c.name, s.c.title).orderBy(s.c.id);
    },
    default:
      'SELECT s.name, s.title FROM (SELECT authors.name AS name, books.title AS title, books.id AS id FROM authors JOIN books ON authors.id = books."authorId") AS s ORDER BY s.id',
    sqlite:
      'SELECT s.name, s.title FROM (SELECT authors.name AS name, books.title AS title, books.id AS id FROM authors JOIN books ON authors.id = books."authorId") AS s ORDER BY s.id',
    postgresql:
      'SELECT s.name, s.title FROM (SELECT authors.name AS name, books.title AS title, books.id AS id FROM authors JOIN books ON authors.id = books."authorId") AS s ORDER BY s.id',
    mysql:
      "SELECT s.name, s.title FROM (SELECT authors.name AS name, books.title AS title, books.id AS id FROM authors INNER JOIN books ON authors.id = books.`authorId`) AS s ORDER BY s.id",
    rows: [
      ["Ann", "A Tale"],
      ["Ann", "50% off"],
      ["C_d%e", "under_score"],
    ],
  },
  {
    name: "a join to a subquery by the foreign key",
    build: () => {
      const s = select(books.c.title, books.c.authorId).where(books.c.pages.gt(50)).subquery("s");
      return select(authors.c.name, s.c.title).join(s).orderBy(s.c.title);
    },
    default:
      'SELECT authors.name, s.title FROM authors JOIN (SELECT books.title AS title, books."authorId" AS "authorId" FROM books WHERE books.pages > :pages_1) AS s ON authors.id = s."authorId" ORDER BY s.title',
    sqlite:
      'SELECT authors.name, s.title FROM authors JOIN (SELECT books.title AS title, books."authorId" AS "authorId" FROM books WHERE books.pages > ?) AS s ON authors.id = s."authorId" ORDER BY s.title',
    postgresql:
      'SELECT authors.name, s.title FROM authors JOIN (SELECT books.title AS title, books."authorId" AS "authorId" FROM books WHERE books.pages > $1::INTEGER) AS s ON authors.id = s."authorId" ORDER BY s.title',
    mysql:
      "SELECT authors.name, s.title FROM authors INNER JOIN (SELECT books.title AS title, books.`authorId` AS `authorId` FROM books WHERE books.pages > ?) AS s ON authors.id = s.`authorId` ORDER BY s.title",
    rows: [
      ["Ann", "50% off"],
      ["Ann", "A Tale"],
    ],
  },
  {
    name: "a join from a subquery by the foreign key",
    build: () => {
      const s = select(authors.c.id, authors.c.name).where(authors.c.age.gt(35)).subquery("s");
      return select(s.c.name, books.c.title).join(books).orderBy(books.c.title);
    },
    default:
      'SELECT s.name, books.title FROM (SELECT authors.id AS id, authors.name AS name FROM authors WHERE authors.age > :age_1) AS s JOIN books ON s.id = books."authorId" ORDER BY books.title',
    sqlite:
      'SELECT s.name, books.title FROM (SELECT authors.id AS id, authors.name AS name FROM authors WHERE authors.age > ?) AS s JOIN books ON s.id = books."authorId" ORDER BY books.title',
    postgresql:
      'SELECT s.name, books.title FROM (SELECT authors.id AS id, authors.name AS name FROM authors WHERE authors.age > $1::INTEGER) AS s JOIN books ON s.id = books."authorId" ORDER BY books.title',
    mysql:
      "SELECT s.name, books.title FROM (SELECT authors.id AS id, authors.name AS name FROM authors WHERE authors.age > ?) AS s INNER JOIN books ON s.id = books.`authorId` ORDER BY books.title",
    rows: [["C_d%e", "under_score"]],
  },
  {
    name: "a join of an alias and a subquery",
    build: () => {
      const a = authors.alias("a");
      const s = select(books).subquery("s");
      return select(a.c.name, s.c.title).joinFrom(a, s).orderBy(s.c.id);
    },
    default:
      'SELECT a.name, s.title FROM authors AS a JOIN (SELECT books.id AS id, books.title AS title, books.pages AS pages, books.price AS price, books."authorId" AS "authorId" FROM books) AS s ON a.id = s."authorId" ORDER BY s.id',
    sqlite:
      'SELECT a.name, s.title FROM authors AS a JOIN (SELECT books.id AS id, books.title AS title, books.pages AS pages, books.price AS price, books."authorId" AS "authorId" FROM books) AS s ON a.id = s."authorId" ORDER BY s.id',
    postgresql:
      'SELECT a.name, s.title FROM authors AS a JOIN (SELECT books.id AS id, books.title AS title, books.pages AS pages, books.price AS price, books."authorId" AS "authorId" FROM books) AS s ON a.id = s."authorId" ORDER BY s.id',
    mysql:
      "SELECT a.name, s.title FROM authors AS a INNER JOIN (SELECT books.id AS id, books.title AS title, books.pages AS pages, books.price AS price, books.`authorId` AS `authorId` FROM books) AS s ON a.id = s.`authorId` ORDER BY s.id",
    rows: [
      ["Ann", "A Tale"],
      ["Ann", "50% off"],
      ["C_d%e", "under_score"],
    ],
  },
  {
    name: "the left side is the only one that fits",
    build: () => select(airports.c.city, seats.c.no).join(meals),
    default:
      'SELECT airports.city, seats.no FROM seats JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no, airports',
    sqlite:
      'SELECT airports.city, seats.no FROM seats JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no, airports',
    postgresql:
      'SELECT airports.city, seats.no FROM seats JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no, airports',
    mysql:
      "SELECT airports.city, seats.no FROM seats INNER JOIN meals ON seats.`flightId` = meals.`flightId` AND seats.no = meals.no, airports",
  },
  {
    name: "the left side by the condition",
    build: () => select(airports.c.city, seats.c.no).join(flights, flights.c.id.eq(seats.c.flightId)),
    default: 'SELECT airports.city, seats.no FROM seats JOIN flights ON flights.id = seats."flightId", airports',
    sqlite: 'SELECT airports.city, seats.no FROM seats JOIN flights ON flights.id = seats."flightId", airports',
    postgresql: 'SELECT airports.city, seats.no FROM seats JOIN flights ON flights.id = seats."flightId", airports',
    mysql: "SELECT airports.city, seats.no FROM seats INNER JOIN flights ON flights.id = seats.`flightId`, airports",
  },
  {
    name: "the left side from where()",
    build: () => select(literalColumn("1")).where(seats.c.no.gt(1)).join(meals),
    default:
      'SELECT 1 FROM seats JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no WHERE seats.no > :no_1',
    sqlite:
      'SELECT 1 FROM seats JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no WHERE seats.no > ?',
    postgresql:
      'SELECT 1 FROM seats JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no WHERE seats.no > $1::INTEGER',
    mysql:
      "SELECT 1 FROM seats INNER JOIN meals ON seats.`flightId` = meals.`flightId` AND seats.no = meals.no WHERE seats.no > ?",
  },
  {
    name: "two joins of different left sides",
    build: () =>
      select(airports.c.city, seats.c.no)
        .joinFrom(airports, flights, flights.c.srcId.eq(airports.c.id))
        .joinFrom(seats, meals),
    default:
      'SELECT airports.city, seats.no FROM airports JOIN flights ON flights."srcId" = airports.id, seats JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no',
    sqlite:
      'SELECT airports.city, seats.no FROM airports JOIN flights ON flights."srcId" = airports.id, seats JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no',
    postgresql:
      'SELECT airports.city, seats.no FROM airports JOIN flights ON flights."srcId" = airports.id, seats JOIN meals ON seats."flightId" = meals."flightId" AND seats.no = meals.no',
    mysql:
      "SELECT airports.city, seats.no FROM airports INNER JOIN flights ON flights.`srcId` = airports.id, seats INNER JOIN meals ON seats.`flightId` = meals.`flightId` AND seats.no = meals.no",
  },
  {
    name: "join_from goes on where a join has the left side",
    build: () => select(airports.c.city).join(flights, flights.c.srcId.eq(airports.c.id)).joinFrom(flights, seats),
    default:
      'SELECT airports.city FROM airports JOIN flights ON flights."srcId" = airports.id JOIN seats ON flights.id = seats."flightId"',
    sqlite:
      'SELECT airports.city FROM airports JOIN flights ON flights."srcId" = airports.id JOIN seats ON flights.id = seats."flightId"',
    postgresql:
      'SELECT airports.city FROM airports JOIN flights ON flights."srcId" = airports.id JOIN seats ON flights.id = seats."flightId"',
    mysql:
      "SELECT airports.city FROM airports INNER JOIN flights ON flights.`srcId` = airports.id INNER JOIN seats ON flights.id = seats.`flightId`",
  },
  {
    name: "a table beside a join",
    build: () => {
      const b = books.alias("b");
      return select(authors.c.name, b.c.title).join(books).where(b.c.id.eq(books.c.id)).orderBy(b.c.id);
    },
    default:
      'SELECT authors.name, b.title FROM authors JOIN books ON authors.id = books."authorId", books AS b WHERE b.id = books.id ORDER BY b.id',
    sqlite:
      'SELECT authors.name, b.title FROM authors JOIN books ON authors.id = books."authorId", books AS b WHERE b.id = books.id ORDER BY b.id',
    postgresql:
      'SELECT authors.name, b.title FROM authors JOIN books ON authors.id = books."authorId", books AS b WHERE b.id = books.id ORDER BY b.id',
    mysql:
      "SELECT authors.name, b.title FROM authors INNER JOIN books ON authors.id = books.`authorId`, books AS b WHERE b.id = books.id ORDER BY b.id",
    rows: [
      ["Ann", "A Tale"],
      ["Ann", "50% off"],
      ["C_d%e", "under_score"],
    ],
  },
  {
    name: "selectFrom orders FROM",
    build: () =>
      select(books.c.title, authors.c.name)
        .selectFrom(authors, books)
        .where(books.c.authorId.eq(authors.c.id))
        .orderBy(books.c.id),
    default:
      'SELECT books.title, authors.name FROM authors, books WHERE books."authorId" = authors.id ORDER BY books.id',
    sqlite:
      'SELECT books.title, authors.name FROM authors, books WHERE books."authorId" = authors.id ORDER BY books.id',
    postgresql:
      'SELECT books.title, authors.name FROM authors, books WHERE books."authorId" = authors.id ORDER BY books.id',
    mysql: "SELECT books.title, authors.name FROM authors, books WHERE books.`authorId` = authors.id ORDER BY books.id",
    rows: [
      ["A Tale", "Ann"],
      ["50% off", "Ann"],
      ["under_score", "C_d%e"],
    ],
  },
  {
    name: "selectFrom twice",
    build: () => select(func.count()).selectFrom(books).selectFrom(authors),
    default: "SELECT count(*) AS count_1 FROM books, authors",
    sqlite: "SELECT count(*) AS count_1 FROM books, authors",
    postgresql: "SELECT count(*) AS count_1 FROM books, authors",
    mysql: "SELECT count(*) AS count_1 FROM books, authors",
    rows: [[12]],
  },
  {
    name: "FROM from where() alone",
    build: () => select(literalColumn("1")).where(books.c.id.eq(1)),
    default: "SELECT 1 FROM books WHERE books.id = :id_1",
    sqlite: "SELECT 1 FROM books WHERE books.id = ?",
    postgresql: "SELECT 1 FROM books WHERE books.id = $1::INTEGER",
    mysql: "SELECT 1 FROM books WHERE books.id = ?",
    rows: [[1]],
  },
  {
    name: "a join ON a column that is boolean",
    build: () => select(authors.c.id, books.c.id).join(books, authors.c.active).orderBy(authors.c.id, books.c.id),
    default:
      "SELECT authors.id, books.id AS id_1 FROM authors JOIN books ON authors.active = 1 ORDER BY authors.id, books.id",
    sqlite:
      "SELECT authors.id, books.id AS id_1 FROM authors JOIN books ON authors.active = 1 ORDER BY authors.id, books.id",
    postgresql:
      "SELECT authors.id, books.id AS id_1 FROM authors JOIN books ON authors.active ORDER BY authors.id, books.id",
    mysql:
      "SELECT authors.id, books.id AS id_1 FROM authors INNER JOIN books ON authors.active = 1 ORDER BY authors.id, books.id",
    rows: [
      [1, 1],
      [1, 2],
      [1, 3],
      [1, 4],
      [3, 1],
      [3, 2],
      [3, 3],
      [3, 4],
    ],
  },
  {
    name: "a cross join by ON true",
    build: () => {
      const b = books.alias("b");
      return select(func.count()).selectFrom(books).join(b, trueValue());
    },
    default: "SELECT count(*) AS count_1 FROM books JOIN books AS b ON 1 = 1",
    sqlite: "SELECT count(*) AS count_1 FROM books JOIN books AS b ON 1 = 1",
    postgresql: "SELECT count(*) AS count_1 FROM books JOIN books AS b ON true",
    mysql: "SELECT count(*) AS count_1 FROM books INNER JOIN books AS b ON true = 1",
    rows: [[16]],
  },
  {
    name: "a scalar subquery in ON",
    build: () =>
      select(authors.c.name)
        .join(books, books.c.pages.eq(select(func.max(books.c.pages)).scalarSubquery()))
        .orderBy(authors.c.id),
    default:
      "SELECT authors.name FROM authors JOIN books ON books.pages = (SELECT max(books.pages) AS max_1 FROM books) ORDER BY authors.id",
    sqlite:
      "SELECT authors.name FROM authors JOIN books ON books.pages = (SELECT max(books.pages) AS max_1 FROM books) ORDER BY authors.id",
    postgresql:
      "SELECT authors.name FROM authors JOIN books ON books.pages = (SELECT max(books.pages) AS max_1 FROM books) ORDER BY authors.id",
    mysql:
      "SELECT authors.name FROM authors INNER JOIN books ON books.pages = (SELECT max(books.pages) AS max_1 FROM books) ORDER BY authors.id",
    rows: [["Ann"], ["bob"], ["C_d%e"]],
  },
  {
    name: "correlated: a scalar subquery leaves out what is around it",
    build: () => {
      const s = select(func.count(books.c.id)).where(books.c.authorId.eq(authors.c.id)).scalarSubquery();
      return select(authors.c.name, s).orderBy(authors.c.id);
    },
    default:
      'SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    sqlite:
      'SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    postgresql:
      'SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    mysql:
      "SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books WHERE books.`authorId` = authors.id) AS anon_1 FROM authors ORDER BY authors.id",
    rows: [
      ["Ann", 2],
      ["bob", 0],
      ["C_d%e", 1],
    ],
  },
  {
    name: "correlated: a single FROM stays",
    build: () => {
      const s = select(func.max(authors.c.age)).scalarSubquery();
      return select(authors.c.name).where(authors.c.age.eq(s));
    },
    default: "SELECT authors.name FROM authors WHERE authors.age = (SELECT max(authors.age) AS max_1 FROM authors)",
    sqlite: "SELECT authors.name FROM authors WHERE authors.age = (SELECT max(authors.age) AS max_1 FROM authors)",
    postgresql: "SELECT authors.name FROM authors WHERE authors.age = (SELECT max(authors.age) AS max_1 FROM authors)",
    mysql: "SELECT authors.name FROM authors WHERE authors.age = (SELECT max(authors.age) AS max_1 FROM authors)",
    rows: [["C_d%e"]],
  },
  {
    name: "correlated: a single FROM that correlate() names goes",
    build: () => {
      const a = authors.alias("a");
      const s = select(literalColumn("1")).where(a.c.id.eq(authors.c.id)).correlate(authors);
      return select(authors.c.name).where(s.exists()).orderBy(authors.c.id);
    },
    default:
      "SELECT authors.name FROM authors WHERE EXISTS (SELECT 1 FROM authors AS a WHERE a.id = authors.id) ORDER BY authors.id",
    sqlite:
      "SELECT authors.name FROM authors WHERE EXISTS (SELECT 1 FROM authors AS a WHERE a.id = authors.id) ORDER BY authors.id",
    postgresql:
      "SELECT authors.name FROM authors WHERE EXISTS (SELECT 1 FROM authors AS a WHERE a.id = authors.id) ORDER BY authors.id",
    mysql:
      "SELECT authors.name FROM authors WHERE EXISTS (SELECT 1 FROM authors AS a WHERE a.id = authors.id) ORDER BY authors.id",
    rows: [["Ann"], ["bob"], ["C_d%e"]],
  },
  {
    name: "correlated: none",
    build: () => {
      const s = select(func.count(books.c.id))
        .where(books.c.authorId.eq(authors.c.id))
        .correlate(null)
        .scalarSubquery();
      return select(authors.c.name, s).orderBy(authors.c.id);
    },
    default:
      'SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books, authors WHERE books."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    sqlite:
      'SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books, authors WHERE books."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    postgresql:
      'SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books, authors WHERE books."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    mysql:
      "SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books, authors WHERE books.`authorId` = authors.id) AS anon_1 FROM authors ORDER BY authors.id",
    rows: [
      ["Ann", 3],
      ["bob", 3],
      ["C_d%e", 3],
    ],
  },
  {
    name: "correlated: all but",
    build: () => {
      const s = select(func.count(books.c.id))
        .where(books.c.authorId.eq(authors.c.id))
        .correlateExcept(books)
        .scalarSubquery();
      return select(authors.c.name, s).orderBy(authors.c.id);
    },
    default:
      'SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    sqlite:
      'SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    postgresql:
      'SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    mysql:
      "SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books WHERE books.`authorId` = authors.id) AS anon_1 FROM authors ORDER BY authors.id",
    rows: [
      ["Ann", 2],
      ["bob", 0],
      ["C_d%e", 1],
    ],
  },
  {
    name: "correlated: all but none",
    build: () => {
      const s = select(func.count(books.c.id))
        .where(books.c.authorId.eq(authors.c.id))
        .correlateExcept(null)
        .scalarSubquery();
      return select(authors.c.name, books.c.id, s).orderBy(authors.c.id, books.c.id);
    },
    default:
      'SELECT authors.name, books.id, (SELECT count(books.id) AS count_1 WHERE books."authorId" = authors.id) AS anon_1 FROM authors, books ORDER BY authors.id, books.id',
    sqlite:
      'SELECT authors.name, books.id, (SELECT count(books.id) AS count_1 WHERE books."authorId" = authors.id) AS anon_1 FROM authors, books ORDER BY authors.id, books.id',
    postgresql:
      'SELECT authors.name, books.id, (SELECT count(books.id) AS count_1 WHERE books."authorId" = authors.id) AS anon_1 FROM authors, books ORDER BY authors.id, books.id',
    mysql:
      "SELECT authors.name, books.id, (SELECT count(books.id) AS count_1 FROM DUAL WHERE books.`authorId` = authors.id) AS anon_1 FROM authors, books ORDER BY authors.id, books.id",
  },
  {
    name: "correlated over two levels",
    build: () => {
      const b = books.alias("b");
      const inner = select(func.max(b.c.pages))
        .where(b.c.authorId.eq(authors.c.id))
        .correlate(authors)
        .scalarSubquery();
      const outer = select(books.c.title)
        .where(books.c.pages.eq(inner), books.c.authorId.eq(authors.c.id))
        .limit(1)
        .scalarSubquery();
      return select(authors.c.name, outer).orderBy(authors.c.id);
    },
    default:
      'SELECT authors.name, (SELECT books.title FROM books WHERE books.pages = (SELECT max(b.pages) AS max_1 FROM books AS b WHERE b."authorId" = authors.id) AND books."authorId" = authors.id LIMIT :param_1) AS anon_1 FROM authors ORDER BY authors.id',
    sqlite:
      'SELECT authors.name, (SELECT books.title FROM books WHERE books.pages = (SELECT max(b.pages) AS max_1 FROM books AS b WHERE b."authorId" = authors.id) AND books."authorId" = authors.id LIMIT ? OFFSET ?) AS anon_1 FROM authors ORDER BY authors.id',
    postgresql:
      'SELECT authors.name, (SELECT books.title FROM books WHERE books.pages = (SELECT max(b.pages) AS max_1 FROM books AS b WHERE b."authorId" = authors.id) AND books."authorId" = authors.id  LIMIT $1::INTEGER) AS anon_1 FROM authors ORDER BY authors.id',
    mysql:
      "SELECT authors.name, (SELECT books.title FROM books WHERE books.pages = (SELECT max(b.pages) AS max_1 FROM books AS b WHERE b.`authorId` = authors.id) AND books.`authorId` = authors.id  LIMIT ?) AS anon_1 FROM authors ORDER BY authors.id",
    rows: [
      ["Ann", "50% off"],
      ["bob", null],
      ["C_d%e", "under_score"],
    ],
  },
  {
    name: "a subquery in FROM is not correlated",
    build: () => {
      const s = select(books.c.id, authors.c.name).where(books.c.authorId.eq(authors.c.id)).subquery("s");
      return select(authors.c.id, s.c.id).where(s.c.name.eq(authors.c.name)).orderBy(s.c.id);
    },
    default:
      'SELECT authors.id, s.id AS id_1 FROM authors, (SELECT books.id AS id, authors.name AS name FROM books, authors WHERE books."authorId" = authors.id) AS s WHERE s.name = authors.name ORDER BY s.id',
    sqlite:
      'SELECT authors.id, s.id AS id_1 FROM authors, (SELECT books.id AS id, authors.name AS name FROM books, authors WHERE books."authorId" = authors.id) AS s WHERE s.name = authors.name ORDER BY s.id',
    postgresql:
      'SELECT authors.id, s.id AS id_1 FROM authors, (SELECT books.id AS id, authors.name AS name FROM books, authors WHERE books."authorId" = authors.id) AS s WHERE s.name = authors.name ORDER BY s.id',
    mysql:
      "SELECT authors.id, s.id AS id_1 FROM authors, (SELECT books.id AS id, authors.name AS name FROM books, authors WHERE books.`authorId` = authors.id) AS s WHERE s.name = authors.name ORDER BY s.id",
    rows: [
      [1, 1],
      [1, 2],
      [3, 3],
    ],
  },
  {
    name: "correlated in ORDER BY",
    build: () => {
      const s = select(func.count(books.c.id)).where(books.c.authorId.eq(authors.c.id)).scalarSubquery();
      return select(authors.c.name).orderBy(s.desc(), authors.c.id);
    },
    default:
      'SELECT authors.name FROM authors ORDER BY (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) DESC, authors.id',
    sqlite:
      'SELECT authors.name FROM authors ORDER BY (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) DESC, authors.id',
    postgresql:
      'SELECT authors.name FROM authors ORDER BY (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) DESC, authors.id',
    mysql:
      "SELECT authors.name FROM authors ORDER BY (SELECT count(books.id) AS count_1 FROM books WHERE books.`authorId` = authors.id) DESC, authors.id",
    rows: [["Ann"], ["C_d%e"], ["bob"]],
  },
  {
    name: "correlated in HAVING",
    build: () => {
      const s = select(func.count(books.c.id)).where(books.c.authorId.eq(authors.c.id)).scalarSubquery();
      return select(authors.c.id).groupBy(authors.c.id).having(s.gt(1));
    },
    default:
      'SELECT authors.id FROM authors GROUP BY authors.id HAVING (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) > :param_1',
    sqlite:
      'SELECT authors.id FROM authors GROUP BY authors.id HAVING (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) > ?',
    postgresql:
      'SELECT authors.id FROM authors GROUP BY authors.id HAVING (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) > $1::INTEGER',
    mysql:
      "SELECT authors.id FROM authors GROUP BY authors.id HAVING (SELECT count(books.id) AS count_1 FROM books WHERE books.`authorId` = authors.id) > ?",
    rows: [[1]],
  },
  {
    name: "correlated to an alias",
    build: () => {
      const a = authors.alias("a");
      const s = select(func.count(books.c.id)).where(books.c.authorId.eq(a.c.id)).scalarSubquery();
      return select(a.c.name, s).orderBy(a.c.id);
    },
    default:
      'SELECT a.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = a.id) AS anon_1 FROM authors AS a ORDER BY a.id',
    sqlite:
      'SELECT a.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = a.id) AS anon_1 FROM authors AS a ORDER BY a.id',
    postgresql:
      'SELECT a.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = a.id) AS anon_1 FROM authors AS a ORDER BY a.id',
    mysql:
      "SELECT a.name, (SELECT count(books.id) AS count_1 FROM books WHERE books.`authorId` = a.id) AS anon_1 FROM authors AS a ORDER BY a.id",
    rows: [
      ["Ann", 2],
      ["bob", 0],
      ["C_d%e", 1],
    ],
  },
  {
    name: "correlated to a subquery",
    build: () => {
      const a = select(authors.c.id, authors.c.name).subquery("a");
      const s = select(func.count(books.c.id)).where(books.c.authorId.eq(a.c.id)).scalarSubquery();
      return select(a.c.name, s).orderBy(a.c.id);
    },
    default:
      'SELECT a.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = a.id) AS anon_1 FROM (SELECT authors.id AS id, authors.name AS name FROM authors) AS a ORDER BY a.id',
    sqlite:
      'SELECT a.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = a.id) AS anon_1 FROM (SELECT authors.id AS id, authors.name AS name FROM authors) AS a ORDER BY a.id',
    postgresql:
      'SELECT a.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = a.id) AS anon_1 FROM (SELECT authors.id AS id, authors.name AS name FROM authors) AS a ORDER BY a.id',
    mysql:
      "SELECT a.name, (SELECT count(books.id) AS count_1 FROM books WHERE books.`authorId` = a.id) AS anon_1 FROM (SELECT authors.id AS id, authors.name AS name FROM authors) AS a ORDER BY a.id",
    rows: [
      ["Ann", 2],
      ["bob", 0],
      ["C_d%e", 1],
    ],
  },
  {
    name: "correlated to a CTE",
    build: () => {
      const a = select(authors.c.id, authors.c.name).cte("a");
      const s = select(func.count(books.c.id)).where(books.c.authorId.eq(a.c.id)).scalarSubquery();
      return select(a.c.name, s).orderBy(a.c.id);
    },
    default:
      'WITH a AS (SELECT authors.id AS id, authors.name AS name FROM authors) SELECT a.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = a.id) AS anon_1 FROM a ORDER BY a.id',
    sqlite:
      'WITH a AS (SELECT authors.id AS id, authors.name AS name FROM authors) SELECT a.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = a.id) AS anon_1 FROM a ORDER BY a.id',
    postgresql:
      'WITH a AS (SELECT authors.id AS id, authors.name AS name FROM authors) SELECT a.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = a.id) AS anon_1 FROM a ORDER BY a.id',
    mysql:
      "WITH a AS (SELECT authors.id AS id, authors.name AS name FROM authors) SELECT a.name, (SELECT count(books.id) AS count_1 FROM books WHERE books.`authorId` = a.id) AS anon_1 FROM a ORDER BY a.id",
    rows: [
      ["Ann", 2],
      ["bob", 0],
      ["C_d%e", 1],
    ],
  },
  {
    name: "correlated to one side of a join around it",
    build: () => {
      const s = select(func.count())
        .selectFrom(books)
        .where(books.c.authorId.eq(authors.c.id), books.c.pages.gt(50))
        .scalarSubquery();
      const b = books.alias("b");
      return select(authors.c.name, b.c.title, s).join(b).orderBy(b.c.id);
    },
    default:
      'SELECT authors.name, b.title, (SELECT count(*) AS count_1 FROM books WHERE books."authorId" = authors.id AND books.pages > :pages_1) AS anon_1 FROM authors JOIN books AS b ON authors.id = b."authorId" ORDER BY b.id',
    sqlite:
      'SELECT authors.name, b.title, (SELECT count(*) AS count_1 FROM books WHERE books."authorId" = authors.id AND books.pages > ?) AS anon_1 FROM authors JOIN books AS b ON authors.id = b."authorId" ORDER BY b.id',
    postgresql:
      'SELECT authors.name, b.title, (SELECT count(*) AS count_1 FROM books WHERE books."authorId" = authors.id AND books.pages > $1::INTEGER) AS anon_1 FROM authors JOIN books AS b ON authors.id = b."authorId" ORDER BY b.id',
    mysql:
      "SELECT authors.name, b.title, (SELECT count(*) AS count_1 FROM books WHERE books.`authorId` = authors.id AND books.pages > ?) AS anon_1 FROM authors INNER JOIN books AS b ON authors.id = b.`authorId` ORDER BY b.id",
    rows: [
      ["Ann", "A Tale", 2],
      ["Ann", "50% off", 2],
      ["C_d%e", "under_score", 0],
    ],
  },
  {
    name: "correlated with a join inside",
    build: () => {
      const b = books.alias("b");
      const s = select(func.count())
        .selectFrom(books.join(b, b.c.id.eq(books.c.id)))
        .where(books.c.authorId.eq(authors.c.id))
        .scalarSubquery();
      return select(authors.c.name, s).orderBy(authors.c.id);
    },
    default:
      'SELECT authors.name, (SELECT count(*) AS count_1 FROM books JOIN books AS b ON b.id = books.id WHERE books."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    sqlite:
      'SELECT authors.name, (SELECT count(*) AS count_1 FROM books JOIN books AS b ON b.id = books.id WHERE books."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    postgresql:
      'SELECT authors.name, (SELECT count(*) AS count_1 FROM books JOIN books AS b ON b.id = books.id WHERE books."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    mysql:
      "SELECT authors.name, (SELECT count(*) AS count_1 FROM books INNER JOIN books AS b ON b.id = books.id WHERE books.`authorId` = authors.id) AS anon_1 FROM authors ORDER BY authors.id",
    rows: [
      ["Ann", 2],
      ["bob", 0],
      ["C_d%e", 1],
    ],
  },
  {
    name: "a scalar subquery with conditions added",
    build: () => {
      const s = select(func.count(books.c.id)).scalarSubquery().where(books.c.authorId.eq(authors.c.id));
      return select(authors.c.name, s).orderBy(authors.c.id);
    },
    default:
      'SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    sqlite:
      'SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    postgresql:
      'SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    mysql:
      "SELECT authors.name, (SELECT count(books.id) AS count_1 FROM books WHERE books.`authorId` = authors.id) AS anon_1 FROM authors ORDER BY authors.id",
    rows: [
      ["Ann", 2],
      ["bob", 0],
      ["C_d%e", 1],
    ],
  },
  {
    name: "a scalar subquery that is told to correlate",
    build: () => {
      const s = select(authors.c.name).where(authors.c.id.eq(books.c.authorId)).scalarSubquery().correlate(books);
      return select(books.c.id, s).orderBy(books.c.id);
    },
    default:
      'SELECT books.id, (SELECT authors.name FROM authors WHERE authors.id = books."authorId") AS anon_1 FROM books ORDER BY books.id',
    sqlite:
      'SELECT books.id, (SELECT authors.name FROM authors WHERE authors.id = books."authorId") AS anon_1 FROM books ORDER BY books.id',
    postgresql:
      'SELECT books.id, (SELECT authors.name FROM authors WHERE authors.id = books."authorId") AS anon_1 FROM books ORDER BY books.id',
    mysql:
      "SELECT books.id, (SELECT authors.name FROM authors WHERE authors.id = books.`authorId`) AS anon_1 FROM books ORDER BY books.id",
    rows: [
      [1, "Ann"],
      [2, "Ann"],
      [3, "C_d%e"],
      [4, null],
    ],
  },
  {
    name: "a scalar subquery under a label",
    build: () => {
      const s = select(func.max(books.c.pages)).label("most");
      return select(authors.c.id, s).orderBy(authors.c.id);
    },
    default:
      "SELECT authors.id, (SELECT max(books.pages) AS max_1 FROM books) AS most FROM authors ORDER BY authors.id",
    sqlite: "SELECT authors.id, (SELECT max(books.pages) AS max_1 FROM books) AS most FROM authors ORDER BY authors.id",
    postgresql:
      "SELECT authors.id, (SELECT max(books.pages) AS max_1 FROM books) AS most FROM authors ORDER BY authors.id",
    mysql: "SELECT authors.id, (SELECT max(books.pages) AS max_1 FROM books) AS most FROM authors ORDER BY authors.id",
    rows: [
      [1, 250],
      [2, 250],
      [3, 250],
    ],
  },
  {
    name: "a scalar subquery in arithmetic",
    build: () => {
      const s = select(func.max(books.c.pages)).scalarSubquery();
      return select(authors.c.id, authors.c.age.add(s)).orderBy(authors.c.id);
    },
    default:
      "SELECT authors.id, authors.age + (SELECT max(books.pages) AS max_1 FROM books) AS anon_1 FROM authors ORDER BY authors.id",
    sqlite:
      "SELECT authors.id, authors.age + (SELECT max(books.pages) AS max_1 FROM books) AS anon_1 FROM authors ORDER BY authors.id",
    postgresql:
      "SELECT authors.id, authors.age + (SELECT max(books.pages) AS max_1 FROM books) AS anon_1 FROM authors ORDER BY authors.id",
    mysql:
      "SELECT authors.id, authors.age + (SELECT max(books.pages) AS max_1 FROM books) AS anon_1 FROM authors ORDER BY authors.id",
    rows: [
      [1, 280],
      [2, null],
      [3, 291],
    ],
  },
  {
    name: "a scalar subquery in a function",
    build: () => {
      const s = select(func.max(books.c.pages)).where(books.c.authorId.eq(authors.c.id)).scalarSubquery();
      return select(authors.c.id, func.coalesce(s, 0)).orderBy(authors.c.id);
    },
    default:
      'SELECT authors.id, coalesce((SELECT max(books.pages) AS max_1 FROM books WHERE books."authorId" = authors.id), :coalesce_2) AS coalesce_1 FROM authors ORDER BY authors.id',
    sqlite:
      'SELECT authors.id, coalesce((SELECT max(books.pages) AS max_1 FROM books WHERE books."authorId" = authors.id), ?) AS coalesce_1 FROM authors ORDER BY authors.id',
    postgresql:
      'SELECT authors.id, coalesce((SELECT max(books.pages) AS max_1 FROM books WHERE books."authorId" = authors.id), $1::INTEGER) AS coalesce_1 FROM authors ORDER BY authors.id',
    mysql:
      "SELECT authors.id, coalesce((SELECT max(books.pages) AS max_1 FROM books WHERE books.`authorId` = authors.id), ?) AS coalesce_1 FROM authors ORDER BY authors.id",
    rows: [
      [1, 250],
      [2, 0],
      [3, 7],
    ],
  },
  {
    name: "a scalar subquery in CASE",
    build: () => {
      const s = select(func.count(books.c.id)).where(books.c.authorId.eq(authors.c.id)).scalarSubquery();
      return select(authors.c.id, caseWhen([[s.gt(1), "many"]], { else: "few" })).orderBy(authors.c.id);
    },
    default:
      'SELECT authors.id, CASE WHEN ((SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) > :param_1) THEN :param_2 ELSE :param_3 END AS anon_1 FROM authors ORDER BY authors.id',
    sqlite:
      'SELECT authors.id, CASE WHEN ((SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) > ?) THEN ? ELSE ? END AS anon_1 FROM authors ORDER BY authors.id',
    postgresql:
      'SELECT authors.id, CASE WHEN ((SELECT count(books.id) AS count_1 FROM books WHERE books."authorId" = authors.id) > $1::INTEGER) THEN $2::VARCHAR ELSE $3::VARCHAR END AS anon_1 FROM authors ORDER BY authors.id',
    mysql:
      "SELECT authors.id, CASE WHEN ((SELECT count(books.id) AS count_1 FROM books WHERE books.`authorId` = authors.id) > ?) THEN ? ELSE ? END AS anon_1 FROM authors ORDER BY authors.id",
    rows: [
      [1, "many"],
      [2, "few"],
      [3, "few"],
    ],
  },
  {
    name: "a scalar subquery on the left",
    build: () => {
      const s = select(func.max(books.c.pages)).scalarSubquery();
      return select(authors.c.id).where(s.gt(200)).orderBy(authors.c.id);
    },
    default:
      "SELECT authors.id FROM authors WHERE (SELECT max(books.pages) AS max_1 FROM books) > :param_1 ORDER BY authors.id",
    sqlite:
      "SELECT authors.id FROM authors WHERE (SELECT max(books.pages) AS max_1 FROM books) > ? ORDER BY authors.id",
    postgresql:
      "SELECT authors.id FROM authors WHERE (SELECT max(books.pages) AS max_1 FROM books) > $1::INTEGER ORDER BY authors.id",
    mysql: "SELECT authors.id FROM authors WHERE (SELECT max(books.pages) AS max_1 FROM books) > ? ORDER BY authors.id",
    rows: [[1], [2], [3]],
  },
  {
    name: "exists of a select",
    build: () =>
      select(authors.c.name)
        .where(select(books.c.id).where(books.c.authorId.eq(authors.c.id)).exists())
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
    name: "exists in the select list",
    build: () => select(authors.c.name, exists().where(books.c.authorId.eq(authors.c.id))).orderBy(authors.c.id),
    default:
      'SELECT authors.name, EXISTS (SELECT * FROM books WHERE books."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    sqlite:
      'SELECT authors.name, EXISTS (SELECT * FROM books WHERE books."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    postgresql:
      'SELECT authors.name, EXISTS (SELECT * FROM books WHERE books."authorId" = authors.id) AS anon_1 FROM authors ORDER BY authors.id',
    mysql:
      "SELECT authors.name, EXISTS (SELECT * FROM books WHERE books.`authorId` = authors.id) AS anon_1 FROM authors ORDER BY authors.id",
    rows: [
      ["Ann", true],
      ["bob", false],
      ["C_d%e", true],
    ],
  },
  {
    name: "exists with FROM said",
    build: () =>
      select(authors.c.name)
        .where(exists(literalColumn("1")).selectFrom(books).where(books.c.authorId.eq(authors.c.id)))
        .orderBy(authors.c.id),
    default:
      'SELECT authors.name FROM authors WHERE EXISTS (SELECT 1 FROM books WHERE books."authorId" = authors.id) ORDER BY authors.id',
    sqlite:
      'SELECT authors.name FROM authors WHERE EXISTS (SELECT 1 FROM books WHERE books."authorId" = authors.id) ORDER BY authors.id',
    postgresql:
      'SELECT authors.name FROM authors WHERE EXISTS (SELECT 1 FROM books WHERE books."authorId" = authors.id) ORDER BY authors.id',
    mysql:
      "SELECT authors.name FROM authors WHERE EXISTS (SELECT 1 FROM books WHERE books.`authorId` = authors.id) ORDER BY authors.id",
    rows: [["Ann"], ["C_d%e"]],
  },
  {
    name: "exists of a union",
    build: () => {
      const u = union(
        select(books.c.id).where(books.c.authorId.eq(authors.c.id)),
        select(books.c.id).where(books.c.pages.gt(1000)),
      );
      return select(authors.c.name).where(exists(u)).orderBy(authors.c.id);
    },
    default:
      'SELECT authors.name FROM authors WHERE EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id UNION SELECT books.id FROM books WHERE books.pages > :pages_1) ORDER BY authors.id',
    sqlite:
      'SELECT authors.name FROM authors WHERE EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id UNION SELECT books.id FROM books WHERE books.pages > ?) ORDER BY authors.id',
    postgresql:
      'SELECT authors.name FROM authors WHERE EXISTS (SELECT books.id FROM books WHERE books."authorId" = authors.id UNION SELECT books.id FROM books WHERE books.pages > $1::INTEGER) ORDER BY authors.id',
    mysql:
      "SELECT authors.name FROM authors WHERE EXISTS (SELECT books.id FROM books WHERE books.`authorId` = authors.id UNION SELECT books.id FROM books WHERE books.pages > ?) ORDER BY authors.id",
    rows: [["Ann"], ["C_d%e"]],
  },
  {
    name: "in a subquery",
    build: () => select(authors.c.name).where(authors.c.id.in(select(books.c.authorId).where(books.c.pages.gt(50)))),
    default:
      'SELECT authors.name FROM authors WHERE authors.id IN (SELECT books."authorId" FROM books WHERE books.pages > :pages_1)',
    sqlite:
      'SELECT authors.name FROM authors WHERE authors.id IN (SELECT books."authorId" FROM books WHERE books.pages > ?)',
    postgresql:
      'SELECT authors.name FROM authors WHERE authors.id IN (SELECT books."authorId" FROM books WHERE books.pages > $1::INTEGER)',
    mysql:
      "SELECT authors.name FROM authors WHERE authors.id IN (SELECT books.`authorId` FROM books WHERE books.pages > ?)",
    rows: [["Ann"]],
  },
  {
    name: "not in a subquery",
    build: () =>
      select(authors.c.name)
        .where(authors.c.id.notIn(select(books.c.authorId).where(books.c.authorId.isNot(null))))
        .orderBy(authors.c.id),
    default:
      'SELECT authors.name FROM authors WHERE (authors.id NOT IN (SELECT books."authorId" FROM books WHERE books."authorId" IS NOT NULL)) ORDER BY authors.id',
    sqlite:
      'SELECT authors.name FROM authors WHERE (authors.id NOT IN (SELECT books."authorId" FROM books WHERE books."authorId" IS NOT NULL)) ORDER BY authors.id',
    postgresql:
      'SELECT authors.name FROM authors WHERE (authors.id NOT IN (SELECT books."authorId" FROM books WHERE books."authorId" IS NOT NULL)) ORDER BY authors.id',
    mysql:
      "SELECT authors.name FROM authors WHERE (authors.id NOT IN (SELECT books.`authorId` FROM books WHERE books.`authorId` IS NOT NULL)) ORDER BY authors.id",
    rows: [["bob"]],
  },
  {
    name: "in a correlated subquery",
    build: () =>
      select(authors.c.name).where(authors.c.name.in(select(books.c.title).where(books.c.authorId.eq(authors.c.id)))),
    default:
      'SELECT authors.name FROM authors WHERE authors.name IN (SELECT books.title FROM books WHERE books."authorId" = authors.id)',
    sqlite:
      'SELECT authors.name FROM authors WHERE authors.name IN (SELECT books.title FROM books WHERE books."authorId" = authors.id)',
    postgresql:
      'SELECT authors.name FROM authors WHERE authors.name IN (SELECT books.title FROM books WHERE books."authorId" = authors.id)',
    mysql:
      "SELECT authors.name FROM authors WHERE authors.name IN (SELECT books.title FROM books WHERE books.`authorId` = authors.id)",
    rows: [],
  },
  {
    name: "in a union",
    build: () =>
      select(authors.c.name)
        .where(authors.c.id.in(union(select(books.c.authorId), select(books.c.id))))
        .orderBy(authors.c.id),
    default:
      'SELECT authors.name FROM authors WHERE authors.id IN (SELECT books."authorId" FROM books UNION SELECT books.id FROM books) ORDER BY authors.id',
    sqlite:
      'SELECT authors.name FROM authors WHERE authors.id IN (SELECT books."authorId" FROM books UNION SELECT books.id FROM books) ORDER BY authors.id',
    postgresql:
      'SELECT authors.name FROM authors WHERE authors.id IN (SELECT books."authorId" FROM books UNION SELECT books.id FROM books) ORDER BY authors.id',
    mysql:
      "SELECT authors.name FROM authors WHERE authors.id IN (SELECT books.`authorId` FROM books UNION SELECT books.id FROM books) ORDER BY authors.id",
    rows: [["Ann"], ["bob"], ["C_d%e"]],
  },
  {
    name: "compared with any of a subquery",
    build: () => select(authors.c.name).where(authors.c.id.eq(any(select(books.c.authorId).scalarSubquery()))),
    default: 'SELECT authors.name FROM authors WHERE authors.id = ANY (SELECT books."authorId" FROM books)',
    sqlite: /sqlite has no ANY/,
    postgresql: 'SELECT authors.name FROM authors WHERE authors.id = ANY (SELECT books."authorId" FROM books)',
    mysql: "SELECT authors.name FROM authors WHERE authors.id = ANY (SELECT books.`authorId` FROM books)",
  },
]);
