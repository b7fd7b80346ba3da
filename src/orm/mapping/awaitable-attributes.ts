import type { InstanceState } from "../contract/state.ts";
import { readRelationship } from "../attribute/relationship-attribute.ts";
import { copyOf } from "../attribute/collection-adapter.ts";
import { stateOf } from "../contract/entity.ts";
import type { ClassMapper } from "./class-mapper.ts";

/** Whose attributes an object shows; kept outside it, so that an attribute may have any name. */
const owners = new WeakMap<object, InstanceState>();
const prototypes = new WeakMap<ClassMapper, object>();

/** Every attribute of an object as a promise: what is not in memory is loaded by the session. */
export function awaitableAttributes(state: InstanceState): object {
  const mapper = state.mapper as ClassMapper;
  let prototype = prototypes.get(mapper);
  if (prototype === undefined) prototypes.set(mapper, (prototype = createPrototype(mapper)));
  const attributes = Object.create(prototype) as object;
  owners.set(attributes, state);
  return attributes;
}

function createPrototype(mapper: ClassMapper): object {
  const prototype = Object.create(null) as object;
  for (const key of mapper.keys()) {
    Object.defineProperty(prototype, key, {
      enumerable: true,
      get(this: object): Promise<unknown> {
        return awaitAttribute(owners.get(this), key);
      },
    });
  }
  return prototype;
}

async function awaitAttribute(state: InstanceState | undefined, key: string): Promise<unknown> {
  if (state === undefined) return undefined;
  await load(state, key);
  const { entity } = state;
  return (state.mapper as ClassMapper).isRelationship(key)
    ? readRelationship(state, state.mapper.relationship(key))
    : (entity as Record<string, unknown>)[key];
}

async function load(state: InstanceState, key: string): Promise<void> {
  const mapper = state.mapper as ClassMapper;
  const path = mapper.attributeDeclarations.get(key)?.path;
  if (path === undefined) {
    await state.session?.awaitAttribute(state, key);
    return;
  }
  const [relationship, attribute] = path;
  await load(state, relationship);
  const held = state.related?.[mapper.relationship(relationship).slot];
  if (typeof held !== "object" || held === null) return;
  for (const member of stateOf(held) === undefined ? copyOf(held) : [held]) {
    const related = stateOf(member);
    if (related !== undefined) await load(related, attribute);
  }
}
