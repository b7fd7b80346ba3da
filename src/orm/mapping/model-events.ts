import type { EventConnection } from "../../engine/engine-events.ts";
import {
  type $named,
  Dispatch,
  type EventDescription,
  type EventKind,
  type Listener,
  type ListenOptions,
  type Named,
} from "../../event/dispatch.ts";
import { callListener, refusePromise } from "../../event/emit.ts";
import { type Flow, isPromiseLike } from "../../flow/flow.ts";
import type { EntityClass, Mapper } from "../contract/mapper.ts";
import type { ClassMapper } from "./class-mapper.ts";
import { inspectionOfMapper, type MapperInspection } from "./mapper-inspection.ts";

/** On behalf of what an object is loaded or refreshed. */
export interface LoadEvent {
  /** The Session or AsyncSession. */
  readonly session: object;
}

/**
 * Events of mapped classes: of the writing of their objects, of the objects themselves, and of the mapping. `T` is the class's
 * object. The six of a flush are waited for on an async session; the others happen inside calls that wait for nothing.
 */
export type ModelEvents<T> = {
  readonly [$named]?: {
    readonly [N in keyof typeof modelEventArguments]: Named<
      (typeof modelEventArguments)[N]["arguments"],
      ModelEvents<T>[N]
    >;
  };
  /** Before the INSERT of an object: its columns may still be set; other objects, and relationships, may not. */
  beforeInsert(mapper: MapperInspection, connection: EventConnection, target: T): unknown;
  /** Its INSERT was sent, and what the database generated is in the object. */
  afterInsert(mapper: MapperInspection, connection: EventConnection, target: T): unknown;
  /** Before the UPDATE of an object that was changed, be it only in a collection: its columns may still be set. */
  beforeUpdate(mapper: MapperInspection, connection: EventConnection, target: T): unknown;
  afterUpdate(mapper: MapperInspection, connection: EventConnection, target: T): unknown;
  beforeDelete(mapper: MapperInspection, connection: EventConnection, target: T): unknown;
  afterDelete(mapper: MapperInspection, connection: EventConnection, target: T): unknown;
  /** The class is about to get its accessors. */
  instrumentClass(mapper: MapperInspection, cls: object): unknown;
  /** The class is mapped; its relationships are configured when they are first used. */
  mapperConfigured(mapper: MapperInspection, cls: object): unknown;
  /** `configureMappers()` was called. */
  beforeConfigured(): unknown;
  afterConfigured(): unknown;
  /** `new Class(…)`: `args[0]` is what it was given, and may be changed or replaced. */
  init(target: T, args: unknown[]): unknown;
  /** The constructor refused what it was given. */
  initFailure(target: T, args: unknown[]): unknown;
  /** The object was made from a row. */
  load(target: T, context: LoadEvent): unknown;
  /** Columns of an object in memory were filled from a row; null: all of them. */
  refresh(target: T, context: LoadEvent, attrs: readonly string[] | null): unknown;
  /** A flush filled columns that the object had no values for: defaults, and what the database gave back. */
  refreshFlush(target: T, flushContext: LoadEvent, attrs: readonly string[]): unknown;
  /** The object, or attributes of it, were expired; null: all of them. */
  expire(target: T, attrs: readonly string[] | null): unknown;
};

const modelEventArguments = {
  beforeInsert: { arguments: ["mapper", "connection", "target"] },
  afterInsert: { arguments: ["mapper", "connection", "target"] },
  beforeUpdate: { arguments: ["mapper", "connection", "target"] },
  afterUpdate: { arguments: ["mapper", "connection", "target"] },
  beforeDelete: { arguments: ["mapper", "connection", "target"] },
  afterDelete: { arguments: ["mapper", "connection", "target"] },
  instrumentClass: { arguments: ["mapper", "cls"] },
  mapperConfigured: { arguments: ["mapper", "cls"] },
  beforeConfigured: { arguments: [] },
  afterConfigured: { arguments: [] },
  init: { arguments: ["target", "args"] },
  initFailure: { arguments: ["target", "args"] },
  load: { arguments: ["target", "context"] },
  refresh: { arguments: ["target", "context", "attrs"] },
  refreshFlush: { arguments: ["target", "flushContext", "attrs"] },
  expire: { arguments: ["target", "attrs"] },
} as const;

export type ModelEventName = keyof typeof modelEventArguments;

/** Type level only: the events of a mapped class, for `listen`. */
export interface ModelEventKind extends EventKind {
  readonly events: ModelEvents<this["subject"]>;
}

const described: Readonly<Record<ModelEventName, EventDescription>> = modelEventArguments;
const names: ReadonlyMap<string, EventDescription> = new Map(Object.entries(described));

