import type { Compiled, InsertParts } from "../compiler/compiled.ts";

/**
 * How an INSERT carries many rows. "values": `INSERT INTO t (a) VALUES ($1), ($2) RETURNING …`. "select":
 * `INSERT INTO t (a) SELECT p0::T FROM (VALUES ($1::T, 0), ($2::T, 1)) AS imp_sen(p0, sen_counter) ORDER BY sen_counter RETURNING …`,
 * whose counter makes what the database numbers ascend in the order of the rows.
 */
export type PageForm = "values" | "select";

const texts: Record<PageForm, WeakMap<Compiled, PageText>> = { values: new WeakMap(), select: new WeakMap() };

/** The text of an INSERT for any number of rows; undefined when its values are no list that could be repeated. */
export function pageText(compiled: Compiled, form: PageForm): PageText | undefined {
  let text = texts[form].get(compiled);
  if (text === undefined) {
    const parts = compiled.insert?.parts;
    if (parts === undefined || parts.row.binds.length === 0) return undefined;
    texts[form].set(compiled, (text = new PageText(compiled, parts, form)));
  }
  return text;
}

/** Placeholders of one part: each of its own, or numbered ones that may come again. */
interface Numbered {
  /** Indexes in `binds`, in the order of the parameters. */
  readonly params: readonly number[];
  /** For each placeholder of the part, which of `params` it is. */
  readonly places: readonly number[];
}

/** One INSERT, written with as many rows as are asked for. */
export class PageText {
  /** Binds of what stands in front of the rows, of one row, and of what follows, in the order of their parameters. */
  readonly before: readonly number[];
  readonly row: readonly number[];
  readonly after: readonly number[];
  /** All parameters belong to the rows, in the order of `binds`. */
  readonly isPlain: boolean;
  readonly #compiled: Compiled;
  readonly #parts: InsertParts;
  readonly #select: boolean;
  readonly #numbered: boolean;
  readonly #before: Numbered;
  readonly #row: Numbered;
  readonly #after: Numbered;
  /** The last text made, and the last but one: many rows need that of a full page and that of the rest. */
  #rows = 0;
  #text = "";
  #olderRows = 0;
  #older = "";

  constructor(compiled: Compiled, parts: InsertParts, form: PageForm) {
    this.#compiled = compiled;
    this.#parts = parts;
    this.#select = form === "select";
    this.#numbered = compiled.target.sqlFeatures.paramStyle === "numbered";
    this.#before = this.#number(parts.before.binds);
    this.#row = this.#number(parts.row.binds);
    this.#after = this.#number(parts.after.binds);
    this.before = this.#before.params;
    this.row = this.#row.params;
    this.after = this.#after.params;
    this.isPlain =
      this.row.length === compiled.binds.length &&
      this.before.length + this.after.length === 0 &&
      this.row.every((bind, i) => bind === i);
  }

  /** How many rows one statement takes: `wanted`, or fewer where the database takes no more parameters. */
  rowsAPage(wanted = 1000): number {
    const outside = this.before.length + this.after.length;
    const most = Math.floor((this.#compiled.target.sqlFeatures.maxBinds - outside) / this.row.length);
    return Math.max(1, Math.min(wanted, most));
  }

  sql(rows: number): string {
    if (rows === this.#rows) return this.#text;
    const text = rows === this.#olderRows ? this.#older : this.#make(rows);
    this.#olderRows = this.#rows;
    this.#older = this.#text;
    this.#rows = rows;
    this.#text = text;
    return text;
  }

  #number(binds: readonly number[]): Numbered {
    if (!this.#numbered) return { params: binds, places: binds.map((_, place) => place) };
    const params = [...new Set(binds)];
    return { params, places: binds.map((bind) => params.indexOf(bind)) };
  }

  #make(rows: number): string {
    const { before, row, after } = this.#parts;
    const head = this.#write(before.pieces, this.#before, 0);
    const first = this.before.length;
    const tail = this.#write(after.pieces, this.#after, first + rows * this.row.length);
    return this.#select ? this.#selected(head, tail, rows, first) : this.#listed(head, tail, rows, first, row.pieces);
  }

  #listed(head: string, tail: string, rows: number, first: number, pieces: readonly string[]): string {
    let text = head;
    for (let row = 0; row < rows; row++) {
      if (row > 0) text += "), (";
      text += this.#write(pieces, this.#row, first + row * this.row.length);
    }
    return text + tail;
  }

  #selected(head: string, tail: string, rows: number, first: number): string {
    const { binds } = this.#compiled;
    const { pieces, binds: placeholders } = this.#parts.row;
    const { places } = this.#row;
    let list = pieces[0] as string;
    for (let i = 0; i < places.length; i++)
      list += `p${places[i]}${binds[placeholders[i] as number]?.cast ?? ""}${pieces[i + 1] as string}`;
    let text = `${head.slice(0, -OPENING.length)} SELECT ${list} FROM (VALUES `;
    let number = first;
    for (let row = 0; row < rows; row++) {
      text += row === 0 ? "(" : ", (";
      for (const bind of this.row) text += `${this.#placeholder(++number, bind)}, `;
      text += `${row})`;
    }
    const names = this.row.map((_, i) => `p${i}, `).join("");
    return `${text}) AS imp_sen(${names}sen_counter) ORDER BY sen_counter${tail.slice(CLOSING.length)}`;
  }

  #write(pieces: readonly string[], { params, places }: Numbered, first: number): string {
    let text = pieces[0] as string;
    for (let i = 0; i < places.length; i++) {
      const place = places[i] as number;
      text += this.#placeholder(first + place + 1, params[place] as number) + (pieces[i + 1] as string);
    }
    return text;
  }

  #placeholder(number: number, bind: number): string {
    return this.#numbered ? `$${number}${this.#compiled.binds[bind]?.cast ?? ""}` : "?";
  }
}

/** What stands between the columns and the values of an INSERT, and behind these. */
const OPENING = " VALUES (";
const CLOSING = ")";
