import { boolean, datetime, integer, string } from "athanor";
import { declarativeBase, manyToOne, oneToMany } from "athanor/orm";
import { prefix } from "./data.ts";

export class Base extends declarativeBase() {}

export class Item extends Base.table(`${prefix}items`, {
  id: integer().primaryKey(),
  title: string(),
  done: boolean(),
  created: datetime(),
  score: integer(),
}) {}

export class Parent extends Base.table(`${prefix}parents`, {
  id: integer().primaryKey(),
  name: string(),
  get children() {
    return oneToMany(() => Child, { backPopulates: "parent" });
  },
}) {}

export class Child extends Base.table(`${prefix}children`, {
  id: integer().primaryKey(),
  name: string(),
  position: integer(),
  parentId: integer().references(`${prefix}parents.id`).index(),
  get parent() {
    return manyToOne(() => Parent, { backPopulates: "children" });
  },
}) {}
