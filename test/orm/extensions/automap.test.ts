import { foreignKeyConstraint, integer, MetaData, select, string } from "athanor";
import { type AutomapLink, automapBase, DeclarativeBase, inspect } from "athanor/orm";
import { describe, expect, it } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";

const schema = new MetaData();
schema.table("am_users", { id: integer().primaryKey(), name: string(50) });
schema.table("am_posts", {
  id: integer().primaryKey(),
  title: string(50),
  author_id: integer().references("am_users.id"),
  editor_id: integer().nullable().references("am_users.id"),
});
schema.table("am_tags", { id: integer().primaryKey(), label: string(50) });
schema.table("am_post_tags", {
  post_id: integer().primaryKey().references("am_posts.id"),
  tag_id: integer().primaryKey().references("am_tags.id"),
});
schema.table("am_nodes", { id: integer().primaryKey(), parent_id: integer().nullable().references("am_nodes.id") });
schema.table("am_follows", {
  follower_id: integer().primaryKey().references("am_users.id"),
  followed_id: integer().primaryKey().references("am_users.id"),
});
schema.table("am_log", { line: string(50) });
schema.table("am_seats", {
  row: integer().primaryKey(),
  place: integer().primaryKey(),
});
schema.table(
  "am_tickets",
  { id: integer().primaryKey(), seat_row: integer(), seat_place: integer() },
  {
    constraints: (c) => [
      foreignKeyConstraint([c.seat_row, c.seat_place], ["am_seats.row", "am_seats.place"], { ondelete: "CASCADE" }),
    ],
  },
);

const only = (name: string): boolean => name.startsWith("am_");
const short = { classnameForTable: (table: { readonly name: string }) => pascal(table.name.replace(/^am_/, "")) };

function pascal(name: string): string {
  return name.replaceAll(/(?:^|_)(\w)/g, (_all, letter: string) => letter.toUpperCase());
}

