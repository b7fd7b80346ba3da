import { integer, MetaData, Sequence, string } from "athanor";
import { declarativeBase } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}

class Ticket extends Base.table("tickets", {
  id: integer()
    .primaryKey()
    .default(new Sequence("ticket_ids", { start: 500 })),
  title: string(20),
  place: integer()
    .nullable()
    .default(new Sequence("ticket_places", { start: 7 })),
}) {}

class Stub extends Base.table("stubs", {
  id: integer()
    .primaryKey()
    .default(new Sequence("stub_ids", { start: 900, optional: true })),
  title: string(20),
}) {}

describeScenarios("sequences as defaults", Base.metadata, (scenario) => {
  scenario.on(["postgresql", "mysql"], "number new objects", async ({ session, rows, sent }) => {
    const tickets = ["a", "b", "c"].map((title) => new Ticket({ title }));
    session.addAll(tickets);
    await session.flush();
    expect(sent.steps).toEqual(["INSERT tickets"]);
    const [first] = tickets;
    expect(first!.id).toBeGreaterThanOrEqual(500);
    expect(tickets.map((ticket) => ticket.id)).toEqual([first!.id, first!.id + 1, first!.id + 2]);
    expect(await rows(Ticket)).toEqual(
      await Promise.all(tickets.map(async (ticket) => [ticket.id, ticket.title, await ticket.awaitableAttrs.place])),
    );
  });

  scenario.on(
    ["sqlite"],
    "are nothing where there are none: the key counts by itself",
    async ({ session, rows, sent }) => {
      const tickets = ["a", "b"].map((title) => new Ticket({ title }));
      session.addAll(tickets);
      await session.flush();
      expect(sent.texts[0]).toBe("INSERT INTO tickets (title) VALUES (?) RETURNING id, place");
      expect(tickets.map((ticket) => ticket.place)).toEqual([null, null]);
      expect(await rows(Ticket)).toEqual(tickets.map((ticket) => [ticket.id, ticket.title, null]));
    },
  );

  scenario("optional ones number where keys do not count by themselves", async ({ session, rows }) => {
    const stubs = ["a", "b", "c"].map((title) => new Stub({ title }));
    session.addAll(stubs);
    await session.commit();
    const [first] = stubs;
    expect(stubs.map((stub) => stub.id)).toEqual([first!.id, first!.id + 1, first!.id + 2]);
    expect(await rows(Stub)).toEqual(stubs.map((stub) => [stub.id, stub.title]));
  });
});
