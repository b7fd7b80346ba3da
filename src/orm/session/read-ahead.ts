import type { ReadAhead } from "../../flow/read-ahead.ts";
import type { SelectNode } from "../../sql/nodes/select.ts";
import { brandOf } from "../../util/brand.ts";
import { ClassMapper } from "../mapping/class-mapper.ts";
import { requireMapper } from "../mapping/configure.ts";
import { isDirty } from "./flush-session.ts";
import { getFromMemory, type GetOptions, overwrites, primaryKey } from "./get.ts";
import type { SessionCore } from "./session-core.ts";

/** A `get` that may be sent behind other reads of its session. */
export class GetAhead implements ReadAhead {
  readonly #session: SessionCore;
  readonly #class: unknown;
  readonly #key: unknown;
  readonly #options: GetOptions | undefined;

  constructor(session: SessionCore, cls: unknown, key: unknown, options: GetOptions | undefined) {
    this.#session = session;
    this.#class = cls;
    this.#key = key;
    this.#options = options;
  }

  mayGo(): boolean {
    return (this.#options === undefined || !overwrites(this.#options)) && sendsNothingElse(this.#session);
  }

  /** The first of two brings the object, and the second finds it. */
  repeats(other: ReadAhead): boolean {
    return other instanceof GetAhead && other.#class === this.#class && areEqual(other.#key, this.#key);
  }

  isAnswered(): boolean {
    if ((this.#options?.options?.length ?? 0) > 0) return false;
    const mapper = requireMapper(this.#class);
    return getFromMemory(this.#session, mapper, primaryKey(mapper, this.#key)) !== undefined;
  }
}

/** The execution of a statement, which may be sent behind other reads if it is a SELECT. */
export class SelectAhead implements ReadAhead {
  readonly #session: SessionCore;
  readonly #statement: unknown;
  readonly #params: unknown;

  constructor(session: SessionCore, statement: unknown, params: unknown) {
    this.#session = session;
    this.#statement = statement;
    this.#params = params;
  }

  mayGo(): boolean {
    if (Array.isArray(this.#params) || brandOf(this.#statement) === undefined) return false;
    const { node } = this.#statement as { readonly node?: SelectNode };
    return node?.kind === "select" && node.execOptions === undefined && sendsNothingElse(this.#session);
  }

  repeats(): boolean {
    return false;
  }
  isAnswered(): boolean {
    return false;
  }
}

/** Whether a query of the session neither flushes nor begins anything now, nor does anybody hear of it. */
function sendsNothingElse(session: SessionCore): boolean {
  if (session.observed || session.inFlush || session.onlyConnection?.readsAhead !== true) return false;
  // What is read for such a class takes the place of what the program changes meanwhile.
  if (ClassMapper.someAlwaysRefresh) return false;
  return !session.options.autoflush || session.autoflushOff > 0 || !session.hasPending || !isDirty(session);
}

function areEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const names = Object.keys(a);
  return (
    names.length > 0 &&
    names.length === Object.keys(b).length &&
    names.every((name) => (a as Record<string, unknown>)[name] === (b as Record<string, unknown>)[name])
  );
}
