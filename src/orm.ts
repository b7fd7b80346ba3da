/// <reference lib="esnext.disposable" preserve="true" />
/** The ORM: mapped classes, relationships, sessions. */
import { installOrm } from "./orm/session/install.ts";

installOrm();

export { declarativeBase, DeclarativeBase } from "./orm/mapping/declarative-base.ts";
export { associationProxy, type AssociationProxyOptions } from "./ext/association-proxy/association-proxy.ts";
export { AutomapBase, automapBase, type AutomappedClass, type PrepareOptions } from "./ext/automap/automap.ts";
export type { AutomapHooks, AutomapLink } from "./ext/automap/automap-hooks.ts";
export { mutable } from "./ext/mutable.ts";
export type { AssociationAttribute, AssociationProxyOf } from "./orm/mapping/association.ts";
export { configureMappers } from "./orm/mapping/configure.ts";
export { columnProperty, type ColumnPropertyOptions } from "./orm/mapping/column-property.ts";
export {
  composite,
  CompositeAttribute,
  type CompositeDeclaration,
  type CompositeValue,
} from "./orm/mapping/composite.ts";
export { hybridMethod, type HybridMethodOptions, hybridProperty, type HybridOptions } from "./orm/mapping/hybrid.ts";
export { queryExpression } from "./orm/mapping/query-expression.ts";
export { synonym, type SynonymOf } from "./orm/mapping/synonym.ts";
export type { MapperOptions } from "./orm/mapping/mapper-options.ts";
export type { AttributeDeclaration, ExpressionDeclaration } from "./orm/mapping/attribute-declaration.ts";
export { aliased, type AliasedClass, type AliasOf } from "./orm/mapping/aliased.ts";
export type { AttributeState } from "./orm/session/attribute-state.ts";
export { inspect } from "./orm/session/inspect.ts";
export type {
  AnyModel,
  Attributes,
  AwaitableAttributes,
  CollectionOf,
  EntityColumns,
  EntityFilter,
  InheritOptions,
  Init,
  KeyOf,
  ModelClass,
  ModelInstance,
  ModelOptions,
  OwnedAttribute,
  OwnedRelationship,
  PropertyValue,
} from "./orm/mapping/model-class.ts";
export type { InstanceOf } from "./orm/mapping/instance-of.ts";
export type {
  Criteria,
  RelationshipAttribute,
  RelationshipDeclaration,
} from "./orm/mapping/relationship-declaration.ts";
export type {
  DynamicCollection,
  DynamicQuery,
  Unloaded,
  WriteOnlyCollection,
} from "./orm/mapping/unloaded-collections.ts";
export { manyToMany, manyToOne, oneToMany, oneToOne } from "./orm/relationship/declare.ts";
export { foreign, remote } from "./orm/relationship/annotations.ts";
export { withParent } from "./orm/relationship/with-parent.ts";
export type { CollectionOptions, RelationshipOptions } from "./orm/relationship/options.ts";
export type { CascadeName } from "./orm/relationship/cascade.ts";
export { InstrumentedList } from "./orm/attribute/instrumented-list.ts";
export { InstrumentedSet } from "./orm/attribute/instrumented-set.ts";
export { KeyFuncDict } from "./orm/attribute/key-func-dict.ts";
export { OrderingList } from "./orm/attribute/ordering-list.ts";
export {
  attributeKeyedDict,
  columnKeyedDict,
  keyfuncMapping,
  type KeyedOptions,
  orderingList,
  type OrderingListOptions,
} from "./orm/relationship/collection-class.ts";
export {
  defaultload,
  defer,
  joinedload,
  lazyload,
  loadOnly,
  raiseload,
  selectinload,
  undefer,
  undeferGroup,
  withExpression,
} from "./orm/query/loader-options.ts";
export type { LoaderOption } from "./orm/query/loader-option.ts";
export type { SynchronizeSession } from "./orm/dml/synchronize.ts";
export { Session, type SessionBind } from "./orm/session/session.ts";
export { validates, type ValidatesOptions } from "./orm/mapping/validates.ts";
export {
  delAttribute,
  flagDirty,
  flagModified,
  getAttribute,
  getHistory,
  setAttribute,
  setCommittedValue,
} from "./orm/mapping/attribute-functions.ts";
export type { BulkInsertOptions, BulkSaveOptions } from "./orm/session/bulk.ts";
export type { JoinTransactionMode, SessionOptions } from "./orm/session/session-options.ts";
export type { SessionExecuteOptions } from "./orm/session/execute.ts";
export type { ORMExecuteState } from "./orm/session/orm-execute-state.ts";
export { LoaderCriteria, type LoaderCriteriaOptions, withLoaderCriteria } from "./orm/query/loader-criteria.ts";
export { UserDefinedOption, userDefinedOption } from "./orm/query/user-defined-option.ts";
export { objectSession, SessionBase } from "./orm/session/session-base.ts";
export type { LoadEvent, ModelEvents } from "./orm/mapping/model-events.ts";
export type { CollectionEvents, ColumnEvents, ReferenceEvents } from "./orm/mapping/attribute-events.ts";
export type { AttributeEventToken, AttributeOperation } from "./orm/contract/attribute-events.ts";
export type { MapperInspection } from "./orm/mapping/mapper-inspection.ts";
export type { BulkWriteEvent, FlushEvent, SessionEvents } from "./orm/session/session-events.ts";
export { makeTransient, makeTransientToDetached } from "./orm/session/make-transient.ts";
export type { MergeOptions } from "./orm/session/merge.ts";
export type { BindRequest } from "./orm/session/binds.ts";
export type { ConnectionRequest } from "./orm/session/session-connection.ts";
export type { RefreshOptions } from "./orm/session/refresh.ts";
export type { GetOptions } from "./orm/session/get.ts";
export { SessionTransaction } from "./orm/session/session-transaction.ts";
export { scopedSession, type ScopedSession, type ScopedSessionOptions } from "./orm/session/scoped-session.ts";
export { sessionmaker, type SessionMaker } from "./orm/session/sessionmaker.ts";
export { Query, type QueryItem, type QueryResult } from "./orm/session/query.ts";
export { AsyncSession, type AsyncSessionBind, AsyncSessionTransaction } from "./async/async-session.ts";
export { asyncScopedSession, type AsyncScopedSession } from "./async/async-scoped-session.ts";
export { asyncSessionmaker, type AsyncSessionMaker } from "./async/async-sessionmaker.ts";
export {
  DetachedInstanceError,
  FlushError,
  LazyLoadError,
  ObjectDeletedError,
  PendingRollbackError,
  StaleDataError,
  UnmappedClassError,
  UnmappedInstanceError,
} from "./errors/orm.ts";
export { CircularDependencyError } from "./errors/circular-dependency.ts";
