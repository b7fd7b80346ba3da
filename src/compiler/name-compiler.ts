import { CompileError } from "../errors/compile.ts";
import { anonName, resolveName } from "../sql/anon-name.ts";
import type { BindNode } from "../sql/node.ts";
import type { ColumnNode } from "../sql/nodes/column.ts";
import type { NextValueNode } from "../sql/nodes/next-value.ts";
import type { ExprNode, FromNode } from "../sql/nodes/unions.ts";
import { anonFromBase } from "../sql/selected-columns.ts";
import type { TableNode } from "../sql/nodes/table.ts";
import type { SqlType } from "../types/sql-type.ts";
import { warn } from "../util/warn.ts";
import { cartesianProduct } from "./from-linter.ts";
import type { BindFrame } from "./bind-frame.ts";
import { cleanBindName } from "./bind-name.ts";
import type { ColumnDefaultInfo, CompileOptions } from "./compiled.ts";
import type { CompileTarget } from "./target.ts";

/** A bind that was written, before the final order is known. */
export interface UsedBind {
  readonly node: BindNode;
  readonly name: string;
  readonly cast: string;
  readonly empty: string;
  readonly notIn?: boolean;
  readonly frame?: BindFrame | undefined;
  /** Its list is of tuples of these types. */
  readonly parts?: readonly SqlType[] | undefined;
  /** Written into the SQL when it is executed, although the bind itself does not say so. */
  readonly literal?: boolean;
  default: ColumnDefaultInfo | undefined;
  column: ColumnNode | undefined;
  row?: number;
}

/** Gives names to labels, from-clauses and binds. Binds are written as marks, put in order when the whole text is there. */
export abstract class NameCompiler {
  protected readonly target: CompileTarget;
  protected readonly options: CompileOptions;
  protected readonly used: UsedBind[] = [];
  /** Tables are named without their schema. */
  protected withoutSchema = false;
  /** Tables beside one of the same name in another schema, with the alias that tells them apart. */
  protected renamed: ReadonlyMap<FromNode, string> | undefined;
  /** Binds are written into the SQL when the statement is executed. */
  protected literalExecution = false;
  private readonly byNode = new Map<BindNode, number>();
  private readonly byName = new Map<string, BindNode>();
  /** Names of binds that are new values of columns. */
  private readonly crudNames = new Set<string>();
  private readonly names = new Map<string, string>();
  private readonly counters = new Map<string, number>();

  constructor(target: CompileTarget, options: CompileOptions) {
    this.target = target;
    this.options = options;
  }

  // --- names ------------------------------------------------------------------------------------------------------

  /** A name, or the next free one where it is for us to make up. */
  label(name: string): string {
    return this.shorten(resolveName(name, this.madeLabel));
  }
  private readonly madeLabel = (name: string, base: string): string => {
    let known = this.names.get(name);
    if (known === undefined) this.names.set(name, (known = this.shortenMade(this.numbered(plainBase(base)))));
    return known;
  };

  protected numbered(base: string): string {
    const n = this.counters.get(base) ?? 1;
    this.counters.set(base, n + 1);
    return `${base}_${n}`;
  }

  private shorten(name: string): string {
    const max = this.target.maxIdentifierLength ?? this.target.sqlFeatures.maxIdentifierLength;
    if (name.length <= max - 6) return name;
    const known = this.names.get("\u0004" + name);
    if (known !== undefined) return known;
    const made = this.cut(name, max);
    this.names.set("\u0004" + name, made);
    return name.length > max ? made : name;
  }

  /** A name that is made up here may have to be shorter than others. */
  private shortenMade(name: string): string {
    const max = this.target.labelLength;
    if (max === undefined) return this.shorten(name);
    return name.length <= max - 6 ? name : this.cut(name, max);
  }

  private cut(name: string, max: number): string {
    const counter = this.counters.get("\u0004") ?? 1;
    this.counters.set("\u0004", counter + 1);
    return `${name.slice(0, Math.max(max - 6, 0))}_${counter.toString(16)}`;
  }

  /** The name of a from-clause that has one. */
  fromName(from: FromNode): string {
    if (from.kind === "table") return this.renamed?.get(from) ?? this.tableName(from);
    if (from.kind === "join" || from.kind === "text") throw new CompileError(`A ${from.kind} has no name.`);
    let named: FromNode & { name: string | undefined } = from;
    // What was made with `cte.union(…)` and the CTE it was made from are one.
    while (named.kind === "cte" && named.restates !== undefined) named = named.restates;
    // The same made-up name that labels of its columns are composed of.
    return this.target.quote(named.name ?? this.label(anonName(named, anonFromBase(named))));
  }

  /** The name of a table, with its schema. */
  protected tableName(table: TableNode): string {
    const schema = this.withoutSchema ? undefined : this.translated(table.schema);
    return schema === undefined
      ? this.target.quote(table.name)
      : `${this.target.quote(schema)}.${this.target.quote(table.name)}`;
  }

  /** The name of a sequence. */
  protected sequenceName(node: NextValueNode): string {
    const schema = this.translated(node.schema);
    return schema === undefined
      ? this.target.quote(node.name)
      : `${this.target.quote(schema)}.${this.target.quote(node.name)}`;
  }

