import type { ReflectedForeignKeyConstraint } from "../../schema/reflected.ts";
import { attributeName, camelCase, pascalCase, unique, withoutKeySuffix } from "./names.ts";
import { type ColumnOfTable, referredTable, type RelationshipPlan, type TablePlan } from "./table-plan.ts";

/** A foreign key between two planned tables. */
interface Link {
  readonly key: ReflectedForeignKeyConstraint;
  readonly from: TablePlan;
  readonly to: TablePlan;
}

/** Gives models their relationships, both ways: one for each foreign key, and one for each table that links two. */
export function planRelationships(tables: readonly TablePlan[]): void {
  for (const from of tables) {
    const links = from.facts.foreignKeys.flatMap((key): Link[] => {
      const facts = referredTable(
        key,
        tables.map((table) => table.facts),
      );
      const to = tables.find((table) => table.facts === facts);
      return to === undefined || !to.isModel ? [] : [{ key, from, to }];
    });
    if (from.isLink) planLink(links[0]!, links[1]!, tables);
    else if (from.isModel) {
      // A second foreign key on the same columns says nothing new.
      const distinct = links.filter(
        (link, i) =>
          !links.some(
            (other, j) =>
              j < i && other.to === link.to && isSameKey(other.key.constrainedColumns, link.key.constrainedColumns),
          ),
      );
      for (const link of distinct) planPair(link, links, tables);
    }
  }
}

function isSameKey(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}

function columnsOf(table: TablePlan, names: readonly string[]): ColumnOfTable[] {
  return names.map((name) => ({
    table,
    attribute: table.columns.find((column) => column.facts.name === name)!.attribute,
  }));
}

function pairsOf({ key, from, to }: Link): (readonly [ColumnOfTable, ColumnOfTable])[] {
  const foreign = columnsOf(from, key.constrainedColumns);
  return columnsOf(to, key.referredColumns).map((column, i) => [column, foreign[i]!] as const);
}

/** What a foreign key of one column is about: the customer of customer_id. */
function subject(key: ReflectedForeignKeyConstraint): string | undefined {
  const [only, second] = key.constrainedColumns;
  return only === undefined || second !== undefined ? undefined : withoutKeySuffix(only);
}

/** The columns of a foreign key as part of a name. */
function keyWords(key: ReflectedForeignKeyConstraint): string {
  return subject(key) ?? key.constrainedColumns.join("_");
}

/** The first name that is free, or the last one with a number. */
function free(names: readonly string[], table: TablePlan): string {
  const attributes = names.map((name) => attributeName(name));
  const found = attributes.find((name) => !table.taken.has(name)) ?? attributes.at(-1)!;
  return unique(found, table.taken);
}

/**
 * What a collection of a table's rows is called: as the table. Where the table bears the name of a single thing, as the columns tell that
 * refer to it (album_id refers to "album") or its own key, "List" is added; no rules of a language are needed for that.
 */
function collectionName(table: TablePlan, tables: readonly TablePlan[]): string {
  const name = camelCase(table.facts.name);
  const own = table.facts.primaryKeys.constrainedColumns;
  const keys = tables.flatMap((other) =>
    other.facts.foreignKeys
      .filter(
        (key) => key.referredTable === table.facts.name && (key.referredSchema ?? undefined) === table.facts.schema,
      )
      .map((key) => key.constrainedColumns),
  );
  const isSingle = [own, ...keys].some((columns) => {
    const about = columns.length === 1 ? withoutKeySuffix(columns[0]!) : undefined;
    return about !== undefined && camelCase(about) === name;
  });
  return isSingle ? `${name}List` : name;
}

function planPair(link: Link, links: readonly Link[], tables: readonly TablePlan[]): void {
  const { key, from, to } = link;
  const parallel = links.filter((other) => other.to === to);
  const about = subject(key) ?? (parallel.length > 1 || from === to ? undefined : to.facts.name);
  const toOne = free([...(about === undefined ? [] : [about]), `${keyWords(key)}_${to.facts.name}`], from);
  const isOne = isUnique(from, key.constrainedColumns);
  const many = isOne ? camelCase(from.facts.name) : collectionName(from, tables);
  const by = `${many}By${pascalCase(keyWords(key))}`;
  const back = free(parallel.length > 1 || from === to ? [by] : [many, by], to);
  const join = joinOf(link, parallel);
  const shared = { secondary: undefined, secondaryjoin: undefined, ...join };
  from.relationships.push({ name: toOne, kind: "manyToOne", target: to, backPopulates: back, ...shared });
  const kind = isOne ? "oneToOne" : "oneToMany";
  to.relationships.push({ name: back, kind, target: from, backPopulates: toOne, ...shared });
}

/** Which foreign key is meant, where several lead to the same table. */
function joinOf(link: Link, parallel: readonly Link[]): Pick<RelationshipPlan, "foreignKeys" | "primaryjoin"> {
  if (parallel.length === 1) return { foreignKeys: undefined, primaryjoin: undefined };
  const own = new Set(link.key.constrainedColumns);
  const isPart = parallel.some(
    (other) => other !== link && other.key.constrainedColumns.every((column) => own.has(column)),
  );
  const foreignKeys = columnsOf(link.from, link.key.constrainedColumns);
  return { foreignKeys, primaryjoin: isPart ? pairsOf(link) : undefined };
}

function isUnique({ facts }: TablePlan, columns: readonly string[]): boolean {
  const isSame = (others: readonly (string | null)[]): boolean =>
    others.length === columns.length && others.every((other) => other !== null && columns.includes(other));
  return (
    isSame(facts.primaryKeys.constrainedColumns) ||
    facts.uniqueConstraints.some((unique_) => isSame(unique_.columnNames)) ||
    facts.indexes.some(
      (index) =>
        index.unique &&
        isSame(index.columnNames) &&
        index.dialectOptions?.["sqliteWhere"] === undefined &&
        index.dialectOptions?.["postgresqlWhere"] === undefined,
    )
  );
}

/** Two collections through a table that does nothing but link. */
function planLink(first: Link, second: Link, tables: readonly TablePlan[]): void {
  const link = first.from;
  const isSelf = first.to === second.to;
  const ends = [
    [first, second],
    [second, first],
  ] as const;
  const [one, other] = ends.map(([own, far]) => {
    const many = collectionName(far.to, tables);
    const by = `${many}By${pascalCase(isSelf ? keyWords(far.key) : link.facts.name)}`;
    return free(isSelf ? [by] : [many, by], own.to);
  }) as [string, string];
  for (const [i, [own, far]] of ends.entries()) {
    own.to.relationships.push({
      name: i === 0 ? one : other,
      kind: "manyToMany",
      target: far.to,
      backPopulates: i === 0 ? other : one,
      foreignKeys: undefined,
      primaryjoin: isSelf ? pairsOf(own) : undefined,
      secondary: link,
      secondaryjoin: isSelf ? pairsOf(far) : undefined,
    });
  }
}
