import { ArgumentError } from "../../errors/argument.ts";
import { describeValue } from "../../util/describe.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import type { VersionCounter } from "../contract/version-counter.ts";
import type { ClassMapper } from "./class-mapper.ts";

/** How a class is mapped, besides its table; `K` are the names of its attributes. */
export interface MapperOptions<K extends string = string> {
  /**
   * The attribute that counts the versions of a row: each UPDATE and DELETE of a flush asks for the version that was loaded, and is a
   * StaleDataError when somebody else has written the row meanwhile.
   */
  readonly versionIdCol?: K;
  /** The next version from the previous one (null for a new row), where 1, 2, 3 … is not what is wanted; false: the database makes it. */
  // oxlint-disable-next-line typescript/no-explicit-any -- the type of the column is not known here
  readonly versionIdGenerator?: ((previous: any) => unknown) | false;
  /**
   * When values that the database makes are read after a flush (defaults, computed columns, SQL expressions): true: at once, by RETURNING
   * or a SELECT; false: when they are asked for; "auto" (default): at once where the INSERT can return them.
   */
  readonly eagerDefaults?: boolean | "auto";
  /** false: the objects of a flush are written one by one, each with all its events before the next; true by default. */
  readonly batch?: boolean;
  /** Whether a row of which a part of the key is NULL, as of an outer join, is an object; true by default. */
  readonly allowPartialPks?: boolean;
  /** Every query of the class overwrites what is in memory, changes too. Rarely wanted; see `populateExisting` for single queries. */
  readonly alwaysRefresh?: boolean;
}

/** Those options, and the ones of `Base.map` that say which columns are mapped. */
export interface CheckedMapperOptions extends MapperOptions {
  readonly primaryKey?: readonly string[];
  readonly includeProperties?: readonly string[];
  readonly excludeProperties?: readonly string[];
}

const known = [
  "versionIdCol",
  "versionIdGenerator",
  "eagerDefaults",
  "batch",
  "allowPartialPks",
  "alwaysRefresh",
  "primaryKey",
  "includeProperties",
  "excludeProperties",
] satisfies readonly (keyof CheckedMapperOptions)[];

const lists = ["primaryKey", "includeProperties", "excludeProperties"] as const;
const switches = ["batch", "allowPartialPks", "alwaysRefresh"] as const;

/** Throws ArgumentError for an option that is none. */
export function checkMapperOptions(options: unknown, where: string): CheckedMapperOptions {
  if (options === undefined) return {};
  if (options === null || typeof options !== "object")
    throw new ArgumentError(`${where}: mapper takes an object of options; given was ${describeValue(options)}.`);
  for (const name of Object.keys(options)) {
    if (!(known as string[]).includes(name))
      throw new ArgumentError(`${where}: there is no mapper option ${JSON.stringify(name)}.${didYouMean(name, known)}`);
  }
  const given = options as CheckedMapperOptions;
  for (const name of lists) {
    const list: unknown = given[name];
    if (list !== undefined && !(Array.isArray(list) && list.every((key) => typeof key === "string")))
      throw new ArgumentError(
        `${where}: ${name} is a list of names of attributes, such as ["id"]; given was ${describeValue(list)}.`,
      );
  }
  if (given.primaryKey?.length === 0) throw new ArgumentError(`${where}: primaryKey names at least one attribute.`);
  for (const name of switches) {
    const value: unknown = given[name];
    if (value !== undefined && typeof value !== "boolean")
      throw new ArgumentError(`${where}: ${name} is true or false; given was ${describeValue(value)}.`);
  }
  const eager: unknown = given.eagerDefaults;
  if (eager !== undefined && eager !== "auto" && typeof eager !== "boolean")
    throw new ArgumentError(`${where}: eagerDefaults is true, false or "auto"; given was ${describeValue(eager)}.`);
  return given;
}

export function versionCounterOf(mapper: ClassMapper, options: MapperOptions): VersionCounter | undefined {
  const { versionIdCol, versionIdGenerator } = options;
  if (versionIdCol === undefined) {
    if (versionIdGenerator === undefined) return undefined;
    throw new ArgumentError(`${mapper.name}: versionIdGenerator needs versionIdCol, the attribute that it is for.`);
  }
  const property = mapper.column(versionIdCol);
  if (property === undefined) throw mapper.unknownAttribute(versionIdCol);
  if (versionIdGenerator !== undefined && versionIdGenerator !== false && typeof versionIdGenerator !== "function") {
    throw new ArgumentError(
      `${mapper.name}: versionIdGenerator is a function from the previous version to the next, or false; given was ${describeValue(versionIdGenerator)}.`,
    );
  }
  if (versionIdGenerator === false) return { slot: property.slot, next: undefined };
  return { slot: property.slot, next: versionIdGenerator ?? counted };
}

function counted(previous: unknown): unknown {
  return typeof previous === "bigint" ? previous + 1n : ((previous as number | null) ?? 0) + 1;
}
