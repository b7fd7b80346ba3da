/** Tells the developer of something that is probably a mistake, without stopping: a process warning named AthanorWarning, else the console. */
export function warn(message: string): void {
  const { process, console } = globalThis as {
    process?: { emitWarning?: (warning: string, options: { type: string }) => void };
    console?: { warn?: (message: string) => void };
  };
  if (process?.emitWarning !== undefined) process.emitWarning(message, { type: "AthanorWarning" });
  else console?.warn?.(message);
}
