import * as fc from "fast-check";
import {
  and,
  ArgumentError,
  type ColumnElement,
  caseWhen,
  cast,
  collate,
  column,
  compiles,
  CustomElement,
  deleteFrom,
  exists,
  extract,
  func,
  type FunctionElement,
  insert,
  integer,
  literal,
  literalColumn,
  merge,
  not,
  or,
  select,
  Sequence,
  sql,
  string,
  text,
  tryCast,
  tuple,
  typeCoerce,
  union,
  unionAll,
  update,
  values,
} from "athanor";
import { insert as mysqlInsert, limit } from "athanor/mysql";
import { aliased, declarativeBase } from "athanor/orm";
import { insert as postgresqlInsert } from "athanor/postgresql";
import { describe, expect, test } from "vitest";
import { compileStatement } from "../../src/compiler/compile-statement.ts";
import { bindValues } from "../../src/compiler/expand.ts";
import { statementKey } from "../../src/compiler/statement-key.ts";
import { createDialect } from "../../src/dialect/registry.ts";
import { flattenBinds, type Node } from "../../src/sql/node.ts";
import type { StatementNode } from "../../src/sql/nodes/unions.ts";
import { iterate, nodeKinds } from "../../src/sql/traverse.ts";
import { authors, books } from "./support.ts";

type Expr = ColumnElement<unknown>;
type Statement = { readonly node: Node };

/** What a random statement looks like; its values are told apart from it. `pick` chooses among alternatives, small on purpose. */
interface Shape {
  readonly kind: string;
  readonly pick: number;
  readonly parts: readonly Shape[];
}

/** Hands out values: other ones for every seed. */
class Values {
  #next: number;
  constructor(seed: number) {
    this.#next = seed * 1000;
  }
  number(): number {
    return this.#next++;
  }
  text(): string {
    return `value ${this.#next++}`;
  }
}

const numbersFrom = new Sequence("numbers");
const othersFrom = new Sequence("others", { schema: "s" });
const numbers = [books.c.id, books.c.pages, authors.c.id, authors.c.age] as unknown as Expr[];
const words = [books.c.title, authors.c.name] as unknown as Expr[];
const choose = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/** What takes no parts, so that every shape ends somewhere. */
const leaves: Record<string, (pick: number, v: Values) => Expr> = {
  column: (pick) => choose([...numbers, ...words], pick),
  aliased: (pick) => choose([authors.alias().c.id, authors.alias("x").c.id, authors.alias("y").c.id] as Expr[], pick),
  value: (_pick, v) => literal(v.number()),
  words: (_pick, v) => literal(v.text()),
  text: (pick) => literalColumn(choose(["a", "b", "a, b"], pick)),
  sequence: (pick) => choose([numbersFrom.nextValue(), othersFrom.nextValue()] as unknown as Expr[], pick),
  now: (pick) => choose([func.now(), func.current_timestamp(), func["now2"]!()] as Expr[], pick),
};

