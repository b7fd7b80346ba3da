import { type BindNode, flattenBinds, type Node } from "../sql/node.ts";

/**
 * The key by which a compiled statement is found again: `node.key`, with the ids of anonymous elements replaced by
 * their order of appearance, and with the places where one bind occurs twice.
 */
export function statementKey(node: Node, extraction: readonly BindNode[] = flattenBinds(node.binds)): string {
  const key = node.anon ? normalise(node.key) : node.key;
  const repeats = repeated(extraction);
  return repeats === "" ? key : key + repeats;
}

function normalise(key: string): string {
  let at = key.indexOf("\u0001");
  if (at < 0) return key;
  const ordinals = new Map<string, number>();
  let out = "";
  let from = 0;
  while (at >= 0) {
    const end = key.indexOf(";", at);
    const id = key.slice(at + 1, end);
    let ordinal = ordinals.get(id);
    if (ordinal === undefined) ordinals.set(id, (ordinal = ordinals.size));
    out += key.slice(from, at + 1) + ordinal;
    from = end;
    at = key.indexOf("\u0001", end);
  }
  return out + key.slice(from);
}

/** How many binds are compared one by one before a Map is worth it. */
const SMALL = 12;

function repeated(binds: readonly BindNode[]): string {
  const n = binds.length;
  let out = "";
  if (n <= SMALL) {
    for (let i = 1; i < n; i++) {
      const b = binds[i];
      for (let j = 0; j < i; j++) {
        if (binds[j] === b) {
          out += `\u0001=${i}:${j}`;
          break;
        }
      }
    }
    return out;
  }
  const first = new Map<BindNode, number>();
  for (let i = 0; i < n; i++) {
    const b = binds[i]!;
    const j = first.get(b);
    if (j === undefined) first.set(b, i);
    else out += `\u0001=${i}:${j}`;
  }
  return out;
}
