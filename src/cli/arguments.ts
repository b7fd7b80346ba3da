import { parseArgs } from "node:util";

/** What was typed cannot be understood; the exit code is 2. */
export class UsageError extends Error {}

interface GenerateArguments {
  readonly command: "generate";
  readonly url: string;
  readonly out: string | undefined;
  readonly schema: string | undefined;
  readonly tables: readonly string[] | undefined;
  readonly views: boolean;
  readonly relationships: boolean;
  readonly core: boolean;
}
export type Arguments = GenerateArguments | { readonly command: "help" | "version" };

const OPTIONS = {
  out: { type: "string", short: "o" },
  schema: { type: "string" },
  tables: { type: "string", multiple: true },
  views: { type: "boolean" },
  "no-relationships": { type: "boolean" },
  core: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
} as const;

export const HELP = `athanor: models and migrations for Athanor

Usage
  athanor generate <url> [options]   write TypeScript models of a database's tables

Options of generate
  -o, --out <file>       where to; the standard output otherwise
      --schema <name>    the schema whose tables are meant
      --tables <a,b>     only these tables; may be said several times; a comma in a name is written \\,
      --views            views too, as Core tables
      --core             Core tables (metadata.table) instead of classes
      --no-relationships no relationships between the classes

Everywhere
  -h, --help             this text
  -v, --version          the version of Athanor

Examples
  athanor generate sqlite:///chinook.db --out src/models.ts
  athanor generate postgresql://app@localhost/shop --schema sales --tables orders,lines

Exit codes: 0 done, 1 the database or a file refused, 2 the command was not understood.
`;

/** What the command line says; UsageError when it says nothing that is known. */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  if (values.help === true) return { command: "help" };
  if (values.version === true) return { command: "version" };
  const [command, url, ...more] = positionals;
  if (command === undefined) throw new UsageError("A command is missing; there is: generate.");
  if (command === "help") return { command: "help" };
  if (command !== "generate")
    throw new UsageError(`There is no command ${JSON.stringify(command)}; there is: generate.`);
  if (url === undefined)
    throw new UsageError(
      "generate needs the URL of a database, such as sqlite:///app.db or postgresql://localhost/app.",
    );
  if (more.length > 0) throw new UsageError(`generate takes one URL; what is ${JSON.stringify(more[0])}?`);
  for (const name of ["out", "schema"] as const)
    if (values[name] === "") throw new UsageError(`--${name} needs a value.`);
  return {
    command,
    url,
    out: values.out,
    schema: values.schema,
    tables: values.tables === undefined ? undefined : tableNames(values.tables),
    views: values.views === true,
    relationships: values["no-relationships"] !== true,
    core: values.core === true,
  };
}

function parse(
  argv: readonly string[],
): ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** `--tables a,b`, said once or several times; a comma in a name stands behind a backslash. */
function tableNames(given: readonly string[]): string[] {
  const names = given.flatMap((list) => list.split(/(?<!\\),/).map((name) => name.replaceAll("\\,", ",").trim()));
  const found = [...new Set(names.filter((name) => name !== ""))];
  if (found.length === 0) throw new UsageError("--tables needs at least one name.");
  return found;
}
