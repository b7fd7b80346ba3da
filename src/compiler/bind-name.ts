/** The name of a bind as SQL can have it: binds are not quoted, so only letters, digits and _ stay. */
export function cleanBindName(name: string): string {
  let clean = name !== "" && name.charCodeAt(0) !== 95;
  for (let i = 0; clean && i < name.length; i++) {
    const c = name.charCodeAt(i);
    clean = (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95;
  }
  if (clean) return name;
  const cleaned = name.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^_+|_+$/g, "");
  return cleaned === "" ? "param" : cleaned;
}

const SHOWN: Readonly<Record<string, string>> = {
  "%": "P",
  "(": "A",
  ")": "Z",
  ":": "C",
  ".": "_",
  "[": "_",
  "]": "_",
  " ": "_",
};

/** The name of a bind after a colon, where no database reads it. */
export function shownBindName(name: string): string {
  return name.replace(/[%():.[\] ]/g, (c) => SHOWN[c]!);
}
