// The tutorial, synchronously: npm run tutorial [-- <database URL>]
import { rmSync } from "node:fs";
import { boolean, createEngine, integer, string } from "athanor";
import { declarativeBase, manyToOne, oneToMany, sessionmaker } from "athanor/orm";

const FILE = "orm_tasks.db";
const url = process.argv[2] ?? `sqlite:///${FILE}`;

class Base extends declarativeBase() {}

class Task extends Base.table("tasks", {
  id: integer().primaryKey(),
  title: string(),
  completed: boolean().default(false),
}) {
  override toString(): string {
    return `<Task: ${this.completed ? "✅" : "⏳"} ${this.title}>`;
  }
}

class User extends Base.table("users", {
  id: integer().primaryKey(),
  name: string(),
  get tasks() {
    return oneToMany(() => UserTask, { backPopulates: "user" });
  },
}) {}

class UserTask extends Base.table("user_tasks", {
  id: integer().primaryKey(),
  title: string(),
  userId: integer().references("users.id").nullable(),
  get user() {
    return manyToOne(() => User, { backPopulates: "tasks" });
  },
}) {}

// Every run starts from nothing: without the file of the last one, and on a server in a schema of its own.
const SCHEMA = "athanor_tutorial";
const onServer = /^postgresql(\+pg)?:/.test(url);
if (url === `sqlite:///${FILE}`) rmSync(FILE, { force: true });
const engine = createEngine(url, onServer ? { connectArgs: { options: `-c search_path=${SCHEMA}` } } : {});
if (onServer) {
  engine.begin((connection) => {
    connection.execDriverSql(`DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE`);
    connection.execDriverSql(`CREATE SCHEMA ${SCHEMA}`);
  });
}
console.log("✅ Basic setup ready!");
console.log("✅ Task model created!");

Base.metadata.createAll(engine);
const Session = sessionmaker(engine);

{
  using session = Session();
  console.log("✅ Table created, session ready!");

  const task1 = new Task({ title: "Learn ORM" });
  const task2 = new Task({ title: "Write code" });
  session.addAll([task1, task2]);
  session.commit();
  console.log("✅ CREATE: Tasks created:");
  console.log(`  ${task1}`);
  console.log(`  ${task2}`);

  console.log("📋 READ: All tasks:");
  for (const task of session.query(Task).all()) console.log(`  ${task}`);

  const first = session.get(Task, 1);
  if (first === null) throw new Error("The task with the key 1 is gone");
  console.log(`🎯 Task with ID=1: ${first}`);

  first.completed = true;
  first.title = "Learn ORM ✨";
  session.commit();
  console.log(`🔄 UPDATE: ${first}`);

  const second = session.get(Task, 2);
  if (second !== null) {
    session.delete(second);
    session.commit();
    console.log("🗑️ DELETE: Task deleted");
  }

  const remaining = session.query(Task).all();
  console.log(`📋 Remaining tasks: ${remaining.length}`);
  for (const task of remaining) console.log(`  ${task}`);

  const user = new User({ name: "Anna" });
  session.addAll([
    user,
    new UserTask({ title: "Learn Python", userId: 1 }),
    new UserTask({ title: "Write code", userId: 1 }),
  ]);
  session.commit();
  console.log(`👤 User: ${user.name}`);
  console.log(`📋 Tasks: ${user.tasks.length}`);
  for (const task of user.tasks) console.log(`  - ${task.title}`);
}

if (onServer) engine.begin((connection) => connection.execDriverSql(`DROP SCHEMA ${SCHEMA} CASCADE`));
engine.dispose();
