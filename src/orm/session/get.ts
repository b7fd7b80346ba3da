import { ArgumentError } from "../../errors/argument.ts";
import { StaleDataError } from "../../errors/orm.ts";
import type { Flow } from "../../flow/flow.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import { describeValue } from "../../util/describe.ts";
import { type SelectNode, selectNode } from "../../sql/nodes/select.ts";
import type { CoreConnection } from "../../engine/core-connection.ts";
import { type InstanceState, NOT_LOADED, Status } from "../contract/state.ts";
import { type EntityLoader, LoadRun } from "../loading/entity-loader.ts";
import { loadSelect, planOf } from "../loading/execute-select.ts";
import type { QueryPlan } from "../loading/query-plan.ts";
import { keyCondition } from "../loading/key-condition.ts";
import { keyStatement } from "../loading/key-statement.ts";
import { requireMapper } from "../mapping/configure.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import type { LoaderCriteria } from "../query/loader-criteria.ts";
import type { LoaderOption } from "../query/loader-option.ts";
import { noteRowGone } from "./row-gone.ts";
import type { SessionCore } from "./session-core.ts";

/** Options of `session.get()`. */
export interface GetOptions {
  readonly options?: readonly (LoaderOption | LoaderCriteria)[];
  /** Read the row again although the object is in the session. */
  readonly populateExisting?: boolean;
  /** Lock the row: SELECT … FOR UPDATE. */
  readonly withForUpdate?:
    | boolean
    | {
        readonly read?: boolean;
        readonly nowait?: boolean;
        readonly skipLocked?: boolean;
        readonly keyShare?: boolean;
      };
}

/** The object of a key that is in memory, ready to hand out; undefined when the database must be asked. */
export function getFromMemory(
  session: SessionCore,
  mapper: ClassMapper,
  key: readonly unknown[],
): object | null | undefined {
  const state = mapper.alwaysRefresh ? undefined : session.identityMap.of(mapper).get(key);
  if (state === undefined) return undefined;
  if (state.values === state.mapper.expiredRow) return undefined;
  return state.mapper.isa(mapper) && state.status === Status.persistent ? state.entity : null;
}

/** `session.get(Class, key)`, from what the user gave. */
export function* getByKey(
  session: SessionCore,
  cls: unknown,
  key: unknown,
  options: GetOptions | undefined,
): Flow<object | null> {
  const mapper = requireMapper(cls);
  return yield* getEntity(session, mapper, primaryKey(mapper, key), options);
}

/** `session.get(Class, key)`; without options the object of the key that is in memory needs no flow (see getFromMemory). */
export function* getEntity(
  session: SessionCore,
  mapper: ClassMapper,
  key: readonly unknown[],
  options: GetOptions | undefined,
): Flow<object | null> {
  if (options === undefined) {
    const known = getFromMemory(session, mapper, key);
    if (known !== undefined) return known;
    if (session.hasPending) yield* session.autoflush();
    return yield* loadByKey(session, mapper, key);
  }
  if (!overwrites(options)) {
    const known = getFromMemory(session, mapper, key);
    if (known !== undefined && (options.options === undefined || options.options.length === 0)) return known;
  }
  yield* session.autoflush();
  const before = versionBefore(session, mapper, key, options);
  const loaded = yield* loadSelect(
    session,
    selectNode({
      columns: [mapper.entity.node],
      where: [keyCondition(mapper, [key]).node],
      options: [...(options.options ?? [])],
      forUpdate: lockOf(options.withForUpdate),
    }),
    overwrites(options) ? { populateExisting: true } : { readsOnly: true },
  );
  const found = loaded.states?.[0];
  if (before !== undefined && found !== undefined) checkVersion(found, before);
  return found?.entity ?? gone(session, mapper, key);
}

