import { integer, MetaData, string } from "athanor";
import { declarativeBase, manyToMany, manyToOne, oneToMany, oneToOne } from "athanor/orm";

export class Base extends declarativeBase({ metadata: new MetaData() }) {}

export const essaySubjects = Base.metadata.table("essay_subjects", {
  essayId: integer().primaryKey().references("essays.id"),
  subjectId: integer().primaryKey().references("subjects.id"),
});

/** Who knows whom: rows lead from one writer to another. */
export const acquaintances = Base.metadata.table("acquaintances", {
  fromId: integer().primaryKey().references("writers.id"),
  toId: integer().primaryKey().references("writers.id"),
});

export class Writer extends Base.table("writers", {
  id: integer().primaryKey(),
  name: string(40),
  get essays() {
    return oneToMany(() => Essay, { backPopulates: "writer", orderBy: (essay) => essay.c.id });
  },
  get passport() {
    return oneToOne(() => Passport, { backPopulates: "writer" });
  },
  get knows() {
    return manyToMany(() => Writer, {
      secondary: () => acquaintances,
      backPopulates: "knownBy",
      primaryjoin: () => Writer.c.id.eq(acquaintances.c.fromId),
      secondaryjoin: () => Writer.c.id.eq(acquaintances.c.toId),
    });
  },
  get knownBy() {
    return manyToMany(() => Writer, {
      secondary: () => acquaintances,
      backPopulates: "knows",
      primaryjoin: () => Writer.c.id.eq(acquaintances.c.toId),
      secondaryjoin: () => Writer.c.id.eq(acquaintances.c.fromId),
    });
  },
  get awards() {
    return oneToMany(() => Award, { backPopulates: "writer", cascade: "all, delete-orphan" });
  },
}) {}

export class Essay extends Base.table("essays", {
  id: integer().primaryKey(),
  title: string(40),
  writerId: integer().nullable().references("writers.id"),
  get writer() {
    return manyToOne(() => Writer, { backPopulates: "essays" });
  },
  get subjects() {
    return manyToMany(() => Subject, {
      secondary: () => essaySubjects,
      backPopulates: "essays",
      orderBy: (subject) => subject.c.word,
    });
  },
}) {}

export class Passport extends Base.table("passports", {
  id: integer().primaryKey(),
  number: string(20),
  writerId: integer().nullable().references("writers.id"),
  get writer() {
    return manyToOne(() => Writer, { backPopulates: "passport" });
  },
}) {}

export class Subject extends Base.table("subjects", {
  id: integer().primaryKey(),
  word: string(40),
  get essays() {
    return manyToMany(() => Essay, { secondary: () => essaySubjects, backPopulates: "subjects", collectionClass: Set });
  },
}) {}

export class Prize extends Base.table("prizes", {
  id: integer().primaryKey(),
  name: string(40),
  get awards() {
    return oneToMany(() => Award, { backPopulates: "prize" });
  },
}) {}

/** An association with a column of its own. */
export class Award extends Base.table("awards", {
  writerId: integer().primaryKey().references("writers.id"),
  prizeId: integer().primaryKey().references("prizes.id"),
  year: integer(),
  get writer() {
    return manyToOne(() => Writer, { backPopulates: "awards" });
  },
  get prize() {
    return manyToOne(() => Prize, { backPopulates: "awards" });
  },
}) {}
