/** How long a line may be. */
const WIDTH = 120;

/** A call whose last argument is an object of these members: on one line, or with a line for each member where that is too long. */
export function callSource(name: string, args: readonly string[], members: readonly string[], indent: number): string {
  const object = members.length === 0 ? [] : [`{ ${members.join(", ")} }`];
  const line = `${name}(${[...args, ...object].join(", ")})`;
  if (members.length === 0 || line.length + indent + 1 <= WIDTH) return line;
  return `${name}(${[...args, "{"].join(", ")}\n${members.map((member) => `  ${member},`).join("\n")}\n})`;
}
