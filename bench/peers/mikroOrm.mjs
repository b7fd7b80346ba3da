// MikroORM: entities with an identity map and a unit of work. On SQLite it keeps dates as milliseconds.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

export async function open({ database, prefix, url, connections = 1 }) {
  const { EntitySchema, MikroORM, raw } = await import("@mikro-orm/core");
  const isSqlite = database === "sqlite";
  const { BetterSqliteDriver } = isSqlite ? require("@mikro-orm/better-sqlite") : {};
  const { PostgreSqlDriver } = isSqlite ? {} : require("@mikro-orm/postgresql");
  const [Item, Parent, Child] = ["Item", "Parent", "Child"];
  const entities = [
    new EntitySchema({
      name: Item,
      tableName: `${prefix}items`,
      properties: {
        id: { type: "integer", primary: true, autoincrement: true },
        title: { type: "string" },
        done: { type: "boolean" },
        created: { type: "datetime" },
        score: { type: "integer" },
      },
    }),
    new EntitySchema({
      name: Parent,
      tableName: `${prefix}parents`,
      properties: {
        id: { type: "integer", primary: true },
        name: { type: "string" },
        children: { kind: "1:m", entity: Child, mappedBy: "parent" },
      },
    }),
    new EntitySchema({
      name: Child,
      tableName: `${prefix}children`,
      properties: {
        id: { type: "integer", primary: true },
        name: { type: "string" },
        position: { type: "integer" },
        parentId: { type: "integer", fieldName: "parentId", persist: false },
        parent: { kind: "m:1", entity: Parent, fieldName: "parentId" },
      },
    }),
    new EntitySchema({
      name: "Author",
      tableName: "authors",
      properties: {
        id: { type: "integer", primary: true },
        name: { type: "string" },
        country: { type: "string" },
        books: { kind: "1:m", entity: "Book", mappedBy: "author" },
      },
    }),
    new EntitySchema({
      name: "Book",
      tableName: "books",
      properties: {
        id: { type: "integer", primary: true },
        title: { type: "string" },
        pages: { type: "integer" },
        author: { kind: "m:1", entity: "Author" },
        reviews: { kind: "1:m", entity: "Review", mappedBy: "book" },
      },
    }),
    new EntitySchema({
      name: "Review",
      tableName: "reviews",
      properties: {
        id: { type: "integer", primary: true },
        stars: { type: "integer" },
        verified: { type: "boolean" },
        book: { kind: "m:1", entity: "Book" },
      },
    }),
  ];
  const orm = await MikroORM.init({
    entities,
    allowGlobalContext: true,
    ...(isSqlite
      ? { driver: BetterSqliteDriver, dbName: ":memory:" }
      : { driver: PostgreSqlDriver, clientUrl: url, pool: { min: 1, max: connections } }),
  });
  const { em } = orm;
  const connection = em.getConnection();
  return {
    dates: "milliseconds",
    exec: (text) => connection.execute(text, [], "run"),
    scalar: async (text) => Object.values((await connection.execute(text, [], "get")) ?? {})[0],
    close: () => orm.close(),
    async get(id) {
      const item = await em.findOneOrFail(Item, id);
      em.clear();
      return item;
    },
    forget: () => em.clear(),
    all: () => em.find(Item, {}),
    one: (id) => em.createQueryBuilder(Item).select(["id", "title", "score"]).where({ id }).execute("get"),
    async parents() {
      em.clear();
      return em.find(Parent, {}, { populate: ["children"], strategy: "select-in" });
    },
    async touch(id, name) {
      const inner = em.fork();
      const parent = await inner.findOneOrFail(Parent, id);
      const children = await parent.children.loadItems();
      parent.name = name;
      await inner.flush();
      return children.length;
    },
    make(data) {
      em.clear();
      return data.map((item) => em.create(Item, item, { persist: false }));
    },
    async insertAll(items) {
      em.persist(items);
      await em.flush();
      return items;
    },
    // A flush looks at all that is in the identity map: for one row after the other, insert() is what it has.
    insertEach: (items) =>
      em.transactional(async (inner) => {
        for (const item of items) {
          const { title, done, created, score } = item;
          item.id = await inner.insert(Item, { title, done, created, score });
        }
        return items;
      }),
    load() {
      em.clear();
      return em.find(Item, {});
    },
    async update(items) {
      for (const item of items) item.score++;
      await em.flush();
    },
    async remove(items) {
      for (const item of items) em.remove(item);
      await em.flush();
    },
    compile(n) {
      const query = em
        .createQueryBuilder("Author", "a")
        .select(["a.name", raw("count(b.id) as n"), raw("max(r.stars) as best")])
        .join("a.books", "b")
        .join("b.reviews", "r")
        .where({
          "a.country": `country ${n}`,
          "b.pages": { $gt: n },
          "b.title": { $like: "The %" },
          "r.stars": { $gte: n % 5 },
          "r.verified": true,
        })
        .groupBy("a.name")
        .orderBy({ "a.name": "desc" })
        .limit(10);
      return { sql: query.getQuery(), parameters: query.getParams() };
    },
  };
}
