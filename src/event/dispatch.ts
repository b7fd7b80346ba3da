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
}

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

/**
 * The listeners of one target, and of the targets above it (a connection's engine, a session's sessionmaker).
 * `listeners(name)` is undefined when nobody listens: that test is all an unused event costs.
 */
export class Dispatch<E> {
  readonly #names: ReadonlySet<string>;
  readonly #target: string;
  readonly #parent: Dispatch<E> | undefined;
  #own: Map<string, Listener<unknown>[]> | undefined;

  /** `target` names the sort of target in error messages; `names` are the events it has. */
  constructor(target: string, names: ReadonlySet<string>, parent?: Dispatch<E>) {
    this.#target = target;
    this.#names = names;
    this.#parent = parent;
  }

  get names(): ReadonlySet<string> {
    return this.#names;
  }
  get target(): string {
    return this.#target;
  }

  /** Whether any event of this target has a listener: the one test on hot paths. */
  get active(): boolean {
    return this.#own !== undefined || (this.#parent !== undefined && this.#parent.active);
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
    const list = this.#own?.get(name);
    if (this.#own === undefined || list === undefined) return false;
    const rest = list.filter((listener) => listener.fn !== fn);
    if (rest.length === list.length) return false;
    if (rest.length > 0) this.#own.set(name, rest);
    else this.#own.delete(name);
    if (this.#own.size === 0) this.#own = undefined;
    return true;
  }

  has(name: string, fn: unknown): boolean {
    return this.#own?.get(name)?.some((listener) => listener.fn === fn) === true;
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
