import { literalColumn } from "../sql/literal-column.ts";
import type { BooleanType } from "../types/boolean-type.ts";
import type { EnumType } from "../types/enum-type.ts";
import type { Column } from "./column.ts";
import { CheckConstraint } from "./constraint.ts";

/** The CHECK that `enumeration(…, { createConstraint: true })` and `boolean({ createConstraint: true })` ask for. */
export function typeCheck(column: Column<string, unknown>): CheckConstraint | undefined {
  const type = column.type as unknown as EnumType | BooleanType;
  if ((type.kind !== "enum" && type.kind !== "boolean") || !type.createConstraint) return undefined;
  const condition =
    type.kind === "enum" ? column.in(type.labels) : column.in([literalColumn("0"), literalColumn("1")] as never);
  return new CheckConstraint(condition, { name: type.name }, type.kind, [column]);
}
