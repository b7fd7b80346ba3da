import { integer, MetaData, string } from "athanor";
import { declarativeBase, manyToOne, oneToMany } from "athanor/orm";

export class Base extends declarativeBase({ metadata: new MetaData() }) {}

/** Two owners of one kind of thing, each by delete-orphan. */
export class Seller extends Base.table("sellers", {
  id: integer().primaryKey(),
  name: string(20),
  get accounts() {
    return oneToMany(() => Account, { backPopulates: "seller", cascade: "all, delete-orphan" });
  },
}) {}

export class Customer extends Base.table("customers", {
  id: integer().primaryKey(),
  name: string(20),
  get accounts() {
    return oneToMany(() => Account, { backPopulates: "customer", cascade: "all, delete-orphan" });
  },
}) {}

export class Account extends Base.table("accounts", {
  id: integer().primaryKey(),
  balance: integer().default(0),
  sellerId: integer().nullable().references("sellers.id"),
  customerId: integer().nullable().references("customers.id"),
  get seller() {
    return manyToOne(() => Seller, { backPopulates: "accounts" });
  },
  get customer() {
    return manyToOne(() => Customer, { backPopulates: "accounts" });
  },
}) {}

/** A tree whose branches belong to what they grow from. */
export class Branch extends Base.table("branches", {
  id: integer().primaryKey(),
  name: string(20),
  parentId: integer().nullable().references("branches.id"),
  get parent() {
    return manyToOne(() => Branch, { backPopulates: "branches" });
  },
  get branches() {
    return oneToMany(() => Branch, {
      backPopulates: "parent",
      cascade: "all, delete-orphan",
      orderBy: (branch) => branch.c.id,
    });
  },
}) {}

/** Three levels of ownership: an order, its lines, their options. */
export class Order extends Base.table("orders", {
  id: integer().primaryKey(),
  number: string(20),
  get lines() {
    return oneToMany(() => Line, { backPopulates: "order", cascade: "all, delete-orphan" });
  },
}) {}

export class Line extends Base.table("lines", {
  id: integer().primaryKey(),
  article: string(20),
  orderId: integer().references("orders.id"),
  get order() {
    return manyToOne(() => Order, { backPopulates: "lines" });
  },
  get choices() {
    return oneToMany(() => Choice, { backPopulates: "line", cascade: "all, delete-orphan" });
  },
}) {}

export class Choice extends Base.table("choices", {
  id: integer().primaryKey(),
  what: string(20),
  lineId: integer().references("lines.id"),
  get line() {
    return manyToOne(() => Line, { backPopulates: "choices" });
  },
}) {}
