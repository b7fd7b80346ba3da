// What a library of models exports: the declarations that TypeScript writes for it name only what "athanor" exports.
import {
  bigInteger,
  boolean,
  createAsyncEngine,
  createEngine,
  datetime,
  deleteFrom,
  func,
  insert,
  integer,
  json,
  MetaData,
  numeric,
  select,
  string,
  union,
  update,
} from "athanor";
import {
  aliased,
  AsyncSession,
  asyncSessionmaker,
  declarativeBase,
  joinedload,
  manyToMany,
  manyToOne,
  oneToMany,
  selectinload,
  Session,
  sessionmaker,
} from "athanor/orm";

export class Base extends declarativeBase() {}
export class User extends Base.table("users", {
  id: integer().primaryKey(),
  name: string(),
  nick: string().nullable(),
  credit: numeric(10, 2).default("0"),
  settings: json<{ dark: boolean }>().nullable(),
  get tasks() {
    return oneToMany(() => Task, { backPopulates: "user" });
  },
}) {}
export class Task extends Base.table("tasks", {
  id: bigInteger().primaryKey(),
  title: string(),
  done: boolean().default(false),
  made: datetime().serverDefault(func.now()),
  userId: integer().references(() => User.c.id),
  get user() {
    return manyToOne(() => User, { backPopulates: "tasks" });
  },
  get others() {
    return manyToMany(() => Task, { secondary: () => links });
  },
}).with({ comment: "what there is to do" }) {}
export class Chore extends Task.inherit({ identity: "chore" }, { room: string() }) {}

export const metadata = new MetaData();
export const links = metadata.table("links", {
  a: integer().primaryKey().references("tasks.id"),
  b: integer().primaryKey().references("tasks.id"),
});
export const other = aliased(User);
export const otherTable = links.alias();
export const joinedTables = links.join(otherTable, links.c.a.eq(otherTable.c.b));

export const column = User.c.name;
export const relationship = User.c.tasks;
export const condition = User.c.name.like("A%").and(User.c.id.gt(1));
export const counts = select(Task.c.userId, func.count().label("n")).groupBy(Task.c.userId).cte();
export const statement = select(User, other, Task.c.title, counts.c.n)
  .outerjoin(User.c.tasks)
  .join(counts, counts.c.userId.eq(User.c.id));
export const subquery = select(User, links).subquery();
export const compound = union(select(User.c.id), select(links.c.a));
export const added = insert(User).values({ name: "x" }).returning(User.c.id, User);
export const changed = update(User).set({ nick: null }).where(User.c.id.eq(1)).returning(User.c.nick.label("length"));
export const gone = deleteFrom(links).where(links.c.a.eq(1)).returning(links.c.a, links.c.a);

export const engine = createEngine("sqlite://");
export const asyncEngine = createAsyncEngine("sqlite://");
export const makeSession = sessionmaker(engine);
export const makeAsyncSession = asyncSessionmaker(asyncEngine);
export const session = new Session(engine);
export const asyncSession = new AsyncSession(asyncEngine);
export const options = [selectinload(User.c.tasks), joinedload(Task.c.user)];
export const result = session.execute(statement);
export const rows = session.execute(statement).all();
export const addedRow = session.execute(added).one();
export const changedRow = session.execute(changed).one();
export const goneRow = session.execute(gone).one();
export const mappings = session.execute(changed).mappings().all();
export const query = session.query(User, Task).outerjoin(User.c.tasks);
export const found = session.get(User, 1);
export const awaited = asyncSession.execute(statement);
export const attributes = new User().awaitableAttrs;
