import { select } from "athanor";
import { AsyncSession, selectinload, Session } from "athanor/orm";
import { assertEqual, prefix } from "../data.ts";
import type { PeerParent } from "../peer.ts";
import type { Case } from "../protocol.ts";
import { fillParents, Parent } from "../shapes/parents.ts";
import type { Row } from "../shapes/shape.ts";

const PARENTS = 1_000;
const CHILDREN = 10;
const CHUNK = 500;
const PARENT_SQL = `SELECT id, name FROM ${prefix}parents`;
const CHILD_SQL = `SELECT id, name, position, "parentId" FROM ${prefix}children WHERE "parentId"`;

interface PlainParent extends PeerParent {
  readonly children: { id: number; name: string; position: number; parentId: number }[];
}

function parentsOf(found: readonly Row[]): Map<number, PlainParent> {
  const parents = new Map<number, PlainParent>();
  for (const row of found) parents.set(row[0], { id: row[0], name: row[1], children: [] });
  return parents;
}

function attach(parents: Map<number, PlainParent>, found: readonly Row[]): void {
  for (const row of found) {
    parents.get(row[3])!.children.push({ id: row[0], name: row[1], position: row[2], parentId: row[3] });
  }
}

function sum(parents: Iterable<PeerParent>): number {
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
  title: "1,000 parents with 10 children each, eager",
  unit: "ms",
  per: 1,
  target: { sqlite: 1.2, server: 1.0 },
  fill: () => fillParents(PARENTS, CHILDREN),
  sync: {
    hand(database) {
      const parentStatement = database.query(PARENT_SQL);
      const places = Array.from({ length: CHUNK }, () => "?").join(", ");
      const childStatement = database.query(`${CHILD_SQL} IN (${places})`);
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
      };
    },
    athanor: ({ engine }) => ({
      run() {
        using session = new Session(engine);
        return sum(session.scalars(select(Parent).options(selectinload(Parent.c.children))).all());
      },
      verify,
    }),
  },
  server: {
    hand: (server) => ({
      async run() {
        const found = parentsOf(await server.query("parents", PARENT_SQL));
        const keys = [...found.keys()];
        if (server.dialect === "postgresql") {
          attach(found, await server.query("children", `${CHILD_SQL} = ANY($1)`, [keys]));
        } else {
          const places = keys.map((_, index) => `$${index + 1}`).join(", ");
          attach(found, await server.query("children", `${CHILD_SQL} IN (${places})`, keys));
        }
        return sum(found.values());
      },
      verify,
    }),
    athanor: ({ engine }) => ({
      async run() {
        await using session = new AsyncSession(engine);
        const found = await session.scalars(select(Parent).options(selectinload(Parent.c.children)));
        return sum(found.all());
      },
      verify,
    }),
  },
  peer: (peer) => {
    const load = peer.parents;
    return load && { run: async () => sum(await load()), verify };
  },
};
