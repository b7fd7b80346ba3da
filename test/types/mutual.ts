// Models that refer to each other and to themselves in every way a callback can.
import { type ColumnBuilder, func, integer, select, string } from "athanor";
import { declarativeBase, manyToMany, manyToOne, oneToMany, oneToOne, type Session } from "athanor/orm";
import { type Equal, same } from "./equal.ts";

class Base extends declarativeBase() {}

// Stand for columnProperty and hybridProperty, which are to come: SQL expressions among the attributes.
declare function columnProperty<T>(column: ColumnBuilder<T>, expression: (c: any) => any): ColumnBuilder<T>;
declare function hybridProperty<T>(options: { get: (self: any) => T; expression: (c: any) => any }): ColumnBuilder<T>;

export class User extends Base.table("users", {
  id: integer().primaryKey(),
  name: string(),
  bestId: integer()
    .nullable()
    .references(() => Task.c.id),
  selfId: integer()
    .nullable()
    .references(() => User.c.id),
  get tasks() {
    return oneToMany(() => Task, { foreignKeys: () => [Task.c.userId], orderBy: (task) => task.c.id.desc() });
  },
  get best() {
    return manyToOne(() => Task, { primaryjoin: () => User.c.bestId.eq(Task.c.id) });
  },
  get friends() {
    return manyToMany(() => User, { secondary: () => Friend });
  },
  get passport() {
    return oneToOne(() => Passport, { backPopulates: "holder" });
  },
  get count() {
    return columnProperty(integer(), () => func.count(Task.c.id));
  },
  upper: hybridProperty({ get: (user): string => user.name, expression: (c) => c.name }),
}) {}

export class Task extends Base.table(
  "tasks",
  {
    id: integer().primaryKey(),
    title: string(),
    userId: integer().references(() => User.c.id),
    get user() {
      return manyToOne(() => User, { foreignKeys: () => [Task.c.userId] });
    },
  },
  { constraints: (c) => [c.title.eq("x")] },
) {}

export class Passport extends Base.table("passports", {
  id: integer().primaryKey(),
  holderId: integer()
    .unique()
    .references(() => User.c.id),
  get holder() {
    return manyToOne(() => User, { backPopulates: "passport" });
  },
}) {}

export class Friend extends Base.table("friends", {
  aId: integer()
    .primaryKey()
    .references(() => User.c.id),
  bId: integer()
    .primaryKey()
    .references(() => User.c.id),
}) {}

declare const session: Session;
const user = session.get(User, 1)!;
export const title: string = user.friends[0]!.tasks[0]!.user!.best!.title;
export const friends: User[] = user.friends;
export const count: number = user.count;
export const upper: string = user.upper;
const passport = user.passport;
same<Equal<typeof passport, Passport | null>>();

const row = session.execute(select(func.count(Task.c.id).label("n"), Task.c.title)).first();
export const n: number | undefined = row?.n;
