/** Root of every error that Athanor raises itself. `code` is stable and has a section in docs/errors.md. */
export class AthanorError extends Error {
  readonly code: string;
  constructor(message: string, code: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.name = new.target.name;
  }

  /** Says above the message under which circumstances it happened. */
  addDetail(detail: string): void {
    const before = this.message;
    this.message = `(${detail})\n${before}`;
    this.stack = this.stack?.replace(before, () => this.message) ?? "";
  }

  /** What `JSON.stringify` shows: name, code, message and what the error knows besides, as plain data. */
  toJSON(): Record<string, unknown> {
    const json: Record<string, unknown> = { name: this.name, code: this.code, message: this.message };
    for (const [key, value] of Object.entries(this)) {
      if (value !== undefined && !(key in json)) json[key] = plain(value);
    }
    return json;
  }
}

function plain(value: unknown): unknown {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    case "object":
      if (value === null) return null;
      if (Array.isArray(value)) return value.map(plain);
      return value instanceof Error ? `${value.name}: ${value.message}` : Object.prototype.toString.call(value);
    case "bigint":
      return String(value);
    default:
      return typeof value;
  }
}
