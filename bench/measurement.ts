import type { ContestantName, DatabaseName, Measured } from "./protocol.ts";

/** All rounds of a contestant in a case. */
export interface Measurement {
  readonly case: string;
  readonly database: DatabaseName;
  /** Client and server on one core. */
  readonly pinned: boolean;
  readonly collect: string;
  readonly contestant: ContestantName;
  readonly rounds: readonly Measured[];
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** What is shown of a measurement. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** The least processor time of a round: what others on the machine disturb least. */
  readonly cpu: number;
  readonly memory: number | undefined;
}

export function summarize({ rounds }: Measurement): Summary {
  const walls = rounds.map(({ wall }) => wall);
  const memories = rounds.map(({ memory }) => memory).filter((memory) => memory !== undefined);
  return {
    median: median(walls),
    min: Math.min(...walls),
    max: Math.max(...walls),
    cpu: Math.min(...rounds.map(({ cpu }) => cpu)),
    memory: memories.length > 0 ? median(memories) : undefined,
  };
}
