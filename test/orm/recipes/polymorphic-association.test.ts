// Things that belong to objects of several classes: the four ways that SQLAlchemy's examples show, each with what it costs.
import { and, integer, listen, MetaData, select, string } from "athanor";
import {
  declarativeBase,
  foreign,
  manyToMany,
  manyToOne,
  oneToMany,
  oneToOne,
  remote,
  selectinload,
} from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";

// --- a generic foreign key: one table, whose rows say to which table they belong; no constraint can hold them to it -------------

class Generic extends declarativeBase({ metadata: new MetaData() }) {}

class Remark extends Generic.table("remarks", {
  id: integer().primaryKey(),
  body: string(80),
  /** The kind of owner, and its key. */
  ownerKind: string(20),
  ownerId: integer(),
  get painting() {
    return manyToOne(() => Painting, {
      backPopulates: "remarks",
      overlaps: "statue,remarks",
      primaryjoin: () => remote(Painting.c.id).eq(foreign(Remark.c.ownerId)),
    });
  },
  get statue() {
    return manyToOne(() => Statue, {
      backPopulates: "remarks",
      overlaps: "painting,remarks",
      primaryjoin: () => remote(Statue.c.id).eq(foreign(Remark.c.ownerId)),
    });
  },
}) {
  /** Whom it is about, of whichever class. */
  get owner(): Painting | Statue | null {
    return this.ownerKind === "painting" ? this.painting : this.statue;
  }
}

class Painting extends Generic.table("paintings", {
  id: integer().primaryKey(),
  title: string(40),
  get remarks() {
    return oneToMany(() => Remark, {
      backPopulates: "painting",
      overlaps: "statue,remarks",
      cascade: "all",
      orderBy: (r) => r.c.id,
      primaryjoin: () => and(Painting.c.id.eq(foreign(remote(Remark.c.ownerId))), Remark.c.ownerKind.eq("painting")),
    });
  },
}) {}

class Statue extends Generic.table("statues", {
  id: integer().primaryKey(),
  name: string(40),
  get remarks() {
    return oneToMany(() => Remark, {
      backPopulates: "statue",
      overlaps: "painting,remarks",
      cascade: "all",
      orderBy: (r) => r.c.id,
      primaryjoin: () => and(Statue.c.id.eq(foreign(remote(Remark.c.ownerId))), Remark.c.ownerKind.eq("statue")),
    });
  },
}) {}

/** The kind is what the relationship says that it came in by. */
listen(Remark, "beforeInsert", (_mapper, _connection, remark) => {
  const isStatue = (Reflect.get(remark, "statue") as unknown) instanceof Statue;
  remark.ownerKind = isStatue ? "statue" : "painting";
});

describeScenarios("a generic foreign key with a discriminator", Generic.metadata, (scenario) => {
  scenario("writes the kind with the key, and reads each kind's own", async ({ session, rows, sent, kind }) => {
    const painting = new Painting({
      title: "sea",
      remarks: [new Remark({ body: "blue" }), new Remark({ body: "wide" })],
    });
    const statue = new Statue({ name: "bull", remarks: [new Remark({ body: "heavy" })] });
    session.addAll([painting, statue]);
    await session.commit();
    expect(
      (await rows(Remark)).map((row) => row.slice(1)).toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
    ).toEqual([
      ["blue", "painting", painting.id],
      ["heavy", "statue", statue.id],
      ["wide", "painting", painting.id],
    ]);
    session.expungeAll();
    sent.clear();
    const found = (await session.scalars(select(Statue).options(selectinload(Statue.c.remarks)))).one();
    expect(found.remarks.map((each) => each.body)).toEqual(["heavy"]);
    expect(sent.texts.at(-1)).toContain("remarks.ownerKind = ?");
    const [remark] = found.remarks as [Remark];
    if (kind === "async") await remark.awaitableAttrs.statue;
    expect(remark.owner).toBe(found);
  });

  scenario("asks for owners by what belongs to them", async ({ session }) => {
    session.addAll([
      new Painting({ title: "sea", remarks: [new Remark({ body: "blue" })] }),
      new Painting({ title: "hill" }),
      new Statue({ name: "bull", remarks: [new Remark({ body: "blue" })] }),
    ]);
    await session.flush();
    const found = await session.scalars(select(Painting).where(Painting.c.remarks.any({ body: "blue" })));
    expect(found.all().map((each) => each.title)).toEqual(["sea"]);
    const joined = select(Statue.c.name, Remark.c.body).join(Statue.c.remarks);
    expect((await session.execute(joined)).all().map((row) => [...row])).toEqual([["bull", "blue"]]);
  });

  scenario(
    "deletes with an owner what is its own, although keys of other kinds are equal",
    async ({ session, rows }) => {
      const painting = new Painting({ id: 7, title: "sea", remarks: [new Remark({ body: "blue" })] });
      const statue = new Statue({ id: 7, name: "bull", remarks: [new Remark({ body: "heavy" })] });
      session.addAll([painting, statue]);
      await session.commit();
      session.expungeAll();
      await session.delete(await session.getOne(Painting, 7));
      await session.commit();
      expect((await rows(Remark)).map((row) => row[1])).toEqual(["heavy"]);
    },
  );
});

