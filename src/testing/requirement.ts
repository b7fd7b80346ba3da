import type { SqlFeatures } from "../compiler/target.ts";
import type { ExecutionCapabilities } from "../dialect/capabilities.ts";
import type { CatalogCapabilities } from "../dialect/catalog.ts";
import type { Requirements } from "../dialect/requirements.ts";
import type { Dialect } from "../dialect/dialect.ts";
import { NullPool } from "../pool/null-pool.ts";
import type { Pool } from "../pool/pool.ts";
import { QueuePool } from "../pool/queue-pool.ts";

/** What a check looks at to know whether it applies: a database that was connected to. */
export interface Subject {
  readonly dialect: Dialect;
  readonly pool: Pool;
  /** The engine is synchronous. */
  readonly sync: boolean;
}

/** Something that not every database, driver or pool has. */
export interface Requirement {
  /** As reports say it: `sqlFeatures.fetch`. */
  readonly name: string;
  readonly met: (subject: Subject) => boolean;
}

type Flags<T> = { [K in keyof T]: T[K] extends boolean ? K : never }[keyof T] & string;

/** A field of the dialect's `sqlFeatures` that must be true. */
export function sql(feature: Flags<SqlFeatures>): Requirement {
  return { name: `sqlFeatures.${feature}`, met: ({ dialect }) => dialect.sqlFeatures[feature] };
}

/** A field of the dialect's `capabilities` that must be true. */
export function execution(capability: Flags<ExecutionCapabilities>): Requirement {
  return { name: `capabilities.${capability}`, met: ({ dialect }) => dialect.capabilities[capability] };
}

/** A field of the dialect's `requirements` that must be true, or given. */
export function database(requirement: keyof Requirements): Requirement {
  const met = ({ dialect }: Subject): boolean =>
    dialect.requirements[requirement] !== false && dialect.requirements[requirement] !== undefined;
  return { name: `requirements.${requirement}`, met };
}

/** What the catalog of a dialect with reflection keeps. */
export function catalog(capability: Flags<CatalogCapabilities>): Requirement {
  return {
    name: `the catalog's ${capability}`,
    met: ({ dialect }) => dialect.requirements.reflection && dialect.makeCatalog().capabilities[capability],
  };
}

/** The opposite of another. */
export function lacks(requirement: Requirement): Requirement {
  return { name: `not ${requirement.name}`, met: (subject) => !requirement.met(subject) };
}

/** One of these will do. */
export function either(...requirements: readonly Requirement[]): Requirement {
  return {
    name: requirements.map((requirement) => requirement.name).join(" or "),
    met: (subject) => requirements.some((requirement) => requirement.met(subject)),
  };
}

/** An isolation level that connections take. */
export function isolationLevel(level: string): Requirement {
  return {
    name: `capabilities.isolationLevels has ${level}`,
    met: ({ dialect }) => dialect.capabilities.isolationLevels.includes(level),
  };
}

/** Comments of tables and columns. */
export const comments: Requirement = {
  name: "ddlFeatures.supportsComments",
  met: ({ dialect }) => dialect.ddlFeatures.supportsComments,
};

/** ALTER TABLE ADD CONSTRAINT. */
export const alterTable: Requirement = {
  name: "ddlFeatures.supportsAlter",
  met: ({ dialect }) => dialect.ddlFeatures.supportsAlter,
};

/** Statements that wait for each other: an asynchronous engine, whose driver does not stop the thread meanwhile. */
export const concurrency: Requirement = {
  name: "an asynchronous engine",
  met: ({ sync }) => !sync,
};

/** Connections that know nothing of each other, unlike those of a database in memory. */
export const separateConnections: Requirement = {
  name: "a pool of several connections",
  met: ({ pool }) => pool instanceof NullPool || (pool instanceof QueuePool && pool.size() !== 1),
};
