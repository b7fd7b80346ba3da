/** What the types know of a column besides its value, as one literal type. */
export interface Flags {
  readonly nullable: boolean;
  /** May be left out of INSERT values: has a default, is nullable, or is generated. */
  readonly optional: boolean;
  readonly pk: boolean;
  /** What the column takes beyond its own type: number and bigint for `numeric`. */
  readonly input: unknown;
}

/** A column that nothing was said about. */
export type NoFlags = { nullable: false; optional: false; pk: false; input: never };

/** The flags with some of them replaced. */
export type WithFlags<F extends Flags, O extends Partial<Flags>> = {
  nullable: O extends { nullable: infer X extends boolean } ? X : F["nullable"];
  optional: O extends { optional: infer X extends boolean } ? X : F["optional"];
  pk: O extends { pk: infer X extends boolean } ? X : F["pk"];
  input: F["input"];
};