// --- a table for each association: what is shared has one table, each owner an association table of its own ----------------------

class PerAssociation extends declarativeBase({ metadata: new MetaData() }) {}

/** The association table of an owner: both keys are held by constraints. */
const placesOf = (owner: string) =>
  PerAssociation.metadata.table(`${owner}_places`, {
    ownerId: integer().primaryKey().references(`${owner}.id`),
    placeId: integer().primaryKey().references("places.id"),
  });

class Place extends PerAssociation.table("places", { id: integer().primaryKey(), town: string(40) }) {}

const shopPlaces = placesOf("shops");
const schoolPlaces = placesOf("schools");

class Shop extends PerAssociation.table("shops", {
  id: integer().primaryKey(),
  name: string(40),
  get places() {
    return manyToMany(() => Place, { secondary: () => shopPlaces, cascade: "all, delete-orphan", singleParent: true });
  },
}) {}

class School extends PerAssociation.table("schools", {
  id: integer().primaryKey(),
  name: string(40),
  get places() {
    return manyToMany(() => Place, { secondary: () => schoolPlaces });
  },
}) {}

describeScenarios("a table per association", PerAssociation.metadata, (scenario) => {
  scenario("keeps each owner's in a table of its own", async ({ session, rows }) => {
    const [ulm, bonn] = [new Place({ town: "Ulm" }), new Place({ town: "Bonn" })];
    const shop = new Shop({ name: "bread", places: [ulm] });
    const school = new School({ name: "law", places: [ulm, bonn] });
    session.addAll([shop, school]);
    await session.commit();
    expect(await rows(shopPlaces)).toEqual([[shop.id, ulm.id]]);
    expect(await rows(schoolPlaces)).toEqual([
      [school.id, ulm.id],
      [school.id, bonn.id],
    ]);
    const found = select(School).where(School.c.places.any({ town: "Bonn" }));
    expect((await session.scalars(found)).all()).toEqual([school]);
  });

  scenario("lets one kind of owner own, and another borrow", async ({ session, rows }) => {
    const shop = new Shop({ name: "bread", places: [new Place({ town: "Ulm" })] });
    const school = new School({ name: "law", places: [new Place({ town: "Bonn" })] });
    session.addAll([shop, school]);
    await session.commit();
    await session.delete(shop);
    await session.delete(school);
    await session.commit();
    expect((await rows(Place)).map((row) => row[1])).toEqual(["Bonn"]);
    expect([...(await rows(shopPlaces)), ...(await rows(schoolPlaces))]).toEqual([]);
  });
});

// --- a table for each kind of owner: the same shape, made by a function ---------------------------------------------------------

class PerRelated extends declarativeBase({ metadata: new MetaData() }) {}

/** A table of phones for one kind of owner, with a foreign key that cannot be wrong. */
const phonesOf = (owner: string) =>
  PerRelated.table(`${owner}_phones`, {
    id: integer().primaryKey(),
    number: string(20),
    ownerId: integer().references(`${owner}.id`),
  });

class ClientPhone extends phonesOf("clients") {}
class SupplierPhone extends phonesOf("suppliers") {}

class Client extends PerRelated.table("clients", {
  id: integer().primaryKey(),
  name: string(40),
  get phones() {
    return oneToMany(() => ClientPhone, { cascade: "all, delete-orphan", orderBy: (p) => p.c.number });
  },
}) {}

class Supplier extends PerRelated.table("suppliers", {
  id: integer().primaryKey(),
  name: string(40),
  get phones() {
    return oneToMany(() => SupplierPhone, { cascade: "all, delete-orphan", orderBy: (p) => p.c.number });
  },
}) {}

