import { shortLivedOfLength } from "../../util/short-lived.ts";
import { compileStatement } from "../../compiler/compile-statement.ts";
import { bindValues, expand, processValues } from "../../compiler/expand.ts";
import type { Compiled } from "../../compiler/compiled.ts";
import type { CoreConnection } from "../../engine/core-connection.ts";
import { checkParameterNames } from "../../engine/parameters.ts";
import type { RowFeed } from "../../engine/row-feed.ts";
import { RowSource } from "../../engine/row-source.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import type { Flow } from "../../flow/flow.ts";
import { flattenBinds } from "../../sql/node.ts";
import type { SelectNode } from "../../sql/nodes/select.ts";
import { stateOf } from "../contract/entity.ts";
import { type InstanceState, Status } from "../contract/state.ts";
import { criteriaAmong, type LoaderCriteria } from "../query/loader-criteria.ts";
import { LoadRun } from "./entity-loader.ts";
import { fillJoined, JoinedFill } from "./fill-joined.ts";
import type { LoadingSession, LoadOrigin } from "./loading-session.ts";
import { type PreparedSelect, prepareSelect } from "./prepare-select.ts";
import { makePlan, type QueryPlan } from "./query-plan.ts";
import { runEager } from "./run-eager.ts";

/** What a SELECT of the ORM gave: entities alone, or rows of entities and values. */
export interface LoadedRows {
  readonly plan: QueryPlan;
  /** For a statement of one entity: the states of its objects, one a row; undefined where an outer join found none. */
  readonly states: readonly (InstanceState | undefined)[] | undefined;
  /** For every other: one array a row. */
  readonly rows: unknown[][] | undefined;
}

export interface LoadOptions {
  readonly populateExisting?: boolean | undefined;
  /** Values for named binds. */
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  /** Whether related objects are loaded eagerly; false inside a refresh. */
  readonly eager?: boolean | undefined;
  /** What it is for, where the ORM itself asks. */
  readonly origin?: LoadOrigin | undefined;
  /** The operation is this SELECT and what it loads eagerly: other reads may be sent behind it. */
  readonly readsOnly?: boolean | undefined;
  /** What the statements that led to this one have loaded, which it must not overwrite. */
  readonly seen?: Set<InstanceState> | undefined;
  /** Listeners know of it already. */
  readonly told?: boolean | undefined;
}

const plans = new WeakMap<Compiled, QueryPlan>();

/** The plan of a statement: found by its key in the engine's cache, else made. */
export function planOf(connection: CoreConnection, node: SelectNode): QueryPlan {
  return lookupPlan(connection, node, "orm", () => prepareSelect(node));
}

function lookupPlan(
  connection: CoreConnection,
  node: SelectNode,
  variant: string,
  prepare: () => PreparedSelect,
): QueryPlan {
  const compiled = connection.lookup(
    node,
    () => {
      const prepared = prepare();
      const fresh = compileStatement(connection.dialect, prepared.node, {
        extraction: flattenBinds(node.binds),
      });
      plans.set(fresh, makePlan(connection.dialect, fresh, prepared.parts));
      return fresh;
    },
    variant,
  );
  return plans.get(compiled) as QueryPlan;
}

/** The plan of a statement, and the statement that its values are in: one with criteria is prepared anew, with the values of the moment. */
function planned(
  connection: CoreConnection,
  node: SelectNode,
): { readonly plan: QueryPlan; readonly node: SelectNode } {
  if (criteriaAmong(node.options).length === 0) return { plan: planOf(connection, node), node };
  const prepared = prepareSelect(node);
  return { plan: lookupPlan(connection, prepared.node, "orm-criteria", () => prepared), node: prepared.node };
}

/** Executes a SELECT and turns its rows into objects and values; then loads what is to be loaded eagerly. */
export function* loadSelect(session: LoadingSession, given: SelectNode, options: LoadOptions = {}): Flow<LoadedRows> {
  const node = options.told !== true && session.hearsLoads ? yield* session.tellLoad(given, options.origin) : given;
  const connection = session.readyConnection(node) ?? (yield* session.connection(node));
  const { plan, node: prepared } = planned(connection, node);
  const { sql, params } = parametersOf(plan, prepared, options);
  const { rows, roomy } = yield* options.readsOnly === true
    ? connection.executeRead(plan.compiled, params, sql, plan.eager.length === 0)
    : connection.executeCompiled(plan.compiled, params, sql);
  return yield* loadRows(session, plan, rows, options, criteriaAmong(node.options), roomy);
}

/**
 * The same, with rows that are read when they are asked for, each lot made into objects (and what they load eagerly) by itself.
 * undefined, with nothing sent, where the driver gives all at once.
 */