type Binary = (a: Expr, b: Expr) => Expr;
const binaries: Binary[] = [
  (a, b) => a.eq(b),
  (a, b) => a.ne(b),
  (a, b) => a.lt(b),
  (a, b) => a.le(b),
  (a, b) => a.isDistinctFrom(b),
  (a, b) => (a as ColumnElement<number>).add(b as ColumnElement<number>),
  (a, b) => (a as ColumnElement<number>).sub(b as ColumnElement<number>),
  (a, b) => (a as ColumnElement<number>).bitwiseAnd(b as ColumnElement<number>),
  (a, b) => a.op("@>")(b),
  (a, b) => a.op("@>", { precedence: 5 })(b),
  (a, b) => a.boolOp("~")(b),
  (a, b) => tuple(a, b),
];
/** An element of a class of the user's own. */
class Doubled extends CustomElement<number> {
  constructor(value: unknown) {
    super({ type: integer(), parts: [value] });
  }
}
compiles(Doubled, (e: Doubled, c) => `doubled(${c.process(e.parts[0])})`);
const unaries: ((a: Expr, v: Values) => Expr)[] = [
  (a) => a.label("l"),
  (a) => a.label("m"),
  (a) => a.desc(),
  (a) => a.nullsFirst(),
  (a) => a.distinct(),
  (a) => not(a as ColumnElement<boolean>),
  (a) => cast(a, integer()),
  (a) => cast(a, string(10)),
  (a) => cast(a, string(20)),
  (a) => tryCast(a, integer()),
  (a) => typeCoerce(a, integer()),
  (a) => collate(a as ColumnElement<string>, "C"),
  (a) => collate(a as ColumnElement<string>, "D"),
  (a) => extract("year", a),
  (a) => extract("month", a),
  (a) => a.is(null),
  (a) => a.isNot(null),
  (a, v) => a.in([v.number(), v.number()]),
  (a, v) => a.between(v.number(), v.number()),
  (_a, v) => words[0]!.op("like")(v.text()),
  (_a, v) => books.c.title.like(v.text()),
  (_a, v) => books.c.title.like(v.text(), { escape: "/" }),
  (_a, v) => books.c.title.contains(v.text(), { autoescape: true }),
  (_a, v) => books.c.title.startswith(v.text()),
  (_a, v) => books.c.title.regexpMatch(v.text()),
  (_a, v) => books.c.title.regexpMatch(v.text(), { flags: "i" }),
];
const inner: Record<string, (pick: number, parts: readonly Expr[], v: Values) => Expr> = {
  binary: (pick, [a, b], v) => choose(binaries, pick)(a!, b ?? literal(v.number())),
  unary: (pick, [a], v) => choose(unaries, pick)(a!, v),
  and: (pick, parts) => (pick % 2 === 0 ? and : or)(...(parts.map((p) => p.eq(p)) as [ColumnElement<boolean>])),
  function: (pick, parts) =>
    (choose([func.max, func.min, func["f"]!, func["f(x"]!] as never[], pick) as (...args: Expr[]) => unknown)(
      ...parts,
    ) as Expr,
  over: (pick, [a, b = a]) =>
    func
      .sum(a as ColumnElement<number>)
      .over(
        choose(
          [
            { partitionBy: b! },
            { orderBy: b! },
            { orderBy: b!, rows: [null, 0] as const },
            { orderBy: b!, rows: [-1, 0] as const },
            { orderBy: b!, range: [null, 0] as const },
            { orderBy: b!, rows: [null, 0] as const, exclude: "TIES" as const },
            { partitionBy: [a!, b!] },
          ],
          pick,
        ),
      ),
  filter: (_pick, [a, b = a]) => func.count(a).filter(b!.eq(b!)),
  ordered: (pick, [a, b = a]) =>
    func["string_agg"]!(a!).aggregateOrderBy(...(choose([[b!], [b!.desc()], [a!, b!]], pick) as [Expr])) as Expr,
  member: (pick, [a]) => func["f"]!(a!).scalarTableValued(choose(["a", "b"], pick)) as Expr,
  within: (_pick, parts) => func["mode"]!().withinGroup(...(parts as [Expr])) as Expr,
  case: (pick, [a, b = a, c = b], v) =>
    pick % 3 === 0
      ? caseWhen([[a!.eq(b!), c!]])
      : pick % 3 === 1
        ? caseWhen([[a!.eq(b!), c!]], { else: v.number() })
        : caseWhen([
            [a!.eq(b!), c!],
            [b!.eq(c!), a!],
          ]),
  sql: (pick, [a, b = a]) => (pick % 2 === 0 ? sql`${a!} ? ${b!}` : sql`${a!} ?${b!}`),
  scalar: (pick, parts, v) => {
    const query = select(choose(numbers, pick)).where(parts[0]!.eq(v.number()));
    return pick % 2 === 0 ? query.scalarSubquery() : exists(query);
  },
  ownElement: (_pick, parts) => new Doubled(parts[0]!),
  rowsAsValue: (pick, parts, v) => {
    const rows = values(column("n", integer()));
    return parts[0]!.in(rows.data(pick % 3 === 0 ? [[v.number()]] : [[v.number()], [v.number()]]).scalarValues());
  },
};

class Author extends declarativeBase().table("people", { id: integer().primaryKey(), name: string() }) {}

