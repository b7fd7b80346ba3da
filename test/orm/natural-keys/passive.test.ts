import { select } from "athanor";
import { inspect } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";
import { Base, Club, Fan, Ground, Match, memberships, Player, Season, Team, Trunk, Twig } from "./models.ts";

describeScenarios("keys that the database passes on", Base.metadata, (scenario) => {
  scenario("a key is changed, and the object found under the new one", async ({ session, sent, rows }) => {
    const club = new Club({ name: "north" });
    session.add(club);
    await session.flush();
    expect(await session.get(Club, "north")).toBe(club);
    club.name = "south";
    await session.flush();
    expect(sent.texts.at(-1)).toBe("UPDATE clubs SET name=? WHERE clubs.name = ?");
    expect(inspect(club).identity).toEqual(["south"]);
    expect(await session.get(Club, "south")).toBe(club);
    expect(await session.get(Club, "north")).toBeNull();
    expect((await rows(Club)).map((row) => row[0])).toEqual(["south"]);
  });

  scenario("a key is changed before the object is loaded again", async ({ session, rows }) => {
    const club = new Club({ name: "north" });
    session.add(club);
    await session.commit();
    session.expire(club);
    club.name = "south";
    await session.flush();
    expect((await rows(Club)).map((row) => row[0])).toEqual(["south"]);
    expect(await club.awaitableAttrs.town).toBe("Ulm");
  });

  scenario("children in memory follow, and nothing is sent for them", async ({ session, sent, rows }) => {
    const [one, two] = [new Team({ label: "1" }), new Team({ label: "2" })];
    const club = new Club({ name: "north", teams: [one, two] });
    session.add(club);
    await session.flush();
    sent.clear();
    club.name = "south";
    await session.flush();
    expect(sent.steps).toEqual(["UPDATE clubs"]);
    expect([one.clubName, two.clubName]).toEqual(["south", "south"]);
    expect(session.dirty.size).toBe(0);
    expect((await rows(Team)).map((row) => row[2])).toEqual(["south", "south"]);
    sent.clear();
    one.label = "A";
    await session.flush();
    expect(sent.texts).toEqual(["UPDATE teams SET label=? WHERE teams.id = ?"]);
  });

  scenario("children follow although the collection is not loaded", async ({ session, makeSession, sent }) => {
    session.add(new Club({ name: "north", teams: [new Team({ label: "1" })] }));
    await session.commit();
    const other = makeSession();
    const [team] = (await other.scalars(select(Team))).all() as [Team];
    const club = await other.getOne(Club, "north");
    sent.clear();
    club.name = "south";
    await other.flush();
    expect(sent.steps).toEqual(["UPDATE clubs"]);
    expect(team.clubName).toBe("south");
    sent.clear();
    expect(await team.awaitableAttrs.club).toBe(club);
    expect(sent.statements).toEqual([]);
  });

  scenario("an object without the other side follows too", async ({ session, sent, rows }) => {
    const club = new Club({ name: "north" });
    const fan = new Fan({ club });
    session.add(fan);
    await session.flush();
    sent.clear();
    club.name = "south";
    await session.flush();
    expect(sent.steps).toEqual(["UPDATE clubs"]);
    expect(fan.favourite).toBe("south");
    expect(await rows(Fan)).toEqual([[fan.id, "south"]]);
  });

  scenario("the one object of a one-to-one follows", async ({ session, rows }) => {
    const ground = new Ground();
    const club = new Club({ name: "north", ground });
    session.add(club);
    await session.flush();
    club.name = "south";
    await session.flush();
    expect(ground.clubName).toBe("south");
    expect(ground.club).toBe(club);
    expect(await rows(Ground)).toEqual([[ground.id, "south"]]);
  });

  scenario("what has expired is read with the new key", async ({ session, rows }) => {
    const team = new Team({ label: "1" });
    const club = new Club({ name: "north", teams: [team] });
    session.add(club);
    await session.flush();
    session.expire(team);
    club.name = "south";
    await session.flush();
    expect(await team.awaitableAttrs.clubName).toBe("south");
    expect((await rows(Team)).map((row) => row[2])).toEqual(["south"]);
  });

  scenario("a child that goes elsewhere in the same flush goes there", async ({ session, rows }) => {
    const team = new Team({ label: "1" });
    const [north, east] = [new Club({ name: "north", teams: [team] }), new Club({ name: "east" })];
    session.addAll([north, east]);
    await session.flush();
    north.name = "south";
    team.club = east;
    await session.flush();
    expect(await rows(Team)).toEqual([[team.id, "1", "east"]]);
    expect(team.clubName).toBe("east");
  });

  scenario("a child that comes in with the change gets the new key", async ({ session, rows }) => {
    const club = new Club({ name: "north" });
    const team = new Team({ label: "1" });
    session.addAll([club, team]);
    await session.flush();
    await club.awaitableAttrs.teams;
    club.name = "south";
    club.teams.push(team, new Team({ label: "2" }));
    await session.flush();
    expect((await rows(Team)).map((row) => row[2])).toEqual(["south", "south"]);
  });

  scenario("keys within keys follow to the last", async ({ session, sent, rows }) => {
    const match = new Match();
    const season = new Season({ year: 2001, matches: [match] });
    const club = new Club({ name: "north", seasons: [season] });
    session.add(club);
    await session.flush();
    sent.clear();
    club.name = "south";
    await session.flush();
    expect(sent.steps).toEqual(["UPDATE clubs"]);
    expect(inspect(season).identity).toEqual(["south", 2001]);
    expect(await session.get(Season, { clubName: "south", year: 2001 })).toBe(season);
    expect([match.clubName, match.year]).toEqual(["south", 2001]);
    expect(await rows(Match)).toEqual([[match.id, "south", 2001]]);
    expect(await session.get(Season, { clubName: "north", year: 2001 })).toBeNull();
  });

  scenario(
    "a child whose key changes with its parent's is updated under the new one",
    async ({ session, sent, rows }) => {
      const match = new Match();
      const season = new Season({ year: 2001, matches: [match] });
      const club = new Club({ name: "north", seasons: [season] });
      session.add(club);
      await session.flush();
      sent.clear();
      club.name = "south";
      season.points = 7;
      season.year = 2002;
      await session.flush();
      expect(sent.steps).toEqual(["UPDATE clubs", "UPDATE seasons"]);
      expect(await rows(Season)).toEqual([["south", 2002, 7]]);
      expect(await rows(Match)).toEqual([[match.id, "south", 2002]]);
      expect([match.clubName, match.year]).toEqual(["south", 2002]);
      expect(await session.get(Season, { clubName: "south", year: 2002 })).toBe(season);
    },
  );

  scenario("a child is deleted under the key that its row has by then", async ({ session, sent, rows }) => {
    const [first, second] = [new Season({ year: 2001 }), new Season({ year: 2002 })];
    const club = new Club({ name: "north", seasons: [first, second] });
    session.add(club);
    await session.flush();
    sent.clear();
    club.name = "south";
    club.seasons.splice(0, 1);
    await session.flush();
    expect(sent.steps.slice(1)).toEqual(["UPDATE clubs", "DELETE seasons"]);
    expect(await rows(Season)).toEqual([["south", 2002, 0]]);
    expect(inspect(first).deleted).toBe(true);
  });

  scenario("a child whose key part is another parent moves", async ({ session, rows }) => {
    const season = new Season({ year: 2001 });
    const [north, east] = [new Club({ name: "north", seasons: [season] }), new Club({ name: "east" })];
    session.addAll([north, east]);
    await session.flush();
    season.club = east;
    await session.flush();
    expect(await rows(Season)).toEqual([["east", 2001, 0]]);
    expect(inspect(season).identity).toEqual(["east", 2001]);
    north.name = "south";
    season.club = north;
    await session.flush();
    expect(await rows(Season)).toEqual([["south", 2001, 0]]);
    expect(await session.get(Season, { clubName: "south", year: 2001 })).toBe(season);
  });

  scenario("association rows follow in the database", async ({ session, sent, rows }) => {
    const [ann, bob] = [new Player({ name: "ann" }), new Player({ name: "bob" })];
    const club = new Club({ name: "north", players: [ann, bob] });
    session.add(club);
    await session.flush();
    sent.clear();
    club.name = "south";
    ann.name = "anne";
    club.players.splice(club.players.indexOf(bob), 1);
    await session.flush();
    expect(new Set(sent.steps)).toEqual(new Set(["UPDATE clubs", "UPDATE players", "DELETE memberships"]));
    expect(await rows(memberships)).toEqual([["south", "anne"]]);
  });

  scenario("a rollback brings the old keys back", async ({ session, rows }) => {
    const season = new Season({ year: 2001 });
    const club = new Club({ name: "north", seasons: [season] });
    session.add(club);
    await session.commit();
    club.name = "south";
    await session.flush();
    await session.rollback();
    expect(inspect(season).identity).toEqual(["north", 2001]);
    expect(await session.get(Season, { clubName: "north", year: 2001 })).toBe(season);
    expect(await session.get(Club, "north")).toBe(club);
    expect(await season.awaitableAttrs.clubName).toBe("north");
    expect(await rows(Season)).toEqual([["north", 2001, 0]]);
  });

  scenario("the rollback of a savepoint brings the old keys back", async ({ session }) => {
    const season = new Season({ year: 2001 });
    const team = new Team({ label: "1" });
    const club = new Club({ name: "north", seasons: [season], teams: [team] });
    session.add(club);
    await session.flush();
    const savepoint = await session.beginNested();
    club.name = "south";
    await session.flush();
    await savepoint.rollback();
    expect(await team.awaitableAttrs.clubName).toBe("north");
    expect(inspect(season).identity).toEqual(["north", 2001]);
    expect(await session.get(Season, { clubName: "north", year: 2001 })).toBe(season);
    expect(await session.get(Season, { clubName: "south", year: 2001 })).toBeNull();
  });

  scenario("a failed flush leaves the keys as they were", async ({ session, rows }) => {
    const season = new Season({ year: 2001 });
    const club = new Club({ name: "north", seasons: [season] });
    session.addAll([club, new Player({ name: "ann" })]);
    await session.commit();
    club.name = "south";
    session.add(new Team({ label: "x", clubName: "nowhere" }));
    await expect(async () => session.flush()).rejects.toThrow();
    await session.rollback();
    expect(inspect(season).identity).toEqual(["north", 2001]);
    expect(await session.get(Season, { clubName: "north", year: 2001 })).toBe(season);
    expect(await rows(Season)).toEqual([["north", 2001, 0]]);
  });

  scenario("an object may take the key that another leaves", async ({ session, rows }) => {
    const [north, east] = [new Club({ name: "north", town: "A" }), new Club({ name: "east", town: "B" })];
    session.addAll([north, east]);
    await session.flush();
    north.name = "old";
    await session.flush();
    east.name = "north";
    await session.flush();
    expect(await rows(Club)).toEqual([
      ["north", "B"],
      ["old", "A"],
    ]);
    expect(await session.get(Club, "north")).toBe(east);
    expect(await session.get(Club, "old")).toBe(north);
  });
});

