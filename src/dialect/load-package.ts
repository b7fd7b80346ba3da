import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { MissingDriverError } from "../errors/driver.ts";

/**
 * A third-party driver package, loaded when its first connection is opened: looked for from this package (where npm puts a peer dependency),
 * then from the working directory (for a linked checkout). Throws MissingDriverError, with the command that installs it.
 */
export function requirePackage(name: string, driver: string): unknown {
  try {
    return createRequire(import.meta.url)(name);
  } catch (error) {
    if (!isMissing(error, name)) throw error;
  }
  try {
    return workingDirectoryRequire()(name);
  } catch (error) {
    throw isMissing(error, name) ? missing(name, driver, error) : error;
  }
}

/** The same for a package that may be an ES module. */
export async function importPackage(name: string, driver: string): Promise<unknown> {
  try {
    return await import(name);
  } catch (error) {
    if (!isMissing(error, name)) throw error;
  }
  let file: string;
  try {
    file = workingDirectoryRequire().resolve(name);
  } catch (error) {
    throw isMissing(error, name) ? missing(name, driver, error) : error;
  }
  return await import(pathToFileURL(file).href);
}

function workingDirectoryRequire(): ReturnType<typeof createRequire> {
  return createRequire(join(process.cwd(), "package.json"));
}

/** The package itself is not there; that one of *its* imports is missing is another error. */
function isMissing(error: unknown, name: string): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (code === "MODULE_NOT_FOUND" || code === "ERR_MODULE_NOT_FOUND") && String(message).includes(`'${name}'`);
}

function missing(name: string, driver: string, cause: unknown): MissingDriverError {
  return new MissingDriverError(
    `The driver ${driver} needs the package "${name}", which is not installed. Install it: npm install ${name}`,
    name,
    { cause },
  );
}