/** Counts what was listened to and taken away; 0: nobody ever listened to a class, which is all that hot paths ask. */
export const modelEvents: { version: number } = { version: 0 };

class ModelDispatch extends Dispatch<ModelEvents<object>> {
  constructor() {
    super("a mapped class", names);
  }
  override add<N extends ModelEventName>(name: N, fn: ModelEvents<object>[N], options: ListenOptions): void {
    modelEvents.version++;
    super.add(name, fn, options);
  }
  override remove(name: string, fn: unknown): boolean {
    modelEvents.version++;
    return super.remove(name, fn);
  }
  override drop(name: string, registration: Listener<unknown>): void {
    modelEvents.version++;
    super.drop(name, registration);
  }
}

const classes = new WeakMap<object, ModelDispatch>();

/** The listeners of one class. */
export function modelDispatch(cls: object): Dispatch<ModelEvents<object>> {
  let found = classes.get(cls);
  if (found === undefined) classes.set(cls, (found = new ModelDispatch()));
  return found;
}

/** Who is to be told of an event, with the dispatch that each listens to. */
type Heard = readonly (readonly [Dispatch<ModelEvents<object>>, Listener<unknown>])[];

interface Known {
  version: number;
  readonly heard: Map<ModelEventName, Heard>;
}

const nobody: Heard = [];

/** The listeners of an event of a class: those of its bases first. Of a mapped class that it extends only those that propagate. */
function heardBy(mapper: Mapper, name: ModelEventName): Heard {
  let all = mapper.listeners as Known | undefined;
  if (all?.version !== modelEvents.version) {
    all = { version: modelEvents.version, heard: new Map() };
    mapper.listeners = all;
  }
  let heard = all.heard.get(name);
  if (heard === undefined) all.heard.set(name, (heard = listenersOf(mapper, name)));
  return heard;
}

function listenersOf(mapper: Mapper, name: ModelEventName): Heard {
  const out: [Dispatch<ModelEvents<object>>, Listener<unknown>][] = [];
  for (let cls: object | null = mapper.class; cls !== null; cls = Object.getPrototypeOf(cls) as object | null) {
    const dispatch = classes.get(cls);
    const isOther = cls !== mapper.class && mappedClasses.has(cls);
    const listeners = dispatch?.listeners(name) ?? [];
    const wanted = isOther ? listeners.filter((listener) => listener.options.propagate === true) : listeners;
    out.unshift(
      ...wanted.map((listener) => [dispatch as ModelDispatch, listener] as [ModelDispatch, Listener<unknown>]),
    );
  }
  return out.length === 0 ? nobody : out;
}

/** Classes with a mapper of their own; filled when they are configured. */
export const mappedClasses: WeakSet<object> = new WeakSet<EntityClass>();

/** Whether anybody listens to an event of a class. */
export function hearsModel(mapper: Mapper, name: ModelEventName): boolean {
  return modelEvents.version > 0 && heardBy(mapper, name) !== nobody;
}

/** Tells the listeners of a class; a promise is an error. */
export function tellModel<N extends ModelEventName>(
  mapper: Mapper,
  name: N,
  args: Parameters<ModelEvents<object>[N]>,
): void {
  for (const [dispatch, listener] of heardBy(mapper, name))
    refusePromise(name, callListener(dispatch, name, listener, args));
}

/** Tells the listeners of any of some classes, each once. */
export function tellOnce(mappers: readonly Mapper[], name: "beforeConfigured" | "afterConfigured"): void {
  if (modelEvents.version === 0) return;
  const told = new Set<Listener<unknown>>();
  for (const mapper of mappers) {
    for (const [dispatch, listener] of heardBy(mapper, name)) {
      if (told.has(listener)) continue;
      told.add(listener);
      refusePromise(name, callListener(dispatch, name, listener, []));
    }
  }
}

/** Tells the listeners of a class, and waits for those that give promises. */
export function* emitModel<
  N extends "beforeInsert" | "afterInsert" | "beforeUpdate" | "afterUpdate" | "beforeDelete" | "afterDelete",
>(
  mapper: Mapper,
  name: N,
  connection: EventConnection,
  target: object,
  around: ((call: () => unknown) => unknown) | undefined,
): Flow<void> {
  const args = [inspectionOfMapper(mapper as ClassMapper), connection, target];
  for (const [dispatch, listener] of heardBy(mapper, name)) {
    const call = (): unknown => callListener(dispatch, name, listener, args);
    const result = around === undefined ? call() : around(call);
    if (isPromiseLike(result)) yield result;
  }
}
