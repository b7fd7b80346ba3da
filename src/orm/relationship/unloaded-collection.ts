import { ArgumentError } from "../../errors/argument.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import type { ColumnElement } from "../../sql/column-element.ts";
import { type Delete, deleteFrom } from "../../sql/delete.ts";
import { type Insert, insert } from "../../sql/insert.ts";
import { literalColumn } from "../../sql/literal-column.ts";
import { type Select, select } from "../../sql/select.ts";
import { type Update, update } from "../../sql/update.ts";
import { describeValue } from "../../util/describe.ts";
import { addUnloaded, checkMember, removeUnloaded } from "../attribute/collection-events.ts";
import type { InstanceState } from "../contract/state.ts";
import { $inspect } from "../mapping/inspect-entity.ts";
import { modelOf } from "../mapping/aliased.ts";
import type { AnyModel } from "../mapping/model-class.ts";
import type { WriteOnlyCollection } from "../mapping/unloaded-collections.ts";
import { boundCondition, boundThroughSecondary, valueOf } from "./bound-condition.ts";
import type { ConfiguredRelationship } from "./configured-relationship.ts";

/** A collection whose members stay in the database: what `lazy: "writeOnly"` gives, and what dynamic ones extend. */
export class UnloadedCollection implements WriteOnlyCollection<AnyModel> {
  readonly #state: InstanceState;
  readonly #property: ConfiguredRelationship;

  constructor(state: InstanceState, property: ConfiguredRelationship) {
    this.#state = state;
    this.#property = property;
  }

  protected get state(): InstanceState {
    return this.#state;
  }
  protected get property(): ConfiguredRelationship {
    return this.#property;
  }

  select(): Select<[AnyModel]> {
    const { property } = this;
    const all = select(modelOf(property.targetEntity)).where(this.#criterion());
    const made =
      property.secondary === undefined ? all : all.selectFrom(property.targetEntity.from, property.secondary);
    return property.orderBy.length === 0 ? made : made.orderBy(...property.orderBy);
  }

  insert(): Insert<AnyModel> {
    const { property } = this;
    this.#requireOwnTable("insert");
    const values: Record<string, unknown> = {};
    for (const { fromSlot, toSlot } of property.pairs)
      values[property.target.columns[toSlot]?.key ?? ""] = valueOf(this.state, fromSlot, "param");
    return insert(modelOf(property.target.entity)).values(values);
  }

  update(): Update<AnyModel> {
    return update(modelOf(this.property.target.entity)).where(this.#isMember("update"));
  }

  delete(): Delete<[], AnyModel> {
    return deleteFrom(modelOf(this.property.target.entity)).where(this.#isMember("delete"));
  }

  add(item: object): void {
    this.#checkWritable("add");
    addUnloaded(this.state, this.property, item);
  }

  addAll(items: Iterable<object>): void {
    this.#checkWritable("addAll");
    if (typeof items !== "object" || items === null || !(Symbol.iterator in items)) {
      throw new ArgumentError(
        `${this.name}.addAll() takes objects of class ${this.property.target.name}, as an array or another iterable; given was ${describeValue(items)}.`,
        "argument",
      );
    }
    const list = Array.from(items);
    for (const item of list) checkMember(this.property, item, this.state);
    for (const item of list) addUnloaded(this.state, this.property, item);
  }

  remove(item: object): void {
    this.#checkWritable("remove");
    removeUnloaded(this.state, this.property, item);
  }

  [Symbol.iterator](): Iterator<object> {
    throw this.unreadable();
  }

  get length(): never {
    throw this.unreadable();
  }

  toString(): string {
    return `<${this.property.lazy} ${this.name}>`;
  }

  protected get name(): string {
    return `${this.property.mapper.name}.${this.property.key}`;
  }

  protected unreadable(): InvalidRequestError {
    return new InvalidRequestError(
      `${this.name} is write-only and cannot be read: its members stay in the database. Make a statement of it with select(), and execute that: session.scalars(object.${this.property.key}.select()).`,
      "write-only",
    );
  }

  #checkWritable(method: string): void {
    if (!this.property.viewonly) return;
    throw new InvalidRequestError(
      `${this.name}.${method}() was called, but the relationship is viewonly: a flush would not write it.`,
      "write-only",
    );
  }

  /** Which rows are members. */
  #criterion(): ColumnElement<boolean> {
    const { property, state } = this;
    return property.secondary === undefined
      ? boundCondition(property, "local", state, property.targetEntity)
      : boundThroughSecondary(property, state, property.targetEntity);
  }

  /** The same for statements that can name one table only: an association table stands in an EXISTS. */
  #isMember(method: string): ColumnElement<boolean> {
    const { property } = this;
    if (property.targetEntity.aliased) this.#requireOwnTable(method);
    const criterion = this.#criterion();
    if (property.secondary === undefined) return criterion;
    return select(literalColumn("1")).where(criterion).correlateExcept(property.secondary).exists();
  }

  #requireOwnTable(method: string): void {
    if (this.property.secondary === undefined && !this.property.targetEntity.aliased) return;
    throw new InvalidRequestError(
      method === "insert"
        ? `${this.name}.insert() is for one-to-many collections. Insert the rows with insert(${this.property.target.name}), and take the objects in with addAll().`
        : `${this.name}.${method}() cannot write to what the relationship reads its members from. Use ${method === "update" ? "update" : "deleteFrom"}(${this.property.target.name}).`,
      "write-only",
    );
  }
}

/** What `console.log` shows: nothing of its members. */
Object.defineProperty(UnloadedCollection.prototype, $inspect, {
  value(this: UnloadedCollection): string {
    return this.toString();
  },
});
