import type { EntityNode } from "../entity.ts";
import { type Binds, joinBinds, type Node } from "../node.ts";
import type { CteNode } from "./subquery.ts";
import type { ExprNode, FromNode } from "./unions.ts";

/** How columns of equal name are labelled. */
export type LabelStyle = "none" | "tablenamePlusCol" | "disambiguateOnly";

/** A column that a query gives to the statement around it: its attribute name, its name in SQL, and what it stands for. */
export interface ProxyColumn {
  readonly key: string;
  readonly name: string;
  readonly node: ExprNode;
}

export type SelectItem = ExprNode | EntityNode | FromNode;

/** A JOIN that was asked for; the left side is found when the FROM list is put together. */
export interface SelectJoin {
  readonly left: FromNode | undefined;
  readonly right: FromNode;
  readonly on: ExprNode | undefined;
  readonly outer: boolean;
  readonly full: boolean;
}

export interface ForUpdate {
  readonly read: boolean;
  readonly nowait: boolean;
  readonly skipLocked: boolean;
  readonly keyShare: boolean;
  readonly of: readonly (ExprNode | FromNode)[];
}

/** Text, or an expression, at a fixed place of a statement. */
export interface Affix {
  readonly node: ExprNode;
  readonly dialect: string | undefined;
  /** Where it stands, in the list of suffixes; undefined: at the end. */
  readonly point?: "postSelect" | "preColumns" | "postCriteria" | "postBody" | undefined;
}

export interface Hint {
  readonly from: FromNode | undefined;
  readonly text: string;
  readonly dialect: string | undefined;
}

/** FETCH FIRST n [PERCENT] ROWS ONLY | WITH TIES. */
export interface FetchClause {
  readonly count: ExprNode;
  readonly withTies: boolean;
  readonly percent: boolean;
}

/** An option above SQL (a loader option of the ORM): only its key is read here, and the expressions that it puts into the statement. */
export interface StatementOption {
  readonly key: string;
  readonly parts?: readonly Node[] | undefined;
  /** Queries inside the statement that are written otherwise than they stand there; what is written is among the parts. */
  readonly substitutes?: ReadonlyMap<Node, Node> | undefined;
}

export interface SelectFields {
  readonly columns: readonly SelectItem[];
  readonly froms: readonly FromNode[];
  readonly joins: readonly SelectJoin[];
  readonly where: readonly ExprNode[];
  readonly groupBy: readonly ExprNode[];
  readonly having: readonly ExprNode[];
  readonly orderBy: readonly ExprNode[];
  readonly limit: ExprNode | undefined;
  readonly offset: ExprNode | undefined;
  readonly fetch: FetchClause | undefined;
  readonly distinct: boolean;
  readonly distinctOn: readonly ExprNode[];
  readonly labelStyle: LabelStyle;
  /** undefined: automatic; a list: these, and only these, belong to the statement around (`except`: all but these). */
  readonly correlate: { readonly froms: readonly FromNode[]; readonly except: boolean } | undefined;
  readonly forUpdate: ForUpdate | undefined;
  readonly ctes: readonly { readonly cte: CteNode; readonly nestHere: boolean }[];
  readonly prefixes: readonly Affix[];
  readonly suffixes: readonly Affix[];
  readonly hints: readonly Hint[];
  readonly options: readonly StatementOption[];
  readonly execOptions: Readonly<Record<string, unknown>> | undefined;
  /** Whatever the layer above must keep with the statement (its own plans); not in the key. */
  readonly plugin: unknown;
}

const none: readonly never[] = Object.freeze([]);

/** A SELECT. The key is put together on first use, from the keys of its parts. `declare`: fields that the constructor sets need not be set to undefined first. */
export class SelectNode implements Node, SelectFields {
  declare readonly kind: "select";
  declare readonly columns: readonly SelectItem[];
  declare readonly froms: readonly FromNode[];
  declare readonly joins: readonly SelectJoin[];
  declare readonly where: readonly ExprNode[];
  declare readonly groupBy: readonly ExprNode[];
  declare readonly having: readonly ExprNode[];
  declare readonly orderBy: readonly ExprNode[];
  declare readonly limit: ExprNode | undefined;
  declare readonly offset: ExprNode | undefined;
  declare readonly fetch: FetchClause | undefined;
  declare readonly distinct: boolean;
  declare readonly distinctOn: readonly ExprNode[];
  declare readonly labelStyle: LabelStyle;
  declare readonly correlate: SelectFields["correlate"];
  declare readonly forUpdate: ForUpdate | undefined;
  declare readonly ctes: SelectFields["ctes"];
  declare readonly prefixes: readonly Affix[];
  declare readonly suffixes: readonly Affix[];
  declare readonly hints: readonly Hint[];
  declare readonly options: readonly StatementOption[];
  declare readonly execOptions: Readonly<Record<string, unknown>> | undefined;
  declare readonly plugin: unknown;
  // Plain fields: private names cost time.
  declare private ownKey: string | undefined;
  declare private ownBinds: Binds;
  declare private ownAnon: boolean;

