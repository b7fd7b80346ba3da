// The same words with await.
import { createAsyncEngine, func, insert, integer, select, string } from "athanor";
import {
  asyncScopedSession,
  AsyncSession,
  asyncSessionmaker,
  declarativeBase,
  manyToOne,
  oneToMany,
  selectinload,
} from "athanor/orm";
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
  const rowTitle: string | undefined = rows[0]?.title;
  for (const [writer, book] of await session.execute(select(Author, Book).outerjoin(Author.c.books))) {
    same<Equal<typeof writer, Author>>();
    same<Equal<typeof book, Book | null>>();
  }
  const authors = (await session.scalars(select(Author))).all();
  same<Equal<typeof authors, Author[]>>();
  const count = await session.scalar(select(func.count()).selectFrom(Book));
  same<Equal<typeof count, number | null>>();
  const added = await session.execute(
    insert(Author)
      .values([{ name: "x" }])
      .returning(Author.c.id),
  );
  same<Equal<(typeof added extends Iterable<infer R extends readonly unknown[]> ? R : never)[0], number>>();
  const one = await session.getOne(Author, 1);
  same<Equal<typeof one, Author>>();
  const Scoped = asyncScopedSession(asyncSessionmaker(engine), { scopefunc: () => 1 });
  const scoped = await Scoped.get(Author, 1);
  same<Equal<typeof scoped, Author | null>>();
  const removed: Promise<void> = Scoped.remove();
  await removed;
  const begun = await Scoped.begin(async (inner) => (await inner.getOne(Author, 1)).name);
  same<Equal<typeof begun, string>>();
  // @ts-expect-error a session of sync engines is not async
  asyncScopedSession(() => ({ close() {} }));
  const attributes = one.awaitableAttrs;
  same<Equal<typeof attributes.name, Promise<string>>>();
  same<Equal<typeof attributes.books, Promise<Book[]>>>();
  // @ts-expect-error no such attribute
  void attributes.boks;
  // @ts-expect-error the key is a number
  await session.get(Author, "1");
  // @ts-expect-error a promise is no result
  session.execute(select(Author)).all();
  void [title, name, rowTitle];
  await engine.dispose();
}
