import type { ColumnElement } from "../../sql/column-element.ts";
import type { SqlType } from "../../types/sql-type.ts";
import type { ExpressionProperty } from "../contract/property.ts";
import type { AttributeHistory } from "../attribute/attribute-history.ts";
import type { InstanceState } from "../contract/state.ts";
import type { ClassMapper } from "./class-mapper.ts";
import type { EntityRef } from "./entity-ref.ts";

/**
 * What a shape holds besides columns and relationships: each kind says how the attribute reads on objects and what it is in
 * statements. `V` is the value on objects, `E` what `Model.c.name` is.
 */
export abstract class AttributeDeclaration<V, E> {
  declare readonly _value: V;
  declare readonly _expression: E;

  abstract readonly kind: "association" | "composite" | "hybrid" | "hybridMethod" | "synonym";
  /** Whether it can be given to the constructor and assigned. */
  abstract readonly writable: boolean;
  /** What the program keeps with it. */
  readonly info: Readonly<Record<string, unknown>> = {};
  /** Names of the columns (of a synonym: of the attribute) that it stands for. */
  readonly columnKeys: readonly string[] = [];
  /** Whether `JSON.stringify` and `console.log` show it; reading it then must not load. */
  readonly shown: boolean = false;

  /** Where it shows an attribute of related objects: the relationship and the attribute; what `awaitableAttrs` loads for it. */
  readonly path: readonly [string, string] | undefined = undefined;

  /** Puts the accessor on the model's prototype; called when the class is configured, before there are objects. */
  abstract define(prototype: object, key: string, mapper: ClassMapper): void;
  /** What `.c[key]` gives for the class or an alias. */
  abstract attributeOf(entity: EntityRef, key: string): unknown;
  /** What `values()` and `set()` do with it, by the names of columns; undefined: it cannot be set there. */
  assignments(_entity: EntityRef, _key: string, _value: unknown): Readonly<Record<string, unknown>> | undefined {
    return undefined;
  }
  /** What it makes of a row in a list of rows, which has lost the attribute itself; undefined: it cannot be given there. */
  rowValues(
    entity: EntityRef,
    key: string,
    value: unknown,
    _row: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>> | undefined {
    return this.assignments(entity, key, value);
  }
  /** What `filterBy()` does with it, where `attributeOf` is no expression. */
  criterion(_entity: EntityRef, _key: string, _value: unknown): ColumnElement<boolean> | undefined {
    return undefined;
  }
  /** What changed of it since load or the last flush; undefined: it has no value of its own. */
  history(_state: InstanceState): AttributeHistory | undefined {
    return undefined;
  }
  /** When the other attributes of the class are known: checks the names that it uses. */
  check(_mapper: ClassMapper, _key: string): void {}
  /** What is shown of it; undefined: nothing. */
  show(_state: InstanceState, _key: string): unknown {
    return undefined;
  }
}

/** An attribute that an SQL expression fills: it has a place among the object's values. */
export abstract class ExpressionDeclaration<V, E> {
  declare readonly _value: V;
  declare readonly _expression: E;

  abstract readonly type: SqlType;
  abstract readonly deferred: boolean;
  readonly group: string | undefined = undefined;
  /** Reading it unloaded is an error. */
  readonly raiseload: boolean = false;
  /** Whether a flush that wrote the object makes its value unknown. */
  readonly expireOnFlush: boolean = true;
  readonly info: Readonly<Record<string, unknown>> = {};
  /** Only a query gives it a value: what no query has given is null, and is not loaded. */
  readonly givenByQuery: boolean = false;
  /** The expression in terms of an entity. */
  abstract over(entity: EntityRef): ColumnElement<unknown>;

  configure(mapper: ClassMapper, key: string, slot: number): ExpressionProperty {
    return {
      kind: "expression",
      key,
      slot,
      type: this.type,
      mapper,
      deferred: this.deferred,
      group: this.group,
      raiseload: this.raiseload,
      expireOnFlush: this.expireOnFlush,
      info: this.info,
      givenByQuery: this.givenByQuery,
      over: (entity) => this.over(entity as EntityRef),
    };
  }
}