  constructor(f: SelectFields) {
    this.kind = "select";
    this.columns = f.columns;
    this.froms = f.froms;
    this.joins = f.joins;
    this.where = f.where;
    this.groupBy = f.groupBy;
    this.having = f.having;
    this.orderBy = f.orderBy;
    this.limit = f.limit;
    this.offset = f.offset;
    this.fetch = f.fetch;
    this.distinct = f.distinct;
    this.distinctOn = f.distinctOn;
    this.labelStyle = f.labelStyle;
    this.correlate = f.correlate;
    this.forUpdate = f.forUpdate;
    this.ctes = f.ctes;
    this.prefixes = f.prefixes;
    this.suffixes = f.suffixes;
    this.hints = f.hints;
    this.options = f.options;
    this.execOptions = f.execOptions;
    this.plugin = f.plugin;
    this.ownKey = undefined;
    this.ownBinds = undefined;
    this.ownAnon = false;
  }

  get key(): string {
    return this.ownKey ?? this.compose();
  }
  get binds(): Binds {
    if (this.ownKey === undefined) this.compose();
    return this.ownBinds;
  }
  get anon(): boolean {
    if (this.ownKey === undefined) this.compose();
    return this.ownAnon;
  }

  // Clause by clause, not by one function for all: there, V8 would see nodes of every kind in one place, and be slow.
  private compose(): string {
    let key = "S";
    let binds: Binds;
    let anon = false;
    for (let i = 0; i < this.columns.length; i++) {
      const n = this.columns[i]!;
      key += n.key + ",";
      if (n.binds !== undefined) binds = joinBinds(binds, n.binds);
      if (n.anon) anon = true;
    }
    for (let i = 0; i < this.joins.length; i++) {
      const j = this.joins[i]!;
      key += (j.full ? ";Jf" : j.outer ? ";Jo" : ";J") + j.right.key;
      if (j.right.binds !== undefined) binds = joinBinds(binds, j.right.binds);
      if (j.right.anon) anon = true;
      if (j.left !== undefined) {
        key += "<" + j.left.key;
        if (j.left.binds !== undefined) binds = joinBinds(binds, j.left.binds);
        if (j.left.anon) anon = true;
      }
      if (j.on !== undefined) {
        key += ":" + j.on.key;
        if (j.on.binds !== undefined) binds = joinBinds(binds, j.on.binds);
        if (j.on.anon) anon = true;
      }
    }
    key += ";";
    for (let i = 0; i < this.where.length; i++) {
      const n = this.where[i]!;
      key += n.key;
      if (n.binds !== undefined) binds = joinBinds(binds, n.binds);
      if (n.anon) anon = true;
    }
    if (this.groupBy.length > 0) {
      key += ";G";
      for (let i = 0; i < this.groupBy.length; i++) {
        const n = this.groupBy[i]!;
        key += n.key;
        if (n.binds !== undefined) binds = joinBinds(binds, n.binds);
        if (n.anon) anon = true;
      }
    }
    if (this.orderBy.length > 0) {
      key += ";O";
      for (let i = 0; i < this.orderBy.length; i++) {
        const n = this.orderBy[i]!;
        key += n.key;
        if (n.binds !== undefined) binds = joinBinds(binds, n.binds);
        if (n.anon) anon = true;
      }
    }
    if (this.limit !== undefined) {
      key += ";L" + this.limit.key;
      if (this.limit.binds !== undefined) binds = joinBinds(binds, this.limit.binds);
      if (this.limit.anon) anon = true;
    }
    const k = new KeyBuilder(key);
    k.binds = binds;
    k.anon = anon;
    this.composeRest(k);
    // Columns of subqueries and CTEs name their origin only by number: what they come from must be in the key too.
    if (k.anon) for (const f of heavyFroms(this.columns, this.where, this.orderBy)) k.node(f);
    this.ownBinds = k.binds;
    this.ownAnon = k.anon;
    return (this.ownKey = k.key + "}");
  }
  private composeRest(k: KeyBuilder): void {
    if (this.distinct) k.text(";D");
    if (this.distinctOn.length > 0) k.list(this.distinctOn);
    if (this.froms.length > 0) {
      k.text(";F");
      k.list(this.froms);
    }
    if (this.having.length > 0) {
      k.text(";H");
      k.list(this.having);
    }
    if (this.offset !== undefined) {
      k.text(";o");
      k.node(this.offset);
    }
    if (this.fetch !== undefined) {
      k.text(`;f${this.fetch.withTies}${this.fetch.percent}`);
      k.node(this.fetch.count);
    }
    if (this.labelStyle !== "disambiguateOnly") k.text(this.labelStyle);
    if (this.correlate !== undefined) {
      k.text(this.correlate.except ? ";X" : ";C");
      k.list(this.correlate.froms);
    }
    if (this.forUpdate !== undefined) {
      const f = this.forUpdate;
      k.text(`;U${f.read}${f.nowait}${f.skipLocked}${f.keyShare}`);
      k.list(f.of);
    }
    if (this.ctes.length > 0) {
      for (const c of this.ctes) {
        k.text(c.nestHere ? ";Wn" : ";Wc");
        k.node(c.cte);
      }
    }
    if (this.prefixes.length > 0 || this.suffixes.length > 0 || this.hints.length > 0) {
      for (const p of this.prefixes) {
        k.text(`;P${p.dialect ?? ""}:`);
        k.node(p.node);
      }
      for (const p of this.suffixes) {
        k.text(`;s${p.point ?? ""},${p.dialect ?? ""}:`);
        k.node(p.node);
      }
      for (const h of this.hints) {
        k.text(`;h${h.dialect ?? ""}:${h.text.length}:${h.text}`);
        if (h.from !== undefined) {
          k.text("ref" in h.from ? h.from.ref : h.from.key);
          if (h.from.anon) k.anon = true;
        }
      }
    }
    if (this.options.length > 0) for (const o of this.options) k.option(o);
  }
}

