import type { Executable, ExecuteParams } from "../../engine/executable.ts";
import type { Result } from "../../engine/result.ts";
import { runAsync, runSync } from "../../flow/run.ts";
import type { Flow } from "../../flow/flow.ts";
import type { Node } from "../../sql/node.ts";
import type { SelectNode, StatementOption } from "../../sql/nodes/select.ts";
import { Delete } from "../../sql/delete.ts";
import { Query } from "../../sql/query.ts";
import { Select } from "../../sql/select.ts";
import { Update } from "../../sql/update.ts";
import type { EntityClass, Mapper } from "../contract/mapper.ts";
import type { LoadOrigin } from "../loading/loading-session.ts";
import { entityRefOf } from "../mapping/entity-ref.ts";
import { UserDefinedOption } from "../query/user-defined-option.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import type { SynchronizeSession } from "../dml/synchronize.ts";
import type { SessionExecuteOptions } from "./execute.ts";
import type { SessionCore } from "./session-core.ts";

/** Executes a statement from the listener `next` on. */
type Invoke = (
  statement: Executable,
  params: ExecuteParams | undefined,
  options: SessionExecuteOptions | undefined,
) => Flow<Result>;

/** How the objects of a SELECT are loaded. */
export interface ORMLoadOptions {
  readonly populateExisting: boolean;
  readonly autoflush: boolean;
  readonly yieldPer: number | undefined;
}

/** How the session's objects follow an UPDATE or DELETE. */
export interface ORMUpdateDeleteOptions {
  readonly synchronizeSession: SynchronizeSession;
  /** Of entities in RETURNING. */
  readonly populateExisting: boolean;
  readonly autoflush: boolean;
}

function noOptions(name: string, kind: string): InvalidRequestError {
  return new InvalidRequestError(
    `${name} is for a ${kind}; this statement is none. Ask isSelect, isUpdate or isDelete first.`,
    "execute-state",
  );
}

/**
 * One statement that a session is about to execute, for listeners of "doOrmExecute": of the program's own `execute()`, `scalars()` and
 * queries, and the SELECTs that load attributes. `statement`, `parameters` and (of the program's own) `executionOptions` may be assigned.
 */
export class ORMExecuteState {
  statement: Executable;
  parameters: ExecuteParams | undefined;
  executionOptions: SessionExecuteOptions;
  readonly #core: SessionCore;
  readonly #local: SessionExecuteOptions;
  readonly #invoke: Invoke | undefined;
  readonly #origin: LoadOrigin | undefined;

  constructor(
    core: SessionCore,
    statement: Executable,
    given: {
      readonly params?: ExecuteParams | undefined;
      readonly options?: SessionExecuteOptions | undefined;
      readonly invoke?: Invoke | undefined;
      readonly origin?: LoadOrigin | undefined;
    },
  ) {
    this.#core = core;
    this.statement = statement;
    this.parameters = given.params;
    this.#local = given.options ?? {};
    this.executionOptions = {
      ...(this.#node as { execOptions?: SessionExecuteOptions }).execOptions,
      ...given.options,
    };
    this.#invoke = given.invoke;
    this.#origin = given.origin;
  }

  /** What a load is for, as a statement of the program. */
  static ofLoad(core: SessionCore, node: SelectNode, origin: LoadOrigin | undefined): ORMExecuteState {
    return new ORMExecuteState(core, new Select(node), { origin });
  }

  get #node(): Node {
    return (this.statement as unknown as { readonly node: Node }).node;
  }

