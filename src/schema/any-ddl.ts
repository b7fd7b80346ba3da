import type {
  DropColumnComment,
  DropConstraintComment,
  DropTableComment,
  SetColumnComment,
  SetConstraintComment,
  SetTableComment,
} from "./ddl-comment.ts";
import type { CreateSequence, DropSequence } from "./ddl-sequence.ts";
import type { DDL } from "./ddl-statement.ts";
import type { CreateTableAs, CreateView, DropView } from "./ddl-view.ts";
import type {
  AddConstraint,
  CreateColumn,
  CreateIndex,
  CreateSchema,
  CreateTable,
  DropConstraint,
  DropIndex,
  DropSchema,
  DropTable,
} from "./ddl.ts";

/** Every DDL element that all databases share; what one alone has goes to its compiler's `other()`. */
export type AnyDDL =
  | CreateTable
  | CreateColumn
  | DropTable
  | CreateView
  | DropView
  | CreateTableAs
  | CreateIndex
  | DropIndex
  | CreateSequence
  | DropSequence
  | CreateSchema
  | DropSchema
  | AddConstraint
  | DropConstraint
  | SetTableComment
  | DropTableComment
  | SetColumnComment
  | DropColumnComment
  | SetConstraintComment
  | DropConstraintComment
  | DDL;
