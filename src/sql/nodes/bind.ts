import type { SqlType } from "../../types/sql-type.ts";
import type { BindNode } from "../node.ts";

class Bind implements BindNode {
  readonly kind = "bind" as const;
  readonly key: string;
  readonly binds: BindNode;
  readonly anon = false;
  readonly name: string;
  readonly unique: boolean;
  readonly value: unknown;
  readonly type: SqlType;
  readonly expanding: boolean;
  readonly required: boolean;
  readonly literalExecute: boolean;

  constructor(
    key: string,
    name: string,
    value: unknown,
    type: SqlType,
    unique: boolean,
    expanding: boolean,
    required: boolean,
    literalExecute: boolean,
  ) {
    this.key = key;
    this.binds = this;
    this.name = name;
    this.unique = unique;
    this.value = value;
    this.type = type;
    this.expanding = expanding;
    this.required = required;
    this.literalExecute = literalExecute;
  }
}

/** A bind for a value, numbered by the compiler: id → id_1. */
export function bindNode(name: string, value: unknown, type: SqlType): BindNode {
  return new Bind("?" + type.cacheKey, name, value, type, true, false, false, false);
}

/** A bind for a column's new value, called as the column is. */
export function columnBindNode(name: string, value: unknown, type: SqlType): BindNode {
  return new Bind("?" + type.cacheKey, name, value, type, false, false, false, false);
}

/** A bind whose value is a list, written as one placeholder an element when it is executed. */
export function listBindNode(name: string, value: unknown, type: SqlType): BindNode {
  return new Bind("?*" + type.cacheKey, name, value, type, true, true, false, false);
}

export interface BindFields {
  readonly name: string;
  readonly value: unknown;
  readonly type: SqlType;
  readonly unique: boolean;
  readonly expanding: boolean;
  readonly required: boolean;
  readonly literalExecute: boolean;
}

/** A bind with everything said, as `bindparam()` makes. */
export function namedBindNode(f: BindFields): BindNode {
  const key = `?${f.unique ? "u" : "n"}${f.expanding ? "*" : ""}${f.literalExecute ? "!" : ""}${f.name.length}:${f.name}${f.type.cacheKey}`;
  return new Bind(key, f.name, f.value, f.type, f.unique, f.expanding, f.required, f.literalExecute);
}
