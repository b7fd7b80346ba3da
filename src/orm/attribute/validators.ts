import { ArgumentError } from "../../errors/argument.ts";
import { isPromiseLike } from "../../flow/flow.ts";
import type { Mapper } from "../contract/mapper.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import type { InstanceState } from "../contract/state.ts";

/** What looks at a value before an attribute takes it, and gives the value to be taken. */
export type Validator = (target: object, key: string, value: unknown) => unknown;

interface Registered {
  readonly keys: ReadonlySet<string>;
  readonly fn: Validator;
  /** Whether it is asked, too, when the other side of the relationship is what is written. */
  readonly includeBackrefs: boolean;
}

/** How often validators were added; 0: there are none, which is all that writes ask. */
export const validators: { version: number } = { version: 0 };

const byClass = new WeakMap<object, Registered[]>();

interface Known {
  readonly version: number;
  readonly byKey: Map<string, readonly Registered[]>;
}
const found = new WeakMap<Mapper, Known>();
const none: readonly Registered[] = [];

/** Adds a validator to some attributes of a class, and of the classes that extend it. */
export function addValidator(cls: object, registered: Registered): void {
  const all = byClass.get(cls);
  if (all === undefined) byClass.set(cls, [registered]);
  else all.push(registered);
  validators.version++;
}

function validatorsOf(mapper: Mapper, key: string): readonly Registered[] {
  let known = found.get(mapper);
  if (known?.version !== validators.version) {
    known = { version: validators.version, byKey: new Map() };
    found.set(mapper, known);
  }
  let list = known.byKey.get(key);
  if (list === undefined) known.byKey.set(key, (list = listFor(mapper.class, key)));
  return list;
}

/** Those of base classes first. */
function listFor(own: object, key: string): readonly Registered[] {
  let out: readonly Registered[] = none;
  for (let cls: object | null = own; cls !== null; cls = Object.getPrototypeOf(cls) as object | null) {
    const here = byClass.get(cls)?.filter(({ keys }) => keys.has(key)) ?? none;
    if (here.length > 0) out = [...here, ...out];
  }
  return out;
}

/** The value that an attribute takes: what its validators make of the given one. */
export function validated(state: InstanceState, key: string, given: unknown): unknown {
  let value = given;
  for (const { fn } of validatorsOf(state.mapper, key)) value = checked(state, key, fn(state.entity, key, value));
  return value;
}

/** Has the validators of both sides of a relationship look at a member; they may refuse it, not replace it. */
export function validateMember(state: InstanceState, property: RelationshipProperty, member: InstanceState): void {
  for (const { fn } of validatorsOf(state.mapper, property.key)) keepsMember(state, property.key, fn, member);
  const { reverse } = property;
  if (reverse === undefined) return;
  for (const { fn, includeBackrefs } of validatorsOf(member.mapper, reverse.key))
    if (includeBackrefs) keepsMember(member, reverse.key, fn, state);
}

function keepsMember(owner: InstanceState, key: string, fn: Validator, member: InstanceState): void {
  if (checked(owner, key, fn(owner.entity, key, member.entity)) === member.entity) return;
  throw new ArgumentError(
    `The validator of ${owner.mapper.name}.${key} gave another object than the one that it was given. Of a relationship a validator can refuse an object by an error, not put another in its place.`,
    "validator",
  );
}

function checked(state: InstanceState, key: string, value: unknown): unknown {
  if (value !== undefined && !isPromiseLike(value)) return value;
  throw new ArgumentError(
    value === undefined
      ? `The validator of ${state.mapper.name}.${key} gave undefined. It has to give the value that the attribute takes: return value.`
      : `The validator of ${state.mapper.name}.${key} gave a promise; an assignment cannot wait. Look at the value without waiting, or check it in a beforeFlush listener of an AsyncSession.`,
    "validator",
  );
}
