/** What checks are written with: Core's public names, which `athanor` exports to everybody else. */
export {
  bindparam,
  caseWhen,
  cast,
  collate,
  column,
  desc,
  falseValue,
  literal,
  nullsFirst,
  nullsLast,
  nullValue,
  trueValue,
  tuple,
  typeCoerce,
} from "../sql/expressions.ts";
export { and, not, or } from "../sql/conjunction.ts";
export { exists } from "../sql/exists.ts";
export { lateral } from "../sql/from-functions.ts";
export { literalColumn } from "../sql/literal-column.ts";
export { values } from "../sql/values.ts";
export { func } from "../sql/func.ts";
export { select } from "../sql/select.ts";
export { except, exceptAll, intersect, intersectAll, union, unionAll } from "../sql/query.ts";
export { text } from "../schema/text.ts";
export { insert } from "../sql/insert.ts";
export { update } from "../sql/update.ts";
export { deleteFrom } from "../sql/delete.ts";
export {
  bigInteger,
  boolean,
  char,
  customType,
  date,
  datetime,
  double,
  enumeration,
  float,
  integer,
  interval,
  json,
  largeBinary,
  numeric,
  smallInteger,
  string,
  time,
  unicode,
  unicodeText,
  uuid,
} from "../schema/builders.ts";
export { CompileError } from "../errors/compile.ts";
export { DatabaseError, DBAPIError, IntegrityError, StatementError } from "../errors/database.ts";
export { listen, remove } from "../event/listen.ts";
export { type ConnectionPoolEntry } from "../pool/pool-events.ts";
export { isRetryable } from "../engine/retry.ts";
export { array } from "../schema/array.ts";
export { ArgumentError } from "../errors/argument.ts";
export { index } from "../schema/index-item.ts";
export { checkConstraint, primaryKeyConstraint, uniqueConstraint } from "../schema/constraint.ts";
export { foreignKeyConstraint } from "../schema/foreign-key.ts";
export { Sequence } from "../schema/sequence.ts";
export { MetaData } from "../schema/metadata.ts";
export { AddConstraint, CreateIndex, CreateTable, DropConstraint, DropIndex, DropTable } from "../schema/ddl.ts";
export { CreateTableAs, CreateView, DropView } from "../schema/ddl-view.ts";
export { declarativeBase } from "../orm/mapping/declarative-base.ts";
export { manyToOne, oneToMany } from "../orm/relationship/declare.ts";
export { selectinload } from "../orm/query/loader-options.ts";
export { StaleDataError } from "../errors/orm.ts";
