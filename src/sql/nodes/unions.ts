import type { CustomNode } from "./custom.ts";
import type { BindNode } from "../node.ts";
import type { AliasNode } from "./alias.ts";
import type { BinaryNode } from "./binary.ts";
import type { BoolListNode } from "./bool-list.ts";
import type { CaseNode } from "./case.ts";
import type { CastNode, CollateNode, ExtractNode } from "./cast.ts";
import type { ColumnNode } from "./column.ts";
import type { CompoundNode } from "./compound.ts";
import type { DeleteNode, InsertNode, UpdateNode } from "./dml.ts";
import type { AggregateOrderNode, FilterNode, FunctionNode, OverNode, WithinGroupNode } from "./function.ts";
import type { JoinNode } from "./join.ts";
import type { LabelNode, LabelRefNode } from "./label.ts";
import type { ListNode } from "./list.ts";
import type { ConstNode, LiteralColumnNode, TextNode } from "./literal.ts";
import type { MergeNode } from "./merge.ts";
import type { NextValueNode } from "./next-value.ts";
import type { MemberNode } from "./member.ts";
import type { SelectNode } from "./select.ts";
import type { CteNode, SubqueryNode } from "./subquery.ts";
import type { ExistsNode, ScalarSubqueryNode } from "./scalar-subquery.ts";
import type { TableNode } from "./table.ts";
import type { TableValuedNode } from "./table-valued.ts";
import type { UnaryNode } from "./unary.ts";
import type { ScalarValuesNode, ValuesNode } from "./values.ts";

/** Everything that can stand where SQL has a value or a condition. */
export type ExprNode =
  | ColumnNode
  | CustomNode
  | BindNode
  | BinaryNode
  | UnaryNode
  | BoolListNode
  | ListNode
  | LabelNode
  | LabelRefNode
  | FunctionNode
  | OverNode
  | FilterNode
  | WithinGroupNode
  | AggregateOrderNode
  | MemberNode
  | CaseNode
  | CastNode
  | ExtractNode
  | CollateNode
  | ConstNode
  | LiteralColumnNode
  | NextValueNode
  | TextNode
  | ScalarSubqueryNode
  | ScalarValuesNode
  | ExistsNode;

/** Everything that can stand in FROM. */
export type FromNode =
  | TableNode
  | AliasNode
  | SubqueryNode
  | CteNode
  | JoinNode
  | ValuesNode
  | TableValuedNode
  | TextNode;

/** What gives rows and may be nested. */
export type QueryNode = SelectNode | CompoundNode | TextNode;

/** What can be executed. */
export type StatementNode = SelectNode | CompoundNode | InsertNode | UpdateNode | DeleteNode | MergeNode | TextNode;