describeScenarios("a table per kind of owner", PerRelated.metadata, (scenario) => {
  scenario("writes and reads each in its own table", async ({ session, rows, sent }) => {
    const client = new Client({
      name: "c",
      phones: [new ClientPhone({ number: "2" }), new ClientPhone({ number: "1" })],
    });
    const supplier = new Supplier({ name: "s", phones: [new SupplierPhone({ number: "3" })] });
    session.addAll([client, supplier]);
    await session.commit();
    expect((await rows(ClientPhone)).map((row) => row.slice(1))).toEqual([
      ["2", client.id],
      ["1", client.id],
    ]);
    expect((await rows(SupplierPhone)).map((row) => row.slice(1))).toEqual([["3", supplier.id]]);
    session.expungeAll();
    const found = await session.getOne(Client, client.id);
    sent.clear();
    expect((await found.awaitableAttrs.phones).map((phone) => phone.number)).toEqual(["1", "2"]);
    expect(sent.steps).toEqual(["SELECT clients_phones"]);
  });

  scenario("refuses what belongs to another kind", async () => {
    const client = new Client({ name: "c" });
    expect(() => client.phones.push(new SupplierPhone({ number: "3" }) as unknown as ClientPhone)).toThrow(
      /Client\.phones takes objects of class ClientPhone; given was an object of class SupplierPhone/,
    );
  });
});

// --- a discriminator on the association: owners share a table of associations, which says what they are ------------------------

class Discriminated extends declarativeBase({ metadata: new MetaData() }) {}

class Attachment extends Discriminated.table("attachments", {
  id: integer().primaryKey(),
  kind: string(20),
  get files() {
    return oneToMany(() => StoredFile, { backPopulates: "attachment", cascade: "all, delete-orphan" });
  },
  get letter() {
    return oneToOne(() => Letter, { backPopulates: "attachment" });
  },
  get invoice() {
    return oneToOne(() => Invoice, { backPopulates: "attachment" });
  },
}) {}

class StoredFile extends Discriminated.table("stored_files", {
  id: integer().primaryKey(),
  name: string(40),
  attachmentId: integer().references("attachments.id"),
  get attachment() {
    return manyToOne(() => Attachment, { backPopulates: "files" });
  },
}) {}

class Letter extends Discriminated.table("letters", {
  id: integer().primaryKey(),
  attachmentId: integer().nullable().references("attachments.id"),
  get attachment() {
    return manyToOne(() => Attachment, { backPopulates: "letter", cascade: "all, delete-orphan", singleParent: true });
  },
}) {
  attach(...names: string[]): void {
    this.attachment ??= new Attachment({ kind: "letter" });
    for (const name of names) this.attachment.files.push(new StoredFile({ name }));
  }
}

class Invoice extends Discriminated.table("invoices", {
  id: integer().primaryKey(),
  attachmentId: integer().nullable().references("attachments.id"),
  get attachment() {
    return manyToOne(() => Attachment, { backPopulates: "invoice", cascade: "all, delete-orphan", singleParent: true });
  },
}) {
  attach(...names: string[]): void {
    this.attachment ??= new Attachment({ kind: "invoice" });
    for (const name of names) this.attachment.files.push(new StoredFile({ name }));
  }
}

describeScenarios("a discriminator on the association", Discriminated.metadata, (scenario) => {
  scenario("leads from what belongs to somebody to whom it belongs", async ({ session, makeSession, rows }) => {
    const [letter, invoice] = [new Letter(), new Invoice()];
    letter.attach("a.txt", "b.txt");
    invoice.attach("c.txt");
    session.addAll([letter, invoice]);
    await session.commit();
    expect(new Set((await rows(Attachment)).map((row) => row[1]))).toEqual(new Set(["letter", "invoice"]));
    await session.commit();
    const other = makeSession();
    const statement = select(StoredFile)
      .where(StoredFile.c.name.eq("c.txt"))
      .options(selectinload(StoredFile.c.attachment).selectinload(Attachment.c.invoice));
    const file = (await other.scalars(statement)).one();
    expect(file.attachment?.invoice?.id).toBe(invoice.id);
  });

  scenario("finds all that belongs to one kind", async ({ session }) => {
    const [letter, invoice] = [new Letter(), new Invoice()];
    letter.attach("a.txt", "b.txt");
    invoice.attach("c.txt");
    session.addAll([letter, invoice]);
    await session.flush();
    const statement = select(StoredFile.c.name)
      .join(StoredFile.c.attachment)
      .where(Attachment.c.kind.eq("letter"))
      .orderBy(StoredFile.c.name);
    expect((await session.scalars(statement)).all()).toEqual(["a.txt", "b.txt"]);
  });

  scenario("goes with its owner, to the last file", async ({ session, rows }) => {
    const letter = new Letter();
    letter.attach("a.txt");
    session.add(letter);
    await session.commit();
    session.expungeAll();
    await session.delete(await session.getOne(Letter, letter.id));
    await session.commit();
    for (const of of [Letter, Attachment, StoredFile]) expect(await rows(of)).toEqual([]);
  });
});
