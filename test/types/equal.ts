/** True when two types are the same, not merely assignable. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** `same<Equal<A, B>>()` compiles when the types are the same. */
export function same<_T extends true>(): void {}
