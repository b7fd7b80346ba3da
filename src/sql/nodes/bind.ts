import type { SqlType } from "../../types/sql-type.ts";
import type { BindNode } from "../node.ts";

/**
 * What a bind of a type is called in keys. Short, because strings below 13 characters are joined faster than longer ones,
 * and shared by all copies of the package in the process, since one cache may hold statements of several.
 */
const $bindKeys: unique symbol = Symbol.for("athanor.bindKeys.2");
const bindKeys: Map<string, string> = ((globalThis as { [$bindKeys]?: Map<string, string> })[$bindKeys] ??= new Map());
/** Types that are made anew again and again must not fill the memory. */
const MAX_BIND_KEYS = 1000;

function bindKey(type: SqlType): string {
  return bindKeys.get(type.cacheKey) ?? newBindKey(type.cacheKey);
}
function newBindKey(cacheKey: string): string {
  if (bindKeys.size >= MAX_BIND_KEYS) return `?${cacheKey.length}:${cacheKey},`;
  const key = `?${bindKeys.size},`;
  bindKeys.set(cacheKey, key);
  return key;
}

// `declare`: fields that the constructor sets need not be set to undefined first.
class Bind implements BindNode {
  declare readonly kind: "bind";
  declare readonly key: string;
  declare readonly binds: BindNode;
  declare readonly anon: boolean;
  declare readonly name: string;
  declare readonly unique: boolean;
  declare readonly value: unknown;
  declare readonly type: SqlType;
  declare readonly expanding: boolean;
  declare readonly required: boolean;
  declare readonly literalExecute: boolean;

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
    this.kind = "bind";
    this.key = key;
    this.binds = this;
    this.anon = false;
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
  return new Bind(bindKey(type), name, value, type, true, false, false, false);
}

/** A bind for a column's new value, called as the column is. */
export function columnBindNode(name: string, value: unknown, type: SqlType): BindNode {
  return new Bind(bindKey(type), name, value, type, false, false, false, false);
}

/** A bind whose value is a list, written as one placeholder an element when it is executed. */
export function listBindNode(name: string, value: unknown, type: SqlType): BindNode {
  return new Bind("*" + bindKey(type), name, value, type, true, true, false, false);
}

export interface BindFields {
  readonly name: string;
  readonly value: unknown;
  readonly type: SqlType;
  readonly unique: boolean;
  readonly expanding: boolean;
  readonly required: boolean;
  readonly literalExecute: boolean;
  readonly callable?: (() => unknown) | undefined;
}

class CallableBind extends Bind {
  declare readonly callable: () => unknown;
}

/** A bind with everything said, as `bindparam()` makes. */
export function namedBindNode(f: BindFields): BindNode {
  const key = `?${f.unique ? "u" : "n"}${f.expanding ? "*" : ""}${f.literalExecute ? "!" : ""}${f.name.length}:${f.name}${f.type.cacheKey.length}:${f.type.cacheKey}`;
  const { callable } = f;
  if (callable === undefined)
    return new Bind(key, f.name, f.value, f.type, f.unique, f.expanding, f.required, f.literalExecute);
  const made = new CallableBind(key, f.name, undefined, f.type, f.unique, f.expanding, false, f.literalExecute);
  return Object.assign(made, { callable });
}