/** The version that an object of the session was read with, where its row is to be locked and not read anew on purpose. */
function versionBefore(
  session: SessionCore,
  mapper: ClassMapper,
  key: readonly unknown[],
  options: GetOptions,
): unknown {
  if (mapper.version === undefined || lockOf(options.withForUpdate) === undefined || options.populateExisting === true)
    return undefined;
  const value = session.identityMap.of(mapper).get(key)?.values[mapper.version.slot];
  return value === NOT_LOADED ? undefined : value;
}

function checkVersion({ mapper, values }: InstanceState, before: unknown): void {
  const property = mapper.columns[mapper.version?.slot ?? -1];
  if (property === undefined) return;
  const now = values[property.slot];
  if (property.column.type.compareValues(before, now)) return;
  throw new StaleDataError(
    `The ${mapper.name} object was read with version ${describeValue(before)}, and its row, which is locked now, has ${describeValue(now)}: somebody has written it since. The object has been read again.`,
    { table: mapper.table.fullname, expected: 1, matched: 0 },
  );
}

/** Nothing was found: an expired object of that key has lost its row. */
function gone(session: SessionCore, mapper: ClassMapper, key: readonly unknown[]): null {
  const state = session.identityMap.of(mapper).get(key);
  if (state !== undefined && state.values === state.mapper.expiredRow && state.mapper.isa(mapper))
    noteRowGone(session, state);
  return null;
}

/** Whether what is read takes the place of what is in memory. */
export function overwrites(options: GetOptions): boolean {
  return options.populateExisting === true || options.withForUpdate !== undefined;
}

/** SELECT … WHERE key = ?: what differs from call to call is the key alone. Made once for each class and engine. */
const keyPlans = new WeakMap<object, Map<ClassMapper, QueryPlan>>();

/** The plan that a session used last: whoever asks for many objects mostly asks for those of one class. */
export interface KeyPlan {
  readonly cache: object;
  readonly mapper: ClassMapper;
  readonly plan: QueryPlan;
}

function keyPlan(
  session: SessionCore,
  connection: CoreConnection,
  mapper: ClassMapper,
  key: readonly unknown[],
): QueryPlan {
  const { cache, echo } = connection.engine;
  // The log tells how often a statement was found in the cache, so it must be looked for there.
  const looked = echo.enabled;
  const last = session.lastKeyPlan;
  if (last !== undefined && last.mapper === mapper && last.cache === cache && !looked) return last.plan;
  let plans = keyPlans.get(cache);
  if (plans === undefined) keyPlans.set(cache, (plans = new Map()));
  let plan = plans.get(mapper);
  if (plan === undefined || looked) plans.set(mapper, (plan = planOf(connection, keyStatement(mapper, [key]))));
  session.lastKeyPlan = { cache, mapper, plan };
  return plan;
}

/** The plan, if a row of it is an object and nothing else has to be done. */
function plainPlan(
  session: SessionCore,
  connection: CoreConnection,
  mapper: ClassMapper,
  key: readonly unknown[],
): PlainPlan | undefined {
  const plan = keyPlan(session, connection, mapper, key);
  if (plan.single === undefined || plan.joined.length > 0 || plan.eager.length > 0) return undefined;
  // What the class is read from, or an expression of it, may hold values besides the key.
  return plan.compiled.binds.length === key.length ? (plan as PlainPlan) : undefined;
}

type PlainPlan = QueryPlan & { readonly single: EntityLoader };

function* loadByKey(session: SessionCore, mapper: ClassMapper, key: readonly unknown[]): Flow<object | null> {
  const connection = session.readyConnection(mapper) ?? (yield* session.connection(mapper));
  const plan = key.includes(null) ? undefined : plainPlan(session, connection, mapper, key);
  if (plan === undefined || session.hearsLoads) {
    const loaded = yield* loadSelect(session, keyStatement(mapper, [key]), { readsOnly: true });
    return loaded.states?.[0]?.entity ?? gone(session, mapper, key);
  }
  const { rows } = yield* connection.executeRead(plan.compiled, keyParams(plan, key), undefined, true);
  return entityOf(session, mapper, key, plan, rows);
}

