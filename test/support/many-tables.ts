/** A program of many tables of 15 columns, and a query over each two that follow: what Core's types cost a compiler. */
export function manyTables(count: number): string {
  const lines = [
    `import { boolean, bigInteger, date, datetime, type Engine, func, integer, MetaData, numeric, select, string, text, uuid } from "athanor";`,
    "declare const engine: Engine;",
    "const metadata = new MetaData();",
  ];
  for (let i = 0; i < count; i++) {
    const previous = (i + count - 1) % count;
    lines.push(`const t${i} = metadata.table("t${i}", {
  id: integer().primaryKey(),
  previousId: integer().references("t${previous}.id"),
  name: string(50),
  nick: string(50).nullable(),
  active: boolean().default(true),
  created: datetime(),
  changed: datetime().nullable(),
  born: date().nullable(),
  price: numeric(10, 2),
  discount: numeric(10, 2).nullable(),
  stock: integer(),
  sold: bigInteger(),
  note: text().nullable(),
  code: uuid(),
  rank${i}: integer().nullable(),
});`);
  }
  for (let i = 0; i + 1 < count; i++) {
    const [a, b] = [`t${i}`, `t${i + 1}`];
    lines.push(`{
  const totals = select(${b}.c.previousId, func.count(${b}.c.id).label("n"), func.max(${b}.c.stock).label("most"))
    .groupBy(${b}.c.previousId)
    .${i % 2 === 0 ? `subquery("totals")` : `cte("totals")`};
  const query = select(${a}.c.id, ${a}.c.name, ${a}.c.price, totals.c.n, ${b}.c.nick.label("other"))
    .join(totals, totals.c.previousId.eq(${a}.c.id))
    .outerjoin(${b}, ${b}.c.previousId.eq(${a}.c.id))
    .where(${a}.c.active.eq(true), ${a}.c.stock.gt(${i}), totals.c.n.le(10))
    .orderBy(${a}.c.name, totals.c.most.desc())
    .limit(10);
  using connection = engine.connect();
  for (const row of connection.execute(query)) {
    const [id, name, price, n, other] = row;
    const named: [number, string, string, number, string | null] = [row.id, row.name, row.price, row.n, row.other];
    const again: [number, string, string, number, string | null] = [id, name, price, n, other];
    void [named, again];
  }
}`);
  }
  return lines.join("\n");
}
