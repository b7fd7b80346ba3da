/** A piece of SQL text, as SQLite takes it apart. */
export interface Token {
  /** word: bare letters; name: quoted by ", ` or []; string: quoted by '. */
  readonly kind: "word" | "name" | "string" | "number" | "sign";
  /** What it says: without quotes. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}\p{N}_$\u0080-\u{10ffff}]/u;
const CLOSING: Readonly<Record<string, string>> = { '"': '"', "`": "`", "'": "'", "[": "]" };

/** The tokens of a statement; comments and white space are left out. */
export function tokensOf(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    const start = at;
    const c = sql.charAt(at);
    const close = CLOSING[c];
    if (/\s/.test(c)) at++;
    else if (sql.startsWith("--", at)) at = endOf(sql, "\n", at);
    else if (sql.startsWith("/*", at)) at = endOf(sql, "*/", at + 2);
    else if (close !== undefined) {
      let value = "";
      for (at++; at < sql.length; at++) {
        if (sql.charAt(at) !== close) value += sql.charAt(at);
        else if (c !== "[" && sql.charAt(at + 1) === close) value += sql.charAt(at++);
        else break;
      }
      at++;
      tokens.push({ kind: c === "'" ? "string" : "name", value, start, end: at });
    } else if (WORD.test(c)) {
      // A code point beyond the first plane is two characters, both of which the pattern takes.
      while (at < sql.length && WORD.test(sql.charAt(at))) at++;
      tokens.push({ kind: /^\d/.test(c) ? "number" : "word", value: sql.slice(start, at), start, end: at });
    } else {
      at++;
      tokens.push({ kind: "sign", value: c, start, end: at });
    }
  }
  return tokens;
}

function endOf(sql: string, mark: string, from: number): number {
  const found = sql.indexOf(mark, from);
  return found < 0 ? sql.length : found + mark.length;
}

/** Reads tokens one after another. */
export class TokenReader {
  readonly sql: string;
  readonly tokens: readonly Token[];
  at = 0;

  constructor(sql: string, tokens: readonly Token[] = tokensOf(sql)) {
    this.sql = sql;
    this.tokens = tokens;
  }

  get done(): boolean {
    return this.at >= this.tokens.length;
  }
  get token(): Token | undefined {
    return this.tokens[this.at];
  }
  /** Whether these bare words come next. */
  is(...words: readonly string[]): boolean {
    return words.every((word, i) => {
      const token = this.tokens[this.at + i];
      return token?.kind === "word" && token.value.toUpperCase() === word;
    });
  }
  isSign(sign: string): boolean {
    return this.token?.kind === "sign" && this.token.value === sign;
  }
  /** Passes over these bare words if they come next. */
  take(...words: readonly string[]): boolean {
    if (!this.is(...words)) return false;
    this.at += words.length;
    return true;
  }
  takeSign(sign: string): boolean {
    if (!this.isSign(sign)) return false;
    this.at++;
    return true;
  }
  /** A name, however it is quoted. */
  name(): string {
    return this.tokens[this.at++]?.value ?? "";
  }
  /** The next bare word in upper case. */
  word(): string {
    return this.name().toUpperCase();
  }
  /** A name that may have its schema in front; the schema goes by. */
  qualifiedName(): string {
    const first = this.name();
    return this.takeSign(".") ? this.name() : first;
  }

  /** What stands in parentheses, as text; the reader is behind them then. */
  parenthesized(): string {
    const from = this.at + 1;
    this.skipParentheses();
    return this.text(from, this.at - 1);
  }
  skipParentheses(): void {
    let depth = 0;
    do {
      if (this.isSign("(")) depth++;
      else if (this.isSign(")")) depth--;
      this.at++;
    } while (depth > 0 && !this.done);
  }

  /** Names in parentheses: (a, b DESC, "c" COLLATE nocase). */
  names(): string[] {
    return this.list().map((item) => item.name());
  }
  /** The members of a list in parentheses, each with a reader of its own. */
  list(): TokenReader[] {
    const from = this.at + 1;
    this.skipParentheses();
    const items: TokenReader[] = [];
    let start = from;
    let depth = 0;
    for (let i = from; i < this.at; i++) {
      const token = this.tokens[i]!;
      const sign = token.kind === "sign" ? token.value : "";
      if (sign === "(") depth++;
      if ((sign === "," && depth === 0) || i === this.at - 1) {
        items.push(new TokenReader(this.sql, this.tokens.slice(start, i)));
        start = i + 1;
      }
      if (sign === ")") depth--;
    }
    return items;
  }

  /** The text of some of the tokens, without comments between them. */
  text(from: number, to: number): string {
    let text = "";
    for (let i = from; i < to; i++) {
      const token = this.tokens[i]!;
      if (i > from) {
        const gap = this.sql.slice(this.tokens[i - 1]!.end, token.start);
        text += gap.trim() === "" ? gap : " ";
      }
      text += this.sql.slice(token.start, token.end);
    }
    return text;
  }
}
