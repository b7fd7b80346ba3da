import type { Awaitable } from "../../flow/flow.ts";
import type { InstanceState } from "../contract/state.ts";
import { readRelationship } from "../attribute/relationship-attribute.ts";
import { copyOf } from "../attribute/collection-adapter.ts";
import { stateOf } from "../contract/entity.ts";
import type { ClassMapper } from "./class-mapper.ts";

/** Holds whose attributes an object shows, in a private field, so that an attribute may have any name. */
class AwaitableAttributes {
  readonly #state: InstanceState;

  constructor(state: InstanceState) {
    this.#state = state;
  }

  static stateOf(this: void, attributes: object): InstanceState | undefined {
    return #state in attributes ? attributes.#state : undefined;
  }
}

const classes = new WeakMap<ClassMapper, typeof AwaitableAttributes>();

/** Every attribute of an object as a promise: what is not in memory is loaded by the session. */
export function awaitableAttributes(state: InstanceState): object {
  const mapper = state.mapper as ClassMapper;
  let cls = classes.get(mapper);
  if (cls === undefined) classes.set(mapper, (cls = createClass(mapper)));
  return new cls(state);
}

function createClass(mapper: ClassMapper): typeof AwaitableAttributes {
  const cls = class extends AwaitableAttributes {};
  const { prototype } = cls;
  Reflect.deleteProperty(prototype, "constructor");
  Object.setPrototypeOf(prototype, null);
  for (const key of mapper.keys()) {
    Object.defineProperty(prototype, key, {
      enumerable: true,
      get(this: object): Promise<unknown> {
        return awaitAttribute(AwaitableAttributes.stateOf(this), key);
      },
    });
  }
  return cls;
}

async function awaitAttribute(state: InstanceState | undefined, key: string): Promise<unknown> {
  if (state === undefined) return undefined;
  const found = await load(state, key);
  if (found !== undefined) return found;
  const { entity } = state;
  return (state.mapper as ClassMapper).isRelationship(key)
    ? readRelationship(state, state.mapper.relationship(key))
    : (entity as Record<string, unknown>)[key];
}

function load(state: InstanceState, key: string): Awaitable<object | null | undefined> {
  const path = (state.mapper as ClassMapper).attributeDeclarations.get(key)?.path;
  return path === undefined ? (state.session ?? state.loader)?.awaitAttribute(state, key) : loadAlong(state, path);
}

/** Loads a relationship, and an attribute of each object that it leads to. */
async function loadAlong(
  state: InstanceState,
  [relationship, attribute]: readonly [string, string],
): Promise<undefined> {
  await load(state, relationship);
  const held = state.related?.[(state.mapper as ClassMapper).relationship(relationship).slot];
  if (typeof held !== "object" || held === null) return undefined;
  for (const member of stateOf(held) === undefined ? copyOf(held) : [held]) {
    const related = stateOf(member);
    if (related !== undefined) await load(related, attribute);
  }
  return undefined;
}
