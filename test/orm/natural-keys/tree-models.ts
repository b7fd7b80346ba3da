import { foreignKeyConstraint, integer, MetaData, string } from "athanor";
import { declarativeBase, foreign, manyToMany, manyToOne, oneToMany, remote } from "athanor/orm";

const cascade = { onupdate: "CASCADE" } as const;

/** A table that refers to itself by a key that changes; MariaDB passes nothing on within one table. */
export class TreeBase extends declarativeBase({ metadata: new MetaData() }) {}

export class Folder extends TreeBase.table("folders", {
  path: string(20).primaryKey(),
  above: string(20).nullable().references("folders.path", cascade),
  get parent() {
    return manyToOne(() => Folder, {
      backPopulates: "folders",
      primaryjoin: () => remote(Folder.c.path).eq(foreign(Folder.c.above)),
    });
  },
  get folders() {
    return oneToMany(() => Folder, {
      backPopulates: "parent",
      primaryjoin: () => Folder.c.path.eq(foreign(remote(Folder.c.above))),
    });
  },
}) {}

/** Keys of two columns, on both ends of a many-to-many. */
export class PairBase extends declarativeBase({ metadata: new MetaData() }) {}

export const calls = PairBase.metadata.table(
  "calls",
  {
    country: string(10).primaryKey(),
    harbour: string(20).primaryKey(),
    line: string(20).primaryKey(),
    number: integer().primaryKey().autoincrement(false),
  },
  {
    constraints: (c) => [
      foreignKeyConstraint([c.country, c.harbour], ["harbours.country", "harbours.name"], cascade),
      foreignKeyConstraint([c.line, c.number], ["ships.line", "ships.number"], cascade),
    ],
  },
);

export class Harbour extends PairBase.table("harbours", {
  country: string(10).primaryKey(),
  name: string(20).primaryKey(),
  get ships() {
    return manyToMany(() => Ship, { secondary: () => calls, backPopulates: "harbours" });
  },
}) {}

export class Ship extends PairBase.table("ships", {
  line: string(20).primaryKey(),
  number: integer().primaryKey().autoincrement(false),
  get harbours() {
    return manyToMany(() => Harbour, { secondary: () => calls, backPopulates: "ships" });
  },
}) {}
