// Objection on Knex: model classes, whose $parseDatabaseJson and $formatDatabaseJson convert on SQLite.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

export async function open(options) {
  const { Model } = require("objection");
  const { default: create } = await import("knex");
  const { database, prefix, url } = options;
  const isSqlite = database === "sqlite";
  const db = isSqlite
    ? create({
        client: "better-sqlite3",
        connection: { filename: ":memory:" },
        useNullAsDefault: true,
        pool: {
          min: 1,
          max: 1,
          afterCreate: (client, done) => done(client.pragma("foreign_keys = ON") && null, client),
        },
      })
    : create({ client: "pg", connection: url, pool: { min: 1, max: 1 } });

  class Item extends Model {
    static tableName = `${prefix}items`;
  }
  if (isSqlite) {
    Item.prototype.$parseDatabaseJson = function parse(json) {
      if (json.done !== undefined) json.done = json.done !== 0;
      if (json.created !== undefined) json.created = options.parseDate(json.created);
      return json;
    };
    Item.prototype.$formatDatabaseJson = function format(json) {
      const row = { ...json };
      if (row.done !== undefined) row.done = row.done ? 1 : 0;
      if (row.created !== undefined) row.created = options.formatDate(row.created);
      return row;
    };
  }
  class Child extends Model {
    static tableName = `${prefix}children`;
  }
  class Parent extends Model {
    static tableName = `${prefix}parents`;
    static relationMappings = {
      children: {
        relation: Model.HasManyRelation,
        modelClass: Child,
        join: { from: `${prefix}parents.id`, to: `${prefix}children.parentId` },
      },
    };
  }
  class Author extends Model {
    static tableName = "authors";
  }
  for (const model of [Item, Child, Parent, Author]) model.knex(db);
  return {
    exec: (text) => db.raw(text),
    async scalar(text) {
      const found = await db.raw(text);
      return Object.values((found.rows ?? found)[0])[0];
    },
    close: () => db.destroy(),
    get: (id) => Item.query().findById(id),
    all: () => Item.query(),
    one: (id) => Item.query().findById(id).select("id", "title", "score"),
    parents: () => Parent.query().withGraphFetched("children"),
    make: (data) => data.map((item) => Item.fromJson(item)),
    // Batches of models are for PostgreSQL; on SQLite there is none.
    insertAll: isSqlite
      ? undefined
      : (models) =>
          Item.transaction((trx) =>
            Item.query(trx)
              .insert(models)
              .then(() => models),
          ),
    insertEach: (models) =>
      Item.transaction(async (trx) => {
        for (const model of models) model.id = (await Item.query(trx).insert(model)).id;
        return models;
      }),
    load: () => Item.query(),
    update: (loaded) =>
      Item.transaction(async (trx) => {
        for (const item of loaded) await item.$query(trx).patch({ score: item.score + 1 });
      }),
    remove: (loaded) =>
      Item.query()
        .delete()
        .whereIn(
          "id",
          loaded.map((item) => item.id),
        ),
    compile(n) {
      const { sql, bindings } = Author.query()
        .select("authors.name")
        .count("books.id as n")
        .max("reviews.stars as best")
        .innerJoin("books", "books.authorId", "authors.id")
        .innerJoin("reviews", "reviews.bookId", "books.id")
        .where("authors.country", `country ${n}`)
        .where("books.pages", ">", n)
        .where("books.title", "like", "The %")
        .where("reviews.stars", ">=", n % 5)
        .where("reviews.verified", true)
        .groupBy("authors.name")
        .orderBy("authors.name", "desc")
        .limit(10)
        .toKnexQuery()
        .toSQL()
        .toNative();
      return { sql, parameters: bindings };
    },
  };
}
