// TypeORM: entities by repository; bulk inserts by its query builder, which its documentation recommends for speed.
export async function open({ database, prefix, url }) {
  const { DataSource, EntitySchema } = await import("typeorm");
  const isSqlite = database === "sqlite";
  const Item = new EntitySchema({
    name: "Item",
    tableName: `${prefix}items`,
    columns: {
      id: { type: "integer", primary: true, generated: "increment" },
      title: { type: "varchar" },
      done: { type: "boolean" },
      created: { type: isSqlite ? "datetime" : "timestamp" },
      score: { type: "integer" },
    },
  });
  const Parent = new EntitySchema({
    name: "Parent",
    tableName: `${prefix}parents`,
    columns: { id: { type: "integer", primary: true }, name: { type: "varchar" } },
    relations: { children: { type: "one-to-many", target: "Child", inverseSide: "parent" } },
  });
  const Child = new EntitySchema({
    name: "Child",
    tableName: `${prefix}children`,
    columns: {
      id: { type: "integer", primary: true },
      name: { type: "varchar" },
      position: { type: "integer" },
      parentId: { type: "integer" },
    },
    relations: {
      parent: { type: "many-to-one", target: "Parent", inverseSide: "children", joinColumn: { name: "parentId" } },
    },
  });
  const Author = new EntitySchema({
    name: "Author",
    tableName: "authors",
    columns: { id: { type: "integer", primary: true }, name: { type: "varchar" }, country: { type: "varchar" } },
  });
  const Book = new EntitySchema({
    name: "Book",
    tableName: "books",
    columns: {
      id: { type: "integer", primary: true },
      title: { type: "varchar" },
      pages: { type: "integer" },
      authorId: { type: "integer" },
    },
  });
  const Review = new EntitySchema({
    name: "Review",
    tableName: "reviews",
    columns: {
      id: { type: "integer", primary: true },
      stars: { type: "integer" },
      verified: { type: "boolean" },
      bookId: { type: "integer" },
    },
  });
  const source = new DataSource({
    ...(isSqlite ? { type: "better-sqlite3", database: ":memory:" } : { type: "postgres", url, extra: { max: 1 } }),
    entities: [Item, Parent, Child, Author, Book, Review],
  });
  await source.initialize();
  const items = source.getRepository(Item);
  const parents = source.getRepository(Parent);
  return {
    exec: (text) => source.query(text),
    scalar: async (text) => Object.values((await source.query(text))[0])[0],
    close: () => source.destroy(),
    get: (id) => items.findOneByOrFail({ id }),
    all: () => items.find(),
    one: (id) => items.findOneOrFail({ where: { id }, select: { id: true, title: true, score: true } }),
    parents: () => parents.find({ relations: { children: true } }),
    make: (data) => items.create(data),
    insertAll: (entities) =>
      source.transaction(async (manager) => {
        // As many rows as the database takes parameters.
        const size = isSqlite ? 5_000 : 10_000;
        for (let start = 0; start < entities.length; start += size)
          await manager.insert(Item, entities.slice(start, start + size));
        return entities;
      }),
    insertEach: (entities) =>
      source.transaction(async (manager) => {
        for (const entity of entities) await manager.save(Item, entity);
        return entities;
      }),
    load: () => items.find(),
    update(entities) {
      for (const entity of entities) entity.score++;
      return items.save(entities);
    },
    // All at once would be an OR of a depth that SQLite refuses.
    remove: (entities) => items.remove(entities, { chunk: 500 }),
    compile(n) {
      const [sql, parameters] = source
        .createQueryBuilder(Author, "a")
        .select("a.name", "name")
        .addSelect("count(b.id)", "n")
        .addSelect("max(r.stars)", "best")
        .innerJoin(Book, "b", "b.authorId = a.id")
        .innerJoin(Review, "r", "r.bookId = b.id")
        .where("a.country = :country", { country: `country ${n}` })
        .andWhere("b.pages > :pages", { pages: n })
        .andWhere("b.title LIKE :title", { title: "The %" })
        .andWhere("r.stars >= :stars", { stars: n % 5 })
        .andWhere("r.verified = :verified", { verified: true })
        .groupBy("a.name")
        .orderBy("a.name", "DESC")
        .limit(10)
        .getQueryAndParameters();
      return { sql, parameters };
    },
  };
}
