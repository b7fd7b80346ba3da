import { ObjectKind, ObjectScope } from "../../dialect/catalog.ts";
import type { Engine } from "../../engine/engine.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import { Inspector } from "../../reflection/inspector.ts";
import { readSequences, readTables } from "../../reflection/table-facts.ts";
import { Module } from "./module.ts";
import { planModels } from "./plan.ts";
import { dependencySources, tableSource } from "./write-table.ts";

export interface GenerateOptions {
  readonly schema: string | undefined;
  /** Only these. */
  readonly tables: readonly string[] | undefined;
  readonly views: boolean;
  readonly relationships: boolean;
  /** Core tables rather than classes. */
  readonly core: boolean;
}

/** The TypeScript module of a database's tables, and how many there are. */
export function generateModels(engine: Engine, options: GenerateOptions): { source: string; count: number } {
  const { schema, tables, views, relationships, core } = options;
  const kind = views ? ObjectKind.ANY : ObjectKind.TABLE;
  const inspector = new Inspector(engine);
  const { facts, sequences } = inspector.run(function* (connection, inspected) {
    const there = yield* inspected.names(connection, schema, kind, ObjectScope.DEFAULT);
    const missing = tables?.filter((name) => !there.includes(name)) ?? [];
    if (missing.length > 0)
      throw new InvalidRequestError(
        `There is no table ${missing.map((name) => JSON.stringify(name)).join(", ")}; there are ${there.join(", ") || "none"}.`,
      );
    if (there.length === 0)
      throw new InvalidRequestError(
        schema === undefined ? "The database has no tables." : `The schema ${JSON.stringify(schema)} has no tables.`,
      );
    const found = yield* readTables(inspected, connection, schema, tables ?? there, kind);
    return { facts: found, sequences: yield* readSequences(inspected, connection, found) };
  });
  const catalog = engine.dialect.makeCatalog();
  const plan = planModels(facts, sequences, engine.dialect, catalog, { relationships, core });
  const module = new Module(plan);
  const declarations = plan.tables.map((table) => tableSource(module, table));
  const preamble = module.preamble();
  const dependencies = dependencySources(plan).join("\n");
  const parts = [module.imports.toString(), ...preamble, ...declarations, dependencies];
  const source = parts.filter((part) => part !== "").join("\n\n");
  return { source: `${source}\n`, count: plan.tables.length };
}
