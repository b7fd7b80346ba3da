import { deleteFrom, falseValue, func, insert, literal, select, update } from "athanor";
import { authors, books, odd, testCases } from "./support.ts";

testCases("dml", [
  {
    name: "insert",
    build: () =>
      insert(authors).values({ id: 9, name: "New", age: null, active: true }).returning(authors.c.id, authors.c.age),
    default:
      "INSERT INTO authors (id, name, age, active) VALUES (:id, :name, :age, :active) RETURNING authors.id, authors.age",
    sqlite: "INSERT INTO authors (id, name, age, active) VALUES (?, ?, ?, ?) RETURNING id, age",
    postgresql:
      "INSERT INTO authors (id, name, age, active) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER, $4::BOOLEAN) RETURNING authors.id, authors.age",
    mysql: /mysql has no INSERT … RETURNING/,
    rows: [[9, null]],
  },
  {
    name: "insert several rows",
    build: () =>
      insert(authors)
        .values([
          { id: 8, name: "a", active: true },
          { id: 9, name: "b", active: false },
        ])
        .returning(authors.c.name),
    default:
      "INSERT INTO authors (id, name, active) VALUES (:id_m0, :name_m0, :active_m0), (:id_m1, :name_m1, :active_m1) RETURNING authors.name",
    sqlite: "INSERT INTO authors (id, name, active) VALUES (?, ?, ?), (?, ?, ?) RETURNING name",
    postgresql:
      "INSERT INTO authors (id, name, active) VALUES ($1::INTEGER, $2::VARCHAR, $3::BOOLEAN), ($4::INTEGER, $5::VARCHAR, $6::BOOLEAN) RETURNING authors.name",
    mysql: /mysql has no INSERT … RETURNING/,
    rows: [["a"], ["b"]],
  },
  {
    name: "insert expressions",
    build: () =>
      insert(authors)
        .values({ id: literal(20).add(1), name: func.lower("ABC"), active: false })
        .returning(authors.c.id, authors.c.name),
    default:
      "INSERT INTO authors (id, name, active) VALUES ((:param_1 + :param_2), lower(:lower_1), :active) RETURNING authors.id, authors.name",
    sqlite: "INSERT INTO authors (id, name, active) VALUES ((? + ?), lower(?), ?) RETURNING id, name",
    postgresql:
      "INSERT INTO authors (id, name, active) VALUES (($1::INTEGER + $2::INTEGER), lower($3::VARCHAR), $4::BOOLEAN) RETURNING authors.id, authors.name",
    mysql: /mysql has no INSERT … RETURNING/,
    rows: [[21, "abc"]],
  },
  {
    name: "insert from select",
    build: () =>
      insert(authors)
        .fromSelect(
          ["id", "name", "active"],
          select(books.c.id.add(10), books.c.title, falseValue()).where(books.c.id.lt(3)),
        )
        .returning(authors.c.id),
    default:
      "INSERT INTO authors (id, name, active) SELECT books.id + :id_1 AS anon_1, books.title, 0 AS anon_2 FROM books WHERE books.id < :id_2 RETURNING authors.id",
    sqlite:
      "INSERT INTO authors (id, name, active) SELECT books.id + ? AS anon_1, books.title, 0 AS anon_2 FROM books WHERE books.id < ? RETURNING id",
    postgresql:
      "INSERT INTO authors (id, name, active) SELECT books.id + $1::INTEGER AS anon_1, books.title, false AS anon_2 FROM books WHERE books.id < $2::INTEGER RETURNING authors.id",
    mysql: /mysql has no INSERT … RETURNING\. Execute the statement, then/,
    rows: [[11], [12]],
  },
  {
    name: "insert into hostile names",
    build: () => insert(odd).values({ id: 2, select: "v", 'a"b': 1, Upper: 2 }).returning(odd.c.select, odd.c['a"b']),
    default:
      'INSERT INTO "odd ""table""; --" (id, "select", "a""b", "Upper") VALUES (:id, :select, :a"b, :Upper) RETURNING "odd ""table""; --"."select", "odd ""table""; --"."a""b"',
    sqlite:
      'INSERT INTO "odd ""table""; --" (id, "select", "a""b", "Upper") VALUES (?, ?, ?, ?) RETURNING "select", "a""b"',
    postgresql:
      'INSERT INTO "odd ""table""; --" (id, "select", "a""b", "Upper") VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER, $4::INTEGER) RETURNING "odd ""table""; --"."select", "odd ""table""; --"."a""b"',
    mysql: /mysql has no INSERT … RETURNING\. Execute the statement, then/,
    rows: [["v", 1]],
  },
  {
    name: "update",
    build: () =>
      update(books)
        .values({ pages: books.c.pages.add(1), title: "t" })
        .where(books.c.id.eq(1))
        .returning(books.c.pages),
    default:
      "UPDATE books SET title=:title, pages=(books.pages + :pages_1) WHERE books.id = :id_1 RETURNING books.pages",
    sqlite: "UPDATE books SET title=?, pages=(books.pages + ?) WHERE books.id = ? RETURNING pages",
    postgresql:
      "UPDATE books SET title=$1::VARCHAR, pages=(books.pages + $2::INTEGER) WHERE books.id = $3::INTEGER RETURNING books.pages",
    mysql: /mysql has no UPDATE … RETURNING\. Execute the statement, then/,
    rows: { default: [[101]], mysql: /no UPDATE … RETURNING/ },
  },
  {
    name: "update all rows",
    build: () => update(authors).values({ active: false }).allRows().returning(authors.c.active),
    default: "UPDATE authors SET active=:active RETURNING authors.active",
    sqlite: "UPDATE authors SET active=? RETURNING active",
    postgresql: "UPDATE authors SET active=$1::BOOLEAN RETURNING authors.active",
    mysql: /mysql has no UPDATE … RETURNING\. Execute the statement, then/,
    rows: { default: [[false], [false], [false]], mysql: /no UPDATE … RETURNING/ },
  },
  {
    name: "update with another table",
    build: () =>
      update(books)
        .values({ title: authors.c.name })
        .where(books.c.authorId.eq(authors.c.id), authors.c.id.eq(3))
        .returning(books.c.title),
    default:
      'UPDATE books SET title=authors.name FROM authors WHERE books."authorId" = authors.id AND authors.id = :id_1 RETURNING books.title',
    sqlite:
      'UPDATE books SET title=authors.name FROM authors WHERE books."authorId" = authors.id AND authors.id = ? RETURNING title',
    postgresql:
      'UPDATE books SET title=authors.name FROM authors WHERE books."authorId" = authors.id AND authors.id = $1::INTEGER RETURNING books.title',
    mysql: /mysql has no UPDATE … RETURNING\. Execute the statement, then/,
    rows: { default: [["C_d%e"]], mysql: /no UPDATE … RETURNING/ },
  },
  {
    name: "update by a subquery",
    build: () =>
      update(books)
        .values({ authorId: select(func.max(authors.c.id)).scalarSubquery() })
        .where(books.c.id.eq(1))
        .returning(books.c.authorId),
    default:
      'UPDATE books SET "authorId"=(SELECT max(authors.id) AS max_1 FROM authors) WHERE books.id = :id_1 RETURNING books."authorId"',
    sqlite:
      'UPDATE books SET "authorId"=(SELECT max(authors.id) AS max_1 FROM authors) WHERE books.id = ? RETURNING "authorId"',
    postgresql:
      'UPDATE books SET "authorId"=(SELECT max(authors.id) AS max_1 FROM authors) WHERE books.id = $1::INTEGER RETURNING books."authorId"',
    mysql: /mysql has no UPDATE … RETURNING\. Execute the statement, then/,
    rows: { default: [[3]], mysql: /no UPDATE … RETURNING/ },
  },
  {
    name: "delete",
    build: () => deleteFrom(books).where(books.c.pages.eq(100)).returning(books.c.id),
    default: "DELETE FROM books WHERE books.pages = :pages_1 RETURNING books.id",
    sqlite: "DELETE FROM books WHERE books.pages = ? RETURNING id",
    postgresql: "DELETE FROM books WHERE books.pages = $1::INTEGER RETURNING books.id",
    mysql: /mysql has no DELETE … RETURNING\. Execute the statement, then/,
    rows: [[1], [4]],
  },
  {
    name: "delete all rows",
    build: () => deleteFrom(odd).allRows().returning(odd.c.id),
    default: 'DELETE FROM "odd ""table""; --" RETURNING "odd ""table""; --".id',
    sqlite: 'DELETE FROM "odd ""table""; --" RETURNING id',
    postgresql: 'DELETE FROM "odd ""table""; --" RETURNING "odd ""table""; --".id',
    mysql: /mysql has no DELETE … RETURNING\. Execute the statement, then/,
    rows: [[1]],
  },
  {
    name: "delete by a subquery",
    build: () =>
      deleteFrom(books)
        .where(books.c.authorId.in(select(authors.c.id).where(authors.c.name.eq("Ann"))))
        .returning(books.c.id),
    default:
      'DELETE FROM books WHERE books."authorId" IN (SELECT authors.id FROM authors WHERE authors.name = :name_1) RETURNING books.id',
    sqlite:
      'DELETE FROM books WHERE books."authorId" IN (SELECT authors.id FROM authors WHERE authors.name = ?) RETURNING id',
    postgresql:
      'DELETE FROM books WHERE books."authorId" IN (SELECT authors.id FROM authors WHERE authors.name = $1::VARCHAR) RETURNING books.id',
    mysql: /mysql has no DELETE … RETURNING\. Execute the statement, then/,
    rows: [[1], [2]],
  },
]);
