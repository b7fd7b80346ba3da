import type { Mapper } from "./mapper.ts";
import type { InstanceState } from "./state.ts";

/** The objects of one mapper hierarchy, by primary key. */
export interface IdentityTable {
  get(key: readonly unknown[]): InstanceState | undefined;
  /** For mappers with a single key column: no array needed. */
  getSingle(key: unknown): InstanceState | undefined;
  set(key: readonly unknown[], state: InstanceState): void;
  setSingle(key: unknown, state: InstanceState): void;
  delete(key: readonly unknown[]): boolean;
  values(): IterableIterator<InstanceState>;
  clear(): void;
  /** So many more objects may come. */
  reserve(count: number): void;
  readonly size: number;
}

export interface IdentityMap {
  of(mapper: Mapper): IdentityTable;
  tables(): Iterable<readonly [Mapper, IdentityTable]>;
  clear(): void;
}
