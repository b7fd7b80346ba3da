import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createAsyncEngine, createEngine, func, type MetaData, select, type Table } from "athanor";
import { type AnyModel, configureMappers, inspect, selectinload, Session } from "athanor/orm";
import { expect, test, vi } from "vitest";
import { everything } from "../reflection/everything.ts";
import { allFacts } from "../reflection/facts.ts";
import { chinook } from "./chinook.ts";
import { athanor, describeCli, folderOfModules, onServer, typeErrors } from "./support.ts";

/** A generated module as this test sees it: its classes and tables are known when it is made. */
type Module = Readonly<Record<string, unknown>> & { readonly Base: { readonly metadata: MetaData } };
// What is read of generated classes is asserted by value; their types by the compiler
type Any = any;

async function generated(
  url: string,
  ...options: readonly string[]
): Promise<{ module: Module; source: string; folder: string }> {
  const folder = folderOfModules();
  const file = join(folder, "models.ts");
  const { code, error } = await athanor("generate", url, "--out", file, ...options);
  expect(error.replaceAll(/^\(.*\n/gm, "")).not.toMatch(/^athanor: (?!\d+ tables? written)/m);
  expect(code).toBe(0);
  const module = (await import(file)) as Module;
  return { module, source: readFileSync(file, "utf8"), folder };
}

/** Every class of a module, with its relationships configured. */
function mapped(module: Module): string[] {
  configureMappers();
  return Object.entries(module)
    .filter(([name, value]) => typeof value === "function" && name !== "Base" && "c" in value)
    .map(([name, value]) => {
      const { relationships } = inspect(value as AnyModel);
      for (const relationship of relationships) void (value as Any).c[relationship];
      return `${name}: ${relationships.join(" ")}`;
    });
}

// A compiler and several processes run in each of them, beside what else the machine has to do.
vi.setConfig({ testTimeout: 120_000 });

describeCli("athanor generate", (database) => {
  test("makes models of Chinook that compile, map, and are queried", async () => {
    const url = await database.url();
    await onServer(url, ...chinook(database.dialect));
    const { module, source, folder } = await generated(url);
    writeFileSync(
      join(folder, "program.ts"),
      `import { createEngine, select } from "athanor";
import { selectinload, Session } from "athanor/orm";
import { Album, Artist, Customer, Employee, Playlist, Track } from "./models.js";

using session = new Session(createEngine("sqlite://"));
const artist: Artist | null = session.get(Artist, 1);
const titles: string[] | undefined = artist?.albumList.map((album) => album.title);
const boss: string | null | undefined = session.get(Employee, 3)?.reportsToEmployee?.title;
const hired: Date | null | undefined = session.get(Employee, 3)?.hireDate;
const price: string | undefined = session.get(Track, 1)?.unitPrice;
const names: (string | null)[] | undefined = session.get(Track, 1)?.playlistList.map((playlist) => playlist.name);
const rows: [string, Artist][] = session.execute(select(Album.c.title, Artist).join(Album.c.artist)).all().map(([a, b]) => [a, b]);
void session.scalars(select(Customer).options(selectinload(Customer.c.invoiceList)).where(Customer.c.email.eq("x")));
new Playlist({ name: "Mine", trackList: [new Track({ name: "x", milliseconds: 1 })] });
// @ts-expect-error a track has no such attribute
void new Track({ nam: "x" });
void [titles, boss, hired, price, names, rows];
`,
    );
    expect(await typeErrors(folder)).toBe("");
    const relationships = new Map(
      mapped(module).map((line) => {
        const [name, list] = line.split(": ") as [string, string];
        return [name, list.split(" ").sort()];
      }),
    );
    expect(Object.fromEntries(relationships)).toEqual({
      Album: ["artist", "trackList"],
      Artist: ["albumList"],
      Customer: ["invoiceList", "supportRep"],
      Employee: ["customerList", "employeeListByReportsTo", "reportsToEmployee"],
      Genre: ["trackList"],
      Invoice: ["customer", "invoiceLineList"],
      InvoiceLine: ["invoice", "track"],
      MediaType: ["trackList"],
      Playlist: ["trackList"],
      Track: ["album", "genre", "invoiceLineList", "mediaType", "playlistList"],
    });

    const { Album, Artist, Customer, Employee, InvoiceLine, Playlist, Track } = module as Any;
    using engine = createEngine(url);
    using session = new Session(engine);
    const artist = session.get(Artist, 1) as Any;
    expect(artist.name).toBe("AC/DC");
    expect(artist.albumList.map((album: Any) => album.title).sort()).toEqual([
      "For Those About To Rock",
      "Let There Be Rock",
    ]);
    expect(artist.albumList[0].artist).toBe(artist);
    const track = session.get(Track, 1) as Any;
    expect(track.unitPrice).toBe("0.99");
    expect(track.playlistList.map((playlist: Any) => playlist.name).sort()).toEqual(["Loud", "Music"]);
    expect(track.genre.name).toBe("Rock");
    expect((session.get(Track, 15) as Any).genre).toBeNull();
    const agent = session.get(Employee, 3) as Any;
    expect(agent.reportsToEmployee.reportsToEmployee.lastName).toBe("Adams");
    expect(agent.customerList.length).toBe(2);
    expect(agent.hireDate).toEqual(new Date("2002-04-01T00:00:00Z"));
    expect((session.get(Employee, 1) as Any).employeeListByReportsTo[0].firstName).toBe("Nancy");
    const sold = session
      .execute(
        (select(Artist.c.name, func.sum(InvoiceLine.c.quantity)) as Any)
          .join(Artist.c.albumList)
          .join(Album.c.trackList)
          .join(Track.c.invoiceLineList)
          .groupBy(Artist.c.name)
          .orderBy(Artist.c.name),
      )
      .all();
    expect(sold.map((row: Any) => [row[0], Number(row[1])])).toEqual([
      ["AC/DC", 2],
      ["Accept", 1],
    ]);
    const customers = session
      .scalars((select(Customer) as Any).options(selectinload(Customer.c.invoiceList)).orderBy(Customer.c.customerId))
      .all() as Any[];
    expect(customers.map((customer) => customer.invoiceList.map((invoice: Any) => invoice.total))).toEqual([
      ["0.99"],
      ["2.28"],
    ]);
    session.add(new Playlist({ playlistId: 20, name: "New", trackList: [track, session.get(Track, 15)] }));
    session.commit();
    expect((session.get(Track, 15) as Any).playlistList.length).toBe(2);
    // The same database, the same text.
    const again = await athanor("generate", url);
    expect(again).toEqual({ code: 0, out: source, error: "" });
  });

  test("makes models that create a schema with everything as it was", async () => {
    const url = await database.url();
    await onServer(url, ...everything[database.dialect]);
    const { module, folder } = await generated(url, "--views");
    expect(await typeErrors(folder)).toBe("");
    expect(mapped(module).length).toBeGreaterThan(4);
    const first = createAsyncEngine(url);
    const second = createAsyncEngine(await database.url());
    await module.Base.metadata.createAll(second);
    const [facts, again] = [await allFacts(first), await allFacts(second)];
    for (const kind of Object.keys(facts)) expect.soft(again[kind], kind).toEqual(facts[kind]);
    await first.dispose();
    await second.dispose();
  });

  test("finds names for everything", async () => {
    const quote = database.dialect === "mysql" ? "`" : '"';
    const q = (name: string): string => quote + name.replaceAll(quote, quote + quote) + quote;
    const tables = [
      "Base",
      "index",
      "text",
      "Date",
      "class",
      "then",
      "1st",
      "a.b",
      'quo"te',
      "back`tick",
      "表",
      "x--y",
      "user_",
      "select",
      "array",
      "__proto__",
      "constructor",
    ];
    const columns = [
      "class",
      "constructor",
      "toString",
      "then",
      "length",
      "__proto__",
      "a b",
      "a_b",
      "aB2",
      "1st",
      "$",
      "表",
      "c",
      "metadata",
      "toJSON",
      "*/",
      "`${x}`",
    ];
    // mysql2 refuses results with a field of that name.
    if (database.dialect === "mysql") columns.splice(columns.indexOf("__proto__"), 1);
    const keyless = ["text_", "order", "function", "new"];
    const url = await database.url();
    const body = columns.map((column) => `${q(column)} INTEGER`).join(", ");
    await onServer(
      url,
      ...tables.map((table, i) => {
        const before = tables[i - 1];
        const reference =
          before === undefined ? "" : `, FOREIGN KEY (${q("a b")}) REFERENCES ${q(before)} (${q("key id")})`;
        return `CREATE TABLE ${q(table)} (${q("key id")} INTEGER NOT NULL PRIMARY KEY, ${body}${reference})`;
      }),
      ...keyless.map((table) => `CREATE TABLE ${q(table)} (${body})`),
      `CREATE TABLE trips (id INTEGER NOT NULL PRIMARY KEY, src_id INTEGER, dst_id INTEGER, date INTEGER, FOREIGN KEY (src_id) REFERENCES ${q("Date")} (${q("key id")}), FOREIGN KEY (dst_id) REFERENCES ${q("Date")} (${q("key id")}))`,
    );
    const { module, folder, source } = await generated(url);
    expect(await typeErrors(folder)).toBe("");
    const names = [...module.Base.metadata.tables.keys()].sort();
    expect(names).toEqual([...tables, ...keyless, "trips"].sort());
    for (const name of [...tables, ...keyless]) {
      const table: Table = module.Base.metadata.tables.get(name)!;
      expect(table.columns.map((column) => column.name).filter((column) => column !== "key id")).toEqual(columns);
      expect(new Set(table.columns.map((column) => column.key)).size).toBe(table.columns.length);
    }
    expect(mapped(module).length).toBe(tables.length + 1);
    expect(source).toContain("class BaseModel extends");
    expect(source).toContain("class DateModel extends");
    const { Trips, DateModel } = module as Any;
    using engine = createEngine(url);
    using session = new Session(engine);
    session.add(new Trips({ id: 1, src: new DateModel({ keyId: 1 }), dst: new DateModel({ keyId: 2 }) }));
    session.commit();
    expect((session.get(DateModel, 2) as Any).tripsByDst.length).toBe(1);
    expect((session.get(DateModel, 2) as Any).tripsBySrc.length).toBe(0);
  });

  test("takes some tables, or makes Core tables", async () => {
    const url = await database.url();
    await onServer(url, ...chinook(database.dialect));
    const some = await athanor("generate", url, "--tables", "Album,Track", "--no-relationships");
    expect(some.code).toBe(0);
    expect(some.out.match(/export class (\w+)/g)).toEqual([
      "export class Base",
      "export class Album",
      "export class Track",
    ]);
    expect(some.out).toContain("The foreign key on ArtistId refers to Artist, which is not here.");
    expect(some.out).not.toContain("manyToOne");
    const core = await athanor("generate", url, "--core", "--tables", "Genre", "--tables", "Artist");
    expect(core.out).toContain('export const genre = Base.metadata.table("Genre", {');
    expect(core.out).not.toContain("class Genre");
    const missing = await athanor("generate", url, "--tables", "Album,Nope");
    expect(missing.code).toBe(1);
    expect(missing.error).toMatch(/^athanor: There is no table "Nope"; there are /);
    const none = await database.url();
    await onServer(none, "CREATE TABLE gone (x INTEGER)", "DROP TABLE gone");
    const empty = await athanor("generate", none);
    expect(empty).toMatchObject({ code: 1, out: "", error: "athanor: The database has no tables.\n" });
  });
});
