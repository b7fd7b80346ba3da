/** An object without its members that are undefined, so that what is absent is not there. */
export function given<T extends object>(members: T): T {
  for (const key of Object.keys(members) as (keyof T)[]) if (members[key] === undefined) delete members[key];
  return members;
}