describeScenarios("automap", schema, (scenario) => {
  scenario("makes a class of each table with a primary key", async ({ engine }) => {
    class Base extends automapBase() {}
    await Base.prepare(engine, { only });
    expect(Object.keys(Base.classes).sort()).toEqual([
      "am_nodes",
      "am_posts",
      "am_seats",
      "am_tags",
      "am_tickets",
      "am_users",
    ]);
    const Users = Base.classOf("am_users");
    expect(Users.name).toBe("am_users");
    expect(new Users({ name: "Ann" })).toBeInstanceOf(Base);
    expect(inspect(Users).localTable.name).toBe("am_users");
  });

  scenario(
    "saves and loads by relationships along foreign keys",
    async ({ engine, session, sent, makeSession, rows }) => {
      class Base extends automapBase() {}
      await Base.prepare(engine, { only });
      const [User, Post] = [Base.classOf("am_users"), Base.classOf("am_posts")];
      const ann = new User({ name: "Ann", am_postsCollection: [new Post({ title: "one" })] });
      session.add(ann);
      sent.clear();
      await session.commit();
      expect(sent.steps).toEqual(["INSERT am_users", "INSERT am_posts"]);
      expect((await rows(Post)).map((row) => row[2])).toEqual([ann.id]);
      const post = (await makeSession().scalars(select(Post))).one() as {
        readonly awaitableAttrs: Record<string, Promise<{ readonly name: string }>>;
      };
      expect((await post.awaitableAttrs["am_users"])?.name).toBe("Ann");
    },
  );

  scenario("tells two foreign keys to one table apart", async ({ engine }) => {
    class Base extends automapBase() {}
    await Base.prepare(engine, { only, ...short });
    const Post = Base.classOf("Posts");
    expect(inspect(Post).relationships.sort()).toEqual(["tagsCollection", "users", "usersByEditor_id"]);
    expect(inspect(Base.classOf("Users")).relationships.sort()).toEqual([
      "postsCollection",
      "postsCollectionByEditor_id",
      "usersCollection",
      "usersCollectionByFollower_id",
    ]);
  });

  scenario("makes many-to-many of tables that only link two", async ({ engine, session, makeSession, sent }) => {
    class Base extends automapBase() {}
    await Base.prepare(engine, { only, ...short });
    const [User, Post, Tag] = [Base.classOf("Users"), Base.classOf("Posts"), Base.classOf("Tags")];
    const red = new Tag({ label: "red" });
    session.add(new Post({ title: "one", users: new User({ name: "Ann" }), tagsCollection: [red] }));
    sent.clear();
    await session.commit();
    expect(sent.steps).toContain("INSERT am_post_tags");
    const tag = await makeSession().getOne(Tag, red.id);
    const posts = (await (tag as { awaitableAttrs: Record<string, Promise<{ title: string }[]>> }).awaitableAttrs[
      "postsCollection"
    ]) as { title: string }[];
    expect(posts.map(({ title }) => title)).toEqual(["one"]);
  });

  scenario("links a table to itself, by a key and by another table", async ({ engine, session, rows }) => {
    class Base extends automapBase() {}
    await Base.prepare(engine, { only, ...short });
    const [Node, User] = [Base.classOf("Nodes"), Base.classOf("Users")];
    const root = new Node();
    const leaf = new Node({ nodes: root });
    expect([...root.nodesCollection]).toEqual([leaf]);
    const [ann, bo] = [new User({ name: "Ann" }), new User({ name: "Bo" })];
    ann.usersCollection.push(bo);
    session.addAll([root, ann]);
    await session.commit();
    expect(await rows(Node)).toEqual([
      [root.id, null],
      [leaf.id, root.id],
    ]);
    const follows = Base.metadata.tables.get("am_follows");
    if (follows === undefined) throw new Error("am_follows was not reflected");
    expect(await rows(follows)).toEqual([[ann.id, bo.id]]);
  });

  scenario(
    "deletes what a key that is NOT NULL ties, unless the key may be NULL",
    async ({ engine, session, rows }) => {
      class Base extends automapBase() {}
      await Base.prepare(engine, { only, ...short });
      const [User, Post] = [Base.classOf("Users"), Base.classOf("Posts")];
      const [ann, bo] = [new User({ name: "Ann" }), new User({ name: "Bo" })];
      session.addAll([ann, bo, new Post({ title: "one", users: ann, usersByEditor_id: bo })]);
      await session.commit();
      await session.delete(bo);
      await session.commit();
      expect((await rows(Post)).map((row) => row[3])).toEqual([null]);
      await session.delete(ann);
      await session.commit();
      expect(await rows(Post)).toEqual([]);
    },
  );

  scenario("goes along keys of several columns", async ({ engine, session, rows }) => {
    class Base extends automapBase() {}
    await Base.prepare(engine, { only, ...short });
    const [Seat, Ticket] = [Base.classOf("Seats"), Base.classOf("Tickets")];
    const ticket = new Ticket({ seats: new Seat({ row: 1, place: 2 }) });
    session.add(ticket);
    await session.commit();
    expect(await rows(Ticket)).toEqual([[ticket.id, 1, 2]]);
  });

  scenario("names things as hooks say", async ({ engine }) => {
    class Base extends automapBase() {}
    const seen: AutomapLink[] = [];
    await Base.prepare(engine, {
      only,
      ...short,
      nameForScalarRelationship: ({ constraint }) =>
        constraint.columns.map(({ name }) => name.replace(/_id$/, "")).join("_"),
      nameForCollectionRelationship: (link) => {
        seen.push(link);
        return `all${link.referredName}`;
      },
    });
    const names = inspect(Base.classOf("Posts")).relationships;
    expect(names.sort()).toEqual(["allTags", "author", "editor"]);
    expect(new Set(seen.map(({ direction }) => direction))).toEqual(new Set(["oneToMany", "manyToMany"]));
  });

  scenario("takes other options, or no relationship at all, from a hook", async ({ engine, session }) => {
    class Base extends automapBase() {}
    await Base.prepare(engine, {
      only,
      ...short,
      generateRelationship: (link, _name, options) =>
        link.direction === "oneToMany" ? null : { ...options, lazy: "raise" },
    });
    const Post = Base.classOf("Posts");
    expect(inspect(Base.classOf("Users")).relationships.includes("postsCollection")).toBe(false);
    session.add(new Post({ title: "one", users: new (Base.classOf("Users"))({ name: "Ann" }) }));
    await session.commit();
    session.expungeAll();
    const post = (await session.scalars(select(Post))).one() as { readonly users: unknown };
    expect(() => post.users).toThrow(/raise/);
  });

  scenario("makes other collections", async ({ engine }) => {
    class Base extends automapBase() {}
    await Base.prepare(engine, { only, ...short, collectionClass: Set });
    expect(new (Base.classOf("Users"))().postsCollection).toBeInstanceOf(Set);
  });

  scenario("reads some of the tables, and more later", async ({ engine }) => {
    class Base extends automapBase() {}
    await Base.prepare(engine, { only: ["am_nodes"] });
    expect(Object.keys(Base.classes)).toEqual(["am_nodes"]);
    const Nodes = Base.classOf("am_nodes");
    await Base.prepare(engine, { only: ["am_users"] });
    expect(Object.keys(Base.classes).sort()).toEqual(["am_nodes", "am_users"]);
    expect(Base.classOf("am_nodes")).toBe(Nodes);
  });

  scenario(
    "shares what the base has, and leads to classes that are declared",
    async ({ engine, session, makeSession }) => {
      class Base extends automapBase() {
        shout(): string {
          return this.constructor.name.toUpperCase();
        }
      }
      class User extends Base.table("am_users", { id: integer().primaryKey(), name: string(50) }) {
        get greeting(): string {
          return `Hello ${this.name}`;
        }
        static {
          this.register();
        }
      }
      await Base.prepare(engine, { only, ...short });
      expect(Object.keys(Base.classes)).not.toContain("Users");
      const Post = Base.classOf("Posts");
      const post = new Post({ title: "one", user: new User({ name: "Ann" }) });
      expect(post.shout()).toBe("POSTS");
      expect(post.user.greeting).toBe("Hello Ann");
      session.add(post);
      await session.commit();
      expect((await makeSession().scalars(select(User))).one().greeting).toBe("Hello Ann");
    },
  );
});