describeScenarios("a tree whose keys the database passes on", Trunk.metadata, (scenario) => {
  scenario.on(["sqlite", "postgresql"], "keeps its twigs", async ({ session, sent, rows }) => {
    const leaf = new Twig({ name: "leaf" });
    const [a, b] = [new Twig({ name: "a", twigs: [leaf] }), new Twig({ name: "b" })];
    const root = new Twig({ name: "root", twigs: [a, b] });
    session.add(root);
    await session.flush();
    sent.clear();
    root.name = "ROOT";
    await session.flush();
    expect(sent.texts).toEqual(["UPDATE twigs SET name=? WHERE twigs.name = ?"]);
    expect([a.parentName, b.parentName, leaf.parentName]).toEqual(["ROOT", "ROOT", "a"]);
    expect((await rows(Twig)).map((row) => String(row[1])).toSorted((x, y) => (x < y ? -1 : 1))).toEqual([
      "ROOT",
      "ROOT",
      "a",
      "null",
    ]);
    expect(await session.get(Twig, "ROOT")).toBe(root);
  });

  scenario.on(["mysql"], "is refused by MariaDB, and memory keeps the keys", async ({ session }) => {
    const root = new Twig({ name: "root", twigs: [new Twig({ name: "a" })] });
    session.add(root);
    await session.commit();
    root.name = "ROOT1";
    await expect(async () => session.flush()).rejects.toThrow(/foreign key constraint fails/);
    await session.rollback();
    expect(await session.get(Twig, "root")).toBe(root);
  });

  scenario.on(["sqlite", "postgresql"], "moves a twig whose parent is renamed", async ({ session, rows }) => {
    const leaf = new Twig({ name: "leaf" });
    const [a, b] = [new Twig({ name: "a", twigs: [leaf] }), new Twig({ name: "b" })];
    session.addAll([a, b]);
    await session.flush();
    a.name = "z";
    leaf.parent = b;
    await session.flush();
    expect(new Map((await rows(Twig)).map((row) => [row[0], row[1]]))).toEqual(
      new Map([
        ["b", null],
        ["leaf", "b"],
        ["z", null],
      ]),
    );
  });
});
