import { type ListenOptions, integer, json, listen, MetaData, remove, string } from "athanor";
import {
  associationProxy,
  attributeKeyedDict,
  composite,
  declarativeBase,
  manyToMany,
  manyToOne,
  mutable,
  oneToMany,
  oneToOne,
  orderingList,
  synonym,
} from "athanor/orm";
import type { EventTarget } from "athanor";
import { onTestFinished } from "vitest";

export class Base extends declarativeBase({ metadata: new MetaData() }) {}

export class Point {
  readonly x: number;
  readonly y: number;
  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
  }
  compositeValues(): readonly unknown[] {
    return [this.x, this.y];
  }
}

export const crewSkills = Base.metadata.table("crew_skills", {
  memberId: integer().primaryKey().references("crew_members.id"),
  skillId: integer().primaryKey().references("skills.id"),
});

/** Has a collection of every kind. */
export class Ship extends Base.table("ships", {
  id: integer().primaryKey(),
  name: string(40),
  motto: string(40).nullable(),
  log: mutable(json<{ lines: string[] }>()).nullable(),
  x: integer().default(0),
  y: integer().default(0),
  at: composite(Point, "x", "y"),
  title: synonym("name"),
  get crew() {
    return oneToMany(() => Member, { backPopulates: "ship", orderBy: (member) => member.c.id });
  },
  get sails() {
    return oneToMany(() => Sail, { collectionClass: Set, cascade: "all, delete-orphan" });
  },
  get boats() {
    return oneToMany(() => Boat, { collectionClass: attributeKeyedDict("name"), backPopulates: "ship" });
  },
  boatColours: associationProxy("boats", "colour", {
    creator: (name: string, colour: string) => new Boat({ name, colour }),
  }),
  get cabins() {
    return oneToMany(() => Cabin, { collectionClass: orderingList("place"), orderBy: (cabin) => cabin.c.place });
  },
  get entries() {
    return oneToMany(() => Entry, { lazy: "writeOnly", backPopulates: "ship" });
  },
  get captain() {
    return oneToOne(() => Captain, { backPopulates: "ship" });
  },
}) {}

export class Member extends Base.table("crew_members", {
  id: integer().primaryKey(),
  name: string(40),
  shipId: integer().nullable().references("ships.id"),
  get ship() {
    return manyToOne(() => Ship, { backPopulates: "crew" });
  },
  get skills() {
    return manyToMany(() => Skill, { secondary: () => crewSkills, backPopulates: "members" });
  },
}) {}

export class Skill extends Base.table("skills", {
  id: integer().primaryKey(),
  name: string(40),
  get members() {
    return manyToMany(() => Member, { secondary: () => crewSkills, backPopulates: "skills" });
  },
}) {}

export class Sail extends Base.table("sails", {
  id: integer().primaryKey(),
  area: integer(),
  shipId: integer().nullable().references("ships.id"),
}) {}

export class Boat extends Base.table("boats", {
  id: integer().primaryKey(),
  name: string(40),
  colour: string(20).nullable(),
  shipId: integer().nullable().references("ships.id"),
  get ship() {
    return manyToOne(() => Ship, { backPopulates: "boats" });
  },
}) {}

export class Cabin extends Base.table("cabins", {
  id: integer().primaryKey(),
  place: integer().nullable(),
  shipId: integer().nullable().references("ships.id"),
}) {}

export class Entry extends Base.table("log_entries", {
  id: integer().primaryKey(),
  text: string(40),
  shipId: integer().nullable().references("ships.id"),
  get ship() {
    return manyToOne(() => Ship, { backPopulates: "entries" });
  },
}) {}

export class Captain extends Base.table("captains", {
  id: integer().primaryKey(),
  name: string(40),
  shipId: integer().nullable().references("ships.id"),
  get ship() {
    return manyToOne(() => Ship, { backPopulates: "captain" });
  },
}) {}

/** Listens until the test ends. */
export function hear<E, N extends keyof E & string>(
  target: EventTarget<E>,
  name: N,
  fn: E[N],
  options?: ListenOptions,
): void {
  listen(target, name, fn, options);
  onTestFinished(() => remove(target, name, fn));
}
