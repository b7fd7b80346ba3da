import { integer, MetaData, string } from "athanor";
import { declarativeBase, manyToOne, oneToMany } from "athanor/orm";

export class Base extends declarativeBase({ metadata: new MetaData() }) {}

export class Author extends Base.table("authors", {
  id: integer().primaryKey(),
  name: string(50),
  note: string(80).nullable(),
  get books() {
    return oneToMany(() => Book, {
      backPopulates: "author",
      cascade: ["all", "delete-orphan"],
      orderBy: (b) => b.c.id,
    });
  },
}) {}

export class Book extends Base.table("books", {
  id: integer().primaryKey(),
  title: string(80),
  authorId: integer().nullable().references("authors.id"),
  get author() {
    return manyToOne(() => Author, { backPopulates: "books" });
  },
}) {}
