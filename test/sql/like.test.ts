import { func, not, select } from "athanor";
import { authors, books, testCases } from "./support.ts";

testCases("like", [
  {
    name: "like",
    build: () => select(authors.c.id).where(authors.c.name.like("A%")),
    default: "SELECT authors.id FROM authors WHERE authors.name LIKE :name_1",
    sqlite: "SELECT authors.id FROM authors WHERE authors.name LIKE ?",
    postgresql: "SELECT authors.id FROM authors WHERE authors.name LIKE $1::VARCHAR",
    mysql: "SELECT authors.id FROM authors WHERE authors.name LIKE ?",
    rows: [[1]],
  },
  {
    name: "not like, with an escape",
    build: () =>
      select(authors.c.id)
        .where(authors.c.name.notLike("%/_%", { escape: "/" }))
        .orderBy(authors.c.id),
    default: "SELECT authors.id FROM authors WHERE authors.name NOT LIKE :name_1 ESCAPE '/' ORDER BY authors.id",
    sqlite: "SELECT authors.id FROM authors WHERE authors.name NOT LIKE ? ESCAPE '/' ORDER BY authors.id",
    postgresql: "SELECT authors.id FROM authors WHERE authors.name NOT LIKE $1::VARCHAR ESCAPE '/' ORDER BY authors.id",
    mysql: "SELECT authors.id FROM authors WHERE authors.name NOT LIKE ? ESCAPE '/' ORDER BY authors.id",
    rows: [[1], [2]],
  },
  {
    name: "ilike",
    build: () => select(authors.c.id).where(authors.c.name.ilike("BO%")),
    default: "SELECT authors.id FROM authors WHERE lower(authors.name) LIKE lower(:name_1)",
    sqlite: "SELECT authors.id FROM authors WHERE lower(authors.name) LIKE lower(?)",
    postgresql: "SELECT authors.id FROM authors WHERE authors.name ILIKE $1::VARCHAR",
    mysql: "SELECT authors.id FROM authors WHERE lower(authors.name) LIKE lower(?)",
    rows: [[2]],
  },
  {
    name: "not ilike",
    build: () => select(authors.c.id).where(authors.c.name.notIlike("bO%")).orderBy(authors.c.id),
    default: "SELECT authors.id FROM authors WHERE lower(authors.name) NOT LIKE lower(:name_1) ORDER BY authors.id",
    sqlite: "SELECT authors.id FROM authors WHERE lower(authors.name) NOT LIKE lower(?) ORDER BY authors.id",
    postgresql: "SELECT authors.id FROM authors WHERE authors.name NOT ILIKE $1::VARCHAR ORDER BY authors.id",
    mysql: "SELECT authors.id FROM authors WHERE lower(authors.name) NOT LIKE lower(?) ORDER BY authors.id",
    rows: [[1], [3]],
  },
  {
    name: "startswith",
    build: () => select(books.c.id).where(books.c.title.startswith("A ")),
    default: "SELECT books.id FROM books WHERE (books.title LIKE :title_1 || '%')",
    sqlite: "SELECT books.id FROM books WHERE (books.title LIKE ? || '%')",
    postgresql: "SELECT books.id FROM books WHERE (books.title LIKE $1::VARCHAR || '%')",
    mysql: "SELECT books.id FROM books WHERE (books.title LIKE concat(?, '%'))",
    rows: [[1]],
  },
  {
    name: "endswith",
    build: () => select(books.c.id).where(books.c.title.endswith("off")),
    default: "SELECT books.id FROM books WHERE (books.title LIKE '%' || :title_1)",
    sqlite: "SELECT books.id FROM books WHERE (books.title LIKE '%' || ?)",
    postgresql: "SELECT books.id FROM books WHERE (books.title LIKE '%' || $1::VARCHAR)",
    mysql: "SELECT books.id FROM books WHERE (books.title LIKE concat('%', ?))",
    rows: [[2]],
  },
  {
    name: "contains",
    build: () => select(books.c.id).where(books.c.title.contains("Tal")),
    default: "SELECT books.id FROM books WHERE (books.title LIKE '%' || :title_1 || '%')",
    sqlite: "SELECT books.id FROM books WHERE (books.title LIKE '%' || ? || '%')",
    postgresql: "SELECT books.id FROM books WHERE (books.title LIKE '%' || $1::VARCHAR || '%')",
    mysql: "SELECT books.id FROM books WHERE (books.title LIKE concat('%', ?, '%'))",
    rows: [[1]],
  },
  {
    name: "contains, of a part",
    build: () => select(books.c.id).where(books.c.title.contains("%")).orderBy(books.c.id),
    default: "SELECT books.id FROM books WHERE (books.title LIKE '%' || :title_1 || '%') ORDER BY books.id",
    sqlite: "SELECT books.id FROM books WHERE (books.title LIKE '%' || ? || '%') ORDER BY books.id",
    postgresql: "SELECT books.id FROM books WHERE (books.title LIKE '%' || $1::VARCHAR || '%') ORDER BY books.id",
    mysql: "SELECT books.id FROM books WHERE (books.title LIKE concat('%', ?, '%')) ORDER BY books.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "contains, autoescape",
    build: () => select(books.c.id).where(books.c.title.contains("%", { autoescape: true })),
    default: "SELECT books.id FROM books WHERE (books.title LIKE '%' || :title_1 || '%' ESCAPE '/')",
    sqlite: "SELECT books.id FROM books WHERE (books.title LIKE '%' || ? || '%' ESCAPE '/')",
    postgresql: "SELECT books.id FROM books WHERE (books.title LIKE '%' || $1::VARCHAR || '%' ESCAPE '/')",
    mysql: "SELECT books.id FROM books WHERE (books.title LIKE concat('%', ?, '%') ESCAPE '/')",
    rows: [[2]],
  },
  {
    name: "startswith, autoescape with its own escape",
    build: () =>
      select(books.c.id).where(
        books.c.title.startswith("a/", { autoescape: true }),
        books.c.title.endswith("b", { escape: "^" }),
      ),
    default:
      "SELECT books.id FROM books WHERE (books.title LIKE :title_1 || '%' ESCAPE '/') AND (books.title LIKE '%' || :title_2 ESCAPE '^')",
    sqlite:
      "SELECT books.id FROM books WHERE (books.title LIKE ? || '%' ESCAPE '/') AND (books.title LIKE '%' || ? ESCAPE '^')",
    postgresql:
      "SELECT books.id FROM books WHERE (books.title LIKE $1::VARCHAR || '%' ESCAPE '/') AND (books.title LIKE '%' || $2::VARCHAR ESCAPE '^')",
    mysql:
      "SELECT books.id FROM books WHERE (books.title LIKE concat(?, '%') ESCAPE '/') AND (books.title LIKE concat('%', ?) ESCAPE '^')",
    rows: [[4]],
  },
  {
    name: "underscores",
    build: () => select(books.c.id).where(books.c.title.contains("r_s", { autoescape: true, escape: "#" })),
    default: "SELECT books.id FROM books WHERE (books.title LIKE '%' || :title_1 || '%' ESCAPE '#')",
    sqlite: "SELECT books.id FROM books WHERE (books.title LIKE '%' || ? || '%' ESCAPE '#')",
    postgresql: "SELECT books.id FROM books WHERE (books.title LIKE '%' || $1::VARCHAR || '%' ESCAPE '#')",
    mysql: "SELECT books.id FROM books WHERE (books.title LIKE concat('%', ?, '%') ESCAPE '#')",
    rows: [[3]],
  },
  {
    name: "without regard to case",
    build: () =>
      select(books.c.id).where(
        books.c.title.istartswith("UNDER"),
        books.c.title.iendswith("SCORE"),
        books.c.title.icontains("R_S", { autoescape: true }),
      ),
    default:
      "SELECT books.id FROM books WHERE (lower(books.title) LIKE lower(:title_1) || '%') AND (lower(books.title) LIKE '%' || lower(:title_2)) AND (lower(books.title) LIKE '%' || lower(:title_3) || '%' ESCAPE '/')",
    sqlite:
      "SELECT books.id FROM books WHERE (lower(books.title) LIKE lower(?) || '%') AND (lower(books.title) LIKE '%' || lower(?)) AND (lower(books.title) LIKE '%' || lower(?) || '%' ESCAPE '/')",
    postgresql:
      "SELECT books.id FROM books WHERE (books.title ILIKE $1::VARCHAR || '%') AND (books.title ILIKE '%' || $2::VARCHAR) AND (books.title ILIKE '%' || $3::VARCHAR || '%' ESCAPE '/')",
    mysql:
      "SELECT books.id FROM books WHERE (lower(books.title) LIKE concat(lower(?), '%')) AND (lower(books.title) LIKE concat('%', lower(?))) AND (lower(books.title) LIKE concat('%', lower(?), '%') ESCAPE '/')",
    rows: [[3]],
  },
  {
    name: "opposites",
    build: () =>
      select(books.c.id)
        .where(not(books.c.title.contains("a")), not(books.c.title.icontains("x")))
        .orderBy(books.c.id),
    default:
      "SELECT books.id FROM books WHERE (books.title NOT LIKE '%' || :title_1 || '%') AND (lower(books.title) NOT LIKE '%' || lower(:title_2) || '%') ORDER BY books.id",
    sqlite:
      "SELECT books.id FROM books WHERE (books.title NOT LIKE '%' || ? || '%') AND (lower(books.title) NOT LIKE '%' || lower(?) || '%') ORDER BY books.id",
    postgresql:
      "SELECT books.id FROM books WHERE (books.title NOT LIKE '%' || $1::VARCHAR || '%') AND (books.title NOT ILIKE '%' || $2::VARCHAR || '%') ORDER BY books.id",
    mysql:
      "SELECT books.id FROM books WHERE (books.title NOT LIKE concat('%', ?, '%')) AND (lower(books.title) NOT LIKE concat('%', lower(?), '%')) ORDER BY books.id",
    rows: [[2], [3]],
  },
  {
    name: "an expression",
    build: () =>
      select(authors.c.id)
        .where(authors.c.name.startswith(func.substr(authors.c.name, 1, 2)))
        .orderBy(authors.c.id),
    default:
      "SELECT authors.id FROM authors WHERE (authors.name LIKE substr(authors.name, :substr_1, :substr_2) || '%') ORDER BY authors.id",
    sqlite:
      "SELECT authors.id FROM authors WHERE (authors.name LIKE substr(authors.name, ?, ?) || '%') ORDER BY authors.id",
    postgresql:
      "SELECT authors.id FROM authors WHERE (authors.name LIKE substr(authors.name, $1::INTEGER, $2::INTEGER) || '%') ORDER BY authors.id",
    mysql:
      "SELECT authors.id FROM authors WHERE (authors.name LIKE concat(substr(authors.name, ?, ?), '%')) ORDER BY authors.id",
    rows: [[1], [2], [3]],
  },
]);
