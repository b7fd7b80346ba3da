import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";
import { InvalidRequestError } from "../../errors/state.ts";

/**
 * Starts a thread of the package's own; `what` it is for is told when its script is not there. A program that has nothing else to do ends,
 * whatever the thread does.
 */
export function startWorker(file: URL, what: string, options: WorkerOptions): Worker {
  if (!existsSync(file)) {
    throw new InvalidRequestError(
      `The script of the worker thread that ${what} is missing: ${fileURLToPath(file)}. It is needed as it was installed with the package; a bundler has to leave the package external.`,
      "bridge-missing",
    );
  }
  const worker = newWorker(file, options);
  worker.unref();
  return worker;
}

/** With the options that Node was started with (loaders among them), but for those that hold the program itself: they do not suit a file. */
function newWorker(file: URL, options: WorkerOptions): Worker {
  const { execArgv } = process;
  if (!execArgv.some(isAboutInput)) return new Worker(file, options);
  try {
    return new Worker(file, { ...options, execArgv: execArgv.filter((option) => !isAboutInput(option)) });
  } catch (error) {
    // Inherited, any option is taken; given, those of the whole process are not.
    if ((error as { code?: unknown }).code !== "ERR_WORKER_INVALID_EXEC_ARGV") throw error;
    return new Worker(file, { ...options, execArgv: [] });
  }
}

function isAboutInput(option: string): boolean {
  return option.startsWith("--input-type");
}
