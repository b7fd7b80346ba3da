import { ArgumentError } from "../../errors/argument.ts";
import { declarationOfTable } from "../../orm/mapping/declaration.ts";
import type { RelationshipDeclaration } from "../../orm/mapping/relationship-declaration.ts";
import { manyToMany, manyToOne, oneToMany } from "../../orm/relationship/declare.ts";
import type { ForeignKeyConstraint } from "../../schema/foreign-key.ts";
import type { Table } from "../../schema/table.ts";
import { and } from "../../sql/conjunction.ts";
import type { AutomapHooks, AutomapLink } from "./automap-hooks.ts";

type Declaration = RelationshipDeclaration<"one" | "many", unknown>;
/** The class of a table, when there is one. */
type Target = (table: Table) => object | undefined;
type Options = Readonly<Record<string, unknown>>;

/** One side of a pair of relationships. */
interface Side {
  readonly link: AutomapLink;
  readonly options: Options;
}

/** What the classes to be made have besides columns, by table; tables that only link two others have no class. */
export function planRelationships(
  tables: readonly Table[],
  names: ReadonlyMap<Table, string>,
  target: Target,
  hooks: AutomapHooks,
): Map<Table, Record<string, Declaration>> {
  const shapes = new Map<Table, Record<string, Declaration>>();
  for (const table of names.keys()) shapes.set(table, Object.create(null) as Record<string, Declaration>);
  const nameOf = (table: Table): string => names.get(table) ?? declarationOfTable(table)?.mapped?.name ?? table.name;
  const hasClass = ({ link }: Side): boolean => names.has(link.local) || target(link.local) !== undefined;
  const links: (readonly [Side, Side])[] = [];
  for (const table of tables) {
    const between = target(table) === undefined ? linkedTables(table) : undefined;
    if (between !== undefined) links.push(throughTable(table, between, nameOf));
    else for (const constraint of foreignKeysOf(table)) links.push(alongKey(table, constraint, nameOf));
  }
  for (const [one, other] of links) if (hasClass(one) && hasClass(other)) addPair(one, other, shapes, target, hooks);
  return shapes;
}

/** In the order of their columns: databases give them in orders of their own. */
function foreignKeysOf(table: Table): ForeignKeyConstraint[] {
  return table.foreignKeyConstraints.toSorted((a, b) => (a.columns[0]?.position ?? 0) - (b.columns[0]?.position ?? 0));
}

/** The two foreign keys of a table that has no columns besides them. */
export function linkedTables(table: Table): readonly [ForeignKeyConstraint, ForeignKeyConstraint] | undefined {
  const [one, other, ...more] = foreignKeysOf(table);
  if (one === undefined || other === undefined || more.length > 0) return undefined;
  const keys = new Set([...one.elements, ...other.elements].map((element) => element.parent));
  return table.columns.every((column) => keys.has(column)) ? [one, other] : undefined;
}

function alongKey(
  table: Table,
  constraint: ForeignKeyConstraint,
  nameOf: (table: Table) => string,
): readonly [Side, Side] {
  const referred = constraint.referredTable;
  const columns = constraint.elements.map((element) => element.parent);
  const ends = { local: table, localName: nameOf(table), referred, referredName: nameOf(referred), constraint };
  const ondelete = constraint.options.ondelete?.toUpperCase();
  const isNullable = columns.every((column) => column.nullable);
  const foreignKeys = (): unknown => columns;
  return [
    { link: { direction: "manyToOne", ...ends }, options: { foreignKeys } },
    {
      link: {
        direction: "oneToMany",
        local: referred,
        localName: ends.referredName,
        referred: table,
        referredName: ends.localName,
        constraint,
      },
      options: {
        foreignKeys,
        ...(isNullable ? {} : { cascade: ["all", "delete-orphan"] }),
        ...(ondelete === (isNullable ? "SET NULL" : "CASCADE") ? { passiveDeletes: true } : {}),
      },
    },
  ];
}

