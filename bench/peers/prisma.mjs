// Prisma 7 with driver adapters; its client is made from prisma/*.prisma when the packages are installed.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

export async function open({ database, url }) {
  const isSqlite = database === "sqlite";
  const { PrismaClient } = require(`./node_modules/.bench-prisma/${database}`);
  const { PrismaBetterSqlite3 } = isSqlite ? await import("@prisma/adapter-better-sqlite3") : {};
  const { PrismaPg } = isSqlite ? {} : await import("@prisma/adapter-pg");
  const adapter = isSqlite
    ? new PrismaBetterSqlite3({ url: ":memory:" })
    : new PrismaPg({ connectionString: url, max: 1 });
  const prisma = new PrismaClient({ adapter });
  const unlimited = { timeout: 600_000 };
  return {
    dates: "iso",
    exec: (text) => prisma.$executeRawUnsafe(text),
    scalar: async (text) => Object.values((await prisma.$queryRawUnsafe(text))[0])[0],
    close: () => prisma.$disconnect(),
    get: (id) => prisma.item.findUniqueOrThrow({ where: { id } }),
    all: () => prisma.item.findMany(),
    one: (id) => prisma.item.findUniqueOrThrow({ where: { id }, select: { id: true, title: true, score: true } }),
    parents: () => prisma.parent.findMany({ include: { children: true } }),
    insertAll: (data) => prisma.item.createManyAndReturn({ data }),
    insertEach: (data) =>
      prisma.$transaction(async (tx) => {
        const stored = [];
        for (const item of data) stored.push(await tx.item.create({ data: item }));
        return stored;
      }, unlimited),
    load: () => prisma.item.findMany(),
    update: (items) =>
      prisma.$transaction(
        items.map(({ id, score }) => prisma.item.update({ where: { id }, data: { score: score + 1 } })),
      ),
    remove: (items) => prisma.item.deleteMany({ where: { id: { in: items.map(({ id }) => id) } } }),
  };
}
