import { ArgumentError } from "../../errors/argument.ts";
import type { ClassMapper } from "./class-mapper.ts";

/** Set while a class is constructed only to see which fields it defines. */
export const probe: { mapper: ClassMapper | undefined } = { mapper: undefined };

/**
 * A class field called like a mapped attribute (`name!: string` without `declare`) would become an own property that
 * hides the accessor, and every value would be lost. Fields are defined after the base constructor returns, so it
 * cannot see them; instead the class is constructed once for nothing, with a proxy that watches definitions.
 * Only classes whose source mentions an attribute as a possible field are constructed so.
 */
export function checkOwnFields(mapper: ClassMapper): void {
  if (!mayDefineField(mapper)) return;
  const outer = probe.mapper;
  probe.mapper = mapper;
  try {
    Reflect.construct(mapper.class, []);
  } catch (error) {
    if (error instanceof ArgumentError && error.code === "hidden-attribute") throw error;
    // A constructor that needs arguments may fail here; the definitions before the failure were seen.
  } finally {
    probe.mapper = outer;
  }
}

function mayDefineField(mapper: ClassMapper): boolean {
  const names = mapper.keys();
  let cls: object = mapper.class;
  while (cls !== mapper.model && typeof cls === "function") {
    const source = Function.prototype.toString.call(cls);
    // A field is a name at the start of a member: not after a dot, and followed by "=", ";" or a line's end.
    if (
      names.some(
        (name) =>
          source.includes(name) &&
          new RegExp(`(?<![.\\w$])["']?${escape(name)}["']?\\]?\\s*(?:=(?!=)|;|\\r?\\n|\\})`).test(source),
      )
    )
      return true;
    cls = Object.getPrototypeOf(cls) as object;
  }
  return false;
}

function escape(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** The object that the probing constructor hands out in place of the real one. */
export function watchDefinitions<T extends object>(target: T, mapper: ClassMapper): T {
  return new Proxy(target, {
    defineProperty(object, key, descriptor) {
      if (typeof key === "string" && mapper.has(key)) {
        throw new ArgumentError(
          `Class ${mapper.name} declares the field "${key}" again, which hides the mapped attribute and would lose its values. Remove the field, or write "declare ${key}: …" if only its type is meant.`,
          "hidden-attribute",
        );
      }
      return Reflect.defineProperty(object, key, descriptor);
    },
    get: (object, key) => Reflect.get(object, key, object) as unknown,
    set: (object, key, value) => Reflect.set(object, key, value, object),
  });
}
