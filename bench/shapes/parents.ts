import { integer, string } from "athanor";
import { manyToOne, oneToMany } from "athanor/orm";
import { prefix } from "../data.ts";
import { Base } from "./base.ts";

export class Parent extends Base.table(`${prefix}parents`, {
  id: integer().primaryKey(),
  name: string(60),
  get children() {
    return oneToMany(() => Child, { backPopulates: "parent" });
  },
}) {}

export class Child extends Base.table(`${prefix}children`, {
  id: integer().primaryKey(),
  name: string(60),
  position: integer(),
  parentId: integer().references(`${prefix}parents.id`).index(),
  get parent() {
    return manyToOne(() => Parent, { backPopulates: "children" });
  },
}) {}

/** The INSERT statements of parents with the same number of children each, keys given, in any dialect. */
export function fillParents(count: number, children: number): string[] {
  const parents = Array.from({ length: count }, (_, index) => `(${index + 1}, 'Parent ${index + 1}')`);
  const rows = Array.from(
    { length: count * children },
    (_, index) => `(${index + 1}, 'Child ${index + 1}', ${index % children}, ${Math.floor(index / children) + 1})`,
  );
  return [
    `INSERT INTO ${prefix}parents VALUES ${parents.join(", ")}`,
    `INSERT INTO ${prefix}children VALUES ${rows.join(", ")}`,
  ];
}
