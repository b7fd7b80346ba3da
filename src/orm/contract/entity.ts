import type { InstanceState } from "./state.ts";

/**
 * What is under construction for a loaded row. `pending`: the state that the model's constructor takes, its first act.
 * `state`: until the constructor returns, what it writes to mapped attributes of that state is ignored.
 */
export const construction: { pending: InstanceState | undefined; state: InstanceState | undefined } = {
  pending: undefined,
  state: undefined,
};

/** The object that a listener of a flush has in hand: its columns may be set, although its session is flushing. */
export const inHand: { state: InstanceState | undefined } = { state: undefined };

/** Root of every mapped class: holds the state where neither JSON, spread nor `for … in` can see it. */
export class Entity {
  readonly #state: InstanceState;

  constructor(state: InstanceState) {
    this.#state = state;
    state.entity = this;
  }

  /** The class's name; a model has its own. */
  toString(): string {
    return `<${this.#state.mapper.name}>`;
  }

  /** The state of a mapped object, or undefined for anything else. */
  static stateOf(this: void, value: unknown): InstanceState | undefined {
    return typeof value === "object" && value !== null && #state in value ? value.#state : undefined;
  }

  /** The state of what is known to be a mapped object; no test, for accessors. */
  static state(entity: Entity): InstanceState {
    return entity.#state;
  }
}

export const stateOf: (value: unknown) => InstanceState | undefined = Entity.stateOf;
