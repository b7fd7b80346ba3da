import { callDefault } from "../../schema/default-context.ts";
import { ArgumentError } from "../../errors/argument.ts";
import type { BindProcessor } from "../../types/sql-type.ts";

/** Where a parameter of a statement comes from. */
export const From = {
  /** A slot of the object's column values. */
  values: 0,
  /** The primary key of the row, where it is a single column. */
  identity: 1,
  /** An index into the primary key of the row, where it has several columns. */
  key: 4,
  /** The version that the row had when it was loaded. */
  version: 5,
  /** The same for every object: `constant`, processed already. */
  constant: 2,
  /** What the function `constant` gives for each object. */
  call: 3,
} as const;
export type From = (typeof From)[keyof typeof From];

export interface ParameterSource {
  readonly from: From;
  readonly index: number;
  readonly constant?: unknown;
  readonly process: BindProcessor | undefined;
  /** "Task.title", for errors. */
  readonly label: string;
}

/** Makes the driver's parameters of one object: arrays side by side, so that the loop over a row does no lookups. */
export class RowBinder {
  readonly size: number;
  readonly #from: From[] = [];
  readonly #indexes: number[] = [];
  readonly #processors: (BindProcessor | undefined)[] = [];
  readonly #constants: unknown[] = [];
  readonly #labels: string[] = [];

  constructor(sources: readonly ParameterSource[]) {
    this.size = sources.length;
    for (const { from, index, constant, process, label } of sources) {
      this.#from.push(from);
      this.#indexes.push(index);
      this.#processors.push(process);
      this.#constants.push(constant);
      this.#labels.push(label);
    }
  }

  /** Appends the parameters to `out`; `identity` is the key of the row as the identity map has it. Throws ArgumentError naming the attribute when a value is not of the column's type. */
  bind(values: readonly unknown[], identity: unknown, out: unknown[], version?: unknown): void {
    this.#fill(values, identity, out, out.length, version);
  }

  /** The parameters of one object in an array of their own. */
  row(values: readonly unknown[], identity: unknown, version?: unknown): unknown[] {
    const out = new Array<unknown>(this.size);
    this.#fill(values, identity, out, 0, version);
    return out;
  }

  #fill(values: readonly unknown[], identity: unknown, out: unknown[], start: number, version: unknown): void {
    const from = this.#from;
    const indexes = this.#indexes;
    const processors = this.#processors;
    const { size } = this;
    let at = 0;
    try {
      for (; at < size; at++) {
        const source = from[at];
        if (source === From.constant) {
          out[start + at] = this.#constants[at];
          continue;
        }
        const index = indexes[at] as number;
        const value =
          source === From.values
            ? values[index]
            : source === From.identity
              ? identity
              : source === From.version
                ? version
                : this.#other(at, identity);
        const process = processors[at];
        out[start + at] =
          process === undefined || (value === null && process.takesNull !== true) ? value : process(value);
      }
    } catch (error) {
      throw wrongValue(this.#labels[at] ?? "", error);
    }
  }

  #other(at: number, identity: unknown): unknown {
    if (this.#from[at] === From.key) return (identity as readonly unknown[])[this.#indexes[at] as number];
    // A column that no attribute stands for: its row is not at hand.
    return callDefault(this.#constants[at] as () => unknown, () => ({})) ?? null;
  }
}

/** The type's refusal of a value, told with the attribute that holds it. */
export function wrongValue(label: string, error: unknown): unknown {
  if (!(error instanceof ArgumentError)) return error;
  return new ArgumentError(`${label}: ${error.message}`, error.code, { cause: error });
}
