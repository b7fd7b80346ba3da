/** What bears a name, whatever the case of its letters; an exact match first. */
export function byName<T extends { readonly name: string }>(items: readonly T[], name: string): T | undefined {
  const lower = name.toLowerCase();
  return items.find((item) => item.name === name) ?? items.find((item) => item.name.toLowerCase() === lower);
}
