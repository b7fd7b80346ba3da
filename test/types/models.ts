// Models, rows and statements as a user writes them; compiled, never run. The shape that types the tests is DESIGN.md's.
import { boolean, datetime, func, insert, integer, select, string, update } from "athanor";
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
update(User)
  .set({ nick: null, name: "x" })
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

// The 1.x Query
const query = session.query(Task).filterBy({ completed: false }).orderBy(Task.c.id.desc()).limit(3);
const tasks: Task[] = query.all();
const first: Task | null = query.first();
// @ts-expect-error no such attribute
session.query(Task).filterBy({ complete: false });

void [attributes, taskTag, ids, tasks, first, new Tag()];
