import { boolean, datetime, integer, MetaData, string } from "athanor";
import { declarativeBase, manyToMany, manyToOne, oneToMany, oneToOne } from "athanor/orm";

export class Base extends declarativeBase({ metadata: new MetaData() }) {
  /** What every model shares. */
  describe(): string {
    return `a ${this.constructor.name}`;
  }
}

export class User extends Base.table("users", {
  id: integer().primaryKey(),
  name: string(50),
  nick: string(80).nullable(),
  get tasks() {
    return oneToMany(() => Task, { backPopulates: "user", cascade: ["all", "delete-orphan"], orderBy: (t) => t.c.id });
  },
  get profile() {
    return oneToOne(() => Profile, { backPopulates: "user" });
  },
}) {
  get display(): string {
    return `${this.name} (${this.tasks.length})`;
  }
}

export class Profile extends Base.table("profiles", {
  id: integer().primaryKey(),
  bio: string(80),
  userId: integer().nullable().references("users.id"),
  get user() {
    return manyToOne(() => User, { backPopulates: "profile" });
  },
}) {}

export class Task extends Base.table("tasks", {
  id: integer().primaryKey(),
  title: string(80),
  completed: boolean().default(false),
  createdAt: datetime().default(() => new Date("2024-02-03T04:05:06.789Z")),
  userId: integer().nullable().references("users.id"),
  get user() {
    return manyToOne(() => User, { backPopulates: "tasks" });
  },
  get tags() {
    return manyToMany(() => Tag, { secondary: () => taskTags, backPopulates: "tasks" });
  },
}) {
  override toString(): string {
    return `<Task: ${this.completed ? "done" : "open"} ${this.title}>`;
  }
}

export class Tag extends Base.table("tags", {
  id: integer().primaryKey(),
  label: string(80).unique(),
  get tasks() {
    return manyToMany(() => Task, { secondary: () => taskTags, backPopulates: "tags" });
  },
}) {}

export const taskTags = Base.metadata.table("task_tags", {
  taskId: integer().primaryKey().references("tasks.id"),
  tagId: integer().primaryKey().references("tags.id"),
});

/** Self-referential: a tree. */
export class Node extends Base.table("nodes", {
  id: integer().primaryKey(),
  name: string(80),
  parentId: integer().nullable().references("nodes.id"),
  get parent() {
    return manyToOne(() => Node, { backPopulates: "children" });
  },
  get children() {
    return oneToMany(() => Node, { backPopulates: "parent" });
  },
}) {}

/** A composite key. */
export class Seat extends Base.table("seats", {
  row: string(5).primaryKey(),
  number: integer().primaryKey(),
  taken: boolean().default(false),
}) {}
