import { boolean, createEngine, func, integer, MetaData, select, string } from "athanor";
import { assertEqual } from "../data.ts";
import type { Case } from "../protocol.ts";

const TIMES = 20_000;

const metadata = new MetaData();
const authors = metadata.table("authors", { id: integer().primaryKey(), name: string(), country: string().nullable() });
const books = metadata.table("books", {
  id: integer().primaryKey(),
  title: string(),
  pages: integer(),
  authorId: integer().references("authors.id"),
});
const reviews = metadata.table("reviews", {
  id: integer().primaryKey(),
  stars: integer(),
  verified: boolean(),
  bookId: integer().references("books.id"),
});

/** Two joins, five predicates, group, order, limit; other values each time. */
function build(n: number) {
  return select(authors.c.name, func.count(books.c.id).label("n"), func.max(reviews.c.stars).label("best"))
    .join(books, books.c.authorId.eq(authors.c.id))
    .join(reviews, reviews.c.bookId.eq(books.c.id))
    .where(
      authors.c.country.eq(`country ${n}`),
      books.c.pages.gt(n),
      books.c.title.like("The %"),
      reviews.c.stars.ge(n % 5),
      reviews.c.verified.eq(true),
    )
    .groupBy(authors.c.name)
    .orderBy(authors.c.name.desc())
    .limit(10);
}

function verifySql(text: string): void {
  const sql = text.toLowerCase();
  for (const [part, times] of Object.entries({ join: 2, and: 4, "group by": 1, "order by": 1, limit: 1 })) {
    assertEqual(sql.split(` ${part} `).length - 1, times, `${part} in ${sql}`);
  }
}

export const compileAnew: Case = {
  title: "two-join select: built and compiled, once",
  unit: "µs",
  per: TIMES,
  sync: {
    athanor() {
      let sql = "";
      return {
        run() {
          let length = 0;
          for (let n = 0; n < TIMES; n++) {
            sql = build(n).compile({ dialect: "sqlite" }).sql;
            length += sql.length;
          }
          return length;
        },
        verify(length) {
          verifySql(sql);
          assertEqual(length, sql.length * TIMES, "characters of SQL");
        },
      };
    },
  },
};

export const compileCached: Case = {
  title: "two-join select: built anew and made SQL (from the cache, where there is one), once",
  unit: "µs",
  per: TIMES,
  sync: {
    athanor() {
      const engine = createEngine("sqlite+better-sqlite3://");
      metadata.createAll(engine);
      const connection = engine.connect();
      connection.execute(build(0)).all();
      const missed = (): never => {
        throw new Error("The statement was not found in the cache");
      };
      let sql = "";
      return {
        run() {
          let length = 0;
          for (let n = 0; n < TIMES; n++) {
            sql = connection.core.lookup(build(n).node, missed).sql;
            length += sql.length;
          }
          return length;
        },
        verify(length) {
          verifySql(sql);
          assertEqual(length, sql.length * TIMES, "characters of SQL");
        },
        close() {
          connection.close();
          engine.dispose();
        },
      };
    },
  },
  peer: ({ compile }) => {
    if (compile === undefined) return undefined;
    let last: ReturnType<typeof compile> | undefined;
    return {
      run() {
        let length = 0;
        for (let n = 0; n < TIMES; n++) {
          last = compile(n);
          length += last.sql.length;
        }
        return length;
      },
      verify(length) {
        verifySql(last!.sql);
        // Some write numbers into the text.
        if (last!.parameters.length < 2) throw new Error(`Parameters are missing: ${JSON.stringify(last!.parameters)}`);
        if ((length as number) < last!.sql.length * TIMES * 0.9) throw new Error("Statements are missing");
      },
    };
  },
};