const empty: SelectFields = {
  columns: none,
  froms: none,
  joins: none,
  where: none,
  groupBy: none,
  having: none,
  orderBy: none,
  limit: undefined,
  offset: undefined,
  fetch: undefined,
  distinct: false,
  distinctOn: none,
  labelStyle: "disambiguateOnly",
  correlate: undefined,
  forUpdate: undefined,
  ctes: none,
  prefixes: none,
  suffixes: none,
  hints: none,
  options: none,
  execOptions: undefined,
  plugin: undefined,
};

const base = new SelectNode(empty);

/** Fields that a builder may set on a copy before it is handed out. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** A copy of a select whose fields may be set until it is shared. */
export function draftSelect(from: SelectNode = base): Draft<SelectFields> {
  return new SelectNode(from);
}

/** A SELECT with the given fields and the defaults for the rest; or, from an existing one, a copy with those fields replaced. */
export function selectNode(fields: Partial<SelectFields>, from: SelectNode = base): SelectNode {
  return Object.assign(new SelectNode(from), fields);
}

/** Puts a statement's key, binds and anon flag together, in one order. */
export class KeyBuilder {
  key: string;
  binds: Binds = undefined;
  anon = false;
  constructor(head: string) {
    this.key = head;
  }
  text(text: string): void {
    this.key += text;
  }
  node(node: Node): void {
    this.key += node.key + ",";
    const b = node.binds;
    if (b !== undefined) this.binds = joinBinds(this.binds, b);
    if (node.anon) this.anon = true;
  }
  option(option: StatementOption): void {
    this.text("&" + option.key);
    for (const part of option.parts ?? []) this.node(part);
  }
  list(nodes: readonly Node[]): void {
    for (let i = 0; i < nodes.length; i++) this.node(nodes[i]!);
    this.key += ";";
  }
}

/** From-clauses that columns of these expressions come from and whose own content is not in a column's key. */
export function heavyFroms(...lists: (readonly Node[])[]): Set<FromNode> {
  const out = new Set<FromNode>();
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    if (Array.isArray(value)) {
      for (const v of value) visit(v);
      return;
    }
    const node = value as ExprNode | EntityNode;
    if (!node.anon) return;
    switch (node.kind) {
      case "column": {
        const from = node.table;
        if (from !== undefined && from.key !== (from as { ref?: string }).ref) out.add(from);
        return;
      }
      case "entity":
        if (node.from.anon && node.from.key !== (node.from as { ref?: string }).ref) out.add(node.from);
        return;
      case "scalarSubquery":
      case "exists":
        return;
      default:
        if (isExpression(node.kind)) for (const part of Object.values(node)) visit(part);
    }
  };
  for (const list of lists) visit(list);
  return out;
}

const fromKinds = new Set(["table", "alias", "subquery", "cte", "join", "values", "tableValued", "select", "compound"]);
function isExpression(kind: string | undefined): boolean {
  return kind !== undefined && !fromKinds.has(kind);
}