describe("automapBase()", () => {
  it("maps tables that are there, without an engine", () => {
    const metadata = new MetaData();
    metadata.table("authors", { id: integer().primaryKey() });
    metadata.table("books", { id: integer().primaryKey(), authorId: integer().references("authors.id") });
    class Base extends automapBase({ metadata }) {}
    Base.prepare();
    expect(
      new (Base.classOf("books"))({ authors: new (Base.classOf("authors"))() }).authors.booksCollection,
    ).toHaveLength(1);
    expect(Base.prototype).toBeInstanceOf(DeclarativeBase);
  });

  it("says which classes there are", () => {
    class Base extends automapBase() {}
    expect(() => Base.classOf("users")).toThrow(/no class "users".*Call Base\.prepare\(engine\) first/s);
    Base.metadata.table("users", { id: integer().primaryKey() });
    Base.prepare();
    expect(() => Base.classOf("usrs")).toThrow(/Did you mean "users"\? Its classes are: users/);
  });

  it("refuses two classes of one name", () => {
    class Base extends automapBase() {}
    Base.metadata.table("a", { id: integer().primaryKey() });
    Base.metadata.table("b", { id: integer().primaryKey() });
    expect(() => Base.prepare(undefined, { classnameForTable: () => "Same" })).toThrow(
      /two classes of the name "Same", the second for table b/,
    );
  });

  it("checks its hooks", () => {
    class Base extends automapBase() {}
    expect(() => Base.prepare(undefined, { classnameForTable: "x" as never })).toThrow(
      /classnameForTable is a function/,
    );
  });

  it("adds the column where a name is a column's", () => {
    class Base extends automapBase() {}
    Base.metadata.table("user", { id: integer().primaryKey() });
    Base.metadata.table("note", { id: integer().primaryKey(), user: integer().references("user.id") });
    Base.prepare();
    expect(inspect(Base.classOf("note")).relationships).toEqual(["userByUser"]);
  });

  it("keeps bases apart", () => {
    class One extends automapBase() {}
    class Two extends automapBase() {}
    One.metadata.table("only_one", { id: integer().primaryKey() });
    One.prepare();
    Two.prepare();
    expect(Object.keys(Two.classes)).toEqual([]);
  });
});
