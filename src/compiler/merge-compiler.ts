import { ArgumentError } from "../errors/argument.ts";
import { CompileError } from "../errors/compile.ts";
import { describeFrom } from "../sql/join-condition.ts";
import type { ColumnNode } from "../sql/nodes/column.ts";
import type { Assignment } from "../sql/nodes/dml.ts";
import type { MergeBranch, MergeNode } from "../sql/nodes/merge.ts";
import type { ExprNode } from "../sql/nodes/unions.ts";
import { sortByPosition } from "./dml-values.ts";
import { UpdateCompiler } from "./update-compiler.ts";

/** Writes MERGE. */
export abstract class MergeCompiler extends UpdateCompiler {
  protected merge(node: MergeNode): string {
    if (!this.target.sqlFeatures.merge) {
      throw new CompileError(
        `${this.target.name} has no MERGE. Use insert(…).orUpdate(…), or an update() and an insert() in one transaction.`,
      );
    }
    if (node.source === undefined || node.on === undefined || node.branches.length === 0) {
      throw new ArgumentError(
        `merge() into ${describeFrom(node.table)} needs using(source, on), and at least one of whenMatched() and whenNotMatched().`,
      );
    }
    this.writeCtes(node.ctes);
    this.enter(node.table, [node.source]);
    let text = `MERGE INTO ${this.dmlPrefixes(node.prefixes)}${this.hinted(this.from(node.table), node.hints)}`;
    text += ` USING ${this.from(node.source)} ON ${this.expr(node.on)}`;
    for (const branch of node.branches) text += ` ${this.branch(node, branch)}`;
    if (node.returning.length > 0) text += this.returning(node.returning, undefined, "MERGE");
    return text;
  }

  private branch(node: MergeNode, branch: MergeBranch): string {
    const and = branch.and === undefined ? "" : ` AND ${this.conditions([branch.and])}`;
    return `WHEN ${branch.when === "matched" ? "MATCHED" : "NOT MATCHED"}${and} THEN ${this.action(node, branch)}`;
  }

  private action(node: MergeNode, { action }: MergeBranch): string {
    switch (action.do) {
      case "nothing":
        return "DO NOTHING";
      case "delete":
        return "DELETE";
      case "update": {
        const { columns, values } = this.withDefaults(node, action.set, "onupdate");
        return `UPDATE SET ${columns.map((c, i) => `${this.target.quote(c.name)} = ${this.otherValue(values[i]!)}`).join(", ")}`;
      }
      case "insert": {
        const { columns, values } = this.withDefaults(node, action.values, "default");
        if (columns.length === 0) return "INSERT DEFAULT VALUES";
        return `INSERT (${columns.map((c) => this.target.quote(c.name)).join(", ")}) VALUES (${values.map((value) => this.otherValue(value)).join(", ")})`;
      }
    }
  }

  /** Columns in the order of the table, with what they get by themselves. */
  private withDefaults(
    node: MergeNode,
    given: readonly Assignment[],
    which: "default" | "onupdate",
  ): { columns: ColumnNode[]; values: ExprNode[] } {
    const columns = given.map((a) => a.column);
    const values = given.map((a) => a.value);
    const table = node.table.kind === "alias" ? node.table.element : node.table;
    // An alias has columns of its own.
    const defaults: ColumnNode[] = [];
    const added: ExprNode[] = [];
    const names = new Set(columns.map((c) => c.name));
    this.addDefaults(this.schemaTable(table), defaults, [added], which);
    defaults.forEach((c, i) => {
      if (names.has(c.name)) return;
      columns.push(c);
      values.push(added[i]!);
    });
    if (node.table.kind === "table") sortByPosition(node.table, columns, [values]);
    return { columns, values };
  }
}