function build(shape: Shape, v: Values): Expr {
  const leaf = leaves[shape.kind];
  if (leaf !== undefined) return leaf(shape.pick, v);
  return inner[shape.kind]!(
    shape.pick,
    shape.parts.map((part) => build(part, v)),
    v,
  );
}

const statements: Record<string, (pick: number, parts: readonly Expr[], v: Values) => Statement> = {
  select: (pick, parts, v) => {
    let s = select(...parts);
    if (pick & 1) s = s.where(parts[0]!.eq(v.number()));
    if (pick & 2) s = s.orderBy(parts[parts.length - 1]!);
    if (pick & 4) s = s.groupBy(parts[0]!);
    if (pick & 8) s = s.limit(v.number());
    if (pick & 16) s = s.offset(v.number());
    if (pick & 32) s = s.distinct();
    if (pick & 64) s = s.withForUpdate({ skipLocked: (pick & 1) === 1 });
    if (pick & 128) s = s.having(func.count().gt(v.number()));
    if (pick & 256) s = s.prefixWith(choose(["/* a */", "/* b */"], pick));
    return s;
  },
  joined: (pick, parts) => {
    const right = choose([authors, authors.alias(), authors.alias("x")], pick);
    const options = choose([{}, { isouter: true }, { full: true }], pick >> 2);
    return select(...parts, right.c.name).join(right, books.c.authorId.eq(right.c.id), options as never);
  },
  subquery: (pick, parts) => {
    const query = select(books.c.id, parts[0]!.label("value")).where(parts[parts.length - 1]!.ne(0));
    const from = choose(
      [query.subquery(), query.subquery("s"), query.cte(), query.cte("s"), query.lateral("s"), query.cte("t")],
      pick,
    );
    return select(from.c.id, from.c.value);
  },
  compound: (pick, parts, v) => {
    const a = select(parts[0]!.label("a"));
    const b = select(parts[parts.length - 1]!.label("a"));
    const both = choose([union(a, b), unionAll(a, b), union(b, a), a.intersect(b), a.union(a, b)], pick);
    return pick & 8 ? both.limit(v.number()) : both;
  },
  values: (pick, _parts, v) => {
    const rows = Array.from({ length: 1 + (pick % 3) }, () => [v.number(), v.text()] as [number, string]);
    const from = values(column("a", integer()), column("b", string()), { name: choose(["v", "w"], pick) }).data(rows);
    return select(from.c.a, from.c.b);
  },
  text: (pick, _parts, v) => {
    const t = choose([text("SELECT :a, :b"), text("SELECT :a, 'b', :b")], pick);
    return t.bindparams({ a: v.number(), b: v.text() });
  },
  insert: (pick, parts, v) =>
    choose(
      [
        () => insert(books).values({ title: v.text(), pages: v.number() }),
        () => insert(books).values({ title: v.text(), pages: parts[0] as ColumnElement<number> }),
        () =>
          insert(books).values([
            { title: v.text(), pages: 1 },
            { title: v.text(), pages: 2 },
          ] as never),
        () => insert(books).fromSelect(["title"], select(parts[0]! as ColumnElement<string>)),
        () => insert(books).values({ title: v.text(), pages: v.number() }).returning(books.c.id),
      ],
      pick,
    )(),
  update: (pick, parts, v) => {
    const u = update(books).set(pick & 1 ? { pages: v.number() } : { pages: parts[0] as ColumnElement<number> });
    return pick & 2 ? u.allRows() : u.where(books.c.id.eq(v.number()));
  },
  upsert: (pick, parts, v) => {
    const row = { id: v.number(), title: v.text(), pages: v.number() };
    const portable = insert(books).values(row);
    const pg = postgresqlInsert(books).values(row);
    const my = mysqlInsert(books).values(row);
    const other = parts[0] as ColumnElement<number>;
    return choose(
      [
        () => portable.orUpdate({ on: ["id"], set: "all" }),
        () => portable.orUpdate({ on: ["id"], set: { pages: v.number() } }),
        () => portable.orUpdate({ on: ["title"], set: { pages: other } }),
        () => portable.orIgnore(),
        () => portable.orIgnore({ on: ["id"] }),
        () => pg.onConflictDoNothing(),
        () => pg.onConflictDoUpdate({ constraint: "c", set: { pages: pg.excluded.pages } }),
        () => pg.onConflictDoUpdate({ constraint: "d", set: { pages: pg.excluded.pages } }),
        () => pg.onConflictDoUpdate({ indexElements: ["id"], set: { pages: v.number() } }),
        () => pg.onConflictDoUpdate({ indexElements: ["id"], set: { pages: 1 }, where: books.c.id.gt(v.number()) }),
        () => my.onDuplicateKeyUpdate({ pages: v.number() }),
        () => my.onDuplicateKeyUpdate({ pages: my.inserted.pages }),
        () =>
          my.onDuplicateKeyUpdate([
            ["title", v.text()],
            ["pages", v.number()],
          ]),
      ],
      pick,
    )();
  },
  merge: (pick, parts, v) => {
    const into = merge(books).using(authors, books.c.authorId.eq(authors.c.id));
    return choose(
      [
        () => into.whenMatched({ delete: true }),
        () => into.whenMatched({ nothing: true }),
        () => into.whenMatched({ set: { pages: v.number() } }),
        () => into.whenMatched({ set: { pages: v.number() }, and: parts[0]!.eq(v.number()) }),
        () => into.whenNotMatched({ values: { title: authors.c.name, pages: v.number() } }),
        () => into.whenNotMatched({ nothing: true }).whenMatched({ delete: true }),
      ],
      pick,
    )();
  },
  limited: (pick, _parts, v) =>
    choose(
      [
        deleteFrom(books).where(books.c.id.eq(v.number())).ext(limit(v.number())),
        deleteFrom(books).where(books.c.id.eq(v.number())),
        update(books).set({ pages: v.number() }).allRows().ext(limit(v.number())),
      ],
      pick,
    ),
  from: (pick, parts) => {
    const right = choose([authors, authors.alias("x"), authors.alias()], pick);
    const joined = books.join(right, books.c.authorId.eq(right.c.id), {
      isouter: pick % 2 === 0,
      full: pick % 5 === 0,
    });
    return select(parts[0]!.label("l"), right.c.id).selectFrom(joined).orderBy("l");
  },
  entity: (pick, parts, v) => {
    const of = choose([Author, aliased(Author), aliased(Author, "x")], pick);
    return select(of as typeof Author, parts[0]!).where((of as typeof Author).c.name.eq(v.text()));
  },
  rows: (pick, parts) => {
    const call = choose([func["rows"]!, func["unnest"]!], pick)(parts[0]!) as FunctionElement<unknown>;
    const from = pick % 3 === 0 ? call.tableValued("a", "b") : call.tableValued("a");
    return select((from.c as Record<string, Expr>)["a"]!);
  },
  delete: (pick, parts) =>
    pick & 1
      ? deleteFrom(books).where(parts[0]!.eq(1))
      : deleteFrom(books).where(parts[0]!.eq(1)).returning(books.c.id),
};

