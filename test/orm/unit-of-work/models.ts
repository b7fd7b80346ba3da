// The little library that the tests of the unit of work write to the database.
import { boolean, integer, string, text } from "athanor";
import { declarativeBase, manyToMany, manyToOne, oneToMany } from "athanor/orm";

export class Base extends declarativeBase() {}

const shelfMarks = Base.metadata.table("book_marks", {
  bookId: integer().primaryKey().references("books.id"),
  markId: integer().primaryKey().references("marks.id"),
});

export class Author extends Base.table("authors", {
  id: integer().primaryKey(),
  name: string(50),
  email: string(50).nullable().unique(),
  get books() {
    return oneToMany(() => Book, { backPopulates: "author" });
  },
  get letters() {
    return oneToMany(() => Letter, { backPopulates: "author", cascade: ["all", "delete-orphan"] });
  },
}) {}

export class Book extends Base.table("books", {
  id: integer().primaryKey(),
  title: string(50),
  lent: boolean().default(false),
  pages: integer().serverDefault(text("7")),
  authorId: integer().nullable().references("authors.id"),
  get author() {
    return manyToOne(() => Author, { backPopulates: "books" });
  },
  get marks() {
    return manyToMany(() => Mark, { secondary: () => shelfMarks, backPopulates: "books" });
  },
}) {}

export class Mark extends Base.table("marks", {
  id: integer().primaryKey(),
  word: string(20),
  get books() {
    return manyToMany(() => Book, { secondary: () => shelfMarks, backPopulates: "marks" });
  },
}) {}

export class Letter extends Base.table("letters", {
  id: integer().primaryKey(),
  body: string(200),
  authorId: integer().references("authors.id"),
  get author() {
    return manyToOne(() => Author, { backPopulates: "letters" });
  },
}) {}

/** A tree: every node may have a parent of its own kind. */
export class Folder extends Base.table("folders", {
  id: integer().primaryKey(),
  name: string(50),
  parentId: integer().nullable().references("folders.id"),
  get parent() {
    return manyToOne(() => Folder, { backPopulates: "children" });
  },
  get children() {
    return oneToMany(() => Folder, { backPopulates: "parent", cascade: ["all"] });
  },
}) {}

/** A key that nobody generates. */
export class Country extends Base.table("countries", {
  code: string(2).primaryKey(),
  name: string(50),
  rank: integer().nullable().unique(),
}) {}

/** A message that answers another, and knows the one that it likes best: a circle of foreign keys. */
export class Team extends Base.table("teams", {
  id: integer().primaryKey(),
  name: string(50),
  captainId: integer()
    .nullable()
    .references(() => Player.c.id),
  get captain() {
    return manyToOne(() => Player, { foreignKeys: () => [Team.c.captainId], postUpdate: true });
  },
  get players() {
    return oneToMany(() => Player, { backPopulates: "team", foreignKeys: () => [Player.c.teamId] });
  },
}) {}

export class Player extends Base.table("players", {
  id: integer().primaryKey(),
  name: string(50),
  teamId: integer().references("teams.id"),
  get team() {
    return manyToOne(() => Team, { backPopulates: "players", foreignKeys: () => [Player.c.teamId] });
  },
}) {}
