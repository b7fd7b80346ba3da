/** A database array as nested JavaScript arrays of element texts; null stays null. */
export type ArrayTexts = (string | null | ArrayTexts)[];

/** Reads PostgreSQL's text form of an array: `{1,2}`, `{"a b",NULL}`, `{{1},{2}}`, `[0:1]={1,2}`. undefined when it is none. */
export function parseArrayText(text: string): ArrayTexts | undefined {
  // Bounds other than 1 are written in front; JavaScript arrays have no place for them.
  let at = text.charCodeAt(0) === 91 ? text.indexOf("=") + 1 : 0;
  if (text.charCodeAt(at) !== 123) return undefined;

  function list(): ArrayTexts | undefined {
    at++; // {
    const items: ArrayTexts = [];
    if (text.charCodeAt(at) === 125) {
      at++;
      return items;
    }
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 123) {
        const inner = list();
        if (inner === undefined) return undefined;
        items.push(inner);
      } else if (code === 34) items.push(quoted());
      else items.push(plain());
      const next = text.charCodeAt(at++);
      if (next === 125) return items;
      if (next !== 44) return undefined;
    }
  }

  function quoted(): string {
    let value = "";
    let from = ++at;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 34) break;
      if (code === 92) {
        value += text.slice(from, at);
        from = ++at;
      }
    }
    value += text.slice(from, at);
    at++;
    return value;
  }

  function plain(): string | null {
    const from = at;
    while (at < text.length && text.charCodeAt(at) !== 44 && text.charCodeAt(at) !== 125) at++;
    const value = text.slice(from, at);
    return value.length === 4 && value.toUpperCase() === "NULL" ? null : value;
  }

  const result = list();
  return at === text.length ? result : undefined;
}

const special = /["\\]/;

/** Writes nested arrays in that form; what is neither a number nor a truth value is quoted. */
export function arrayText(items: readonly unknown[], elementText: (value: unknown) => string): string {
  let text = "{";
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (i > 0) text += ",";
    if (item === null) text += "NULL";
    else if (Array.isArray(item)) text += arrayText(item, elementText);
    else if (typeof item === "number" || typeof item === "bigint" || typeof item === "boolean") text += String(item);
    else text += inQuotes(elementText(item));
  }
  return `${text}}`;
}

function inQuotes(text: string): string {
  return special.test(text) ? `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"` : `"${text}"`;
}
