import { select } from "athanor";
import { AsyncSession, selectinload } from "athanor/orm";
import { assertEqual, prefix } from "../data.ts";
import { Parent } from "../models.ts";
import * as postgresql from "../postgresql.ts";
import type { Case } from "../protocol.ts";
import * as sqlite from "../sqlite.ts";

const PARENTS = 1_000;
const CHILDREN = 10;

interface PlainChild {
  id: number;
  name: string;
  position: number;
  parentId: number;
}
interface PlainParent {
  id: number;
  name: string;
  children: PlainChild[];
}
type ParentRow = [number, string];
type ChildRow = [number, string, number, number];

const PARENT_SQL = `SELECT id, name FROM ${prefix}parents`;
const CHILD_SQL = `SELECT id, name, position, "parentId" FROM ${prefix}children WHERE "parentId"`;
const CHUNK = 500;

function parentsOf(found: readonly ParentRow[]): Map<number, PlainParent> {
  const parents = new Map<number, PlainParent>();
  for (const row of found) parents.set(row[0], { id: row[0], name: row[1], children: [] });
  return parents;
}

function attach(parents: Map<number, PlainParent>, found: readonly ChildRow[]): void {
  for (const row of found) {
    parents.get(row[3])!.children.push({ id: row[0], name: row[1], position: row[2], parentId: row[3] });
  }
}

function sum(parents: Iterable<PlainParent>): number {
  let total = 0;
  for (const parent of parents) {
    for (const child of parent.children) total += parent.id * child.position + child.id + child.name.length;
  }
  return total;
}

function verify(total: unknown): void {
  let expected = 0;
  for (let parent = 1; parent <= PARENTS; parent++) {
    for (let position = 0; position < CHILDREN; position++) {
      const id = (parent - 1) * CHILDREN + position + 1;
      expected += parent * position + id + `Child ${id}`.length;
    }
  }
  assertEqual(total, expected, "sum over the children");
}

export const parents: Case = {
  title: "1,000 parents with 10 children each, eager (selectinload)",
  unit: "ms",
  per: 1,
  target: 2.4,
  sqlite: {
    hand() {
      const { database, run } = sqlite.openByHand();
      sqlite.fillParents(run, PARENTS, CHILDREN);
      const parentStatement = database.prepare<[], ParentRow>(PARENT_SQL).raw();
      const places = Array.from({ length: CHUNK }, () => "?").join(", ");
      const childStatement = database.prepare<number[], ChildRow>(`${CHILD_SQL} IN (${places})`).raw();
      return {
        run() {
          const found = parentsOf(parentStatement.all());
          const keys = [...found.keys()];
          for (let start = 0; start < keys.length; start += CHUNK) {
            attach(found, childStatement.all(...keys.slice(start, start + CHUNK)));
          }
          return sum(found.values());
        },
        verify,
        close: () => void database.close(),
      };
    },
    athanor() {
      const { engine, Session } = sqlite.openAthanor((run) => sqlite.fillParents(run, PARENTS, CHILDREN));
      return {
        run() {
          using session = Session();
          return sum(session.scalars(select(Parent).options(selectinload(Parent.c.children))).all());
        },
        verify,
        close: () => engine.dispose(),
      };
    },
  },
  postgresql: {
    async hand() {
      const server = await postgresql.openByHand();
      for (const sql of postgresql.fillParents(PARENTS, CHILDREN)) await server.query("", sql);
      return {
        async run() {
          const found = parentsOf((await server.query("parents", PARENT_SQL)) as ParentRow[]);
          const children = await server.query("children", `${CHILD_SQL} = ANY($1)`, [[...found.keys()]]);
          attach(found, children as ChildRow[]);
          return sum(found.values());
        },
        verify,
        close: () => postgresql.closeByHand(server),
      };
    },
    async athanor() {
      const server = await postgresql.openAthanor(postgresql.fillParents(PARENTS, CHILDREN));
      return {
        async run() {
          await using session = new AsyncSession(server.engine);
          const found = await session.scalars(select(Parent).options(selectinload(Parent.c.children)));
          return sum(found.all());
        },
        verify,
        close: () => postgresql.closeAthanor(server),
      };
    },
  },
};
