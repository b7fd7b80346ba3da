import { ArgumentError } from "../../errors/argument.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import type { Node } from "../../sql/node.ts";
import type { ExprNode } from "../../sql/nodes/unions.ts";
import type { StatementOption } from "../../sql/nodes/select.ts";
import { setBrand } from "../../util/brand.ts";
import { describeValue } from "../../util/describe.ts";
import { CompositeAttribute } from "../mapping/composite.ts";
import type { EntityRef } from "../mapping/entity-ref.ts";
import type { RelationshipAttribute } from "../mapping/relationship-declaration.ts";
import { RelationshipAttr } from "../relationship/relationship-attr.ts";

/** How a relationship named by an option is loaded. */
export type LoaderKind = "selectin" | "joined" | "lazy" | "raise" | "default";

/** What an option says of the columns of an entity. */
export type ColumnOption =
  /** Only these (and the key); all but these; these too. */
  | {
      readonly kind: "only" | "defer" | "undefer";
      readonly columns: readonly ExprNode[];
      /** Reading what it leaves out is an error. */
      readonly raiseload?: boolean;
    }
  /** Those of a group too. */
  | { readonly kind: "group"; readonly group: string }
  /** An expression for an attribute that only queries fill. */
  | {
      readonly kind: "expression";
      readonly entity: EntityRef;
      readonly slot: number;
      readonly element: ColumnElement<unknown>;
    };

type AnyRelationship = RelationshipAttribute<"one" | "many", unknown>;

/** One step of a loading option: a relationship, how it is loaded, and the options of its target. */
export class LoaderOption implements StatementOption {
  readonly attr: RelationshipAttr | undefined;
  readonly kind: LoaderKind;
  readonly innerjoin: boolean;
  readonly children: readonly LoaderOption[];
  readonly columns: ColumnOption | undefined;
  readonly key: string;

  constructor(
    attr: RelationshipAttr | undefined,
    kind: LoaderKind,
    settings: {
      readonly innerjoin?: boolean;
      readonly children?: readonly LoaderOption[];
      readonly columns?: ColumnOption;
    } = {},
  ) {
    this.attr = attr;
    this.kind = kind;
    this.innerjoin = settings.innerjoin ?? false;
    this.children = settings.children ?? [];
    this.columns = settings.columns;
    const of = attr === undefined ? "" : `${attr.entity.node.key}.${attr.property.slot}`;
    const columns = this.columns === undefined ? "" : columnKey(this.columns);
    this.key = `${kind}${this.innerjoin ? "!" : ""}(${of}${columns}${this.children.map((child) => `,${child.key}`).join("")})`;
  }

  /** The expressions that it puts into the statement. */
  get parts(): readonly Node[] {
    const own = this.columns?.kind === "expression" ? [this.columns.element.node] : [];
    return this.children.length === 0 ? own : [...own, ...this.children.flatMap((child) => child.parts)];
  }

  /** Options for the objects that this relationship brings. */
  options(...children: LoaderOption[]): LoaderOption {
    for (const child of children) requireOption(child);
    return this.#nest((last) => last.#with({ children: [...last.children, ...children] }));
  }

  /** Then the relationship of those objects, by a statement of its own. */
  selectinload(attr: AnyRelationship): LoaderOption {
    return this.#append(new LoaderOption(requireAttr(attr, "selectinload"), "selectin"));
  }

  /** Then the relationship of those objects, by a join. */
  joinedload(attr: AnyRelationship, options: { readonly innerjoin?: boolean } = {}): LoaderOption {
    return this.#append(new LoaderOption(requireAttr(attr, "joinedload"), "joined", options));
  }

  /** Then that relationship is not to be loaded by itself. */
  raiseload(attr: AnyRelationship): LoaderOption {
    return this.#append(new LoaderOption(requireAttr(attr, "raiseload"), "raise"));
  }

  /** Only these columns of those objects at first. */
  loadOnly(...columns: DeferredColumns): LoaderOption {
    return this.#append(new LoaderOption(undefined, "default", { columns: leavingOut("only", columns) }));
  }

