/**
 * A function in a shape or in options that names classes: `() => [Task.c.userId]`.
 * It returns `any`, so that TypeScript does not resolve its body while it infers the class around it, and classes may refer to
 * each other. The second half says nothing new of a function; without it TypeScript resolves the body all the same where the
 * option is optional and `exactOptionalPropertyTypes` is off (TS2506).
 */
// oxlint-disable-next-line typescript/no-explicit-any -- unknown, or any other type, would resolve the body
export type Callback = (() => any) & { readonly length: number };