const { shape: anyShape } = fc.letrec<{ shape: Shape; leaf: Shape; node: Shape }>((tie) => ({
  shape: fc.oneof({ depthSize: "small", withCrossShrink: true }, tie("leaf"), tie("node")),
  leaf: fc.record({
    kind: fc.constantFrom(...Object.keys(leaves)),
    pick: fc.nat({ max: 5 }),
    parts: fc.constant<Shape[]>([]),
  }),
  node: fc.record({
    kind: fc.constantFrom(...Object.keys(inner)),
    pick: fc.nat({ max: 25 }),
    parts: fc.array(tie("shape"), { minLength: 1, maxLength: 3 }),
  }),
}));
const statementShape: fc.Arbitrary<Shape> = fc.record({
  kind: fc.constantFrom(...Object.keys(statements)),
  pick: fc.nat({ max: 511 }),
  parts: fc.array(anyShape, { minLength: 1, maxLength: 3 }),
});

/** The statement, or undefined where the parts do not go together and are refused. */
function make({ kind, pick, parts }: Shape, seed: number): Node | undefined {
  const v = new Values(seed);
  try {
    return statements[kind]!(
      pick,
      parts.map((part) => build(part, v)),
      v,
    ).node;
  } catch (error) {
    if (error instanceof ArgumentError) return undefined;
    throw error;
  }
}

