import { ArgumentError } from "../../errors/argument.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import { and } from "../../sql/conjunction.ts";
import type { EntityNode } from "../../sql/entity.ts";
import type { ExprNode } from "../../sql/nodes/unions.ts";
import { type SelectItem, type SelectJoin, selectNode, type SelectNode } from "../../sql/nodes/select.ts";
import type { Property, RelationshipProperty } from "../contract/property.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { type EntityRef, entityRefOf } from "../mapping/entity-ref.ts";
import { type ColumnOption, type LoaderKind, LoaderOption } from "../query/loader-option.ts";
import type { ConfiguredRelationship } from "../relationship/configured-relationship.ts";
import { criteriaAmong, type LoaderCriteria } from "../query/loader-criteria.ts";
import { applyCriteria, criteriaOf } from "./apply-criteria.ts";
import { joinNode } from "../../sql/nodes/join.ts";
import { aliasEntity } from "../mapping/alias-entity.ts";
import { aliasSecondary, directCondition, secondaryConditions } from "../relationship/join-on.ts";
import { adaptTo } from "./adapt.ts";
import type { EagerLoad } from "./eager-load.ts";
import type { PlanParts } from "./query-plan.ts";
import { wrapInSubquery } from "./wrap-select.ts";

/** A SELECT of the ORM with its options carried out: the statement to compile, and what its rows mean. */
export interface PreparedSelect {
  readonly node: SelectNode;
  readonly parts: PlanParts;
}

interface JoinedPart {
  readonly property: ConfiguredRelationship;
  readonly parent: number;
  readonly owner: number;
  readonly node: EntityNode;
  readonly joins: readonly SelectJoin[];
  readonly orderBy: readonly ExprNode[];
  readonly outer: boolean;
}

/** Reads the options and the relationships' own strategies into columns, joins and further loads. */
export function prepareSelect(given: SelectNode): PreparedSelect {
  const criteria = criteriaAmong(given.options);
  if (criteria.length === 0) return prepare(given, criteria);
  const { node, substituted } = applyCriteria(given, criteria);
  const prepared = prepare(node, criteria);
  if (substituted === undefined) return prepared;
  const { node: made, parts } = prepared;
  return { node: selectNode({ options: [...made.options, substituted] }, made), parts };
}

function prepare(node: SelectNode, criteria: readonly LoaderCriteria[]): PreparedSelect {
  const options = node.options.filter((option): option is LoaderOption => option instanceof LoaderOption);
  const used = new Set<LoaderOption>();
  const collector = new Collector(criteria);
  const items: SelectItem[] = node.columns.map((item) => {
    const ref = entityRefOf(item);
    return ref === undefined ? item : entityColumns(ref, item as EntityNode, options, used, collector.raise);
  });
  const plan = (refs: readonly (EntityRef | undefined)[]): void =>
    refs.forEach((ref, item) => {
      if (ref !== undefined) collector.entity(ref, optionsOf(ref, options, used), item, -1, []);
    });
  const refs = items.map((item) => entityRefOf(item));
  plan(refs);
  for (const option of options) {
    if (used.has(option)) continue;
    throw new ArgumentError(
      `The option for ${option.attr === undefined ? "columns" : `${option.attr.entity.mapper.name}.${option.attr.key}`} fits no entity of this statement. Options of what a relationship brings are chained: selectinload(User.c.tasks).selectinload(Task.c.tags).`,
      "option-mismatch",
    );
  }
  const { joined, eager, raise } = collector;
  const limited =
    node.limit !== undefined ||
    node.offset !== undefined ||
    node.fetch !== undefined ||
    node.distinct ||
    node.groupBy.length > 0;
  const parts = {
    items,
    joined: joined.map((part, at) => ({
      property: part.property,
      parent: part.parent,
      owner: part.owner,
      node: part.node,
      item: items.length + at,
    })),
    eager,
    raise: raise.size === 0 ? undefined : raise,
  };
  if (joined.length === 0)
    return {
      node: items.every((item, at) => item === node.columns[at]) ? node : selectNode({ columns: items }, node),
      parts,
    };
  if (limited && joined.some((part) => part.property.uselist)) {
    // The limit counts parents: it goes into a subquery, and the joins around it.
    const wrapped = wrapInSubquery(node, items);
    const around = new Collector(criteria);
    wrapped.refs.forEach((ref, item) => {
      if (ref !== undefined) around.entity(ref, optionsOf(refs[item] as EntityRef, options, used), item, -1, []);
    });
    return {
      node: withJoins(wrapped.node, around.joined),
      parts: {
        ...parts,
        items: wrapped.node.columns,
        joined: around.joined.map((part, at) => ({
          property: part.property,
          parent: part.parent,
          owner: part.owner,
          node: part.node,
          item: items.length + at,
        })),
      },
    };
  }
  return { node: withJoins(selectNode({ columns: items }, node), joined), parts };
}

