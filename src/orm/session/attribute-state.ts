import { type AttributeHistory, getHistory } from "../attribute/attribute-history.ts";
import { type InstanceState, NOT_LOADED } from "../contract/state.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";

/** One attribute of an object, as `inspect(object).attrs.name` shows it. */
export class AttributeState {
  readonly #state: InstanceState;
  /** Its name. */
  readonly key: string;

  constructor(state: InstanceState, key: string) {
    this.#state = state;
    this.key = key;
  }
  /** The value, as reading the attribute gives it: what is not in memory is loaded. */
  get value(): unknown {
    return (this.#state.entity as Record<string, unknown>)[this.key];
  }
  /** The value if it is in memory; undefined: it is not. Never loads. */
  get loadedValue(): unknown {
    const { mapper, values, related } = this.#state;
    const property = mapper.properties.get(this.key);
    if (property === undefined) return undefined;
    if (property.kind === "relationship") return related?.[property.slot];
    const value = values[property.slot];
    return value === NOT_LOADED ? undefined : value;
  }
  /** What changed since load or the last flush; never loads. */
  get history(): AttributeHistory {
    return getHistory(this.#state, this.key);
  }
}

/** The columns, expressions and relationships of an object by name. */
export function attributeStates(state: InstanceState): Readonly<Record<string, AttributeState>> {
  const out = Object.create(null) as Record<string, AttributeState>;
  for (const key of (state.mapper as ClassMapper).properties.keys()) out[key] = new AttributeState(state, key);
  return out;
}
