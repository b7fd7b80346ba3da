/** Event name → the type of a listener's function. */
// oxlint-disable-next-line typescript/no-explicit-any -- a listener's arguments are typed by each target's own map
export type EventMap = { readonly [name: string]: (...args: any[]) => unknown };

/** How a listener was registered. */
export interface ListenOptions {
  /** What the listener returns replaces what it was given, where the event says so. */
  readonly retval?: boolean | undefined;
  /** Removed before its first call. */
  readonly once?: boolean | undefined;
  /** In front of the listeners that are already there. */
  readonly insert?: boolean | undefined;
  /** For mapped classes: subclasses get the listener too. */
  readonly propagate?: boolean | undefined;
  /** The listener gets one object with the arguments by their names. */
  readonly named?: boolean | undefined;
  /** For `set` of attributes: the former value is loaded for the listener where it is not in memory. */
  readonly activeHistory?: boolean | undefined;
}

/** What `listen` knows of one event. */
export interface EventDescription {
  /** The names of a listener's arguments, in order. */
  readonly arguments: readonly string[];
  /** What a listener with `retval` returns is used. */
  readonly retval?: boolean | undefined;
  /** What `activeHistory` asks for can be had. */
  readonly activeHistory?: boolean | undefined;
}

/** The events of a target: their names, or what more is known of them; `named` needs the latter. */
export type EventNames = ReadonlySet<string> | ReadonlyMap<string, EventDescription>;

/** Type level only: event name → the object that a listener with `named` gets. */
export declare const $named: unique symbol;
export type NamedArguments<E, N extends keyof E> = E extends { readonly [$named]?: infer M }
  ? N extends keyof M
    ? M[N]
    : never
  : never;

/** Type level only: events that tell of a class's own objects, as a type from the class's object (`subject`) to the map of events. */
export interface EventKind {
  readonly subject: unknown;
  readonly events: unknown;
}
export type EventsOf<K extends EventKind, T> = (K & { readonly subject: T })["events"];

/** A class with such events. */
export interface EventClass<K extends EventKind, T> {
  /** Type only. */
  readonly _events: K;
  readonly prototype: T;
}

/** The arguments of a listener as one object: for `named`. */
export type Named<Names extends readonly string[], F> = F extends (...args: infer Args) => unknown
  ? { readonly [I in keyof Names & `${number}` as Names[I] & string]: I extends keyof Args ? Args[I] : never }
  : never;

export interface Listener<F> {
  readonly fn: F;
  readonly options: ListenOptions;
}

/** Key under which a target keeps its listeners. */
export const $dispatch: unique symbol = Symbol.for("athanor.dispatch");

/** Marks objects that may listen in place of a function, such as DDL elements. */
export const $listener: unique symbol = Symbol.for("athanor.listener");

/** Anything that `listen` takes. */
export interface EventTarget<E> {
  readonly [$dispatch]: Dispatch<E>;
}

/** A class whose objects have events; listeners of the class are told of those of all its objects. */
export type EventTargetClass<E> = abstract new (...args: never) => EventTarget<E>;

/**
 * The listeners of one target, and of the targets above it (a connection's engine, a session's sessionmaker).
 * `listeners(name)` is undefined when nobody listens: that test is all an unused event costs.
 */
export class Dispatch<E> {
  readonly #names: EventNames;
  readonly #target: string;
  readonly #parent: Dispatch<E> | undefined;
  /** The listeners of a part of the target, which has events of its own: an engine's pool. */
  readonly beside: Dispatch<unknown> | undefined;
  #own: Map<string, Listener<unknown>[]> | undefined;

  /** `target` names the sort of target in error messages; `names` are the events it has. */
  constructor(target: string, names: EventNames, parent?: Dispatch<E>, beside?: Dispatch<unknown>) {
    this.#target = target;
    this.#names = names;
    this.#parent = parent;
    this.beside = beside;
  }

  get names(): EventNames {
    return this.#names;
  }
  /** undefined when nothing but the event's name is known. */
  describe(name: string): EventDescription | undefined {
    return "get" in this.#names ? this.#names.get(name) : undefined;
  }
  get target(): string {
    return this.#target;
  }

  /** Whether any event of this target has a listener: the one test on hot paths. */
  get active(): boolean {
    return this.#own !== undefined || (this.#parent !== undefined && this.#parent.active);
  }

  /** Whether that event has a listener, here or above. */
  hears(name: keyof E & string): boolean {
    return this.#own?.has(name) === true || (this.#parent !== undefined && this.#parent.hears(name));
  }

  listeners<N extends keyof E & string>(name: N): readonly Listener<E[N]>[] | undefined {
    const own = this.#own?.get(name) as Listener<E[N]>[] | undefined;
    if (this.#parent === undefined) return own;
    const above = this.#parent.listeners(name);
    return own === undefined ? above : above === undefined ? own : [...above, ...own];
  }

  add<N extends keyof E & string>(name: N, fn: E[N], options: ListenOptions): void {
    this.#own ??= new Map();
    const list = this.#own.get(name) ?? [];
    // A copy, so that a listener may add or remove listeners while it is called.
    this.#own.set(name, options.insert === true ? [{ fn, options }, ...list] : [...list, { fn, options }]);
  }

  remove(name: string, fn: unknown): boolean {
    return this.#keep(name, (listener) => listener.fn !== fn);
  }

  /** Takes away one registration, of this target or of those above it. */
  drop(name: string, registration: Listener<unknown>): void {
    if (!this.#keep(name, (listener) => listener !== registration)) this.#parent?.drop(name, registration);
  }

  has(name: string, fn: unknown): boolean {
    return this.#own?.get(name)?.some((listener) => listener.fn === fn) === true;
  }

  /** Whether that took any away. */
  #keep(name: string, wanted: (listener: Listener<unknown>) => boolean): boolean {
    const list = this.#own?.get(name);
    if (this.#own === undefined || list === undefined) return false;
    const rest = list.filter(wanted);
    if (rest.length === list.length) return false;
    if (rest.length > 0) this.#own.set(name, rest);
    else this.#own.delete(name);
    if (this.#own.size === 0) this.#own = undefined;
    return true;
  }
}

/** Gives the objects of a class their listeners: what `listen(object, …)` looks for. */
export function defineDispatch<T extends object, E>(prototype: T, find: (target: T) => Dispatch<E>): void {
  Object.defineProperty(prototype, $dispatch, {
    get(this: T) {
      return find(this);
    },
    configurable: true,
  });
}