export function* streamSelect(
  session: LoadingSession,
  node: SelectNode,
  options: LoadOptions = {},
): Flow<RowSource | undefined> {
  const connection = session.readyConnection(node) ?? (yield* session.connection(node));
  const { plan, node: prepared } = planned(connection, node);
  if (plan.repeats) {
    throw new InvalidRequestError(
      "A statement that joins a collection cannot be read bit by bit: the rows of one object might be apart. Load the collection by selectinload(), or leave out yieldPer and streamResults.",
      "stream-joined",
    );
  }
  const { sql, params } = parametersOf(plan, prepared, options);
  const feed = yield* connection.openRows(plan.compiled, params, sql);
  if (feed === undefined) return undefined;
  const criteria = criteriaAmong(node.options);
  const entities: RowFeed = {
    *fetch(count) {
      const loaded = yield* loadRows(session, plan, yield* feed.fetch(count), options, criteria);
      return loaded.states === undefined ? (loaded.rows ?? []) : loaded.states.map((state) => [state?.entity ?? null]);
    },
    close: () => feed.close(),
  };
  return RowSource.streaming(plan.meta, entities, connection.streaming);
}

function parametersOf(
  { compiled }: QueryPlan,
  node: SelectNode,
  { params }: LoadOptions,
): { readonly sql: string | undefined; readonly params: readonly unknown[] } {
  if (params !== undefined) checkParameterNames(compiled, params);
  const values = bindValues(compiled, flattenBinds(node.binds), params);
  return compiled.segments === undefined
    ? { sql: undefined, params: processValues(compiled, values) }
    : expand(compiled, values);
}

/** Rows of a SELECT as objects and values. */
function* loadRows(
  session: LoadingSession,
  plan: QueryPlan,
  raw: unknown[][],
  options: LoadOptions,
  criteria: readonly LoaderCriteria[],
  roomy?: boolean,
): Flow<LoadedRows> {
  const lazily = criteria.length === 0 ? undefined : criteria.filter((one) => one.propagates);
  const run = new LoadRun(options.populateExisting === true, plan.raise, lazily, options.seen);
  const fill = plan.joined.length === 0 ? undefined : new JoinedFill(plan);
  let loaded: LoadedRows;
  if (plan.single !== undefined && fill === undefined) {
    loaded = { plan, states: plan.single.loadStates(session, raw, run, roomy === true), rows: undefined };
  } else {
    const rows = loadTuples(session, plan, raw, run, fill);
    loaded =
      plan.single === undefined
        ? { plan, states: undefined, rows }
        : { plan, states: rows.map((row) => stateOf(row[0])), rows: undefined };
  }
  fill?.finish();
  if (options.eager !== false) {
    for (const load of plan.eager) {
      const owners = load.joined >= 0 ? (fill?.statesOf(load.joined) ?? []) : ownersOf(loaded, load.owner);
      yield* runEager(session, load, owners, { populateExisting: options.populateExisting, seen: run.came }, criteria);
    }
  }
  return loaded;
}

function loadTuples(
  session: LoadingSession,
  plan: QueryPlan,
  rows: unknown[][],
  run: LoadRun,
  fill: JoinedFill | undefined,
): unknown[][] {
  const { items, processors } = plan;
  const out = shortLivedOfLength<unknown[]>(rows.length);
  const states = shortLivedOfLength<InstanceState | undefined>(items.length);
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r] as unknown[];
    const tuple = shortLivedOfLength<unknown>(items.length);
    for (let i = 0; i < items.length; i++) {
      const item = items[i] as (typeof items)[number];
      if (item.loader !== undefined) {
        const state = item.loader.loadRow(session, row, run);
        states[i] = state;
        tuple[i] = state === undefined ? null : state.entity;
      } else if (item.make !== undefined) tuple[i] = item.make(row);
      else {
        const value = row[item.index];
        const process = processors[i];
        tuple[i] = process === undefined || value === null ? value : process(value);
      }
    }
    if (fill !== undefined) fillJoined(session, fill, row, states, run);
    out[r] = tuple;
  }
  return out;
}

/** The objects of one select item, once each. */
function ownersOf(loaded: LoadedRows, item: number): InstanceState[] {
  const seen = new Set<InstanceState>();
  if (loaded.states !== undefined) for (const state of loaded.states) add(seen, state);
  else for (const row of loaded.rows ?? []) add(seen, stateOf(row[item]));
  return [...seen];
}

function add(out: Set<InstanceState>, state: InstanceState | undefined): void {
  if (state !== undefined && state.status === Status.persistent) out.add(state);
}
