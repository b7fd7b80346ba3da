// Collections whose members stay in the database; compiled, never run.
import { integer, select, string } from "athanor";
import {
  type AsyncSession,
  declarativeBase,
  type DynamicCollection,
  manyToMany,
  manyToOne,
  oneToMany,
  oneToOne,
  type Session,
  type WriteOnlyCollection,
} from "athanor/orm";
import { type Equal, same } from "./equal.ts";

class Base extends declarativeBase() {}

class Farm extends Base.table("farms", {
  id: integer().primaryKey(),
  get fields() {
    return oneToMany(() => Field, { lazy: "writeOnly", backPopulates: "farm", orderBy: (field) => field.c.name });
  },
  get herds() {
    return manyToMany(() => Herd, { lazy: "dynamic", secondary: () => Field });
  },
  get loaded() {
    return oneToMany(() => Field, { lazy: "selectin", collectionClass: Set });
  },
}) {}

class Field extends Base.table("fields", {
  id: integer().primaryKey(),
  name: string(),
  farmId: integer().references("farms.id"),
  get farm() {
    return manyToOne(() => Farm, { backPopulates: "fields" });
  },
}) {}

class Herd extends Base.table("herds", { id: integer().primaryKey(), size: integer() }) {}

declare const session: Session;
declare const asyncSession: AsyncSession;
declare const farm: Farm;
declare const field: Field;
declare const herd: Herd;

same<Equal<typeof farm.fields, WriteOnlyCollection<typeof Field>>>();
same<Equal<typeof farm.herds, DynamicCollection<typeof Herd>>>();
same<Equal<typeof farm.loaded, Set<Field>>>();

const fields = session.scalars(farm.fields.select().where(Field.c.name.eq("x")).limit(5)).all();
same<Equal<typeof fields, Field[]>>();
farm.fields.select().filterBy({ name: "x" });
farm.fields.add(field);
farm.fields.addAll(new Set([field]));
farm.fields.remove(field);
session.execute(farm.fields.insert(), [{ name: "x" }]);
farm.fields.update().values({ name: "x" });
farm.fields.delete().where(Field.c.name.eq("x"));
new Farm({ fields: [field], herds: new Set([herd]) });
select(Farm).where(Farm.c.fields.any({ name: "x" }));

const herds = farm.herds.filter(Herd.c.size.gt(3)).filterBy({ size: 4 }).orderBy(Herd.c.id).all();
same<Equal<typeof herds, Herd[]>>();
same<Equal<ReturnType<typeof farm.herds.count>, number>>();
farm.herds.append(herd);
for (const each of farm.herds) same<Equal<typeof each, Herd>>();
export async function read(): Promise<Field[]> {
  for await (const each of farm.herds.limit(2)) same<Equal<typeof each, Herd>>();
  return (await asyncSession.scalars(farm.fields.select())).all();
}

// @ts-expect-error it cannot be iterated
Array.from(farm.fields);
// @ts-expect-error nor has it a length
void farm.fields.length;
// @ts-expect-error a herd is no field
farm.fields.add(herd);
// @ts-expect-error no such attribute
farm.fields.select().filterBy({ nam: "x" });
// @ts-expect-error no such attribute
farm.herds.filterBy({ weight: 4 });
// @ts-expect-error a value of another type
farm.fields.update().values({ name: 5 });
// @ts-expect-error no strategy
oneToMany(() => Field, { lazy: "writeonly" });
// @ts-expect-error one object is no collection
manyToOne(() => Farm, { lazy: "writeOnly" });
// @ts-expect-error one object is no collection
oneToOne(() => Field, { lazy: "dynamic" });
