import { ArgumentError } from "../errors/argument.ts";
import { resolveLiteralType } from "../types/literal-type.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import { adapt } from "./adapt.ts";
import { record } from "./coerce.ts";
import { type BindNode, flattenBinds, type Node } from "./node.ts";
import { namedBindNode } from "./nodes/bind.ts";

/** The statement with values for its named binds. */
export function withParams<N extends Node>(node: N, given: unknown): N {
  const values = record(given, "params()");
  const known = new Set(
    flattenBinds(node.binds)
      .filter((b) => !b.unique)
      .map((b) => b.name),
  );
  for (const name of Object.keys(values)) {
    if (!known.has(name))
      throw new ArgumentError(
        `params(): the statement has no bind parameter ${JSON.stringify(name)}.${didYouMean(name, [...known])}`,
      );
    if (values[name] === undefined)
      throw new ArgumentError(`params(): the value of ${JSON.stringify(name)} is undefined; null is SQL NULL.`);
  }
  return adapt(node, (n) => {
    if (n.kind !== "bind") return undefined;
    const bind = n as BindNode;
    if (bind.unique || !Object.hasOwn(values, bind.name)) return bind;
    const value = values[bind.name];
    const type = bind.type.family === "null" ? resolveLiteralType(value) : bind.type;
    return namedBindNode({ ...bind, value, type, required: false, callable: undefined });
  });
}
