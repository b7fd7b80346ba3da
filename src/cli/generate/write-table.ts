import { literalSource, memberSource, stringSource } from "../../dialect/type-source.ts";
import { inlineOf, type Inline } from "./inline.ts";
import type { Module } from "./module.ts";
import type { ColumnOfTable, RelationshipPlan, TablePlan } from "./table-plan.ts";
import { constraintSources } from "./write-constraints.ts";
import { columnSource } from "./write-column.ts";
import { sqlSource } from "./sql-source.ts";

/** The declaration of a table: a class, or a constant. */
export function tableSource(module: Module, table: TablePlan): string {
  const inline = inlineOf(module.plan, table);
  const members = [
    ...table.columns.map(
      (column) => `${memberSource(column.attribute)}: ${columnSource(module, table, column, inline)},`,
    ),
    ...table.relationships.flatMap((relationship) => relationshipSource(module, relationship)),
  ];
  const name = stringSource(table.facts.name);
  const body = table.isModel
    ? modelSource(module, table, inline, name, members)
    : coreSource(module, table, inline, name, members);
  const text = table.isModel
    ? `export class ${table.name} extends ${body} {}`
    : `export const ${table.name} = ${body};${viewSource(module, table)}`;
  return [...notes(table, inline), text].join("\n");
}

/**
 * `Base.table(…)`. Constraints beside relationships are chained: the types of classes that refer to one another would go round in a circle
 * if the callback were an argument of the call that declares them.
 */
function modelSource(
  module: Module,
  table: TablePlan,
  inline: Inline,
  name: string,
  members: readonly string[],
): string {
  const { schema } = table.facts;
  const constraints = constraintsOption(module, table, inline);
  const schemaOption = schema === undefined ? [] : [`schema: ${stringSource(schema)},`];
  const options = optionSources(table);
  if (table.relationships.length === 0 || constraints.length === 0)
    return callSource("Base.table", name, members, [...schemaOption, ...options, ...constraints]);
  const chained = indented([...options, ...constraints], 1);
  return `${callSource("Base.table", name, members, schemaOption)}.with({\n${chained}\n})`;
}

function coreSource(
  module: Module,
  table: TablePlan,
  inline: Inline,
  name: string,
  members: readonly string[],
): string {
  const { schema } = table.facts;
  const schemaOption = schema === undefined ? [] : [`schema: ${stringSource(schema)},`];
  const options = [...schemaOption, ...optionSources(table), ...constraintsOption(module, table, inline)];
  return callSource("Base.metadata.table", name, members, options);
}

/** As a formatter writes it: the last of two arguments is hugged, three have a line each. */
function callSource(call: string, name: string, members: readonly string[], options: readonly string[]): string {
  const shape = members.length === 0 ? "{}" : undefined;
  if (options.length === 0) return `${call}(${name}, ${shape ?? `{\n${indented(members, 1)}\n}`})`;
  return `${call}(\n  ${name},\n  ${shape ?? `{\n${indented(members, 2)}\n  }`},\n  {\n${indented(options, 2)}\n  },\n)`;
}

function indented(lines: readonly string[], depth: number): string {
  return lines
    .flatMap((line) => line.split("\n"))
    .map((line) => "  ".repeat(depth) + line)
    .join("\n");
}

/** The comment above a declaration. */
function notes({ facts }: TablePlan, { leftOut }: Inline): string[] {
  const lines: string[] = [];
  const { text } = facts.tableComments;
  if (text !== null) lines.push(...text.split(/\r?\n/));
  if (facts.views !== null) lines.push(facts.views.materialized ? "A materialized view." : "A view.");
  for (const key of leftOut)
    lines.push(
      `The foreign key on ${key.constrainedColumns.join(", ")} refers to ${key.referredSchema === null ? "" : `${key.referredSchema}.`}${key.referredTable}, which is not here.`,
    );
  const safe = lines.map((line) => line.replaceAll("*/", "* /").replaceAll(/[\p{Cc}\u2028\u2029]/gu, " "));
  if (safe.length === 0) return [];
  return safe.length === 1 ? [`/** ${safe[0]} */`] : ["/**", ...safe.map((line) => ` * ${line}`.trimEnd()), " */"];
}