  /** The Session or AsyncSession. */
  get session(): object {
    return this.#core.user;
  }
  get isSelect(): boolean {
    return ["select", "compound"].includes(this.#node.kind);
  }
  get isInsert(): boolean {
    return this.#node.kind === "insert";
  }
  get isUpdate(): boolean {
    return this.#node.kind === "update";
  }
  get isDelete(): boolean {
    return this.#node.kind === "delete";
  }
  /** Several sets of parameters were given. */
  get isExecutemany(): boolean {
    return Array.isArray(this.parameters);
  }
  /** It is about mapped classes. */
  get isOrmStatement(): boolean {
    return this.#mappers.length > 0;
  }
  /** It refreshes columns of objects that are in memory: expired, deferred, or by `refresh()`. */
  get isColumnLoad(): boolean {
    return this.#origin?.kind === "columns";
  }
  /** It loads a relationship, lazily or as an eager load of another statement. */
  get isRelationshipLoad(): boolean {
    return this.#origin?.kind === "relationship";
  }
  /** Of the load of a relationship: the class that has it, and its name. */
  get loaderStrategyPath(): readonly [EntityClass, string] | undefined {
    if (this.#origin?.kind !== "relationship") return undefined;
    const { mapper, key } = this.#origin.property;
    return [mapper.class, key];
  }
  /** Of a lazy load: the object whose attribute was read. */
  get lazyLoadedFrom(): object | undefined {
    return this.#origin?.kind === "relationship" ? this.#origin.lazyFrom : undefined;
  }
  /** The classes that it selects or writes. */
  get allMappers(): readonly EntityClass[] {
    return this.#mappers.map((mapper) => mapper.class);
  }
  /** The first of them. */
  get bindMapper(): EntityClass | undefined {
    return this.allMappers[0];
  }
  /** The options of this execution alone: without those of the statement. */
  get localExecutionOptions(): SessionExecuteOptions {
    return this.#local;
  }
  /** How objects of a SELECT are loaded, with the defaults. Throws InvalidRequestError of another statement. */
  get loadOptions(): ORMLoadOptions {
    if (!this.isSelect) throw noOptions("loadOptions", "SELECT");
    const { populateExisting = false, autoflush = true, yieldPer } = this.executionOptions;
    return { populateExisting, autoflush, yieldPer };
  }
  /** How the session's objects follow an UPDATE or DELETE, with the defaults. Throws InvalidRequestError of another statement. */
  get updateDeleteOptions(): ORMUpdateDeleteOptions {
    if (!this.isUpdate && !this.isDelete) throw noOptions("updateDeleteOptions", "UPDATE or DELETE");
    const { synchronizeSession = "auto", populateExisting = false, autoflush = true } = this.executionOptions;
    return { synchronizeSession, populateExisting, autoflush };
  }
  /** What `userDefinedOption()` put into the options of the statement. */
  get userDefinedOptions(): readonly UserDefinedOption[] {
    const { options = [] } = this.#node as Partial<SelectNode>;
    return options.filter((option) => option instanceof UserDefinedOption);
  }

  get #mappers(): readonly Mapper[] {
    const node = this.#node as { readonly columns?: unknown; readonly entity?: Node };
    const items =
      node.entity === undefined ? (Array.isArray(node.columns) ? (node.columns as Node[]) : []) : [node.entity];
    return items.flatMap((item) => entityRefOf(item)?.mapper ?? []);
  }

  /** Adds options to a SELECT, UNION, UPDATE or DELETE, such as `withLoaderCriteria(…)`. */
  addOptions(...options: StatementOption[]): void {
    const { statement } = this;
    if (statement instanceof Query || statement instanceof Update || statement instanceof Delete)
      this.statement = statement.options(...options);
  }

  /** Adds execution options for this execution. */
  updateExecutionOptions(options: SessionExecuteOptions): void {
    this.executionOptions = { ...this.executionOptions, ...options };
  }

  /**
   * Executes the statement now, past this listener, and gives the Result (of an AsyncSession a promise of it). A listener that
   * returns a Result, this one or one from a cache, puts it in the place of the execution.
   *
   * Undefined for loads of attributes, whose rows are not the program's: their `statement` may be changed, their result not.
   */
  invokeStatement(
    statement: Executable = this.statement,
    params: ExecuteParams | undefined = this.parameters,
    options: SessionExecuteOptions = {},
  ): Result | Promise<Result> | undefined {
    if (this.#invoke === undefined) return undefined;
    const flow = this.#invoke(statement, params, { ...this.executionOptions, ...options });
    return this.#core.isAsync ? runAsync(flow) : runSync(flow);
  }
}
