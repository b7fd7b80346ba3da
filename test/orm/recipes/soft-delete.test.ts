import { and, type ColumnElement, datetime, integer, listen, MetaData, select, string, update } from "athanor";
import { type AnyModel, declarativeBase, manyToOne, oneToMany, type Session } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";

/**
 * Recipe: what is deleted stays, with the time of its deletion. A `beforeFlush` listener takes objects back from deletion; relationships
 * and queries leave out what is gone by their conditions.
 */
class Base extends declarativeBase({ metadata: new MetaData() }) {}

const moment = new Date("2026-01-02T03:04:05.000Z");

class Team extends Base.table("sd_teams", {
  id: integer().primaryKey(),
  name: string(50),
  deletedAt: datetime().nullable(),
  get members() {
    return oneToMany(() => Member, { backPopulates: "team", cascade: "save-update, merge, delete" });
  },
  get current() {
    return oneToMany(() => Member, {
      primaryjoin: () => and(Member.c.teamId.eq(Team.c.id), Member.c.deletedAt.eq(null)),
      viewonly: true,
    });
  },
}) {}

class Member extends Base.table("sd_members", {
  id: integer().primaryKey(),
  name: string(50),
  teamId: integer().nullable().references("sd_teams.id"),
  deletedAt: datetime().nullable(),
  get team() {
    return manyToOne(() => Team, { backPopulates: "members" });
  },
}) {}

class Note extends Base.table("sd_notes", { id: integer().primaryKey(), body: string(50) }) {}

const softModels = [Team, Member] as const;

function keepDeleted(session: Session): void {
  for (const object of session.deleted) {
    if (!softModels.some((model) => object instanceof model)) continue;
    session.add(object);
    Reflect.set(object, "deletedAt", moment);
  }
}

/** The condition that queries add. */
function alive<M extends AnyModel & { readonly c: { readonly deletedAt: ColumnElement<Date | null> } }>(model: M) {
  return model.c.deletedAt.eq(null);
}

function softDeletes({ session }: Scenario): void {
  listen(session as unknown as Session, "beforeFlush", keepDeleted);
}

describeScenarios("recipe: soft delete", Base.metadata, (scenario) => {
  async function saved({ session }: Scenario): Promise<Team> {
    const team = new Team({ name: "red", members: [new Member({ name: "Ann" }), new Member({ name: "Bo" })] });
    session.add(team);
    await session.commit();
    return team;
  }

  scenario("keeps the row of what is deleted", async (given) => {
    softDeletes(given);
    const team = await saved(given);
    const [ann] = team.members;
    given.sent.clear();
    await given.session.delete(ann as Member);
    await given.session.commit();
    expect(given.sent.steps).toEqual(["UPDATE sd_members"]);
    expect((await given.rows(Member)).map((row) => [row[1], row[3]])).toEqual([
      ["Ann", moment],
      ["Bo", null],
    ]);
  });

  scenario("marks what is deleted, and what the delete cascade takes along", async (given) => {
    softDeletes(given);
    const team = await saved(given);
    await given.session.delete(team);
    await given.session.commit();
    expect((await given.rows(Member)).map((row) => row[3])).toEqual([moment, moment]);
    expect((await given.rows(Team)).map((row) => row[2])).toEqual([moment]);
  });

  scenario("deletes other objects for good", async (given) => {
    softDeletes(given);
    const note = new Note({ body: "x" });
    given.session.add(note);
    await given.session.commit();
    await given.session.delete(note);
    await given.session.commit();
    expect(await given.rows(Note)).toEqual([]);
  });

  scenario("leaves out of a relationship what is gone", async (given) => {
    softDeletes(given);
    const team = await saved(given);
    await given.session.delete(team.members[0] as Member);
    await given.session.commit();
    const again = await given.makeSession().getOne(Team, team.id);
    expect((await again.awaitableAttrs.current).map((member) => member.name)).toEqual(["Bo"]);
    expect(await again.awaitableAttrs.members).toHaveLength(2);
  });

  scenario("leaves out of queries what is gone", async (given) => {
    softDeletes(given);
    const team = await saved(given);
    await given.session.delete(team.members[1] as Member);
    await given.session.commit();
    const other = given.makeSession();
    const names = await other.scalars(select(Member.c.name).where(alive(Member)));
    expect(names.all()).toEqual(["Ann"]);
    const found = await other.scalars(
      select(Team).where(alive(Team), Team.c.members.any(and(alive(Member), Member.c.name.eq("Bo")))),
    );
    expect(found.all()).toEqual([]);
  });

  scenario("brings back", async (given) => {
    softDeletes(given);
    const team = await saved(given);
    const ann = team.members[0] as Member;
    await given.session.delete(ann);
    await given.session.commit();
    ann.deletedAt = null;
    await given.session.commit();
    const again = await given.makeSession().getOne(Team, team.id);
    expect(await again.awaitableAttrs.current).toHaveLength(2);
  });

  scenario("is rolled back", async (given) => {
    softDeletes(given);
    const team = await saved(given);
    const ann = team.members[0] as Member;
    await given.session.delete(ann);
    await given.session.flush();
    await given.session.rollback();
    expect((await given.rows(Member)).map((row) => row[3])).toEqual([null, null]);
    expect(await ann.awaitableAttrs.deletedAt).toBe(null);
  });

  scenario("by an UPDATE of many rows", async (given) => {
    const team = await saved(given);
    await given.session.execute(update(Member).set({ deletedAt: moment }).where(Member.c.teamId.eq(team.id)));
    await given.session.commit();
    const left = await given.session.scalars(select(Member).where(alive(Member)));
    expect(left.all()).toEqual([]);
  });
});
