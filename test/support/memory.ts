import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** A full collection. */
export const collect = ((): (() => void) => {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
})();

/** The bytes of what can be reached. */
export function usedMemory(): number {
  for (let i = 0; i < 2; i++) collect();
  return process.memoryUsage().heapUsed;
}
