/** What a default's function is told of the row that it is called for. */
export interface DefaultContext {
  /**
   * The row's other values, by attribute: those given, and the defaults of columns before this one. SQL expressions are not among them.
   *
   * ```ts
   * slug: string().default((context) => slugOf(context.getCurrentParameters()["title"] as string))
   * ```
   */
  getCurrentParameters(): Readonly<Record<string, unknown>>;
}

/** The value that a function gives for one row; `read` collects the row's values, only for functions that ask for them. */
export function callDefault(
  fn: (context: DefaultContext) => unknown,
  read: () => Readonly<Record<string, unknown>>,
): unknown {
  return fn.length === 0 ? (fn as () => unknown)() : fn({ getCurrentParameters: read });
}
