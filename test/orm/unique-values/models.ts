// Tables of which each value may be held by one row only.
import {
  bigInteger,
  boolean,
  date,
  datetime,
  enumeration,
  index,
  integer,
  MetaData,
  numeric,
  smallInteger,
  string,
  uniqueConstraint,
  uuid,
} from "athanor";
import { declarativeBase, manyToMany, manyToOne, oneToMany, oneToOne } from "athanor/orm";

export class Base extends declarativeBase({ metadata: new MetaData() }) {}

/** Nobody refers to it; its number may be missing. */
export class Locker extends Base.table("uv_lockers", {
  id: integer().primaryKey(),
  name: string(40).unique(),
  number: integer().nullable().unique(),
  note: string(20).nullable(),
}) {}

/** Letters refer to it, and members of it do. */
export class Member extends Base.table("uv_members", {
  id: integer().primaryKey(),
  email: string(40).unique(),
  get letters() {
    return oneToMany(() => Letter, { backPopulates: "member", cascade: "all, delete-orphan" });
  },
  get clubs() {
    return manyToMany(() => Club, { secondary: () => memberships, backPopulates: "members" });
  },
  get badge() {
    return oneToOne(() => Badge, { backPopulates: "member", cascade: "all, delete-orphan" });
  },
}) {}

export class Letter extends Base.table("uv_letters", {
  id: integer().primaryKey(),
  text: string(20),
  memberId: integer().references("uv_members.id"),
  get member() {
    return manyToOne(() => Member, { backPopulates: "letters" });
  },
}) {}

export class Club extends Base.table("uv_clubs", {
  id: integer().primaryKey(),
  title: string(20),
  get members() {
    return manyToMany(() => Member, { secondary: () => memberships, backPopulates: "clubs" });
  },
}) {}

export const memberships = Base.metadata.table("uv_memberships", {
  memberId: integer().primaryKey().references("uv_members.id"),
  clubId: integer().primaryKey().references("uv_clubs.id"),
});

/** A member has one at most, and none is without a member. */
export class Badge extends Base.table("uv_badges", {
  id: integer().primaryKey(),
  color: string(20),
  memberId: integer().references("uv_members.id").unique(),
  get member() {
    return manyToOne(() => Member, { backPopulates: "badge" });
  },
}) {}

/** A list whose items have places of their own. */
export class Queue extends Base.table("uv_queues", {
  id: integer().primaryKey(),
  get items() {
    return oneToMany(() => Item, {
      backPopulates: "queue",
      orderBy: () => Item.c.place,
      cascade: "all, delete-orphan",
    });
  },
}) {}

export class Item extends Base.table("uv_items", {
  id: integer().primaryKey(),
  queueId: integer().references("uv_queues.id"),
  place: integer(),
  get queue() {
    return manyToOne(() => Queue, { backPopulates: "items" });
  },
}).with({ constraints: (c) => [uniqueConstraint(c.queueId, c.place, { name: "uq_place" })] }) {}

/** A tree of unique names. */
export class Folder extends Base.table("uv_folders", {
  id: integer().primaryKey(),
  name: string(20).unique(),
  parentId: integer().nullable().references("uv_folders.id"),
  get parent() {
    return manyToOne(() => Folder, { backPopulates: "children" });
  },
  get children() {
    return oneToMany(() => Folder, { backPopulates: "parent", cascade: "all" });
  },
}) {}

/** Its key is its name, which stations follow in the database. */
export class Line extends Base.table("uv_lines", {
  code: string(20).primaryKey(),
  color: string(20).nullable(),
  get stations() {
    return oneToMany(() => Station, { backPopulates: "line" });
  },
}) {}

export class Station extends Base.table("uv_stations", {
  id: integer().primaryKey(),
  lineCode: string(20).nullable().references("uv_lines.code", { onupdate: "CASCADE" }),
  get line() {
    return manyToOne(() => Line, { backPopulates: "stations" });
  },
}) {}

/** Unique in values of every sort, none of which may be missing. */
export class Token extends Base.table("uv_tokens", {
  id: integer().primaryKey(),
  small: smallInteger().unique(),
  whole: integer().unique(),
  big: bigInteger().unique(),
  exact: numeric(8, 2).unique(),
  day: date().unique(),
  moment: datetime().unique(),
  code: string(2).unique(),
  guid: uuid().unique(),
}) {}

/** Unique in what cannot be chosen freely. */
export class Seat extends Base.table("uv_seats", {
  id: integer().primaryKey(),
  side: enumeration("left", "right"),
  front: boolean(),
}).with({ constraints: (c) => [index("ix_uv_seat", c.side, c.front, { unique: true })] }) {}

/** Has a captain of its own, who plays for it: a circle of foreign keys. */
export class Team extends Base.table("uv_teams", {
  id: integer().primaryKey(),
  name: string(20),
  captainId: integer()
    .nullable()
    .unique()
    .references(() => Player.c.id),
  get captain() {
    return manyToOne(() => Player, { foreignKeys: () => [Team.c.captainId], postUpdate: true });
  },
  get players() {
    return oneToMany(() => Player, { backPopulates: "team", foreignKeys: () => [Player.c.teamId] });
  },
}) {}

export class Player extends Base.table("uv_players", {
  id: integer().primaryKey(),
  teamId: integer().references("uv_teams.id"),
  get team() {
    return manyToOne(() => Team, { backPopulates: "players", foreignKeys: () => [Player.c.teamId] });
  },
}) {}

/** PostgreSQL looks at its ranks when the transaction ends. */
export class Ticket extends Base.table("uv_tickets", {
  id: integer().primaryKey(),
  rank: integer(),
}).with({
  constraints: (c) => [
    uniqueConstraint(c.rank, { deferrable: true, initially: "DEFERRED" }).ddlIf({ dialect: "postgresql" }),
  ],
}) {}

/** One of a club's addresses is the first; PostgreSQL and SQLite see to it. */
export class Address extends Base.table("uv_addresses", {
  id: integer().primaryKey(),
  clubId: integer().references("uv_clubs.id"),
  town: string(20),
  isFirst: boolean().default(false),
}).with({
  constraints: (c) => [
    index("ix_uv_first", c.clubId, {
      unique: true,
      sqliteWhere: c.isFirst.eq(true),
      postgresqlWhere: c.isFirst.eq(true),
    }).ddlIf({ callable: (_element, _target, _bind, { dialect }) => dialect.name !== "mysql" }),
  ],
}) {}