function withJoins(node: SelectNode, joined: readonly JoinedPart[]): SelectNode {
  return selectNode(
    {
      columns: [...node.columns, ...joined.map((part) => part.node)],
      joins: [...node.joins, ...joined.flatMap((part) => part.joins)],
      orderBy: [...node.orderBy, ...joined.flatMap((part) => part.orderBy)],
    },
    node,
  );
}

/** Gathers what the options and strategies of entities ask for. */
class Collector {
  readonly joined: JoinedPart[] = [];
  readonly eager: EagerLoad[] = [];
  readonly raise: Set<Property> = new Set();
  readonly #criteria: readonly LoaderCriteria[];

  constructor(criteria: readonly LoaderCriteria[]) {
    this.#criteria = criteria;
  }

  /** One entity: that of select item `item`, or of joined load `parent`. */
  entity(
    ref: EntityRef,
    options: readonly LoaderOption[],
    item: number,
    parent: number,
    path: readonly ClassMapper[],
  ): void {
    for (const property of ref.mapper.relationships as readonly ConfiguredRelationship[]) {
      const option = options.find((candidate) => candidate.attr?.property === property);
      const kind: LoaderKind = option === undefined || option.kind === "default" ? strategyOf(property) : option.kind;
      if (property.inDatabase) {
        if (kind === "selectin" || kind === "joined") throw cannotLoad(property);
        continue;
      }
      if (kind === "raise") this.raise.add(property);
      else if (kind === "selectin") {
        if (option === undefined && path.includes(property.target)) continue;
        this.eager.push({ property, owner: item, joined: parent, options: option?.children ?? [] });
      } else if (kind === "joined") {
        if (option === undefined && !mayFollow(property, ref.mapper, path)) continue;
        this.#join(ref, property, option, item, parent, path);
      }
    }
  }

  #join(
    ref: EntityRef,
    property: ConfiguredRelationship,
    option: LoaderOption | undefined,
    item: number,
    parent: number,
    path: readonly ClassMapper[],
  ): void {
    const children = option?.children ?? [];
    const target = aliasEntity(property.targetEntity);
    const inner = option?.innerjoin === true || property.innerjoin;
    // Behind an outer join an inner one would take out what the former keeps.
    const outer = !inner || this.joined[parent]?.outer === true;
    const joins: SelectJoin[] = [];
    const more = criteriaOf(property.target, this.#criteria).map(
      (condition) => new ColumnElement<boolean>(adaptTo(condition, property.target.entity, target)),
    );
    const joining = (on: ColumnElement<boolean>): ExprNode => (more.length === 0 ? on : and(on, ...more)).node;
    if (property.secondary === undefined) {
      joins.push({
        left: ref.from.node,
        right: target.from.node,
        on: joining(directCondition(property, ref, target)),
        outer,
        full: false,
      });
    } else {
      // The association row and the target come together or not at all.
      const secondary = aliasSecondary(property);
      const [first, second] = secondaryConditions(property, ref, target, secondary);
      const right = joinNode(secondary.from.node, target.from.node, joining(second), false, false);
      joins.push({ left: ref.from.node, right, on: first.node, outer, full: false });
    }
    const at = this.joined.length;
    const used = new Set<LoaderOption>();
    const node = entityColumns(target, target.node, children, used, this.raise);
    const orderBy = property.orderBy.map((order) => adaptTo(order.node, property.targetEntity, target));
    this.joined.push({ property, parent, owner: item, node, joins, orderBy, outer });
    this.entity(target, children, item, at, [...path, ref.mapper]);
  }
}

