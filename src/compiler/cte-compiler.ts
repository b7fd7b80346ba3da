import { CompileError } from "../errors/compile.ts";
import type { Node } from "../sql/node.ts";
import type { Affix } from "../sql/nodes/select.ts";
import type { CteNode } from "../sql/nodes/subquery.ts";
import { proxyColumnsOf } from "../sql/selected-columns.ts";
import { FromCompiler } from "./from-compiler.ts";

/** Where a CTE is written. */
interface CtePlace {
  readonly node: CteNode;
  readonly name: string;
  /** The statement in whose WITH clause it stands: 1 is the outermost. */
  level: number;
  nestHere: boolean;
  text: string | undefined;
}

/** Gathers CTEs, and writes WITH clauses. */
export abstract class CteCompiler extends FromCompiler {
  /** How many statements are being written, one in another. */
  protected depth = 0;
  /** CTEs by the one that they were made from, in the order in which they must be written. */
  private readonly ctes = new Map<CteNode, CtePlace>();

  protected abstract dml(node: Node): string;

  /** CTEs that a statement has without naming them in FROM. */
  protected ownCtes(list: readonly { readonly cte: CteNode; readonly nestHere: boolean }[]): void {
    for (const c of list) this.cte(c.cte, c.nestHere);
  }

  protected cte(node: CteNode, nestHere = false): void {
    if (node.aliasOf !== undefined) {
      this.cte(node.aliasOf, nestHere);
      return;
    }
    const origin = originOf(node);
    const nesting = node.options.nesting || nestHere;
    const level = nesting ? Math.max(this.depth, 1) : 1;
    let known = this.ctes.get(origin);
    if (known !== undefined && nestHere) {
      if (known.nestHere)
        throw new CompileError(`The CTE ${known.name} is said to be nested here (nestHere) in more than one place.`);
      known.level = level;
      known.nestHere = true;
    }
    const name = this.fromName(node);
    known ??= this.named(name, level);
    if (known !== undefined) {
      const other = known.node;
      if (other === node || other.restates === node) return;
      if (other !== node.restates)
        throw new CompileError(`Two different CTEs are named ${name}. Give one of them another name.`);
      this.ctes.delete(originOf(other));
    }
    const place: CtePlace = { node, name, level, nestHere, text: undefined };
    this.ctes.set(origin, place);
    const text = this.cteText(node, name);
    place.text = text;
    // What it names comes before it.
    if (this.ctes.get(origin) === place) {
      this.ctes.delete(origin);
      this.ctes.set(origin, place);
    }
  }

  private named(name: string, level: number): CtePlace | undefined {
    for (const place of this.ctes.values()) if (place.name === name && place.level === level) return place;
    return undefined;
  }

  private cteText(node: CteNode, name: string): string {
    const { recursive, materialized } = node.options;
    const q = node.query;
    let columns = "";
    if (recursive || q.kind === "values") {
      const names =
        q.kind === "insert" || q.kind === "update" || q.kind === "delete" || q.kind === "values"
          ? node.columns.map((c) => c.name)
          : proxyColumnsOf(q).map((c) => c.name);
      columns = `(${names.map((c) => this.target.quote(this.label(c))).join(", ")})`;
    }
    const word = materialized === undefined ? "" : materialized ? "MATERIALIZED " : "NOT MATERIALIZED ";
    const head = `${name}${columns} AS ${word}${this.affixes(node.options.prefixes)}`;
    const hints = this.fromHints;
    this.fromHints = undefined;
    const body = this.cteBody(node);
    this.fromHints = hints;
    const suffixes = this.affixes(node.options.suffixes);
    return `${head}\n(${body})${suffixes === "" ? "" : ` ${suffixes}`}`;
  }

  private cteBody(node: CteNode): string {
    const q = node.query;
    if (q.kind === "insert" || q.kind === "update" || q.kind === "delete") {
      if (!this.target.sqlFeatures.dmlInCte)
        throw new CompileError(`${this.target.name} has no ${q.kind.toUpperCase()} inside WITH.`);
      return this.dml(q);
    }
    if (q.kind === "values") {
      if (q.lateral) throw new CompileError("values() that are lateral cannot stand in a CTE.");
      return this.valuesRows(q.rows, q.literalBinds);
    }
    return this.query(q, undefined, true);
  }

  /** Texts before or after a part of a statement, each with a space behind. */
  protected affixes(list: readonly Affix[], point: Affix["point"] = undefined): string {
    let out = "";
    for (const a of list) if (a.point === point && this.isMeant(a.dialect)) out += `${this.expr(a.node)} `;
    return out;
  }

  /**
   * WITH …, or nothing. At the outermost statement all that are left; further in, those that belong to this level
   * (`following`: and to the next one, for statements that wrap a select).
   */
  protected withClause(following = false): string {
    if (this.ctes.size === 0) return "";
    const texts: string[] = [];
    let recursive = false;
    for (const [origin, place] of this.ctes) {
      if (this.depth > 1) {
        const here = place.level === this.depth || (following && place.level === this.depth + 1);
        if (!here || !(place.node.options.nesting || place.nestHere)) continue;
      }
      if (place.text === undefined) continue;
      if (place.node.options.recursive) recursive = true;
      texts.push(place.text);
      this.ctes.delete(origin);
    }
    return texts.length === 0 ? "" : `WITH ${recursive ? "RECURSIVE " : ""}${texts.join(", \n")}\n `;
  }
}

/** The CTE that one was made from with union(): both are one in SQL. */
function originOf(node: CteNode): CteNode {
  return node.restates === undefined ? node : originOf(node.restates);
}
