import { type $kind, setBrand } from "../util/brand.ts";
import type { ExtensionNode } from "./nodes/dml.ts";

/** A clause for `ext()`: what only some databases have. */
export class Extension {
  readonly node: ExtensionNode;
  /** How errors call it. */
  readonly name: string;
  readonly #statements: ReadonlySet<string>;

  constructor(node: ExtensionNode, name: string, statements: readonly string[]) {
    this.node = node;
    this.name = name;
    this.#statements = new Set(statements);
  }
  /** Whether it is a clause of such statements. */
  fits(statement: string): boolean {
    return this.#statements.has(statement);
  }
}
export interface Extension {
  readonly [$kind]: "extension";
}
setBrand(Extension.prototype, "extension");