  /** Without these columns of those objects at first. */
  defer(...columns: DeferredColumns): LoaderOption {
    return this.#append(new LoaderOption(undefined, "default", { columns: leavingOut("defer", columns) }));
  }

  /** These deferred columns of those objects too. */
  undefer(...columns: OptionColumn[]): LoaderOption {
    return this.#append(
      new LoaderOption(undefined, "default", {
        columns: { kind: "undefer", columns: columnNodes(columns, "undefer") },
      }),
    );
  }

  /** The deferred columns of a group of those objects too. */
  undeferGroup(group: string): LoaderOption {
    return this.#append(new LoaderOption(undefined, "default", { columns: { kind: "group", group } }));
  }

  #append(next: LoaderOption): LoaderOption {
    return this.#nest((last) => last.#with({ children: [...last.children, next] }));
  }

  /** Changes the last step of a chain: `a.b.c` appends to c. */
  #nest(change: (last: LoaderOption) => LoaderOption): LoaderOption {
    const last = this.children.at(-1);
    if (last === undefined || last.attr === undefined) return change(this);
    return this.#with({ children: [...this.children.slice(0, -1), last.#nest(change)] });
  }

  #with(changes: { readonly children: readonly LoaderOption[] }): LoaderOption {
    const { innerjoin, columns } = this;
    return new LoaderOption(this.attr, this.kind, {
      innerjoin,
      ...(columns === undefined ? {} : { columns }),
      ...changes,
    });
  }
}
setBrand(LoaderOption.prototype, "option");

export function requireAttr(value: unknown, name: string): RelationshipAttr {
  if (value instanceof RelationshipAttr) return value;
  throw new ArgumentError(
    `${name}() takes a relationship, such as User.c.tasks; given was ${describeValue(value)}.`,
    "argument",
  );
}

export function requireOption(value: unknown): LoaderOption {
  if (value instanceof LoaderOption) return value;
  throw new ArgumentError(
    `options() takes loader options, such as selectinload(User.c.tasks); given was ${describeValue(value)}.`,
    "argument",
  );
}

/** What options of columns name: columns, expressions and composites of a class. */
export type OptionColumn = ColumnElement<unknown> | CompositeAttribute<unknown>;

/** Columns, and last what `defer()` and `loadOnly()` may be told besides. */
export type DeferredColumns =
  | OptionColumn[]
  | [...OptionColumn[], { /** Reading what is left out is an error. */ readonly raiseload?: boolean }];

/** What `defer()` or `loadOnly()` is given. */
export function leavingOut(kind: "only" | "defer", given: DeferredColumns): ColumnOption {
  const last: unknown = given.at(-1);
  const name = kind === "only" ? "loadOnly" : "defer";
  if (last === null || typeof last !== "object" || Object.getPrototypeOf(last) !== Object.prototype)
    return { kind, columns: columnNodes(given, name) };
  const { raiseload } = last as { readonly raiseload?: boolean };
  const columns = columnNodes(given.slice(0, -1), name);
  return raiseload === true ? { kind, columns, raiseload } : { kind, columns };
}

/** The columns that an option names. */
export function columnNodes(columns: readonly unknown[], name: string): ExprNode[] {
  if (columns.length === 0)
    throw new ArgumentError(`${name}() takes at least one column, such as User.c.name.`, "argument");
  return columns.flatMap((column) => {
    if (column instanceof ColumnElement) return [column.node];
    if (column instanceof CompositeAttribute) return column.columns.map(({ node }) => node);
    throw new ArgumentError(
      `${name}() takes mapped columns, such as User.c.name; given was ${describeValue(column)}.`,
      "argument",
    );
  });
}

function columnKey(option: ColumnOption): string {
  switch (option.kind) {
    case "group":
      return `:group:${option.group.length}:${option.group}`;
    case "expression":
      return `:expression:${option.entity.node.key}.${option.slot}`;
    default:
      return `:${option.kind}${option.raiseload === true ? "!" : ""}:${option.columns.map((column) => column.key).join()}`;
  }
}
