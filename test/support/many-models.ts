/** A program of many models that refer to each other both ways, and as many queries: what the types cost a compiler. */
export function manyModels(count: number): string {
  const lines = [
    `import { boolean, datetime, func, integer, select, string } from "athanor";`,
    `import { declarativeBase, manyToOne, oneToMany, type Session } from "athanor/orm";`,
    "class Base extends declarativeBase() {}",
    "declare const session: Session;",
  ];
  for (let i = 0; i < count; i++) {
    const next = (i + 1) % count;
    const previous = (i + count - 1) % count;
    lines.push(`class M${i} extends Base.table("m${i}", {
  id: integer().primaryKey(),
  name: string(50),
  nick: string(80).nullable(),
  active: boolean().default(true),
  created: datetime().default(() => new Date()),
  previousId: integer().references("m${previous}.id"),
  get children() { return oneToMany(() => M${next}, { backPopulates: "previous", orderBy: (m) => m.c.id.desc() }); },
  get previous() { return manyToOne(() => M${previous}, { backPopulates: "children" }); },
}) {
  hello() { return this.name + (this.previous?.name ?? "") + this.children.length; }
}`);
  }
  for (let i = 0; i < count; i++) {
    const other = `M${(i + 1) % count}`;
    lines.push(`{
  const counts = select(${other}.c.previousId, func.count(${other}.c.id).label("n")).groupBy(${other}.c.previousId).subquery();
  const query = select(M${i}, counts.c.n, M${i}.c.nick)
    .join(counts, counts.c.previousId.eq(M${i}.c.id))
    .where(counts.c.n.eq(${i}))
    .orderBy(M${i}.c.id.desc());
  for (const row of session.execute(query).all()) {
    const [model, n, nick] = row;
    const named: [number, string | null] = [row.n, row.nick];
    void [model.hello(), n, nick, named, model.children[0]?.previous?.name];
  }
  void session.get(M${i}, 1);
}`);
  }
  return lines.join("\n");
}
