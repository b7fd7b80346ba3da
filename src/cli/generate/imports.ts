import type { TypeSource } from "../../dialect/type-source.ts";

/** What the entries export under the names that may be needed; so that no class or table is called so. */
export const CORE_NAMES: ReadonlySet<string> = new Set(
  `array bigInteger BINARY BLOB boolean char checkConstraint CLOB ColumnBuilder CreateView date DATETIME datetime DECIMAL declarativeBase DOUBLE
  double DOUBLE_PRECISION DropView enumeration excludeConstraint FetchedValue float foreignKeyConstraint index integer interval json largeBinary
  literalColumn manyToMany manyToOne MetaData NCHAR numeric NVARCHAR oneToMany oneToOne and domain primaryKeyConstraint REAL Sequence smallInteger string
  text time TIMESTAMP unicode unicodeText uniqueConstraint UserDefinedType uuid UUID VARBINARY`.split(/\s+/),
);

const PREFIXES: Readonly<Record<string, string>> = { "athanor/postgresql": "pg", "athanor/mysql": "mysql" };

/** What a module imports, as it is written. */
export class Imports {
  readonly #used: Map<string, Map<string, string>> = new Map();

  /** Makes a name known and gives what it is called in the module: those of a dialect that Core has too get a prefix. */
  use(name: string, from = "athanor"): string {
    const prefix = PREFIXES[from];
    const local =
      prefix !== undefined && CORE_NAMES.has(name) && name !== "domain"
        ? `${prefix}${name[0]!.toUpperCase()}${name.slice(1)}`
        : name;
    const names = this.#used.get(from) ?? new Map<string, string>();
    this.#used.set(from, names.set(name, local));
    return local;
  }

  /** The call that names a type. */
  type({ from, name, args }: TypeSource): string {
    const inside = args.map((arg) => (typeof arg === "string" ? arg : this.type(arg)));
    return `${this.use(name, from)}(${inside.join(", ")})`;
  }

  /** The import lines. */
  toString(): string {
    const order = [...this.#used].sort(([a], [b]) => (a < b ? -1 : 1));
    return order
      .map(([from, names]) => {
        const list = [...names]
          .map(([name, local]) => (name === local ? name : `${name} as ${local}`))
          .sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0));
        const line = `import { ${list.join(", ")} } from "${from}";`;
        return line.length <= 120
          ? line
          : `import {\n${list.map((name) => `  ${name},`).join("\n")}\n} from "${from}";`;
      })
      .join("\n");
  }
}
