// Models, rows and statements as a user writes them; compiled, never run. The shape that types the tests is DESIGN.md's.
import { boolean, datetime, deleteFrom, func, insert, integer, select, string, update } from "athanor";
import { aliased, declarativeBase, manyToMany, manyToOne, oneToMany, type Session } from "athanor/orm";
import { type Equal, same } from "./equal.ts";

class Base extends declarativeBase() {
  audit(): string {
    return "who";
  }
}

const timestamps = { createdAt: datetime().default(() => new Date()) };

class User extends Base.table("users", {
  id: integer().primaryKey(),
  name: string(),
  nick: string().nullable(),
  ...timestamps,
  get tasks() {
    return oneToMany(() => Task, { backPopulates: "user", orderBy: (task) => task.c.id.desc() });
  },
}) {
  get display(): string {
    return `${this.name} (${this.tasks.length})`;
  }
}

class Task extends Base.table("tasks", {
  id: integer().primaryKey(),
  title: string(),
  completed: boolean().default(false),
  userId: integer().references("users.id"),
  get user() {
    return manyToOne(() => User, { backPopulates: "tasks" });
  },
  get tags() {
    return manyToMany(() => Tag, { secondary: () => TaskTag });
  },
}) {
  hello(): string {
    return this.title;
  }
}

class Tag extends Base.table(
  "tags",
  { id: integer().primaryKey(), label: string().unique() },
  { constraints: (c) => [c.label.eq("x")] },
) {}

class TaskTag extends Base.table("task_tags", {
  taskId: integer().primaryKey().references("tasks.id"),
  tagId: integer().primaryKey().references("tags.id"),
  note: string().nullable(),
}) {}

class Chore extends Task.inherit(
  { identity: "chore" },
  {
    room: string(),
    get helper() {
      return manyToOne(() => User);
    },
  },
) {
  clean(): string {
    return this.hello() + this.room + (this.helper?.name ?? "") + (this.user?.name ?? "");
  }
}

declare const session: Session;

// Keys
const user = session.get(User, 1);
same<Equal<typeof user, User | null>>();
const taskTag: TaskTag | null = session.get(TaskTag, { taskId: 1, tagId: 2 });
// @ts-expect-error a composite key is an object
session.get(TaskTag, 1);
// @ts-expect-error the key is a number
session.get(User, "1");
// @ts-expect-error undefined is never a key
session.get(User, undefined);
const chore: Chore | null = session.get(Chore, 3);
const cleaned: string | undefined = chore?.clean();
const choreLabel: string | undefined = chore?.title ?? chore?.tags[0]?.label;

// Attributes
function attributes(task: Task): void {
  same<Equal<typeof task.title, string>>();
  same<Equal<typeof task.completed, boolean>>();
  same<Equal<typeof task.user, User | null>>();
  const label: string | undefined = task.tags[0]?.label;
  const nick: string | null | undefined = task.user?.nick;
  const display: string | undefined = task.user?.display;
  const hello: string | undefined = task.user?.tasks[0]?.hello();
  const created: Date | undefined = task.user?.createdAt;
  // @ts-expect-error the column is not nullable
  task.title = null;
  // @ts-expect-error no such attribute
  task.titel = "x";
  // @ts-expect-error a model of another kind
  task.user = task;
  void [label, nick, display, hello, created];
}

// Constructors
const made = new Task({ title: "a", user });
new User({ name: "a", tasks: [made, new Task({ title: "b" })] });
// @ts-expect-error misspelt
new Task({ titel: "a" });
// @ts-expect-error a number is no title
new Task({ title: 1 });
new Chore({ title: "a", room: "b", user });
// @ts-expect-error misspelt in a subclass
new Chore({ titel: "a" });
// @ts-expect-error a list of tasks, not of users
new User({ tasks: [new User()] });

// Rows by name and by position, and a subquery
const counts = select(Task.c.userId, func.count(Task.c.id).label("n")).groupBy(Task.c.userId).subquery();
const joined = select(User, counts.c.n, User.c.nick)
  .join(counts, counts.c.userId.eq(User.c.id))
  .where(counts.c.n.eq(3));
for (const row of session.execute(joined).all()) {
  const [owner, n, nick] = row;
  same<Equal<typeof owner, User>>();
  same<Equal<typeof n, number>>();
  same<Equal<typeof nick, string | null>>();
  same<Equal<typeof row.n, number>>();
  same<Equal<typeof row.nick, string | null>>();
  // @ts-expect-error no such column
  void row.nope;
}

// Aliases
const other = aliased(User, "u2");
for (const row of session.execute(select(User.c.name, other.c.id.label("otherId"), other)).all()) {
  same<Equal<(typeof row)[2], User>>();
  same<Equal<typeof row.otherId, number>>();
  same<Equal<typeof row.name, string>>();
}

// Outer joins
for (const row of session.execute(select(User, Task, Task.c.title).outerjoin(User.c.tasks)).all()) {
  same<Equal<(typeof row)[0], User>>();
  same<Equal<(typeof row)[1], Task | null>>();
  row[0].audit();
  // @ts-expect-error the outer-joined task may be missing
  void row[1].title;
}

// Values
const ids = session
  .scalars(
    insert(User)
      .values([{ name: "x" }, { name: "y", nick: null }])
      .returning(User.c.id),
  )
  .all();
