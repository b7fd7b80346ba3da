import type { Mapper } from "../contract/mapper.ts";
import type { RelationshipProperty, SyncPair } from "../contract/property.ts";
import type { FlushContext } from "./flush-context.ts";

/** By which columns the objects of one class refer to those of another. */
export interface KeyLink {
  /** The class with the foreign key. */
  readonly holder: Mapper;
  /** `fromSlot` is of the class that is referred to. */
  readonly pairs: readonly SyncPair[];
  /** Whether the database changes the rows that refer to a changed one. */
  readonly passive: boolean;
  /** The collection whose members have to be read, because no database changes them. */
  readonly reads: RelationshipProperty | undefined;
}

/** Old and new values of columns that association rows refer to. */
export interface SwitchedAssociation {
  readonly before: readonly unknown[];
  readonly after: readonly unknown[];
}

/** Who refers to the objects of a class, among the classes of which a session holds objects. */
export class KeyLinks {
  readonly #context: FlushContext;
  readonly #known = new Map<Mapper, KeyLink[]>();

  constructor(context: FlushContext) {
    this.#context = context;
  }

  to(mapper: Mapper): readonly KeyLink[] {
    let links = this.#known.get(mapper);
    if (links === undefined) this.#known.set(mapper, (links = this.#find(mapper)));
    return links;
  }

  #find(mapper: Mapper): KeyLink[] {
    const links: KeyLink[] = [];
    const done = new Set<RelationshipProperty>();
    for (const property of mapper.relationships) {
      if (property.direction !== "oneToMany" || property.viewonly) continue;
      const { reverse } = property;
      if (reverse !== undefined) done.add(reverse);
      links.push({
        holder: property.target,
        pairs: property.pairs,
        passive: property.passiveUpdates && reverse?.passiveUpdates !== false,
        reads: property.passiveUpdates ? undefined : property,
      });
    }
    for (const [holder] of this.#context.identityMap.tables()) {
      for (const property of holder.relationships) {
        if (property.direction !== "manyToOne" || property.viewonly || done.has(property)) continue;
        if (!mapper.isa(property.target)) continue;
        links.push({ holder, pairs: property.pairs, passive: property.passiveUpdates, reads: undefined });
      }
    }
    return links;
  }
}
