import type { Compiled } from "../../compiler/compiled.ts";
import type { CoreConnection } from "../../engine/core-connection.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import type { Flow } from "../../flow/flow.ts";
import type { InstanceState } from "../contract/state.ts";
import type { InsertPlan } from "./insert-plan.ts";
import { noRow, takeRow } from "./take-row.ts";

/** Most rows of one statement; more gain nothing and make the text long. */
const PAGE_ROWS = 1000;

const noKey: readonly unknown[] = [];

/**
 * Inserts many objects by few statements that return what the database made:
 * `INSERT INTO t (a, b) SELECT p0::T, p1::T FROM (VALUES ($1, $2, 0), …) AS imp_sen(p0, p1, sen_counter) ORDER BY sen_counter RETURNING t.id, t.id AS id__1`.
 * The counter makes keys ascend in the order of the objects, and the key says which row belongs to which object.
 * Gives false, having done nothing, when the statement has no such form.
 */
export function* insertPages(
  connection: CoreConnection,
  plan: InsertPlan,
  states: readonly InstanceState[],
): Flow<boolean> {
  const statement = plan.paged ?? plan.statement;
  const compiled = statement.compile(connection);
  const text = pageText(connection.dialect, compiled);
  if (!text.possible) return false;
  const { binder } = statement;
  const rows = Math.max(
    1,
    Math.min(PAGE_ROWS, Math.floor(connection.dialect.sqlFeatures.maxBinds / Math.max(1, binder.size))),
  );
  for (let start = 0; start < states.length; start += rows) {
    const page = start === 0 && states.length <= rows ? states : states.slice(start, start + rows);
    const params: unknown[] = [];
    for (const state of page) binder.bind(state.values, noKey, params);
    const result = yield* connection.executeCompiled(compiled, params, text.sql(page.length));
    const returned = result.rows;
    if (returned.length !== page.length) throw noRow((page[0] as InstanceState).mapper);
    if (plan.paged !== undefined) sortBySentinel(returned, plan.fetched.length);
    for (let i = 0; i < page.length; i++) takeRow(plan.fetched, page[i] as InstanceState, returned[i] as unknown[]);
  }
  return true;
}

/** Puts rows in the order of their generated keys; they nearly always are. */
function sortBySentinel(rows: unknown[][], at: number): void {
  for (let i = 1; i < rows.length; i++) {
    const before = rows[i - 1]?.[at] as number | bigint;
    const after = rows[i]?.[at] as number | bigint;
    if (before > after) {
      rows.sort((a, b) => ((a[at] as number) < (b[at] as number) ? -1 : 1));
      return;
    }
  }
}

const texts = new WeakMap<Compiled, PageText>();

function pageText(dialect: Dialect, compiled: Compiled): PageText {
  let text = texts.get(compiled);
  if (text === undefined) texts.set(compiled, (text = new PageText(dialect, compiled)));
  return text;
}

/** The text of one INSERT for any number of rows, taken from its form for a single row. */
class PageText {
  /** False when the single-row form is not one that rows can be added to (DEFAULT VALUES, for one). */
  readonly possible: boolean = false;
  readonly #head: string = "";
  readonly #tail: string = "";
  /** What follows the placeholder of each bind: a cast, or nothing. */
  readonly #casts: string[] = [];
  readonly #numbered: boolean;
  /** The last text made, and the one of a full page: a flush of many rows uses just these. */
  #lastRows = 0;
  #last = "";
  #full = "";

  constructor(dialect: Dialect, compiled: Compiled) {
    const { sql, binds, target } = compiled;
    this.#numbered = target.sqlFeatures.paramStyle === "numbered";
    const opening = valuesAt(dialect, compiled);
    const closing = sql.lastIndexOf(") RETURNING ");
    if (opening < 0 || closing < opening || binds.length === 0) return;
    let list = "";
    let names = "";
    let at = opening + VALUES.length;
    for (const [i, { cast }] of binds.entries()) {
      const placeholder = this.#numbered ? `$${i + 1}` : "?";
      const found = sql.indexOf(placeholder, at);
      if (found < 0 || found >= closing) return;
      const end = found + placeholder.length;
      this.#casts.push(cast);
      names += `p${i}, `;
      list += `${sql.slice(at, found)}p${i}${cast}`;
      at = end + cast.length;
    }
    list += sql.slice(at, closing);
    this.#head = `${sql.slice(0, opening + 1)} SELECT ${list} FROM (VALUES `;
    this.#tail = `) AS imp_sen(${names}sen_counter) ORDER BY sen_counter${sql.slice(closing + 1)}`;
    this.possible = true;
  }

  sql(rows: number): string {
    if (rows === this.#lastRows) return this.#last;
    if (rows === PAGE_ROWS && this.#full !== "") return this.#full;
    const made = this.#make(rows);
    if (rows === PAGE_ROWS) this.#full = made;
    this.#lastRows = rows;
    this.#last = made;
    return made;
  }

  #make(rows: number): string {
    const casts = this.#casts;
    const numbered = this.#numbered;
    let text = this.#head;
    let number = 0;
    for (let row = 0; row < rows; row++) {
      text += row === 0 ? "(" : ", (";
      for (let i = 0; i < casts.length; i++) text += `${numbered ? `$${++number}` : "?"}${casts[i] as string}, `;
      text += `${row})`;
    }
    return text + this.#tail;
  }
}

const VALUES = ") VALUES (";

/** Where the column list ends. Counted, not searched for: a column may be named like anything. */
function valuesAt(dialect: Dialect, { sql, insert }: Compiled): number {
  if (insert === undefined || insert.columns.length === 0) return -1;
  let least = "INSERT INTO t ".length;
  for (const { name } of insert.columns) least += dialect.quote(name).length + 2;
  return sql.indexOf(VALUES, least - 2);
}
