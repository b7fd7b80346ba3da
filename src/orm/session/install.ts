import { addExecutionOptions } from "../../engine/execution-options.ts";
import { registerDynamic } from "../relationship/dynamic-registry.ts";
import { QueriedCollection } from "./dynamic-collection.ts";

/** Makes the execution options of sessions known, and gives dynamic relationships their collections. The roots call it. */
export function installOrm(): void {
  addExecutionOptions("autoflush", "populateExisting", "synchronizeSession");
  registerDynamic((state, property) => new QueriedCollection(state, property));
}