function throughTable(
  secondary: Table,
  [one, other]: readonly [ForeignKeyConstraint, ForeignKeyConstraint],
  nameOf: (table: Table) => string,
): readonly [Side, Side] {
  const side = (mine: ForeignKeyConstraint, theirs: ForeignKeyConstraint): Side => {
    const [local, referred] = [mine.referredTable, theirs.referredTable];
    return {
      link: {
        direction: "manyToMany",
        local,
        localName: nameOf(local),
        referred,
        referredName: nameOf(referred),
        constraint: theirs,
      },
      options: {
        secondary: () => secondary,
        primaryjoin: () => joined(mine),
        secondaryjoin: () => joined(theirs),
      },
    };
  };
  return [side(one, other), side(other, one)];
}

function joined(constraint: ForeignKeyConstraint): unknown {
  const pairs = constraint.elements.map(({ parent, column }) => column.eq(parent));
  return pairs.length === 1 ? pairs[0] : and(...pairs);
}

/** Gives both classes their side of a relationship; a class that was there before gets none, and the other side then has no counterpart. */
function addPair(
  one: Side,
  other: Side,
  shapes: ReadonlyMap<Table, Record<string, Declaration>>,
  target: Target,
  hooks: AutomapHooks,
): void {
  const sides = [one, other].flatMap((side) => {
    const shape = shapes.get(side.link.local);
    return shape === undefined ? [] : [{ ...side, shape }];
  });
  const planned: { readonly shape: Record<string, Declaration>; readonly name: string; readonly side: Side }[] = [];
  for (const side of sides) {
    const taken = (name: string): boolean =>
      Object.hasOwn(side.link.local.c as object, name) ||
      Object.hasOwn(side.shape, name) ||
      planned.some((known) => known.shape === side.shape && known.name === name);
    planned.push({ shape: side.shape, name: freeName(side.link, taken, hooks), side });
  }
  const kept = planned.flatMap((plan, at) => {
    const { link } = plan.side;
    const counterpart = planned[1 - at]?.name;
    const collection = link.direction !== "manyToOne" && hooks.collectionClass !== undefined;
    const options: Options = {
      ...plan.side.options,
      ...(counterpart === undefined ? {} : { backPopulates: counterpart }),
      ...(collection ? { collectionClass: hooks.collectionClass } : {}),
    };
    const given =
      hooks.generateRelationship === undefined ? options : hooks.generateRelationship(link, plan.name, options);
    return given === null ? [] : [{ ...plan, options: given }];
  });
  for (const { shape, name, side, options } of kept) {
    const { backPopulates, ...alone } = options;
    // The other side may have been refused by the hook.
    const isPaired = kept.some((known) => known.name === backPopulates);
    shape[name] = declare(side.link, target, isPaired ? options : alone);
  }
}

function declare(link: AutomapLink, target: Target, options: Options): Declaration {
  const make = { oneToMany, manyToOne, manyToMany }[link.direction] as (to: () => unknown, options: Options) => unknown;
  return make(() => target(link.referred), options) as Declaration;
}

function freeName(link: AutomapLink, taken: (name: string) => boolean, hooks: AutomapHooks): string {
  const scalar = link.direction === "manyToOne";
  const hook = scalar ? hooks.nameForScalarRelationship : hooks.nameForCollectionRelationship;
  const plain = link.referredName.charAt(0).toLowerCase() + link.referredName.slice(1);
  const name = hook?.(link) ?? (scalar ? plain : `${plain}Collection`);
  if (!taken(name)) return name;
  const columns = link.constraint.elements.map(({ parent }) => parent.key);
  const longer = name + columns.map((key) => `By${key.charAt(0).toUpperCase()}${key.slice(1)}`).join("");
  if (!taken(longer)) return longer;
  throw new ArgumentError(
    `Automap finds no free name for a relationship from ${link.localName} to ${link.referredName}: ${name} and ${longer} are taken. Give prepare() a ${scalar ? "nameForScalarRelationship" : "nameForCollectionRelationship"}: (link) => ….`,
    "automap",
  );
}
