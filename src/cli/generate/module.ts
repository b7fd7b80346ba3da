import { memberSources, stringSource } from "../../dialect/type-source.ts";
import { typeSource } from "../../reflection/type-source.ts";
import type { DomainType } from "../../schema/domain-type.ts";
import { isNamedEnum } from "../../schema/ddl-named-type.ts";
import type { ReflectedColumnSequence, ReflectedForeignKeyConstraint } from "../../schema/reflected.ts";
import type { SqlLike } from "../../schema/sql-like.ts";
import type { SqlType } from "../../types/sql-type.ts";
import { given } from "../../util/given.ts";
import { Imports } from "./imports.ts";
import { callSource } from "./layout.ts";
import { camelCase, isReserved, unique } from "./names.ts";
import { type Plan, referredTable, type TablePlan } from "./table-plan.ts";
import { sqlSource } from "./sql-source.ts";

const BARE_TYPE = `/** A type by its SQL name alone; its values are what the driver gives. */
class SqlTypeName<T> extends UserDefinedType<T> {
  readonly #sql: string;
  constructor(sql: string) {
    super();
    this.#sql = sql;
  }
  override getColSpec(): string {
    return this.#sql;
  }
}`;

/** What stands before the value of a constant: `export const name = `, with a name of some length. */
const CONSTANT = 24;

/** What a module declares besides its tables, as it comes up while they are written. */
export class Module {
  readonly plan: Plan;
  readonly imports: Imports = new Imports();
  readonly #constants: Map<string, { readonly name: string; readonly source: string }> = new Map();
  #usesBareTypes = false;

  constructor(plan: Plan) {
    this.plan = plan;
  }

  /** The constant of an enumeration or domain that is a type of its own; undefined for other types. */
  namedType(type: SqlType): string | undefined {
    if (type.kind === "domain") {
      const { name, schema } = type as DomainType;
      return this.#constant(["type", schema, name], name, () => this.#domainSource(type as DomainType));
    }
    if (!isNamedEnum(type)) return undefined;
    const source = typeSource(type, this.plan.dialect);
    return source === undefined
      ? undefined
      : this.#constant(["type", type.schema, type.name], type.name, () => this.imports.type(source));
  }

  #domainSource(type: DomainType): string {
    const { dataType, schema, collation, notNull, checks } = type;
    const inner = typeSource(dataType, this.plan.dialect);
    const base =
      this.namedType(dataType) ??
      (inner === undefined ? this.bareType(this.plan.dialect.typeSql(dataType), "unknown") : this.imports.type(inner));
    const textOf = (sql: SqlLike): string =>
      sqlSource((sql.node as unknown as { readonly text: string }).text, this.imports);
    const members = Object.entries(
      given({
        schema: schema === undefined ? undefined : stringSource(schema),
        collation: collation === undefined ? undefined : stringSource(collation),
        default: type.default === undefined ? undefined : textOf(type.default as SqlLike),
        notNull: notNull ? "true" : undefined,
        check:
          checks.length === 0
            ? undefined
            : `[${checks.map(({ name, sql }) => `{ ${name === undefined ? "" : `name: ${stringSource(name)}, `}sql: ${textOf(sql)} }`).join(", ")}]`,
      }),
    ).map(([key, source]) => `${key}: ${source}`);
    const call = this.imports.use("domain", "athanor/postgresql");
    return callSource(call, [stringSource(type.name), base], members, CONSTANT);
  }

  /** The constant of a sequence. */
  sequence({ name, schema }: ReflectedColumnSequence): string {
    return this.#constant(["sequence", schema, name], name, () => {
      const found = this.plan.sequences.get(schema === null ? name : `${schema}.${name}`);
      const { name: _name, dataType, ...numbers } = found ?? { name, dataType: null };
      const members = memberSources({ schema: schema ?? undefined, ...numbers });
      const builder = dataType === "integer" ? "integer" : dataType === "smallint" ? "smallInteger" : undefined;
      if (builder !== undefined) members.push(`dataType: ${this.imports.use(builder)}()`);
      members.push("metadata: Base.metadata");
      return callSource(`new ${this.imports.use("Sequence")}`, [stringSource(name)], members, CONSTANT);
    });
  }

  /** A column of a type that no function makes. */
  bareType(sql: string, value: "string" | "unknown"): string {
    this.#usesBareTypes = true;
    this.imports.use("UserDefinedType");
    return `new ${this.imports.use("ColumnBuilder")}<${value}>(new SqlTypeName<${value}>(${stringSource(sql)}))`;
  }

  #constant(key: readonly unknown[], name: string, source: () => string): string {
    const text = JSON.stringify(key);
    let found = this.#constants.get(text);
    if (found === undefined) {
      // What it is made of is declared before it.
      const made = source();
      const wanted = camelCase(name);
      const free =
        this.plan.taken.has(wanted) || isReserved(wanted)
          ? `${wanted}${key[0] === "type" ? "Type" : "Sequence"}`
          : wanted;
      found = { name: unique(free, this.plan.taken), source: made };
      this.#constants.set(text, found);
    }
    return found.name;
  }

  /** The columns that a foreign key refers to, as references() and foreignKeyConstraint() take them. */
  targets(key: ReflectedForeignKeyConstraint): string[] {
    const { tables } = this.plan;
    const facts = referredTable(
      key,
      tables.map((table) => table.facts),
    )!;
    const table = tables.find((each) => each.facts === facts)!;
    const names = facts.schema === undefined ? [facts.name] : [facts.schema, facts.name];
    return key.referredColumns.map((column) => {
      const { attribute } = table.columns.find((each) => each.facts.name === column)!;
      return names.some((name) => name.includes("."))
        ? `() => ${table.name}.c.${attribute}`
        : stringSource([...names, attribute].join("."));
    });
  }

  /** What a foreign key says besides its columns. */
  foreignKeyOptions({ facts }: TablePlan, key: ReflectedForeignKeyConstraint): string[] {
    const { name, constrainedColumns, options, comment, dialectOptions } = key;
    const isUsual = name === null || this.plan.catalog.isUsualName("foreignKey", name, facts.name, constrainedColumns);
    return memberSources({ name: isUsual ? undefined : name, ...options, comment, ...dialectOptions });
  }

  /** What stands before the tables. */
  preamble(): string[] {
    const parts = [`export class Base extends ${this.imports.use("declarativeBase", "athanor/orm")}() {}`];
    if (this.#usesBareTypes) parts.push(BARE_TYPE);
    for (const { name, source } of this.#constants.values()) parts.push(`export const ${name} = ${source};`);
    return parts;
  }
}
