import { integer, listen, MetaData, select, string } from "athanor";
import { declarativeBase, inspect, manyToOne, mutable, oneToMany, type Session } from "athanor/orm";
import { json } from "athanor";
import { expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";

/**
 * Recipe: a table beside each versioned one keeps every former state of a row. A `beforeFlush` listener writes what the columns
 * were before the change, as the history of the attributes tells it, in the same flush.
 */
class Base extends declarativeBase({ metadata: new MetaData() }) {}

const documentColumns = {
  title: string(50),
  body: string(80).nullable(),
  meta: mutable(json<{ tags: string[] }>().nullable()),
};

class Folder extends Base.table("vh_folders", {
  id: integer().primaryKey(),
  name: string(50),
  get documents() {
    return oneToMany(() => Document, { backPopulates: "folder", cascade: ["all", "delete-orphan"] });
  },
}) {}

class Document extends Base.table("vh_documents", {
  id: integer().primaryKey(),
  ...documentColumns,
  version: integer().default(1),
  folderId: integer().nullable().references("vh_folders.id"),
  get folder() {
    return manyToOne(() => Folder, { backPopulates: "documents" });
  },
}) {
  static readonly History = (): typeof DocumentHistory => DocumentHistory;
}

class DocumentHistory extends Base.table("vh_documents_history", {
  id: integer().primaryKey().autoincrement(false),
  version: integer().primaryKey(),
  ...documentColumns,
  folderId: integer().nullable(),
}) {}

/** What an attribute was before the changes that are to be flushed. */
function former(object: object, key: string): unknown {
  const history = inspect(object).history(key);
  const [before] = history.hasChanges() ? history.deleted : history.unchanged;
  return before ?? null;
}

function keepHistory(session: Session): void {
  const keep = (document: Document): void => {
    const state: Record<string, unknown> = {};
    for (const key of ["id", "version", "title", "body", "meta", "folderId"]) state[key] = former(document, key);
    session.add(new DocumentHistory(state));
  };
  for (const object of session.dirty) {
    if (!(object instanceof Document) || !session.isModified(object, { includeCollections: false })) continue;
    keep(object);
    object.version += 1;
  }
  for (const object of session.deleted) if (object instanceof Document) keep(object);
}

function versioning({ session }: Scenario): void {
  listen(session as unknown as Session, "beforeFlush", keepHistory);
}

describeScenarios("recipe: history of versions", Base.metadata, (scenario) => {
  const history = async ({ rows }: Scenario): Promise<unknown[][]> =>
    (await rows(DocumentHistory)).map((row) => row.slice(1, 4));

  scenario("keeps nothing for a new object", async (given) => {
    versioning(given);
    given.session.add(new Document({ title: "one" }));
    await given.session.commit();
    expect(await history(given)).toEqual([]);
  });

  scenario("keeps each former state", async (given) => {
    versioning(given);
    const document = new Document({ title: "one", body: "a" });
    given.session.add(document);
    await given.session.commit();
    document.title = "two";
    await given.session.commit();
    document.title = "three";
    document.body = null;
    await given.session.commit();
    expect(await history(given)).toEqual([
      [1, "one", "a"],
      [2, "two", "a"],
    ]);
    expect(document.version).toBe(3);
  });

  scenario("writes in the flush of the change", async (given) => {
    versioning(given);
    const document = new Document({ title: "one" });
    given.session.add(document);
    await given.session.commit();
    given.sent.clear();
    document.title = "two";
    await given.session.commit();
    expect([...given.sent.steps].sort()).toEqual(["INSERT vh_documents_history", "UPDATE vh_documents"]);
  });

  scenario("keeps nothing where nothing changed", async (given) => {
    versioning(given);
    const document = new Document({ title: "one" });
    given.session.add(document);
    await given.session.commit();
    document.title = "two";
    document.title = "one";
    await given.session.commit();
    expect(await history(given)).toEqual([]);
    expect(document.version).toBe(1);
  });

  scenario("keeps the last state of what is deleted", async (given) => {
    versioning(given);
    const document = new Document({ title: "one" });
    given.session.add(document);
    await given.session.commit();
    await given.session.delete(document);
    await given.session.commit();
    expect(await history(given)).toEqual([[1, "one", null]]);
    expect(await given.rows(Document)).toEqual([]);
  });

  scenario("keeps what a collection moved", async (given) => {
    versioning(given);
    const [old, young] = [new Folder({ name: "old" }), new Folder({ name: "new" })];
    const document = new Document({ title: "one", folder: old });
    given.session.addAll([old, young, document]);
    await given.session.commit();
    document.folder = young;
    await given.session.commit();
    expect((await given.rows(DocumentHistory)).map((row) => row.at(-1))).toEqual([old.id]);
  });

  scenario("keeps JSON that was edited in place as it was", async (given) => {
    versioning(given);
    const document = new Document({ title: "one", meta: { tags: ["a"] } });
    given.session.add(document);
    await given.session.commit();
    document.meta?.tags.push("b");
    await given.session.commit();
    const kept = (await given.session.scalars(select(DocumentHistory))).one();
    expect(kept.meta).toEqual({ tags: ["a"] });
    const again = await given.makeSession().getOne(Document, document.id);
    expect(again.meta).toEqual({ tags: ["a", "b"] });
  });

  scenario("is rolled back with the change", async (given) => {
    versioning(given);
    const document = new Document({ title: "one" });
    given.session.add(document);
    await given.session.commit();
    document.title = "two";
    await given.session.flush();
    await given.session.rollback();
    expect(await history(given)).toEqual([]);
    expect(await document.awaitableAttrs.version).toBe(1);
  });

  scenario("keeps many at once", async (given) => {
    versioning(given);
    const documents = ["a", "b", "c"].map((title) => new Document({ title }));
    given.session.addAll(documents);
    await given.session.commit();
    given.sent.clear();
    for (const document of documents) document.title += "!";
    await given.session.commit();
    expect([...given.sent.steps].sort()).toEqual(["INSERT vh_documents_history", "UPDATE vh_documents"]);
    expect((await history(given)).map((row) => row[1])).toEqual(["a", "b", "c"]);
  });
});
