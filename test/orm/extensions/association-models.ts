import { boolean, integer, MetaData, string } from "athanor";
import {
  associationProxy,
  attributeKeyedDict,
  columnKeyedDict,
  declarativeBase,
  keyfuncMapping,
  manyToMany,
  manyToOne,
  oneToMany,
  oneToOne,
} from "athanor/orm";

export class Base extends declarativeBase({ metadata: new MetaData() }) {}

/** Lists, Sets and Maps of association objects over one-to-many. */
export class Page extends Base.table("ap_pages", {
  id: integer().primaryKey(),
  title: string(50).default("page"),
  get links() {
    return oneToMany(() => Link, { cascade: ["all", "delete-orphan"], orderBy: (link) => link.c.id });
  },
  get marks() {
    return oneToMany(() => Mark, { collectionClass: Set, cascade: ["all", "delete-orphan"] });
  },
  get notes() {
    return oneToMany(() => Note, {
      collectionClass: attributeKeyedDict("topic"),
      cascade: ["all", "delete-orphan"],
    });
  },
  words: associationProxy("links", "word"),
  labels: associationProxy("marks", "label"),
  texts: associationProxy("notes", "body"),
}) {}

export class Link extends Base.table("ap_links", {
  id: integer().primaryKey(),
  word: string(50),
  pageId: integer().references("ap_pages.id"),
}) {}

export class Mark extends Base.table("ap_marks", {
  id: integer().primaryKey(),
  label: string(50),
  pageId: integer().references("ap_pages.id"),
}) {}

export class Note extends Base.table("ap_notes", {
  id: integer().primaryKey(),
  topic: string(50),
  body: string(50).nullable(),
  pageId: integer().references("ap_pages.id"),
}) {}

/** Association objects with a column of their own between two classes; proxies to objects, and a proxy to a proxy. */
export class Cook extends Base.table("ap_cooks", {
  id: integer().primaryKey(),
  name: string(50),
  get cookSkills() {
    return oneToMany(() => CookSkill, { backPopulates: "cook", cascade: ["all", "delete-orphan"] });
  },
  get badge() {
    return oneToOne(() => Badge, { backPopulates: "cook", cascade: ["all", "delete-orphan"] });
  },
  skills: associationProxy("cookSkills", "skill", { creator: (skill) => new CookSkill({ skill, level: 1 }) }),
  skillNames: associationProxy("cookSkills", "skillName"),
  code: associationProxy("badge", "code"),
  signs: associationProxy("badge", "signs"),
}) {}

export class CookSkill extends Base.table("ap_cook_skills", {
  cookId: integer().primaryKey().references("ap_cooks.id"),
  skillId: integer().primaryKey().references("ap_skills.id"),
  level: integer().default(1),
  get cook() {
    return manyToOne(() => Cook, { backPopulates: "cookSkills" });
  },
  get skill() {
    return manyToOne(() => Skill, { backPopulates: "cookSkills" });
  },
  skillName: associationProxy("skill", "name"),
}) {}

export class Skill extends Base.table("ap_skills", {
  id: integer().primaryKey(),
  name: string(50).unique(),
  get cookSkills() {
    return oneToMany(() => CookSkill, { backPopulates: "skill" });
  },
  cooks: associationProxy("cookSkills", "cook"),
}) {}

export class Badge extends Base.table("ap_badges", {
  id: integer().primaryKey(),
  code: string(50).nullable(),
  cookId: integer().nullable().references("ap_cooks.id"),
  get cook() {
    return manyToOne(() => Cook, { backPopulates: "badge" });
  },
  get signs() {
    return oneToMany(() => Sign);
  },
  cookName: associationProxy("cook", "name"),
}) {}

export class Sign extends Base.table("ap_signs", {
  id: integer().primaryKey(),
  text: string(50),
  badgeId: integer().nullable().references("ap_badges.id"),
}) {}

/** Scalars with their options, over many-to-one. */
export class Book extends Base.table("ap_books", {
  id: integer().primaryKey(),
  writerId: integer().nullable().references("ap_writers.id"),
  editorId: integer().nullable().references("ap_writers.id"),
  get writer() {
    return manyToOne(() => Writer, { foreignKeys: () => [Book.c.writerId] });
  },
  get editor() {
    return manyToOne(() => Writer, { foreignKeys: () => [Book.c.editorId] });
  },
  writerName: associationProxy("writer", "name", { cascadeScalarDeletes: true }),
  editorName: associationProxy("editor", "name", {
    createOnNullAssignment: true,
    creator: (name) => new Writer({ name, made: true }),
  }),
}) {}

export class Writer extends Base.table("ap_writers", {
  id: integer().primaryKey(),
  name: string(50).nullable(),
  made: boolean().default(false),
}) {}

/** Many-to-many without an association class, and Maps keyed by a column and by a function. */
export class Shelf extends Base.table("ap_shelves", {
  id: integer().primaryKey(),
  get themes() {
    return manyToMany(() => Theme, { secondary: () => shelfThemes });
  },
  get boxes() {
    return oneToMany(() => Box, { collectionClass: columnKeyedDict<string>(() => Box.c.colour) });
  },
  get lids() {
    return oneToMany(() => Lid, { collectionClass: keyfuncMapping((lid: { size: number }) => `s${lid.size}`) });
  },
  themeNames: associationProxy("themes", "name"),
  boxSizes: associationProxy("boxes", "size"),
  lidNames: associationProxy("lids", "name"),
  lidNamesBySize: associationProxy("lids", "name", {
    creator: (key: string, name: string) => new Lid({ size: Number(key.slice(1)), name }),
  }),
}) {}

export class Theme extends Base.table("ap_themes", { id: integer().primaryKey(), name: string(50) }) {}

export class Box extends Base.table("ap_boxes", {
  id: integer().primaryKey(),
  colour: string(20),
  size: integer().nullable(),
  shelfId: integer().nullable().references("ap_shelves.id"),
}) {}

export class Lid extends Base.table("ap_lids", {
  id: integer().primaryKey(),
  size: integer(),
  name: string(20),
  shelfId: integer().nullable().references("ap_shelves.id"),
}) {}

const shelfThemes = Base.metadata.table("ap_shelf_themes", {
  shelfId: integer().primaryKey().references("ap_shelves.id"),
  themeId: integer().primaryKey().references("ap_themes.id"),
});
