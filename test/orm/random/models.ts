import { integer, MetaData, string } from "athanor";
import { declarativeBase, manyToMany, manyToOne, oneToMany } from "athanor/orm";

export class Base extends declarativeBase({ metadata: new MetaData() }) {}

/** One-to-many without cascade: its books lose their author with it. */
export class Author extends Base.table("r_authors", {
  id: integer().primaryKey(),
  name: string(20),
  nick: string(20).nullable().unique(),
  get books() {
    return oneToMany(() => Book, { backPopulates: "author" });
  },
}) {}

export class Book extends Base.table("r_books", {
  id: integer().primaryKey(),
  title: string(20),
  authorId: integer().references("r_authors.id").nullable(),
  sequelOfId: integer().references("r_books.id").nullable(),
  get author() {
    return manyToOne(() => Author, { backPopulates: "books" });
  },
  get tags() {
    return manyToMany(() => Tag, { secondary: () => bookTags, backPopulates: "books" });
  },
  get sequelOf() {
    return manyToOne(() => Book, { backPopulates: "sequels", foreignKeys: () => [Book.c.sequelOfId] });
  },
  get sequels() {
    return oneToMany(() => Book, { backPopulates: "sequelOf", foreignKeys: () => [Book.c.sequelOfId] });
  },
}) {}

export class Tag extends Base.table("r_tags", {
  id: integer().primaryKey(),
  label: string(20),
  get books() {
    return manyToMany(() => Book, { secondary: () => bookTags, backPopulates: "tags" });
  },
}) {}

export const bookTags = Base.metadata.table("r_book_tags", {
  bookId: integer().primaryKey().references("r_books.id"),
  tagId: integer().primaryKey().references("r_tags.id"),
});

/** One-to-many with delete-orphan: what leaves its shelf is gone, unless it goes to another. */
export class Shelf extends Base.table("r_shelves", {
  id: integer().primaryKey(),
  name: string(20),
  get items() {
    return oneToMany(() => Item, { backPopulates: "shelf", cascade: "all, delete-orphan" });
  },
}) {}

export class Item extends Base.table("r_items", {
  id: integer().primaryKey(),
  text: string(20),
  shelfId: integer().references("r_shelves.id").nullable(),
  get shelf() {
    return manyToOne(() => Shelf, { backPopulates: "items" });
  },
}) {}
