/** The instance type of a class, or of what an alias stands for. */
export type InstanceOf<C> = C extends { readonly _instance: infer A }
  ? A
  : C extends { prototype: infer I }
    ? I
    : never;