function relationshipSource({ imports }: Module, relationship: RelationshipPlan): string[] {
  const { kind, target, name, backPopulates, foreignKeys, primaryjoin, secondary, secondaryjoin } = relationship;
  const options: string[] = [];
  if (secondary !== undefined) options.push(`secondary: () => ${secondary.name}`);
  if (primaryjoin !== undefined) options.push(`primaryjoin: () => ${conditionSource(primaryjoin, imports)}`);
  if (secondaryjoin !== undefined) options.push(`secondaryjoin: () => ${conditionSource(secondaryjoin, imports)}`);
  if (foreignKeys !== undefined) options.push(`foreignKeys: () => [${foreignKeys.map(columnText).join(", ")}]`);
  options.push(`backPopulates: ${stringSource(backPopulates)}`);
  const call = `  return ${imports.use(kind, "athanor/orm")}(() => ${target.name}, {`;
  const line = `${call} ${options.join(", ")} });`;
  const body = line.length <= LINE ? [line] : [call, ...options.map((option) => `    ${option},`), "  });"];
  return [`get ${memberSource(name)}() {`, ...body, "},"];
}

/** How long a line may be, two levels in. */
const LINE = 116;

function columnText({ table, attribute }: ColumnOfTable): string {
  return `${table.name}.c.${attribute}`;
}

function conditionSource(
  pairs: readonly (readonly [ColumnOfTable, ColumnOfTable])[],
  imports: Module["imports"],
): string {
  const conditions = pairs.map(([a, b]) => `${columnText(a)}.eq(${columnText(b)})`);
  return conditions.length === 1 ? conditions[0]! : `${imports.use("and")}(${conditions.join(", ")})`;
}

/** Options that say no more than what tables are without them. */
const USUAL: Readonly<Record<string, RegExp>> = {
  mysqlEngine: /^InnoDB$/i,
  mysqlCharset: /^utf8mb4$/,
  mysqlCollate: /^utf8mb4_(?:general_ci|0900_ai_ci|uca1400_ai_ci|unicode_ci)$/,
};

function optionSources({ facts: { tableComments, tableOptions } }: TablePlan): string[] {
  const options: string[] = [];
  if (tableComments.text !== null) options.push(`comment: ${stringSource(tableComments.text)},`);
  for (const [name, value] of Object.entries(tableOptions)) {
    if (Object.hasOwn(USUAL, name) && USUAL[name]!.test(String(value))) continue;
    options.push(`${name}: ${literalSource(value)},`);
  }
  return options;
}

function constraintsOption(module: Module, table: TablePlan, inline: Inline): string[] {
  const constraints = constraintSources(module, table, inline);
  if (constraints.length === 0) return [];
  // The columns are named only where they are used.
  const parameter = constraints.some((text) => /\bc\./.test(text)) ? "(c)" : "()";
  const [only, second] = constraints;
  const oneLine = `constraints: ${parameter} => [${only}],`;
  if (second === undefined && oneLine.length <= 100 && !oneLine.includes("\n")) return [oneLine];
  return [`constraints: ${parameter} => [`, ...constraints.map((text) => indented([`${text},`], 1)), "],"];
}

/** What makes createAll create a view as one. */
function viewSource({ imports }: Module, { name, facts }: TablePlan): string {
  if (facts.views === null) return "";
  const { definition, columns, materialized } = facts.views;
  const options = literalSource({ schema: facts.schema, materialized: materialized || undefined, columns });
  const more = options === "{}" ? "" : `, ${options}`;
  const drop = materialized ? `, { materialized: true }` : "";
  return [
    "",
    `${name}.setCreatorDDL(new ${imports.use("CreateView")}(${sqlSource(definition, imports)}, ${stringSource(facts.name)}${more}));`,
    `${name}.setDropperDDL(new ${imports.use("DropView")}(${name}${drop}));`,
  ].join("\n");
}

/** What views read is created before them. After all tables, since those may be declared in any order. */
export function dependencySources({ tables }: Module["plan"]): string[] {
  return tables.flatMap(({ name, facts }) =>
    (facts.views?.reads ?? []).flatMap((read) => {
      const other = tables.find((each) => each.facts.name === read.name && (each.facts.schema ?? null) === read.schema);
      if (other === undefined) return [];
      const fullname = stringSource(read.schema === null ? read.name : `${read.schema}.${read.name}`);
      const table = other.isModel ? `Base.metadata.tables.get(${fullname})!` : other.name;
      return [`${name}.addIsDependentOn(${table});`];
    }),
  );
}
