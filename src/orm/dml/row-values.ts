import type { ColumnElement } from "../../sql/column-element.ts";
import { columnOfNode } from "../../schema/column-registry.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";

export type RowValuesByName = Readonly<Record<string, unknown>>;

/** A row by the names of columns: what a synonym, composite or hybrid is given goes to the columns behind it. Throws ArgumentError for a name that is none. */
export function rowValues(mapper: ClassMapper, given: RowValuesByName): RowValuesByName {
  let out: Record<string, unknown> | undefined;
  for (const key of Object.keys(given)) {
    if (mapper.column(key) !== undefined) continue;
    out ??= { ...given };
    delete out[key];
    Object.assign(out, assigned(mapper, key, given[key], out));
  }
  return out ?? given;
}

function assigned(mapper: ClassMapper, key: string, value: unknown, row: RowValuesByName): RowValuesByName {
  const attribute = mapper.attributeDeclarations.get(key);
  if (attribute === undefined) throw mapper.unknownAttribute(key);
  if (value === undefined) return {};
  const made = attribute.rowValues(mapper.entity, key, value, row);
  if (made !== undefined) return made;
  const expression = (mapper.attributes as Record<string, ColumnElement<unknown> | undefined>)[key];
  const column = expression?.node === undefined ? undefined : columnOfNode(expression.node);
  const slot = column === undefined ? undefined : mapper.slotOf(column);
  const property = slot === undefined ? undefined : mapper.columns[slot];
  if (property === undefined) throw mapper.unknownAttribute(key);
  return { [property.key]: value };
}