same<Equal<typeof ids, number[]>>();
// @ts-expect-error the name is missing
insert(User).values({ nick: "x" });
// @ts-expect-error null in a column that is NOT NULL
insert(User).values({ name: null });
// @ts-expect-error unknown column
update(User).set({ nope: 1 });
// @ts-expect-error a number for a string
update(User).set({ name: 1 });
// @ts-expect-error the greatest of no rows is NULL
update(User).set({ name: func.max(User.c.name) });
update(User)
  .set({ nick: null, name: User.c.name.concat("!") })
  .where(User.c.id.in(select(Task.c.userId)));

// Comparisons
User.c.nick.eq(null);
User.c.id.in([1, 2]);
// @ts-expect-error an integer is not compared with text
User.c.id.eq("1");
// @ts-expect-error an element of the list is text
User.c.id.in([1, "2"]);
// @ts-expect-error undefined is never a filter
User.c.id.eq(undefined);

// What outer joins leave out: columns, aliases, subqueries, tables that are not mapped
for (const row of session.execute(select(User.c.name, Task.c.title, User.c.id).outerjoin(User.c.tasks)).all()) {
  same<Equal<typeof row.name, string>>();
  same<Equal<typeof row.title, string | null>>();
  same<Equal<(typeof row)[1], string | null>>();
  same<Equal<typeof row.id, number>>();
}
const boss = aliased(User);
for (const row of session.execute(
  select(User, boss, boss.c.name, User.c.id).outerjoin(boss, boss.c.id.eq(User.c.id)),
)) {
  same<Equal<(typeof row)[0], User>>();
  same<Equal<(typeof row)[1], User | null>>();
  same<Equal<typeof row.name, string | null>>();
  same<Equal<typeof row.id, number>>();
}
for (const row of session.execute(select(User.c.name, counts.c.n).outerjoin(counts, counts.c.userId.eq(User.c.id)))) {
  same<Equal<typeof row.name, string>>();
  same<Equal<typeof row.n, number | null>>();
}
for (const row of session.execute(select(User, Task).join(User.c.tasks, undefined, { full: true }))) {
  same<Equal<(typeof row)[0], User | null>>();
  same<Equal<(typeof row)[1], Task | null>>();
}
for (const row of session.execute(select(User, Task).join(Task, Task.c.userId.eq(User.c.id), { isouter: true }))) {
  same<Equal<(typeof row)[0], User>>();
  same<Equal<(typeof row)[1], Task | null>>();
}
for (const row of session.execute(select(User, Task).join(User.c.tasks))) {
  same<Equal<(typeof row)[1], Task>>();
}

// Entities in subqueries and in CTEs
const recent = select(User).limit(3).subquery();
const recentNick = session.scalars(select(recent.c.nick)).all();
same<Equal<typeof recentNick, (string | null)[]>>();
// @ts-expect-error a relationship is no column
void recent.c.tasks;

// A statement may be built up in one variable
let building = select(User).where(User.c.id.gt(1));
building = building.join(User.c.tasks).where(Task.c.completed.eq(true));
void building;

// filterBy: attributes of what was joined, or selected, last
select(User).filterBy({ name: "x", nick: null });
select(User).join(User.c.tasks).filterBy({ completed: true });
// @ts-expect-error the name is the user's, and tasks were joined last
select(User).join(User.c.tasks).filterBy({ name: "x" });
// @ts-expect-error no such attribute
select(User).filterBy({ nmae: "x" });
// @ts-expect-error a number for a string
update(User).set({ nick: null }).filterBy({ name: 1 });
// @ts-expect-error no such attribute
deleteFrom(User).filterBy({ nmae: "x" });

// Loaded attributes of a sync session may be awaited too
const awaited: Promise<Task[]> = session.getOne(User, 1).awaitableAttrs.tasks;
// @ts-expect-error no such attribute
void session.getOne(User, 1).awaitableAttrs.taks;

// The 1.x Query
const query = session.query(Task).filterBy({ completed: false }).orderBy(Task.c.id.desc()).limit(3);
const tasks: Task[] = query.all();
const first: Task | null = query.first();
const byKey = session.query(User).get(1);
same<Equal<typeof byKey, User | null>>();
const users = session.query(User).join(User.c.tasks).filterBy({ title: "x" }).all();
same<Equal<typeof users, User[]>>();
for (const row of session.query(User, Task).join(User.c.tasks).all()) {
  same<Equal<(typeof row)[0], User>>();
  same<Equal<(typeof row)[1], Task>>();
}
for (const [owner, task] of session.query(User, Task).outerjoin(User.c.tasks)) {
  same<Equal<typeof owner, User>>();
  same<Equal<typeof task, Task | null>>();
}
for (const row of session.query(User.c.name, User.c.nick)) {
  same<Equal<typeof row.name, string>>();
  same<Equal<(typeof row)[1], string | null>>();
}
const names = session.query(User.c.name).all();
const oneName: string | undefined = names[0]?.name;
session.query(User).where(User.c.id.eq(1)).update({ name: "x" });
// @ts-expect-error no such attribute
session.query(Task).filterBy({ complete: false });
// @ts-expect-error the key is a number
session.query(User).get("1");
// @ts-expect-error no such column
session.query(User).where(User.c.id.eq(1)).update({ nmae: "x" });

void [attributes, taskTag, cleaned, choreLabel, ids, tasks, first, awaited, oneName, new Tag()];
