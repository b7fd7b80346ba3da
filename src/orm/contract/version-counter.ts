/** The column by which concurrent changes of a row are noticed. */
export interface VersionCounter {
  readonly slot: number;
  /** The version after another; null before the first. undefined: the database makes it. */
  readonly next: ((previous: unknown) => unknown) | undefined;
}