const dialects = [createDialect("sqlite"), createDialect("postgresql"), createDialect("mysql")];
/** The text as the cache holds it, lists not written out, or the error's. */
function textOf(node: Node, at: number): string {
  try {
    return compileStatement(dialects[at]!, node as StatementNode).sql;
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

const options = { seed: 20261122, numRuns: 1500 };

describe("cache keys of random statements", () => {
  test("of one structure are the same whatever the values, and what was compiled for one serves the other", () => {
    fc.assert(
      fc.property(statementShape, fc.nat({ max: 50 }), fc.nat({ max: 50 }), (shape, first, second) => {
        const a = make(shape, first);
        const b = make(shape, second);
        fc.pre(a !== undefined && b !== undefined);
        expect(statementKey(a)).toBe(statementKey(b));
        for (const dialect of dialects) {
          let compiled;
          try {
            compiled = compileStatement(dialect, a as StatementNode);
          } catch {
            continue; // the database has no such thing
          }
          const own = compileStatement(dialect, b as StatementNode);
          expect(own.sql).toBe(compiled.sql);
          expect(bindValues(compiled, flattenBinds(b.binds), undefined)).toEqual(
            bindValues(own, flattenBinds(b.binds), undefined),
          );
        }
      }),
      options,
    );
  });

  test("that are the same mean the same text", () => {
    const seen = new Map<string, { readonly shape: Shape; readonly texts: readonly string[] }>();
    let shared = 0;
    for (const shape of fc.sample(statementShape, { seed: options.seed, numRuns: 6000 })) {
      const node = make(shape, 1);
      if (node === undefined) continue;
      const texts = dialects.map((_, at) => textOf(node, at));
      const key = statementKey(node);
      const known = seen.get(key);
      if (known === undefined) seen.set(key, { shape, texts });
      else {
        shared++;
        expect(texts, `${JSON.stringify(shape)} and ${JSON.stringify(known.shape)} have the key ${key}`).toEqual(
          known.texts,
        );
      }
    }
    expect(shared).toBeGreaterThan(100);
    expect(seen.size).toBeGreaterThan(1000);
  });

  test("differ when one part of the structure does, where the text does", () => {
    fc.assert(
      fc.property(statementShape, fc.nat(), fc.nat({ max: 25 }), (shape, place, pick) => {
        const other = changed(shape, place, pick);
        const a = make(shape, 1);
        const b = make(other, 1);
        fc.pre(a !== undefined && b !== undefined);
        const differs = dialects.some((_, at) => textOf(a, at) !== textOf(b, at));
        if (differs) expect(statementKey(a)).not.toBe(statementKey(b));
      }),
      options,
    );
  });

  test("were made of every kind of node", () => {
    const kinds = new Set<string>();
    for (const shape of fc.sample(statementShape, { seed: options.seed, numRuns: 3000 }))
      for (const node of nodesOf(make(shape, 1))) kinds.add(node.kind);
    expect(nodeKinds.filter((kind) => !kinds.has(kind))).toEqual([]);
  });
});

/** A node and all below it, with what its columns come from. */
function* nodesOf(node: Node | undefined): Generator<Node> {
  if (node === undefined) return;
  for (const below of iterate(node)) {
    yield below;
    const { table, extensions } = below as { table?: Node; extensions?: readonly Node[] };
    if (below.kind === "column") yield* nodesOf(table);
    for (const extension of extensions ?? []) yield* nodesOf(extension);
  }
}

/** The shape with another choice at one place. */
function changed(shape: Shape, place: number, pick: number): Shape {
  const at = place % (shape.parts.length + 1);
  if (at === shape.parts.length) return { ...shape, pick };
  return {
    ...shape,
    parts: shape.parts.map((part, i) => (i === at ? changed(part, Math.floor(place / 7), pick) : part)),
  };
}
