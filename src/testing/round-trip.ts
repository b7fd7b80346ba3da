import { insert } from "../sql/insert.ts";
import { literal } from "../sql/expressions.ts";
import { select } from "../sql/select.ts";
import { integer } from "../schema/builders.ts";
import type { ColumnBuilder } from "../schema/column-builder.ts";
import { equal } from "./assert.ts";
import { type Check, check } from "./check.ts";
import type { CheckContext } from "./context.ts";
import type { Requirement } from "./requirement.ts";

/** A type, and values of it that every database gives back as they are. */
export interface TypeCase<T> {
  readonly name: string;
  readonly type: (c: CheckContext) => ColumnBuilder<T, never, unknown>;
  readonly values: readonly T[];
  readonly requires?: readonly Requirement[] | undefined;
  /** Values cannot be compared (JSON), or not reliably (binary fractions). */
  readonly incomparable?: boolean | undefined;
  /** There are no literals of it. */
  readonly withoutLiterals?: boolean | undefined;
}

/** What must hold for values of any type. */
export function typeChecks<T>(subject: TypeCase<T>): Check[] {
  const { name, values, requires = [], incomparable = false, withoutLiterals = false } = subject;
  const tableOf = async (c: CheckContext) =>
    await c.table("typed", { id: integer().primaryKey(), x: subject.type(c).nullable() });
  const sets = values.map((x, id) => ({ id: id + 1, x }));
  const all = values.map((x, id) => [id + 1, x]);
  const checks = [
    check(`${name}: what was inserted is what comes back`, requires, async (c) => {
      const t = await tableOf(c);
      for (const set of sets) await c.execute(insert(t).values(set as never));
      equal(await c.rows(select(t).orderBy(t.c.id)), all);
    }),
    check(`${name}: as a list of sets, with NULL among them`, requires, async (c) => {
      const t = await tableOf(c);
      await c.execute(insert(t), [...sets, { id: 100, x: null }] as never);
      equal(await c.rows(select(t).orderBy(t.c.id)), [...all, [100, null]]);
    }),
  ];
  if (!withoutLiterals)
    checks.push(
      check(`${name}: by itself, in the select list`, requires, async (c) => {
        // An enumeration may be a type of the database that comes with its table.
        const { type } = subject.type(c);
        const column = type.family === "enum" ? (await tableOf(c)).c.x.type : type;
        for (const value of values) equal(await c.rows(select(literal(value, column as never).label("x"))), [[value]]);
      }),
    );
  if (!incomparable)
    checks.push(
      check(`${name}: a row is found by its value`, requires, async (c) => {
        const t = await tableOf(c);
        await c.execute(insert(t), [...sets, { id: 100, x: null }] as never);
        for (const { id, x } of sets) equal(await c.column(select(t.c.id).where(t.c.x.eq(x))), [id]);
        equal(await c.column(select(t.c.id).where(t.c.x.eq(null))), [100]);
      }),
    );
  if (!withoutLiterals)
    checks.push(
      check(`${name}: written into the SQL as literals`, requires, async (c) => {
        const t = await tableOf(c);
        const connection = await c.connection();
        for (const set of sets) {
          const { sql } = insert(t).values(set).compile({ dialect: c.dialect, literalBinds: true });
          await connection.execDriverSql(sql);
        }
        equal(await c.rows(select(t).orderBy(t.c.id)), all);
      }),
    );
  return checks;
}
