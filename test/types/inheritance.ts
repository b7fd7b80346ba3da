// Mapped classes that extend mapped classes, and a base that refers to its own subclasses; compiled, never run.
import { integer, select, string } from "athanor";
import { declarativeBase, manyToOne, oneToMany, type Session } from "athanor/orm";
import { type Equal, same } from "./equal.ts";

class Base extends declarativeBase() {
  audit(): string {
    return "who";
  }
}
declare const session: Session;

// The base names its subclasses; a callback that reads columns of one of them says `any`.
class Employee extends Base.table(
  "employees",
  {
    id: integer().primaryKey(),
    name: string(),
    type: string(),
    bossId: integer().references("managers.id"),
    refId: integer().references(() => Employee.c.id),
    get boss() {
      return manyToOne(() => Manager, { primaryjoin: (): any => Employee.c.bossId.eq(Manager.c.id) });
    },
    get ref() {
      return manyToOne(() => Employee, { primaryjoin: () => Employee.c.bossId.eq(Employee.c.id) });
    },
  },
  { polymorphic: { on: "type", identity: "employee", subclasses: () => [Manager, Engineer] } },
) {
  hello(): string {
    return this.name;
  }
}
class Manager extends Employee.inherit(
  { identity: "manager" },
  {
    level: integer(),
    get reports() {
      return oneToMany(() => Employee);
    },
  },
) {
  lead(): string {
    return this.hello() + this.level;
  }
}
class Engineer extends Employee.inherit(
  { identity: "engineer", table: "engineers" },
  {
    id: integer()
      .primaryKey()
      .references(() => Employee.c.id),
    language: string(),
  },
) {}

const manager = session.get(Manager, 1);
same<Equal<typeof manager, Manager | null>>();
manager?.reports[0]?.boss?.lead();
manager?.audit();
for (const employee of session.scalars(select(Employee)).all()) {
  if (employee instanceof Manager) employee.lead();
  else if (employee instanceof Engineer) employee.language.at(0);
  else employee.boss?.reports[0]?.hello();
  // @ts-expect-error only managers lead
  employee.lead();
}
// A manager is an employee, and the columns of both are the subclass's.
export const someone: Employee | null = manager;
for (const row of session.execute(select(Manager.c.name, Manager.c.level)).all()) {
  same<Equal<typeof row.name, string>>();
  same<Equal<typeof row.level, number>>();
}
// @ts-expect-error the level is a manager's
void Employee.c.level;
// @ts-expect-error the name is the base's, and text
new Manager({ name: 1 });
export const ada: Engineer = new Engineer({ name: "Ada", language: "Ada", boss: manager });

// With a callback in the options, a base that refers to its own subclass chains them.
class Person extends Base.table("people", {
  id: integer().primaryKey(),
  name: string(),
  kind: string(),
  get teacher() {
    return manyToOne(() => Teacher);
  },
}).with({
  constraints: (c) => [c.name.eq("x")],
  polymorphic: { on: "kind", identity: "person", subclasses: () => [Teacher] },
}) {
  hello(): string {
    return this.name;
  }
}
class Teacher extends Person.inherit(
  { identity: "teacher" },
  {
    grade: integer(),
    get pupils() {
      return oneToMany(() => Person);
    },
  },
) {
  teach(): string {
    return this.hello() + this.grade;
  }
}
class Pupil extends Person.inherit({ identity: "pupil", table: "pupils" }, { id: integer().primaryKey() }) {
  static {
    this.register();
  }
}
for (const person of session.scalars(select(Person)).all()) {
  if (person instanceof Teacher) person.teach();
  else person.teacher?.pupils[0]?.hello();
}

class Bad extends Base.table(
  "bad",
  { id: integer().primaryKey() },
  // @ts-expect-error no such discriminator
  { polymorphic: { on: "nope", identity: "b" } },
) {}

export { Bad, Pupil };
