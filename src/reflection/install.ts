import { setReflector } from "../schema/reflector.ts";
import { autoloadTable, reflectMetaData } from "./reflect-metadata.ts";

/** Lets a MetaData reflect. The package's entries call it. */
export function installReflection(): void {
  setReflector({ reflect: reflectMetaData, autoload: autoloadTable });
}
