// Relationships in statements; compiled, never run.
import { and, integer, select, string } from "athanor";
import { aliased, declarativeBase, foreign, manyToOne, oneToMany, remote, type Session, withParent } from "athanor/orm";
import { type Equal, same } from "./equal.ts";

class Base extends declarativeBase() {}

class Author extends Base.table("authors", {
  id: integer().primaryKey(),
  name: string(),
  get books() {
    return oneToMany(() => Book, { backPopulates: "author" });
  },
  get newest() {
    return oneToMany(() => newest, { viewonly: true, primaryjoin: () => newest.c.authorId.eq(Author.c.id) });
  },
}) {}

class Book extends Base.table("books", {
  id: integer().primaryKey(),
  title: string(),
  authorId: integer().references("authors.id"),
  get author() {
    return manyToOne(() => Author, {
      backPopulates: "books",
      primaryjoin: () => foreign(Book.c.authorId).eq(remote(Author.c.id)),
    });
  },
}) {}
const newest = aliased(Book, select(Book).limit(5).subquery());

declare const session: Session;
declare const author: Author;
declare const book: Book;

same<Equal<typeof author.newest, Book[]>>();
same<Equal<typeof book.author, Author | null>>();

Author.c.books.any();
Author.c.books.any(Book.c.title.eq("x"));
Author.c.books.any({ title: "x", authorId: null });
Author.c.books.any({ author });
Book.c.author.has({ name: "Bo" });
Author.c.books.contains(book);
Book.c.author.eq(author);
Book.c.author.ne(null);
withParent(author, Author.c.books);
select(Book).filterBy({ author }).filterBy({ author: null, title: "x" });
session.query(Book).filterBy({ author });
and(Author.c.books.any({ id: 1 }), foreign(Book.c.id).eq(1));

// @ts-expect-error no such attribute
Author.c.books.any({ titel: "x" });
// @ts-expect-error a value of another type
Author.c.books.any({ title: 5 });
// @ts-expect-error an author is no book
Author.c.books.contains(author);
// @ts-expect-error a book is no author
Book.c.author.eq(book);
// @ts-expect-error a collection is no criterion
select(Author).filterBy({ books: [book] });
// @ts-expect-error a book is no author
select(Book).filterBy({ author: book });
