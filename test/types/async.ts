// The same words with await.
import { createAsyncEngine, integer, select, string } from "athanor";
import { AsyncSession, declarativeBase, manyToOne, oneToMany, selectinload } from "athanor/orm";
import { type Equal, same } from "./equal.ts";

class Base extends declarativeBase() {}
class Author extends Base.table("authors", {
  id: integer().primaryKey(),
  name: string(),
  get books() {
    return oneToMany(() => Book, { backPopulates: "author", cascade: ["all", "delete-orphan"] });
  },
}) {}
class Book extends Base.table("books", {
  id: integer().primaryKey(),
  title: string(),
  authorId: integer().references("authors.id"),
  get author() {
    return manyToOne(() => Author, { backPopulates: "books" });
  },
}) {}

export async function main(): Promise<void> {
  const engine = createAsyncEngine("sqlite://");
  await Base.metadata.createAll(engine);
  await using session = new AsyncSession(engine);
  session.add(new Author({ name: "Ursula", books: [new Book({ title: "The Dispossessed" })] }));
  await session.commit();

  const author = await session.get(Author, 1, { options: [selectinload(Author.c.books)] });
  same<Equal<typeof author, Author | null>>();
  const books = await author!.awaitableAttrs.books;
  const title: string | undefined = books[0]?.title;
  const rows = (await session.execute(select(Author, Book.c.title).join(Author.c.books))).all();
  const name: string | undefined = rows[0]?.[0].name;
  // @ts-expect-error a promise is no result
  session.execute(select(Author)).all();
  void [title, name];
  await engine.dispose();
}