/** Whether a relationship that is declared to be joined is, at this place of the statement. */
function mayFollow(property: ConfiguredRelationship, from: ClassMapper, path: readonly ClassMapper[]): boolean {
  if (property.joinDepth !== undefined) return path.length < property.joinDepth;
  return property.target !== from && !path.includes(property.target);
}

function cannotLoad(property: ConfiguredRelationship): InvalidRequestError {
  const name = `${property.mapper.name}.${property.key}`;
  return new InvalidRequestError(
    `${name} is ${property.lazy === "dynamic" ? "dynamic" : "write-only"}: its members stay in the database, so that no query can load them with the object. Select them: session.scalars(object.${property.key}.select()).`,
    "write-only",
  );
}

function strategyOf(property: RelationshipProperty): LoaderKind {
  switch (property.lazy) {
    case "joined":
      return "joined";
    case "selectin":
    case "subquery":
    case "immediate":
      return "selectin";
    case "raise":
      return "raise";
    default:
      return "lazy";
  }
}

function optionsOf(ref: EntityRef, options: readonly LoaderOption[], used: Set<LoaderOption>): LoaderOption[] {
  const own = options.filter((option) => option.attr?.entity.from === ref.from);
  for (const option of own) used.add(option);
  return own;
}

/** The entity with the columns that the options leave it; the key always stays. */
function entityColumns(
  ref: EntityRef,
  node: EntityNode,
  options: readonly LoaderOption[],
  used: Set<LoaderOption>,
  raise: Set<Property>,
): EntityNode {
  const { mapper } = ref;
  const keys = mapper.primaryKeySlots;
  let slots: readonly number[] = mapper.defaultSlots;
  let given: Map<number, ColumnElement<unknown>> | undefined;
  let changed = false;
  const raising = new Set<Property>();
  for (const { columns } of options.filter((option) => {
    const fits = option.columns !== undefined && fitsEntity(ref, option.columns);
    if (fits) used.add(option);
    return fits;
  })) {
    if (columns === undefined) continue;
    changed = true;
    const named = slotsNamed(ref, columns);
    if (columns.kind === "expression")
      (given ??= new Map<number, ColumnElement<unknown>>()).set(columns.slot, columns.element);
    if ("raiseload" in columns) {
      for (const property of mapper.values)
        if (named.includes(property.slot) === (columns.kind === "defer")) raising.add(property);
    }
    if (columns.kind === "only") slots = mapper.allSlots.filter((slot) => keys.includes(slot) || named.includes(slot));
    else if (columns.kind === "defer") slots = slots.filter((slot) => keys.includes(slot) || !named.includes(slot));
    else slots = mapper.allSlots.filter((slot) => slots.includes(slot) || named.includes(slot));
  }
  for (const property of mapper.values)
    if (raising.has(property) && !slots.includes(property.slot)) raise.add(property);
  return changed ? ref.nodeOf(slots, given) : node;
}

function fitsEntity(ref: EntityRef, option: ColumnOption): boolean {
  if (option.kind === "expression") return option.entity.from === ref.from;
  return slotsNamed(ref, option).length > 0;
}

/** The slots that an option names of an entity; columns may be those of its alias or of its class. */
function slotsNamed(ref: EntityRef, option: ColumnOption): number[] {
  const { mapper } = ref;
  if (option.kind === "expression") return [option.slot];
  if (option.kind === "group") return mapper.allSlots.filter((slot) => mapper.groupOf(slot) === option.group);
  return mapper.allSlots.filter((slot) => {
    const own = ref.column(slot).node;
    return option.columns.includes(own) || option.columns.includes(mapper.entity.column(slot).node);
  });
}
