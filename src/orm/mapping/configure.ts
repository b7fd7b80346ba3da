import { UnmappedClassError } from "../../errors/orm.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import { describeValue } from "../../util/describe.ts";
import { Entity } from "../contract/entity.ts";
import type { EntityClass } from "../contract/mapper.ts";
import { ClassMapper } from "./class-mapper.ts";
import { inspectionOfMapper } from "./mapper-inspection.ts";
import { hearsModel, mappedClasses, tellModel, tellOnce } from "./model-events.ts";
import { type Declaration, declarationOf } from "./declaration.ts";
import { Table } from "../../schema/table.ts";

/** The mapper of a class, an own property of it; subclasses see it too, so `mapper.class` is compared. */
const $mapper: unique symbol = Symbol("mapper");

interface MaybeMapped {
  [$mapper]?: ClassMapper;
}

/** The mapper of a class; the first use of a class configures it. */
export function mapperOf(cls: EntityClass): ClassMapper {
  const known = (cls as MaybeMapped)[$mapper];
  return known !== undefined && known.class === cls ? known : configure(cls);
}

/** The mapper of anything that may be a mapped class; undefined when it is none. */
export function findMapper(value: unknown): ClassMapper | undefined {
  if (typeof value !== "function") return undefined;
  const cls = value as unknown as EntityClass;
  const known = (cls as MaybeMapped)[$mapper];
  if (known !== undefined && known.class === cls) return known;
  if (!(value.prototype instanceof Entity)) return undefined;
  return declarationOf(cls) === undefined ? undefined : mapperOf(cls);
}

/** As findMapper, with an error that names what was given. */
export function requireMapper(value: unknown): ClassMapper {
  const mapper = findMapper(value);
  if (mapper === undefined) {
    throw new UnmappedClassError(
      `Expected a mapped class (class X extends Base.table("x", {…}) {}); given was ${typeof value === "function" ? `class ${value.name}` : describeValue(value)}.`,
    );
  }
  return mapper;
}

function configure(cls: EntityClass): ClassMapper {
  const declaration = declarationOf(cls);
  if (declaration === undefined) {
    throw new UnmappedClassError(
      `Class ${cls.name} is not mapped; expected a class that extends Base.table("name", {…}).`,
    );
  }
  const { mapped } = declaration;
  if (mapped !== undefined && mapped !== cls) {
    if (cls === declaration.model) return mapperOf(mapped);
    throw new InvalidRequestError(
      `Class ${cls.name} extends ${mapped.name}, which is mapped to ${describeFrom(declaration.from)} already. A subclass that is stored says how: class ${cls.name} extends ${mapped.name}.inherit({ identity: "…" }, {…}) {}.`,
      "subclass-not-mapped",
    );
  }
  declaration.mapped = cls;
  let mapper: ClassMapper;
  try {
    mapper = new ClassMapper(cls, declaration);
  } catch (error) {
    declaration.mapped = undefined;
    throw error;
  }
  Object.defineProperty(cls, $mapper, { value: mapper, configurable: true });
  mappers.push(mapper);
  mappedClasses.add(cls);
  mappedFroms.set(mapper.entity.from.node, mapper);
  if (hearsModel(mapper, "mapperConfigured")) tellModel(mapper, "mapperConfigured", [inspectionOfMapper(mapper), cls]);
  return mapper;
}

const mappers: ClassMapper[] = [];
const mappedFroms = new WeakMap<object, ClassMapper>();

/** The class that maps a table (or a join, or a subquery), by its node; undefined while it is not in use. */
export function mapperOfFrom(node: object): ClassMapper | undefined {
  return mappedFroms.get(node);
}

function describeFrom(from: Declaration["from"]): string {
  return from instanceof Table ? `table ${from.name}` : `a ${from.node.kind}`;
}

/**
 * Configures every relationship of every class that is in use. Not needed in programs; a test may call it so that a
 * wrong `backPopulates` or join is reported at once rather than at the first use.
 */
export function configureMappers(): void {
  tellOnce(mappers, "beforeConfigured");
  for (const mapper of mappers) void mapper.relationships;
  tellOnce(mappers, "afterConfigured");
}
