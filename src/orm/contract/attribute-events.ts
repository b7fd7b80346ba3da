import { Dispatch, type EventDescription, type Listener, type ListenOptions } from "../../event/dispatch.ts";
import type { EntityClass } from "./mapper.ts";

/** What the program did to an attribute. */
export type AttributeOperation = "append" | "remove" | "replace" | "bulkReplace" | "modified";

/**
 * What began a change: the operation, and the attribute that the program itself wrote to. Listeners of the other side of a relationship,
 * which follows, get the same one; there is one of each, so that they may be compared by `===`.
 */
export interface AttributeEventToken {
  readonly op: AttributeOperation;
  /** The name of the attribute. */
  readonly key: string;
  /** The class that has it. */
  readonly class: EntityClass;
}

const set: EventDescription = {
  arguments: ["target", "value", "oldValue", "initiator"],
  retval: true,
  activeHistory: true,
};
const initScalar: EventDescription = { arguments: ["target", "value"], retval: true };
const member = ["target", "value", "initiator"];

type AttributeKind = "column" | "reference" | "collection";

const names: Readonly<Record<AttributeKind, ReadonlyMap<string, EventDescription>>> = {
  column: new Map(Object.entries({ set, initScalar, modified: { arguments: ["target", "initiator"] } })),
  reference: new Map(Object.entries({ set, initScalar })),
  collection: new Map(
    Object.entries({
      append: { arguments: member, retval: true },
      appendWoMutation: { arguments: member },
      remove: { arguments: member },
      bulkReplace: { arguments: ["target", "values", "initiator"] },
      initCollection: { arguments: ["target", "collection"] },
      disposeCollection: { arguments: ["target", "collection"] },
    }),
  ),
};

/** Every event of an attribute, of whichever kind. */
type Calls = Record<
  | "set"
  | "initScalar"
  | "modified"
  | "append"
  | "appendWoMutation"
  | "remove"
  | "bulkReplace"
  | "initCollection"
  | "disposeCollection",
  (...args: never[]) => unknown
>;
export type AttributeEventName = keyof Calls;

/** Whether any attribute of the process ever had a listener; writes ask nothing else until then. */
export const attributeEvents: { used: boolean } = { used: false };

/** The listeners of one attribute. */
export class AttributeDispatch extends Dispatch<Calls> {
  readonly #onAdd: ((name: AttributeEventName) => void) | undefined;

  constructor(kind: AttributeKind, onAdd?: (name: AttributeEventName) => void) {
    super(`a ${kind} of a mapped class`, names[kind]);
    this.#onAdd = onAdd;
  }

  override add<N extends AttributeEventName>(name: N, fn: Calls[N], options: ListenOptions): void {
    attributeEvents.used = true;
    super.add(name, fn, options);
    this.#onAdd?.(name);
  }

  /** Whether a listener of `set` wants to know the former value, be it loaded for that. */
  get activeHistory(): boolean {
    return (
      this.listeners("set")?.some((listener: Listener<unknown>) => listener.options.activeHistory === true) === true
    );
  }
}