/** The same as a plain call, on a sync session; undefined, with nothing sent, when it takes a flow. */
export function loadByKeyNow(
  session: SessionCore,
  mapper: ClassMapper,
  key: readonly unknown[],
): object | null | undefined {
  if (session.hasPending || session.hearsLoads || key.includes(null)) return undefined;
  const connection = session.readyConnection(mapper);
  if (connection === undefined) return undefined;
  const plan = plainPlan(session, connection, mapper, key);
  if (plan === undefined) return undefined;
  const result = connection.executeForKeyNow(plan.compiled, keyParams(plan, key));
  return result === undefined ? undefined : entityOf(session, mapper, key, plan, result.rows);
}

function keyParams({ compiled: { binds } }: PlainPlan, key: readonly unknown[]): unknown[] {
  const params = new Array<unknown>(binds.length);
  for (let i = 0; i < binds.length; i++) {
    const bind = binds[i] as (typeof binds)[number];
    const value = key[bind.slot];
    params[i] = bind.process === undefined ? value : bind.process(value);
  }
  return params;
}

function entityOf(
  session: SessionCore,
  mapper: ClassMapper,
  key: readonly unknown[],
  { single, raise }: PlainPlan,
  rows: readonly unknown[][],
): object | null {
  const row = rows[0];
  if (row === undefined) return gone(session, mapper, key);
  const state = single.loadRow(session, row, raise === undefined ? LoadRun.alone : new LoadRun(false, raise));
  return state === undefined || !state.mapper.isa(mapper) ? null : state.entity;
}

/** The key as column values in the order of the primary key, from a value or an object of attribute names. */
export function primaryKey(mapper: ClassMapper, given: unknown): readonly unknown[] {
  const slots = mapper.primaryKeySlots;
  if (slots.length === 1) return [checkPart(mapper, slots[0] as number, given)];
  const properties = slots.map((slot) => mapper.columns[slot] as (typeof mapper.columns)[number]);
  if (given === null || typeof given !== "object" || Array.isArray(given)) {
    throw new ArgumentError(
      `The key of ${mapper.name} has ${properties.length} columns; expected an object such as { ${properties.map((property) => `${property.key}: …`).join(", ")} }, given was ${describeValue(given)}.`,
      "primary-key",
    );
  }
  const names = properties.map((property) => property.key);
  for (const name of Object.keys(given)) {
    if (!names.includes(name))
      throw new ArgumentError(
        `"${name}" is not in the key of ${mapper.name}.${didYouMean(name, names)}`,
        "primary-key",
      );
  }
  const parts = properties.map(({ key }) => (given as Record<string, unknown>)[key]);
  // No row of a table has NULL in a column that is NOT NULL, but rows of an outer join do.
  const isTable = mapper.tables[0] === mapper;
  const mayBeNull = mapper.allowPartialPks && parts.some((part) => part !== null && part !== undefined);
  return properties.map(({ slot, column }, at) =>
    mayBeNull && parts[at] === null && (!isTable || column.nullable) ? null : checkPart(mapper, slot, parts[at]),
  );
}

function checkPart(mapper: ClassMapper, slot: number, value: unknown): unknown {
  const bad =
    value === undefined ||
    typeof value === "function" ||
    typeof value === "symbol" ||
    (typeof value === "object" && !(value instanceof Date) && !(value instanceof Uint8Array)) ||
    (typeof value === "number" && Number.isNaN(value));
  if (bad) {
    throw new ArgumentError(
      `A key value for ${mapper.name}.${mapper.columns[slot]?.key} expected, given was ${describeValue(value)}.`,
      "primary-key",
    );
  }
  return value;
}

/** How a row is locked, from what the user said. */
export function lockOf(given: GetOptions["withForUpdate"]): SelectNode["forUpdate"] {
  if (given === undefined || given === false) return undefined;
  const lock = given === true ? {} : given;
  return {
    read: lock.read ?? false,
    nowait: lock.nowait ?? false,
    skipLocked: lock.skipLocked ?? false,
    keyShare: lock.keyShare ?? false,
    of: [],
  };
}
