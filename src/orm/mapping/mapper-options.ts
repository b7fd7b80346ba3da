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
}

const known = ["versionIdCol", "versionIdGenerator"] satisfies readonly (keyof MapperOptions)[];

/** Throws ArgumentError for an option that is none. */
export function checkMapperOptions(options: unknown, where: string): MapperOptions {
  if (options === undefined) return {};
  if (options === null || typeof options !== "object")
    throw new ArgumentError(`${where}: mapper takes an object of options; given was ${describeValue(options)}.`);
  for (const name of Object.keys(options)) {
    if (!(known as string[]).includes(name))
      throw new ArgumentError(`${where}: there is no mapper option ${JSON.stringify(name)}.${didYouMean(name, known)}`);
  }
  return options;
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
