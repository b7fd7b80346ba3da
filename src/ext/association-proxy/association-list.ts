import { ArgumentError } from "../../errors/argument.ts";
import type { Link } from "./link.ts";

/** Reads and changes an array of association objects by one attribute of theirs. */
class ListView {
  readonly #owner: object;
  readonly #link: Link;

  constructor(owner: object, link: Link) {
    this.#owner = owner;
    this.#link = link;
  }

  /** Looked up each time: another may have been assigned, and it may have expired. */
  get members(): object[] {
    return this.#link.read(this.#owner) as object[];
  }

  get(index: number): unknown {
    const member = this.members[index];
    return member === undefined ? undefined : this.#link.valueOf(member);
  }

  set(index: number, value: unknown): void {
    const { members } = this;
    const member = members[index];
    if (member !== undefined) this.#link.write(member, value);
    else if (index === members.length) members.push(this.#link.create(value));
    else throw this.#gap(`index ${index}`, members.length);
  }

  resize(length: unknown): void {
    const { members } = this;
    if (typeof length !== "number" || length > members.length) {
      throw this.#gap(`length ${String(length)}`, members.length);
    }
    if (length < members.length) members.splice(length);
  }

  gapAt(index: string): ArgumentError {
    return this.#gap(`no value at index ${index}`, this.members.length);
  }

  #gap(given: string, length: number): ArgumentError {
    const { property, attribute } = this.#link;
    return new ArgumentError(
      `The list of "${attribute}" over ${property.mapper.name}.${property.key} was given ${given}, but it has no gaps; its length is ${length}. Use push() to add values and splice() to take some out.`,
      "association-proxy",
    );
  }

  readonly methods: Readonly<Record<string, (...args: never[]) => unknown>> = {
    push: (...values: unknown[]) => this.members.push(...values.map((value) => this.#link.create(value))),
    unshift: (...values: unknown[]) => this.members.unshift(...values.map((value) => this.#link.create(value))),
    pop: () => this.#value(this.members.pop()),
    shift: () => this.#value(this.members.shift()),
    splice: (...args: [start: number, deleteCount?: number, ...values: unknown[]]) => {
      const [start, count, ...values] = args;
      const { members } = this;
      const out =
        args.length < 2
          ? members.splice(start)
          : members.splice(start, count ?? 0, ...values.map((value) => this.#link.create(value)));
      return out.map((member) => this.#link.valueOf(member));
    },
  };

  /** Orders the association objects. */
  sort(compare: ((a: unknown, b: unknown) => number) | undefined): void {
    const order = compare ?? byText;
    this.members.sort((a, b) => order(this.#link.valueOf(a), this.#link.valueOf(b)));
  }

  reverse(): void {
    this.members.reverse();
  }

  /** Takes the values of an assignment: association objects whose values stay are kept, in the order of the values. */
  replace(values: readonly unknown[]): void {
    const { members } = this;
    const free = new Map<unknown, object[]>();
    for (const member of members) {
      const value = this.#link.valueOf(member);
      const same = free.get(value);
      if (same === undefined) free.set(value, [member]);
      else same.push(member);
    }
    const after = values.map((value) => free.get(value)?.shift() ?? this.#link.create(value));
    if (after.length === members.length && after.every((member, at) => member === members[at])) return;
    members.splice(0, members.length, ...after);
  }

  #value(member: object | undefined): unknown {
    return member === undefined ? undefined : this.#link.valueOf(member);
  }
}

function byText(a: unknown, b: unknown): number {
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The index that a property name is. */
function indexOf(name: string | symbol): number | undefined {
  if (typeof name !== "string") return undefined;
  const index = Number(name);
  return Number.isInteger(index) && index >= 0 && String(index) === name ? index : undefined;
}

const views = new WeakMap<object, ListView>();

const handler: ProxyHandler<unknown[]> = {
  get(target, name, receiver) {
    const view = views.get(target) as ListView;
    if (name === "length") return view.members.length;
    const index = indexOf(name);
    if (index !== undefined) return view.get(index);
    if (name === "sort") {
      return (compare?: (a: unknown, b: unknown) => number) => {
        view.sort(compare);
        return receiver as unknown;
      };
    }
    if (name === "reverse") {
      return () => {
        view.reverse();
        return receiver as unknown;
      };
    }
    if (typeof name === "string" && Object.hasOwn(view.methods, name)) return view.methods[name];
    return Reflect.get(target, name, receiver);
  },
  set(target, name, value) {
    const view = views.get(target) as ListView;
    const index = indexOf(name);
    if (index !== undefined) view.set(index, value);
    else if (name === "length") view.resize(value);
    else return Reflect.set(target, name, value);
    return true;
  },
  has(target, name) {
    const index = indexOf(name);
    return index === undefined ? Reflect.has(target, name) : index < (views.get(target) as ListView).members.length;
  },
  deleteProperty(target, name) {
    const index = indexOf(name);
    if (index === undefined) return Reflect.deleteProperty(target, name);
    throw (views.get(target) as ListView).gapAt(String(index));
  },
  ownKeys(target) {
    const { length } = (views.get(target) as ListView).members;
    return [...Array.from({ length }, (_none, at) => String(at)), ...Reflect.ownKeys(target)];
  },
  getOwnPropertyDescriptor(target, name) {
    const view = views.get(target) as ListView;
    if (name === "length")
      return { value: view.members.length, writable: true, enumerable: false, configurable: false };
    const index = indexOf(name);
    if (index === undefined) return Reflect.getOwnPropertyDescriptor(target, name);
    if (index >= view.members.length) return undefined;
    return { value: view.get(index), writable: true, enumerable: true, configurable: true };
  },
  defineProperty(target, name, descriptor) {
    const index = indexOf(name);
    if (index === undefined) return Reflect.defineProperty(target, name, descriptor);
    if (!("value" in descriptor)) return false;
    (views.get(target) as ListView).set(index, descriptor.value);
    return true;
  },
};

/** An array whose items are one attribute of the objects of a relationship. */
export function associationList(owner: object, link: Link): unknown[] {
  const target: unknown[] = [];
  views.set(target, new ListView(owner, link));
  const list = new Proxy(target, handler);
  views.set(list, views.get(target) as ListView);
  return list;
}

/** Assigns values to a list that `associationList` made. */
export function replaceList(list: object, values: readonly unknown[]): void {
  (views.get(list) as ListView).replace(values);
}