  /** Hook: the next value of a sequence. The default dialect, which is no database, only shows it. */
  protected nextValue(node: NextValueNode): string {
    if (!this.target.sqlFeatures.sequences) throw new CompileError(`${this.target.name} has no sequences.`);
    return `<next sequence value: ${this.sequenceName(node)}>`;
  }

  private translated(schema: string | undefined): string | undefined {
    const map = this.options.schemaTranslateMap;
    if (map === undefined || !map.has(schema ?? null)) return schema;
    return map.get(schema ?? null) ?? undefined;
  }

  /** Tells of a FROM list whose members are not joined, where the engine asks for it. */
  protected lint(verb: string, froms: readonly FromNode[], where: readonly ExprNode[]): void {
    if (froms.length < 2 || (this.options.lint ?? this.target.fromLinting) !== true) return;
    const message = cartesianProduct(verb, froms, where);
    if (message !== undefined) warn(message);
  }

  // --- binds ------------------------------------------------------------------------------------------------------

  protected bind(node: BindNode): string {
    if (this.options.literalBinds === true) return this.literal(node);
    const index = this.use(node);
    const mark = `\u0001${index}\u0002`;
    return node.expanding ? `(${mark})` : mark;
  }

  /** The binds of what is written become part of the SQL when it is executed. */
  protected writtenOut(write: () => string): string {
    this.literalExecution = true;
    const text = write();
    this.literalExecution = false;
    return text;
  }

  /** Its index in `used`. `as`: the name; `anonymous`: one is made up; `crud`: it is the new value of the column of that name. */
  protected use(
    node: BindNode,
    as: string | undefined = undefined,
    anonymous: boolean = node.unique,
    crud = false,
  ): number {
    let index = this.byNode.get(node);
    if (index !== undefined) return index;
    let name: string;
    if (anonymous) name = this.numbered(node.unique ? cleanBindName(node.name) : "param");
    else {
      name = as ?? node.name;
      const before = this.byName.get(name);
      if (before !== undefined && before !== node) this.checkSameName(name, before, node, crud);
      if (crud) this.crudNames.add(name);
    }
    this.byName.set(name, node);
    index = this.used.length;
    this.used.push({
      node,
      name,
      cast: this.bindCast(node.type),
      empty: node.expanding ? this.emptySet(node.type) : "",
      literal: this.literalExecution,
      default: undefined,
      column: undefined,
    });
    this.byNode.set(node, index);
    return index;
  }

  /** Two binds may have one name where they are one bindparam() said twice. */
  private checkSameName(name: string, other: BindNode, node: BindNode, crud: boolean): void {
    if (crud !== this.crudNames.has(name)) {
      throw new CompileError(
        `bindparam() name ${JSON.stringify(name)} is reserved for automatic usage in the VALUES or SET clause of this insert/update statement. Use a name other than that of a column for bindparam() with insert() or update(), for example ${JSON.stringify(`b_${name}`)}.`,
      );
    }
    if (
      other.unique ||
      other.expanding !== node.expanding ||
      (other.value !== node.value && !other.required && !node.required)
    ) {
      throw new CompileError(
        `The bind parameter ${JSON.stringify(name)} is used for two different values. Give one of them another name, or { unique: true }.`,
      );
    }
  }

  /** What an empty list is where no operator says what it means, as in text(): a query without rows, in parentheses that are there already. */
  private emptySet(type: SqlType): string {
    const cast = this.bindCast(type);
    return `SELECT ${cast === "" ? "1" : `NULL${cast}`} FROM (SELECT 1) AS empty_set WHERE 1 != 1`;
  }

  /** Hook: the cast after a placeholder. */
  protected bindCast(_type: SqlType): string {
    return "";
  }

  /** A value as SQL; a list in parentheses, with `empty` in them when it has no values. */
  literal(node: BindNode, empty: string = "", frame: BindFrame = ["", ""]): string {
    const value = node.value ?? node.callable?.();
    if (!node.expanding) return this.literalValue(node.value === null ? null : value, node.type, node);
    const values = value as readonly unknown[];
    if (values.length === 0 && empty === "") return `(${this.emptySet(node.type)})`;
    const list = values.map((v) => frame[0] + this.literalValue(v, node.type, node) + frame[1]);
    return `(${list.length === 0 ? empty : list.join(", ")})`;
  }

  literalValue(value: unknown, type: SqlType, node?: BindNode): string {
    if (value === undefined)
      throw new CompileError(
        `The bind parameter ${JSON.stringify(node?.name ?? "param")} has no value, so that it cannot be written as a literal.`,
      );
    if (value === null) return "NULL";
    const processor = this.target.typeImpl(type).literalProcessor(this.target);
    if (processor === undefined)
      throw new CompileError(`Values of type ${type.kind} cannot be written as literals on ${this.target.name}.`);
    return verbatim(processor(value));
  }
}

/** Text that did not come from the compiler, in which the sign that begins a mark may stand for itself. */
export function verbatim(text: string): string {
  return text.includes("\u0001") ? text.replaceAll("\u0001", "\u0001-1\u0002") : text;
}

/** The base of a made-up name, without the characters that drivers read something into. */
function plainBase(base: string): string {
  if (!/[%() $]/.test(base)) return base;
  return base.replaceAll(/[%() $]+/g, "_").replaceAll(/^_+|_+$/g, "");
}
