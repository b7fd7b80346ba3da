import type { EngineCore } from "../../engine/engine-core.ts";
import { ArgumentError } from "../../errors/argument.ts";
import { UnboundExecutionError } from "../../errors/state.ts";
import { Table } from "../../schema/table.ts";
import type { EntityNode } from "../../sql/entity.ts";
import type { Node } from "../../sql/node.ts";
import { iterate } from "../../sql/traverse.ts";
import { describeValue } from "../../util/describe.ts";
import type { Mapper } from "../contract/mapper.ts";
import type { BindTarget } from "../loading/loading-session.ts";
import { findMapper, mapperOfFrom } from "../mapping/configure.ts";
import { entityRefOf } from "../mapping/entity-ref.ts";
import { type BindCore, isConnection } from "./session-connections.ts";

/** What a session is made with: an engine, or a connection. */
interface Bindable {
  readonly core: BindCore;
}

/** What a session asks `getBind()` for. */
export interface BindRequest {
  /** The mapped class, where one class is meant. */
  readonly class?: object | undefined;
  /** The statement, where one is executed. */
  readonly statement?: Node | undefined;
  /** Whether the database is going to be changed: in a flush, or by an INSERT, UPDATE, DELETE or MERGE. */
  readonly isWrite: boolean;
}

export function bindRequest(target: BindTarget, flushing: boolean): BindRequest {
  if (target === undefined) return { isWrite: flushing };
  if (isMapper(target)) return { class: target.class, isWrite: flushing };
  return { statement: target, isWrite: flushing || WRITES.has(target.kind) };
}

const WRITES: ReadonlySet<string> = new Set(["insert", "update", "delete", "merge"]);

/** The engines of a session: its own, and those for single classes and tables. */
export class SessionBinds<B extends Bindable> {
  /** The bind of everything, where there is but one. */
  readonly only: BindCore | undefined;
  readonly #own: B | undefined;
  readonly #check: (value: unknown) => B;
  readonly #classes = new Map<object, B>();
  readonly #tables = new Map<Node, B>();

  constructor(own: B | undefined, binds: ReadonlyMap<object, B> | undefined, check: (value: unknown) => B) {
    this.#own = own;
    this.#check = check;
    for (const [target, given] of binds ?? []) {
      if (target instanceof Table) this.bindTable(target, given);
      else if (typeof target === "function") this.bindClass(target, given);
      else {
        throw new ArgumentError(
          `binds names engines for mapped classes, their base classes and tables; a key is ${describeValue(target)}.`,
          "argument",
        );
      }
    }
    this.only = this.#classes.size + this.#tables.size === 0 ? own?.core : undefined;
  }

  /** The session's own engine, where it has one. */
  get engine(): EngineCore | undefined {
    const core = this.#own?.core;
    return core === undefined || isConnection(core) ? undefined : core;
  }

  bindClass(cls: unknown, bind: unknown): void {
    if (typeof cls !== "function")
      throw new ArgumentError(
        `bindMapper() takes a mapped class, or a base class of some, and an engine; given was ${describeValue(cls)}.`,
        "argument",
      );
    this.#classes.set(cls, this.#check(bind));
  }

  bindTable(table: unknown, bind: unknown): void {
    if (!(table instanceof Table))
      throw new ArgumentError(
        `bindTable() takes a table and an engine; given was ${describeValue(table)}.`,
        "argument",
      );
    this.#tables.set(table.node, this.#check(bind));
  }

  /** Throws UnboundExecutionError where there is none. */
  of(request: BindRequest): B {
    const { class: cls, statement } = request;
    const found =
      cls !== undefined ? this.#ofClass(cls) : statement !== undefined ? this.#ofStatement(statement) : undefined;
    const bind = found ?? this.#own;
    if (bind !== undefined) return bind;
    const what = cls !== undefined ? `class ${(cls as { name: string }).name}` : "this statement";
    throw new UnboundExecutionError(
      `This session has no engine for ${what}: it was made without one, and binds names none. Give new Session(engine), or an entry in binds.`,
    );
  }

  #ofClass(cls: object): B | undefined {
    for (let at: object | null = cls; at !== null; at = Object.getPrototypeOf(at) as object | null) {
      const found = this.#classes.get(at);
      if (found !== undefined) return found;
    }
    const table = findMapper(cls)?.table.node;
    return table === undefined ? undefined : this.#tables.get(table);
  }

  /** The first class or table of a statement that has a bind. */
  #ofStatement(statement: Node): B | undefined {
    const { entity, table } = statement as { readonly entity?: EntityNode; readonly table?: Node };
    let found = entity === undefined ? undefined : this.#ofNode(entity);
    if (found === undefined && table !== undefined) found = this.#ofNode(table);
    if (found !== undefined) return found;
    for (const node of iterate(statement)) {
      found = this.#ofNode(node);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #ofTable(table: Node): B | undefined {
    const cls = mapperOfFrom(table)?.class;
    return this.#tables.get(table) ?? (cls === undefined ? undefined : this.#ofClass(cls));
  }

  #ofNode(node: Node): B | undefined {
    switch (node.kind) {
      case "entity": {
        const ref = entityRefOf(node);
        return ref === undefined ? undefined : this.#ofClass(ref.mapper.class);
      }
      case "table":
        return this.#ofTable(node);
      case "column": {
        const { table } = node as unknown as { readonly table: Node | undefined };
        return table === undefined ? undefined : this.#ofTable(table);
      }
      default:
        return undefined;
    }
  }
}

function isMapper(target: Mapper | Node): target is Mapper {
  return "class" in target;
}
