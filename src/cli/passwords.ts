/** A text without the passwords of the URLs that were typed, however they are written. */
export function withoutPasswords(text: string, typed: readonly string[]): string {
  const passwords = new Set<string>();
  for (const each of typed) for (const password of passwordsIn(each)) passwords.add(password).add(decoded(password));
  let masked = text;
  // Longer ones first: one may be part of another.
  for (const password of [...passwords].sort((a, b) => b.length - a.length))
    if (password !== "") masked = masked.replaceAll(password, "***");
  return masked;
}

/** What stands between the user's name and the last @, and in the query under a name that says so. */
function* passwordsIn(url: string): Generator<string> {
  const inside = /^[^:/]*:\/\/[^:/@]*:(.*)@/s.exec(url)?.[1];
  if (inside !== undefined) yield inside;
  for (const match of url.matchAll(/[?&][\w.-]*pass(?:word|wd)?[\w.-]*=([^&]*)/gi)) yield match[1]!;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
