/** The words of a name: what stands between other characters, and between small and capital letters. */
function wordsOf(name: string): string[] {
  return name
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .flatMap((part) => part.split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u))
    .filter((word) => word !== "");
}

function capitalized(word: string): string {
  return word.toLowerCase().replace(/^./u, (first) => first.toUpperCase());
}

/** An identifier out of text: nothing else than letters, digits and _, no digit in front. */
function identifier(text: string, otherwise: string): string {
  const plain = text.replaceAll(/[^\p{ID_Continue}$]/gu, "");
  if (plain === "") return otherwise;
  return /^[\p{ID_Start}$_]/u.test(plain) ? plain : `_${plain}`;
}

/** customer_id, CustomerID and "customer id" are customerId. */
export function camelCase(name: string): string {
  const [first = "", ...rest] = wordsOf(name);
  return identifier(first.toLowerCase() + rest.map(capitalized).join(""), "unnamed");
}

/** customer_id, CustomerID and "customer id" are CustomerId. */
export function pascalCase(name: string): string {
  return identifier(wordsOf(name).map(capitalized).join(""), "Unnamed");
}

/** The name, or the next one with a number behind it that is not taken; taken from then on. */
export function unique(name: string, taken: Set<string>): string {
  let found = name;
  for (let number = 2; taken.has(found); number++) found = `${name}${number}`;
  taken.add(found);
  return found;
}

/** Members that every mapped object has, which a column's attribute must not hide. */
const OBJECT_MEMBERS: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  "awaitableAttrs",
  "prototype",
  "toJSON",
]);

/** An attribute's name; with _ behind it where an object needs the name itself. */
export function attributeName(name: string): string {
  const found = camelCase(name);
  return OBJECT_MEMBERS.has(found) ? `${found}_` : found;
}

/** Words that are no name of a variable. */
const RESERVED: ReadonlySet<string> = new Set(
  `arguments async await break case catch class const continue debugger default delete do else enum eval export extends false finally for
  function if implements import in instanceof interface let new null package private protected public return static super switch this throw true
  try typeof undefined var void while with yield`.split(/\s+/),
);
export function isReserved(name: string): boolean {
  return RESERVED.has(name);
}

/** Names that a module takes for granted. */
export const GLOBALS: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(globalThis).filter((name) => /^[A-Z]\p{L}*$/u.test(name)),
  "Base",
  "SqlTypeName",
]);

const KEY_SUFFIX = /(?:[\s_-]+[iI][dD]|(?<=[\p{Ll}\p{N}])I[dD])$/u;

/** What a foreign key's column is about: customer_id is about a customer; undefined when the name has no such ending. */
export function withoutKeySuffix(column: string): string | undefined {
  const found = column.replace(KEY_SUFFIX, "");
  return found === column || camelCase(found) === "unnamed" ? undefined : found;
}
