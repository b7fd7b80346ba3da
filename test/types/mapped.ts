// Classes that map joins, subqueries and parts of tables.
import { func, integer, MetaData, select, string, type Table } from "athanor";
import { declarativeBase, manyToOne, oneToMany, type Session } from "athanor/orm";
import { type Equal, same } from "./equal.ts";

class Base extends declarativeBase() {}
const metadata = new MetaData();
const users = metadata.table("users", { id: integer().primaryKey(), name: string(), nick: string().nullable() });
const addresses = metadata.table("addresses", {
  id: integer().primaryKey(),
  userId: integer().references("users.id"),
  email: string(),
});

class UserAddress extends Base.map(users.join(addresses), {
  id: [users.c.id, addresses.c.userId],
  name: users.c.name,
  nick: users.c.nick,
  addressId: addresses.c.id,
  email: addresses.c.email,
  get owner() {
    return manyToOne(() => Owner);
  },
}) {
  hello(): string {
    return `${this.name} ${this.email} ${this.owner?.id ?? ""}`;
  }
}

class Owner extends Base.table("owners", {
  id: integer().primaryKey(),
  get addresses() {
    return oneToMany(() => UserAddress);
  },
}) {}

declare const session: Session;
const one = session.get(UserAddress, { id: 1, addressId: 2 });
same<Equal<typeof one, UserAddress | null>>();
const made = new UserAddress({ id: 1, name: "a", nick: null, email: "x" });
same<Equal<typeof made.nick, string | null>>();
same<Equal<typeof made.addressId, number>>();
// @ts-expect-error a text is no number
new UserAddress({ id: "1" });
// @ts-expect-error the key has two parts
session.get(UserAddress, 1);
const [row] = session.execute(select(UserAddress.c.addressId, UserAddress.c.email)).all();
same<Equal<NonNullable<typeof row>["addressId"], number>>();

const counts = select(users.c.id, users.c.name, func.count(addresses.c.id).label("n"))
  .join(addresses)
  .groupBy(users.c.id, users.c.name)
  .subquery();
class Counted extends Base.map(counts, { ...counts.c }, { mapper: { primaryKey: ["id"] } }) {}
const counted = session.get(Counted, 1);
same<Equal<NonNullable<typeof counted>["n"], number>>();
class CountedToo extends Base.map(counts, undefined, { mapper: { primaryKey: ["id"] } }) {}
same<Equal<InstanceType<typeof CountedToo>["name"], string>>();
session.get(CountedToo, 1);
// @ts-expect-error the key is a number
session.get(CountedToo, "1");
// @ts-expect-error no such column
Base.map(counts, { ...counts.c }, { mapper: { primaryKey: ["ids"] } });

class Partial extends Base.map(users, {}, { mapper: { includeProperties: ["id", "name"] } }) {}
same<Equal<keyof typeof Partial.c, "id" | "name">>();
class Without extends Base.map(users, {}, { mapper: { excludeProperties: ["nick"], primaryKey: ["name"] } }) {}
same<Equal<keyof typeof Without.c, "id" | "name">>();
session.get(Without, "Ann");
// @ts-expect-error the key is a text
session.get(Without, 1);
// @ts-expect-error it is not mapped
void new Partial().nick;
// @ts-expect-error no such column
Base.map(users, {}, { mapper: { includeProperties: ["id", "nope"] } });

declare const reflected: Table;
class Any extends Base.map(reflected) {}
session.get(Any, { a: 1 } as never);
void Any.c.anything;
