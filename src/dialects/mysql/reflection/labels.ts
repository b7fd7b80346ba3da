/** The labels of 'a','b''c', whose quotes are doubled, and whose backslashes begin an escape. */
export function labelsOf(list: string): string[] {
  return [...list.matchAll(/'((?:[^'\\]|''|\\[\s\S])*)'/g)].map((match) =>
    match[1]!.replaceAll("''", "'").replaceAll(/\\([\s\S])/g, "$1"),
  );
}
